"""An entry's parts that say something impossible are named as damage, however well they were sealed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from secretguard.vault import DamagedVault
from secretguard.vault.reading import read_parts
from secretguard.vault.store.rows import StoredEntry

AUTHOR = b"\1" * 16
ROW = StoredEntry(
    journal=b"\2" * 16, seq=3, author=AUTHOR, commitment=b"", link=b"\3" * 32, sig=b"", sealed=b"", epoch=1
)
LEAD = {"at": 5, "author": AUTHOR.hex(), "kind": "note.added", "tz": 480, "v": 1}


def parts(*values: object) -> list[bytes]:
    return [json.dumps(value).encode() for value in values]


def test_parts_become_fields_and_the_first_the_heading() -> None:
    entry = read_parts(ROW, parts({"entry": LEAD}, {"text": "a"}, {"tags": []}))
    assert (entry.kind, entry.version, entry.at, entry.tz) == ("note.added", 1, 5, 480)
    assert entry.parts == {"text": "a", "tags": []}


@pytest.mark.parametrize(
    "more", [[{"text": "a"}, {"text": "b"}], [{"text": "a", "by": "b"}], [{}], [[]], [{"entry": LEAD}]]
)
def test_a_field_named_twice_or_a_part_of_more_than_one_field_is_damage(more: list[Any]) -> None:
    with pytest.raises(DamagedVault, match="字段的写法不对"):
        read_parts(ROW, parts({"entry": LEAD}, *more))


def test_a_part_that_is_two_is_damage() -> None:
    with pytest.raises(DamagedVault, match="字段的数目不对"):
        read_parts(ROW, [*parts({"entry": LEAD}), b'{"text":"a"},{"by":"b"}'])


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": True},
        {"at": "5"},
        {"tz": 1440},
        {"tz": -1440},
        {"tz": None},
        {"v": [1]},
        {"kind": 5},
        {"author": "ff"},
        {"more": 1},
    ],
)
def test_a_heading_that_cannot_be_is_damage(wrong: dict[str, Any]) -> None:
    with pytest.raises(DamagedVault, match="抬头字段不对"):
        read_parts(ROW, parts({"entry": {**LEAD, **wrong}}))
    with pytest.raises(DamagedVault, match="抬头字段不对"):
        read_parts(ROW, parts({"text": "a"}))
