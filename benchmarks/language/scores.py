"""How right a tool was. Small enough to be read; the same for every tool."""

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.metrics import accuracy_score, f1_score, roc_auc_score


@dataclass(frozen=True, slots=True)
class Right:
    """Positive against negative on one file."""

    rows: int
    accuracy: float
    macro_f1: float


@dataclass(frozen=True, slots=True)
class Told:
    """Complaints against neutral enquiries: who is told from whom."""

    negatives: int
    neutrals: int
    auc: float
    negatives_found: float  # share of negatives called negative
    false_alarms: float  # share of neutrals called negative


def two_classes(truth: Sequence[str], leans: Sequence[float]) -> Right:
    """A tie goes to the class most rows have: a tool that does not know is not punished for it."""
    usual = max(("negative", "positive"), key=list(truth).count)
    told = ["negative" if lean < 0 else "positive" if lean > 0 else usual for lean in leans]
    labels = ["negative", "positive"]
    macro = f1_score(truth, told, average="macro", labels=labels, zero_division=0)
    return Right(len(truth), float(accuracy_score(truth, told)), float(macro))


def negative_or_neutral(
    truth: Sequence[str], degrees: Sequence[float], labels: Sequence[str]
) -> Told:
    """Rows of other classes are left out. Raises ValueError if one of the two is missing."""
    rows = [row for row in zip(truth, degrees, labels, strict=True) if row[0] != "positive"]
    bad = [row for row in rows if row[0] == "negative"]
    calm = [row for row in rows if row[0] == "neutral"]
    auc = roc_auc_score([row[0] == "negative" for row in rows], [row[1] for row in rows])
    return Told(len(bad), len(calm), float(auc), _called(bad), _called(calm))


def _called(rows: Sequence[tuple[str, float, str]]) -> float:
    return sum(label == "negative" for _, _, label in rows) / len(rows)
