"""From evidence and scores to a Reading."""

from . import cues
from .evidence import Evidence
from .hints import missing_hints
from .judge import Verdict, unsure_about
from .reading import EMOTIONS, Reading, Versions
from .rules import RuleBook
from .scanner import ASK, DEMAND, MOTIVE
from .spans import collect_spans

SECOND_LEAST = 0.15  # a second emotion below this is noise


def reading(rules: RuleBook, versions: Versions, evidence: Evidence, verdict: Verdict) -> Reading:
    """Put one reading together."""
    first, second = sorted(EMOTIONS, key=verdict.emotion.__getitem__, reverse=True)[:2]
    hits = rules.hits(evidence, first, verdict.intensity)
    combos = rules.combos(hits)
    categories = verdict.categories
    demands = cues.demands(evidence.folded, evidence.channels[DEMAND], evidence.channels[ASK])
    polarity = verdict.polarity_name
    return Reading(
        polarity=polarity,
        polarity_p=verdict.polarity,
        emotion=first,
        emotion_second=second if verdict.emotion[second] >= SECOND_LEAST else None,
        emotion_p=verdict.emotion,
        intensity=verdict.intensity,
        categories=categories,
        category_l1=verdict.category_l1,
        kind=verdict.kind,
        kind_p=verdict.kind_p,
        demands=demands,
        motive={
            code: points / 100 for code, points in cues.motives(evidence.channels[MOTIVE]).items()
        },
        cause={},
        flags=rules.flags(hits, combos),
        groups=evidence.groups,
        combos=combos,
        spans=collect_spans(evidence),
        amount=evidence.facts.amount,
        people=evidence.facts.people,
        missing=missing_hints(evidence, polarity, demands, categories),
        unsure_about=unsure_about(verdict),
        versions=versions,
    )
