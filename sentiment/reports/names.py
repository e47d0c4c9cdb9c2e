"""What heads and their classes are called on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from complaints.models import Category, DemandKind
from sentiment.models.reading import EMOTIONS, KINDS, POLARITY
from sentiment.names import FLAGS

HEADS = {
    "polarity": (_("Polarity"), _("Is the writer discontent, neutral or content?")),
    "emotion": (_("Emotion"), _("Which of nine feelings colours the text?")),
    "intensity": (_("Intensity"), _("How heated is the text, from calm to beside oneself?")),
    "category": (_("Category"), _("Which of the matters of our catalogue is it about?")),
    "kind": (_("Kind"), _("Complaint, question, suggestion, report or praise?")),
    "demands": (_("Demands"), _("What does the writer ask for?")),
    "motive": (_("Motive"), _("Fairness, respect or letting off steam?")),
    "cause": (_("Cause"), _("What set it off?")),
    "flags": (_("Warning signs"), _("Does it threaten, endanger or concern people at risk?")),
    "polarity3": (_("Polarity, all collections"), _("Reviews, posts, bank comments, letters.")),
    "smp6": (_("Six emotions of posts"), _("Trained on public posts, labelled by people.")),
    "virus6": (_("Six emotions, epidemic posts"), _("The same classes on another subject.")),
    "nlpcc8": (_("Eight emotions of sentences"), _("Short sentences of posts.")),
    "moods5": (_("Five moods of posts"), _("Noisy labels: only one voice among others.")),
    "osm4": (_("Anger and anxiety in public incidents"), _("Comments on news.")),
    "gov7": (_("Seven departments of citizens' letters"), _("Which office is responsible?")),
    "shop10": (_("Ten groups of goods"), _("Which goods is a review about?")),
    "car10": (_("Ten subjects about cars"), _("Which part or service is meant?")),
    "bank3": (_("Polarity of bank comments"), _("Short comments on cards and loans.")),
}  # fmt: skip
CAUSES = {
    "M_QUALITY": _("quality"),
    "M_SERVICE": _("conduct"),
    "M_PRICE": _("money"),
    "M_PROMISE": _("broken promise"),
    "M_RIGHTS": _("rights"),
    "M_NONE": _("none"),
}
MOTIVES = {
    "MOT_JUSTICE": _("justice and compensation"),
    "MOT_RESPECT": _("respect and being taken seriously"),
    "MOT_VENT": _("venting and control"),
    "MOT_UNKNOWN": _("not clear yet"),
}
THREATS = {
    "REGULATORY_THREAT": FLAGS["REGULATORY"],
    "MEDIA_THREAT": FLAGS["MEDIA"],
    "LEGAL_THREAT": FLAGS["LEGAL"],
}
POSTS = {
    "happy": _("joy"),
    "angry": _("anger"),
    "sad": _("sadness"),
    "fear": _("fear"),
    "surprise": _("surprise"),
    "anger": _("anger"),
    "anxiety": _("anxiety"),
    "disgust": _("disgust"),
    "happiness": _("joy"),
    "like": _("liking"),
    "none": _("none"),
    "sadness": _("sadness"),
    "weak_negative": _("slightly negative"),
}
FIXED: dict[str, object] = {
    **dict(POLARITY),
    **dict(EMOTIONS),
    **dict(KINDS),
    **CAUSES,
    **MOTIVES,
    **FLAGS,
    **THREATS,
    **POSTS,
}


@dataclass(frozen=True, slots=True)
class Names:
    """Codes of categories and demands come from the tables, the others are fixed."""

    stored: Mapping[str, str]
    parents: Mapping[str, str] = field(default_factory=dict)  # of level two

    def of(self, code: str) -> str:
        """A code in words; an unknown one stands for itself."""
        return str(FIXED.get(code) or self.stored.get(code, code))

    def above(self, code: str) -> str:
        """The class of level one; of level one itself nothing."""
        return self.parents.get(code, "")

    def listed(self, codes: str) -> str:
        """Codes separated by commas, as corrections hold several."""
        return "、".join(self.of(code) for code in codes.split(",") if code) or "—"


def names() -> Names:
    """Read once per page, in two queries."""
    categories, demands = list(Category.objects.all()), list(DemandKind.objects.all())
    return Names(
        {row.code: row.name for row in (*categories, *demands)},
        {row.code: row.parent_id for row in categories if row.parent_id},
    )


def head_name(name: str) -> str:
    return str(HEADS[name][0]) if name in HEADS else name


def head_question(name: str) -> str:
    return str(HEADS[name][1]) if name in HEADS else ""
