"""Blocks for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule as Line
from rich.table import Table as Grid

from secretguard.documents.terminal import panels
from secretguard.documents.terminal.inlines import runs, tick
from secretguard.documents.terminal.wrapping import ChineseText
from secretguard.documents.tree import blocks as tree
from secretguard.documents.tree.document import Meta
from secretguard.documents.tree.inlines import Inlines
from secretguard.i18n import _


class TerminalBlocks:
    """Turns blocks into Rich renderables; `notes` fills with the footnotes met on the way."""

    def __init__(self, meta: Meta) -> None:
        self._meta = meta
        self.notes: list[Inlines] = []

    def flow(self, blocks: tree.Blocks) -> Iterator[RenderableType]:
        """The renderables of some blocks, in order."""
        for block in blocks:
            yield from self._text(block)

    def _text(self, block: tree.Block) -> Iterator[RenderableType]:
        match block:
            case tree.Paragraph():
                style = "dim" if block.role == "quiet" else ""
                yield Padding(runs(block.content, self.notes, style), (0, 0, 1, 0))
            case tree.Heading():
                line = ChineseText(block.number, style="bold")
                yield ""
                yield line.append_text(runs(block.content, self.notes, "bold"))
                yield Line(style="dim") if block.level == 1 else ""
            case tree.ListBlock():
                yield from self._list(block)
            case tree.Preformatted():
                yield ChineseText(block.text)
            case _other:
                yield from self._panel(block)

    def _panel(self, block: tree.Block) -> Iterator[RenderableType]:
        match block:
            case tree.Table():
                yield panels.table(block, self.notes)
            case tree.Chart():
                yield panels.chart(block)
            case tree.Form():
                yield panels.form(block, self.notes)
            case tree.Facts():
                yield panels.facts(block, self.notes)
            case tree.Signatures():
                yield panels.signatures(block, self.notes)
            case tree.Image():
                yield ChineseText(f"［{block.alt}］", style="dim")
            case tree.Callout():
                yield self._callout(block)
            case _other:
                yield from self._frame(block)

    def _frame(self, block: tree.Block) -> Iterator[RenderableType]:
        match block:
            case tree.Cover():
                yield from self._cover(block)
            case tree.RedHead():
                lines = (block.secrecy, block.urgency, block.organisation, block.number, self._meta.title)
                yield _framed(lines)
            case tree.Annex():
                yield Line(ChineseText(f"{block.number} {block.title}"))
                yield from self.flow(block.blocks)
            case tree.Group():
                yield from self.flow(block.blocks)
            case tree.Issued():
                yield ChineseText(f"{block.organisation}\n{block.date}", justify="right")
            case tree.Colophon():
                yield Line(style="dim")
                copies = _("抄送：") + block.copies_to
                yield ChineseText(f"{copies}\n{block.printer} {block.printed}")
            case tree.Rule() | tree.PageBreak():
                yield Line(style="dim")
            case tree.Lines():
                yield "\n" * block.count
            case tree.Contents() | tree.Space():
                return  # a terminal has no pages to point to

    def _list(self, block: tree.ListBlock) -> Iterator[RenderableType]:
        for number, entry in enumerate(block.entries, 1):
            sign = f"{number}." if block.ordered else "•"
            if entry.checked is not None:
                sign = tick(entry.checked)
            grid = Grid.grid(padding=(0, 1))
            grid.add_column()
            grid.add_column(ratio=1, overflow="fold")
            grid.add_row(sign, Stack(*self._inside(entry.blocks)))
            yield grid
        yield ""

    def _inside(self, blocks: tree.Blocks) -> Iterator[RenderableType]:
        for block in blocks:
            if isinstance(block, tree.Paragraph):
                yield runs(block.content, self.notes)
            else:
                yield from self._text(block)

    def _callout(self, block: tree.Callout) -> RenderableType:
        """The title stands in the body: Rich crops a panel's own title."""
        title = [ChineseText(block.title, style="bold")] if block.title else []
        frame = box.ROUNDED if block.tone == "note" else box.HEAVY
        return Panel(Stack(*title, *self._inside(block.blocks)), box=frame)

    def _cover(self, block: tree.Cover) -> Iterator[RenderableType]:
        meta = self._meta
        yield _framed((meta.secrecy, meta.draft, meta.title, meta.subtitle, meta.organisation, meta.date))
        if meta.grade:
            yield ChineseText(_("综合评定：{grade}", grade=meta.grade), style="bold")
            yield ChineseText(meta.grade_note, style="dim")
        grid = Grid.grid(padding=(0, 2))
        grid.add_column(overflow="fold")
        grid.add_column(ratio=1, overflow="fold")
        for label, content in block.rows:
            grid.add_row(ChineseText(label, style="dim"), ChineseText(content))
        yield Padding(grid, (1, 0))


def _framed(lines: tuple[str, ...]) -> RenderableType:
    shown = "\n".join(line for line in lines if line)
    return Panel(ChineseText(shown, justify="center"), box=box.DOUBLE)
