"""What is wrong in a content file, and where: the one shape in which it is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from secretguard.errors import ContentError
from secretguard.i18n import _

SHOWN_PROBLEMS: Final = 3
"""How many problems the error's message names; all of them stand in `facts["problems"]`."""

_UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff0-\ufffb"
    "\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Controls, invisible and direction-changing characters, lone surrogates, private use."""

UNWANTED: Final = re.compile(rf"(?![\n\t]){_UNPRINTABLE.pattern}")
"""What no text may hold: `_UNPRINTABLE` but line feed and tab."""


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """One finding. `line` counts from 1 (None: no line is to blame); `field` is like `injects.I4.title`."""

    file: str
    line: int | None
    field: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else _("{file} 第 {line} 行", file=self.file, line=self.line)
        field = _("（{note}）", note=self.field) if self.field else ""
        hint = f" {self.hint}" if self.hint else ""
        return _("{place}：{message}", place=place + field, message=self.message) + hint


def quoted(text: str, limit: int = 40) -> str:
    """Somebody's words made safe to show: nothing invisible, nothing endless."""
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", shown)


def content_error(problems: Iterable[ContentProblem], remedy: str = "") -> ContentError:
    """The error that carries the problems; the first ones stand in its message."""
    found = tuple(problems)
    lines = [str(problem) for problem in found[:SHOWN_PROBLEMS]]
    if len(found) > SHOWN_PROBLEMS:
        lines.append(_("……共 {count} 处问题。", count=len(found)))
    return ContentError("\n".join(lines), remedy or _("请按提示改好文件，再试一次。"), problems=found)
