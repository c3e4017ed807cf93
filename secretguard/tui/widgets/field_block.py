"""One field of the plan on the screen: heading, editor, what is wrong below."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from secretguard.content import Column, FieldOption, FormField
from secretguard.i18n import _
from secretguard.plans import mark_word, row_name, rows_of, show_cell
from secretguard.tui.marks import Tone
from secretguard.tui.safe_text import safe
from secretguard.tui.views.plan_wizard_view import FieldLine
from secretguard.tui.widgets.cell_grid import CellGrid
from secretguard.tui.widgets.field_editors import FieldInput, FieldOptions, FieldText
from secretguard.tui.widgets.grid_view import GridLine, GridView, Head
from secretguard.vault import Json

_MANY_LINES = ("lines", "contacts", "secrets")
_TICKED = ("yes_no", "choice", "choices")
_AROUND_GRID, _LEAST_GRID = 17, 5
"""Lines that question, term, notes and the cell in full need beside a table, and its own least."""


class FieldBlock(Vertical):
    """Keeps what is being typed: `show` never overwrites a draft or the field one is in."""

    DEFAULT_CSS = """
    FieldBlock { height: auto; margin-bottom: 1; padding-left: 1; }
    FieldBlock:focus-within { padding-left: 0; border-left: heavy $accent; }
    FieldBlock:focus-within .heading { text-style: bold reverse; }
    FieldBlock .heading { height: auto; }
    FieldBlock .wrong { height: auto; color: $error; text-style: bold; display: none; }
    FieldBlock .warnings { height: auto; display: none; }
    FieldBlock TextArea { height: auto; max-height: 8; min-height: 1; border: none; padding: 0 1; }
    FieldBlock TextArea { background: $panel; }
    FieldBlock TextArea:focus { border: none; background: $block-cursor-background; }
    FieldBlock FieldOptions { max-height: 10; }
    FieldBlock CellGrid { height: 8; }
    FieldBlock .cell { height: auto; color: $quiet; padding: 0 1; }
    """

    def __init__(self, line: FieldLine, draft: str | None) -> None:
        super().__init__(id=f"field-{line.field.id}")
        self.line = line
        self.editor = _editor(line.field)
        self._draft = draft
        self._heading = Static("", classes="heading", markup=False)
        self._cell = Static("", classes="cell", markup=False)
        self._wrong = Static("", classes="wrong", markup=False)
        self._warnings = Static("", classes="warnings", markup=False)
        self.complained: str | None = None
        """The words that were refused last."""

    @property
    def field(self) -> FormField:
        """The question."""
        return self.line.field

    def compose(self) -> ComposeResult:
        """Heading, editor, what is wrong."""
        yield self._heading
        yield self.editor
        if isinstance(self.editor, CellGrid):
            yield self._cell
        yield self._wrong
        yield self._warnings

    def on_mount(self) -> None:
        """Draw; a draft that was refused before stands there again."""
        self._fill()
        if self._draft is not None and isinstance(self.editor, FieldInput | FieldText):
            self.editor.words = self._draft
        self._draw()

    # ---- what stands there

    @property
    def typed(self) -> str | None:
        """The words in the editor; None where nothing is typed but ticked or filled cell by cell."""
        return self.editor.words if isinstance(self.editor, FieldInput | FieldText) else None

    @property
    def changed(self) -> bool:
        """Whether other words stand there than the plan has."""
        return self.typed is not None and self.typed.strip() != self.line.text.strip()

    def show(self, line: FieldLine) -> None:
        """Draw the field as it stands now; words being typed stay."""
        keep = self.changed and self.line.text == line.text
        typing = self.changed and self.editor.has_focus
        self.line = line
        if not keep and not typing:
            self._fill()
        self._draw()

    def put(self, text: str) -> None:
        """Write these words into the editor, as if typed."""
        if isinstance(self.editor, FieldInput | FieldText):
            self.editor.words = text

    def complain(self, words: str) -> None:
        """A red line under the field; empty takes it away."""
        self.complained = self.typed if words else None
        self._wrong.update(safe(words))
        self._wrong.display = bool(words)

    def _fill(self) -> None:
        editor = self.editor
        if isinstance(editor, FieldOptions):
            editor.show(self.line.chosen)
        elif isinstance(editor, FieldInput | FieldText):
            editor.words = self.line.text
        if isinstance(editor, FieldText):
            editor.proposed = self.line.text if self.line.proposed else None

    def _draw(self) -> None:
        self._heading.update(self.line.heading)
        self._warnings.update(Text("\n").join(self.line.warnings))
        self._warnings.display = bool(self.line.warnings)

    # ---- tables

    def show_table(self, value: Json) -> None:
        """Draw the rows of a table field."""
        assert isinstance(self.editor, CellGrid)
        self.editor.show(grid_view(self.field, value))
        room = self.app.size.height - _AROUND_GRID
        self.editor.styles.height = max(_LEAST_GRID, min(len(rows_of(value)) + 2, room))
        self.show_cell(value)

    def show_cell(self, value: Json) -> None:
        """The cell under the cursor in full, below the grid: columns cut what is long."""
        assert isinstance(self.editor, CellGrid)
        row = next((one for one in rows_of(value) if one.get("id") == self.editor.line_id), None)
        column = self.field.column(self.editor.column_id or "")
        words = _("空表：F4 加一行")
        if row is not None and column is not None:
            name = _("{row} ・ {column}", row=row_name(self.field, row), column=column.label)
            words = f"{name}　{_cell(column, row) or _('（空，回车填）')}"
        self._cell.update(safe(words))


def _editor(field: FormField) -> Widget:
    if field.kind == "table":
        return CellGrid()
    if field.kind in _TICKED:
        return FieldOptions(options_of(field), several=field.kind == "choices")
    if field.kind in (*_MANY_LINES, "text"):
        return FieldText(single=field.kind == "text")
    return FieldInput(placeholder=safe(field.placeholder or ""))


def options_of(field: FormField) -> tuple[FieldOption, ...]:
    """The options of a field; yes and no where it asks for one of the two."""
    if field.kind == "yes_no":
        return (FieldOption(id="yes", label=_("是")), FieldOption(id="no", label=_("否")))
    return field.options


def grid_view(field: FormField, value: Json) -> GridView:
    """A table field as a grid; a row that lacks a required cell is marked 缺."""
    lines = []
    for row in rows_of(value):
        gap = any(row.get(column.id) in (None, "") for column in field.columns if column.required)
        cells = tuple(_cell(column, row) for column in field.columns)
        sign: tuple[str, Tone] = (mark_word("missing"), "care") if gap else (mark_word("complete"), "good")
        lines.append(GridLine(str(row.get("id")), cells, sign))
    return GridView(
        heads=tuple(Head(column.id, column.label, column.width * 2) for column in field.columns),
        places=tuple(range(len(field.columns))),
        lines=tuple(lines),
        fixed=1,
    )


def _cell(column: Column, row: Mapping[str, Json]) -> str:
    value = row.get(column.id)
    return "" if value is None else show_cell(column, value)
