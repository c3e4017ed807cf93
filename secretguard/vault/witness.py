"""The witness: what this user last saw of each vault, kept outside the vault.

A vault alone cannot tell that it was cut or replaced by an older copy; a small file elsewhere can. One
JSON file per vault id holds the last checkpoint's size and root and the head of the vault journal.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from secretguard.errors import StorageError, VaultError
from secretguard.i18n import _

_FORMAT = "sg1.witness"
_LONGEST_FILE = 4096
_FIELDS = {"format", "vault", "size", "root", "head", "head_link"}


class WitnessDamagedError(VaultError):
    """The witness file of a vault cannot be read, so roll-back can not be ruled out."""

    code = "witness-damaged"
    exit_code = 4


@dataclass(frozen=True, slots=True)
class WitnessRecord:
    """The last checkpoint seen (`size` leaves, 32-byte `root`; 0 and the empty root before the first),
    and the vault journal's last entry (`head`, counted from 1, and its 32-byte `head_link`)."""

    size: int
    root: bytes
    head: int
    head_link: bytes


@dataclass(frozen=True, slots=True)
class Witness:
    """The folder with one `<vault id>.json` per vault; made (0700) when something is first stored."""

    folder: Path

    def path(self, vault_id: bytes) -> Path:
        """Where the record of this vault stands."""
        return self.folder / f"{vault_id.hex()}.json"

    def load(self, vault_id: bytes) -> WitnessRecord | None:
        """What was last seen of a vault, or nothing if it was never seen here.

        `WitnessDamagedError` if the file is there but not what `store` writes; `StorageError` if unreadable.
        """
        path = self.path(vault_id)
        try:
            with path.open("rb") as file:
                data = file.read(_LONGEST_FILE + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _storage(path, error) from error
        return _parse(data, vault_id, path)

    def store(self, vault_id: bytes, record: WitnessRecord) -> None:
        """Remember a checkpoint: written beside, flushed, renamed, so that a crash leaves old or new.

        `StorageError` if the disk refuses.
        """
        path = self.path(vault_id)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(path, _render(vault_id, record))
        except OSError as error:
            raise _storage(path, error) from error


def _render(vault_id: bytes, record: WitnessRecord) -> bytes:
    fields = {
        "format": _FORMAT,
        "vault": vault_id.hex(),
        "size": record.size,
        "root": record.root.hex(),
        "head": record.head,
        "head_link": record.head_link.hex(),
    }
    return (json.dumps(fields, indent=1) + "\n").encode("ascii")


def _parse(data: bytes, vault_id: bytes, path: Path) -> WitnessRecord:
    try:
        if len(data) > _LONGEST_FILE:
            raise ValueError("too long")
        fields = json.loads(data.decode("ascii"))
        if not isinstance(fields, dict) or set(fields) != _FIELDS:
            raise ValueError("fields")
        if fields["format"] != _FORMAT or fields["vault"] != vault_id.hex():
            raise ValueError("another file")
        return WitnessRecord(
            size=_count(fields["size"]),
            root=_digest(fields["root"]),
            head=_count(fields["head"]),
            head_link=_digest(fields["head_link"]),
        )
    except (ValueError, RecursionError) as error:
        raise WitnessDamagedError(
            _("见证文件已损坏，无法判断这个密盾库有没有被换成旧的副本：{path}", path=path),
            _(
                "请先用打印出来的检查点核对（secretguard vault check --against 检查点），"
                "核对无误后把这个文件改名保存，再重新打开，程序会另写一份。"
            ),
            path=str(path),
        ) from error


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise ValueError("count")
    return value


def _digest(value: object) -> bytes:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value):
        raise ValueError("digest")
    return bytes.fromhex(value)


def _replace(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable; Windows cannot open a folder and needs no such step."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _storage(path: Path, error: OSError) -> StorageError:
    return StorageError(
        _("读写见证文件时出错：{path}（{reason}）", path=path, reason=error.strerror or error),
        _("请检查磁盘是否已满、文件夹是否可写，然后重试。密盾库本身没有改动。"),
        path=str(path),
    )
