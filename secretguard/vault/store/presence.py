"""Noticing that the files were taken away: the system lets a program write on into a deleted file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from secretguard.i18n import _
from secretguard.vault.errors import StorageFailed


@dataclass(frozen=True, slots=True)
class Presence:
    """The database and its write-ahead log as a connection opened them: (path, device, inode)."""

    files: tuple[tuple[str, int, int], ...]

    @classmethod
    def of(cls, database: Path) -> Presence:
        """What stands under these names now; in another journal mode there is no log."""
        names = (str(database), f"{database}-wal")
        found = ((name, os.stat(name)) for name in names if os.path.exists(name))  # noqa: PTH110, PTH116
        return cls(tuple((name, state.st_dev, state.st_ino) for name, state in found))

    def refuse_if_gone(self) -> None:
        """Raises StorageFailed if a name is gone or leads to another file. Costs two calls of `stat`."""
        for name, device, inode in self.files:
            try:
                state = os.stat(name)  # noqa: PTH116 -- on the hot path
            except (FileNotFoundError, NotADirectoryError) as problem:
                raise _gone(name) from problem
            if (state.st_dev, state.st_ino) != (device, inode):
                raise _gone(name)


def _gone(name: str) -> StorageFailed:
    return StorageFailed(
        _("库文件被移走、删除或换掉了，刚才这一步没有记下：{path}", path=name),
        _("请锁定，把文件夹放回原处，再重新打开；找不回来时从备份恢复。"),
        path=name,
    )
