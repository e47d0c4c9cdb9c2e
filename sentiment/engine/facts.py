"""Plain facts named in a text: sums, dates, promises, numbers of people. By patterns only."""

import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .fold import DATA, fold
from .numerals import CHINESE, parse_number
from .reading import Span, new_span
from .scanner import CONTACTED, ORDER, PRODUCT, PROMISE, TIME, Entry, Found, Role
from .signs import (
    AFTER_DATE,
    AFTER_NUMBER,
    BETWEEN_WORD_AND_SUM,
    DIGIT,
    MARKS,
    MONEY_WORDS,
    NUMERAL,
    ONE,
    YUAN,
)
from .signs import (
    BEFORE_SUM as PRICED,
)
from .signs import (
    PEOPLE as PERSONS,
)

if TYPE_CHECKING:
    from .evidence import Observed

_UNIT = r"(?:百万|千万|亿|万|千|百|w|k)"
_MONEY = "(?:" + "|".join(MONEY_WORDS) + ")"
# Every pattern is tried only where the signs of a batch show that it could match.
NUMBER = re.compile(
    r"(?P<n>[0-9]{1,12}(?:,[0-9]{3})*(?:\.[0-9]{1,4})?)\s?[多余几]?"
    rf"(?P<u>{_UNIT})?[多余]?(?:(?P<money>元|块|圆|人民币|rmb)|(?P<other>[0-9年月日号天个次人点%分期.\-]))?"
)
BEFORE_SUM = re.compile(rf"{_MONEY}[{BETWEEN_WORD_AND_SUM}]{{0,3}}\s?$")
CHINESE_SUM = re.compile(
    rf"(?<=[{CHINESE}多余来])(?:元|块钱|块(?![儿头地面砖田瓷木布肉蛋电屏板石糖]))"
)
NUMERAL_BEFORE = re.compile(rf"(?<![第{CHINESE}])(?P<n>[{CHINESE}]{{1,12}})[多余来]?$")
DATE = re.compile(
    r"(?:(?:20[0-9]{2}|[012][0-9])年(?:[0-9]{1,2}月(?:份|[0-9]{1,2}[日号]?)?)?"
    r"|[0-9]{1,2}月(?:份|[0-9]{1,2}[日号]?)?|20[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?![0-9])"
    r"|[0-9]{1,2}[日号](?![楼线店院栋机门])|[0-9]+(?:个月|天|周|年|个?小时|个?星期)(?:之?前|以前|多?了))"
)
SPOKEN_SUM = re.compile(
    rf"(?P<n>[{CHINESE}]*[百千万亿][{CHINESE}]*)[多余来]?"
    rf"(?![{CHINESE}个次人户名位天年月日号岁点分秒期级层楼度公里米斤克吨字条封倍件套份张台辆遍家样种回股吨平亩双])"
)
SUFFERERS = (
    "业主|家长|学生|同学|孩子|小孩|员工|工人|居民|村民|客户|用户|老人|同事|邻居|消费者|老板|住户|商户"
    "|患者|病人|乘客|旅客|会员|学员|投资人|储户|车主|股民|受害者|受害人|家庭|顾客|买家|粉丝|老师|群众"
)
PEOPLE = re.compile(
    rf"(?<=[0-9{CHINESE}多余来个])(?:[人户名位](?![工民次均事月])|个(?:{SUFFERERS}))"
)
COUNT_BEFORE = re.compile(
    rf"(?P<n>[0-9]{{1,7}}|[{CHINESE}]{{1,8}})[多余来几]?(?P<u>[千万])?[多余]?个?$"
)
NOT_AFFECTED = re.compile(
    r"(?:找|拉|邀请|喊|叫|请|第|前面|排|只有|每|一个|等待)[了过]?[^,。]{0,5}$"
)
CLAIM = re.compile(r"(?:索赔|赔偿|赔我|赔付|要求赔)[^,。;0-9]{0,6}$")
KEPT = re.compile(
    r"[^。!?;\n]{0,14}?(?:小时|分钟|天|日|周|月|回复|回电|处理|解决|退|赔|联系|到账|上门|办|送|答复)"
)
REACH = 16  # characters looked back from a unit
CLAIM_RATIO = 10
Sum = tuple[int, int, Decimal]


