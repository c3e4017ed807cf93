"""Recovery codes that were shown once and never typed back. Only which vaults, never a code."""

from __future__ import annotations

from pathlib import Path

from secretguard.errors import StorageError
from secretguard.i18n import _
from secretguard.locations import user_data_folder


def _file() -> Path:
    return user_data_folder() / "recovery-unconfirmed.txt"


def is_unconfirmed(vault: str) -> bool:
    """Whether the code of the vault with this id was never typed back. Raises StorageError."""
    return vault in _read()


def remember_unconfirmed(vault: str) -> None:
    """A code has been made: until it is typed back, the next opening asks for it. Raises StorageError."""
    _write(_read() | {vault})


def forget_unconfirmed(vault: str) -> None:
    """The code was typed back, or opened the vault. Raises StorageError."""
    known = _read()
    if vault in known:
        _write(known - {vault})


def _read() -> frozenset[str]:
    try:
        return frozenset(_file().read_text(encoding="ascii").split())
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(
            _("{path} 读不了。", path=_file()), _("删掉它即可；保密库不受影响，恢复码照常能用。")
        ) from error


def _write(vaults: frozenset[str]) -> None:
    path = _file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text("".join(f"{vault}\n" for vault in sorted(vaults)), encoding="ascii")
        part.replace(path)
    except OSError as error:
        raise StorageError(
            _("写不进 {path}。", path=path.parent), _("请检查磁盘空间和权限；保密库不受影响。")
        ) from error
