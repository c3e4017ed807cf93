"""The backup file: a stored ZIP of a note, a manifest, the database and its blobs (FORMAT.md §11).

Reading trusts nothing: names against an allow-list, sizes against the file, digests against the manifest,
all before anything is opened as a database.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar, Self

from secretguard.errors import VaultError
from secretguard.i18n import _
from secretguard.vault.notes import decode_note, encode_note, hex_value, size_value, time_value
from secretguard.vault.store.faults import storage_faults

NOTE, MANIFEST, DATABASE = "backup.txt", "manifest-sha256.txt", "vault.db"
_BLOB = re.compile(r"blobs/([0-9a-f]{2})/\1[0-9a-f]{30}")
_LINE = re.compile(r"([0-9a-f]{64})  ([ -~]+)")
_CHUNK = 1 << 20
_MOST_MEMBERS = 1_000_000
_LONGEST_MANIFEST = 128 * _MOST_MEMBERS
_ENCRYPTED = 0x1
_END, _END_SIZE = b"PK\5\6", 22
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)

Copied = Callable[[int], None]
"""Told how many more bytes were copied."""


class DamagedBackupError(VaultError):
    """A backup file is cut, altered, or no backup at all."""

    code = "damaged_backup"
    exit_code = 4


def damaged_backup(path: Path, what: str) -> DamagedBackupError:
    """The error for a backup that does not hold together."""
    return DamagedBackupError(
        _("备份文件不能用：{path}（{what}）", path=path, what=what),
        _("请换一份备份；原件另存备查，不要再往里写。"),
        path=str(path),
    )


@dataclass(frozen=True, slots=True)
class BackupNote:
    """What `backup.txt` says: which vault, the log's size and root, when, and the manifest's SHA-256."""

    KIND: ClassVar[str] = "sg1.backup"
    KEYS: ClassVar[tuple[str, ...]] = ("vault", "size", "root", "time", "manifest")

    vault: bytes
    size: int
    root: bytes
    time: str
    manifest: bytes

    def encode(self) -> bytes:
        """The note's bytes."""
        values = (self.vault.hex(), str(self.size), self.root.hex(), self.time, self.manifest.hex())
        return encode_note(self.KIND, zip(self.KEYS, values, strict=True))

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read it strictly; NoteError otherwise."""
        vault, size, root, time, manifest = decode_note(data, cls.KIND, cls.KEYS)
        return cls(
            vault=hex_value(cls.KIND, "vault", vault, 16),
            size=size_value(cls.KIND, "size", size),
            root=hex_value(cls.KIND, "root", root, 32),
            time=time_value(cls.KIND, "time", time),
            manifest=hex_value(cls.KIND, "manifest", manifest, 32),
        )


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """A backup whose outline was checked: its note, and the digest that each member must have."""

    path: Path
    zip: zipfile.ZipFile
    note: BackupNote
    digests: dict[str, bytes]

    @property
    def size(self) -> int:
        """Bytes that all members hold."""
        return sum(self.zip.getinfo(name).file_size for name in self.digests)

    def copy(self, name: str, target: IO[bytes] | None, copied: Copied) -> None:
        """Read one member, write it to `target` if given; DamagedBackupError unless its digest is right."""
        digest = hashlib.sha256()
        with _zip_faults(self.path), self.zip.open(name) as source:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                if target is not None:
                    target.write(chunk)
                copied(len(chunk))
        if digest.digest() != self.digests[name]:
            raise damaged_backup(self.path, _("{name} 的内容与清单不符", name=name))


def is_backup(path: Path) -> bool:
    """Whether a file looks like a ZIP, which every backup is."""
    return path.is_file() and zipfile.is_zipfile(path)


@contextmanager
def open_archive(path: Path) -> Iterator[OpenArchive]:
    """Open a backup and check its outline; digests of members are checked as they are copied.

    Raises DamagedBackupError, NoteError, StorageErrors.
    """
    with storage_faults(path):
        _refuse_unless_plain(path)
    with storage_faults(path), path.open("rb") as file, _opened_zip(path, file) as archive:
        _refuse_hostile(path, archive)
        with _zip_faults(path):
            note = BackupNote.decode(archive.read(NOTE))
            manifest = archive.read(MANIFEST)
        if hashlib.sha256(manifest).digest() != note.manifest:
            raise damaged_backup(path, _("清单与说明不符"))
        digests = _read_manifest(path, manifest)
        if [NOTE, MANIFEST, *digests] != archive.namelist():
            raise damaged_backup(path, _("内容与清单不一致"))
        yield OpenArchive(path, archive, note, digests)


@contextmanager
def unpacked_database(path: Path) -> Iterator[Path]:
    """The database of a backup in a folder of its own, gone afterwards; its digest is checked."""
    with open_archive(path) as archive, tempfile.TemporaryDirectory(prefix="sgvb-") as folder:
        target = Path(folder) / DATABASE
        with target.open("xb") as file:
            archive.copy(DATABASE, file, lambda _count: None)
        yield target


def manifest_text(digests: dict[str, bytes]) -> bytes:
    """The manifest as `sha256sum -c` reads it."""
    return "".join(f"{digest.hex()}  {name}\n" for name, digest in digests.items()).encode("ascii")


def write_archive(
    target: IO[bytes], note: bytes, manifest: bytes, members: dict[str, Path], copied: Copied
) -> None:
    """Write the four kinds of members in their order, stored, with a fixed date; the caller flushes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        archive.writestr(_info(NOTE), note)
        archive.writestr(_info(MANIFEST), manifest)
        for name, path in members.items():
            info = _info(name)
            info.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(info, "w") as sink:
                while chunk := source.read(_CHUNK):
                    sink.write(chunk)
                    copied(len(chunk))


