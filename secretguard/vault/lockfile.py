"""One writer per vault: an operating-system lock on `lock`, which names its holder and is never unlinked."""

from __future__ import annotations

import errno
import inspect
import json
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from secretguard.clock import Clock, note_time
from secretguard.errors import VaultError
from secretguard.i18n import _
from secretguard.vault.errors import HeldByAnother, StorageFailed
from secretguard.vault.store.faults import file_error, storage_faults

if TYPE_CHECKING:
    from filelock import BaseFileLock

FILE_NAME = "lock"
_PATIENCE_SECONDS = 0.5
_OFFSET = 1
"""Windows locks the first byte against reading, so the holder's name begins after it."""
_LONGEST = 1024


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes: process id, host, and since when (`YYYY-MM-DDTHH:MM:SSZ`)."""

    pid: int
    host: str
    since: str


class WriterLock:
    """Held from opening to locking; the operating system lets go of it when the process dies."""

    def __init__(self, lock: BaseFileLock, path: Path) -> None:
        self._lock = lock
        self._path = path

    @classmethod
    def acquire(cls, folder: Path, clock: Clock) -> WriterLock:
        """Take the lock. Raises HeldByAnother with the holder's name, or VaultReadOnly, StorageFailed."""
        from filelock import Timeout

        path = folder / FILE_NAME
        lock = _file_lock(path)
        with storage_faults(path):
            _refuse_unless_plain(path)
            try:
                lock.acquire(timeout=_PATIENCE_SECONDS)
            except Timeout as problem:
                raise _held(folder, read_holder(folder)) from problem
            except (NotImplementedError, OSError) as problem:
                raise _refused(path, problem) from problem
            try:
                _write_holder(path, Holder(os.getpid(), socket.gethostname(), note_time(clock())))
            except BaseException:
                lock.release(force=True)
                raise
        return cls(lock, path)

    def release(self) -> None:
        """Let go; the file stays, without a name in it."""
        try:
            with storage_faults(self._path), suppress(FileNotFoundError):
                # Where the whole folder was taken away, the name went with it.
                _clear(self._path)
        finally:
            self._lock.release(force=True)


def current_holder(folder: Path) -> Holder | None:
    """Who holds the lock now, None if nobody does. Takes the lock for a moment where it is free."""
    from filelock import Timeout

    path = folder / FILE_NAME
    if not path.exists():
        return None
    lock = _file_lock(path)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError, NotImplementedError):
        return read_holder(folder)
    lock.release(force=True)
    return None


def read_holder(folder: Path) -> Holder | None:
    """The name in the lock file, which a killed holder leaves behind; None if there is none."""
    try:
        with _opened(folder / FILE_NAME, os.O_RDONLY) as file:
            file.seek(_OFFSET)
            values = json.loads(file.read(_LONGEST))
        return Holder(int(values["pid"]), str(values["host"]), str(values["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _file_lock(path: Path) -> BaseFileLock:
    from filelock import FileLock

    wanted = {"fallback_to_soft": False, "preserve_lock_file": True}
    known = inspect.signature(FileLock.__init__).parameters
    options = {name: value for name, value in wanted.items() if name in known}
    return FileLock(path, mode=0o600, thread_local=False, **options)  # type: ignore[arg-type]


def _opened(path: Path, access: int) -> IO[bytes]:
    """The lock file itself: not what a link in its place points to, and without waiting at a pipe."""
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, access | careful), "rb" if access == os.O_RDONLY else "r+b")


def _clear(path: Path) -> None:
    with _opened(path, os.O_RDWR) as file:
        file.truncate(0)


def _refuse_unless_plain(path: Path) -> None:
    """Raises StorageFailed for a link, folder or pipe: writing a name into it would write elsewhere."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise StorageFailed(
            _("锁文件的位置上是别的东西（链接、文件夹或管道），库没有打开：{path}", path=path),
            _("它不是本程序放的。请先查明是谁放的，把它移走，再打开。"),
            path=str(path),
        )


def _write_holder(path: Path, holder: Holder) -> None:
    text = json.dumps({"host": holder.host, "pid": holder.pid, "since": holder.since}, sort_keys=True)
    with _opened(path, os.O_RDWR) as file:
        file.seek(_OFFSET)
        file.write(text.encode())
        file.truncate()


def _refused(path: Path, problem: OSError | NotImplementedError) -> VaultError:
    """A file system without locks is refused: two writers would not see each other."""
    if isinstance(problem, OSError) and problem.errno != errno.ENOSYS:
        return file_error(problem, path)
    return StorageFailed(
        _("这个位置不支持文件锁，不能安全地写入：{path}", path=path),
        _("请把库放到本机磁盘上。"),
        path=str(path),
    )


def _held(folder: Path, holder: Holder | None) -> HeldByAnother:
    remedy = _("请先在那边锁定或退出；只想查阅，可以用只读方式打开。")
    if holder is None:
        return HeldByAnother(_("另一个程序正在使用这个库。"), remedy, path=str(folder))
    return HeldByAnother(
        _(
            "另一个程序正在使用这个库：{host} 上的进程 {pid}，从 {since} 开始。",
            host=holder.host,
            pid=holder.pid,
            since=holder.since,
        ),
        remedy,
        path=str(folder),
        pid=holder.pid,
        host=holder.host,
        since=holder.since,
    )
