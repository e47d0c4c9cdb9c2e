/*
 * Marks in a textarea. The text stays in a real <textarea>; a mirror behind it repeats the text
 * with <mark> around what was found. The mirror is built with textContent only.
 *
 *   <div class="sj-hl"><div class="sj-hl-back" aria-hidden="true"></div><textarea data-hl></textarea></div>
 *   SujingHighlight.paint(textarea, text, [{start, end, kind: 'risk'|'emo'|'fact', ref, title}])
 *
 * Offsets count Unicode code points, as Python does. Marks for another text are dropped.
 */
(function () {
  'use strict';
  const KINDS = ['risk', 'emo', 'fact'];

  function mirror(area) { return area.parentElement.querySelector('.sj-hl-back'); }

  function paint(area, text, spans) {
    if (area.value !== text) return false;
    const back = mirror(area), letters = Array.from(text);
    back.replaceChildren();
    let at = 0;
    spans.slice().sort(function (a, b) { return a.start - b.start; }).forEach(function (span) {
      if (span.start < at || span.end > letters.length || !KINDS.includes(span.kind)) return;
      back.append(letters.slice(at, span.start).join(''), mark(letters.slice(span.start, span.end).join(''), span));
      at = span.end;
    });
    back.append(letters.slice(at).join('') + '\n');
    follow(area);
    return true;
  }

  function mark(words, span) {
    const it = document.createElement('mark');
    it.className = 'sj-ev sj-ev-' + span.kind;
    it.textContent = words;
    if (span.ref) {
      it.dataset.evRef = span.ref;
      it.append(number(span.ref));
    }
    if (span.title) it.title = span.title;
    return it;
  }

  /* Takes no room, for the mirror's letters must stay under the textarea's; it hangs above the
     last letter, also of a mark that goes on in the next line. */
  function number(ref) {
    const it = document.createElement('i');
    it.dataset.cite = ref;
    return it;
  }

  /* While typing, marks before the change stay; the rest returns with the next answer. */
  function edited(area) {
    const back = mirror(area), value = area.value, kept = [];
    if (!back) return;
    let at = 0;
    for (const node of Array.from(back.childNodes)) {
      if (!value.startsWith(node.textContent, at)) break;
      at += node.textContent.length;
      kept.push(node);
    }
    back.replaceChildren.apply(back, kept.concat(value.slice(at) + '\n'));
    follow(area);
  }

  function follow(area) {
    const back = mirror(area);
    if (!back) return;
    back.scrollTop = area.scrollTop;
    back.scrollLeft = area.scrollLeft;
  }

  document.addEventListener('input', function (event) {
    if (event.target.matches('[data-hl]')) edited(event.target);
  });
  document.addEventListener('scroll', function (event) {
    if (event.target.matches && event.target.matches('[data-hl]')) follow(event.target);
  }, true);

  window.SujingHighlight = { paint: paint };
})();
