/* What the other scripts share: words from the server, toasts, who is typing, the server's clock. */
(function () {
  'use strict';
  const source = document.getElementById('js-strings');
  const strings = source ? JSON.parse(source.textContent) : {};

  /* "%(n)s new" with {n: 2} becomes "2 new"; %(minutes)02d is padded as in Python. */
  function say(key, values) {
    return (strings[key] || key).replace(/%\((\w+)\)(0?)(\d*)[ds]/g, function (_, name, zero, width) {
      const text = String((values || {})[name]);
      return zero ? text.padStart(Number(width), '0') : text;
    });
  }

  function typing(target) {
    return Boolean(target.closest && target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=textbox], [role=combobox]'));
  }

  /* Single letters can be switched off in the preferences (WCAG 2.1.4). */
  function singleKeys() { return document.body.dataset.letterKeys !== '0'; }

  function plainKey(event) {
    return !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || document.querySelector('dialog[open]'));
  }

  const meta = document.querySelector('meta[name="server-time"]');
  const skew = meta && meta.content ? Date.parse(meta.content) - Date.now() : 0;

  /* A toast goes after six seconds; one that reports a failure stays until it is dismissed. */
  function toast(text, options) {
    const box = document.getElementById('toasts');
    const choice = options || {};
    const row = document.createElement('div');
    row.className = 'sj-toast-x' + (choice.bad ? ' bad' : '');
    row.append(text);
    if (choice.action) row.append(button(choice.label || say('undo'), function () { choice.action(); row.remove(); goBack(choice.back); }));
    box.append(row);
    expire(row);
    return row;
  }

  /* Where the focus goes when what had it is gone: to the row it was about, the list's, the page. */
  function goBack(id) {
    const home = (id && document.getElementById(id)) || document.querySelector('[data-list] [data-row]') || document.querySelector('main h1');
    if (!home) return;
    if (home.matches('[data-row]')) {
      document.querySelectorAll('[data-row].cur').forEach(function (row) { row.classList.remove('cur'); });
      home.classList.add('cur');
    }
    const target = home.querySelector('[data-open], button, a[href]') || home;
    if (target === home && !home.hasAttribute('tabindex')) home.tabIndex = -1;
    target.focus();
  }

  function button(label, action) {
    const it = document.createElement('button');
    it.type = 'button';
    it.className = 'sj-undo';
    it.textContent = label;
    it.addEventListener('click', action);
    return it;
  }

  function expire(row) {
    if (!row.classList.contains('bad')) setTimeout(function leave() {
      if (row.contains(document.activeElement)) setTimeout(leave, 6000); /* somebody is about to press */
      else row.remove();
    }, 6000);
    else row.addEventListener('click', function () { row.remove(); });
  }

  window.Sujing = {
    say: say, typing: typing, singleKeys: singleKeys, plainKey: plainKey, toast: toast, expire: expire,
    now: function () { return Date.now() + skew; },
  };
})();
