"""What a figure of the card is called, and what it means to somebody who is no statistician."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ui.words import percent

SHARE, NUMBER = "share", "number"


@dataclass(frozen=True, slots=True)
class Sense:
    """Name and meaning; `meaning` holds %(n)s, a share as whole hundredths or a plain number."""

    name: object
    meaning: object
    kind: str = SHARE


SENSES: dict[str, Sense] = {
    "accuracy": Sense(_("Right"), _("Of 100 texts it had never seen it reads %(n)s rightly.")),
    "macro_f1": Sense(
        _("Balance over classes"),
        _("%(n)s of 100 points when all classes count alike; low when rare ones are read worse."),
    ),
    "micro_f1": Sense(
        _("Found and right together"),
        _("%(n)s of 100 points for finding what is there without inventing what is not."),
    ),
    "f1": Sense(
        _("Found and right together"),
        _("%(n)s of 100 points for finding what is there without inventing what is not."),
    ),
    "precision": Sense(_("Right when told"), _("Of 100 it tells, %(n)s are really so.")),
    "recall": Sense(_("Found"), _("Of 100 that are really so it finds %(n)s.")),
    "ece": Sense(
        _("Gap of confidence"),
        _("How sure it is and how often it is right differ by %(n)s points; up to 3 is good."),
    ),
    "ece_on_folds": Sense(
        _("Gap of confidence, cross-checked"),
        _("The same over all texts learnt from, each judged by a fit without it: %(n)s points."),
    ),
    "auc": Sense(
        _("Telling apart"),
        _("Of a complaint and a plain question it knows which is which in %(n)s of 100 cases."),
    ),
    "kappa": Sense(
        _("Agreement beyond chance"),
        _("%(n)s, where 0 is guessing and 1 full agreement; people reach 0.5 to 0.6."),
        NUMBER,
    ),
    "spearman": Sense(
        _("Same order as people"),
        _("%(n)s, where 1 is ranking texts from calm to furious just as a reader does."),
        NUMBER,
    ),
    "mae": Sense(
        _("Usual error"), _("It is off by %(n)s on average on a scale from 0 to 1."), NUMBER
    ),
    "negative_recall": Sense(
        _("Complaints found"), _("Of 100 complaints it notices %(n)s as negative.")
    ),
    "false_alarms": Sense(
        _("False alarms"), _("Of 100 plain questions it takes %(n)s for complaints; the aim is 5.")
    ),
    "recall_there": Sense(
        _("Complaints found, few false alarms"),
        _("Of 100 complaints it notices %(n)s while mistaking at most 5 of 100 questions."),
    ),
    "top3": Sense(
        _("Among the first three"),
        _("In %(n)s of 100 texts the right one is among its first three."),
    ),
    "first_or_second": Sense(
        _("First or second guess"),
        _("In %(n)s of 100 texts the right one is its first or second answer."),
    ),
    "l2_first_or_second": Sense(
        _("Level two, first or second"),
        _("In %(n)s of 100 texts the exact matter is its first or second answer."),
    ),
    "sure": Sense(_("Gives an answer"), _("In %(n)s of 100 texts it is sure enough to answer.")),
    "accuracy_when_sure": Sense(
        _("Right when sure"), _("Of 100 texts it is sure about it reads %(n)s rightly.")
    ),
    "l1": Sense(_("Level one right"), _("In %(n)s of 100 texts the group of matters is right.")),
    "l2": Sense(_("Level two right"), _("In %(n)s of 100 texts the exact matter is right.")),
    "unsure": Sense(
        _("Says 'unsure'"), _("In %(n)s of 100 texts it gives no answer and asks a person.")
    ),
    "mean_confidence": Sense(
        _("Confidence on average"), _("It says of itself that it is right in %(n)s of 100 cases.")
    ),
    "threshold": Sense(
        _("Threshold"), _("Negative is told from a probability of %(n)s on."), NUMBER
    ),
}
TWO_WAY = {  # collections whose neutral rows are left out
    "hotel_two_way": _("hotel reviews"),
    "waimai_10k_two_way": _("delivery reviews"),
    "shopping_10_two_way": _("shop reviews"),
    "chnsenticorp_two_way": _("hotel and book reviews"),
    "bank_bdci2021_two_way": _("bank comments"),
    "smp2020_usual_two_way": _("posts"),
    "smp2020_virus_two_way": _("posts about the epidemic"),
}
SENSES |= {
    key: Sense(name, _("Good or bad, without neutral ones: right in %(n)s of 100."))
    for key, name in TWO_WAY.items()
}
SAME = {
    "auc_negative_neutral": "auc",
    "l2_within_three": "top3",
    "complaints_auc": "auc",
    "complaints_threshold": "threshold",
    "complaints_recall_there": "recall_there",
    "neutral_called_negative": "false_alarms",
    "called_negative": "false_alarms",
    "neutral_false_alarms": "false_alarms",
    "negatives_found": "negative_recall",
    "within_three": "top3",
    "top_three": "top3",
    "top3_l2": "top3",
    "l2_top3": "top3",
    "level_one": "l1",
    "l1_accuracy": "l1",
    "l2_accuracy": "l2",
    "level_two": "l2",
    "first": "l2",
    "l2_ece_on_folds": "ece_on_folds",
    "unsure_share": "unsure",
}
LEADING = ("accuracy", "micro_f1", "spearman", "macro_f1", "f1", "l1", "l2", "auc")
TWO = "l2_"
OF_TWO = ("sure", "accuracy_when_sure")  # of a category these are told of its level two
SMALL_IS_GOOD = {"ece", "ece_on_folds", "mae", "false_alarms"}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure as it is shown."""

    key: str
    name: str
    value: float
    text: str
    meaning: str


def lines_of(figures: Mapping[str, float]) -> list[Line]:
    """The figures we can explain, the leading one first; counts and unknown ones stay away."""
    known = {SAME.get(key, key): value for key, value in figures.items()}
    order = [*LEADING, *(key for key in SENSES if key not in LEADING)]
    return [line_of(key, known[key]) for key in order if key in known]


def levels_of(figures: Mapping[str, float]) -> tuple[list[Line], list[Line]]:
    """The lines of the head itself, and of its level two, which a category has besides."""
    two = {key: value for key, value in figures.items() if key.startswith(TWO)}
    if two:
        two |= {key: figures[key] for key in OF_TWO if key in figures}
    own = {key: value for key, value in figures.items() if key not in two}
    return lines_of(own), lines_of({_of_two(key): value for key, value in two.items()})


def _of_two(key: str) -> str:
    """The name a figure of level two is explained by; many are explained as those of level one."""
    return key if SAME.get(key, key) in SENSES else key.removeprefix(TWO)


def line_of(key: str, value: float) -> Line:
    sense = SENSES[key]
    if sense.kind == SHARE:
        text, said = (
            percent(value, 1),
            f"{value * 100:.0f}" if value >= 0.1 else f"{value * 100:.1f}",
        )
    else:
        text = said = f"{value:.2f}"
    return Line(key, str(sense.name), value, text, str(sense.meaning) % {"n": said})


def leading(figures: Mapping[str, float]) -> Line | None:
    """The one figure a head is known by."""
    return next(iter(lines_of(figures)), None)
