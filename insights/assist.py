"""Live assist: what the machine makes of a text while it is typed. Nothing of it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from complaints.models import Category, Channel
from complaints.services.duplicates import Draught, Suspect, possible_duplicates
from complaints.services.memory import Remembered
from insights.alike import alike
from insights.hints import Hint, hints
from insights.typed import Typed
from sentiment.domain.corrections import with_words
from sentiment.domain.lexicon import Place
from sentiment.engine import Reading as Seen
from sentiment.engine import search_tokens
from sentiment.judged import Fix, fixes
from sentiment.models import Reading
from sentiment.models.reading import EMOTIONS, POLARITY
from sentiment.services import level, read_at, sound

READ = 20_000  # characters read while typing; the whole text is read once it is registered
CATEGORIES = 3
MIX = 4  # emotions shown
WORDS = 5  # evidence words shown
DAY = timedelta(days=1)
CAP = 1001  # complaints of the same kind are counted up to here


@dataclass(frozen=True, slots=True)
class Guess:
    """A category the engine proposes, with its confidence in percent."""

    code: str
    name: str
    pct: int
    on: bool


@dataclass(frozen=True, slots=True)
class Mood:
    """Emotion and polarity, with the words that show them."""

    word: str
    intensity: float
    mix: list[tuple[str, float]]
    polarity: str
    polarity_share: float
    words: list[str]
    unsure: bool
    said: tuple[str, ...]  # what the agent corrected
    fixes: list[Fix]


@dataclass(frozen=True, slots=True)
class Assist:
    """Everything the panels show."""

    seen: Seen
    emotion: Mood
    categories: list[Guess]
    missing: list[Hint]
    suspects: list[Suspect]
    same_day: int | None


def assist(typed: Typed, *, user: User, now: datetime) -> Assist | None:
    """Read what is typed and look for complaints like it; None while there is nothing to read."""
    text = typed.text[:READ]
    if not text.strip():
        return None
    words = sound(typed.against)
    seen = with_words(read_at([text], [_place(typed, now)])[0], words)
    guesses = _guesses(seen, typed.category)
    draught = Draught(text, search_tokens, typed.complainant_id)
    return Assist(
        seen=seen,
        emotion=_mood(seen, text, words),
        categories=guesses,
        missing=hints(seen.missing, answered=_answered(typed)),
        suspects=possible_duplicates(draught, user=user, now=now, alike=alike(text, now=now)),
        same_day=_same_day(typed.category or (guesses[0].code if guesses else ""), now),
    )


@Remembered
def channel_groups() -> dict[str, str]:
    """The group of every channel."""
    return dict(Channel.objects.values_list("pk", "group"))


def _place(typed: Typed, now: datetime) -> Place:
    """Terms of the lexicon may hold only for some days, business lines or channels."""
    group = channel_groups().get(typed.channel, "")
    return Place(timezone.localdate(now), typed.business_line, group)


def _guesses(seen: Seen, chosen: str) -> list[Guess]:
    best = dict(seen.categories[:CATEGORIES])
    names = Category.objects.filter(active=True).exclude(parent=None).in_bulk(best)
    return [
        Guess(code, names[code].name, round(share * 100), code == chosen)
        for code, share in best.items()
        if code in names
    ]


def _mood(seen: Seen, text: str, said: Mapping[str, str]) -> Mood:
    words = dict(EMOTIONS)
    mix = sorted(seen.emotion_p.items(), key=lambda pair: -pair[1])[:MIX]
    spans = sorted((s for s in seen.spans if s.why == "emotion"), key=lambda s: -s.weight)
    return Mood(
        word=str(words[seen.emotion]),
        intensity=level(seen),
        mix=[(str(words[code]), share) for code, share in mix if share or "emotion" not in said],
        polarity=str(dict(POLARITY)[seen.polarity]),
        polarity_share=seen.polarity_p[seen.polarity],
        words=list(dict.fromkeys(text[s.start : s.end] for s in spans))[:WORDS],
        unsure="polarity" in seen.unsure_about,
        said=tuple(said),
        fixes=fixes(said, kind=bool(seen.kind)),
    )


def _answered(typed: Typed) -> set[str]:
    """What the form itself answers need not be asked."""
    given = {"AMOUNT": typed.amount, "PRODUCT": typed.product, "DEMAND": typed.demands}
    return {code for code, value in given.items() if value}


def _same_day(category: str, now: datetime) -> int | None:
    """How many complaints were read as this kind within 24 hours, all departments together."""
    if not category:
        return None
    rows = Reading.objects.filter(category=category, occurred_at__gt=now - DAY)
    return rows.values("pk")[:CAP].count()
