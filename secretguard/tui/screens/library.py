"""S3: the drill library. A list narrowed by typing, a preview beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, OptionList, Static

from secretguard import drills
from secretguard.content import Playbook
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.screens.drill_door import open_drill_screen
from secretguard.tui.views.library_view import library_rows, preview
from secretguard.tui.widgets import LineInput, Panel, PickList


class LibraryScreen(DeskScreen):
    """Enter takes the full form, Space the short one; F6 shows the whole text."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "nothing", lambda: _("选定")),
        Key("space", "short", lambda: _("短版")),
        Key("f6", "whole", lambda: _("看全文（剧透）")),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """Filter, list, preview."""
        self._whole = False
        yield LineInput(placeholder=_("打字筛选"), id="filter")
        with Horizontal(id="shelf"):
            yield Panel(_("情景"), PickList(id="books"), id="books-panel")
            with VerticalScroll(id="preview-scroll"):
                yield Static("", id="preview", markup=False)

    def on_mount(self) -> None:
        """Focus the list."""
        super().on_mount()
        self.query_one("#books").focus()

    def redraw(self) -> None:
        """Ask the desk for the shelf and for what was played."""
        if not self.desk.unlocked:
            return
        shelf = self.desk.shelf()
        register = self.desk.register
        played = {
            str((info.summary or {}).get("playbook", ""))
            for info in self.desk.vault.journals(drills.JOURNAL_KIND)
            if register is None or info.enterprise == register.id
        }
        profile = register.state.profile if register else None
        industry = (profile.industry or "") if profile else ""
        self.query_one("#books", PickList).show(library_rows(shelf, played, industry))
        count = len(shelf.playbooks)
        done = sum(1 for item in shelf.playbooks if item.playbook.id in played)
        self.head(_("桌面推演 ＞ 选情景"), _("{count} 个情景　已演 {done} 个", count=count, done=done))
        self._draw_preview()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        books = self.query_one("#books", PickList)
        books.filter_by(event.value)
        if not books.option_count and event.value:
            self.query_one("#preview", Static).update(_("没有叫「{words}」的情景。", words=event.value))
        else:
            self._draw_preview()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        event.stop()
        self.query_one("#books").focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Preview what is under the cursor."""
        event.stop()
        self._draw_preview()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: plan the full form."""
        event.stop()
        self.attempt(lambda: self._plan("full"))

    def action_short(self) -> None:
        """Space: plan the short form."""
        self.attempt(lambda: self._plan("short"))

    def action_whole(self) -> None:
        """F6: the whole text, or the summary again."""
        self._whole = not self._whole
        self._draw_preview()

    def action_nothing(self) -> None:
        """Enter is the list's own."""

    def _chosen(self) -> Playbook | None:
        chosen = self.query_one("#books", PickList).chosen or ""
        wanted = chosen.removeprefix("book:")
        found = (item.playbook for item in self.desk.shelf().playbooks if item.playbook.id == wanted)
        return next(found, None)

    def _draw_preview(self) -> None:
        book = self._chosen()
        if book is not None:
            self.query_one("#preview", Static).update(preview(book, whole=self._whole))

    def _plan(self, form: drills.Form) -> None:
        book, register = self._chosen(), self.desk.register
        if book is None:
            return
        if register is None:
            self.tell(_("先在首页选一家企业。"), bad=True)
            return
        room = drills.plan_drill(self.desk.vault, register, book, self.desk.clock, form=form)
        self.desk.enter_drill(room)
        open_drill_screen(self.desk_app)
