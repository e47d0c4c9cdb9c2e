"""Made-up values for the style guide. They are Chinese on purpose: it shows how Han text sits."""

from datetime import datetime, timedelta
from typing import Any

PARTS = (
    {"label": "内容", "points": 18, "cap": 30, "cites": (1,)},
    {"label": "情绪", "points": 20, "cap": 20},
    {"label": "传播", "points": 23, "cap": 25, "cites": (2,)},
    {"label": "人工调整", "points": -7},
)
STAGES = (
    {"label": "潜伏期", "note": "11-18", "state": "past"},
    {"label": "扩散期", "note": "11-19", "state": "past"},
    {"label": "意见领袖", "note": "11-20", "state": "now"},
    {"label": "媒体跟进", "note": "", "state": ""},
)
STEPS = (
    {"label": "登记", "state": "past"},
    {"label": "受理", "state": "now"},
    {"label": "办结", "state": ""},
)
HOURS = [f"{hour:02d}:00" for hour in range(24)]
SEEN = [2, 1, 0, 1, 1, 1, 2, 4, 8, 22, 14, 31]
EXPECTED = [27, 26, 17, 22, 21, 17, 15, 12, 10, 8, 5, 4, 3]
LINE = {
    "x": HOURS,
    "series": [{"name": "实际", "values": SEEN + [None] * 12}],
    "forecast": {
        "values": [None] * 11 + EXPECTED,
        "low": [max(0, value - 3) for value in SEEN] + [value - 3 for value in EXPECTED[1:]],
        "high": [value + 3 for value in SEEN] + [value + 6 for value in EXPECTED[1:]],
    },
    "now": 11,
    "marks": [{"at": 9, "label": "激增 +83%"}, {"at": 11, "label": "激增 +94%"}],
    "threshold": {"value": 30},
}
BARS = {
    "x": ["价格与收费", "合同与流程", "催收与信用", "服务态度"],
    "horizontal": True,
    "series": [
        {"name": "普通", "tier": 1, "values": [18, 24, 11, 17]},
        {"name": "敏感", "tier": 2, "values": [17, 9, 10, 5]},
        {"name": "高风险", "tier": 3, "values": [9, 3, 3, 1]},
        {"name": "危机", "tier": 4, "values": [2, 0, 0, 0]},
    ],
}
HEAT = {
    "x": [f"{hour}时" for hour in range(12)],
    "y": ["愤怒", "失望", "焦虑"],
    "values": [[hour * row % 17 for hour in range(12)] for row in (3, 5, 7)],
}


def samples(now: datetime) -> dict[str, Any]:
    """Everything the style guide draws."""
    return {
        "themes": (("light", "浅色"), ("dark", "深色")),
        "tiers": (1, 2, 3, 4),
        "scored": ((1, 18), (2, 47), (3, 75), (4, 91)),
        "limits": limits(now),
        "late_due": now - timedelta(minutes=6, seconds=12),
        "soon_due": now + timedelta(minutes=29, seconds=42),
        "parts": PARTS,
        "stages": STAGES,
        "steps": STEPS,
        "mix": (("愤怒", 0.62), ("失望", 0.21), ("焦虑", 0.11), ("无奈", 0.06)),
        "tags": (("我方承诺逾期 1次", "t4"), ("在办 1件", "")),
        "stats": (
            ("30天联系", "4次"),
            ("累计投诉", "3件"),
            ("监管转办", "1件"),
            ("上次满意度", "2/5"),
        ),
        "spark": (2.6, 3.2, 3.9, 4.6),
        "facts": (("本案动机", "公正与补偿64%"), ("沟通偏好", "电话，工作日 9–11时")),
        "ranges": (("today", "今日"), ("24h", "24小时"), ("7d", "7天")),
        "line": LINE,
        "bars": BARS,
        "heat": HEAT,
        "now": now,
    }


def limits(now: datetime) -> tuple[tuple[datetime, timedelta, str], ...]:
    """One running limit in each state."""
    left = (
        timedelta(hours=3, minutes=12),
        timedelta(minutes=17, seconds=5),
        timedelta(minutes=4, seconds=10),
    )
    totals = (timedelta(hours=4), timedelta(hours=1, minutes=15), timedelta(minutes=50))
    running = tuple((now + rest, total, "") for rest, total in zip(left, totals, strict=True))
    late = (now - timedelta(minutes=6, seconds=12), timedelta(minutes=30), "")
    return (*running, late, (now, timedelta(hours=1), "met"), (now, timedelta(hours=1), "hold"))