class Facts(NamedTuple):
    """What was found; claim is the span of a sum demanded that is ten times the loss named."""

    spans: list[Span]
    amount: str | None = None
    people: int | None = None
    claim: tuple[int, int] | None = None


@cache
def _words() -> dict[str, list[str]]:
    return json.loads((DATA / "facts.json").read_text(encoding="utf-8"))


def fact_entries() -> Iterable[Entry]:
    """Words that tell which information a complaint already gives."""
    channels = {"product": PRODUCT, "order": ORDER, "contacted": CONTACTED}
    for name, channel in (channels | {"time": TIME, "promise": PROMISE}).items():
        for word in _words()[name]:
            yield Entry(word, Role(channel, name, 1, fold(word)))


def _amounts(
    folded: str, starts: Sequence[int], yuan: Sequence[int], spoken: Sequence[int]
) -> list[Sum]:
    sums = _figures(folded, starts) + _with_currency(folded, yuan)
    known = {start for start, _, _ in sums}
    sums += _spoken(folded, [place for place in spoken if place not in known])
    return sorted(sums)


def _figures(folded: str, starts: Sequence[int]) -> list[Sum]:
    """Sums in Arabic figures."""
    sums: list[Sum] = []
    for start in starts:
        match = NUMBER.match(folded, start)
        if not match or (sums and start < sums[-1][1]):
            continue
        named = match["money"] or (start and folded[start - 1] in MARKS)
        if not named and not match["other"]:
            named = BEFORE_SUM.search(folded[max(0, start - 10) : start])
        value = parse_number(match["n"], match["u"] or "") if named else None
        if value:
            sums.append((start, match.end(), value))
    return sums


def _with_currency(folded: str, yuan: Sequence[int]) -> list[Sum]:
    """Chinese numbers before 元 or 块."""
    sums: list[Sum] = []
    for place in yuan:
        match = CHINESE_SUM.match(folded, place)
        at = max(0, place - REACH)
        numeral = NUMERAL_BEFORE.search(folded[at:place]) if match else None
        value = parse_number(numeral["n"]) if numeral else None
        if match and numeral and value:
            sums.append((at + numeral.start(), match.end(), value))
    return sums


def _spoken(folded: str, places: Sequence[int]) -> list[Sum]:
    """Chinese numbers without a currency behind words of money."""
    sums: list[Sum] = []
    for place in places:
        match = SPOKEN_SUM.match(folded, place)
        if match and BEFORE_SUM.search(folded[max(0, place - REACH) : place]):
            value = parse_number(match["n"])
            if value:
                sums.append((place, match.end(), value))
    return sums


def _dates(folded: str, starts: Sequence[int]) -> list[Span]:
    spans: list[Span] = []
    for start in starts:
        inside = spans and start < spans[-1].end
        match = None if inside or folded[start - 1 : start] == "." else DATE.match(folded, start)
        if match:
            spans.append(new_span((start, match.end(), "fact", "DATE", 1.0)))
    return spans


def _claim(folded: str, sums: list[Sum]) -> tuple[int, int] | None:
    claims = [s for s in sums if CLAIM.search(folded[max(0, s[0] - 12) : s[0]])]
    losses = [s[2] for s in sums if s not in claims]
    for start, end, value in claims:
        if losses and value >= CLAIM_RATIO * max(losses):
            return start, end
    return None


def _people(folded: str, places: Sequence[int]) -> list[tuple[int, int, int]]:
    found = []
    for place in places:
        match = PEOPLE.match(folded, place)
        at = max(0, place - REACH)
        count = COUNT_BEFORE.search(folded[at:place]) if match else None
        if not match or not count:
            continue
        start = at + count.start()
        value = parse_number(count["n"], count["u"] or "")
        affected = not NOT_AFFECTED.search(folded[max(0, start - 8) : start])
        if affected and value is not None and 2 <= value <= 100_000_000:
            found.append((start, match.end(), int(value)))
    return found


