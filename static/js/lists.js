/*
 * Keys in lists. A list is [data-list]; its rows carry data-row, the link to open data-open, the
 * box to tick data-check. J K move, X selects, Enter opens, Esc clears; any other letter presses
 * the element with data-row-key="a" inside the current row, or the one in the bulk bar.
 */
(function () {
  'use strict';
  const S = window.Sujing;

  function list() { return document.querySelector('[data-list]'); }
  function rows() { return Array.from(document.querySelectorAll('[data-list] [data-row]')); }
  function current() { return document.querySelector('[data-list] [data-row].cur'); }

  function move(step) {
    const all = rows(), here = all.indexOf(current());
    if (!all.length) return;
    choose(all[Math.max(0, Math.min(all.length - 1, here + step))]);
  }

  function choose(row) {
    const before = current();
    if (before) before.classList.remove('cur');
    row.classList.add('cur');
    const link = row.querySelector('[data-open]');
    if (link) link.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }

  function toggle(row) {
    const box = row && row.querySelector('[data-check]');
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function clear() {
    document.querySelectorAll('[data-list] [data-check]:checked').forEach(function (box) { box.checked = false; });
    refresh();
  }

  /* Selection is plain check boxes; the bar and the tint only follow them. */
  function refresh() {
    if (!list()) return;
    const boxes = Array.from(document.querySelectorAll('[data-list] [data-check]'));
    const chosen = boxes.filter(function (box) { return box.checked; });
    boxes.forEach(function (box) { box.closest('[data-row]').classList.toggle('sel', box.checked); });
    document.querySelectorAll('[data-bulk]').forEach(function (bar) {
      bar.hidden = chosen.length === 0;
      const words = bar.querySelector('[data-bulk-count]');
      if (words) words.textContent = S.say('chosen', { n: chosen.length });
    });
    document.querySelectorAll('[data-check-all]').forEach(function (box) {
      box.checked = chosen.length > 0 && chosen.length === boxes.length;
      box.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
    });
  }

  function press(key) {
    const bar = document.querySelector('[data-bulk]:not([hidden])');
    const place = bar || current();
    const target = place && place.querySelector('[data-row-key="' + CSS.escape(key) + '"]:not([disabled])');
    if (target) target.click();
    return Boolean(target);
  }

  const keys = {
    j: function () { move(1); },
    k: function () { move(-1); },
    x: function () { toggle(current()); },
    Enter: function () {
      const link = current() && current().querySelector('[data-open]');
      if (link) link.click();
    },
    Escape: clear,
    '/': function () {
      const find = document.querySelector('[data-find]');
      if (find) find.focus();
    },
  };

  document.addEventListener('keydown', function (event) {
    if (!list() || !S.plainKey(event)) return;
    if (event.key.length === 1 && !S.singleKeys()) return;
    if (event.key === 'Enter' && event.target.closest('a, button, input, summary')) return;
    const act = keys[event.key];
    if (press(event.key.toLowerCase())) return event.preventDefault(); /* the row's own keys first */
    if (act) { act(); event.preventDefault(); }
  }, true);

  document.addEventListener('change', function (event) {
    if (event.target.matches('[data-check-all]')) {
      document.querySelectorAll('[data-list] [data-check]').forEach(function (box) { box.checked = event.target.checked; });
    }
    if (event.target.matches('[data-check], [data-check-all]')) refresh();
  });
  document.addEventListener('click', function (event) {
    const row = event.target.closest('[data-list] [data-row]');
    if (row && !event.target.closest('a, button, input, label')) choose(row);
    if (event.target.closest('[data-bulk-clear]')) clear();
  });

  /* After a swap the row is another element: keep the place by its id, else the next row. */
  let place = null;
  document.addEventListener('htmx:beforeSwap', function () {
    const row = current();
    if (row) place = { id: row.id, at: rows().indexOf(row), focus: row.contains(document.activeElement) };
  });
  document.addEventListener('htmx:afterSettle', function () {
    refresh();
    if (!place || current() || !rows().length) return;
    const row = (place.id && document.getElementById(place.id)) || rows()[Math.min(place.at, rows().length - 1)];
    if (place.focus) choose(row);
    else row.classList.add('cur');
    place = null;
  });
  refresh();
})();
