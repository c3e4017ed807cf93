"""A picture shrunk to a grid of colours, decoded in a process of its own under limits. Nothing is written."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.tui import picture_child

MOST_BYTES: Final = 64 * 2**20
MOST_PIXELS: Final = 60_000_000
_SECONDS: Final = 20


class UndrawablePictureError(RefusedError):
    """A picture that is broken, too large, or that nothing here can decode."""

    code = "undrawable-picture"


@dataclass(frozen=True, slots=True)
class Picture:
    """Its real size, and its points: `columns` × `rows` of red, green, blue."""

    width: int
    height: int
    columns: int
    rows: int
    points: bytes

    def colour(self, column: int, row: int) -> tuple[int, int, int]:
        """The colour of a point."""
        start = (row * self.columns + column) * 3
        red, green, blue = self.points[start : start + 3]
        return red, green, blue


def decode_picture(content: bytes, columns: int, rows: int) -> Picture:
    """The first frame of a picture, no larger than `columns` × `rows` points. Slow: call it from a worker.

    Raises UndrawablePictureError.
    """
    if len(content) > MOST_BYTES:
        raise UndrawablePictureError(
            _("图片文件超过 {limit} MiB，不在这里解码。", limit=MOST_BYTES // 2**20),
            _("可以按 2 看字节，或导出再看。"),
        )
    words = [
        sys.executable,
        "-I",
        str(Path(picture_child.__file__)),
        str(columns),
        str(rows),
        str(MOST_PIXELS),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own script; the file goes in by a pipe
            words, input=content, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise UndrawablePictureError(
            _("解码超过 {seconds} 秒，停下了。", seconds=_SECONDS), _("可以按 2 看字节，或导出再看。")
        ) from problem
    if done.returncode:
        raise UndrawablePictureError(_why(done.returncode), _("可以按 2 看字节，或导出再看。"))
    return _read(done.stdout)


def _why(code: int) -> str:
    return {
        picture_child.NO_DECODER: _("这台机器上没有装解码图片的组件（Pillow）。"),
        picture_child.TOO_LARGE: _("图片的像素太多，不在这里解码。"),
    }.get(code, _("图片坏了，或不是能画出来的格式。"))


def _read(answer: bytes) -> Picture:
    head, _line, points = answer.partition(b"\n")
    width, height, columns, rows = (int(number) for number in head.split())
    if len(points) != columns * rows * 3:
        raise UndrawablePictureError(_("解码没有做完。"), _("再试一次，或导出再看。"))
    return Picture(width, height, columns, rows, points)
