"""A stranger's reader, written from FORMAT.md alone, reads what the program wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from secretguard.vault.backup import back_up
from secretguard.vault.keys import MemberKeys
from tests.vault.checking import CANARY, PASSPHRASE, Sample, copy_of
from tests.vectors import reader
from tests.vectors.reader import Read, read_vault, unpack_backup


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    """With a second member who came and went, so that keys have more than one epoch."""
    made = copy_of(pristine, tmp_path)
    other = MemberKeys.from_secret(bytes(range(32)))
    with made.open() as vault:
        vault.add_member("示例乙", other.sign_public, other.hpke_public)
        vault.create_journal("incident", "示例事件", members=[vault.member.id, other.id])
        vault.remove_member(other.id)
        vault.append(made.journals[0], "note", {"text": "移出之后"})
    return made


def compare(sample: Sample, found: Read) -> None:
    assert found.vault == sample.vault_id
    with sample.open(read_only=True) as vault:
        journals = [vault.id, *(info.id for info in vault.journals() if not info.shredded)]
        for journal in journals:
            for entry in vault.entries(journal):
                body = found.bodies[journal, entry.seq]
                assert found.links[journal, entry.seq] == entry.link
                if entry.erased:
                    assert body is None
                    continue
                assert body is not None
                lead = body.pop("entry")
                assert (lead["kind"], lead["at"], lead["tz"]) == (entry.kind, entry.at, entry.tz)
                assert body == dict(entry.parts)


def test_every_entry_key_member_and_checkpoint_of_a_vault_is_read(sample: Sample) -> None:
    found = read_vault(sample.database, PASSPHRASE)
    assert CANARY in str(found.bodies)
    assert "移出之后" in str(found.bodies)
    assert len(found.checkpoints) >= 3
    compare(sample, found)


def test_a_backup_is_read_as_well(sample: Sample, tmp_path: Path) -> None:
    with sample.open() as vault:
        back_up(vault, tmp_path / "b.sgvb")
    place = tmp_path / "stranger"
    place.mkdir()
    compare(sample, read_vault(unpack_backup(tmp_path / "b.sgvb", place), PASSPHRASE))


@pytest.mark.parametrize("name", ["reader.py", "independent.py"])
def test_the_stranger_borrows_nothing_from_the_program(name: str) -> None:
    source = Path(reader.__file__).with_name(name).read_text()
    imported = re.findall(r"^\s*(?:from|import) (\S+)", source, re.M)
    assert imported
    assert [module for module in imported if module.split(".")[0] == "secretguard"] == []
