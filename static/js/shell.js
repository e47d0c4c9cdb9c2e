/* The frame around every page: buttons with data-act, keys, menus, toasts and errors of htmx. */
(function () {
  'use strict';
  const S = window.Sujing;
  const acts = {
    theme: function () { window.SujingTheme.toggle(); },
    fold: function () { window.SujingTheme.fold(); },
    help: function () { document.getElementById('keys').showModal(); },
    copy: copy,
    dialog: function (button) { document.getElementById(button.dataset.for).showModal(); },
    close: function (button) { button.closest('dialog').close(); },
    print: function () { window.print(); },
  };

  document.addEventListener('click', function (event) {
    const button = event.target.closest('[data-act]');
    if (button && acts[button.dataset.act]) acts[button.dataset.act](button);
    document.querySelectorAll('details.sj-menu[open]').forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  function copy(button) {
    const box = button.closest('[data-copy]') || button.closest('.sj-script');
    const text = box.dataset.copy || box.querySelector('[data-copy-text]').textContent.trim();
    navigator.clipboard.writeText(text).then(function () { S.toast(S.say('copied')); });
  }

  document.addEventListener('keydown', function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      document.getElementById('gsearch').focus();
      return;
    }
    if (event.key === 'Escape') closeMenu();
    if (!S.plainKey(event) || !S.singleKeys()) return;
    if (event.key === '?') acts.help();
    if (event.key === '[') acts.fold();
    press(event);
  });

  /* The element that carries data-key="n" is pressed by N, unless a list row answers first. */
  function press(event) {
    if (event.defaultPrevented || event.repeat) return;
    const target = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]:not([disabled])');
    if (!target) return;
    event.preventDefault();
    if (target.matches('input:not([type=checkbox]):not([type=radio])')) target.focus(); else target.click();
  }

  function closeMenu() {
    const open = document.querySelector('details.sj-menu[open]');
    if (!open) return;
    open.open = false;
    open.querySelector('summary').focus();
  }

  /* Ctrl Enter submits and Ctrl S saves the form one is in. */
  document.addEventListener('keydown', function (event) {
    if (!(event.ctrlKey || event.metaKey)) return;
    const name = { Enter: 'submit', s: 'save' }[event.key];
    const form = name && event.target.closest && event.target.closest('form');
    const button = form && form.querySelector('[data-form-key="' + name + '"]');
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  /* A response may say HX-Trigger: {"toast": {"text": …, "undo": "/url/", "back": "id"}}. */
  document.addEventListener('toast', function (event) {
    const it = event.detail;
    const undo = it.undo && function () { window.htmx.ajax('POST', it.undo, { swap: 'none' }); };
    S.toast(it.text, { bad: it.bad, action: undo, back: it.back });
  });

  const problems = { 403: 'refused', 404: 'gone', 409: 'conflict' };
  document.addEventListener('htmx:responseError', function (event) {
    S.toast(S.say(problems[event.detail.xhr.status] || 'failed'), { bad: true });
  });
  document.addEventListener('htmx:sendError', function () { S.toast(S.say('offline'), { bad: true }); });

  /* A session that ended answers with the log-in page: go there instead of swapping it in. */
  document.addEventListener('htmx:beforeSwap', function (event) {
    const login = document.body.dataset.login;
    if (login && event.detail.xhr.responseURL.indexOf(login) > 0) {
      event.detail.shouldSwap = false;
      location.href = login + '?next=' + encodeURIComponent(location.pathname + location.search);
    }
  });

  /* A live part waits while it holds an open question: fetched anew, the question would be gone. */
  document.addEventListener('htmx:beforeRequest', function (event) {
    if (event.target.matches('[data-live]') && event.target.querySelector('dialog[open]')) event.preventDefault();
  });

  /* The progress line shows only when an answer takes longer than a blink, and not for live parts. */
  let running = 0;
  document.addEventListener('htmx:beforeRequest', function (event) {
    if (event.target.closest('[data-live]')) return;
    running += 1;
    setTimeout(function () { document.getElementById('progress').hidden = running === 0; }, 200);
  });
  document.addEventListener('htmx:afterRequest', function (event) {
    if (event.target.closest('[data-live]')) return;
    running = Math.max(0, running - 1);
    if (running === 0) document.getElementById('progress').hidden = true;
  });

  /* The risk factor and the words that caused it light each other up. */
  ['mouseover', 'focusin', 'mouseout', 'focusout'].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      const ref = event.target.closest && event.target.closest('[data-ev-ref]');
      if (!ref) return;
      const lit = kind === 'mouseover' || kind === 'focusin';
      document.querySelectorAll('[data-ev-ref="' + CSS.escape(ref.dataset.evRef) + '"]').forEach(function (it) {
        (it.closest('.sj-fw-row') || it).classList.toggle('lit', lit);
      });
    });
  });

  /* A menu that holds a form hands over the focus. */
  document.addEventListener('toggle', function (event) {
    const menu = event.target;
    const first = menu.matches('.sj-menu') && menu.open && menu.querySelector('form select, form input:not([type=hidden])');
    if (first) first.focus();
  }, true);

  /* Of tabs that do not fit on a phone the one we are on is in sight. */
  const here = document.querySelector('.sj-tabs-x [aria-current="page"]');
  if (here) here.closest('.sj-tabs-x').scrollLeft = here.offsetLeft + here.offsetWidth - innerWidth + 24;

  document.querySelectorAll('[data-toast]').forEach(S.expire);
})();
