"""What was learnt here: a small layer over the outputs of the second stage.

Every head gets a bias per output and a residual: its outputs moved by a linear function of what
all heads say. Zero weights change nothing, so a layer that learnt little does little.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping

import numpy as np

from .artefact import ModelError
from .model import sigmoid, softmax, times

MARKS = ("demands", "flags")
SHARED = ("polarity", "emotion", "kind")
type_of_outputs = dict[str, np.ndarray]


def inputs(outputs: Mapping[str, np.ndarray], head: str) -> np.ndarray:
    """What the residual of a head is told: the probabilities of the small heads, the intensity,
    and for category, demands and flags their own probabilities. float64 (texts, inputs)."""
    parts = [softmax(outputs[name]) for name in SHARED if name in outputs]
    parts.append(np.clip(outputs["intensity"], 0.0, 1.0))
    if head == "category":
        parts.append(softmax(outputs[head]))
    if head in MARKS:
        parts.append(sigmoid(outputs[head]))
    return np.hstack(parts)


class Layer:
    """Weights by head, read-only after loading."""

    def __init__(self, arrays: Mapping[str, np.ndarray]):
        """`arrays` holds `<head>.bias` (outputs) and `<head>.weights` (inputs, outputs)."""
        self.arrays = {name: np.asarray(each, dtype=np.float64) for name, each in arrays.items()}
        self.heads = sorted({name.partition(".")[0] for name in self.arrays})

    def over(self, outputs: type_of_outputs) -> type_of_outputs:
        """Scores before the softmax (the intensity as 0-1) of a batch, moved."""
        moved = dict(outputs)
        for head in self.heads:
            if head in outputs:
                told = inputs(outputs, head)
                moved[head] = (
                    outputs[head]
                    + self.arrays[f"{head}.bias"]
                    + times(told, self.arrays[f"{head}.weights"])
                )
        return moved


def packed(layer: Layer) -> tuple[bytes, str]:
    """The layer as bytes, and their SHA-256."""
    buffer = io.BytesIO()
    small = {name: each.astype(np.float32) for name, each in layer.arrays.items()}
    np.savez_compressed(buffer, **small)  # type: ignore[arg-type]
    data = buffer.getvalue()
    return data, hashlib.sha256(data).hexdigest()


def unpacked(data: bytes, sha256: str) -> Layer:
    """The layer back from its bytes. Raises ModelError when they are not what was packed."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError("The learnt layer is damaged: its checksum is not the one noted.")
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            return Layer({name: stored[name] for name in stored.files})
    except (ValueError, OSError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"The learnt layer can't be read: {error}.") from error
