"""Writing an exported file: whole or not at all, readable by its owner only."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from secretguard.errors import RefusedError, StorageError
from secretguard.i18n import _


def refuse_existing(path: Path) -> None:
    """Raises RefusedError if something is there already."""
    if path.exists():
        raise RefusedError(
            _("“{name}”已经存在。", name=path.name), _("请换一个文件名，或先把旧文件移走。"), path=str(path)
        )


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the place, then move it there. Raises StorageError."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):  # the disk has refused already; that is told below
            part.unlink(missing_ok=True)
        raise StorageError(
            _("“{name}”写不下去：{reason}", name=path.name, reason=error.strerror or str(error)),
            _("请检查磁盘空间和权限，或换一个文件夹。"),
            path=str(path),
        ) from error
