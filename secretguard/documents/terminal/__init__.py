"""The document as plain terminal text by Rich: for a first look, and for reading over a slow line."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from secretguard.documents.terminal.blocks import TerminalBlocks
from secretguard.documents.terminal.inlines import note_line
from secretguard.documents.tree.document import Document


def to_terminal(document: Document, *, width: int = 80, colour: bool = False) -> str:
    """The document as text of at most `width` columns; without `colour`, no escape sequence is in it."""
    console = Console(
        width=width,
        file=StringIO(),
        force_terminal=colour,
        color_system="standard" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    builder = TerminalBlocks(document.meta)
    with console.capture() as capture:
        for part in builder.flow(document.blocks):
            console.print(part)
        for number, content in enumerate(builder.notes, 1):
            console.print(note_line(number, content))
        if document.meta.footer:
            console.print(document.meta.footer, style="dim")
    return capture.get()
