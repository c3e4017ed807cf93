"""A list of which only the lines in sight are drawn, so that twenty thousand cost no more than twenty."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from secretguard.tui.safe_text import shortened

Draw = Callable[[int, int], Text]
"""A line's number and the cells there are: what stands in it."""


class LongList(ScrollView, can_focus=True):
    """One line each; arrows, PgUp, PgDn, Home and End walk. `show` keeps the place by the lines' keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "leap(False)", show=False),
        Binding("end", "leap(True)", show=False),
        Binding("enter", "open", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"long--here", "long--here-focused"}
    DEFAULT_CSS = """
    LongList { overflow-x: hidden; overflow-y: auto; height: 1fr; scrollbar-size-vertical: 1; }
    LongList > .long--here { background: $block-cursor-blurred-background; color: $foreground; }
    LongList > .long--here-focused {
      background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    """

    class Moved(Message):
        """Another line is under the cursor."""

    class Opened(Message):
        """Enter, or a second click, on a line."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: tuple[int, ...] = ()
        self._draw: Draw = lambda _number, _width: Text()
        self._place = 0

    def show(self, keys: tuple[int, ...], draw: Draw, *, last: bool = False) -> None:
        """Draw lines of these keys. The cursor stays on its key, else near it; `last`: at the end."""
        before = self.key
        self._keys, self._draw = keys, draw
        self.virtual_size = Size(1, len(keys))
        if last:
            self._place = max(0, len(keys) - 1)
        elif before is not None and self.key != before:
            self._place = keys.index(before) if before in keys else min(self._place, max(0, len(keys) - 1))
        self.refresh()
        self.call_after_refresh(self._keep_in_sight)

    @property
    def key(self) -> int | None:
        """The key of the line under the cursor; None in an empty list."""
        return self._keys[self._place] if 0 <= self._place < len(self._keys) else None

    @property
    def highlighted(self) -> int:
        """The number of the line under the cursor, from 0."""
        return self._place

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._keys)

    def choose(self, key: int) -> None:
        """Put the cursor on a line; nothing happens if it is not shown."""
        if key in self._keys:
            self._go(self._keys.index(key))

    # ---- walking

    def action_move(self, lines: int) -> None:
        """An arrow."""
        self._go(self._place + lines)

    def action_page(self, pages: int) -> None:
        """PgUp, PgDn."""
        self._go(self._place + pages * max(1, self.size.height - 1))

    def action_leap(self, last: bool) -> None:
        """Home, End."""
        self._go(len(self._keys) - 1 if last else 0)

    def action_open(self) -> None:
        """Enter."""
        if self._keys:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """A click goes there; a second one opens."""
        event.stop()
        self._go(event.y + self.scroll_offset.y)
        if event.chain == 2:
            self.action_open()

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._keep_in_sight()

    def _go(self, place: int) -> None:
        self._place = max(0, min(place, len(self._keys) - 1))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def _keep_in_sight(self) -> None:
        top, room = self.scroll_offset.y, max(1, self.size.height)
        if self._place < top:
            self.scroll_to(y=self._place, animate=False, force=True)
        elif self._place >= top + room:
            self.scroll_to(y=self._place - room + 1, animate=False, force=True)

    # ---- drawing

    def render_line(self, y: int) -> Strip:
        """A line in sight, cut visibly at the width there is."""
        width, place = self.scrollable_content_region.width, y + self.scroll_offset.y
        style = self.rich_style
        if not 0 <= place < len(self._keys):
            return Strip([Segment(" " * width, style)], width)
        text = shortened(self._draw(place, width), width, pad=True)
        if place == self._place:
            part = "long--here-focused" if self.has_focus else "long--here"
            style = self.get_component_rich_style(part)
        return Strip(self._segments(text, style), width)

    def _segments(self, text: Text, style: Style) -> list[Segment]:
        return [
            Segment(piece.text, style + piece.style if piece.style else style)
            for piece in text.render(self.app.console)
            if piece.text
        ]
