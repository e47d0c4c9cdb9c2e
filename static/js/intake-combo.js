/*
 * A long select becomes a box that can be searched by words or by code. The select keeps the value
 * and works alone without this script.
 *   <select data-combo>…</select>
 */
(function () {
  'use strict';

  class Combo {
    constructor(select) {
      this.select = select;
      this.options = Array.from(select.options).filter(function (it) { return it.value; });
      this.build();
      this.show();
      select.addEventListener('change', this.show.bind(this));
      this.box.addEventListener('input', this.search.bind(this));
      this.box.addEventListener('focus', function () { this.select(); });
      this.box.addEventListener('click', this.search.bind(this));
      this.box.addEventListener('keydown', this.key.bind(this));
      this.box.addEventListener('blur', this.leave.bind(this));
      this.list.addEventListener('mousedown', this.pick.bind(this));
    }

    build() {
      const select = this.select, name = select.id;
      const frame = document.createElement('div');
      frame.className = 'sj-combo-x';
      this.box = document.createElement('input');
      this.box.id = name + '_box';
      this.box.className = 'form-select';
      this.box.autocomplete = 'off';
      this.box.placeholder = select.options[0].text;
      [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', name + '_list']]
        .forEach(function (pair) { this.box.setAttribute(pair[0], pair[1]); }, this);
      this.list = document.createElement('ul');
      this.list.id = name + '_list';
      this.list.className = 'sj-combo-list';
      this.list.setAttribute('role', 'listbox');
      this.list.hidden = true;
      const label = document.querySelector('label[for="' + name + '"]');
      if (label) { label.htmlFor = this.box.id; this.list.setAttribute('aria-label', label.textContent.trim()); }
      select.before(frame);
      frame.append(this.box, this.list, select);
      select.hidden = true;
    }

    show() {
      const chosen = this.select.selectedOptions[0];
      this.box.value = chosen && chosen.value ? chosen.text : '';
      this.close();
    }

    search() {
      const chosen = this.select.selectedOptions[0];
      const words = this.box.value === (chosen && chosen.value ? chosen.text : '') ? '' : this.box.value.trim().toLowerCase();
      const found = this.options.filter(function (it) {
        const group = it.parentElement.label || '';
        return !words || (it.value + ' ' + it.text + ' ' + group).toLowerCase().includes(words);
      });
      this.list.replaceChildren.apply(this.list, found.map(this.row, this));
      this.open(Boolean(found.length));
      this.mark(words ? 0 : found.findIndex(function (it) { return it.selected; }));
    }

    row(option, index) {
      const it = document.createElement('li');
      it.id = this.list.id + '_' + index;
      it.setAttribute('role', 'option');
      it.setAttribute('aria-selected', 'false');
      it.dataset.value = option.value;
      const code = document.createElement('small');
      code.textContent = option.value;
      it.append(option.text, code);
      return it;
    }

    open(yes) {
      this.list.hidden = !yes;
      this.box.setAttribute('aria-expanded', String(yes));
      if (yes) this.list.scrollIntoView({ block: 'nearest' });
    }

    close() { this.open(false); this.mark(-1); }

    mark(index) {
      this.at = index;
      Array.from(this.list.children).forEach(function (it, i) { it.setAttribute('aria-selected', String(i === index)); });
      const row = this.list.children[index];
      if (!row) return this.box.removeAttribute('aria-activedescendant');
      this.box.setAttribute('aria-activedescendant', row.id);
      if (row.offsetTop < this.list.scrollTop || row.offsetTop + row.offsetHeight > this.list.scrollTop + this.list.clientHeight) {
        this.list.scrollTop = row.offsetTop - this.list.clientHeight / 2;
      }
      return undefined;
    }

    key(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const open = !this.list.hidden, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        if (!open) this.search();
        else this.mark(Math.max(0, Math.min(this.list.children.length - 1, this.at + step)));
      } else if (event.key === 'Enter') {
        event.preventDefault();
        if (open && this.at >= 0) this.choose(this.list.children[this.at].dataset.value);
      } else if (event.key === 'Tab' && open && this.at >= 0) {
        this.choose(this.list.children[this.at].dataset.value);
      } else if (event.key === 'Escape' && open) {
        event.preventDefault();
        event.stopPropagation();
        this.show();
      }
    }

    pick(event) {
      const row = event.target.closest('[role=option]');
      event.preventDefault();
      if (row) this.choose(row.dataset.value);
    }

    choose(value) {
      const changed = this.select.value !== value;
      this.select.value = value;
      this.show();
      if (changed) this.select.dispatchEvent(new Event('change', { bubbles: true }));
    }

    leave() {
      if (!this.box.value.trim() && this.select.value) this.choose('');
      else this.show();
    }
  }

  function enhance(root) {
    (root || document).querySelectorAll('select[data-combo]:not([hidden])').forEach(function (select) { new Combo(select); });
  }

  document.addEventListener('htmx:load', function (event) { enhance(event.detail.elt); });
  enhance();
})();
