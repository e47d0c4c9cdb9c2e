/* Runs before the first paint: the saved theme, or the system's, and the folded sidebar. */
(function () {
  'use strict';
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function saved(name) {
    try { return localStorage.getItem(name); } catch (_) { return cookie(name); }
  }

  function cookie(name) {
    const hit = document.cookie.match('(?:^|; )' + name + '=([^;]*)');
    return hit ? hit[1] : null;
  }

  function apply() {
    root.dataset.bsTheme = saved('sj-theme') || (dark.matches ? 'dark' : 'light');
    root.dataset.sjFold = saved('sj-fold') || '0';
  }

  function keep(name, value) {
    try { localStorage.setItem(name, value); } catch (_) { /* private mode: the cookie remains */ }
    document.cookie = name + '=' + value + '; path=/; max-age=31536000; samesite=lax';
    apply();
  }

  apply();
  dark.addEventListener('change', function () {
    apply();
    document.dispatchEvent(new Event('sj:theme'));
  });
  /* Paper is white: a dark page prints in the light theme. */
  addEventListener('beforeprint', function () {
    root.dataset.bsTheme = 'light';
    document.dispatchEvent(new Event('sj:theme'));
  });
  addEventListener('afterprint', function () {
    apply();
    document.dispatchEvent(new Event('sj:theme'));
  });
  window.SujingTheme = {
    toggle: function () {
      keep('sj-theme', root.dataset.bsTheme === 'dark' ? 'light' : 'dark');
      document.dispatchEvent(new Event('sj:theme'));
    },
    fold: function () { keep('sj-fold', root.dataset.sjFold === '1' ? '0' : '1'); },
  };
})();
