"""What is said and kept when the program itself fails: where, never with what. No local variable, ever."""

from __future__ import annotations

import os
import traceback
from datetime import datetime
from pathlib import Path

from textual.worker import WorkerFailed

from secretguard import __version__
from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.locations import user_data_folder


def cause(error: BaseException) -> BaseException:
    """What went wrong inside a worker, or the error itself."""
    return error.error if isinstance(error, WorkerFailed) else error


def crash_text(error: BaseException, moment: datetime) -> str:
    """Version, time, kind of error, and the places it came through: file names and lines only."""
    error = cause(error)
    lines = [f"secretguard {__version__}", moment.isoformat(timespec="seconds"), type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines) + "\n"


def keep_crash(error: BaseException, moment: datetime) -> Path | None:
    """Write the crash text beside the witnesses; None if the disk refuses (the message is shown anyway)."""
    path = user_data_folder() / "crash.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.write(crash_text(error, moment))
    except OSError:
        return None
    return path


def crash_message(error: BaseException, path: Path | None) -> str:
    """What the user reads after the screen is gone."""
    error = cause(error)
    if isinstance(error, SecretGuardError):
        return f"{error.message}\n{error.remedy}".strip()
    where = _("已写下出错的位置：{path}", path=path) if path else _("出错的位置没能写下来。")
    return _(
        "程序自己出了错（{kind}）。已经确认的记录都在，库已锁好。\n{where}\n重新打开即可接着做。",
        kind=type(error).__name__,
        where=where,
    )


def stumble_message(error: BaseException, path: Path | None) -> str:
    """What the user reads when a piece of work in the background failed and the screen goes on."""
    where = _("已写下出错的位置：{path}", path=path) if path else _("出错的位置没能写下来。")
    return _(
        "这件事没做成，程序自己出了错（{kind}）。记录都在。{where}", kind=type(error).__name__, where=where
    )
