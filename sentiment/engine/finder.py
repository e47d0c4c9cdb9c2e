"""Finds every word of a list in a whole batch at once: a trie held in arrays, no loop over texts.

Character pairs are looked up in one table; the few places that begin a word go down the trie
together, one level at a time. See docs/decisions/0013.
"""

from collections.abc import Sequence

import numpy as np

from .batch import CODE_POINTS

EMPTY = -1
Edges = dict[int, dict[int, int]]  # node -> class of a character -> node


class Finder:
    """The words, by number. Read-only after construction, so thread-safe."""

    def __init__(self, words: Sequence[str]):
        """`words`: different, none empty, in folded form; a word's number is its place."""
        letters = sorted({char for word in words for char in word})
        self._width = len(letters) + 1
        self._class = np.zeros(CODE_POINTS, dtype=np.int64)  # 0: in no word
        self._class[[ord(char) for char in letters]] = np.arange(1, self._width)
        edges, ends = _trie(words, dict(zip(letters, range(1, self._width), strict=True)))
        self.lengths = np.array([len(word) for word in words], dtype=np.int64)
        self._single = np.full(self._width, EMPTY, dtype=np.int64)
        for letter, node in edges[0].items():
            self._single[letter] = ends[node]
        self._is_single = self._single != EMPTY
        seconds = [
            (first * self._width + second, node)
            for first, parent in edges[0].items()
            for second, node in edges.get(parent, {}).items()
        ]
        self._pairs = np.full(self._width * self._width, EMPTY, dtype=np.int16)
        self._pairs[[pair for pair, _ in seconds]] = np.arange(len(seconds))
        places, self._base, self._owner = _packed(edges, [node for _, node in seconds])
        self._word = np.full(len(self._owner), EMPTY, dtype=np.int64)
        for node, place in places.items():
            self._word[place] = ends[node]

    def find(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Every place of every word.

        Args: codes, code points; a code point of no word, such as the separator, ends any word.
        The last one must be of no word.
        Returns: (starts, words), int64 arrays, the words as numbers, in no order.
        """
        classes = self._class.take(codes)
        alone = self._is_single.take(classes).nonzero()[0]
        pair = self._pairs.take(classes[:-1] * self._width + classes[1:])
        start = (pair != EMPTY).nonzero()[0]
        node = pair[start].astype(np.int64)  # the number of a pair is its place
        starts, nodes = [start], [node]
        depth = 2
        while len(start):
            below = self._base.take(node) + classes.take(start + depth, mode="clip")
            on = (self._owner.take(below, mode="clip") == node).nonzero()[0]
            start, node = start[on], below[on]
            starts.append(start)
            nodes.append(node)
            depth += 1
        word = self._word.take(np.concatenate(nodes))
        ends = (word != EMPTY).nonzero()[0]
        start = np.concatenate(starts)[ends]
        single = self._single.take(classes[alone])
        return np.concatenate([alone, start]), np.concatenate([single, word[ends]])


def _trie(words: Sequence[str], label: dict[str, int]) -> tuple[Edges, list[int]]:
    """The edges from the root 0 on, and the word that ends at each node."""
    edges: Edges = {0: {}}
    ends = [EMPTY]
    for number, word in enumerate(words):
        node = 0
        for char in word:
            children = edges.setdefault(node, {})
            if label[char] not in children:
                children[label[char]] = len(ends)
                ends.append(EMPTY)
            node = children[label[char]]
        ends[node] = number
    return edges, ends


def _packed(edges: Edges, tops: list[int]) -> tuple[dict[int, int], np.ndarray, np.ndarray]:
    """The trie below its first pairs as a double array (Aoe 1989).

    The child by the class c of the node at place p stands at base[p] + c, if the owner of that
    place is p. The tops stand first, in their order.
    Returns: the place of each node, base, owner.
    """
    places = {node: place for place, node in enumerate(tops)}
    taken = bytearray(b"\1" * (len(tops) + 1))
    base: dict[int, int] = {}
    owner: dict[int, int] = {}
    lowest = len(taken)
    for node in tops:  # grows while it is walked
        children = sorted(edges.get(node, {}).items())
        if not children:
            continue
        while lowest < len(taken) and taken[lowest]:
            lowest += 1
        at = _fit(taken, [label for label, _ in children], lowest)
        base[places[node]] = at
        for label, child in children:
            taken[at + label] = 1
            places[child], owner[at + label] = at + label, places[node]
            tops.append(child)
    size = len(taken)
    bases, owners = np.zeros(size, dtype=np.int64), np.full(size, EMPTY, dtype=np.int64)
    bases[list(base)], owners[list(owner)] = list(base.values()), list(owner.values())
    return places, bases, owners


def _fit(taken: bytearray, labels: list[int], lowest: int) -> int:
    """The first base from which all labels fall on free places; makes room for them."""
    at = lowest - labels[0]
    spread = labels[-1] - labels[0]
    while True:
        missing = at + labels[0] + spread + 1 - len(taken)
        if missing > 0:
            taken.extend(bytes(missing))
        if not any(taken[at + label] for label in labels):
            return at
        at += 1
