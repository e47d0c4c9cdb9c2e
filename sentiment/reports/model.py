"""The card of the delivered model, read again only when it has changed."""

from functools import lru_cache
from pathlib import Path

from sentiment.domain.card import Card, card_of
from sentiment.engine.artefact import CARD, DIRECTORY, ModelError, read_card


def delivered_card(directory: Path = DIRECTORY) -> Card:
    """The card; an empty one where there is none or it can't be read."""
    file = directory / CARD
    return _read(directory, file.stat().st_mtime_ns) if file.exists() else Card()


@lru_cache(maxsize=2)
def _read(directory: Path, changed: int) -> Card:
    try:
        return card_of(read_card(directory))
    except ModelError:
        return Card()
