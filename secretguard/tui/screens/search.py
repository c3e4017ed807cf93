"""S15: search over everything the open vault holds, from one character, as it is typed."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static
from textual.worker import get_current_worker

from secretguard.errors import SecretGuardError
from secretguard.finding import FoundLine
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.marks import badge, line
from secretguard.tui.screens.assessment_door import open_assessment_screen
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.screens.drill_door import open_drill_screen
from secretguard.tui.screens.incident_ways import open_line
from secretguard.tui.widgets import LineInput, PickList, Row


class SearchScreen(DeskScreen):
    """Typing searches; Enter opens the drill that a line belongs to."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "nothing", lambda: _("打开")),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def type_target(self) -> Input:
        """The words."""
        return self.query_one("#words", LineInput)

    def body(self) -> ComposeResult:
        """The words, what was found."""
        yield LineInput(placeholder=_("搜，一个字也行"), id="words")
        yield PickList(id="hits")
        yield Static("", id="count", markup=False)

    def on_mount(self) -> None:
        """Typing goes into the words at once."""
        super().on_mount()
        self.type_target.focus()
        self._found: list[FoundLine] = []

    def redraw(self) -> None:
        """The title."""
        self.head(_("搜索"), _("只找打开的这个库"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what stands there now; an earlier search is given up."""
        event.stop()
        self._search(event.value.strip())

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _search(self, words: str) -> None:
        worker = get_current_worker()
        try:
            found, entries, took = self.desk.search(words)
        except SecretGuardError as error:
            self.app.call_from_thread(self.tell, error.message, bad=True)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, words, found, entries, took)

    def _show(self, words: str, found: list[FoundLine], entries: int, took: float) -> None:
        if not self.is_mounted:
            return
        self._found = found
        rows = [
            Row(
                str(number),
                line(
                    badge(item.where[:2], "info"),
                    f"{item.moment:%m-%d %H:%M} {item.where[2:].strip()} {item.excerpt}",
                ),
            )
            for number, item in enumerate(found)
        ]
        self.query_one("#hits", PickList).show(rows)
        if words and not found:
            text = _("没找到「{words}」。", words=words)
        else:
            text = _(
                "{count} 条　解封 {entries} 条 {took:.0f} 毫秒", count=len(found), entries=entries, took=took
            )
        self.query_one("#count", Static).update(text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the words goes to the list."""
        event.stop()
        self.query_one("#hits").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what the line belongs to."""
        event.stop()
        item = self._found[int(event.option.id or "0")]
        if item.kind == "incident":
            self._open_incident(item)
            return
        if item.kind == "assessment":
            self._open_assessment(item)
            return
        if item.kind != "drill":
            self.tell(_("这一条在{where}；它的界面还在建。", where=item.where))
            return
        if self.attempt(lambda: self.desk.open_drill(item.journal)):
            self.app.pop_screen()
            self.app.switch_mode("drill")
            self.call_later(lambda: open_drill_screen(self.desk_app))

    def _open_incident(self, item: FoundLine) -> None:
        """The record of that incident, at that line."""

        def open_it() -> None:
            self._choose_enterprise_of(item)
            self.desk.incident().open(item.journal)

        if self.attempt(open_it):
            self.app.pop_screen()
            self.call_later(lambda: open_line(self.desk_app, item.journal, item.seq))

    def _open_assessment(self, item: FoundLine) -> None:
        """The table of that assessment, at the requirement that the line was about."""
        about: list[str | None] = []

        def open_it() -> None:
            self._choose_enterprise_of(item)
            changes = self.desk.compliance().open(item.journal).state.changes
            about.append(next((one.requirement for one in changes if one.seq == item.seq), None))

        if self.attempt(open_it):
            self.app.pop_screen()
            self.call_later(lambda: open_assessment_screen(self.desk_app, item.journal, about[0]))

    def _choose_enterprise_of(self, item: FoundLine) -> None:
        desk = self.desk
        enterprise = desk.vault.journal(bytes.fromhex(item.journal)).enterprise
        if enterprise is not None and (desk.register is None or desk.register.id != enterprise):
            desk.choose_enterprise(enterprise)

    def action_nothing(self) -> None:
        """Enter is the list's own."""
