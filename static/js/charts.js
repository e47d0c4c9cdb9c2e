/*
 * The life of charts: <figure data-chart="line" data-source="id-of-json" data-unit="件">.
 * One instance an element; redrawn when the theme changes, disposed when htmx takes the element away.
 */
(function () {
  'use strict';
  const S = window.Sujing;
  const live = new Map();

  function data(figure) { return JSON.parse(document.getElementById(figure.dataset.source).textContent); }

  function isEmpty(it) {
    const values = it.values ? [].concat.apply([], it.values) : (it.series || []).flatMap(function (one) { return one.values; });
    return !values.some(function (value) { return value != null; });
  }

  function draw(figure) {
    drop(figure);
    const source = data(figure);
    if (isEmpty(source)) return empty(figure);
    const options = window.SujingChartOptions(figure, source);
    if (!options) return;
    figure.replaceChildren();
    const chart = window.echarts.init(figure, null, { renderer: 'canvas', devicePixelRatio: Math.max(2, window.devicePixelRatio || 1) });
    chart.setOption(options);
    if (source.links) chart.on('click', function (point) {
      const link = source.links[point.dataIndex];
      if (link) location.href = link;
    });
    live.set(figure, chart);
    watch.observe(figure);
  }

  function empty(figure) {
    const note = document.createElement('p');
    note.className = 'sj-empty';
    note.textContent = S.say('empty');
    figure.replaceChildren(note);
  }

  function drop(figure) {
    const chart = live.get(figure);
    if (!chart) return;
    watch.unobserve(figure);
    chart.dispose();
    live.delete(figure);
  }

  function inside(place, act) {
    if (!place.querySelectorAll) return;
    if (place.matches && place.matches('[data-chart]')) act(place);
    place.querySelectorAll('[data-chart]').forEach(act);
  }

  /* The same numbers as a table, for those who cannot see or do not trust the picture. */
  function rowsOf(source) {
    if (source.y) return [[''].concat(source.x)].concat(source.y.map(function (name, i) { return [name].concat(source.values[i]); }));
    const names = source.series.map(function (one) { return one.name; });
    const lines = source.x.map(function (x, i) { return [x].concat(source.series.map(function (one) { return one.values[i] == null ? '—' : one.values[i]; })); });
    return [[S.say('time')].concat(names)].concat(lines);
  }

  function table(source) {
    const it = document.createElement('table');
    it.className = 'sj-tbl tight';
    rowsOf(source).forEach(function (cells, i) {
      const row = i === 0 ? it.createTHead().insertRow() : (it.tBodies[0] || it.createTBody()).insertRow();
      cells.forEach(function (text, j) {
        const cell = document.createElement(i === 0 || j === 0 ? 'th' : 'td');
        cell.scope = i === 0 ? 'col' : 'row';
        if (j > 0) cell.className = 'r num';
        cell.textContent = text;
        row.append(cell);
      });
    });
    return it;
  }

  document.addEventListener('click', function (event) {
    const button = event.target.closest('[data-act="chart-table"]');
    if (!button) return;
    const figure = document.getElementById(button.dataset.for);
    const place = document.getElementById(button.dataset.for + '-table');
    const asTable = place.hidden;
    if (asTable) place.replaceChildren(table(data(figure)));
    place.hidden = !asTable;
    figure.hidden = asTable;
    button.setAttribute('aria-pressed', String(asTable));
    button.title = S.say(asTable ? 'chart' : 'table');
  });

  /* The place may change without the window: a folded sidebar, a shown tab, a print. */
  const watch = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) {
      const chart = live.get(entry.target);
      if (chart && entry.contentRect.width > 0) chart.resize();
    });
  });

  addEventListener('beforeprint', function () { live.forEach(function (chart) { chart.resize(); }); });
  document.addEventListener('sj:theme', function () { Array.from(live.keys()).forEach(draw); });
  document.addEventListener('htmx:beforeCleanupElement', function (event) { inside(event.target, drop); });
  document.addEventListener('htmx:afterSettle', function (event) {
    inside(event.target, function (figure) { if (!live.has(figure)) draw(figure); });
  });
  document.fonts.ready.then(function () { inside(document, draw); });
})();
