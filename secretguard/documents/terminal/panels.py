"""Tables, charts, forms and places to sign, for the terminal."""

from __future__ import annotations

from rich import box
from rich.console import Group as Stack
from rich.console import RenderableType
from rich.table import Table as Grid

from secretguard.documents.terminal.inlines import runs
from secretguard.documents.terminal.wrapping import ChineseText
from secretguard.documents.tree.blocks import Chart, Facts, Form, Signatures, Table
from secretguard.documents.tree.inlines import Inlines
from secretguard.i18n import _

_SHARE = 50
_BAR = 20


def table(node: Table, notes: list[Inlines]) -> RenderableType:
    """A table over the whole width; widths in mm become shares."""
    grid = Grid(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), pad_edge=False)
    for head, align, width in zip(node.head, node.align, node.widths, strict=True):
        grid.add_column(runs(head, notes), justify=align, overflow="fold", ratio=int(width or _SHARE))
    for row in node.rows:
        if row.group:
            grid.add_row(runs(row.cells[0], notes, "bold"), *[""] * (len(node.head) - 1))
        else:
            style = "reverse" if row.tone in ("mid", "dark") else ""
            grid.add_row(*[runs(cell, notes, style) for cell in row.cells])
    return _captioned(node.number, node.caption, grid)


def chart(node: Chart) -> RenderableType:
    """A chart as a table whose figures carry bars."""
    grid = Grid(box=box.SIMPLE, pad_edge=False)
    for head in node.head:
        grid.add_column(ChineseText(head), overflow="fold")
    figures = [cell for row in node.rows for cell in row if isinstance(cell, float)]
    highest = node.highest or max(figures, default=1.0) or 1.0
    for row in node.rows:
        grid.add_row(*[ChineseText(_cell(cell, highest, node)) for cell in row])
    return _captioned(node.number, node.caption, grid)


def _cell(cell: str | float | None, highest: float, node: Chart) -> str:
    if cell is None:
        return "—"
    if isinstance(cell, str):
        return cell
    if node.chart == "timeline":
        return f"{cell:g}"
    return f"{'█' * round(_BAR * max(0.0, cell) / highest)} {cell:g}{node.unit}"


def _captioned(number: str, caption: str, body: RenderableType) -> RenderableType:
    return Stack(ChineseText(f"{number}　{caption}", style="bold"), body) if caption else body


def form(node: Form, notes: list[Inlines]) -> RenderableType:
    """A form: one field a line, since Chinese labels leave little room."""
    grid = Grid(box=box.SQUARE, show_header=False, expand=True, show_lines=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(ratio=3, overflow="fold")
    for row in node.rows:
        for pair in row:
            grid.add_row(runs(pair.label, notes, "bold"), runs(pair.content, notes))
    return grid


def facts(node: Facts, notes: list[Inlines]) -> RenderableType:
    """Figures side by side."""
    grid = Grid.grid(expand=True, padding=(0, 2))
    for _entry in node.entries:
        grid.add_column(ratio=1, overflow="fold")
    grid.add_row(*[runs(pair.label, notes, "dim") for pair in node.entries])
    grid.add_row(*[runs(pair.content, notes, "bold") for pair in node.entries])
    return Stack(grid, "")


def signatures(node: Signatures, notes: list[Inlines]) -> RenderableType:
    """Parties, one a line."""
    lines: list[RenderableType] = []
    for pair in node.parties:
        line = runs(pair.label, notes, "bold").append("　").append_text(runs(pair.content, notes))
        blanks = _("签名 {blank}　日期 {blank}", blank="＿＿＿＿＿")
        lines.append(line.append(f"　{blanks}"))
    lines += [ChineseText(words, style="dim") for words in (node.seal, node.qr_note) if words]
    return Stack(*lines)
