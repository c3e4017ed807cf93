"""Between the volumes of a long paper: what the typesetter remembers of the last one is let go."""

from __future__ import annotations

from typing import Final

from secretguard.documents.pdf import shipped_fonts

_REMEMBERED: Final = 11
"""Typst's bindings keep a layout until ten more documents were set (500 MB for a volume of 4 000 lines)."""


def let_go() -> None:
    """Set empty documents until the last long one is forgotten; a tenth of a second."""
    import typst  # only printing needs it

    for _number in range(_REMEMBERED):
        typst.Compiler(b"", font_paths=shipped_fonts(), ignore_system_fonts=True).compile(format="pdf")
