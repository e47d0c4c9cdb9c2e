"""Chinese and Arabic numbers as people write them: 1,200 · 3.5万 · 两千三 · 几十万."""

from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
          "七": 7, "八": 8, "九": 9, "几": 3}  # fmt: skip
UNITS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"": 1, "百": 100, "千": 1000, "k": 1000, "万": 10_000, "w": 10_000, "百万": 1_000_000,
          "千万": 10_000_000, "亿": 100_000_000}  # fmt: skip
CHINESE = "零〇一二两三四五六七八九几十百千万亿半"
MOST = Decimal(10) ** 13


def _section(text: str) -> int:
    """A number below 10 000."""
    total, digit, last_unit = 0, 0, 1
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            last_unit = UNITS[char]
            total += (digit or 1) * last_unit
            digit = 0
    spoken = text and text[-1] in DIGITS and len(text) > 1 and last_unit >= 100 and "零" not in text
    return total + digit * (last_unit // 10 if spoken else 1)


def parse_chinese(text: str) -> Decimal | None:
    """A Chinese numeral, or None for a lone unit such as 万; 几 counts as three."""
    if not any(char in DIGITS or char in "十半百千" for char in text):
        return None
    half = Decimal(text.endswith("半"))
    text = text.rstrip("半")
    total = Decimal(0)
    unit = Decimal(1)
    for name, scale in (("亿", 100_000_000), ("万", 10_000)):
        head, mark, rest = text.partition(name)
        if mark:
            unit = Decimal(scale)
            total += (_section(head) or 1) * unit
            text = rest
    if len(text) == 1 and text in DIGITS and unit > 1:
        return total + DIGITS[text] * unit / 10  # 三万五
    return total + _section(text) + half * unit / 2


def parse_number(text: str, unit: str = "") -> Decimal | None:
    """The value of a number with its unit.

    Args: text, digits with optional commas and point, or a Chinese numeral; unit, a key of SCALES.
    Returns: the value without trailing zeros, or None when it is no sensible number.
    """
    if text[:1].isascii():
        value: Decimal | None = Decimal(text.replace(",", ""))
    else:
        value = parse_chinese(text)
    if value is None:
        return None
    value *= SCALES.get(unit or "", 1)
    if value > MOST:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
