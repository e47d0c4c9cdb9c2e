/*
 * ECharts options by kind. Colours are read from the CSS variables; tooltips are rich text,
 * because HTML tooltips need inline styles.
 *
 *   line     {x, series: [{name, values, color?, dash?}], forecast?: {values, low, high}, now?, min?, max?,
 *             marks?: [{at, label}], threshold?: {value, label}, links?, partial?: the last value is not complete}
 *   bars     {x, series: [{name, values, tier? | color?}], horizontal?, links?}
 *   heatmap  {x, y, values: [[…]], palette?: 'e' | 'h'}
 *   spark    {values, color?}
 */
(function () {
  'use strict';
  const S = window.Sujing;
  const FONT = '"Inter SJ","PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif';
  const PALETTE = ['c1', 'c2', 'c3', 'c4', 'c6'];
  const still = matchMedia('(prefers-reduced-motion: reduce)');

  /* Colours belong to the place where the chart stands: a page may hold parts in both themes. */
  let place = document.documentElement;

  function css(name) { return getComputedStyle(place).getPropertyValue('--' + name).trim(); }

  function alpha(hex, share) {
    const n = parseInt(hex.slice(1), 16);
    return 'rgba(' + [n >> 16, n >> 8 & 255, n & 255, share].join(',') + ')';
  }

  function label(color, more) { return Object.assign({ color: css(color), fontSize: 12, fontFamily: FONT }, more); }

  function base(tooltip) {
    return {
      animation: !still.matches, animationDuration: 300, animationDurationUpdate: 0,
      textStyle: { fontFamily: FONT, fontSize: 12, color: css('ink-3') },
      grid: { left: 40, right: 20, top: 26, bottom: 26 },
      tooltip: Object.assign({
        renderMode: 'richText', backgroundColor: css('surface'), borderColor: css('line-2'), borderWidth: 1,
        borderRadius: 6, padding: [8, 12], textStyle: label('ink'), confine: true,
      }, tooltip),
    };
  }

  function axis(more) {
    return Object.assign({
      axisLine: { show: false }, axisTick: { show: false }, axisLabel: label('ink-3', { hideOverlap: true }),
      splitLine: { lineStyle: { color: css('grid') } },
    }, more);
  }

  function categories(x, more) {
    return axis(Object.assign({ type: 'category', data: x, splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: css('axis') } } }, more));
  }

  /* Title, then one line for each named value. */
  function tip(data, unit) {
    return function (points) {
      const i = points[0].dataIndex, lines = [data.x[i]];
      data.series.forEach(function (one) { if (one.values[i] != null) lines.push(one.name + '  ' + one.values[i] + unit); });
      const next = data.forecast;
      if (next && next.low && next.low[i] != null) lines.push(S.say('usual') + '  ' + next.low[i] + '–' + next.high[i] + unit);
      if (next && next.values[i] != null && data.series[0].values[i] == null) lines.splice(1, 0, S.say('forecast') + '  ' + next.values[i] + unit);
      return lines.join('\n');
    };
  }

  function colorOf(one, i) { return css(one.tier ? 't' + one.tier : one.color || PALETTE[i % PALETTE.length]); }

  function line(data, unit) {
    const named = data.series.length === 2 && !data.series.some(function (one) { return one.dash; });
    const series = data.series.map(function (one, i) {
      return { name: one.name, type: 'line', data: one.values, symbol: one.values.length > 30 ? 'none' : 'circle', symbolSize: 5,
        connectNulls: false, z: 4, itemStyle: { color: colorOf(one, i) }, lineStyle: { color: colorOf(one, i), width: one.dash ? 1.5 : 2, type: one.dash ? [4, 3] : 'solid' },
        endLabel: named ? label('ink-2', { show: true, formatter: one.name }) : undefined };
    });
    if (data.partial) series.push(unfinished(series[0]));
    Object.assign(series[0], { markPoint: surges(data), markLine: lines(data) });
    const options = base({ trigger: 'axis', axisPointer: { lineStyle: { color: css('axis') } }, formatter: tip(data, unit) });
    options.xAxis = categories(data.x, { boundaryGap: false, axisLabel: label('ink-3', { hideOverlap: true, showMaxLabel: data.partial || null, alignMaxLabel: data.partial ? 'right' : null }) });
    options.yAxis = axis({ type: 'value', min: data.min, max: data.max, minInterval: 1 });
    options.series = band(data).concat(series);
    if (named) options.grid.right = 72;
    return options;
  }

  /* The last stretch of a curve that still grows: dashed, to a hollow dot. */
  function unfinished(whole) {
    const last = whole.data.length - 1;
    const tail = Object.assign({}, whole, {
      data: whole.data.map(function (value, i) { return i < last - 1 ? null : { value: value, symbol: i < last ? 'none' : 'emptyCircle', symbolSize: 7 }; }),
      lineStyle: Object.assign({}, whole.lineStyle, { type: [4, 3] }), symbol: 'emptyCircle', endLabel: undefined,
    });
    whole.data = whole.data.map(function (value, i) { return i < last ? value : null; });
    return tail;
  }

  /* The usual range is a transparent line with a tinted one stacked on it; the forecast is dashed. */
  function band(data) {
    const next = data.forecast;
    if (!next) return [];
    const hidden = { type: 'line', stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 } };
    const parts = [{ name: S.say('forecast'), type: 'line', data: next.values, symbol: 'none', silent: true, lineStyle: { color: css('c2'), width: 1.5, type: [4, 3] } }];
    if (!next.low) return parts;
    const height = next.high.map(function (high, i) { return high == null ? null : high - next.low[i]; });
    return [
      Object.assign({ data: next.low }, hidden),
      Object.assign({ data: height, areaStyle: { color: alpha(css('c1'), 0.13) } }, hidden),
    ].concat(parts);
  }

  function surges(data) {
    if (!data.marks || !data.marks.length) return undefined;
    return {
      symbol: 'circle', symbolSize: 9, itemStyle: { color: css('t3'), borderColor: css('surface'), borderWidth: 2 },
      label: label('t3-ink', { fontWeight: 600, distance: 6, formatter: function (point) { return point.data.words; } }),
      data: roomy(data).map(function (mark) {
        return { coord: [mark.at, data.series[0].values[mark.at]], words: mark.words, label: { position: mark.side } };
      }),
    };
  }

  /* Words stand above their dot, beside it at the edges; where there is no room the taller one keeps them. */
  function roomy(data) {
    const values = data.series[0].values;
    const step = Math.max(1, place.clientWidth - 60) / Math.max(1, values.length - 1);
    const kept = [];
    return data.marks.slice().sort(function (a, b) { return values[b.at] - values[a.at]; }).map(function (mark) {
      const room = 7.5 * mark.label.length + 12;
      const free = mark.label && kept.every(function (other) { return Math.abs(other.at - mark.at) * step > (other.room + room) / 2; });
      if (free) kept.push({ at: mark.at, room: room });
      const side = mark.at * step < room / 2 ? 'right' : (values.length - 1 - mark.at) * step < room / 2 ? 'left' : 'top';
      return { at: mark.at, words: free ? mark.label : '', side: side };
    });
  }

  function lines(data) {
    const marks = [];
    if (data.now != null) marks.push({ xAxis: data.now, lineStyle: { color: css('ink-4'), width: 1, type: 'solid' }, label: label('ink-2', { formatter: data.nowLabel || S.say('now'), position: 'end', distance: 2 }) });
    if (data.threshold) marks.push({ yAxis: data.threshold.value, lineStyle: { color: css('t3'), width: 1, type: [4, 3] }, label: label('t3-ink', { formatter: data.threshold.label || S.say('threshold') + ' ' + data.threshold.value, position: 'insideStartTop' }) });
    return marks.length ? { symbol: 'none', silent: true, data: marks } : undefined;
  }

  function bars(data, unit) {
    const options = base({ trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: alpha(css('ink-4'), 0.12) } }, formatter: tip(data, unit) });
    const across = categories(data.x, data.horizontal ? { inverse: true, axisLine: { show: false } } : {});
    const up = axis({ type: 'value', minInterval: 1 });
    options.xAxis = data.horizontal ? up : across;
    options.yAxis = data.horizontal ? across : up;
    if (data.horizontal) Object.assign(options.grid, { left: 8, top: 6, bottom: 4, containLabel: true });
    options.series = data.series.map(function (one, i) {
      return { name: one.name, type: 'bar', stack: 'all', data: one.values, barMaxWidth: 22, itemStyle: { color: colorOf(one, i), borderColor: css('surface'), borderWidth: 0.5 } };
    });
    return options;
  }

  function heatmap(data, unit) {
    const points = data.values.flatMap(function (row, y) { return row.map(function (v, x) { return [x, y, v]; }); });
    const most = Math.max(1, Math.max.apply(null, points.map(function (p) { return p[2]; })));
    const shades = data.palette === 'h' ? ['sunken', 'h2', 'h3', 'h4'] : ['sunken', 'e1', 'e2', 'e3', 'e4', 'e5'];
    const options = base({ formatter: function (p) { return data.y[p.value[1]] + ' · ' + data.x[p.value[0]] + '\n' + p.value[2] + unit; } });
    Object.assign(options.grid, { left: 8, right: 16, top: 4, bottom: 4, containLabel: true });
    options.xAxis = categories(data.x, { axisLine: { show: false } });
    options.yAxis = categories(data.y, { inverse: true, axisLine: { show: false } });
    const tall = data.y.length * 44 + 28; /* few rows are few rows, not a wall */
    if (tall < place.clientHeight) Object.assign(options.grid, { bottom: 'auto', height: tall });
    options.visualMap = { show: false, min: 0, max: most, inRange: { color: shades.map(css) } };
    options.series = [{ type: 'heatmap', data: points, itemStyle: { borderColor: css('surface'), borderWidth: 2, borderRadius: 4 }, emphasis: { itemStyle: { borderColor: css('ink') } } }];
    return options;
  }

  function spark(data) {
    const options = base({ show: false });
    const color = css(data.color || 'c2');
    options.grid = { left: 2, right: 4, top: 4, bottom: 2 };
    options.xAxis = { type: 'category', show: false, boundaryGap: false };
    options.yAxis = { type: 'value', show: false, scale: true };
    options.series = [{ type: 'line', data: data.values, symbol: 'none', silent: true, lineStyle: { color: color, width: 1.5 }, areaStyle: { color: alpha(color, 0.12) } }];
    return options;
  }

  const kinds = { line: line, bars: bars, heatmap: heatmap, spark: spark };

  window.SujingChartOptions = function (figure, data) {
    place = figure;
    const build = kinds[figure.dataset.chart];
    return build && build(data, figure.dataset.unit || '');
  };
})();
