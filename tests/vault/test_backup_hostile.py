"""A backup file from anywhere: cut, altered or made to harm, it is refused in words and leaves nothing."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretguard.errors import VaultError
from secretguard.vault import DamagedVault, check_backup
from secretguard.vault.backup import back_up
from secretguard.vault.backup_archive import DamagedBackupError
from secretguard.vault.backup_restore import restore
from secretguard.vault.notes import NoteError
from tests.vault.checking import Sample, Ticking, as_intruder, copy_of

Members = list[tuple[zipfile.ZipInfo | str, bytes]]
BLOB = "blobs/ab/" + "ab" * 16


@pytest.fixture(scope="module")
def sample(pristine: Sample, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return copy_of(pristine, tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def good(sample: Sample) -> bytes:
    target = sample.folder.parent / "good.sgvb"
    with sample.open() as vault:
        back_up(vault, target)
    return target.read_bytes()


def attempt(sample: Sample, place: Path, data: bytes) -> None:
    source = place / "b.sgvb"
    source.write_bytes(data)
    restore(
        source,
        place / "回来",
        member_secret=sample.secret,
        clock=Ticking(),
        witness_folder=place / "witness",
    )


def refuse(sample: Sample, place: Path, data: bytes) -> VaultError:
    with pytest.raises((DamagedBackupError, NoteError)) as caught:
        attempt(sample, place, data)
    assert sorted(path.name for path in place.iterdir()) == ["b.sgvb"]
    assert caught.value.remedy
    return caught.value


def members(data: bytes, place: Path) -> dict[str, bytes]:
    path = place / "read.zip"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    path.unlink()
    return found


def pack(place: Path, content: Members, method: int = zipfile.ZIP_STORED) -> bytes:
    path = place / "made.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in content:
            archive.writestr(name, data)
    data = path.read_bytes()
    path.unlink()
    return data


def sign_over(found: dict[str, bytes]) -> Members:
    """The same members with manifest and note made to fit them again."""
    kept = [name for name in found if name not in ("backup.txt", "manifest-sha256.txt")]
    manifest = "".join(f"{hashlib.sha256(found[name]).hexdigest()}  {name}\n" for name in kept).encode()
    lines = found["backup.txt"].split(b"\n")
    lines[5] = b"manifest " + hashlib.sha256(manifest).hexdigest().encode()
    return [
        ("backup.txt", b"\n".join(lines)),
        ("manifest-sha256.txt", manifest),
        *((name, found[name]) for name in kept),
    ]


def test_a_backup_packed_anew_in_the_same_way_is_accepted(
    sample: Sample, good: bytes, tmp_path: Path
) -> None:
    attempt(sample, tmp_path, pack(tmp_path, sign_over(members(good, tmp_path))))
    assert (tmp_path / "回来" / "vault.db").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/evil",
        "blobs/../../evil",
        "C:\\evil",
        "blobs\\ab\\" + "ab" * 16,
        "blobs/ab/" + "cd" * 16,
        "blobs/AB/" + "AB" * 16,
        "blobs/ab/" + "ab" * 15,
        "blobs/ab/",
        "vault.db-wal",
        "vault.db/x",
        "lock",
        "密",
        "backup.txt ",
    ],
)
def test_names_outside_the_allow_list_are_refused(
    sample: Sample, good: bytes, tmp_path: Path, name: str
) -> None:
    found = {**members(good, tmp_path), name: b"x"}
    refuse(sample, tmp_path, pack(tmp_path, sign_over(found)))
    assert not (tmp_path.parent / "evil").exists()


def test_a_link_is_refused(sample: Sample, good: bytes, tmp_path: Path) -> None:
    content = sign_over({**members(good, tmp_path), BLOB: b"../../evil"})
    link = zipfile.ZipInfo(BLOB)
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    content[-1] = (link, b"../../evil")
    assert "普通文件" in refuse(sample, tmp_path, pack(tmp_path, content)).message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(sample: Sample, good: bytes, tmp_path: Path) -> None:
    content = sign_over(members(good, tmp_path))
    refuse(sample, tmp_path, pack(tmp_path, [*content, content[2]]))


def test_compressed_members_are_refused_so_that_no_bomb_unpacks(
    sample: Sample, good: bytes, tmp_path: Path
) -> None:
    content = sign_over(members(good, tmp_path))
    bomb = [*content, (BLOB, bytes(50_000_000))]
    refuse(sample, tmp_path, pack(tmp_path, bomb, zipfile.ZIP_DEFLATED))


def without(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda found: {key: value for key, value in found.items() if key != name}


@pytest.mark.parametrize("name", ["backup.txt", "manifest-sha256.txt", "vault.db"])
def test_a_missing_member_is_refused(sample: Sample, good: bytes, tmp_path: Path, name: str) -> None:
    refuse(sample, tmp_path, pack(tmp_path, list(without(name)(members(good, tmp_path)).items())))


def test_a_member_that_the_manifest_does_not_list_is_refused(
    sample: Sample, good: bytes, tmp_path: Path
) -> None:
    content = [*sign_over(members(good, tmp_path)), (BLOB, b"x")]
    refuse(sample, tmp_path, pack(tmp_path, content))


def test_a_member_that_the_manifest_lists_and_the_file_lacks_is_refused(
    sample: Sample, good: bytes, tmp_path: Path
) -> None:
    content = sign_over({**members(good, tmp_path), BLOB: b"x"})[:-1]
    refuse(sample, tmp_path, pack(tmp_path, content))


@pytest.mark.parametrize("line", [1, 2, 3])
def test_a_note_that_says_another_vault_size_or_root_is_refused(
    sample: Sample, good: bytes, tmp_path: Path, line: int
) -> None:
    found = members(good, tmp_path)
    lines = found["backup.txt"].split(b"\n")
    last = lines[line][-1:]
    lines[line] = lines[line][:-1] + (b"1" if last != b"1" else b"2")
    content = sign_over({**found, "backup.txt": b"\n".join(lines)})
    refuse(sample, tmp_path, pack(tmp_path, content))


def test_another_database_under_the_same_note_is_refused(sample: Sample, good: bytes, tmp_path: Path) -> None:
    found = members(good, tmp_path)
    for replacement in (b"", b"text", found["vault.db"][:5000], found["vault.db"][:-4096]):
        content = sign_over({**found, "vault.db": replacement})
        with pytest.raises(VaultError):
            attempt(sample, tmp_path, pack(tmp_path, content))
        assert [path.name for path in tmp_path.iterdir()] == ["b.sgvb"]


def test_a_database_changed_under_manifest_and_note_is_refused(
    sample: Sample, good: bytes, tmp_path: Path
) -> None:
    found = members(good, tmp_path)
    database = found["vault.db"]
    root = found["backup.txt"].split(b"\n")[3].removeprefix(b"root ")
    place = database.rindex(root)
    changed = database[:place] + b"0" * len(root) + database[place + len(root) :]
    refuse(sample, tmp_path, pack(tmp_path, sign_over({**found, "vault.db": changed})))


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_backup_is_refused(sample: Sample, tmp_path: Path, data: bytes) -> None:
    refuse(sample, tmp_path, data)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_backup_cut_short_is_refused(sample: Sample, good: bytes, tmp_path: Path, part: float) -> None:
    refuse(sample, tmp_path, good[: int(len(good) * part)])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_of_the_database_is_found_before_it_is_opened(
    sample: Sample, good: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    start = good.index(b"SQLite format 3\0")
    end = good.rindex(b"PK\x01\x02", 0, len(good) - 100)
    place = data.draw(st.integers(start, min(end, start + 60_000)))
    changed = good[:place] + bytes([good[place] ^ 1 << data.draw(st.integers(0, 7))]) + good[place + 1 :]
    refuse(sample, tmp_path, changed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_to_the_files_own_directory_never_ends_in_a_traceback(
    sample: Sample, good: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    changed = bytearray(good)
    for _hit in range(data.draw(st.integers(1, 6))):
        from_end = data.draw(st.integers(1, 260))
        changed[-from_end] = data.draw(st.integers(0, 255))
    place = Path(tempfile.mkdtemp(dir=tmp_path))
    try:
        attempt(sample, place, bytes(changed))
    except VaultError as problem:
        assert problem.message
        assert not (place / "回来").exists()


@pytest.mark.parametrize("extra", [b"x", b"PK\5\6" + bytes(18), bytes(70_000), b"\0" * 22])
def test_anything_before_or_after_the_archive_is_refused(
    sample: Sample, good: bytes, tmp_path: Path, extra: bytes
) -> None:
    refuse(sample, tmp_path, good + extra)
    refuse(sample, tmp_path, extra + good)


def test_a_comment_is_refused(sample: Sample, good: bytes, tmp_path: Path) -> None:
    commented = good[:-2] + (5).to_bytes(2, "little") + b"hello"
    refuse(sample, tmp_path, commented)


@pytest.mark.parametrize("lie", [b"\xff\xff\xff\xff", b"\xfe\xff\xff\x7f", b"\0\0\0\0"])
def test_sizes_and_offsets_that_lie_are_refused(
    sample: Sample, good: bytes, tmp_path: Path, lie: bytes
) -> None:
    directory = good.rindex(b"PK\1\2")
    end = good.rindex(b"PK\5\6")
    for place in (directory + 20, directory + 24, directory + 42, end + 12, end + 16):
        data = good[:place] + lie + good[place + 4 :]
        if data != good:
            refuse(sample, tmp_path, data)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_or_folder_is_no_backup_and_nobody_waits_for_it(sample: Sample, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.sgvb")
    (tmp_path / "folder.sgvb").mkdir()
    for name in ("pipe.sgvb", "folder.sgvb"):
        for act in (
            lambda path: check_backup(path),
            lambda path: restore(
                path, tmp_path / "回来", member_secret=sample.secret, clock=Ticking(), witness_folder=tmp_path
            ),
        ):
            with pytest.raises(DamagedBackupError):
                act(tmp_path / name)


def test_a_link_planted_in_an_evidence_files_place_carries_nothing_out(
    pristine: Sample, tmp_path: Path
) -> None:
    vault_copy = copy_of(pristine, tmp_path)
    identity = bytes.fromhex("ab" * 16)
    (tmp_path / "private").write_text("别的文件")
    with as_intruder(vault_copy.database) as db:
        db.execute("INSERT INTO blob VALUES (?, ?, 12, zeroblob(99))", (identity, pristine.journals[0]))
    place = vault_copy.folder / BLOB
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "private")
    with vault_copy.open() as vault, pytest.raises(DamagedVault):
        back_up(vault, tmp_path / "b.sgvb")
    with as_intruder(vault_copy.database) as db:
        db.execute("UPDATE blob SET id = '../../private'")
    with vault_copy.open() as vault, pytest.raises(DamagedVault):
        back_up(vault, tmp_path / "b.sgvb")
    assert not (tmp_path / "b.sgvb").exists()
