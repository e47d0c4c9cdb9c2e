/* Time limits tick once a second from the server's time. Only text and state change, never layout. */
(function () {
  'use strict';
  const S = window.Sujing;
  const MINUTE = 60, HOUR = 3600, DAY = 86400;
  const STATES = ['soon', 'near', 'late'];

  /* The same words as ui/words.py. */
  function duration(seconds) {
    const s = Math.floor(Math.abs(seconds));
    const pad = function (n) { return String(n).padStart(2, '0'); };
    if (s < HOUR) return pad(Math.floor(s / MINUTE)) + ':' + pad(s % MINUTE);
    if (s < DAY) return S.say('hm', { hours: Math.floor(s / HOUR), minutes: Math.floor(s % HOUR / MINUTE) });
    const days = Math.floor(s / DAY), hours = Math.floor(s % DAY / HOUR);
    return hours === 0 || days >= 10 ? S.say('d', { days: days }) : S.say('dh', { days: days, hours: hours });
  }

  function state(left, share) {
    if (left < 0) return 'late';
    if (share <= 0.10) return 'near';
    return share <= 0.25 ? 'soon' : '';
  }

  function tick(clock) {
    const total = Number(clock.dataset.total);
    const left = (Date.parse(clock.dataset.due) - S.now()) / 1000;
    const share = total ? Math.max(0, Math.min(1, left / total)) : 1;
    const text = S.say(left < 0 ? 'late' : 'left', { time: duration(left) });
    if (clock.textContent !== text) clock.textContent = text;
    const length = 'v-' + Math.round(share * 100);
    if (clock.classList.contains(length)) return;
    const kept = Array.from(clock.classList).filter(function (name) { return !/^v-\d+$/.test(name) && !STATES.includes(name); });
    clock.className = kept.concat(state(left, share), length).filter(Boolean).join(' ');
  }

  function tickAll() {
    if (document.hidden) return;
    document.querySelectorAll('.sj-clock[data-due]').forEach(tick);
  }

  setInterval(tickAll, 1000);
  document.addEventListener('visibilitychange', tickAll);
  document.addEventListener('htmx:afterSwap', tickAll);
})();
