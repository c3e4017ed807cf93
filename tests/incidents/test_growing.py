"""What grows reads as a dict or a tuple would, and who holds an earlier one never sees it change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.incidents import growing
from secretguard.incidents.growing import GrowingMap, GrowingTuple


@pytest.fixture(autouse=True, scope="module")
def small_steps() -> Iterator[None]:
    """New values join the rest after three, so that a few steps cross every border."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(growing, "_MOST_NEW", 3)
        yield


@given(st.lists(st.tuples(st.dictionaries(st.integers(0, 9), st.integers(), max_size=4), st.booleans())))
def test_a_growing_map_reads_as_the_dict_it_stands_for(steps: list[tuple[dict[int, int], bool]]) -> None:
    held: list[tuple[GrowingMap[int, int], dict[int, int]]] = [(GrowingMap(), {})]
    for more, read in steps:
        now, plain = held[-1]
        held.append((now.grown(more), {**plain, **more}))
        if read:
            assert list(held[-1][0].items()) == list(held[-1][1].items())
    for grown, plain in held:
        assert len(grown) == len(plain)
        assert {key: grown.get(key) for key in range(10)} == {key: plain.get(key) for key in range(10)}
        assert [key in grown for key in range(10)] == [key in plain for key in range(10)]
        assert grown == plain and list(grown) == list(plain) and list(grown.values()) == list(plain.values())


@given(st.lists(st.tuples(st.lists(st.integers(), max_size=4), st.booleans())))
def test_a_growing_tuple_reads_as_the_tuple_it_stands_for(steps: list[tuple[list[int], bool]]) -> None:
    held: list[tuple[GrowingTuple[int], tuple[int, ...]]] = [(GrowingTuple(), ())]
    for more, read in steps:
        now, plain = held[-1]
        held.append((now.grown(more), (*plain, *more)))
        if read:
            assert held[-1][0][-2:] == held[-1][1][-2:]
    for grown, plain in held:
        assert len(grown) == len(plain) and grown == plain and plain == grown
        assert list(reversed(grown)) == list(reversed(plain)) and hash(grown) == hash(plain)
        assert grown == GrowingTuple(plain) and grown != (*plain, 1)


def test_what_is_growing_already_is_not_wrapped_again() -> None:
    grown, lines = GrowingMap({1: 2}), GrowingTuple([1])
    assert GrowingMap.of(grown) is grown and GrowingTuple.of(lines) is lines
    assert GrowingMap.of({1: 2}) == grown and GrowingTuple.of((1,)) == lines
