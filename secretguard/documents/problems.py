"""What is wrong with a template, told by file and line."""

from __future__ import annotations

from secretguard.errors import ContentError
from secretguard.i18n import _


class TemplateFault(Exception):  # noqa: N818 - never leaves this room: `reading` turns it into a ContentError
    """A fault found while a template is read, before its file is known.

    `line` is a line of the rendered Markdown (1 is the first, 0 unknown); `excerpt` is that line.
    """

    def __init__(self, text: str, hint: str, *, line: int = 0, excerpt: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint
        self.line = line
        self.excerpt = excerpt


def content_error(file: str, line: int, text: str, hint: str, excerpt: str = "") -> ContentError:
    """The error a user sees: file, line (0 = unknown), what is wrong, what to do."""
    place = _("模板 {file} 第 {line} 行", file=file, line=line) if line else _("模板 {file}", file=file)
    message = _("{place}：{text}", place=place, text=text)
    if excerpt.strip():
        message += f"\n    {excerpt.strip()}"
    return ContentError(
        message, hint, file=file, line=line, hint=hint, problems=((file, line, "", text, hint),)
    )
