"""What the words around a term do to its weight: negation, hearsay, past, hypothesis, quotation."""

import re
from typing import NamedTuple

from .expression import Hit
from .framing import CLAUSE_END, CLAUSE_REACH, EXTREME, SELF, VIOLENCE, after, before, taken_off
from .scanner import Found
from .vocabulary import Vocabulary

STOP_REACH = 12
SHOWN_REACH = 6
QUOTE = re.compile(
    r"「[^」]{0,400}」|『[^』]{0,400}』|《[^》]{0,80}》|“[^”]{0,400}”|\"[^\"\n]{0,400}\""
)
OPENING = re.compile(r"[「『《“\"]")
NEGATION_END = re.compile(r"[。!?,;:\n]")  # a list shares its negator: 没有漏电、起火
EMPHASIS = 6  # a quotation up to this long is emphasis, not somebody else's speech
RHETORICAL = re.compile(r"[^,。!?;\n吧]{0,4}[吗嘛么]")
URGED = ("别", "不要", "非")  # 别逼死我, 非死给你看: the writer's own despair


class Quote(NamedTuple):
    start: int
    end: int
    spoken: bool  # “…” or 「…」 rather than 《…》
    first_person: bool
    hidden: bool  # stands on a wall or is a name: nobody says it


def quotes(folded: str, words: Vocabulary) -> list[Quote]:
    """The quotations of a text that hide risk terms; short “…” emphasis is none."""
    if not OPENING.search(folded):
        return []
    found = []
    for match in QUOTE.finditer(folded):
        first = "我" in match[0]
        spoken = match[0][0] in '“"' or (first and match[0][0] != "《")
        hidden = not first and _shown(folded, match, words)
        if not spoken or hidden or match.end() - match.start() - 2 > EMPHASIS:
            found.append(Quote(match.start(), match.end(), spoken, first, hidden))
    return found


def _shown(folded: str, quote: re.Match[str], words: Vocabulary) -> bool:
    """True for what is written on something (贴着“严禁打人”) and for names (“江湖骗子”桌游)."""
    near = folded[max(0, quote.start() - SHOWN_REACH) : quote.start()]
    around = words.around
    return bool(around.shown.search(near) or around.names.match(folded, quote.end()))


def stopped(folded: str, one: Found, words: Vocabulary) -> bool:
    """True when a stop rule explains the term away (跳楼价, 起诉书快递 …)."""
    rules = words.stops.get(one.role.word)
    if not rules:
        return False
    at = max(0, one.start - STOP_REACH)
    around = folded[at : one.end + STOP_REACH]
    start, end = one.start - at, one.end - at
    return any(m.start() < end and m.end() > start for rule in rules for m in rule.finditer(around))


def negator(folded: str, one: Found, words: Vocabulary) -> str:
    """The negator to the left that reaches the term within the same clause, or nothing."""
    window = before(folded, one.start, CLAUSE_REACH, NEGATION_END)
    if not window:
        return ""
    found = list(words.far.finditer(window))
    if found and not words.blockers.search(window, found[-1].end()):
        denial = found[-1]
        asked = _asks_back(folded, one, denial[0], window[: denial.start()])
        return "" if asked else denial[0]
    near = words.near.search(window[-1:])
    return near[0] if near else ""


def _asks_back(folded: str, one: Found, denial: str, left: str) -> bool:
    """True for 这不是诈骗吗, 会不会中毒, 是不是想逼死我: no denial, but a question."""
    if left.endswith(denial[-1]):
        return denial != "不是" or one.role.code in EXTREME
    rest = after(folded, one.end, CLAUSE_REACH, CLAUSE_END)
    return denial == "不是" and bool(RHETORICAL.match(rest))


def _quoted(one: Found, quoted: list[Quote], extreme: bool) -> str:
    for quote in quoted:
        if quote.start < one.start and one.end < quote.end:
            if extreme and quote.spoken and not quote.hidden:
                return "own" if quote.first_person else "told"
            return "hidden"
    return ""


def weigh(folded: str, one: Found, quoted: list[Quote], words: Vocabulary) -> Hit | None:
    """The hit with its weight in context, or None when nothing is left of it.

    A negator lowers EXTREME groups by one only: who says "不是要自杀" has thought of it.
    """
    extreme = one.role.code in EXTREME
    place = _quoted(one, quoted, extreme)
    if place == "hidden" or _warned(folded, one, extreme, words):
        return None
    weight, own = one.role.weight, place != "told"
    if not own:
        weight -= 2
    denial = negator(folded, one, words)
    if denial and not (one.role.code == SELF and denial in URGED):
        weight, own = (weight - _denied(one, denial, words) if extreme else 0), False
    elif own:
        off = taken_off(folded, one, words)
        weight, own = weight - off, not off
    return Hit(one.role.code, one.start, one.end, weight, own) if weight > 0 else None


def _denied(one: Found, denial: str, words: Vocabulary) -> int:
    """Two off violence that did not happen (没有打人), else one."""
    return 2 if one.role.code == VIOLENCE and words.factual.fullmatch(denial) else 1


def _warned(folded: str, one: Found, extreme: bool, words: Vocabulary) -> bool:
    """True when the word before the term is against it: 防触电, 严禁打人."""
    left = before(folded, one.start, CLAUSE_REACH, CLAUSE_END)
    for warning in words.around.warned.finditer(left):
        if warning.end() == len(left):
            return not (extreme and "我" in left)
    return False
