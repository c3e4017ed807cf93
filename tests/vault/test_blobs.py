"""Evidence files: every byte comes back from any place; what is altered, moved or missing is named."""

from __future__ import annotations

import hashlib
import io
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretguard.vault import (
    DamagedVault,
    Entry,
    NotAllowed,
    StorageFailed,
    Vault,
    back_up,
    check_vault,
    restore,
)
from secretguard.vault.blobs.intake import read_blob_name, stage_blob
from secretguard.vault.blobs.layout import HEADER_SIZE, TAG_SIZE
from secretguard.vault.blobs.reading import BlobReader

from .conftest import Sample, steady_clock

BITS = 16
CHUNK = 1 << BITS


def source(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def keep(vault: Vault, journal: bytes, content: bytes, **parts: str) -> Entry:
    staged = vault.stage_blob(source(content))
    return vault.append(journal, "evidence", {"title": "聊天记录", **parts}, blob=staged)


def files(sample: Sample) -> list[Path]:
    return sorted(path for path in (sample.folder / "blobs").rglob("*") if path.is_file())


def read_back(vault: Vault, entry: Entry) -> bytes:
    target = io.BytesIO()
    with vault.open_blob(entry) as reader:
        digests = reader.copy(target)
    name = read_blob_name(entry.parts)
    assert name is not None and digests == name.digests
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
def test_what_goes_in_comes_out_whatever_its_size(size: int, tmp_path: Path) -> None:
    content = os.urandom(size)
    staged = stage_blob(tmp_path, source(content), bits=BITS)
    assert staged.name.size == size
    assert staged.name.digests.sha256 == hashlib.sha256(content).digest()
    assert staged.path.stat().st_size == HEADER_SIZE + size + TAG_SIZE * max(1, -(-size // CHUNK))
    target = io.BytesIO()
    with BlobReader(staged.path, staged.key, size) as reader:
        assert reader.copy(target) == staged.name.digests
    assert target.getvalue() == content


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offset=st.integers(0, 3 * CHUNK + 50), count=st.integers(0, 2 * CHUNK + 9))
def test_any_place_can_be_read_alone(offset: int, count: int, tmp_path: Path) -> None:
    content = bytes(range(256)) * (3 * CHUNK // 256) + b"end"
    staged = stage_blob(tmp_path, source(content), bits=BITS)
    with BlobReader(staged.path, staged.key, len(content)) as reader:
        assert reader.read(offset, count) == content[offset : offset + count]


def test_a_stranger_reads_the_file_by_the_format_alone(tmp_path: Path) -> None:
    content = os.urandom(CHUNK + 5)
    staged = stage_blob(tmp_path, source(content), bits=BITS)
    data = staged.path.read_bytes()
    assert data[:8] == b"SGB1\x01\x10\x00\x00"
    key = HKDF(hashes.SHA256(), 32, data[8:40], b"SG1/blob\0" + data[:8]).derive(staged.key)
    first, last = data[40 : 40 + CHUNK + 16], data[40 + CHUNK + 16 :]
    opened = AESGCM(key).decrypt(bytes(11) + b"\0", first, None)
    opened += AESGCM(key).decrypt((1).to_bytes(11, "big") + b"\1", last, None)
    assert opened == content


def _flip(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def _swap_chunks(data: bytes) -> bytes:
    step = CHUNK + TAG_SIZE
    return data[:40] + data[40 + step : 40 + 2 * step] + data[40 : 40 + step] + data[40 + 2 * step :]


@pytest.mark.parametrize(
    "alter",
    [
        lambda data: _flip(data, 60),
        lambda data: _flip(data, 9),
        lambda data: _flip(data, len(data) - 1),
        lambda data: b"XGB1" + data[4:],
        lambda data: data[:5] + b"\x11" + data[6:],
        _swap_chunks,
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[: 40 + CHUNK + TAG_SIZE],
        lambda data: b"",
    ],
)
def test_an_altered_file_is_named_and_never_read(alter: Callable[[bytes], bytes], tmp_path: Path) -> None:
    staged = stage_blob(tmp_path, source(os.urandom(2 * CHUNK + 9)), bits=BITS)
    staged.path.write_bytes(alter(staged.path.read_bytes()))
    with (
        pytest.raises(DamagedVault) as caught,
        BlobReader(staged.path, staged.key, 2 * CHUNK + 9) as reader,
    ):
        reader.copy(None)
    assert caught.value.facts["row"] == staged.name.id.hex()


def test_a_tail_cut_at_a_chunk_is_found_even_if_the_size_is_believed(tmp_path: Path) -> None:
    staged = stage_blob(tmp_path, source(bytes(2 * CHUNK)), bits=BITS)
    data = staged.path.read_bytes()
    staged.path.write_bytes(data[: 40 + CHUNK + TAG_SIZE])
    with BlobReader(staged.path, staged.key, CHUNK) as reader, pytest.raises(DamagedVault):
        reader.copy(None)


def test_an_entry_and_its_file_belong_together(sample: Sample) -> None:
    content = "示例聊天记录".encode() * 9000
    with sample.open() as vault:
        journal = vault.create_journal("incident", "泄密")
        entry = keep(vault, journal, content)
        assert read_back(vault, entry) == content
        assert check_vault(vault, deep=True).ok
    with sample.open(read_only=True) as vault:
        assert read_back(vault, list(vault.entries(journal))[-1]) == content
    assert content[:64] not in b"".join(path.read_bytes() for path in files(sample))


def test_an_entry_without_a_file_has_none_and_nobody_writes_the_part_by_hand(vault: Vault) -> None:
    journal = vault.create_journal("incident", "泄密")
    with pytest.raises(NotAllowed):
        vault.append(journal, "note", {"blob": {"id": "00" * 16}})
    entry = vault.append(journal, "note", {"text": "没有文件"})
    with pytest.raises(NotAllowed):
        vault.open_blob(entry)


def test_a_file_from_another_place_is_no_evidence_of_this_one(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("incident", "泄密")
        one, two = (keep(vault, journal, os.urandom(5000)) for _number in range(2))
        first, second = (vault.folder / "blobs" / _id(entry)[:2] / _id(entry) for entry in (one, two))
        first.write_bytes(second.read_bytes())
        with pytest.raises(DamagedVault):
            read_back(vault, one)
        report = check_vault(vault, deep=True)
    assert [finding.row for finding in report.findings] == [_id(one)]


def _id(entry: Entry) -> str:
    name = read_blob_name(entry.parts)
    assert name is not None
    return name.id.hex()


def test_a_row_moved_to_another_blob_does_not_open(sample: Sample, tamper: Callable[..., None]) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("incident", "泄密")
        one, two = (keep(vault, journal, os.urandom(900)) for _number in range(2))
    tamper(
        (
            "UPDATE blob SET sealed = (SELECT sealed FROM blob WHERE id = ?) WHERE id = ?",
            (bytes.fromhex(_id(two)), bytes.fromhex(_id(one))),
        )
    )
    with sample.open() as vault, pytest.raises(DamagedVault):
        vault.open_blob(one)


def test_a_missing_file_and_a_link_in_its_place_are_named_by_the_quick_check(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("incident", "泄密")
        gone, linked = (keep(vault, journal, os.urandom(900)) for _number in range(2))
        paths = [vault.folder / "blobs" / _id(entry)[:2] / _id(entry) for entry in (gone, linked)]
        paths[0].unlink()
        paths[1].rename(vault.folder / "elsewhere")
        paths[1].symlink_to(vault.folder / "elsewhere")
        report = check_vault(vault)
    assert {finding.row for finding in report.findings} == {_id(gone), _id(linked)}


def test_a_row_that_no_entry_names_is_reported(sample: Sample, tamper: Callable[..., None]) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("incident", "泄密")
        staged = vault.stage_blob(source(b"planted"))
        planted = (staged.name.id, journal, 7, bytes(97))
        vault.lock()
    tamper(("INSERT INTO blob VALUES (?, ?, ?, ?)", planted))
    with sample.open(read_only=True) as vault:
        report = check_vault(vault, deep=True)
    assert [finding.row for finding in report.findings] == [staged.name.id.hex()]


def test_erasing_the_entry_destroys_the_file_and_the_rest_still_verifies(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("incident", "泄密")
        entry, other = (keep(vault, journal, os.urandom(900)) for _number in range(2))
        vault.erase(journal, entry.seq, "个人信息")
        assert [path.name for path in files(sample)] == [_id(other)]
        assert check_vault(vault, deep=True).ok


def test_shredding_a_journal_takes_its_files_and_no_others(sample: Sample) -> None:
    with sample.open() as vault:
        doomed, kept = vault.create_journal("incident", "甲"), vault.create_journal("incident", "乙")
        keep(vault, doomed, os.urandom(900))
        entry = keep(vault, kept, b"stays")
        vault.shred_journal(doomed, "期满")
        assert [path.name for path in files(sample)] == [_id(entry)]
        assert read_back(vault, entry) == b"stays"
        assert check_vault(vault, deep=True).findings == ()


def test_a_file_that_no_entry_names_is_gone_after_the_next_start(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("incident", "泄密")
        entry = keep(vault, journal, b"named")
        vault.stage_blob(source(b"never named"))
        part = vault.folder / "blobs" / "ab" / ("ab" * 16 + ".part")
        part.parent.mkdir(exist_ok=True)
        part.write_bytes(b"half")
        foreign = vault.folder / "blobs" / "ab" / "readme.txt"
        foreign.write_bytes(b"not ours")
    with sample.open(read_only=True):
        assert len(files(sample)) == 4
    with sample.open() as vault:
        assert {path.name for path in files(sample)} == {_id(entry), "readme.txt"}
        assert read_back(vault, entry) == b"named"


class Cancelled(Exception):  # noqa: N818
    """What a face raises when a person stops the intake."""


class Breaks(io.RawIOBase):
    """A medium that fails after some bytes."""

    def __init__(self, after: int) -> None:
        self.left = after

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        if self.left <= 0:
            raise OSError(5, "Input/output error")
        count = min(len(buffer), self.left, 1000)
        self.left -= count
        buffer[:count] = bytes(count)
        return count


def test_a_source_that_fails_or_a_person_who_cancels_leaves_nothing(sample: Sample, vault: Vault) -> None:
    with pytest.raises(StorageFailed):
        vault.stage_blob(Breaks(3000))

    def cancel(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        vault.stage_blob(source(bytes(3 << 20)), progress=cancel)
    assert files(sample) == []


def test_short_reads_are_no_end_of_the_source(vault: Vault) -> None:
    class Dribble(io.RawIOBase):
        left = 2_000_003

        def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
            count = min(len(buffer), self.left, 77_777)
            self.left -= count
            buffer[:count] = b"x" * count
            return count

    journal = vault.create_journal("incident", "泄密")
    entry = vault.append(journal, "evidence", {}, blob=vault.stage_blob(Dribble()))
    assert read_back(vault, entry) == b"x" * 2_000_003


def test_a_backup_carries_the_files_and_gives_them_back(sample: Sample, tmp_path: Path) -> None:
    content = os.urandom(1_500_000)
    with sample.open() as vault:
        journal = vault.create_journal("incident", "泄密")
        entry = keep(vault, journal, content)
        back_up(vault, tmp_path / "one.sgvb")
    restore(
        tmp_path / "one.sgvb",
        tmp_path / "elsewhere",
        member_secret=sample.secret,
        clock=steady_clock,
        witness_folder=tmp_path / "other witness",
    )
    moved = Sample(tmp_path / "elsewhere", tmp_path / "other witness", "", "", sample.secret)
    with moved.open() as vault:
        assert read_back(vault, entry) == content
        assert check_vault(vault, deep=True).ok


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
def test_killed_at_any_step_of_an_intake_nothing_acknowledged_is_lost(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child dies before its n-th fsync, rename or commit, until it gets through."""
    with sample.open() as vault:
        journal = vault.create_journal("incident", "泄密")
    for step in range(1, 40):
        survived = _child_dies_at(sample, journal, step)
        with sample.open() as vault:
            entries = [entry for entry in vault.entries(journal) if entry.kind == "evidence"]
            assert {path.name for path in files(sample)} == {_id(entry) for entry in entries}
            assert all(read_back(vault, entry) == b"e" * 70_000 for entry in entries)
        if survived:
            assert entries
            return
    pytest.fail("the child never got through")


def _child_dies_at(sample: Sample, journal: bytes, step: int) -> bool:
    child = os.fork()
    if child == 0:
        try:
            vault = sample.open()
            counted = 0

            def dying(real: Callable[..., object]) -> Callable[..., object]:
                def call(*values: object, **options: object) -> object:
                    nonlocal counted
                    counted += 1
                    if counted == step:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return real(*values, **options)

                return call

            os.fsync, Path.rename = dying(os.fsync), dying(Path.rename)  # type: ignore[assignment]
            keep(vault, journal, b"e" * 70_000)
            os._exit(0)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return not os.WIFSIGNALED(status)
