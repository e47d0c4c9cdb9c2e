"""Which column of a foreign table holds what: names people use, and the shape of the cells."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from complaints.domain.import_times import TimeError, read_time

# Names seen in exports of complaint desks, hotlines and survey tools; the first fit wins.
NAMES: dict[str, str] = {
    "external_id": (
        "external_id id 单号 工单号 工单编号 编号 投诉编号 投诉单号 留言编号 受理编号 流水号 "
        "来件编号 ticket ticket_id ticket_no case_id number"
    ),
    "received_at": (
        "received_at received 时间 留言时间 投诉时间 来电时间 受理时间 接收时间 提交时间 "
        "创建时间 登记时间 发布时间 日期 投诉日期 time date datetime created_at occurred_at"
    ),
    "title": "title 标题 主题 留言主题 投诉主题 投诉标题 事项 subject summary",
    "text": (
        "text 内容 留言详情 留言内容 投诉内容 诉求内容 来电内容 详情 投诉详情 正文 描述 "
        "问题描述 事实经过 情况说明 content message body description complaint"
    ),
    "phone": (
        "phone 电话 手机 手机号 手机号码 联系电话 联系方式 来电号码 电话号码 mobile tel "
        "telephone phone_number"
    ),
    "id_number": "id_number 身份证 身份证号 身份证号码 证件号 证件号码 idcard id_card",
    "name": (
        "name 姓名 投诉人 投诉人姓名 客户姓名 客户名称 留言用户 用户 联系人 customer "
        "customer_name complainant"
    ),
    "address": "address 地址 联系地址 住址",
    "channel": "channel 渠道 投诉渠道 来源渠道 来源 受理渠道",
    "category": "category 类别 分类 投诉类别 投诉原因 原因 二级分类 reason",
    "business_line": "business_line 业务条线 业务类别 投诉业务类别 业务 条线",
    "product": "product 产品 产品名称 商品 商品名称",
    "amount": "amount 金额 涉及金额 涉诉金额 投诉金额 money",
    "demands": "demands demand 诉求 投诉诉求 客户诉求 诉求类型 要求",
    "people": "people 人数 涉及人数 投诉人数",
    "reference": "reference 并入单号 本系统单号 complaint_reference",
    "wait_seconds": "wait_seconds 等待秒数 等待时长 排队时长",
    "transfers": "transfers 转接次数 转办次数",
}
FIELDS = tuple(NAMES)
PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
ID_NUMBER = re.compile(r"\d{17}[\dXx]")
LIKELY = 0.8  # share of the filled cells that must have the shape
LONG_CELL = 100  # characters; no column is called like that


def plain(name: str) -> str:
    """A column name without what people add to it: case, blanks, marks, (required)."""
    name = unicodedata.normalize("NFKC", name).casefold()
    name = re.sub(r"[(\[【].*?[)\]】]", "", name)
    return re.sub(r"[\s_\-*:/.]+", "", name)


FIELD_OF = {plain(name): field for field, names in NAMES.items() for name in names.split()}


def guess_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Field → column index, by name first, then by the shape of the first rows.

    Columns that share a name are never guessed: only a person knows which one is meant. Of two
    different names for one field the first column is taken; nothing is guessed twice.
    """
    found: dict[str, int] = {}
    shared = {index for places in repeated(header).values() for index in places}
    for index, name in enumerate(header):
        field = FIELD_OF.get(plain(name))
        if field and field not in found and index not in shared:
            found[field] = index
    if "text" not in found and _narrates(found.get("demands"), rows):
        found["text"] = found.pop("demands")  # 诉求 is what they want, or the whole letter
    for field, fits in SHAPES.items():
        if field not in found:
            best = _best(fits, len(header), rows, taken={*found.values(), *shared})
            if best is not None:
                found[field] = best
    return found


def repeated(header: Sequence[str]) -> dict[str, list[int]]:
    """Names that stand over more than one column, with the indexes of these columns.

    内容 and 内容（必填） are one name; it is given as it is written first.
    """
    places: dict[str, list[int]] = {}
    for index, name in enumerate(header):
        if name.strip():
            places.setdefault(plain(name) or name.strip(), []).append(index)
    return {header[same[0]].strip(): same for same in places.values() if len(same) > 1}


def unclear(header: Sequence[str]) -> dict[str, list[int]]:
    """The repeated names that one would guess by, were they there only once."""
    return {name: same for name, same in repeated(header).items() if plain(name) in FIELD_OF}


def looks_like_data(cells: Iterable[str]) -> bool:
    """Whether a first row is no header: names are neither long texts nor times, phones or ids."""
    return any(
        len(cell) > LONG_CELL or is_phone(cell) or is_id_number(cell) or is_time(cell)
        for cell in cells
    )


def is_phone(cell: str) -> bool:
    return PHONE.fullmatch(cell.strip()) is not None


def is_id_number(cell: str) -> bool:
    return ID_NUMBER.fullmatch(cell.strip()) is not None


def is_time(cell: str) -> bool:
    """A written date; bare numbers are left out, they could be anything."""
    if not re.search(r"\d[-/.年]\d", cell):
        return False
    try:
        read_time(cell)
    except TimeError:
        return False
    return True


def is_narrative(cell: str) -> bool:
    return len(cell) >= 15 and not is_time(cell)


SHAPES: dict[str, Callable[[str], bool]] = {
    "received_at": is_time,
    "phone": is_phone,
    "id_number": is_id_number,
    "text": is_narrative,
}


def _narrates(index: int | None, rows: Sequence[Sequence[str]]) -> bool:
    cells = [row[index] for row in rows if index is not None and index < len(row)]
    return sum(map(is_narrative, cells)) > len(cells) / 2


def _best(
    fits: Callable[[str], bool], width: int, rows: Sequence[Sequence[str]], taken: Iterable[int]
) -> int | None:
    """The free column whose cells fit; of several the one with the longest cells."""
    used, best, longest = set(taken), None, 0.0
    for index in range(width):
        cells = [row[index] for row in rows if index < len(row) and row[index].strip()]
        if index in used or not cells or sum(map(fits, cells)) < LIKELY * len(cells):
            continue
        length = sum(map(len, cells)) / len(cells)
        if length > longest:
            best, longest = index, length
    return best
