"""What a draft of the lexicon would do: on the gate's sentences, and on what was said of late."""

from collections import Counter
from dataclasses import dataclass

from accounts.models import User
from sentiment import engine  # its Engine is loaded when first used: see the package
from sentiment.domain.effect import Effect, effect_of
from sentiment.domain.gate import Gate, judge
from sentiment.domain.lexicon import Change, Content, differences, lexicon_of, limited
from sentiment.engine.reading import Reading as Seen
from sentiment.models import Reading
from sentiment.services.engines import current_engine, read_at, read_in_groups
from sentiment.services.lexicon import NONE, content_in_force, draft_content, type_of_keys
from sentiment.services.reading import place_of

LATEST = 500
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Moved:
    """One flag, combination or floor: how many texts would gain and lose it."""

    code: str
    now: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Changed:
    """One text that would be read otherwise."""

    reading: Reading
    gained: list[str]
    lost: list[str]


@dataclass(frozen=True, slots=True)
class DryRun:
    """The draft against the lexicon in force on the latest texts; nothing is stored."""

    texts: int
    flags: list[Moved]
    combos: list[Moved]
    changed: list[Changed]
    more: int
    effect: Effect


def draft_changes() -> list[Change]:
    """What the draft has that the version in force has not, and the other way round."""
    return differences(content_in_force(), draft_content())


def judge_draft() -> Gate:
    """How well the draft tells the gate's sentences, with all its terms wherever they hold.

    Raises LexiconError for an unusable row.
    """
    draft = _engine_of(draft_content())
    return judge(draft.read, frozenset(combo.code for combo in draft.lexicon.combos))


def _engine_of(content: Content, without: type_of_keys = NONE) -> "engine.Engine":
    """The draft with the model in force."""
    return engine.Engine(lexicon_of(content, "draft", without), current_engine().model)


def dry_run(user: User, *, latest: int = LATEST) -> DryRun:
    """Read the latest texts this user may see with both lexicons and count what moves.

    Raises LexiconError for an unusable row.
    """
    seen = Reading.objects.visible_to(user).select_related("contact__channel", "contact__complaint")
    readings = list(seen.order_by("-occurred_at")[:latest])
    texts = [reading.contact.text for reading in readings]
    places = [place_of(reading.contact) for reading in readings]
    draft = draft_content()
    old = read_at(texts, places)
    new = read_in_groups(texts, places, limited(draft), lambda out: _engine_of(draft, out))
    flags = [(set(a.flags), set(b.flags)) for a, b in zip(old, new, strict=True)]
    combos = [(_codes(a), _codes(b)) for a, b in zip(old, new, strict=True)]
    changed = [
        Changed(reading, sorted(f[1] - f[0] | c[1] - c[0]), sorted(f[0] - f[1] | c[0] - c[1]))
        for reading, f, c in zip(readings, flags, combos, strict=True)
        if f[0] != f[1] or c[0] != c[1]
    ]
    more = max(0, len(changed) - SHOWN)
    effect = effect_of(texts, old, new, differences(content_in_force(), draft))
    return DryRun(len(texts), _moved(flags), _moved(combos), changed[:SHOWN], more, effect)


def _codes(seen: Seen) -> set[str]:
    return {combo.code for combo in seen.combos}


def _moved(pairs: list[tuple[set[str], set[str]]]) -> list[Moved]:
    """Only what moves, the most moved first."""
    now, gained, lost = Counter[str](), Counter[str](), Counter[str]()
    for old, new in pairs:
        now.update(old)
        gained.update(new - old)
        lost.update(old - new)
    codes = sorted(gained.keys() | lost.keys(), key=lambda code: -gained[code] - lost[code])
    return [Moved(code, now[code], gained[code], lost[code]) for code in codes]
