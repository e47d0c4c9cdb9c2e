"""Plain facts named in a text: sums, dates, promises, numbers of people. By patterns only."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .fold import DATA, fold
from .numerals import CHINESE, parse_number
from .reading import Span
from .scanner import CONTACTED, ORDER, PRODUCT, Entry, Role

_NUMBER = r"[0-9]{1,12}(?:,[0-9]{3})*(?:\.[0-9]{1,4})?"
_UNIT = r"(?:百万|千万|亿|万|千|百|w|k)"
_MONEY = (
    r"(?:金额|扣款|扣费|扣了|损失|退款|花了|花费|交了|付了|付款|价格|售价|定金|订金|押金|共计|合计|总计"
    r"|充值|充了|转了|转账|转走|被骗|骗走|赔偿|贷了|借了|手续费|利息|保费|学费|余额|刷走|盗刷|赔)"
)
AMOUNTS = (
    re.compile(rf"(?P<n>{_NUMBER})\s?[多余几]?(?P<u>{_UNIT})?[多余]?(?:元|块|圆|人民币|rmb)"),
    re.compile(rf"[¥￥]\s?(?P<n>{_NUMBER})\s?(?P<u>{_UNIT})?"),
    re.compile(
        rf"(?<![第{CHINESE}])(?P<n>[{CHINESE}]{{1,12}})[多余来]?(?P<u>)(?:元|块钱|块(?![儿头地面砖田]))"
    ),
    re.compile(
        rf"{_MONEY}[金额为是了共约达:款我费有]{{0,3}}\s?(?P<n>{_NUMBER})\s?(?P<u>{_UNIT})?"
        r"(?![0-9年月日号天个次人点%分期.\-])"
    ),
)
DATE = re.compile(
    r"(?:20[0-9]{2}|[012][0-9])年(?:[0-9]{1,2}月(?:份|[0-9]{1,2}[日号]?)?)?"
    r"|(?<![0-9])[0-9]{1,2}月(?:份|[0-9]{1,2}[日号]?)?"
    r"|(?<![0-9])20[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?![0-9])"
    r"|(?<![0-9.])[0-9]{1,2}[日号](?![楼线店院栋机门])|(?:昨|今|前|当)[天日晚早]|上个?(?:周|月|星期)[一二三四五六日天]?"
    r"|(?:去|前|今)年|本月|(?:周|星期)[一二三四五六日天末]"
    r"|(?:[0-9]+|[一二两三四五六七八九十几半]+)(?:个月|天|周|年|个?小时|个?星期)(?:之?前|以前|多?了)"
)
COUNT = re.compile(
    rf"(?P<n>[0-9]{{1,7}}|[{CHINESE}]{{1,8}})[多余来几]?(?P<u>[千万])?[多余]?个?"
    r"(?:人|户|名|位)(?![工民次均事月])"
)
NOT_AFFECTED = re.compile(
    r"(?:找|拉|邀请|喊|叫|请|第|前面|排|只有|每|一个|等待)[了过]?[^,。]{0,5}$"
)
CLAIM = re.compile(r"(?:索赔|赔偿|赔我|赔付|要求赔)[^,。;0-9]{0,6}$")
FACT_WORDS = frozenset({"REPEATED", "STAFF"})
TRIGGERS = re.compile(r"[0-9元块年月天周户人名位]")
CLAIM_RATIO = 10


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found; claim is the span of a sum demanded that is ten times the loss named."""

    spans: list[Span]
    amount: str | None = None
    people: int | None = None
    claim: tuple[int, int] | None = None


@cache
def _words() -> dict[str, list[str]]:
    return json.loads((DATA / "facts.json").read_text(encoding="utf-8"))


@cache
def _promise() -> re.Pattern[str]:
    makers = "|".join(map(re.escape, map(fold, _words()["promise"])))
    kept = "小时|分钟|天|日|工作日|周|月|回复|回电|处理|解决|退|赔|联系|到账|上门|办|送|答复"
    return re.compile(rf"(?:{makers})[^。!?;\n]{{0,14}}?(?:{kept})")


def fact_entries() -> Iterable[Entry]:
    """Words that tell which information a complaint already gives."""
    for name, channel in (("product", PRODUCT), ("order", ORDER), ("contacted", CONTACTED)):
        for word in _words()[name]:
            yield Entry(word, Role(channel, name, 1, word))


def _amounts(folded: str) -> list[tuple[int, int, Decimal]]:
    found: dict[int, tuple[int, int, Decimal]] = {}
    for pattern in AMOUNTS:
        for match in pattern.finditer(folded):
            value = parse_number(match["n"], match["u"])
            start = match.start("n")
            if value is not None and value > 0:
                found.setdefault(start, (start, match.end(), value))
    return [found[start] for start in sorted(found)]


def _claim(folded: str, sums: list[tuple[int, int, Decimal]]) -> tuple[int, int] | None:
    claims = [s for s in sums if CLAIM.search(folded[max(0, s[0] - 12) : s[0]])]
    losses = [s[2] for s in sums if s not in claims]
    for start, end, value in claims:
        if losses and value >= CLAIM_RATIO * max(losses):
            return start, end
    return None


def _people(folded: str) -> list[tuple[int, int, int]]:
    found = []
    for match in COUNT.finditer(folded):
        if NOT_AFFECTED.search(folded[max(0, match.start() - 8) : match.start()]):
            continue
        value = parse_number(match["n"], match["u"] or "")
        if value is not None and 2 <= value <= 100_000_000:
            found.append((match.start(), match.end(), int(value)))
    return found


def find_facts(folded: str) -> Facts:
    """Sums, dates, promises and numbers of people in one folded text."""
    if not TRIGGERS.search(folded):
        return Facts([])
    sums, people = _amounts(folded), _people(folded)
    spans = [Span(start, end, "fact", "AMOUNT", 1.0) for start, end, _ in sums]
    spans += [Span(m.start(), m.end(), "fact", "DATE", 1.0) for m in DATE.finditer(folded)]
    spans += [Span(m.start(), m.end(), "fact", "PROMISE", 1.0) for m in _promise().finditer(folded)]
    spans += [Span(start, end, "fact", "COUNT", 1.0) for start, end, _ in people]
    return Facts(
        spans,
        amount=format(max(s[2] for s in sums), "f") if sums else None,
        people=max(p[2] for p in people) if people else None,
        claim=_claim(folded, sums) if len(sums) > 1 else None,
    )
