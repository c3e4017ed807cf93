"""The vault-wide Merkle log: RFC 9162 §2.1 with SHA-256, all levels kept in memory.

A leaf's hash is `H(00 | link)`, a node's `H(01 | left | right)`. A million leaves take 64 MB; an append
costs two hashes on average, a root or a proof of any earlier size a logarithm of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

HASH_BYTES = 32


def leaf_hash(link: bytes) -> bytes:
    """The log's leaf for an entry's 32-byte link: `SHA-256(00 | link)`, RFC 9162 §2.1.1."""
    return hashlib.sha256(b"\x00" + link).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The parent of two 32-byte hashes: `SHA-256(01 | left | right)`, RFC 9162 §2.1.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a log without leaves."""


def _split(count: int) -> int:
    """The largest power of two smaller than `count` (`count` > 1): where RFC 9162 cuts a tree."""
    return 1 << ((count - 1).bit_length() - 1)


class MerkleTree:
    """A growing log; sizes and indexes count leaves from 0. Only appends change it."""

    __slots__ = ("_levels",)

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for value in leaf_hashes:
            self.append(value)

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0])

    def leaf(self, index: int) -> bytes:
        """The leaf hash at `index`; `IndexError` outside the log."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        return self._levels[0][index]

    def append(self, value: bytes) -> int:
        """Add a 32-byte leaf hash and return its index; `ValueError` for another length."""
        if len(value) != HASH_BYTES:
            raise ValueError("a leaf hash has 32 bytes")
        index = self.size
        self._levels[0].append(value)
        height = 0
        while len(self._levels[height]) % 2 == 0:
            if height + 1 == len(self._levels):
                self._levels.append([])
            left, right = self._levels[height][-2:]
            self._levels[height + 1].append(node_hash(left, right))
            height += 1
        return index

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` leaves (all by default); `ValueError` beyond the log."""
        size = self._checked_size(size)
        return EMPTY_ROOT if size == 0 else self._subtree(0, size)

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The path of leaf `index` to `root(size)`, RFC 9162 §2.1.3.1; `ValueError` outside the log."""
        size = self._checked_size(size)
        if not 0 <= index < size:
            raise ValueError("no such leaf in a log of that size")
        path: list[bytes] = []
        low, high = 0, size
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._subtree(middle, high))
                high = middle
            else:
                path.append(self._subtree(low, middle))
                low = middle
        return path[::-1]

    def consistency(self, earlier: int, later: int | None = None) -> list[bytes]:
        """The proof that `root(later)` extends `root(earlier)`, RFC 9162 §2.1.4.1.

        Needs 0 < `earlier` ≤ `later` ≤ size (`ValueError` otherwise); empty when both are equal.
        """
        later = self._checked_size(later)
        if not 0 < earlier <= later:
            raise ValueError("a consistency proof needs 0 < earlier <= later")
        proof: list[bytes] = []
        low, high, whole = 0, later, True
        while earlier != high:
            middle = low + _split(high - low)
            if earlier <= middle:
                proof.append(self._subtree(middle, high))
                high = middle
            else:
                proof.append(self._subtree(low, middle))
                low, whole = middle, False
        if not whole:
            proof.append(self._subtree(low, high))
        return proof[::-1]

    def _checked_size(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError("the log is not that long")
        return size

    def _subtree(self, low: int, high: int) -> bytes:
        """The root of leaves [low, high), built from complete subtrees that are already kept."""
        count = high - low
        if count & (count - 1) == 0 and low % count == 0:
            return self._levels[count.bit_length() - 1][low // count]
        middle = low + _split(count)
        return node_hash(self._subtree(low, middle), self._subtree(middle, high))


def verify_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `leaf` (a leaf hash) stands at `index` in the log of `size` and `root`, RFC 9162 §2.1.3.2."""
    if not 0 <= index < size:
        return False
    position, last, reached = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            reached = node_hash(step, reached)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            reached = node_hash(reached, step)
        position, last = position >> 1, last >> 1
    return last == 0 and reached == root


def verify_consistency(
    earlier: int, later: int, earlier_root: bytes, later_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the log of `later` leaves extends the one of `earlier`, RFC 9162 §2.1.4.2.

    An empty log is extended by any, and by no proof at all.
    """
    if earlier == later:
        return earlier >= 0 and earlier_root == later_root and not proof
    if earlier == 0:
        return later > 0 and earlier_root == EMPTY_ROOT and not proof
    if not 0 < earlier < later or not proof:
        return False
    steps = [earlier_root, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    position, last = earlier - 1, later - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, step)
        position, last = position >> 1, last >> 1
    return last == 0 and old == earlier_root and new == later_root
