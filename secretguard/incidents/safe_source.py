"""Opening somebody else's file for evidence: a plain file only, never a link, and the same one to the end.

A name may be hostile (control and reordering characters, bytes that are no text): it is shown made
visible, and kept as raw bytes. What is refused says why.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from secretguard.errors import RefusedError, StorageError
from secretguard.i18n import _
from secretguard.incidents.evidence_entries import FileOrigin
from secretguard.visible import clean

_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOCTTY", 0)
)
Progress = Callable[[int], None]
"""Told how many bytes are done. Whatever it raises stops the work and leaves nothing behind."""

_LONGEST_RAW: Final = 8192
_LONGEST_NAME: Final = 2000
"""Characters of a shown name that an entry keeps; the raw bytes beside it are kept whole."""
_MOMENTS: Final = (1 - 2**53, 2**53 - 1)
"""What an entry can say of a time, in microseconds: the years 1684 to 2255. Disks know stranger ones."""
_SPARSE_FROM: Final = 2**20


class UnfitSourceError(RefusedError):
    """A file that is not taken as evidence: a link, a device, a folder, or one that changed while read."""

    code = "unfit-source"


class UnreadableSourceError(StorageError):
    """The medium did not give the file: no permission, gone, a read error."""

    code = "unreadable-source"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which file it is and how it stands: device, inode, size in bytes, last change (ns)."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A plain file as listed. `shown` is its name made visible; `is_sparse`: it claims more than it holds."""

    path: Path
    shown: str
    identity: Identity
    is_sparse: bool = False

    def origin(self, batch: str | None = None) -> FileOrigin:
        """What the entry keeps of it."""
        first, last = _MOMENTS
        name = self.shown
        return FileOrigin(
            name=name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…",
            raw=os.fsencode(self.path).hex(),
            size=self.identity.size,
            modified=max(first, min(last, self.identity.modified // 1000)),
            batch=batch,
        )


def look_at(path: Path, *, shown: str | None = None) -> FoundFile:
    """What stands at a path, without opening it. Raises UnfitSourceError, UnreadableSourceError."""
    raw = os.fsencode(path)
    name = shown or shown_name(path)
    if b"\0" in raw or len(raw) > _LONGEST_RAW:
        raise UnfitSourceError(_("路径太长，或者里面有不能用的字符：{name}", name=name[:80]))
    try:
        found = path.lstat()
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise UnfitSourceError(
            _("{what}，不收：{name}", what=kind_word(found.st_mode), name=name),
            _("只收普通文件。要收的若是链接指向的文件，请直接选那个文件。"),
            path=name,
        )
    blocks = getattr(found, "st_blocks", None)
    is_sparse = blocks is not None and found.st_size > _SPARSE_FROM and blocks * 512 < found.st_size // 2
    return FoundFile(path, name, _identity(found), is_sparse)


def shown_name(path: Path) -> str:
    """A path as it may be shown: nothing unseen, nothing that reorders."""
    return clean(str(path)).replace("\n", "〔U+000A〕")


def is_link(found: os.stat_result) -> bool:
    """Whether what `lstat` found is a link, or a Windows junction, which calls itself a folder."""
    tag = getattr(found, "st_reparse_tag", 0)
    return stat.S_ISLNK(found.st_mode) or tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)


def kind_word(mode: int) -> str:
    """What stands there instead of a plain file."""
    if stat.S_ISLNK(mode):
        return _("这是一个链接")
    if stat.S_ISDIR(mode):
        return _("这是一个文件夹")
    if stat.S_ISFIFO(mode):
        return _("这是一个管道")
    if stat.S_ISSOCK(mode):
        return _("这是一个套接字")
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return _("这是一个设备")
    return _("这不是普通文件")


class SafeSource:
    """A listed file open for reading. It gives exactly the bytes that were there when it was listed.

    Raises UnfitSourceError when another file stands in its place, UnreadableSourceError from the medium.
    """

    def __init__(self, found: FoundFile) -> None:
        self.found = found
        self._left = found.identity.size
        try:
            self._handle = os.open(found.path, _FLAGS)
        except (OSError, ValueError) as error:
            raise _unreadable(found.shown, error) from error
        try:
            self.require_unchanged()
            self._file = io.FileIO(self._handle, "rb", closefd=False)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._handle)

    def readinto(self, buffer: memoryview, /) -> int:
        """The next bytes. One more than listed, and the file has grown: refused at once, not read on."""
        try:
            count = self._file.readinto(buffer[: min(len(buffer), self._left + 1)]) or 0
        except OSError as error:
            raise _unreadable(self.found.shown, error) from error
        self._left -= count
        if self._left < 0:
            raise _changed(self.found.shown)
        return count

    def require_unchanged(self) -> None:
        """Raises UnfitSourceError unless the open file and the one at the path are still the listed one."""
        shown = self.found.shown
        try:
            opened, standing = os.fstat(self._handle), self.found.path.lstat()
        except OSError as error:
            raise _unreadable(shown, error) from error
        if not stat.S_ISREG(opened.st_mode) or _identity(opened) != self.found.identity:
            raise _changed(shown)
        if _identity(standing) != self.found.identity:
            raise _changed(shown)


def _identity(found: os.stat_result) -> Identity:
    return Identity(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _changed(shown: str) -> UnfitSourceError:
    return UnfitSourceError(
        _("读的时候文件变了，不收：{name}", name=shown),
        _("先停下还在写它的程序（或先复制一份），再收一次。原来的文件没有动。"),
        path=shown,
    )


def _unreadable(shown: str, error: Exception) -> UnreadableSourceError:
    reason = {
        "FileNotFoundError": _("文件不见了"),
        "PermissionError": _("没有读取的权限"),
    }.get(type(error).__name__, getattr(error, "strerror", None) or type(error).__name__)
    return UnreadableSourceError(
        _("读不到：{name}（{reason}）", name=shown, reason=reason),
        _("请检查文件、U 盘或网络盘还在不在、有没有权限，再收一次。"),
        path=shown,
    )
