"""The verdict on a text that is still being typed: what is known now, judged by the same rules."""

from django.utils import timezone

from alerts.domain.facts import Cite, Measure, RiskFacts
from alerts.domain.reading import Seen, injuries, words_of
from alerts.domain.score import Assessment, assess
from alerts.services.gathering import broken_promises
from alerts.services.rulebook import rulebook
from complaints.models import Category, Channel, Complainant
from sentiment.engine import Reading
from sentiment.services import level, product_flags


def preview(
    reading: Reading,
    category: Category | None = None,
    channel: Channel | None = None,
    complainant: Complainant | None = None,
) -> Assessment:
    """Judge a text before it is registered. Nothing is stored.

    `category` is what the person chose or accepted (None: nothing known, 0 points); a known
    `complainant` brings the promises we broke to them.
    Cites carry no contact: their offsets are those of the typed text.
    """
    words = words_of([_seen(reading)], rulebook().settings)
    code = category.pk if category else ""
    numbers = {
        **_channel(channel),
        **_person(complainant),
        **words.numbers,
        **injuries(code, words.combos),
    }
    points, flags = (category.points, frozenset(category.flags)) if category else (0, frozenset())
    facts = RiskFacts(code, points, flags, words.flags, words.combos, numbers)
    return assess(facts, rulebook())


def _seen(reading: Reading) -> Seen:
    flags = tuple(product_flags(reading))
    return Seen(None, reading.emotion, level(reading), flags, reading.as_dict())


def _channel(channel: Channel | None) -> dict[str, Measure]:
    if channel is None:
        return {}
    cite = (Cite(channel.group),)
    numbers = {f"channel.{channel.group}": Measure(1, cite)}
    if channel.group in rulebook().settings["public_groups"]:
        numbers["platforms"] = Measure(1, cite)
    return numbers


def _person(complainant: Complainant | None) -> dict[str, Measure]:
    if complainant is None:
        return {}
    broken = broken_promises([complainant.pk], timezone.now()).get(complainant.pk, 0)
    return {"broken_promises": Measure(broken, (Cite("broken_promises"),))} if broken else {}
