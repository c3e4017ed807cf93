"""S13, F5: this assessment beside another one: a bureau's review beside the self-assessment, or last year."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from secretguard.compliance import Assessment, Difference, differences
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.assessment_base import AssessmentScreen
from secretguard.tui.views.assessment_compare_view import (
    both_text,
    difference_text,
    differences_title,
    other_rows,
    reasons_text,
)
from secretguard.tui.widgets import Panel, PickList
from secretguard.tui.widgets.long_list import LongList


class AssessmentCompareScreen(AssessmentScreen):
    """The other assessment chosen above, the differences below; Enter opens the requirement of this one."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "open", lambda: _("细看这一次的")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._other: Assessment | None = None
        self._found: tuple[Difference, ...] = ()

    def body(self) -> ComposeResult:
        """The others; grades; differences; reasons."""
        yield Panel(_("和哪一次比"), PickList(id="others"), id="others-panel")
        yield Static("", id="both", markup=False)
        with Vertical(id="compare-side"):
            yield Panel("", LongList(id="differences"), id="differences-panel")
            with Panel(_("各自的理由"), id="reasons-panel"), VerticalScroll(id="reasons-scroll"):
                yield Static("", id="reasons", markup=False)

    def on_mount(self) -> None:
        """The nearest one is compared at once."""
        super().on_mount()
        self.query_one("#differences").focus()

    def redraw(self) -> None:
        """The list of others, then the differences from the one chosen."""
        if not self.at_hand:
            return
        lines = self.compliance.others()
        state = self.room.state
        self.head(_("评估 ＞ 比对 ・ {title}", title=state.opened.subject.title if state.opened else ""))
        self.query_one("#others", PickList).show(other_rows(lines))
        if self._other is None and lines:
            self._choose(lines[0].id)
        elif self._other is not None:
            self._draw(self._other)

    def _choose(self, other_id: str) -> None:
        if self._other is None or self._other.id != other_id:
            self._other = self.compliance.read(other_id)
        self._draw(self._other)

    def _draw(self, other: Assessment) -> None:
        state, theirs = self.room.state, other.state
        found = self._found = differences(state, theirs)
        self.query_one("#both", Static).update(both_text(state, theirs))
        self.query_one("#differences", LongList).show(
            tuple(range(len(found))), lambda number, _width: difference_text(found[number], state)
        )
        self.query_one("#differences-panel", Panel).retitle(differences_title(found))
        self._draw_reasons()

    def _draw_reasons(self) -> None:
        one = self._chosen
        words = self.query_one("#reasons", Static)
        if one is None or self._other is None:
            words.update(_("两次答得一样。"))
        else:
            words.update(reasons_text(one, self.room.state, self._other.state))

    @property
    def _chosen(self) -> Difference | None:
        place = self.query_one("#differences", LongList).highlighted
        return self._found[place] if 0 <= place < len(self._found) else None

    def on_long_list_moved(self, event: LongList.Moved) -> None:
        """The reasons follow the cursor."""
        event.stop()
        if self.at_hand:
            self._draw_reasons()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another one to compare with."""
        event.stop()
        if self.at_hand and event.option.id is not None and event.option_list.has_focus:
            self._choose(event.option.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: on to the differences."""
        event.stop()
        self.query_one("#differences").focus()

    def on_long_list_opened(self, event: LongList.Opened) -> None:
        """Enter: the requirement."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """The requirement of this assessment."""
        from secretguard.tui.screens.assessment_requirement import AssessmentRequirementScreen

        one = self._chosen
        if one is None:
            self.tell(_("没有不同的项。"))
        else:
            self.app.push_screen(AssessmentRequirementScreen(one.requirement))
