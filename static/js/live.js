/*
 * News from the server. The stream says only {topic, id, version}; every element with
 * data-live="topic" gets the DOM event `live:topic`, and its own hx-trigger fetches the part.
 * Without a stream the same events come every ten seconds.
 *
 * On an element with data-live-hold, news wait behind a pill while the pointer or the focus is
 * inside, rows are chosen, or it is scrolled: nothing moves under the reader's hand.
 */
(function () {
  'use strict';
  const S = window.Sujing;
  const POLL = 10000, FIRST_PAUSE = 1000, LONGEST_PAUSE = 30000;
  const REST = 1000; /* ms between two refreshes of a part that names no throttle */
  const resting = new Map(); /* part → the news that came while it rested */
  let stream = null, pause = FIRST_PAUSE, poll = null;

  function show(word, off) {
    document.querySelectorAll('[data-live-state]').forEach(function (dot) {
      dot.hidden = false;
      dot.textContent = S.say(word);
      dot.classList.toggle('off', off);
    });
  }

  function topics() {
    const all = Array.from(document.querySelectorAll('[data-live]'));
    return new Set(all.flatMap(function (it) { return it.dataset.live.split(/\s+/); }));
  }

  function tell(news) {
    document.querySelectorAll('[data-live~="' + CSS.escape(news.topic) + '"]').forEach(function (it) {
      if (!it.dataset.liveId || !news.id || it.dataset.liveId === String(news.id)) deliver(it, news);
    });
  }

  function deliver(it, news) {
    if (it.hasAttribute('data-live-hold') && busy(it)) return hold(it, news);
    const key = it.id || it;
    if (resting.has(key)) return resting.set(key, news);
    release(it);
    it.dispatchEvent(new CustomEvent('live:' + news.topic, { detail: news }));
    resting.set(key, null);
    return setTimeout(function () { wake(it, key); }, rest(it));
  }

  /* htmx forgets what comes within a throttle's time; the last of it is delivered afterwards. */
  function wake(it, key) {
    const missed = resting.get(key);
    const place = it.isConnected ? it : document.getElementById(it.id); /* swapped meanwhile */
    resting.delete(key);
    if (missed && place) deliver(place, missed);
  }

  function rest(it) {
    const asked = /throttle:(\d+)(m?s)/.exec(it.getAttribute('hx-trigger') || '');
    return asked ? asked[1] * (asked[2] === 's' ? 1000 : 1) + 20 : REST;
  }

  function busy(it) {
    return it.matches(':hover') || it.contains(document.activeElement) || it.scrollTop > 8 ||
      Boolean(it.querySelector('.sel'));
  }

  function hold(it, news) {
    const seen = it.heldNews || new Map();
    seen.set(news.id || seen.size, news);
    it.heldNews = seen;
    pill(it).lastChild.textContent = S.say('waiting', { n: seen.size });
  }

  function pill(it) {
    if (it.heldPill && it.heldPill.isConnected) return it.heldPill;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sj-newbar';
    button.append('↑ ', '');
    button.addEventListener('click', function () { flush(it); });
    document.getElementById('main').append(button);
    it.heldPill = button;
    return button;
  }

  function flush(it) {
    const last = Array.from(it.heldNews || []).map(function (pair) { return pair[1]; }).pop();
    const place = it.isConnected ? it : document.getElementById(it.id); /* swapped meanwhile */
    release(it);
    if (!last || !place) return;
    place.scrollTop = 0;
    place.dispatchEvent(new CustomEvent('live:' + last.topic, { detail: last }));
  }

  function release(it) {
    if (it.heldPill) it.heldPill.remove();
    it.heldPill = it.heldNews = null;
  }

  function hear(event) {
    let news;
    try { news = JSON.parse(event.data); } catch (_) { return; }
    if (news && news.topic) tell(news);
  }

  function startPolling() {
    if (poll) return;
    poll = setInterval(function () {
      if (!document.hidden) topics().forEach(function (topic) { tell({ topic: topic }); });
    }, POLL);
  }

  function stopPolling() {
    clearInterval(poll);
    poll = null;
  }

  function connect() {
    stream = new EventSource(document.body.dataset.stream);
    stream.onopen = function () {
      /* What happened while the line was down is not repeated: refresh once. */
      if (pause > FIRST_PAUSE) topics().forEach(function (topic) { tell({ topic: topic }); });
      pause = FIRST_PAUSE;
      stopPolling();
      show('live', false);
    };
    stream.onmessage = hear;
    topics().forEach(function (topic) { stream.addEventListener(topic, hear); });
    stream.onerror = lost;
  }

  function lost() {
    stream.close();
    show(pause > 4000 ? 'polling' : 'reconnecting', true);
    startPolling();
    /* A little chance keeps a thousand browsers from coming back in the same instant. */
    setTimeout(connect, pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  if (!topics().size || !document.body.dataset.stream) return;
  if (window.EventSource) connect();
  else { show('polling', true); startPolling(); }
  addEventListener('pagehide', function () { if (stream) stream.close(); });
  addEventListener('pageshow', function (event) { if (event.persisted) connect(); });
})();
