"""Names of the codes that labels hold, in the reader's language; read once per page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from complaints.models import BusinessLine, Channel, DemandKind


@dataclass(frozen=True, slots=True)
class Names:
    """Channels, business lines and demands by code; an unknown code stands for itself."""

    channels: dict[str, str]
    lines: dict[str, str]
    demands: dict[str, str]

    def channel(self, code: str) -> str:
        return self.channels.get(code, code)

    def line_list(self, codes: Iterable[str]) -> str:
        return listed(self.lines.get(code, code) for code in codes)

    def demand_list(self, codes: Iterable[str]) -> str:
        return listed(self.demands.get(code, code) for code in codes)


def names() -> Names:
    """Read the names in three queries."""
    return Names(*({row.code: row.name for row in m.objects.all()} for m in MODELS))


MODELS = (Channel, BusinessLine, DemandKind)


def listed(words: Iterable[str]) -> str:
    """A list as it is written in the reader's language."""
    comma = "、" if (get_language() or "zh").startswith("zh") else ", "
    return comma.join(str(word) for word in words if word)
