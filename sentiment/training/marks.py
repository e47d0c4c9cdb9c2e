"""From which probability on a demand or a flag is told, and from which when words speak for it."""

from collections.abc import Collection, Sequence

import numpy as np

from sentiment.engine.model import sigmoid

STEPS = tuple(round(0.06 + 0.01 * step, 2) for step in range(90))
SHARES = (0.0, 0.1, 0.25, 0.4, 0.6, 1.0)  # of a level, tried as the level where words speak for it
TRUSTED = frozenset({"SELF_HARM", "VIOLENCE"})  # none is to be missed: words are believed
THREATS = ("REGULATORY_THREAT", "MEDIA_THREAT", "LEGAL_THREAT")
MISSED = 0.9  # the beta of both: one missed costs nearly as much as one told wrongly
FEWEST = 40  # texts from which a code is learnt; the others are told by words alone
type_of_pair = tuple[float | None, float]  # level alone, None for never; level with words
BY_WORDS: list[type_of_pair] = [(None, 0.0), *((step, 0.0) for step in STEPS)]
EITHER: list[type_of_pair] = [(None, step) for step in (0.0, *STEPS)] + [
    (step, round(step * share, 3)) for step in STEPS for share in SHARES
]
type_of_levels = tuple[dict[str, float], dict[str, float]]


def f_score(told: np.ndarray, truth: np.ndarray, beta: float = 1.0) -> float:
    """F-score over all marks; a beta below one lets precision count for more than recall."""
    hits, said, there = (float(x.sum()) for x in (told & truth, told, truth))
    return (1 + beta**2) * hits / max(said + beta**2 * there, 1e-9)


def levels(
    codes: Sequence[str], scores: np.ndarray, truth: np.ndarray, said: np.ndarray, beta: float,
    believed: Collection[str] = TRUSTED,
) -> type_of_levels:  # fmt: skip
    """The levels by code with the best F-score on texts that the scores come to unseen.

    Args: scores and truth, (texts, codes); said, where words or a rule tell the code; believed,
    codes whose words are believed whatever the scores.
    Returns: levels alone, and levels where words speak for it. A code that stands in neither is
    told wherever words say so, one that stands in the second only never without them. Of threats
    and harm one missed costs more than beta says (MISSED).
    """
    p, there = sigmoid(scores), truth > 0
    alone: dict[str, float] = {}
    backed: dict[str, float] = {}
    for at, code in enumerate(codes):
        if there[:, at].sum() >= FEWEST:
            tried = BY_WORDS if code in believed else EITHER
            cost = MISSED if code in TRUSTED or code in THREATS else beta
            level, with_words = _best(p[:, at], there[:, at], said[:, at], cost, tried)
            backed[code] = with_words
            if level is not None:
                alone[code] = level
    return alone, backed


def _best(
    p: np.ndarray, there: np.ndarray, said: np.ndarray, beta: float, tried: Sequence[type_of_pair]
) -> type_of_pair:
    return max(tried, key=lambda pair: f_score(_told(p, said, *pair), there, beta))


def _told(p: np.ndarray, said: np.ndarray, level: float | None, backed: float) -> np.ndarray:
    by_words = said & (p >= backed)
    return by_words if level is None else by_words | (p >= level)
