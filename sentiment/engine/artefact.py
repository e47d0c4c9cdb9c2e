"""The trained weights on disk: one file, one card with its checksum."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

DIRECTORY = Path(__file__).parent / "artefacts"
CARD = "card.json"
_OLD_DATE = (1980, 1, 1, 0, 0, 0)  # the same weights make the same bytes, whenever they are written


class ModelError(RuntimeError):
    """The model is missing, damaged or of another kind; the message says what to do."""


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_card(directory: Path = DIRECTORY) -> dict[str, Any]:
    """The card of a model: file name, checksum, version, data, figures."""
    path = directory / CARD
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(
            f"No language model: {path.name} is missing in {directory.name}/."
        ) from None
    except ValueError as error:
        raise ModelError(f"The model card {path.name} is not valid JSON: {error}.") from error


def load_arrays(directory: Path = DIRECTORY) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Read the weights after checking their checksum.

    Returns: the arrays by name and the card.
    Raises: ModelError when a file is missing or differs from what the card says.
    """
    card = read_card(directory)
    path = directory / str(card.get("file", ""))
    if not path.is_file():
        raise ModelError(
            f"The language model {path.name} is missing; restore it or train a new one."
        )
    if _checksum(path) != card.get("sha256"):
        raise ModelError(
            f"The language model {path.name} is damaged: its checksum is not the card's."
        )
    try:
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}, card
    except (ValueError, OSError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"Language model {path.name} cannot be read: {error}.") from error


def save_arrays(
    arrays: dict[str, np.ndarray], card: dict[str, Any], directory: Path = DIRECTORY
) -> dict[str, Any]:
    """Write weights and card; the card gets file size and checksum. Returns the finished card."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / card["file"]
    _replace(path, _zipped(arrays))
    card = {**card, "bytes": path.stat().st_size, "sha256": _checksum(path)}
    text = json.dumps(card, ensure_ascii=False, indent=1, sort_keys=True)
    _replace(directory / CARD, (text + "\n").encode("utf-8"))
    return card


def _zipped(arrays: dict[str, np.ndarray]) -> bytes:
    """All arrays as one archive; column by column, as numbers of one column resemble each other."""
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asfortranarray(arrays[name]), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=_OLD_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, buffer.getvalue(), compresslevel=9)
    return archived.getvalue()


def _replace(path: Path, content: bytes) -> None:
    """Write beside and move into place: a reader sees the old file or the new one, never half."""
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.replace(path)
