"""The first hundred bytes of `vault.db`, read before SQLite is allowed to touch the file."""

from __future__ import annotations

from pathlib import Path

from secretguard.i18n import _
from secretguard.vault.errors import NewerFormat, NotAVault
from secretguard.vault.migrations import FORMAT_VERSION
from secretguard.vault.store.faults import damaged, not_a_vault, storage_faults

APPLICATION_ID = 0x53475631
"""`SGV1`, in SQLite's own place for it."""

_MAGIC = b"SQLite format 3\0"
_SIZE = 100


def refuse_foreign_file(path: Path) -> None:
    """Raises NotAVault for what is missing or no vault, DamagedVault for a stump, NewerFormat."""
    data = _read_header(path)
    if not data.startswith(_MAGIC[: len(data)]) or not data:
        raise not_a_vault(path)
    if len(data) < _SIZE:
        raise damaged(path)
    if int.from_bytes(data[68:72], "big") != APPLICATION_ID:
        raise not_a_vault(path)
    refuse_newer_format(int.from_bytes(data[60:64], "big"))


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
        try:
            with path.open("rb") as file:
                return file.read(_SIZE)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as problem:
            raise NotAVault(
                _("这里没有密盾库：{path}", path=path.parent),
                _("请选择已有的库文件夹，或新建一个库。"),
                path=str(path.parent),
            ) from problem
