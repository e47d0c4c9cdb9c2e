"""The plot: who says what when, over sixty days up to now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from complaints.domain.intake import NewContact, Person
from insights.demo import grammar
from insights.demo.grammar import GRAMMAR

DAYS = 60
PER_WORKDAY, PER_RESTDAY = 60, 30
HOURS = (2, 1, 1, 1, 1, 2, 4, 9, 26, 40, 44, 36, 24, 28, 36, 34, 30, 24, 18, 16, 14, 11, 7, 4)
LEAST = 12  # of the last outage, so that a small demo has its surge too
RETURNING = 0.16  # share of complaints by somebody who has complained before


@dataclass(frozen=True, slots=True)
class Scene:
    """One contact of the story; scenes with the same `thread` are one complaint."""

    contact: NewContact
    thread: str = ""


def story(now: datetime, *, seed: int, days: int = DAYS, scale: float = 1.0) -> list[Scene]:
    """All scenes in the order of time. The same seed and `now` tell the same story."""
    dice = Random(seed)
    scenes = [
        *_everyday(now, dice, days, scale),
        *_outage(now - timedelta(days=9), dice, round(70 * scale)),
        *_outage(now - timedelta(hours=2), dice, max(LEAST, round(26 * scale))),
        *_riser(now, dice),
        *_crisis(now, dice, scale),
        *_emergency(now, dice),
    ]
    past = [scene for scene in scenes if scene.contact.occurred_at < now]
    return sorted(past, key=lambda scene: scene.contact.occurred_at)


def _everyday(now: datetime, dice: Random, days: int, scale: float) -> Iterator[Scene]:
    crowd: list[Person] = []
    for back in range(days, -1, -1):
        midnight = (now - timedelta(days=back)).replace(hour=0, minute=0, second=0, microsecond=0)
        usual = PER_WORKDAY if midnight.weekday() < 5 else PER_RESTDAY
        for _ in range(round(scale * dice.gauss(usual, usual**0.5))):
            at = _moment(midnight, dice)
            person = dice.choice(crowd) if crowd and dice.random() < RETURNING else _person(dice)
            crowd.append(person)
            yield _scene(grammar.matter(dice), at, person, dice)


def _moment(midnight: datetime, dice: Random) -> datetime:
    hour = dice.choices(range(24), HOURS)[0]
    return midnight + timedelta(hours=hour, seconds=dice.randrange(3600))


def _person(dice: Random) -> Person:
    return Person(
        name=grammar.name(dice),
        phone=grammar.phone(dice),
        birth_year=dice.randrange(1945, 2005) if dice.random() < 0.5 else None,
    )


def _scene(matter: grammar.Matter, at: datetime, person: Person, dice: Random) -> Scene:
    voice = matter.channel.startswith("PHONE")
    anonymous = matter.channel.startswith("SOCIAL")
    contact = NewContact(
        text=matter.text,
        channel=matter.channel,
        occurred_at=at,
        person=Person() if anonymous else person,
        category=matter.category if dice.random() < 0.55 else "",
        business_line=matter.business_line,
        amount=matter.amount,
        demands=matter.demands,
        wait_seconds=int(dice.expovariate(1 / 120)) if voice else 0,
        transfers=dice.choice((0, 0, 0, 0, 1, 1, 2, 3)) if voice else 0,
    )
    return Scene(contact)


def _outage(start: datetime, dice: Random, count: int) -> Iterator[Scene]:
    """A surge: within two hours everybody reports the same failure."""
    for _ in range(count):
        matter = grammar.matter(
            dice, category="SYS01", style=dice.choice(("note", "chat", "short"))
        )
        text = grammar.fill(dice.choice(GRAMMAR["surge"]["events"]), dice) + "。"
        more = dice.choice([*GRAMMAR["more"]["mild"], *GRAMMAR["more"]["angry"]])
        at = start + timedelta(minutes=min(dice.expovariate(1 / 40), 118))
        yield _scene(replace(matter, text=text + more), at, _person(dice), dice)


def _riser(now: datetime, dice: Random) -> Iterator[Scene]:
    """One customer, one matter, four calls: every time nothing happened, every time angrier."""
    person = Person(name="张立成", phone="11055550138", birth_year=1983)
    backs = (timedelta(days=17), timedelta(days=12), timedelta(days=6), timedelta(minutes=25))
    for back, text in zip(backs, GRAMMAR["riser"], strict=True):
        contact = NewContact(
            text=text,
            channel="PHONE_HOTLINE",
            occurred_at=now - back,
            person=person,
            category="FEE02",
            business_line="CREDIT",
            product="标准金卡",
            amount=Decimal("776.40"),
            demands=("FACT_REFUND", "PROC_WRITTEN"),
            wait_seconds=300 + dice.randrange(300),
            transfers=2,
        )
        yield Scene(contact, thread="riser")


def _crisis(now: datetime, dice: Random, scale: float) -> Iterator[Scene]:
    """Annual fees: posts first, calls after them, then a reporter asks."""
    for n in range(max(3, round(9 * scale))):
        text = grammar.fill(dice.choice(GRAMMAR["crisis"]["posts"]), dice)
        at = now - timedelta(hours=30) + timedelta(hours=3 * n, minutes=dice.randrange(50))
        channel = dice.choice(GRAMMAR["styles"]["post"]["channels"])
        yield Scene(NewContact(text=text, channel=channel, occurred_at=at, business_line="CREDIT"))
    for _ in range(round(40 * scale)):
        text = grammar.fill(dice.choice(GRAMMAR["crisis"]["calls"]), dice)
        at = now - timedelta(hours=18 * dice.random() ** 1.7)
        matter = grammar.matter(
            dice, category="FEE02", style=dice.choice(("note", "chat", "short"))
        )
        amount = grammar.amount_in(text)
        yield _scene(replace(matter, text=text, amount=amount), at, _person(dice), dice)
    for n, text in enumerate(GRAMMAR["crisis"]["run"]):
        matter = replace(
            grammar.matter(dice, category="OTH03", style="note"), text=text, amount=None
        )
        yield _scene(matter, now - timedelta(minutes=35 - 14 * n), _person(dice), dice)
    for text in GRAMMAR["crisis"]["media"]:
        at = now - timedelta(minutes=50)
        yield Scene(NewContact(text=text, channel="MEDIA", occurred_at=at, business_line="CREDIT"))


def _emergency(now: datetime, dice: Random) -> Iterator[Scene]:
    for text in GRAMMAR["emergency"]:
        matter = replace(
            grammar.matter(dice, category="TRX03", style="note"), text=text, amount=None
        )
        yield _scene(matter, now - timedelta(minutes=8), _person(dice), dice)
