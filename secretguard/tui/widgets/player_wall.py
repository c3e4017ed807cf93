"""The players' view in a terminal: a view as parts in the order in which they came to the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Digits, Static

from secretguard.i18n import _
from secretguard.tui.safe_text import safe

if TYPE_CHECKING:
    from secretguard.web.player_view import PlayerView


class PlayerWall(Vertical):
    """Head, clock, story, foot. The story moves by itself to what is new."""

    DEFAULT_CSS = """
    PlayerWall { padding: 0 1; }
    PlayerWall #head, PlayerWall #foot { height: 1; }
    PlayerWall #times { height: 3; }
    PlayerWall #title, PlayerWall #scenario, PlayerWall #stop-line { width: 1fr; }
    PlayerWall #act, PlayerWall #link { width: auto; }
    PlayerWall #scenario { color: $primary; text-style: bold; }
    PlayerWall #clock { width: auto; text-style: bold; }
    PlayerWall #clock.late, PlayerWall #stop-line, PlayerWall #link { color: $error; text-style: bold; }
    PlayerWall.lost #clock { visibility: hidden; }
    PlayerWall #story { height: 1fr; scrollbar-size-vertical: 1; }
    PlayerWall.quiet #story { align: center middle; }
    PlayerWall.quiet #parts Static { text-align: center; }
    PlayerWall #parts { height: auto; }
    PlayerWall #parts Static { margin-bottom: 1; }
    """

    def __init__(self) -> None:
        super().__init__(id="wall")
        self._parts: tuple[Text, ...] = ()

    def compose(self) -> ComposeResult:
        """Empty until the first view."""
        with Horizontal(id="head"):
            yield Static(id="title", markup=False)
            yield Static(id="act", markup=False)
        with Horizontal(id="times"):
            yield Static(id="scenario", markup=False)
            yield Digits(id="clock")
        with VerticalScroll(id="story", can_focus=False):
            yield Vertical(id="parts")
        with Horizontal(id="foot"):
            yield Static(id="stop-line", markup=False)
            yield Static(id="link", markup=False)

    async def draw(self, view: PlayerView) -> None:
        """Show a view; what is as before is left alone."""
        self.remove_class("lost")
        self._write("#title", view.title)
        self._write("#act", view.act)
        self._write("#scenario", "\n".join(filter(None, (view.scenario, view.clock_note))))
        self._write("#stop-line", view.stop_line)
        self._write("#link", "")
        clock = self.query_one("#clock", Digits)
        clock.update(view.clock)
        clock.set_class(view.late, "late")
        self.set_class(view.phase in ("waiting", "rest"), "quiet")
        self.query_one("#times").display = bool(view.clock or view.scenario)
        await self._tell(parts(view))

    def lose(self) -> None:
        """Say that the link is lost; the clock goes, since it would be wrong."""
        self.add_class("lost")
        self._write("#link", _("正在重连"))

    def scroll(self, lines: int) -> None:
        """Move the story by hand."""
        self.query_one("#story", VerticalScroll).scroll_relative(y=lines, animate=False)

    async def _tell(self, wanted: tuple[Text, ...]) -> None:
        if wanted == self._parts:
            return
        news = next((place for place, part in enumerate(wanted) if part not in self._parts), 0)
        self._parts = wanted
        holder = self.query_one("#parts", Vertical)
        await holder.remove_children()
        if not holder.is_attached:
            return
        drawn = [Static(part, markup=False) for part in wanted]
        await holder.mount(*drawn)
        # Where things stand is known only once they have been laid out.
        self.call_after_refresh(self._move_to, drawn[news] if news else None)

    def _move_to(self, part: Static | None) -> None:
        story = self.query_one("#story", VerticalScroll)
        if part is None:
            story.scroll_home(animate=False)
        elif part.is_attached:
            story.scroll_to_widget(part, top=True, animate=False)

    def _write(self, place: str, text: str) -> None:
        self.query_one(place, Static).update(Text(safe(text)))


def parts(view: PlayerView) -> tuple[Text, ...]:
    """The story in parts. Once decided, questions and the ways not taken make room for what came of it."""
    if view.options:
        # Nobody has a keyboard at the wall: a decision is shown whole, without the words that led to it.
        view = view.model_copy(update={"text": "", "questions": ()})
    told = [Text(safe(view.notice), style="bold"), Text(safe(view.text))]
    told += [
        Text.assemble((safe(f"《{handout.title}》"), "bold"), "\n", safe(handout.text))
        for handout in view.handouts
    ]
    if not view.decided:
        told.append(Text("\n".join(safe(_("问 {question}", question=item)) for item in view.questions)))
    told.append(_decision(view))
    told.append(Text(safe(view.consequence)))
    told.append(Text(safe(view.end_card)))
    return tuple(part for part in told if part.plain.strip())


def _decision(view: PlayerView) -> Text:
    text = Text(safe(view.ask), style="")
    text.stylize("bold")
    for option in view.options:
        if option.chosen or not view.decided:
            text.append("\n")
            text.append(safe(option.letter), style="bold")
            text.append(" " + safe(option.text))
    return text
