"""A line over a cell: Enter saves, Tab saves and goes on, Esc leaves, up and down turn through proposals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.widgets import Input, Static

from secretguard.tui.safe_text import safe, shortened
from secretguard.tui.views.register_cell_view import CellView, Proposal
from secretguard.tui.widgets.lines import LineInput

SHOWN = 6
"""Proposals in sight at once."""
_LEAST_WIDTH = 24
_HELP_WIDTH = 46


class CellInput(LineInput):
    """What is typed over a cell. It says when it is done; the screen saves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "done(1)", show=False),
        Binding("shift+tab", "done(-1)", show=False),
        Binding("up", "turn(-1)", show=False),
        Binding("down", "turn(1)", show=False),
        Binding("escape", "leave", show=False),
    ]

    class Done(Message):
        """Save this, then go so many columns further."""

        def __init__(self, text: str, step: int) -> None:
            super().__init__()
            self.text, self.step = text, step

    class Left(Message):
        """Leave the cell; what was typed is kept beside it. `gone`: the focus is elsewhere already."""

        def __init__(self, text: str, *, gone: bool = False) -> None:
            super().__init__()
            self.text, self.gone = text, gone

    class Turned(Message):
        """Other proposals fit, or another one is taken."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = CellView()
        self._stem = ""
        """What was typed last, before the proposals were turned through."""
        self._place = -1
        self._begun = ""

    def begin(self, view: CellView, text: str) -> None:
        """Over another cell, with what stands in it or was left unfinished."""
        self._view, self._stem, self._place, self._begun = view, text, -1, text
        self.JOIN = view.separator or " "
        self.value = text
        self.cursor_position = len(text)
        whole = self._item(text)[1]
        self._place = next((n for n, each in enumerate(self.fitting) if each.text == whole), -1)

    @property
    def changed(self) -> bool:
        """Whether anything was typed since."""
        return self.value != self._begun

    @property
    def fitting(self) -> tuple[Proposal, ...]:
        """The proposals that hold what was typed; all of them while it is one of them, or nothing."""
        _before, item = self._item(self._stem)
        known = self._view.proposals
        if not item or any(each.text == item for each in known):
            return known if not self._view.free or item else ()
        wanted = item.casefold()
        return tuple(each for each in known if wanted in f"{each.text} {each.note}".casefold())

    @property
    def place(self) -> int:
        """Which of the fitting proposals is taken; -1 for none."""
        return self._place

    def take(self, place: int) -> None:
        """Write a proposal in, in place of what was typed (of the last item, where there may be several)."""
        fitting = self.fitting
        if fitting:
            self._place = place % len(fitting)
            before, _item = self._item(self._stem)
            self.value = before + fitting[self._place].text
            self.cursor_position = len(self.value)
            self.post_message(self.Turned())

    def typed(self) -> None:
        """What stands in the line has changed: by the keys, unless it is what was just taken."""
        if self._place < 0 or self.value != self._item(self._stem)[0] + self._taken:
            self._stem, self._place = self.value, -1
        self.post_message(self.Turned())

    @property
    def _taken(self) -> str:
        fitting = self.fitting
        return fitting[self._place].text if 0 <= self._place < len(fitting) else ""

    def _item(self, text: str) -> tuple[str, str]:
        """What stands before the item that is being written, and the item."""
        if not self._view.separator:
            return "", text
        cut = max(text.rfind(mark) for mark in {self._view.separator, *self._view.also})
        return text[: cut + 1], text[cut + 1 :].strip()

    async def action_submit(self) -> None:
        """Enter."""
        self.action_done(0)

    def action_done(self, step: int) -> None:
        """Tab."""
        self.post_message(self.Done(self.value, step))

    def action_turn(self, step: int) -> None:
        """Up and down."""
        self.take(self._place + step if self._place >= 0 else (0 if step > 0 else -1))

    def action_leave(self) -> None:
        """Esc."""
        self.post_message(self.Left(self.value))

    def on_blur(self, _event: events.Blur) -> None:
        """Going elsewhere leaves the cell; another window of the desktop is not elsewhere."""
        if self.app.app_focus:
            self.post_message(self.Left(self.value, gone=True))


class CellHelp(Static):
    """Under the line, or above it: which column, how it is written, the proposals, what was wrong."""

    DEFAULT_CSS = "CellHelp { background: $panel; height: auto; padding: 0 1; }"

    class Chosen(Message):
        """A proposal was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._first = self._lines_above = 0
        self._count = 0

    def tell(self, view: CellView, fitting: Sequence[Proposal], place: int, wrong: str, width: int) -> int:
        """Write it; how many lines it takes at this width."""
        lines = [Text(safe(view.title), style="bold")]
        for words, style in ((wrong, "bold"), (view.form, "dim")):
            if words:
                lines += _broken(Text(safe(words), style=style), width)
        self._lines_above = len(lines)
        self._first = max(0, min(place - SHOWN // 2, len(fitting) - SHOWN))
        shown = fitting[self._first : self._first + SHOWN]
        self._count = len(shown)
        for number, each in enumerate(shown, self._first):
            text = Text(f"{'＞' if number == place else '　'}{safe(each.text)}")
            if each.note:
                text.append(f"　{safe(each.note)}", style="dim")
            text.stylize("reverse" if number == place else "")
            lines.append(shortened(text, width))
        self.set_class(bool(wrong), "-wrong")
        self.update(Text("\n").join(lines))
        return len(lines)

    def on_click(self, event: events.Click) -> None:
        """A click takes a proposal."""
        event.stop()
        number = event.y - self._lines_above
        if 0 <= number < self._count:
            self.post_message(self.Chosen(self._first + number))


def _broken(text: Text, width: int) -> list[Text]:
    from secretguard.tui.kinsoku import divide_line

    if text.cell_len <= width:
        return [text]
    return list(text.divide(divide_line(text.plain, width)))


def place_editor(cell: Region, box: Size, wanted: int) -> tuple[Offset, int]:
    """Where the line over a cell begins and how wide it is, wholly inside the box."""
    width = min(max(cell.width, _LEAST_WIDTH, wanted), box.width)
    return Offset(max(0, min(cell.x - 1, box.width - width)), cell.y), width


def place_help(line: Offset, lines: int, box: Size) -> tuple[Offset, int]:
    """Where the help stands and how wide it is: under the line, above it where there is no room."""
    width = min(_HELP_WIDTH, box.width)
    below = line.y + 1
    y = below if below + lines <= box.height else max(0, line.y - lines)
    return Offset(max(0, min(line.x, box.width - width)), y), width


def width_of(text: str) -> int:
    """How many cells a line needs to show this text and the cursor behind it."""
    return cell_len(text) + 4


__all__ = ["CellHelp", "CellInput", "Input", "place_editor", "place_help", "width_of"]
