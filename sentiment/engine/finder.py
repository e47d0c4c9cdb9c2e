"""Finds every word of a list in a whole batch at once: a trie held in arrays, no loop over texts.

Character pairs are looked up in one table; the few places that begin a word go down the trie
together, one level at a time. See docs/decisions/0013.
"""

from collections.abc import Sequence

import numpy as np

CODE_POINTS = 0x110000
EMPTY = -1
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Finder:
    """The words, by number. Read-only after construction, so thread-safe."""

    def __init__(self, words: Sequence[str]):
        """`words`: different, none empty, in folded form; a word's number is its place."""
        letters = sorted({char for word in words for char in word})
        self._width = len(letters) + 1
        self._class = np.zeros(CODE_POINTS, dtype=np.int64)  # 0: in no word
        self._class[[ord(char) for char in letters]] = np.arange(1, self._width)
        edges, ends = _trie(words, dict(zip(letters, range(1, self._width), strict=True)))
        self._word = np.array(ends, dtype=np.int64)  # by node; EMPTY: no word ends here
        self.lengths = np.array([len(word) for word in words], dtype=np.int64)
        self._first, self._single, self._pairs = self._tops(edges)
        self._keys, self._nodes, self._shift = _hashed(edges, self._width)

    def _tops(self, edges: dict[tuple[int, int], int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """By class: whether one character is a word, and which; by two classes: the node."""
        single = np.full(self._width, EMPTY, dtype=np.int64)
        pairs = np.full(self._width * self._width, EMPTY, dtype=np.int16)
        starts = {node: label for (parent, label), node in edges.items() if parent == 0}
        for node, label in starts.items():
            single[label] = self._word[node]
        seconds = [
            (starts[parent] * self._width + label, node)
            for (parent, label), node in edges.items()
            if parent in starts
        ]
        self._second = np.array([node for _, node in seconds], dtype=np.int64)
        for number, (place, _) in enumerate(seconds):
            pairs[place] = number
        return (single != EMPTY).astype(np.int8) - 1, single, pairs

    def find(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Every place of every word.

        Args: codes, code points; a code point of no word, such as the separator, ends any word.
        Returns: (starts, words), int64 arrays, the words as numbers, in no order.
        """
        classes = self._class.take(codes)
        place = np.flatnonzero(self._first.take(classes) != EMPTY)
        starts, words = [place], [self._single.take(classes[place])]
        pair = self._pairs.take(classes[:-1] * self._width + classes[1:])
        place = np.flatnonzero(pair != EMPTY)
        node = self._second.take(pair[place])
        depth = 2
        while len(place):
            word = self._word.take(node)
            found = np.flatnonzero(word != EMPTY)
            starts.append(place[found])
            words.append(word[found])
            inside = place + depth < len(classes)
            if not inside.all():
                place, node = place[inside], node[inside]
            node = self._down(node, classes.take(place + depth))
            on = np.flatnonzero(node != EMPTY)
            place, node = place[on], node[on]
            depth += 1
        return np.concatenate(starts), np.concatenate(words)

    def _down(self, nodes: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """The child of each node, EMPTY where there is none."""
        keys = nodes * self._width + labels
        slots = _slots(keys, self._shift)
        held = self._keys.take(slots)
        same = held == keys
        children = np.where(same, self._nodes.take(slots), EMPTY)
        missed = np.flatnonzero(~same & (held != EMPTY))
        while len(missed):  # somebody else's slot: look into the next
            slots[missed] += 1
            held = self._keys.take(slots[missed])
            hit = held == keys[missed]
            children[missed[hit]] = self._nodes.take(slots[missed[hit]])
            missed = missed[~hit & (held != EMPTY)]
        return children


def _trie(words: Sequence[str], label: dict[str, int]) -> tuple[dict[tuple[int, int], int], list]:
    """Edges (node, label) -> node from the root 0, and the word that ends at each node."""
    edges: dict[tuple[int, int], int] = {}
    ends = [EMPTY]
    for number, word in enumerate(words):
        node = 0
        for char in word:
            edge = node, label[char]
            if edge not in edges:
                edges[edge] = len(ends)
                ends.append(EMPTY)
            node = edges[edge]
        ends[node] = number
    return edges, ends


def _slots(keys: np.ndarray, shift: np.uint64) -> np.ndarray:
    return ((keys.astype(np.uint64) * _MIX) >> shift).astype(np.int64)


def _hashed(
    edges: dict[tuple[int, int], int], width: int
) -> tuple[np.ndarray, np.ndarray, np.uint64]:
    """All edges in one table with open addressing, at most an eighth full."""
    bits = max(8, (8 * len(edges)).bit_length())
    room = len(edges) + 1  # past the end: the last slots may spill over
    keys = np.full((1 << bits) + room, EMPTY, dtype=np.int64)
    nodes = np.full(len(keys), EMPTY, dtype=np.int64)
    wanted = np.array([node * width + label for node, label in edges], dtype=np.int64)
    shift = np.uint64(64 - bits)
    for key, slot, node in zip(
        wanted.tolist(), _slots(wanted, shift).tolist(), edges.values(), strict=True
    ):
        at = slot
        while keys[at] != EMPTY:
            at += 1
        keys[at], nodes[at] = key, node
    return keys, nodes, shift
