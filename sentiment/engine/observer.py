"""Finds what lists and patterns find; needs no model, so training uses it too."""

from collections.abc import Sequence

import numpy as np

from .batch import Batch, fold_batch
from .cues import STRONG_SHARE, USUAL_MOST, USUAL_SHARE, category_codes, cue_entries, cue_lists
from .evidence import Evidence, Observed, blank_agent
from .facts import FactFinder, fact_entries
from .lexicon import Lexicon
from .reading import EMOTIONS
from .risk import RiskReader, group_scores
from .scanner import (
    CATEGORY,
    CHANNELS,
    CONTEXT,
    DEMAND,
    EMOTION,
    MOTIVE,
    NEED,
    RISK,
    Finds,
    Scan,
    Scanner,
)
from .signs import OPENING, Signs
from .tally import Tally


class Observer:
    """One scanner for the lexicon and all cue lists. Read-only after construction."""

    def __init__(self, lexicon: Lexicon):
        self.risk = RiskReader(lexicon)
        self.scanner = Scanner([*self.risk.entries(), *cue_entries(), *fact_entries()])
        codes: dict[int, Sequence[str]] = {
            EMOTION: EMOTIONS,
            CATEGORY: category_codes(),
            DEMAND: tuple(cue_lists("demands")),
            MOTIVE: tuple(sorted(cue_lists("motives"))),
        }
        self._motives = codes[MOTIVE]
        self._tally = Tally(self.scanner.roles, codes)
        self._need = np.array([role.weight for role in self.scanner.roles], dtype=np.int64)

    def observe(self, texts: Sequence[str]) -> tuple[Batch, Observed]:
        """Fold a batch and collect the evidence of each text, in order."""
        batch = fold_batch([blank_agent(text) for text in texts])
        seen = self._seen(batch)
        self._read(seen, batch)
        return batch, seen

    def _seen(self, batch: Batch) -> Observed:
        """Everything that is found for all texts at once."""
        texts, signs = len(batch.lengths), Signs(batch.codes)
        base = (batch.lengths + 2).cumsum() - batch.lengths - 1
        scan = self.scanner.scan(batch, signs)
        kept = self._tally.kept(scan, len(batch.codes), signs)
        counts = self._tally.counts(kept, texts)
        loud = counts[CATEGORY]
        seen = Observed(
            scan=scan,
            signs=signs,
            lengths=batch.lengths,
            base=base,
            felt=self._tally.of(kept, EMOTION),
            category_codes=category_codes(),
            motive_codes=self._motives,
            emotion=counts[EMOTION],
            category=STRONG_SHARE * np.sqrt(loud[:, :, 0])
            + USUAL_SHARE * np.minimum(loud[:, :, 1], USUAL_MOST),
            motive=counts[MOTIVE],
            demands=self._asked(self._tally.demands(scan, kept, signs), base, texts),
            needs=np.zeros((texts, len(self.risk.words.patterns)), dtype=bool),
            given=self._given(scan, texts),
            rows=[],
        )
        seen.rows = [Evidence(seen, at, folded) for at, folded in enumerate(batch.folded)]
        needed = scan.of(NEED)
        seen.needs[needed.text, self._need[needed.role]] = True
        return seen

    def _given(self, scan: Scan, texts: int) -> list[list[bool]]:
        there = np.zeros((texts, CHANNELS), dtype=bool)
        there[scan.finds.text, self.scanner.channel.take(scan.finds.role)] = True
        return there.tolist()

    def _asked(self, said: Finds, base: np.ndarray, texts: int) -> list[dict]:
        told: list[dict[str, tuple[int, int]]] = [{} for _ in range(texts)]
        first = base[said.text]
        for text, start, end, role in zip(
            said.text.tolist(),
            (said.start - first).tolist(),
            (said.end - first).tolist(),
            said.role.tolist(),
            strict=True,
        ):
            told[text][self.scanner.roles[role].code] = start, end
        return told

    def _read(self, seen: Observed, batch: Batch) -> None:
        """What has to be looked at text by text, where there is something to look at."""
        quoted = set(seen.text_of(seen.signs.at(OPENING).nonzero()[0]).tolist())
        framed = self.risk.framed(seen)
        risks = seen.scan.lists(RISK, seen.base)
        if self.risk.term_pattern_groups:
            risks = {at: risks.get(at, []) for at in range(len(seen))}
        for at, found in risks.items():
            one = seen.rows[at]
            one.risks = self.risk.risks(one.folded, found, at in quoted, framed.get(at, ()))
            one.groups = group_scores(one.risks)
        for at, found in seen.scan.lists(CONTEXT, seen.base).items():
            seen.rows[at].context = self.risk.context(found)
        for at, hits in self.risk.told(seen).items():
            seen.rows[at].context += hits
        facts = FactFinder(seen)
        for at in facts.texts():
            seen.rows[at].facts = facts.find(at, batch.folded[at])
