"""Tables: widths, alignment, shaded rows, and group rows (only the first cell written)."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from secretguard.documents.building.directive import Directive
from secretguard.documents.building.inlines import Piece, joined
from secretguard.documents.building.workshop import Workshop
from secretguard.documents.problems import TemplateFault
from secretguard.documents.tree.blocks import Align, Row, Table
from secretguard.documents.values import RowTone
from secretguard.i18n import _


def build_table(node: SyntaxTreeNode, workshop: Workshop, directive: Directive | None = None) -> Table:
    """A table node; a directive around it gives caption, id, widths and size. Raises TemplateFault."""
    head, *rows = _rows(node)
    caption = directive.option("caption") if directive else ""
    identifier = directive.option("id") if directive else ""
    return Table(
        id=identifier,
        caption=caption,
        number=workshop.numberer.table(identifier) if caption else "",
        widths=_widths(directive, len(head)),
        align=tuple(_align(cell) for cell in head),
        head=tuple(workshop.lines.line(cell.children[0]) for cell in head),
        rows=tuple(_row(cells, workshop) for cells in rows),
        small=directive is not None and directive.option("size") == "small",
    )


def _rows(node: SyntaxTreeNode) -> Iterator[list[SyntaxTreeNode]]:
    for part in node.children:
        for row in part.children:
            yield list(row.children)


def _align(cell: SyntaxTreeNode) -> Align:
    style = str(cell.attrs.get("style", ""))
    if style.endswith("right"):
        return "right"
    return "center" if style.endswith("center") else "left"


def _row(cells: list[SyntaxTreeNode], workshop: Workshop) -> Row:
    pieces = [workshop.lines.pieces(cell.children[0].children) for cell in cells]
    tone = next((piece.tone for cell in pieces for piece in cell if isinstance(piece, RowTone)), "")
    group = len(cells) > 1 and _written(cells[0]) and not any(_written(cell) for cell in cells[1:])
    shown = pieces[:1] if group else pieces
    return Row(group, tone, tuple(joined(_without_edge(cell)) for cell in shown))


def _written(cell: SyntaxTreeNode) -> bool:
    """Whether the author wrote anything there; a value that happens to be empty counts as written."""
    return bool(cell.children[0].content.strip())


def _without_edge(cell: list[Piece]) -> list[Piece]:
    """The space between a row's tone marker and the first word goes with the marker."""
    shown: list[Piece] = [piece for piece in cell if not isinstance(piece, RowTone)]
    if shown and len(shown) < len(cell) and isinstance(shown[0], str):
        shown[0] = type(shown[0])(shown[0].lstrip(" "))
    return shown


def _widths(directive: Directive | None, columns: int) -> tuple[float | None, ...]:
    written = directive.option("widths").split() if directive else []
    if not written:
        return (None,) * columns
    if len(written) != columns or directive is None:
        raise TemplateFault(
            _("widths 有 {given} 个数，表格有 {columns} 列", given=len(written), columns=columns),
            _("请为每一列写一个毫米数，或写 * 表示平分余下的宽度。"),
            line=directive.line if directive else 0,
        )
    return tuple(None if width == "*" else directive.as_number(width) for width in written)
