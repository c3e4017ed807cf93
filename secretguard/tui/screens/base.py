"""What every screen shares: top line, key line, where typing goes, errors in one line, small questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker

from secretguard.clock import to_microseconds
from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.desk import Desk
from secretguard.tui.keys import Key, bindings
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.bars import KeyBar, Notice, TopBar

if TYPE_CHECKING:
    from secretguard.drills import DrillRoom
    from secretguard.tui.app import SecretGuardApp

COMMON_KEYS = (
    Key("f1", "app.help", lambda: _("帮助")),
    Key(
        "ctrl+p",
        "app.command_palette",
        lambda: _("更多"),
        lambda: _("能做的事都在里面：打几个字找，回车做"),
    ),
)
HIDDEN_KEYS = (
    Key("f3", "app.search", lambda: _("搜索")),
    Key("ctrl+l", "app.lock", lambda: _("锁定")),
    Key("ctrl+q", "app.leave", lambda: _("退出")),
    Key("escape", "back", lambda: _("返回")),
)


class DeskScreen(Screen[None]):
    """A screen with a top line and a key line. Subclasses set KEYS and compose `body`."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    # Instance variables upstream, hence no ClassVar.
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((*COMMON_KEYS, *HIDDEN_KEYS))]

    def __init_subclass__(cls) -> None:
        # Textual merges BINDINGS when the class is made: ours must stand there before.
        cls.BINDINGS = [*bindings(cls.KEYS), *cls.__dict__.get("BINDINGS", [])]
        super().__init_subclass__()

    _head_sides: tuple[str, str] | None = None

    @property
    def desk(self) -> Desk:
        """What this screen asks."""
        return self.desk_app.desk

    @property
    def desk_app(self) -> SecretGuardApp:
        """The app, with its own type."""
        from secretguard.tui.app import SecretGuardApp

        assert isinstance(self.app, SecretGuardApp)
        return self.app

    @property
    def type_target(self) -> Input | None:
        """Where letters go that are typed while a list has the focus; None: they go nowhere."""
        return None

    def takes(self, _character: str) -> bool:
        """Whether this character goes to `type_target` here though it is no letter: where lines begin so."""
        return False

    def typing_line(self) -> Input | None:
        """`type_target`, or None while the screen is being built or taken down."""
        try:
            return self.type_target
        except NoMatches:
            return None

    def compose(self) -> ComposeResult:
        """Top line, body, key line."""
        yield TopBar()
        yield from self.body()
        yield KeyBar()
        yield Static(_("窗口太小：至少要 60 列、18 行。把窗口拉大或字号调小。"), id="too-small", markup=False)

    def body(self) -> ComposeResult:
        """What stands between the two lines."""
        yield from ()

    def on_mount(self) -> None:
        """Draw everything once; subclasses extend `redraw`."""
        self.query_one(KeyBar).show(self.keys())
        self.show_notice(self.desk_app.notice)
        self.desk.look_at_incidents()
        self.redraw()
        self.call_after_refresh(self.park_cursor)

    def on_screen_resume(self) -> None:
        """Draw again what may have changed meanwhile."""
        if self.is_mounted:
            self.show_notice(self.desk_app.notice)
            self.desk.look_at_incidents()
            self.redraw()
            self.call_after_refresh(self.park_cursor)

    def redraw(self) -> None:
        """Ask the desk and draw; called on mount, on return and after every change."""

    def keys(self) -> Sequence[Key]:
        """The key line: this screen's keys first."""
        return (*self.KEYS, *self.common_keys())

    def common_keys(self) -> Sequence[Key]:
        """Those that every key line ends with; before unlocking there is nothing more to look up."""
        return COMMON_KEYS if self.desk.unlocked else COMMON_KEYS[:1]

    def head(self, left: str, right: str = "") -> None:
        """Set the top line; while an incident is open, its clock stands before whatever is on the right."""
        self._head_sides = (left, right)
        self.query_one(TopBar).show(left, "　".join(filter(None, (self.incident_words(), right))))

    def incident_words(self) -> str:
        """How long until the next thing is due in an open incident; empty where none is open."""
        return self.desk.glance.words(to_microseconds(self.desk.clock()))

    def tick_head(self) -> None:
        """The top line again, for the minute that has passed."""
        if self.is_mounted and self._head_sides is not None and self.desk.glance.count:
            self.head(*self._head_sides)

    def park_cursor(self) -> None:
        """Keep the real cursor at the input, where an input method opens its candidates."""
        focused = self.focused
        target: Widget | None = focused if isinstance(focused, Input) else self.typing_line()
        if isinstance(target, Input) and target.is_mounted:
            self.app.cursor_position = target.cursor_screen_offset
        else:
            self.app.cursor_position = Offset(0, max(0, self.size.height - 1))

    def show_notice(self, notice: Notice | None) -> None:
        """Put what was told above the keys, or take it away."""
        for bar in self.query(KeyBar):
            bar.say(notice)

    def tell(self, text: str, *, bad: bool = False) -> None:
        """One line that goes away by itself; held back while the players look at this screen."""
        self.desk_app.tell(text, bad=bad)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work of this screen that failed for a reason nobody foresaw."""
        self.desk_app.tell_failure(event)

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may be refused; a refusal is told in a line, and nothing is lost."""
        try:
            action()
        except SecretGuardError as error:
            self.tell(f"{error.message} {error.remedy}".strip(), bad=True)
            self.redraw()
            return False
        self.desk.changed()
        self.redraw()
        return True

    def ask(self, question: str, then: Callable[[], object]) -> None:
        """Ask in the bottom line; Enter goes on, Esc does not."""
        from secretguard.tui.screens.question import ConfirmLine

        def answered(yes: bool | None) -> None:
            if yes:
                self.attempt(then)

        self.app.push_screen(ConfirmLine(safe(question)), answered)

    def ask_text(
        self, question: str, then: Callable[[str], object], *, value: str = "", blank: bool = False
    ) -> None:
        """Ask for a line of text in the bottom line; Esc leaves everything as it was.

        What is refused is asked again, with what was typed and why it will not do. An empty line is no
        answer, unless `blank` ones are.
        """
        from secretguard.tui.screens.question import TextLine

        def ask(value: str, wrong: str = "") -> None:
            self.app.push_screen(TextLine(safe(question), value, wrong=safe(wrong)), answered)

        def answered(text: str | None) -> None:
            if text is None or not (blank or text.strip()):
                return
            try:
                then(text.strip())
            except SecretGuardError as error:
                self.redraw()
                ask(text, f"{error.message} {error.remedy}".strip())
                return
            self.desk.changed()
            self.redraw()

        ask(value)

    async def action_back(self) -> None:
        """Esc: leave the field, clear the filter, or go one screen up; it never discards anything."""
        if isinstance(self.focused, Input) and await self.leave_field():
            return
        # Later: a screen must not wait for its own removal (a click on the key line would hang).
        self.app.call_later(self.desk_app.go_back)

    async def leave_field(self) -> bool:
        """Leave an input: back to what had the focus before. False: nothing to leave, go up."""
        first = next((widget for widget in self.focus_chain if not isinstance(widget, Input)), None)
        if first is None:
            return False
        first.focus()
        return True


class DrillScreen(DeskScreen):
    """A screen of the drill at hand."""

    @property
    def room(self) -> DrillRoom:
        """The drill at hand."""
        room = self.desk.room
        assert room is not None
        return room
