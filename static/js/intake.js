/* Live assist: which answer still fits the text, the marks in it, what changed, what is said aloud. */
(function () {
  'use strict';
  const NAMED = 6000; // milliseconds a change keeps its name
  let version = 0, last = null, change = null, fixing = false;

  function area() { return document.getElementById('id_text'); }
  function assist(node) { return node && node.id === 'assist'; }

  document.addEventListener('input', function (event) {
    if (event.target.id !== 'id_text') return;
    version += 1;
    const count = document.getElementById('text-count');
    count.textContent = Array.from(event.target.value).length + count.dataset.word;
  });

  document.addEventListener('htmx:beforeSend', function (event) {
    if (assist(event.detail.elt)) event.detail.xhr.textVersion = version;
  });

  /* An answer about an older text is dropped; the next one is on its way already. */
  document.addEventListener('htmx:beforeSwap', function (event) {
    if (assist(event.detail.target) && event.detail.xhr.textVersion !== version) event.detail.shouldSwap = false;
  });

  document.addEventListener('htmx:afterSwap', function (event) {
    if (!document.getElementById('intake')) return;
    if (assist(event.detail.target)) answered();
    if (event.detail.target.id === 'who' || event.detail.target.id === 'intake') window.SujingFill.refresh();
    if (event.detail.target.id === 'who') keepFocus();
  });

  /* The name that was focused is gone when the caller is known: on to the text. */
  function keepFocus() {
    if (document.activeElement === document.body && area()) area().focus();
  }

  function answered() {
    const source = document.getElementById('assist-data');
    const data = source ? JSON.parse(source.textContent) : { marks: [] };
    if (area()) window.SujingHighlight.paint(area(), area().value, data.marks);
    compare(data.risk || null);
    hideEmotion();
    dropJoin();
    window.SujingFill.refresh();
  }

  /* Whoever is correcting the reading goes on doing so while it is read again. */
  document.addEventListener('toggle', function (event) { if (event.target.id === 'fix') fixing = event.target.open; }, true);
  document.addEventListener('htmx:beforeSwap', function (event) {
    if (fixing && assist(event.detail.target)) event.detail.serverResponse = event.detail.serverResponse.replace('id="fix"', 'id="fix" open');
  });

  /* Names the line that moved the score most, for six seconds; speaks only when the tier changes. */
  function compare(risk) {
    if (risk && last) {
      const moved = moves(last.lines, risk.lines);
      if (moved) change = { words: moved, until: Date.now() + NAMED };
      if (risk.tier !== last.tier) document.getElementById('assist-says').textContent = risk.says;
    }
    last = risk;
    showChange();
  }

  function moves(before, after) {
    const codes = new Set(Object.keys(before).concat(Object.keys(after)));
    let best = null;
    codes.forEach(function (code) {
      const points = (after[code] ? after[code].points : 0) - (before[code] ? before[code].points : 0);
      if (points && (!best || Math.abs(points) > Math.abs(best.points))) best = { points: points, label: (after[code] || before[code]).label };
    });
    return best && (best.points > 0 ? '+' : '−') + Math.abs(best.points) + ' ' + best.label;
  }

  function showChange() {
    const tag = document.getElementById('risk-change');
    if (!tag || !change || Date.now() > change.until) return;
    tag.textContent = change.words;
    tag.hidden = false;
    setTimeout(function () { tag.hidden = true; }, change.until - Date.now());
  }

  /* A complaint to add to must still be one of this person's. */
  function dropJoin() {
    const field = document.getElementById('intake').elements.join;
    if (field.value && !document.querySelector('[data-join="' + CSS.escape(field.value) + '"]')) field.value = '';
  }

  /* A number or a text that was typed before this script was there. */
  function early() {
    const caller = document.getElementById('id_caller_shown');
    if (caller.value && document.activeElement !== caller && !document.querySelector('#who .sj-f-label .sj-tag')) window.htmx.trigger(caller, 'change');
    if (area().value) window.htmx.trigger(document.body, 'reassist');
  }

  function hidden() { try { return localStorage.getItem('sj-hide-emotion') === '1'; } catch (_) { return false; } }

  function hideEmotion() {
    const card = document.querySelector('[data-emotion]');
    if (!card) return;
    card.classList.toggle('hid', hidden());
    card.querySelector('[data-hide-emotion]').setAttribute('aria-pressed', String(hidden()));
  }

  document.addEventListener('click', function (event) {
    if (!event.target.closest('[data-hide-emotion]')) return;
    localStorage.setItem('sj-hide-emotion', hidden() ? '0' : '1');
    hideEmotion();
  });

  /* A reading that fails must not disturb whoever types: it is said once, quietly, in its place. */
  ['htmx:responseError', 'htmx:sendError'].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (!assist(event.detail.elt)) return;
      event.stopPropagation();
      document.getElementById('assist-says').textContent = document.getElementById('intake').dataset.unread;
      document.getElementById('assist').classList.add('stale');
    }, true);
  });
  document.addEventListener('htmx:afterSwap', function (event) { if (assist(event.detail.target)) event.detail.target.classList.remove('stale'); });

  function show(control) {
    control.focus();
    control.scrollIntoView({ block: 'center' });
  }

  document.addEventListener('htmx:load', function (event) {
    const form = document.getElementById('intake');
    if (!form || !(event.detail.elt === form || event.detail.elt === document.body)) return;
    hideEmotion();
    window.SujingFill.refresh();
    early();
    const wrong = form.querySelector('[aria-invalid=true], .form-control.bad, .sj-f-err');
    if (wrong) show(wrong.matches('.sj-f-err') ? wrong.parentElement.querySelector('input, textarea, select') : wrong);
  });
})();
