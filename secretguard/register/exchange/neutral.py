"""Text that no spreadsheet takes for a formula, and back. Pure.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end (also full-width) may be run as a formula.
In XLSX every cell of ours is typed as text and marked so (`quotePrefix`), and stays as it is. CSV has no
types: there such a cell gets one `'` in front, and loses it when read; a text that itself begins with `'`
before such a sign gets one more, so that what comes back is what went out.
"""

from __future__ import annotations

import re

from secretguard.visible import clean

_RISKY = re.compile(r"^'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def exported(text: str) -> str:
    """A cell's text as it goes out: whatever cannot be seen is shown as its number."""
    return clean(text)


def neutralised(text: str) -> str:
    """A cell for CSV."""
    return "'" + text if _RISKY.match(text) else text


def restored(text: str) -> str:
    """A CSV cell as it was before `neutralised`."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text


def escaped_for_xlsx(text: str) -> str:
    """Text in which nothing looks like XLSX's own escapes (`_x000D_`)."""
    return _ESCAPE.sub(r"_x005F_x\1_", text)


def unescaped_from_xlsx(text: str) -> str:
    """XLSX's escapes undone."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
