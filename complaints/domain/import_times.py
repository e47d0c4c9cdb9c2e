"""Times as people and programs write them in tables. Without a zone they are Chinese time."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from complaints.domain.duration import CHINA

WRITTEN = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T,\s]*(?:星期.|周.)?\s*(?P<half>上午|下午|中午|晚上|凌晨|AM|PM|am|pm)?\s*"
    r"(?P<hour>\d{1,2})\s*[:：时点]\s*(?P<minute>\d{1,2})?\s*[:：分]?\s*(?P<second>\d{1,2})?"
    r"(?:[.,](?P<fraction>\d{1,9}))?\s*秒?\s*(?P<after>AM|PM|am|pm)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
DIGITS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
AFTERNOON = ("下午", "晚上", "PM")
EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of the 1900 date system, no zone
EXCEL_FIRST, EXCEL_LAST = 36_526, 73_050  # 2000-01-01 to 2099-12-31


class TimeError(ValueError):
    """This can't be read as one certain moment."""


def read_time(text: str) -> datetime:
    """Read one moment. Raises TimeError; 06/01/2020 is refused because it means two days."""
    text = text.strip()
    if match := WRITTEN.fullmatch(text):
        return _written(match)
    if text.isascii() and text.isdigit():
        return _number(text)
    if re.fullmatch(r"\d{5}\.\d+", text):
        return _serial(float(text))
    raise TimeError(text)


def _written(match: re.Match[str]) -> datetime:
    fraction = (match["fraction"] or "0")[:6].ljust(6, "0")
    year, month, day, minute, second = (
        int(match[name] or 0) for name in ("year", "month", "day", "minute", "second")
    )
    try:
        return datetime(
            year, month, day, _hour(match), minute, second, int(fraction), _zone(match["zone"])
        )
    except ValueError as error:
        raise TimeError(match.string) from error


def _hour(match: re.Match[str]) -> int:
    hour, half = int(match["hour"] or 0), (match["half"] or match["after"] or "").upper()
    if half in AFTERNOON and hour < 12:
        return hour + 12
    return 0 if half in ("AM", "上午", "凌晨") and hour == 12 else hour


def _zone(text: str | None) -> tzinfo:
    if not text:
        return CHINA
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def _number(text: str) -> datetime:
    """20200106, 20200106120938, Excel's day number, or Unix seconds and milliseconds."""
    try:
        if len(text) in DIGITS:
            return datetime.strptime(text, DIGITS[len(text)]).replace(tzinfo=CHINA)
        if len(text) == 5:
            return _serial(int(text))
        if len(text) in (10, 13):
            return datetime.fromtimestamp(int(text) / 10 ** (len(text) - 10), UTC)
    except ValueError as error:
        raise TimeError(text) from error
    raise TimeError(text)


def _serial(days: float) -> datetime:
    if not EXCEL_FIRST <= days < EXCEL_LAST + 1:
        raise TimeError(str(days))
    moment = EXCEL_ZERO + timedelta(seconds=round(days * 86_400))
    return moment.replace(tzinfo=CHINA)
