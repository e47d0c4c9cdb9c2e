"""The side-by-side figures that `make bench-language --write` keeps beside the model."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentiment.engine.artefact import DIRECTORY

FILE = DIRECTORY / "peers.json"
SNOWNLP, READING, HEADS = "snownlp", "reading", "heads"
OURS = (READING, HEADS)
TITLES = {
    "snownlp-retrained": _("SnowNLP, retrained on our rows"),
    READING: _("Ours, complete reading"),
    HEADS: _("Ours, all heads as numbers"),
}
FILES = {
    "hotel": _("hotel reviews"),
    "waimai": _("delivery reviews"),
    "shopping": _("shop reviews"),
    "bank ±": _("bank comments"),
}


@dataclass(frozen=True, slots=True)
class Peer:
    """One tool in that run; what was not measured is None."""

    name: str
    title: str
    ours: bool
    one: float | None  # texts a second, one a call
    many: float | None  # in batches
    times: float | None  # the faster way, as a multiple of SnowNLP
    p95: float | None  # milliseconds
    load: float | None  # seconds
    memory: float | None  # MiB
    accuracy: float | None  # mean over the review and bank files
    files: tuple[tuple[str, float, int], ...]
    alarms: float | None  # neutrals called negative, in the texts labelled for this project
    found: float | None  # negatives called negative, likewise


@dataclass(frozen=True, slots=True)
class Beside:
    """The whole run."""

    facts: dict[str, str]
    peers: tuple[Peer, ...]
    files: tuple[tuple[str, int], ...]
    negatives: int = 0
    neutrals: int = 0

    def of(self, *names: str) -> list[Peer]:
        return [peer for peer in self.peers if peer.name in names]

    @property
    def snow(self) -> Peer | None:
        return next(iter(self.of(SNOWNLP)), None)

    @property
    def ours(self) -> Peer | None:
        """The complete reading, as cases are read."""
        return next(iter(self.of(READING)), None)


def beside() -> Beside | None:
    """The last run in the reader's language; None without one, or with a file that's no run."""
    return run_of(_stored(FILE, FILE.stat().st_mtime_ns)) if FILE.exists() else None


@lru_cache(maxsize=2)
def _stored(file: Path, changed: int) -> str:
    return file.read_text(encoding="utf-8")


def run_of(text: str) -> Beside | None:
    """A run from its JSON; None where that is of another shape."""
    try:
        data = json.loads(text)
        tools = data["tools"]
        first: dict[str, Any] = next(iter(tools[0]["complaints"].values()), {})
        files = [
            (str(FILES.get(name, name)), int(each["rows"]))
            for name, each in tools[0]["files"].items()
        ]
        return Beside(
            data["facts"], tuple(map(_peer, tools)), tuple(files),
            int(first.get("negatives", 0)), int(first.get("neutrals", 0)),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def _peer(tool: dict[str, Any]) -> Peer:
    files = tuple((name, each["accuracy"], each["rows"]) for name, each in tool["files"].items())
    told: dict[str, Any] = next(iter(tool["complaints"].values()), {})
    ratios = [tool[name] for name in ("times_one", "times_many") if tool.get(name)]
    return Peer(
        name=tool["name"], title=str(TITLES.get(tool["name"], tool["title"])),
        ours=tool["name"] in OURS,
        one=tool.get("one"), many=tool.get("many"), times=max(ratios, default=None),
        p95=tool.get("p95"), load=tool.get("load"), memory=tool.get("memory"),
        accuracy=sum(each[1] for each in files) / len(files) if files else None,
        files=files, alarms=told.get("false_alarms"), found=told.get("negatives_found"),
    )  # fmt: skip