def _promises(folded: str, makers: Sequence[Found]) -> list[Span]:
    kept = ((one.start, KEPT.match(folded, one.end)) for one in makers)
    return [Span(start, match.end(), "fact", "PROMISE", 1.0) for start, match in kept if match]


class FactFinder:
    """Sums, dates, promises and numbers of people in the texts of a batch."""

    def __init__(self, seen: "Observed"):
        self._times = seen.scan.lists(TIME, seen.base)
        self._promises = seen.scan.lists(PROMISE, seen.base)
        bits = seen.signs.bits
        digits = (bits & DIGIT).nonzero()[0]
        first = np.ones(len(digits) + 1, dtype=bool)  # of a run of digits; the last is no digit
        np.not_equal(digits[1:], digits[:-1] + 1, out=first[1:-1])
        starts, ends = digits[first[:-1]], digits[first[1:]] + 1
        after, before = bits[ends], bits[starts - 1]
        numbers = starts[(after & AFTER_NUMBER | before & PRICED) != 0]
        dates = starts[(after & AFTER_DATE) != 0]
        unit = (bits & (YUAN | PERSONS)).nonzero()[0]
        of, by = bits[unit], bits[unit - 1]
        yuan = unit[((of & YUAN) != 0) & ((by & NUMERAL) != 0)]
        people = unit[((of & PERSONS) != 0) & ((by & (DIGIT | NUMERAL | ONE)) != 0)]
        words = (bits[1:-1] & NUMERAL) & (bits[2:] & NUMERAL)
        spoken = 1 + ((words != 0) & ((bits[:-2] & PRICED) != 0)).nonzero()[0]
        self._numbers, self._dates, self._yuan, self._people, self._spoken = _by_text(
            seen, (numbers, dates, yuan, people, spoken)
        )

    def texts(self) -> set[int]:
        """The numbers of the texts that may hold a fact."""
        return set().union(
            self._times, self._promises, self._numbers, self._dates, self._yuan, self._people,
            self._spoken,
        )  # fmt: skip

    def find(self, at: int, folded: str) -> Facts:
        """The facts of one text."""
        spans: list[Span] = []
        sums: list[Sum] = []
        people: list[tuple[int, int, int]] = []
        priced = (self._numbers.get(at, ()), self._yuan.get(at, ()), self._spoken.get(at, ()))
        if any(priced):
            sums = _amounts(folded, *priced)
            spans += [new_span((start, end, "fact", "AMOUNT", 1.0)) for start, end, _ in sums]
        if at in self._dates:
            spans += _dates(folded, self._dates[at])
        if at in self._times:
            spans += [new_span((o[0], o[1], "fact", "DATE", 1.0)) for o in self._times[at]]
        if at in self._people:
            people = _people(folded, self._people[at])
            spans += [new_span((start, end, "fact", "COUNT", 1.0)) for start, end, _ in people]
        if at in self._promises:
            spans += _promises(folded, self._promises[at])
        return Facts(
            spans,
            format(max(s[2] for s in sums), "f") if sums else None,
            max(p[2] for p in people) if people else None,
            _claim(folded, sums) if len(sums) > 1 else None,
        )


def _by_text(seen: "Observed", kinds: Sequence[np.ndarray]) -> list[dict[int, list[int]]]:
    """Per kind the places in their text, of the texts that have any."""
    places = np.concatenate(kinds)
    text = seen.text_of(places)
    rows = zip(text.tolist(), (places - seen.base[text]).tolist(), strict=True)
    found: list[dict[int, list[int]]] = []
    for kind in kinds:
        of_kind: dict[int, list[int]] = {}
        for at, place in islice(rows, len(kind)):
            if at in of_kind:
                of_kind[at].append(place)
            else:
                of_kind[at] = [place]
        found.append(of_kind)
    return found
