"""An assessment as its faces use it: answers, evidence, freezing; every step is an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import ValidationError

from secretguard.actions import Actions, Finding, Proposal
from secretguard.clock import Clock
from secretguard.compliance.auto import auto_answer
from secretguard.compliance.comparing import from_last_year, over_crosswalk
from secretguard.compliance.entries import (
    AnswerCleared,
    AnswerSet,
    AssessmentFrozen,
    AssessmentIssued,
    AssessmentReopened,
    AssessorSet,
    AutoAnswer,
    EvidenceLinked,
    EvidenceSort,
    EvidenceUnlinked,
    InterviewNoted,
    OwnerSet,
    Verdict,
)
from secretguard.compliance.fold import fold
from secretguard.compliance.gaps import ComplianceGap
from secretguard.compliance.gathering import gather_holdings
from secretguard.compliance.holdings import Holdings
from secretguard.compliance.scoring import Result, result_of
from secretguard.compliance.state import AssessmentState
from secretguard.compliance.words import verdict_word
from secretguard.content import Crosswalk, Requirement
from secretguard.entries import EntryModel, unfit_values, unrecorded
from secretguard.errors import RefusedError, SecretGuardError
from secretguard.i18n import _
from secretguard.register import Register
from secretguard.vault import Json, NewEntry, Vault

_MARK_LENGTH = 50


class NeedsReasonError(SecretGuardError):
    """The answer differs from what the records say, or nothing applies: a reason must be written."""

    code = "needs-reason"
    exit_code = 1


class Assessment:
    """One assessment in an open vault."""

    def __init__(self, vault: Vault, journal: bytes, register: Register, clock: Clock) -> None:
        self.vault, self.journal, self.register, self.clock = vault, journal, register, clock
        self._state = fold(vault.entries(journal))
        self._holdings: Holdings | None = None
        self._autos: Mapping[str, AutoAnswer] | None = None

    @property
    def id(self) -> str:
        """The hex id of the journal."""
        return self.journal.hex()

    @property
    def state(self) -> AssessmentState:
        """The folded state, extended by what was appended since."""
        if not self.vault.locked:
            self._state = fold(self.vault.entries(self.journal, self._state.seq), self._state)
        return self._state

    @property
    def today(self) -> date:
        """The day by the clock."""
        return self.clock().date()

    # ---- automatic answers

    def holdings(self) -> Holdings:
        """What the rules look at; read once until `look_again`."""
        if self._holdings is None:
            self._holdings = gather_holdings(self.vault, self.register, self.clock, apart_from=self.id)
        return self._holdings

    def look_again(self) -> None:
        """The records may have changed: read them anew when next asked."""
        self._holdings = self._autos = None

    def autos(self) -> Mapping[str, AutoAnswer]:
        """What the records say today, by requirement; of a frozen one, what they said then."""
        state = self.state
        if state.frozen is not None:
            said = {each.rule: each for each in state.frozen.autos}
            return {item.id: said[item.auto] for item in state.requirements if item.auto in said}
        if self._autos is None:
            found = {item.id: self._ask(item) for item in state.requirements if item.auto}
            self._autos = {key: auto for key, auto in found.items() if auto is not None}
        return self._autos

    def _ask(self, item: Requirement) -> AutoAnswer | None:
        story = self.state.story
        rule = story.standard.rule(item.auto) if story and item.auto else None
        return auto_answer(rule, self.holdings()) if rule else None

    # ---- answering

    def answer(
        self, wanted: str, verdict: Verdict, *, remark: str | None = None, by: str | None = None
    ) -> None:
        """Answer a requirement; `remark` also says why it does not apply, or why the records are overruled.

        Raises NeedsReasonError without a remark where one is owed; RefusedError for an unknown requirement
        or a frozen assessment.
        """
        item = self._asked(wanted)
        auto = self.autos().get(item.id)
        if verdict == "na" and not remark:
            raise NeedsReasonError(
                _("“不适用”要写明为什么：它不计入总分，会单独印出来。"), _("请写一句原因再答。")
            )
        differs = auto is not None and auto.decides == "verdict" and auto.found not in ("unknown", verdict)
        if differs and auto is not None and not remark:
            raise NeedsReasonError(
                _("记录显示“{found}”：{why}", found=verdict_word(auto.found), why=auto.why),
                _("要改成“{verdict}”，请写明理由；报告里两个都印。", verdict=verdict_word(verdict)),
                requirement=item.id,
            )
        self._append(
            _entry(
                AnswerSet,
                requirement=item.id,
                verdict=verdict,
                remark=remark,
                by=by,
                auto=auto,
                overrules=remark if differs else None,
            )
        )

    def confirm(self, wanted: str, *, by: str | None = None) -> Verdict:
        """Take over what the records say. Raises RefusedError where they say nothing."""
        item = self._asked(wanted)
        auto = self.autos().get(item.id)
        if auto is None or auto.found == "unknown":
            why = auto.why if auto else _("这一项没有自动判定。")
            raise RefusedError(_("记录里看不出答案：{why}", why=why), _("请看过凭据后自己答。"))
        self._append(_entry(AnswerSet, requirement=item.id, verdict=auto.found, by=by, auto=auto))
        return auto.found

    def confirm_all(self, *, by: str | None = None) -> int:
        """Take over every verdict that the records can give and nobody has answered; gives how many."""
        answers = [
            _entry(AnswerSet, requirement=key, verdict=auto.found, by=by, auto=auto)
            for key, auto in self.autos().items()
            if auto.decides == "verdict" and auto.found != "unknown" and key not in self.state.answers
        ]
        self._append(*answers)
        return len(answers)

    def clear(self, wanted: str) -> None:
        """Take an answer out; nothing happens if there is none."""
        item = self._asked(wanted)
        if item.id in self.state.answers:
            self._append(AnswerCleared(requirement=item.id))

    def undo(self) -> tuple[str, str | None]:
        """Take back the last change of an answer; gives the requirement and the verdict that stands again."""
        self._open_state()
        change = self.state.last_change()
        if change is None:
            raise RefusedError(_("没有可以撤销的回答。"), _("往下答就是。"))
        if change.before is None:
            self._append(AnswerCleared(requirement=change.requirement, undoes=change.seq))
            return change.requirement, None
        self._append(change.before.model_copy(update={"undoes": change.seq}))
        return change.requirement, change.before.verdict

    def carry_from(self, other: Assessment, crosswalk: Crosswalk | None = None) -> int:
        """Take over another assessment's answers where none is given yet; gives how many."""
        state = self._open_state()
        if crosswalk is None:
            answers = list(from_last_year(other.state, other.id, state))
        else:
            answers = list(over_crosswalk(other.state, other.id, crosswalk, state))
        self._append(*answers)
        return len(answers)

    # ---- what belongs to an answer

    def link(
        self,
        wanted: str,
        sort: EvidenceSort,
        what: str,
        *,
        place: str | None = None,
        sha256: str | None = None,
    ) -> None:
        """Note something that shows how a requirement is met."""
        item = self._asked(wanted)
        self._append(
            _entry(EvidenceLinked, requirement=item.id, sort=sort, what=what, place=place, sha256=sha256)
        )

    def unlink(self, link: int) -> None:
        """Take evidence out, by the number of the entry that named it. Raises RefusedError if unknown."""
        if not any(each.stamp.seq == link for links in self._open_state().links.values() for each in links):
            raise RefusedError(_("没有第 {seq} 号凭据。", seq=link), _("请核对编号。"))
        self._append(EvidenceUnlinked(link=link))

    def own(self, wanted: str, owner: str, due: date | None = None) -> None:
        """Name who sees to a requirement, by when."""
        self._append(_entry(OwnerSet, requirement=self._asked(wanted).id, owner=owner, due=due))

    def interview(self, who: str, text: str, wanted: str | None = None) -> None:
        """Note what somebody said when asked."""
        requirement = self._asked(wanted).id if wanted else None
        self._append(_entry(InterviewNoted, who=who, text=text, on=self.today, requirement=requirement))

    def set_assessor(self, name: str, post: str | None = None) -> None:
        """Name somebody who assesses."""
        self._append(_entry(AssessorSet, assessor=name, post=post))

    # ---- the end

    def freeze(self, by: str, *, post: str | None = None, reviewer: str | None = None) -> None:
        """Finish: no answer changes any more. Raises RefusedError while something is unanswered."""
        state = self._open_state()
        left = [item.printed_number for item in state.requirements if item.id not in state.answers]
        if left:
            raise RefusedError(
                _("还有 {count} 项没有回答：{names}", count=len(left), names=_("、").join(left[:6])),
                _("请先答完；不适用的写明原因。"),
            )
        if reviewer is not None and reviewer == by:
            raise RefusedError(_("复核人不能就是评估人自己。"), _("请换一个人复核，或者留空。"))
        said = {auto.rule: auto for auto in self.autos().values()}
        self._append(
            _entry(
                AssessmentFrozen,
                by=by,
                post=post,
                reviewer=reviewer,
                today=self.today,
                autos=tuple(said.values()),
                result=_kept_result(result_of(state)),
            )
        )

    def reopen(self, why: str) -> None:
        """Go on with a finished one, and say why."""
        if self.state.frozen is None:
            raise RefusedError(_("这次评估还没有签字封存。"), _("直接接着答。"))
        self._append(_entry(AssessmentReopened, why=why))

    def record_issue(self, issued: AssessmentIssued) -> None:
        """Note that a paper was issued, with what a reprint needs."""
        self._append(issued)

    def raise_gaps(self, actions: Actions, gaps: Sequence[ComplianceGap]) -> list[Finding]:
        """Hand gaps to the enterprise's list of findings; asked twice, each is raised once."""
        return actions.raise_proposals(
            self.id,
            [_proposal(gap) for gap in gaps],
        )

    def _asked(self, wanted: str) -> Requirement:
        state = self._open_state()
        item = state.requirement(wanted) or state.requirement(wanted.upper())
        if item is None:
            raise RefusedError(_("这次评估里没有“{wanted}”这一项。", wanted=wanted), _("请用列表里的编号。"))
        return item

    def _open_state(self) -> AssessmentState:
        state = self.state
        if state.status == "empty":
            raise RefusedError(_("这次评估没有建完，里面还没有内容。"), _("请重新开始一次评估。"))
        if state.frozen is not None:
            raise RefusedError(
                _("这次评估已由 {by} 签字封存，不能再改。", by=state.frozen.by),
                _("确有错漏，先写明原因重新打开；明年的评估可以从这一次接着做。"),
            )
        return state

    def _append(self, *models: EntryModel) -> None:
        if not models:
            return
        state = self.state
        foreseen = fold(unrecorded(models, state.seq + 1), state)
        news = [NewEntry(model.kind, model.parts(), model.version) for model in models]
        self.vault.append_all(self.journal, news, summary=summary_of(foreseen))


