"""The Merkle log against a naive reading of RFC 9162, exhaustively for small sizes."""

from __future__ import annotations

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.vault.log import (
    EMPTY_ROOT,
    MerkleTree,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

LIMIT = 40
LEAVES = [leaf_hash(number.to_bytes(32, "big")) for number in range(LIMIT)]
TREE = MerkleTree(LEAVES)
STRANGER = hashlib.sha256(b"stranger").digest()


def naive_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = max(power for power in (1, 2, 4, 8, 16, 32) if power < len(leaves))
    return hashlib.sha256(b"\x01" + naive_root(leaves[:half]) + naive_root(leaves[half:])).digest()


def test_the_root_of_every_size_is_the_rfcs_root() -> None:
    for size in range(LIMIT + 1):
        assert TREE.root(size) == naive_root(LEAVES[:size]) == MerkleTree(LEAVES[:size]).root()


def test_an_empty_log_has_the_hash_of_nothing_as_root() -> None:
    assert MerkleTree().root() == EMPTY_ROOT == hashlib.sha256().digest()


def test_every_leaf_proves_its_inclusion_in_every_later_log() -> None:
    for size in range(1, LIMIT + 1):
        for index in range(size):
            path = TREE.inclusion(index, size)
            assert verify_inclusion(index, size, LEAVES[index], path, TREE.root(size))


def test_an_inclusion_proof_fits_no_other_leaf_index_size_or_root() -> None:
    for size, index in [(count, place) for count in range(1, 14) for place in range(count)]:
        path, root = TREE.inclusion(index, size), TREE.root(size)
        assert not verify_inclusion(index, size, STRANGER, path, root)
        assert not verify_inclusion(index, size, LEAVES[index], path, STRANGER)
        assert not verify_inclusion(index, size, LEAVES[index], [*path, STRANGER], root)
        assert not verify_inclusion(size, size, LEAVES[index], path, root)
        assert not verify_inclusion(-1, size, LEAVES[index], path, root)
        if path:
            assert not verify_inclusion(index, size, LEAVES[index], path[:-1], root)
            other = (index + 1) % size
            assert not verify_inclusion(other, size, LEAVES[index], path, root)


def test_every_earlier_log_is_proved_consistent_with_every_later_one() -> None:
    for later in range(1, LIMIT + 1):
        for earlier in range(1, later + 1):
            proof = TREE.consistency(earlier, later)
            assert verify_consistency(earlier, later, TREE.root(earlier), TREE.root(later), proof)


def test_a_consistency_proof_refuses_a_log_that_was_rewritten() -> None:
    for later, earlier in itertools.combinations(range(LIMIT, 0, -1), 2):
        proof = TREE.consistency(earlier, later)
        assert not verify_consistency(earlier, later, STRANGER, TREE.root(later), proof)
        assert not verify_consistency(earlier, later, TREE.root(earlier), STRANGER, proof)
        assert not verify_consistency(earlier, later, TREE.root(earlier), TREE.root(later), [])


def test_equal_sizes_are_consistent_only_with_equal_roots_and_no_proof() -> None:
    root = TREE.root(5)
    assert verify_consistency(5, 5, root, root, [])
    assert not verify_consistency(5, 5, root, STRANGER, [])
    assert not verify_consistency(5, 5, root, root, [STRANGER])
    assert not verify_consistency(6, 5, TREE.root(6), root, [])


def test_only_the_empty_root_is_extended_from_nothing() -> None:
    assert verify_consistency(0, 5, EMPTY_ROOT, TREE.root(5), [])
    assert not verify_consistency(0, 5, STRANGER, TREE.root(5), [])


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=200), st.data())
def test_growing_a_log_never_changes_what_it_was(leaves: list[bytes], data: st.DataObject) -> None:
    tree = MerkleTree()
    roots = [tree.root()]
    for leaf in leaves:
        tree.append(leaf)
        roots.append(tree.root())
    size = data.draw(st.integers(0, len(leaves)))
    assert tree.root(size) == roots[size]


@pytest.mark.parametrize("size", [-1, LIMIT + 1])
def test_a_root_beyond_the_log_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="not that long"):
        TREE.root(size)


def test_proofs_outside_the_log_are_refused() -> None:
    for index, size in ((5, 5), (-1, 5), (0, 0)):
        with pytest.raises(ValueError, match="no such leaf"):
            TREE.inclusion(index, size)
    for earlier, later in ((0, 5), (6, 5)):
        with pytest.raises(ValueError, match="consistency"):
            TREE.consistency(earlier, later)
    with pytest.raises(IndexError):
        TREE.leaf(LIMIT)


def test_a_leaf_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        MerkleTree().append(b"short")


def test_leaves_and_nodes_can_never_be_taken_for_each_other() -> None:
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])
