"""The first hundred bytes of `vault.db`, read before SQLite is allowed to touch the file."""

from __future__ import annotations

from pathlib import Path

from secretguard.i18n import _
from secretguard.vault.errors import DamagedVault, NewerFormat, NotAVault
from secretguard.vault.migrations import FORMAT_VERSION
from secretguard.vault.store.faults import damaged, not_a_vault, storage_faults

APPLICATION_ID = 0x53475631
"""`SGV1`, in SQLite's own place for it."""

_MAGIC = b"SQLite format 3\0"
_SIZE = 100
_KNOWN_MODES = {1, 2}
"""Rollback journal, write-ahead log: a larger number SQLite takes for a file that it may only read."""
_COMPANIONS = ("-wal", "-shm", "-journal")


def refuse_foreign_file(path: Path) -> None:
    """Raises NotAVault for what is missing or no vault, DamagedVault for a stump, NewerFormat.

    What SQLite keeps beside the file must be files too: a pipe or link there is somebody's trap.
    """
    data = _read_header(path)
    _refuse_strange_companions(path)
    if not data.startswith(_MAGIC[: len(data)]) or not data:
        raise not_a_vault(path)
    if len(data) < _SIZE:
        raise damaged(path)
    if int.from_bytes(data[68:72], "big") != APPLICATION_ID:
        raise not_a_vault(path)
    if not set(data[18:20]) <= _KNOWN_MODES:
        raise damaged(path)
    refuse_newer_format(int.from_bytes(data[60:64], "big"))


def _refuse_strange_companions(path: Path) -> None:
    for ending in _COMPANIONS:
        companion = path.with_name(path.name + ending)
        with storage_faults(companion):
            is_strange = companion.is_symlink() or (companion.exists() and not companion.is_file())
        if is_strange:
            raise DamagedVault(
                _("库文件旁边有一个不是普通文件的东西，库没有打开：{path}", path=companion),
                _("它不是本程序放的。请先查明是谁放的，把它移走，再打开。"),
                path=str(companion),
            )


def refuse_newer_format(version: int) -> None:
    """Raises NewerFormat if the vault's format number is beyond this release."""
    if version > FORMAT_VERSION:
        raise NewerFormat(
            _(
                "这个库由更新的版本写成（格式 {version}，本程序到 {known}）。",
                version=version,
                known=FORMAT_VERSION,
            ),
            _("请升级密盾后再打开；库没有改动。"),
            format=version,
            known=FORMAT_VERSION,
        )


def _read_header(path: Path) -> bytes:
    with storage_faults(path):
        # Only a plain file: opening a pipe would wait for ever.
        if path.is_file():
            with path.open("rb") as file:
                return file.read(_SIZE)
    raise NotAVault(
        _("这里没有密盾库：{path}", path=path.parent),
        _("请选择已有的库文件夹，或新建一个库。"),
        path=str(path.parent),
    )