def file_digest(path: Path) -> bytes:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _FIXED_DATE)
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    return info


@contextmanager
def _opened_zip(path: Path, file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    with _zip_faults(path):
        archive = zipfile.ZipFile(file)
    with archive:
        yield archive


@contextmanager
def _zip_faults(path: Path) -> Iterator[None]:
    """What a damaged or hostile ZIP makes the library raise."""
    try:
        yield
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, KeyError) as problem:
        raise damaged_backup(path, _("不是完整的备份文件")) from problem
    except (NotImplementedError, RuntimeError) as problem:
        raise damaged_backup(path, _("用了备份不会用的压缩或加密")) from problem


def _refuse_unless_plain(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise damaged_backup(path, _("不是普通文件"))


def _refuse_hostile(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if not members or members[0].header_offset != 0 or not _ends_with_the_archive(path):
        raise damaged_backup(path, _("前后附着不属于备份的内容"))
    if names[:3] != [NOTE, MANIFEST, DATABASE] or len(names) > _MOST_MEMBERS:
        raise damaged_backup(path, _("缺少说明、清单或数据库，或次序不对"))
    if len(set(names)) != len(names):
        raise damaged_backup(path, _("有重名的内容"))
    for member in members:
        _refuse_hostile_member(path, member)
    stored = sum(member.compress_size for member in members)
    if stored > os.fstat(archive.fp.fileno()).st_size:  # type: ignore[union-attr]
        raise damaged_backup(path, _("各部分之和大于文件本身"))
    if members[0].file_size > _CHUNK or members[1].file_size > _LONGEST_MANIFEST:
        raise damaged_backup(path, _("说明或清单大得不合理"))


def _ends_with_the_archive(path: Path) -> bool:
    """The ZIP's own end record comes last, so there is neither a comment nor anything appended."""
    with path.open("rb") as file:
        file.seek(-_END_SIZE, os.SEEK_END)
        end = file.read()
    return end.startswith(_END) and end.endswith(b"\0\0")


def _refuse_hostile_member(path: Path, member: zipfile.ZipInfo) -> None:
    name = member.filename
    if name not in (NOTE, MANIFEST, DATABASE) and not _BLOB.fullmatch(name):
        raise damaged_backup(path, _("含有不该有的内容：{name}", name=ascii(name)[:80]))
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise damaged_backup(path, _("{name} 不是普通文件", name=name))
    if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & _ENCRYPTED:
        raise damaged_backup(path, _("用了备份不会用的压缩或加密"))
    if member.file_size != member.compress_size:
        raise damaged_backup(path, _("{name} 的大小前后不一", name=name))


def _read_manifest(path: Path, data: bytes) -> dict[str, bytes]:
    digests: dict[str, bytes] = {}
    for line in data.decode("ascii", "replace").split("\n")[:-1]:
        found = _LINE.fullmatch(line)
        if found is None or found[2] in digests:
            raise damaged_backup(path, _("清单的写法不对"))
        digests[found[2]] = bytes.fromhex(found[1])
    return digests
