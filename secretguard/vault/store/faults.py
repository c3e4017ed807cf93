"""What SQLite and the file system say, in the words of the vault's own errors."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from secretguard.errors import UsageError, VaultError
from secretguard.i18n import _
from secretguard.vault.errors import (
    DamagedVault,
    DiskFull,
    HeldByAnother,
    NotAVault,
    StorageFailed,
    VaultReadOnly,
)

_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL = {errno.ENOSPC, errno.EDQUOT}
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_MISMATCH,
    # The file's header had named it as ours before SQLite was asked.
    sqlite3.SQLITE_NOTADB,
}
STORAGE_FAULTS = (sqlite3.Error, UnicodeDecodeError, OSError)
"""Python decodes SQLite's text and messages itself: in a damaged file they may be no text at all."""

_LONGEST_PATH = 480
"""In bytes: SQLite gives up at 512, and adds a few letters of its own."""


@contextmanager
def storage_faults(path: Path) -> Iterator[None]:
    """Turn sqlite3 and operating-system errors about `path` into VaultErrors; anything else passes."""
    try:
        yield
    except STORAGE_FAULTS as problem:
        raise told(problem, path) from problem


def told(problem: sqlite3.Error | UnicodeDecodeError | OSError, path: Path) -> VaultError:
    """The error to raise for one of `STORAGE_FAULTS`."""
    if isinstance(problem, sqlite3.Error):
        return vault_error(problem, path)
    return damaged(path) if isinstance(problem, UnicodeDecodeError) else file_error(problem, path)


def vault_error(problem: sqlite3.Error, path: Path) -> VaultError:
    """The error to raise for one of SQLite's."""
    code = getattr(problem, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return disk_full(path)
    if primary == sqlite3.SQLITE_CANTOPEN and len(os.fsencode(path.absolute())) > _LONGEST_PATH:
        return _path_too_long(path)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return read_only(path)
    if primary in _DAMAGE:
        return damaged(path)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return busy(path)
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return DamagedVault(_("已记录的内容不允许改动或删除，操作被拒绝。"), path=str(path))
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return _conflict(path)
    return _unexpected(problem, path)


def file_error(problem: OSError, path: Path) -> VaultError:
    """The error to raise for one of the operating system's."""
    if problem.errno in _FULL:
        return disk_full(path)
    if problem.errno in _READ_ONLY:
        return read_only(path)
    return StorageFailed(
        _("读写库文件时出错：{path}（{reason}）", path=path, reason=problem.strerror or problem),
        _("请检查磁盘、U 盘或网络盘是否还在，然后重试。"),
        path=str(path),
    )


def _unexpected(problem: sqlite3.Error, path: Path) -> VaultError:
    name = getattr(problem, "sqlite_errorname", type(problem).__name__)
    if name in ("SQLITE_ERROR", "OverflowError", "ProgrammingError"):
        return damaged(path)
    return StorageFailed(
        _("读写库文件失败：{path}（{reason}）", path=path, reason=name),
        _("请检查磁盘是否有空间、是否还在，然后重试。已经确认的记录没有丢失。"),
        path=str(path),
        reason=name,
    )


def refuse_impossible_path(path: Path) -> None:
    """Raises UsageError for a path with a character that no file system takes."""
    if "\0" in str(path):
        raise UsageError(_("路径里有不能用的字符（NUL）。"), _("请重新输入路径。"))


def _path_too_long(path: Path) -> StorageFailed:
    return StorageFailed(
        _("文件夹的路径太长，数据库打不开：{path}", path=path),
        _("请换一个短一些的位置：整条路径不超过 {limit} 个字节（汉字算三个）。", limit=_LONGEST_PATH),
        path=str(path),
    )


def disk_full(path: Path) -> DiskFull:
    """No room left."""
    return DiskFull(
        _("磁盘已满，刚才这一步没有记下：{path}", path=path),
        _("请腾出空间后重试。之前确认过的记录都在。"),
        path=str(path),
    )


def read_only(path: Path) -> VaultReadOnly:
    """The folder or file cannot be written (or not even opened)."""
    return VaultReadOnly(
        _("没有写入或打开的权限：{path}", path=path),
        _("请检查文件夹权限，或以只读方式打开（--read-only）。"),
        path=str(path),
    )


def not_a_vault(path: Path) -> NotAVault:
    """Something else than one of our database files."""
    return NotAVault(
        _("这不是密盾的库：{path}", path=path),
        _("请选择含有 vault.db 的库文件夹；如果文件被别的程序改写过，请从备份恢复。"),
        path=str(path),
    )


def damaged(path: Path) -> DamagedVault:
    """SQLite cannot make sense of the file."""
    return DamagedVault(
        _("库文件已损坏或不完整：{path}", path=path),
        _("请不要再写入。先把整个文件夹另存一份，再从最近的备份恢复。"),
        path=str(path),
    )


def _conflict(path: Path) -> HeldByAnother:
    """Two rows for one place: the primary key decides, whatever the lock file said."""
    return HeldByAnother(
        _("这一步要写的位置已有另一条记录，没有写入：{path}", path=path),
        _("可能有别的程序绕过锁在写，或库文件被改动过。请退出其他程序，运行 secretguard vault check。"),
        path=str(path),
    )


def busy(path: Path) -> HeldByAnother:
    """Another connection is writing right now."""
    return HeldByAnother(
        _("另一个程序正在写这个库：{path}", path=path),
        _("请等它结束后重试；不要把库放在同步盘里多处同时使用。"),
        path=str(path),
    )
