"""The witness remembers one checkpoint per vault, and says so when it cannot."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from secretguard.errors import StorageError
from secretguard.vault.witness import Witness, WitnessDamagedError, WitnessRecord

VAULT, OTHER = bytes(range(16)), bytes(16)
RECORD = WitnessRecord(size=7, root=bytes(range(32)), head=3, head_link=b"\x11" * 32)


def test_a_vault_never_seen_has_no_record(tmp_path: Path) -> None:
    assert Witness(tmp_path / "missing").load(VAULT) is None
    assert not (tmp_path / "missing").exists()


def test_what_was_stored_is_loaded_and_replaced_by_the_next(tmp_path: Path) -> None:
    witness = Witness(tmp_path / "witness")
    witness.store(VAULT, RECORD)
    assert witness.load(VAULT) == RECORD
    later = WitnessRecord(8, bytes(32), 4, bytes(32))
    witness.store(VAULT, later)
    assert witness.load(VAULT) == later


def test_each_vault_has_its_own_record(tmp_path: Path) -> None:
    witness = Witness(tmp_path)
    witness.store(VAULT, RECORD)
    assert witness.load(OTHER) is None


def test_nothing_is_left_beside_the_record(tmp_path: Path) -> None:
    witness = Witness(tmp_path)
    for _round in range(3):
        witness.store(VAULT, RECORD)
    assert [path.name for path in tmp_path.iterdir()] == [f"{VAULT.hex()}.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in access lists, not in mode bits")
def test_the_record_is_for_its_owner_only(tmp_path: Path) -> None:
    witness = Witness(tmp_path / "witness")
    witness.store(VAULT, RECORD)
    assert witness.path(VAULT).stat().st_mode & 0o077 == 0
    assert (tmp_path / "witness").stat().st_mode & 0o077 == 0


def good() -> dict[str, object]:
    return {
        "format": "sg1.witness",
        "vault": VAULT.hex(),
        "size": 7,
        "root": "00" * 32,
        "head": 3,
        "head_link": "11" * 32,
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b"[" * 4000,
        b"{" + b" " * 5000 + b"}",
        json.dumps({**good(), "size": -1}).encode(),
        json.dumps({**good(), "size": True}).encode(),
        json.dumps({**good(), "size": 7.0}).encode(),
        json.dumps({**good(), "root": "00" * 31}).encode(),
        json.dumps({**good(), "root": "ZZ" * 32}).encode(),
        json.dumps({**good(), "vault": OTHER.hex()}).encode(),
        json.dumps({**good(), "format": "sg2.witness"}).encode(),
        json.dumps({**good(), "more": 1}).encode(),
    ],
)
def test_a_damaged_record_is_refused_with_its_path_and_a_remedy(tmp_path: Path, content: bytes) -> None:
    witness = Witness(tmp_path)
    witness.path(VAULT).write_bytes(content)
    with pytest.raises(WitnessDamagedError) as caught:
        witness.load(VAULT)
    assert str(witness.path(VAULT)) in caught.value.message
    assert caught.value.remedy


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError) as caught:
        Witness(tmp_path / "file").store(VAULT, RECORD)
    assert caught.value.remedy


def test_a_record_that_is_a_folder_is_a_storage_error(tmp_path: Path) -> None:
    witness = Witness(tmp_path)
    witness.path(VAULT).mkdir()
    with pytest.raises(StorageError):
        witness.load(VAULT)
    with pytest.raises(StorageError):
        witness.store(VAULT, RECORD)
    assert len(list(tmp_path.iterdir())) == 1
