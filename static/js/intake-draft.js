/*
 * What is typed survives: on the server every five seconds and on leaving, and in this tab
 * (sessionStorage, by user and draft) for the seconds between and for a log-in that ran out.
 * Not in localStorage: computers in a call centre are shared, and the text holds personal data.
 */
(function () {
  'use strict';
  const EVERY = 5000, PREFIX = 'sj-draft:', SENT = 'sj-sent';
  const SKIPPED = ['csrfmiddlewaretoken', 'draft', 'version'];
  const MEANT = ['text', 'caller_shown', 'name', 'product', 'amount', 'demands'];
  let dirty = false, saving = false, stopped = false, other = null;

  function form() { return document.getElementById('intake'); }
  function id() { return form().elements.draft.value; }
  function key(draft) { return PREFIX + form().dataset.user + ':' + (draft || id()); }

  function fields() {
    return Array.from(new FormData(form())).filter(function (pair) { return !SKIPPED.includes(pair[0]) && pair[1]; });
  }

  function meant(pairs) { return pairs.some(function (pair) { return MEANT.includes(pair[0]); }); }

  function say(name, value) {
    const state = document.getElementById('draft-state');
    state.textContent = (state.dataset[name] || '').replace('{value}', value || '');
    state.classList.toggle('bad', name === 'offline' || name === 'expired');
  }

  /* This tab's own copy ------------------------------------------------------------------- */
  function keep() {
    const copy = { version: Number(form().elements.version.value), fields: fields() };
    try {
      if (meant(copy.fields)) sessionStorage.setItem(key(), JSON.stringify(copy));
    } catch (_) { /* storage is full or switched off: the server still has the draft */ }
  }

  function copyOf(name) {
    try { return JSON.parse(sessionStorage.getItem(name)); } catch (_) { return null; }
  }

  function keys() { return Object.keys(sessionStorage).filter(function (name) { return name.startsWith(PREFIX); }); }

  /* Copies of another user who sat here, and of what was registered, go. */
  function clean() {
    const own = PREFIX + form().dataset.user + ':';
    keys().forEach(function (name) { if (!name.startsWith(own)) sessionStorage.removeItem(name); });
    if (document.querySelector('[data-done]')) sessionStorage.removeItem(sessionStorage.getItem(SENT));
  }

  function offer() {
    const mine = copyOf(key());
    const name = mine ? key() : keys()[0];
    const copy = mine || (name && copyOf(name));
    if (!copy || !meant(copy.fields)) return;
    if (mine && (copy.version < Number(form().dataset.saved) || JSON.stringify(copy.fields) === JSON.stringify(fields()))) return;
    const banner = document.getElementById('draft-local');
    banner.querySelector('[data-say]').textContent = banner.dataset.words;
    banner.dataset.name = name;
    banner.hidden = false;
  }

  function restore(name) {
    const draft = name.split(':').pop();
    if (draft !== id()) { location.href = form().dataset.page + '?draft=' + draft; return; }
    put(copyOf(name).fields);
  }

  function put(pairs) {
    const values = new Map();
    pairs.forEach(function (pair) { values.set(pair[0], (values.get(pair[0]) || []).concat(pair[1])); });
    Array.from(form().elements).forEach(function (control) {
      if (!control.name || SKIPPED.includes(control.name)) return;
      const given = values.get(control.name) || [];
      if (control.type === 'checkbox' || control.type === 'radio') control.checked = given.includes(control.value);
      else if (control.type !== 'submit' && control.type !== 'button') control.value = given[0] || '';
    });
    ['id_category', 'id_caller_shown'].forEach(function (name) { tell(document.getElementById(name), 'change'); });
    tell(form().elements.text, 'input');
  }

  function tell(control, kind) { if (control) control.dispatchEvent(new Event(kind, { bubbles: true })); }

  /* The server's copy ---------------------------------------------------------------------- */
  function save(leaving) {
    if (stopped || saving || !form() || !meant(fields())) return Promise.resolve();
    const body = new URLSearchParams(fields());
    body.set('version', form().elements.version.value);
    dirty = false;
    saving = true;
    return fetch(form().dataset.draft, {
      method: 'PUT', body: body, keepalive: Boolean(leaving) && body.toString().length < 60000, credentials: 'same-origin',
      headers: { 'X-CSRFToken': form().elements.csrfmiddlewaretoken.value, Accept: 'application/json' },
    }).then(answered, unsaved).finally(function () { saving = false; });
  }

  function unsaved() { dirty = true; say('offline'); }

  function answered(response) {
    if (response.redirected || response.status === 403) { dirty = true; say('expired'); return undefined; }
    if (![200, 409, 410].includes(response.status)) { unsaved(); return undefined; }
    return response.json().then(function (answer) {
      if (response.status === 409) return conflict(answer);
      if (response.status === 410) return registered(answer);
      return saved(answer);
    });
  }

  function saved(answer) {
    form().elements.version.value = answer.version;
    document.getElementById('draft-number').textContent = answer.number;
    say('saved', answer.saved_at);
    keep();
    if (!location.search.includes('draft=')) history.replaceState(history.state, '', form().dataset.page + '?draft=' + id());
  }

  function conflict(answer) {
    const banner = document.getElementById('draft-conflict');
    stopped = true;
    other = answer;
    banner.querySelector('[data-say]').textContent = banner.dataset.words.replace('{value}', answer.saved_at);
    banner.querySelector('[data-other]').textContent = answer.text;
    banner.hidden = false;
  }

  function registered(answer) { stopped = true; say('registered', answer.reference); }

  const does = {
    mine: function () { form().elements.version.value = other.version; stopped = false; document.getElementById('draft-conflict').hidden = true; save(); },
    theirs: function () { sessionStorage.removeItem(key()); location.href = form().dataset.page + '?draft=' + id(); },
    restore: function (banner) { banner.hidden = true; restore(banner.dataset.name); },
    forget: function (banner) { banner.hidden = true; sessionStorage.removeItem(banner.dataset.name); },
  };

  document.addEventListener('click', function (event) {
    const button = event.target.closest('[data-draft-do]');
    if (button) does[button.dataset.draftDo](button.closest('.sj-banner'));
    if (event.target.closest('[data-draft-save]')) { event.preventDefault(); save(); }
  });

  ['input', 'change'].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (!form() || !form().contains(event.target)) return;
      dirty = true;
      keep();
    });
  });
  setInterval(function () { if (dirty) save(); }, EVERY);
  window.addEventListener('blur', function () { if (dirty) save(); });
  window.addEventListener('pagehide', function () { if (dirty) save(true); });

  /* Registering: nothing is saved behind its back, and the copy goes once it is done. */
  document.addEventListener('htmx:beforeRequest', function (event) {
    if (event.detail.elt !== form()) return;
    keep();
    stopped = true;
    sessionStorage.setItem(SENT, key());
  });
  document.addEventListener('htmx:afterRequest', function (event) {
    if (event.detail.elt === form() && !event.detail.xhr.getResponseHeader('HX-Redirect')) stopped = false;
  });

  /* A log-in that ran out while typing: stay, say so; the words are kept. */
  document.addEventListener('htmx:beforeSwap', function (event) {
    const login = document.body.dataset.login;
    if (!form() || !login || event.detail.xhr.responseURL.indexOf(login) < 0) return;
    event.stopPropagation();
    event.detail.shouldSwap = false;
    keep();
    say('expired');
    document.getElementById('draft-expired').hidden = false;
  }, true);

  clean();
  offer();
})();
