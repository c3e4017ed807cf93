"""S12: the evidence of the incident at hand, the soonest lost first, and the chain of custody of one item."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, OptionList, Static

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents import Item
from secretguard.tui.evidence_work import check_in_background
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.incident_base import IncidentScreen
from secretguard.tui.views.incident_evidence_view import evidence_view, item_words, work_words
from secretguard.tui.widgets import LineInput, Panel, PickList

_TICK_SECONDS = 0.3


class WorkingScreen(IncidentScreen):
    """A screen that shows how far the work on the evidence is."""

    def on_mount(self) -> None:
        """The line that says what goes on, several times a second."""
        super().on_mount()
        self.set_interval(_TICK_SECONDS, self.draw_work)

    def draw_work(self) -> None:
        """Where the work stands; nothing while there is none."""
        if not self.at_hand:
            return
        progress = self.incident.work.progress
        words = self.idle_words()
        if progress is not None:
            words = work_words(
                progress.words, progress.done, progress.size, progress.seconds, safe(progress.now)
            )
        self.query_one("#work", Static).update(safe(words))

    def idle_words(self) -> str:
        """What stands in that line while nothing goes on."""
        return ""

    def action_stop(self) -> None:
        """Del: stop what goes on; what was begun last leaves nothing."""
        if self.incident.work.stop():
            self.tell(_("正在停⋯"))
        else:
            self.tell(_("现在没有在收、在查的。"))


class IncidentEvidenceScreen(WorkingScreen):
    """Enter looks at an item's content; F4 takes in, F8 hands over, F5 exports, F2 reads all again."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f4", "intake", lambda: _("收证据")),
        Key("enter", "view", lambda: _("看内容")),
        Key("f8", "handover", lambda: _("移交")),
        Key("f5", "export", lambda: _("导出")),
        Key("f9", "papers", lambda: _("固定表")),
        Key("f2", "check", lambda: _("复查")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("delete", "stop", lambda: _("停")),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def crumb(self) -> str:
        """收证据."""
        return _("证据")

    @property
    def type_target(self) -> Input:
        """Typing narrows the list."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """The list with its filter, the chain beside it."""
        with Horizontal(id="evidence-side"):
            yield Panel(
                "", LineInput(placeholder=_("打字筛选"), id="filter"), PickList(id="items"), id="items-panel"
            )
            with VerticalScroll(id="chain-scroll"):
                yield Panel(_("监管链"), Static("", id="chain", markup=False), id="chain-panel")
        yield Static("", id="advice", markup=False)
        yield Static("", id="work", markup=False)

    def on_mount(self) -> None:
        """The list under the cursor; files that were not read for four hours are read again."""
        super().on_mount()
        self.query_one("#items").focus()
        if self.at_hand:
            self.attempt(lambda: check_in_background(self.desk_app))

    def redraw(self) -> None:
        """Everything from one view."""
        super().redraw()
        if not self.at_hand:
            return
        view = evidence_view(self.room.state)
        self.query_one("#items-panel", Panel).retitle(view.title)
        self.query_one("#items", PickList).show(view.rows)
        advice = self.query_one("#advice", Static)
        advice.update(safe(view.advice))
        advice.display = bool(view.advice)
        self._draw_chain()
        self.draw_work()

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        chosen = self.query_one("#items", PickList).chosen
        if chosen is None or not chosen.isdigit():
            return None
        return self.room.state.evidence.get(int(chosen))

    def _draw_chain(self) -> None:
        items = self.query_one("#items", PickList)
        if (items.chosen or "head:").startswith("head:"):
            # A heading is no item: the first one below it is meant.
            items.choose(next((one.id or "" for one in items.options if not one.disabled), ""))
        item = self.item
        words = item_words(item) if item is not None else _("还没有证据。按 F4 收第一件：先收快要没了的。")
        self.query_one("#chain", Static).update(words)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The chain of the item now under the cursor."""
        event.stop()
        if self.at_hand:
            self._draw_chain()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        event.stop()
        self.action_view()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Part of a name, a kind or a person narrows the list."""
        event.stop()
        self.query_one("#items", PickList).filter_by(event.value)
        self._draw_chain()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        event.stop()
        self.query_one("#items").focus()

    # ---- where the keys lead

    def _chosen(self) -> Item:
        item = self.item
        if item is None:
            raise RefusedError(_("还没有选证据。"), _("先按 F4 收一件。"))
        return item

    def action_intake(self) -> None:
        """F4."""
        from secretguard.tui.screens.incident_intake import IncidentIntakeScreen

        self.app.push_screen(IncidentIntakeScreen())

    def action_view(self) -> None:
        """Enter: its content; looking is recorded in the chain."""
        from secretguard.tui.screens.incident_view import look_into

        self.attempt(lambda: look_into(self, self._chosen()))

    def action_handover(self) -> None:
        """F8."""
        from secretguard.tui.screens.incident_handover import IncidentHandoverScreen

        self.attempt(lambda: self.app.push_screen(IncidentHandoverScreen(self._chosen().number)))

    def action_export(self) -> None:
        """F5."""
        from secretguard.tui.screens.incident_export import IncidentExportScreen

        def go() -> None:
            item = self._chosen()
            if item.blob is None:
                raise RefusedError(
                    _("{item} 没有文件，没有可导出的。", item=item.name),
                    _("原件在 {holder} 处。", holder=item.holder),
                )
            self.app.push_screen(IncidentExportScreen(item.number))

        self.attempt(go)

    def action_papers(self) -> None:
        """F9: the papers of the evidence."""
        from secretguard.tui.screens.incident_papers import IncidentPapersScreen

        self.app.push_screen(IncidentPapersScreen())

    def action_check(self) -> None:
        """F2: read every file again, now."""
        self.attempt(lambda: check_in_background(self.desk_app, force=True))
