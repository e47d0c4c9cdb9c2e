"""The engine in force: one model, one lexicon, whatever process asks."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone

from sentiment import engine  # its Engine is loaded when first used: see the package
from sentiment.domain.lexicon import Place, Row, left_out
from sentiment.engine.reading import Reading
from sentiment.models import EngineVersion
from sentiment.services.lexicon import (
    NONE,
    lexicon_in_force,
    lexicon_of,
    limited_terms,
    type_of_keys,
)

if TYPE_CHECKING:
    from sentiment.engine.model import Model

BASE = 0  # the key of the model as delivered


def current_engine(place: Place | None = None) -> "engine.Engine":
    """The engine with the lexicon in force, as it holds at this place; by default today's.

    Built once per versions, process and set of terms that do not hold there.
    """
    number = lexicon_in_force()
    here = place or Place(timezone.localdate())
    return _engine(number, left_out(limited_terms(number), here), version_in_force())


def read_at(
    texts: Sequence[str],
    places: Sequence[Place],
    *,
    version: int | None = None,
    heads: bool = False,
) -> list[Reading]:
    """Read each text with the terms that hold when and where it was said; order is kept.

    Every reading that anybody is shown or keeps comes from here: of contacts, of what is being
    typed, of texts that a program asks about. `version` is the key of an engine version, BASE the
    model as delivered; by default the one in force. `heads` asks for the raw heads too.
    """
    number = lexicon_in_force()
    wanted = version_in_force() if version is None else version
    limited = limited_terms(number)
    return read_in_groups(texts, places, limited, lambda out: _engine(number, out, wanted), heads)


def read_in_groups(
    texts: Sequence[str],
    places: Sequence[Place],
    limited: Iterable[Row],
    engine_of: "Callable[[type_of_keys], engine.Engine]",
    heads: bool = False,
) -> list[Reading]:
    """Read texts whose places leave out the same limited terms in one call; order is kept."""
    rows = tuple(limited)
    groups: dict[type_of_keys, list[int]] = {}
    for index, place in enumerate(places):
        groups.setdefault(left_out(rows, place), []).append(index)
    found: dict[int, Reading] = {}
    for without, indices in groups.items():
        seen = engine_of(without).read([texts[index] for index in indices], heads=heads)
        found.update(zip(indices, seen, strict=True))
    return [found[index] for index in range(len(texts))]


@cache
def delivered() -> str:
    """The version of the model that lies beside the code."""
    return str(engine.read_card()["version"])


def version_in_force() -> int:
    """The key of the version that reads now. One learnt over another delivered model does not
    fit any more: then the delivered one reads."""
    return _key_of(EngineVersion.ACTIVE)


def shadow_version() -> int:
    """The key of the version that reads along; BASE for none."""
    return _key_of(EngineVersion.SHADOW)


def _key_of(status: str) -> int:
    rows = EngineVersion.objects.filter(status=status, base=delivered()).exclude(data=None)
    return rows.values_list("pk", flat=True).first() or BASE


@lru_cache(maxsize=8)
def _engine(lexicon: int, without: type_of_keys = NONE, version: int = BASE) -> "engine.Engine":
    return engine.Engine(lexicon_of(lexicon, without), model_of(version))


@lru_cache(maxsize=3)
def model_of(version: int) -> "Model":
    """The weights, loaded once per process; learnt layers share the delivered ones.

    Raises ModelError when a layer is damaged.
    """
    if version == BASE:
        return engine.shipped_model()
    row = EngineVersion.objects.get(pk=version)
    layer = engine.unpacked(bytes(row.data or b""), row.sha256)
    return model_of(BASE).with_layer(layer, row.name)
