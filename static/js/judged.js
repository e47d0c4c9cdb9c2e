/* The form in a judgement's place by keyboard: Enter saves, Escape leaves it as it was. */
(function () {
  'use strict';
  document.addEventListener('keydown', function (event) {
    const form = event.target.closest && event.target.closest('[data-fix]');
    if (!form || event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      form.querySelector('[data-fix-cancel]').click();
    }
    if (event.key === 'Enter' && event.target.matches('select, input')) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.addEventListener('htmx:load', function (event) {
    const form = event.target.closest && event.target.closest('[data-fix]');
    if (form) form.scrollIntoView({ block: 'nearest' });  // not below the bar of a small screen
  });
})();
