"""Is this record in that tree, and did the tree only grow? Merkle trees and their proofs (RFC 9162 §2.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

SIZE = 32
EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """RFC 9162 §2.1.1: a leaf can never be mistaken for a node."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 9162 §2.1.1."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """What a growing tree must remember to go on: the roots of its largest complete subtrees, from left to right.

    At most log₂ n hashes; appending costs as many at worst, one on average.
    """

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> Frontier:
        """With one leaf more, by its hash: it closes a subtree for every one that ended where it begins."""
        nodes, value, closes = list(self.nodes), leaf, self.size
        while closes & 1:
            value, closes = node_hash(nodes.pop(), value), closes >> 1
        return Frontier(self.size + 1, (*nodes, value))

    def root(self) -> bytes:
        """Of all leaves so far."""
        if not self.nodes:
            return EMPTY
        *left, value = self.nodes
        for node in reversed(left):
            value = node_hash(node, value)
        return value

    def next_path(self) -> list[bytes]:
        """The audit path of the leaf that is appended next, in the tree which ends with it: all lies to its left."""
        return list(reversed(self.nodes))


class Tree:
    """All complete nodes of a growing tree: 64 bytes a leaf in memory; a proof costs O(log² n) at most.

    Level k holds the hashes of complete subtrees of 2^k leaves, side by side.
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[bytearray] = [bytearray()]
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0]) // SIZE

    def append(self, leaf: bytes) -> None:
        """Add a leaf by its hash; closes every subtree that it completes."""
        height, value = 0, leaf
        while True:
            level = self._levels[height]
            level += value
            if len(level) // SIZE % 2:
                return
            value = node_hash(bytes(level[-2 * SIZE : -SIZE]), bytes(level[-SIZE:]))
            height += 1
            if height == len(self._levels):
                self._levels.append(bytearray())

    def root(self, size: int | None = None) -> bytes:
        """Of the first `size` leaves (all of them by default)."""
        size = len(self) if size is None else size
        if not 0 <= size <= len(self):
            raise ValueError(f"{size}: the tree has {len(self)} leaves")
        return self._range(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The audit path of leaf `index` in the tree of `size` leaves, from the leaf upwards (§2.1.3.1)."""
        size = len(self) if size is None else size
        if not 0 <= index < size <= len(self):
            raise ValueError(f"{index} in {size}: the tree has {len(self)} leaves")
        path: list[bytes] = []
        first, last = 0, size
        while last - first > 1:
            middle = first + _split(last - first)
            if index < middle:
                path.append(self._range(middle, last))
                last = middle
            else:
                path.append(self._range(first, middle))
                first = middle
        return path[::-1]

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """Proof that the tree of `old` leaves is the beginning of the tree of `size` (§2.1.4.1)."""
        size = len(self) if size is None else size
        if not 0 < old <= size <= len(self):
            raise ValueError(f"{old} to {size}: the tree has {len(self)} leaves")
        path: list[bytes] = []
        first, last, whole = 0, size, True
        while last != old:
            middle = first + _split(last - first)
            if old <= middle:
                path.append(self._range(middle, last))
                last = middle
            else:
                path.append(self._range(first, middle))
                first, whole = middle, False
        if not whole:
            path.append(self._range(first, last))
        return path[::-1]

    def _range(self, first: int, last: int) -> bytes:
        """The root of leaves [first, last): kept where it is a complete subtree, else made of two."""
        count = last - first
        if count & (count - 1) == 0:
            height = count.bit_length() - 1
            at = (first >> height) * SIZE
            return bytes(self._levels[height][at : at + SIZE])
        middle = first + _split(count)
        return node_hash(self._range(first, middle), self._range(middle, last))


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def includes(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Does `path` prove that `leaf` stands at `index` of the tree with this root (§2.1.3.2)?"""
    if not 0 <= index < size:
        return False
    at, last, value = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            value = node_hash(step, value)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            value = node_hash(value, step)
        at, last = at >> 1, last >> 1
    return last == 0 and value == root


def extends(old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Does `path` prove that the tree of `old` leaves is the beginning of the one of `size` (§2.1.4.2)?"""
    if not 0 < old <= size:
        return False
    if old == size:
        return not path and old_root == root
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, step)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == root
