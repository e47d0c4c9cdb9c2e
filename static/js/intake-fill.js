/*
 * Put suggestions into the form, only when a person says so: by click, by digit, by key.
 *   <button data-fill="category" data-value="FEE02" data-digit="1">   accept; again: take back
 *   <button data-ask="日期">                                          add the point to the text
 *   <button data-join="TS20261122-000001">                            add to that complaint
 */
(function () {
  'use strict';
  const S = window.Sujing;

  function form() { return document.getElementById('intake'); }

  function changed(control, kind) { control.dispatchEvent(new Event(kind || 'change', { bubbles: true })); }

  function option(field, value) {
    return form().querySelector('input[name="' + field + '"][value="' + CSS.escape(value) + '"]');
  }

  function accept(button) {
    const field = button.dataset.fill, value = button.dataset.value, on = button.getAttribute('aria-pressed') === 'true';
    if (field === 'demands') return tick(value, !on);
    if (field === 'channel') return channel(value);
    return set(form().elements[field], on ? '' : value, button);
  }

  function tick(value, on) {
    const box = option('demands', value);
    if (!box) return;
    const hidden = box.closest('details');
    if (hidden) hidden.open = true;
    box.checked = on;
    changed(box);
  }

  function channel(value) {
    const radio = option('channel', value), more = form().elements.channel_other;
    if (radio) { radio.checked = true; changed(radio); } else { more.value = value; changed(more); }
  }

  /* What a person had chosen comes back by one click. */
  function set(control, value) {
    const before = control.value;
    control.value = value;
    changed(control);
    if (before && value && before !== value) {
      S.toast(form().dataset.replaced, { action: function () { control.value = before; changed(control); } });
    }
  }

  function current(field) {
    const all = new FormData(form());
    return field === 'channel' ? [all.get('channel_other') || all.get('channel')] : all.getAll(field);
  }

  function same(field, value) {
    return current(field).some(function (it) {
      return it === value || (field === 'amount' && it && Number(it) === Number(value));
    });
  }

  /* Accepted suggestions are solid, open ones dashed; so are the demands they point to. */
  function refresh() {
    const wanted = new Set();
    document.querySelectorAll('[data-fill]').forEach(function (button) {
      const on = same(button.dataset.fill, button.dataset.value);
      button.classList.toggle('on', on);
      button.setAttribute('aria-pressed', String(on));
      if (button.dataset.fill === 'demands' && !on) wanted.add(button.dataset.value);
    });
    form().querySelectorAll('input[name=demands]').forEach(function (box) {
      box.parentElement.classList.toggle('wanted', wanted.has(box.value));
    });
    const joined = form().elements.join.value;
    document.querySelectorAll('[data-join]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(button.dataset.join === joined));
      button.classList.toggle('on', button.dataset.join === joined);
    });
    const note = document.getElementById('join-note');
    note.hidden = !joined;
    note.querySelector('[data-say]').textContent = joined;
  }

  function join(reference) {
    const field = form().elements.join;
    field.value = field.value === reference ? '' : reference;
    changed(field);
  }

  function ask(button) {
    const text = form().elements.text;
    const line = text.value && !text.value.endsWith('\n') ? '\n' : '';
    text.value += line + button.dataset.ask + form().dataset.colon;
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    changed(text, 'input');
  }

  document.addEventListener('click', function (event) {
    const button = form() && event.target.closest('[data-fill], [data-ask], [data-join]');
    if (!button) return;
    if (button.dataset.fill) accept(button);
    if (button.dataset.ask) ask(button);
    if ('join' in button.dataset) join(button.dataset.join);
    refresh();
  });

  /* One channel: the buttons and the list beside them exclude each other. */
  document.addEventListener('change', function (event) {
    if (!form() || !form().contains(event.target)) return;
    if (event.target.name === 'channel') form().elements.channel_other.value = '';
    if (event.target.name === 'channel_other' && event.target.value) {
      form().querySelectorAll('input[name=channel]').forEach(function (it) { it.checked = false; });
    }
    refresh();
  });

  document.addEventListener('keydown', function (event) {
    if (!form() || event.defaultPrevented) return;
    if (/^[1-9]$/.test(event.key) && S.plainKey(event) && S.singleKeys()) press('[data-digit="' + event.key + '"]', event);
    const digit = event.altKey && !event.ctrlKey && /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit) press('[data-digit="' + digit[1] + '"]', event);
    if (event.altKey && event.key.toLowerCase() === 'm') press('[data-join]', event);
    if (event.altKey && event.key.toLowerCase() === 'p') press('[data-alt-key=p]', event);
    if (event.key === 'Enter' && !event.ctrlKey && event.target.matches('#intake input')) {
      event.preventDefault();
      if (event.target.id === 'id_caller_shown') changed(event.target);
    }
    if ((event.ctrlKey || event.metaKey) && !event.target.closest('form')) {
      const name = { Enter: 'submit', s: 'save' }[event.key];
      if (name) press('#intake [data-form-key="' + name + '"]', event);
    }
  });

  function press(selector, event) {
    const target = document.querySelector(selector);
    if (!target) return;
    event.preventDefault();
    target.click();
  }

  window.SujingFill = { refresh: refresh };
})();
