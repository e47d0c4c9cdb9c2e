"""Finds what lists and patterns find; needs no model, so training uses it too."""

from collections.abc import Sequence

from .batch import Batch, fold_batch
from .cues import category_evidence, counts, cue_entries, emotion_cues
from .evidence import Evidence, blank_agent
from .facts import fact_entries, find_facts
from .lexicon import Lexicon
from .risk import RiskReader, group_scores
from .scanner import CATEGORY, EMOTION, Scanner


class Observer:
    """One scanner for the lexicon and all cue lists. Read-only after construction."""

    def __init__(self, lexicon: Lexicon):
        self._risk = RiskReader(lexicon)
        self._scanner = Scanner([*self._risk.entries(), *cue_entries(), *fact_entries()])

    def observe(self, texts: Sequence[str]) -> tuple[Batch, list[Evidence]]:
        """Fold a batch and collect the evidence of each text, in order."""
        batch = fold_batch([blank_agent(text) for text in texts])
        return batch, [self._evidence(folded) for folded in batch.folded]

    def _evidence(self, folded: str) -> Evidence:
        channels = self._scanner.scan(folded)
        risks = self._risk.risks(folded, channels)
        emotions = emotion_cues(folded, channels[EMOTION])
        return Evidence(
            folded=folded,
            channels=channels,
            risks=risks,
            groups=group_scores(risks),
            context=self._risk.context(folded, channels),
            emotions=emotions,
            emotion_counts=counts(emotions),
            categories=category_evidence(channels[CATEGORY]),
            facts=find_facts(folded, channels),
        )
