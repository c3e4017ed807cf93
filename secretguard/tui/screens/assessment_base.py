"""What the screens of an assessment share: which one it is, looking at the records, answering, undoing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from secretguard.compliance import Assessment, AutoAnswer, NeedsReasonError, Verdict, verdict_word
from secretguard.content import ClauseNumbers, Requirement, printed_clauses
from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.compliance_desk import ComplianceDesk
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.assessment_requirement_view import Told
from secretguard.tui.views.assessment_table_view import Autos
from secretguard.tui.views.assessment_words import says_something, undone_words
from secretguard.tui.views.register_view import ground_in_words
from secretguard.tui.widgets.busy import BusyLine

VERDICTS: Final[tuple[Verdict, ...]] = ("met", "partly", "unmet", "na")
"""What the digits 1 to 4 mean."""


class AssessmentScreen(DeskScreen):
    """A screen of the assessment at hand. `redraw` of a subclass returns at once while there is none.

    A screen with a `BusyLine` looks at the records in a thread when something was written elsewhere.
    """

    def __init__(self) -> None:
        super().__init__()
        self._looking = False

    @property
    def compliance(self) -> ComplianceDesk:
        """The assessments of the enterprise at hand, and what they stand on."""
        return self.desk.compliance()

    @property
    def room(self) -> Assessment:
        """The assessment at hand. Raises RefusedError without one."""
        return self.compliance.at_hand()

    @property
    def at_hand(self) -> bool:
        """Whether there is an assessment to draw: not while the vault is locked."""
        return self.desk.unlocked and self.desk.register is not None and self.compliance.room is not None

    # ---- the records

    @property
    def autos(self) -> Autos:
        """What the records say, as last looked at; nothing before the first look."""
        return self.compliance.autos or {}

    def look(self) -> None:
        """Look at the records in a thread if they may have changed; draws again when it is done."""
        if self._looking or not self.at_hand or not self.compliance.autos_stale:
            return
        self._looking = True
        for busy in self.query(BusyLine):
            busy.show(_("正在看台账、预案、推演和整改里的记录"))
        desk, app = self.compliance, self.desk_app

        def work() -> None:
            try:
                desk.look()
            except SecretGuardError as error:
                app.call_from_thread(self._looked, error)
            except BaseException:
                app.call_from_thread(self._looked)
                raise
            else:
                app.call_from_thread(self._looked)

        self.run_worker(work, thread=True, exit_on_error=False, group="assessment look")

    def _looked(self, error: SecretGuardError | None = None) -> None:
        self._looking = False
        if not self.is_mounted or not self.desk.unlocked:
            return
        for busy in self.query(BusyLine):
            busy.hide()
        if error is not None:
            self.tell(f"{error.message} {error.remedy}".strip(), bad=True)
        self.redraw()

    # ---- what is told of a requirement

    def told_of(self, item: Requirement) -> Told:
        """What stands around a requirement."""
        clauses = self._clauses()
        return Told(
            auto=self.autos.get(item.id),
            looked=self.compliance.autos is not None,
            clauses=clauses.numbers.get(item.id, ()) if clauses is not None else (),
            clauses_checked=clauses is not None and clauses.check is not None,
            ground=self._ground,
        )

    def _clauses(self) -> ClauseNumbers | None:
        """The numbers of the text behind the profile; None where there is none."""
        story = self.room.state.story
        if story is None or not story.profile.stands_for_a_text:
            return None
        return printed_clauses(story.profile, self.compliance.shelf())

    def _ground(self, basis: str) -> str:
        try:
            return ground_in_words(basis, *self.desk.grounds())
        except SecretGuardError:
            return basis  # a standard of the user's own may name what our law table lacks

    # ---- answering

    def give(self, item: Requirement, verdict: Verdict, then: Callable[[], object]) -> None:
        """Answer; where the rules owe a reason, it is asked for in the bottom line. `then` when it stands."""
        answered = self.room.state.answers.get(item.id)
        if answered is not None and answered.given.verdict == verdict and answered.given.carried is None:
            self.tell(_("已经是「{verdict}」。", verdict=verdict_word(verdict)))
            return
        try:
            self._write(item, verdict, then)
        except NeedsReasonError as owed:
            question = f"{owed.message} {owed.remedy}"
            self.ask_text(question, lambda why: self._write(item, verdict, then, why))
        except SecretGuardError as error:
            self.tell(f"{error.message} {error.remedy}".strip(), bad=True)

    def _write(
        self, item: Requirement, verdict: Verdict, then: Callable[[], object], remark: str | None = None
    ) -> None:
        self.room.answer(item.id, verdict, remark=remark, by=self.compliance.member)
        self.desk.changed()
        self.redraw()
        then()

    def confirm(self, item: Requirement, then: Callable[[], object]) -> None:
        """Take over what the records say, or what was carried over; told where there is nothing to take."""
        answered = self.room.state.answers.get(item.id)
        auto: AutoAnswer | None = self.autos.get(item.id)
        by = self.compliance.member
        if answered is not None and answered.given.carried is None:
            self.tell(_("这一项已经答过：要改按 1 到 4，清掉按 0。"))
        elif says_something(auto):
            self._after(partial(self.room.confirm, item.id, by=by), then)
        elif answered is not None:
            given = answered.given
            self._after(partial(self.room.answer, item.id, given.verdict, remark=given.remark, by=by), then)
        elif item.auto is not None and auto is None:
            self.tell(_("还在看记录，稍等再按。"))
        else:
            self.attempt(lambda: self.room.confirm(item.id, by=by))

    def _after(self, action: Callable[[], object], then: Callable[[], object]) -> None:
        if self.attempt(action):
            then()

    def clear(self, item: Requirement) -> None:
        """0: no answer any more."""
        if item.id in self.room.state.answers:
            self.attempt(lambda: self.room.clear(item.id))
            self.tell(_("已清掉 {name} 的回答，^Z 找回。", name=item.printed_number))
        else:
            self.tell(_("这一项还没有回答。"))

    def action_confirm_all(self) -> None:
        """F7: every verdict of the records that nobody has answered, after one question."""
        state = self.room.state
        ready = sum(
            1
            for key, auto in self.autos.items()
            if auto.decides == "verdict" and says_something(auto) and key not in state.answers
        )
        if not ready:
            self.tell(_("没有可以一起采纳的：记录判得出的都答过了。记录只作提示的，要一条一条看。"))
            return
        words = _("把记录判定的 {count} 项一起采纳？每一项都能用 ^Z 撤回", count=ready)
        self.ask(words, self._confirm_all)

    def _confirm_all(self) -> None:
        count = self.room.confirm_all(by=self.compliance.member)
        self.tell(_("已采纳 {count} 项。", count=count))

    def action_undo(self) -> None:
        """^Z: the last answer, told."""
        told: list[tuple[str, str | None]] = []
        if self.attempt(lambda: told.append(self.room.undo())):
            requirement, verdict = told[0]
            self.went_back(requirement)
            self.tell(undone_words(self.room.state, requirement, verdict))

    def went_back(self, requirement: str) -> None:
        """An answer was taken back: a subclass goes there."""

    # ---- to the other screens

    def action_result(self) -> None:
        """F8: what comes of it."""
        from secretguard.tui.screens.assessment_result import AssessmentResultScreen

        self.app.push_screen(AssessmentResultScreen())

    def action_papers(self) -> None:
        """F9: papers and exports."""
        from secretguard.tui.screens.assessment_papers import AssessmentPapersScreen

        self.app.push_screen(AssessmentPapersScreen())

    def action_nothing(self) -> None:
        """Enter is the lists' own."""