def summary_of(state: AssessmentState) -> dict[str, str | int | None]:
    """What the list shows, from the sealed summary alone."""
    result = result_of(state)
    percent = result.total.percent
    subject = state.opened.subject if state.opened else None
    return {
        "status": state.status,
        "title": subject.title if subject else "",
        "standard": subject.standard if subject else "",
        "profile": subject.profile if subject else "",
        "side": subject.side if subject else "self",
        "year": subject.year if subject else 0,
        "answered": result.total.all - result.total.open,
        "all": result.total.all,
        "tenths": round(percent * 10) if percent is not None else None,
        "letter": result.letter,
        "on": state.frozen.today.isoformat() if state.frozen else None,
        "by": state.frozen.by if state.frozen else None,
        "reviewer": state.frozen.reviewer if state.frozen else None,
    }


def _kept_result(result: Result) -> dict[str, Json]:
    """A result in whole numbers: the journal keeps no fractions. Points doubled, percent in tenths."""
    return {
        "tenths": None if result.total.percent is None else round(result.total.percent * 10),
        "half_points": round(result.total.points * 2),
        "possible": round(result.total.possible),
        "letter": result.letter,
        "uncapped": result.uncapped,
        "counts": {name: getattr(result.total, name) for name in ("met", "partly", "unmet", "na")},
        "caps": list(result.caps),
        "stops": list(result.stops),
    }


def _proposal(gap: ComplianceGap) -> Proposal:
    item = gap.requirement
    return Proposal(
        mark=finding_mark(item.id),
        text=_(
            "{number} {title}：{verdict}",
            number=item.printed_number,
            title=item.title,
            verdict=verdict_word(gap.verdict),
        )[:600],
        nature="measure",
        what=(item.guidance or item.title)[:600],
    )


def finding_mark(requirement: str) -> str:
    """The mark under which a requirement's finding is raised, which allows fewer characters than its id."""
    letters = (each if each.isascii() and (each.isalnum() or each in "_.-") else "-" for each in requirement)
    return f"requirement.{''.join(letters)[-_MARK_LENGTH:]}"


def _entry(model: type[EntryModel], **values: object) -> EntryModel:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        words = {"remark": _("说明"), "post": _("职务"), "reviewer": _("复核人"), "assessor": _("评估人")}
        raise unfit_values(error, words) from error
