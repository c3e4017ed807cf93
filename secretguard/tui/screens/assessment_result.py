"""S13, F8: the result. The law first, the sum with what holds it down, gaps to raise; signed here."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from secretguard.compliance import (
    ComplianceGap,
    answers_by_kind,
    gaps_of_assessment,
    law_view,
    result_of,
    what_if,
)
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.assessment_base import AssessmentScreen
from secretguard.tui.views.assessment_result_view import gap_text, gaps_title, score_text, side_text
from secretguard.tui.views.assessment_words import percent_words
from secretguard.tui.widgets import Panel
from secretguard.tui.widgets.busy import BusyLine
from secretguard.tui.widgets.long_list import LongList


class AssessmentResultScreen(AssessmentScreen):
    """Enter opens a gap, Space picks, F4 hands gaps to the list of findings, F8 freezes."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "freeze", lambda: _("签字封存")),
        Key("f4", "raise_gaps", lambda: _("列入整改")),
        Key("space", "pick", lambda: _("选")),
        Key("enter", "nothing", lambda: _("细看")),
        Key("f9", "papers", lambda: _("报告")),
        Key("f5", "compare", lambda: _("比对")),
        Key("f2", "assessor", lambda: _("评估人")),
        Key("f7", "reopen", lambda: _("重新打开")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._gaps: tuple[ComplianceGap, ...] = ()
        self._picked: frozenset[str] = frozenset()

    def body(self) -> ComposeResult:
        """The sum above; the law's view and the gaps."""
        yield Static("", id="score", markup=False)
        with Vertical(id="result-side"):
            with Panel(_("怎么看"), id="side-panel"), VerticalScroll(id="side-scroll"):
                yield Static("", id="side", markup=False)
            yield Panel("", LongList(id="gaps"), id="gaps-panel")
        yield BusyLine()

    def on_mount(self) -> None:
        """The gaps under the cursor."""
        super().on_mount()
        self.query_one("#gaps").focus()
        self.look()

    def redraw(self) -> None:
        """Everything anew."""
        if not self.at_hand:
            return
        state = self.room.state
        result = result_of(state)
        gaps = self._gaps = gaps_of_assessment(state)
        self._picked &= {gap.requirement.id for gap in gaps}
        title = state.opened.subject.title if state.opened else ""
        score = f"{percent_words(result.total.percent)} {result.letter or ''}".strip()
        self.head(_("评估 ＞ 结果 ・ {title}", title=title), score)
        self.query_one("#score", Static).update(score_text(state, result))
        covers = law_view(self.compliance.register.state)
        side = side_text(state, result, covers, answers_by_kind(state), what_if(state))
        self.query_one("#side", Static).update(side)
        picked = self._picked
        self.query_one("#gaps", LongList).show(
            tuple(range(len(gaps))),
            lambda number, width: gap_text(
                gaps[number], state, width, picked=gaps[number].requirement.id in picked
            ),
        )
        self.query_one("#gaps-panel", Panel).retitle(gaps_title(gaps, len(picked)))

    @property
    def _gap(self) -> ComplianceGap | None:
        place = self.query_one("#gaps", LongList).highlighted
        return self._gaps[place] if 0 <= place < len(self._gaps) else None

    # ---- gaps

    def on_long_list_opened(self, event: LongList.Opened) -> None:
        """Enter: the requirement."""
        event.stop()
        self.action_nothing()

    def action_nothing(self) -> None:
        """Enter in the list, or a click on the key line."""
        from secretguard.tui.screens.assessment_requirement import AssessmentRequirementScreen

        gap = self._gap
        if gap is None:
            self.tell(_("没有缺项。"))
        else:
            self.app.push_screen(AssessmentRequirementScreen(gap.requirement.id))

    def action_pick(self) -> None:
        """Space: pick this one and go on."""
        gap = self._gap
        if gap is None:
            self.tell(_("没有缺项。"))
            return
        self._picked ^= {gap.requirement.id}
        self.redraw()
        self.query_one("#gaps", LongList).action_move(1)

    def action_raise_gaps(self) -> None:
        """F4: the picked ones, else the first ten, to the enterprise's findings."""
        wanted = [gap for gap in self._gaps if gap.requirement.id in self._picked]
        wanted = wanted or list(what_if(self.room.state).chosen)
        if not wanted:
            self.tell(_("没有缺项。"))
            return
        words = _("把这 {count} 项列入整改清单，和推演、事件的整改放在一起？", count=len(wanted))
        self.ask(words, lambda: self._raise(wanted))

    def _raise(self, gaps: list[ComplianceGap]) -> None:
        found = self.room.raise_gaps(self.compliance.actions, gaps)
        self._picked = frozenset()
        if found:
            self.tell(_("已列入整改 {count} 项：在 6 报告里定谁、哪天。", count=len(found)))
        else:
            self.tell(_("这些项以前都列过了。"))

    # ---- the end

    def action_freeze(self) -> None:
        """F8: who signs, then who has looked it through; what is refused is asked again."""
        state = self.room.state
        if state.frozen is not None:
            self.tell(_("已由 {by} 封存。有错漏按 F7 写明原因重新打开。", by=state.frozen.by))
            return
        left = result_of(state).total.open
        if left:
            self.tell(_("还有 {count} 项没有回答，答完才能签字封存。Esc 回去，^O 只看要答的。", count=left),
                      bad=True)  # fmt: skip
            return
        self.ask_text(
            _("谁签字（姓名，空格，职务）"),
            lambda text: self.call_later(self._ask_reviewer, text),
            value=self.compliance.member,
        )

    def _ask_reviewer(self, signed: str) -> None:
        by, post = _name_and_post(signed)
        question = _("{by} 签字。谁复核（不能是本人；没有就空着）", by=by)
        self.ask_text(question, lambda name: self._freeze(by, post, name), blank=True)

    def _freeze(self, by: str, post: str | None, reviewer: str) -> None:
        self.room.freeze(by, post=post, reviewer=reviewer or None)
        self.tell(_("已签字封存。F9 出报告；明年的评估可以从这一次接着做。"))

    def action_assessor(self) -> None:
        """F2: somebody else who assesses; named again, the post changes."""
        self.ask_text(_("评估人（姓名，空格，职务）"), self._name_assessor)

    def _name_assessor(self, text: str) -> None:
        self.room.set_assessor(*_name_and_post(text))

    def action_reopen(self) -> None:
        """F7: with the reason, which stays in the journal."""
        if self.room.state.frozen is None:
            self.tell(_("这次评估还没有封存，直接接着答。"))
            return
        self.ask_text(_("为什么重新打开（会留在日志里）"), self.room.reopen)

    # ---- other screens

    def action_compare(self) -> None:
        """F5: beside another assessment."""
        from secretguard.tui.screens.assessment_compare import AssessmentCompareScreen

        if not self.compliance.others():
            self.attempt(_nothing_to_compare)
            return
        self.app.push_screen(AssessmentCompareScreen())


def _name_and_post(text: str) -> tuple[str, str | None]:
    """`示例甲 联络员`; an input method's wide space parts them as well."""
    parts = text.split(maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else None


def _nothing_to_compare() -> None:
    raise RefusedError(_("还没有别的评估可比。"), _("按同一部标准再评一次，或者请监管部门复评。"))
