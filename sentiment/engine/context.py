"""What the words around a term do to its weight: negation, hearsay, past, hypothesis, quotation."""

import re
from typing import NamedTuple

from .expression import Hit
from .scanner import Found
from .vocabulary import Vocabulary

NEGATION_REACH = 8  # characters to the left, from the domain's rule 4.4
CONTEXT_REACH = 14
STOP_REACH = 12
CLAUSE_END = re.compile(r"[。!?,;、:\n]")
SENTENCE_END = re.compile(r"[。!?;\n]")
QUOTE = re.compile(
    r"「[^」]{0,400}」|『[^』]{0,400}』|《[^》]{0,80}》|“[^”]{0,400}”|\"[^\"\n]{0,400}\""
)
OPENING = re.compile(r"[「『《“\"]")
EMPHASIS = 6  # a quotation up to this long is emphasis, not somebody else's speech
EXTREME = "EXTREME"


class Quote(NamedTuple):
    start: int
    end: int
    spoken: bool  # “…” rather than 「…」 or 《…》
    first_person: bool


def quotes(folded: str) -> list[Quote]:
    """The quotations of a text that hide risk terms; short “…” emphasis is none."""
    if not OPENING.search(folded):
        return []
    found = []
    for match in QUOTE.finditer(folded):
        spoken = match[0][0] in '“"'
        if not spoken or match.end() - match.start() - 2 > EMPHASIS:
            found.append(Quote(match.start(), match.end(), spoken, "我" in match[0]))
    return found


def stopped(folded: str, one: Found, words: Vocabulary) -> bool:
    """True when a stop rule explains the term away (跳楼价, 起诉书快递 …)."""
    rules = words.stops.get(one.role.word)
    if not rules:
        return False
    at = max(0, one.start - STOP_REACH)
    around = folded[at : one.end + STOP_REACH]
    start, end = one.start - at, one.end - at
    return any(m.start() < end and m.end() > start for rule in rules for m in rule.finditer(around))


def _left(folded: str, start: int, reach: int, end_mark: re.Pattern[str]) -> str:
    window = folded[max(0, start - reach) : start]
    ends = [mark.end() for mark in end_mark.finditer(window)]
    return window[ends[-1] :] if ends else window


def negated(folded: str, start: int, words: Vocabulary) -> bool:
    """True when a negator to the left reaches the term within the same clause."""
    window = _left(folded, start, NEGATION_REACH, CLAUSE_END)
    if not window:
        return False
    ends = [found.end() for found in words.far.finditer(window)]
    if ends and not words.blockers.search(window, ends[-1]):
        return True
    return bool(words.near.search(window[-1:]))


def _quoted(one: Found, quoted: list[Quote], extreme: bool) -> str:
    for quote in quoted:
        if quote.start < one.start and one.end < quote.end:
            if extreme and quote.spoken:
                return "own" if quote.first_person else "told"
            return "hidden"
    return ""


def weigh(folded: str, one: Found, quoted: list[Quote], words: Vocabulary) -> Hit | None:
    """The hit with its weight in context, or None when nothing is left of it.

    A negator lowers EXTREME groups by one only: who says "不是要自杀" has thought of it.
    """
    extreme = one.role.code.startswith(EXTREME)
    place = _quoted(one, quoted, extreme)
    if place == "hidden":
        return None
    weight, own = one.role.weight, place != "told"
    if not own:
        weight -= 2
    if negated(folded, one.start, words):
        weight, own = (weight - 1 if extreme else 0), False
    elif own:
        weight, own = _hearsay(folded, one, weight, words)
    return Hit(one.role.code, one.start, one.end, weight, own) if weight > 0 else None


def _hearsay(folded: str, one: Found, weight: float, words: Vocabulary) -> tuple[float, bool]:
    """Lower what is told of others, past or only asked about."""
    sentence = _left(folded, one.start, CONTEXT_REACH, SENTENCE_END)
    if words.reporters.search(sentence) and not words.kin.search(sentence):
        return weight - 2, False
    past = words.past.search(sentence) and folded.startswith(words.past_after, one.end)
    if past:
        return weight - 2, False
    clause = _left(folded, one.start, NEGATION_REACH, CLAUSE_END)
    if words.hypothetical.search(clause):
        return weight - 1, False
    return weight, True
