"""The end of an incident: contained, closed by its criteria, reviewed, priced, kept, issued, shredded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from secretguard.actions import Actions, Finding, Proposal
from secretguard.clock import from_microseconds, offset_minutes, to_microseconds
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _
from secretguard.incidents import entries as kinds
from secretguard.incidents.clocks import Clock
from secretguard.incidents.entries import CostLine, PaperIssued, Pin, ReportKind
from secretguard.incidents.fold import fold
from secretguard.incidents.recording import make, occurred
from secretguard.incidents.room import IncidentRoom
from secretguard.incidents.state import IncidentState
from secretguard.incidents.tasks import tasks_at
from secretguard.vault import Entry


@dataclass(frozen=True, slots=True)
class End:
    """A criterion for closing that applies to this incident."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something learnt; it becomes a finding. `plan` is the plan's section or field to mend."""

    text: str
    plan: str | None = None


def contain(room: IncidentRoom, how: str, *, at: datetime | None = None) -> Entry:
    """Nothing flows out any more, and how one knows. Raises UsageError before discovery or the last cut."""
    with room.guard:
        state, moment = room.require_open(), occurred(room, at)
        when = room.now() if moment is None else moment
        if when < state.found:
            raise UsageError(_("控制住的时间比发现还早。"), _("请核对：先发现，后控制住。"))
        if any(when < made.stamp.occurred for made in state.cuts):
            raise UsageError(_("控制住的时间比最后一次切断还早。"), _("请核对：还在切断，就还没有控制住。"))
        return room.append(make(kinds.Contained, how=how, occurred=moment))


def ends_of(state: IncidentState) -> tuple[End, ...]:
    """The criteria that apply, by the answers; those that hang on an open question are among them."""
    ends = state.story.ends if state.story else ()
    return tuple(End(end.id, end.title) for end in ends if state.holds(end.only_if) != "no")


def closing_gaps(state: IncidentState, now: int) -> tuple[str, ...]:
    """What a person should see before closing: tasks not finished, evidence that does not hold. In words."""
    found = [
        _("任务还没有了结：{title}", title=task.title)
        for task in tasks_at(state, now)
        if task.mark is None and task.due is not None
    ]
    found.extend(
        _("证据 {item}：{why}", item=item.name, why=item.wrong)
        for item in state.evidence.values()
        if item.wrong
    )
    return tuple(found)


def close(room: IncidentRoom, met: Mapping[str, str], by: str) -> Entry:
    """Declare it over: for each criterion that applies, how one knows it is met (or why it is not needed).

    Raises RefusedError that names the criteria without an answer.
    """
    with room.guard:
        state = room.require_open()
        ends = ends_of(state)
        absent = [end.title for end in ends if not met.get(end.id, "").strip()]
        if absent:
            raise RefusedError(
                _("还不能结束，这几条没有回答：{ends}。", ends=_("；").join(absent)),
                _("每一条写一句：怎么知道做到了，或者为什么不需要。"),
                missing=[end.id for end in ends if not met.get(end.id, "").strip()],
            )
        criteria = tuple(_("{head}：{rest}", head=end.title, rest=met[end.id].strip())[:300] for end in ends)
        return room.append(make(kinds.Closed, criteria=criteria or (_("没有另定标准"),), by=by))


def reopen(room: IncidentRoom, why: str) -> Entry:
    """A closed or contained incident goes on."""
    with room.guard:
        if room.state.status == "open":
            raise RefusedError(_("这起事件本来就没有结束。"))
        return room.append(make(kinds.Reopened, why=why))


def review(
    room: IncidentRoom, actions: Actions, whys: Sequence[str], lessons: Sequence[Lesson]
) -> list[Finding]:
    """Record the five whys and the lessons; each lesson becomes a finding to be assigned."""
    with room.guard:
        texts = tuple(lesson.text for lesson in lessons)
        room.append(make(kinds.ReviewRecorded, whys=tuple(whys), lessons=texts))
        return [
            actions.raise_finding(
                room.id, lesson.text[:600], "plan" if lesson.plan else "measure", plan=lesson.plan
            )
            for lesson in lessons
        ]


def raise_missed(room: IncidentRoom, actions: Actions, clocks: Iterable[Clock]) -> list[Finding]:
    """Findings for every limit that was not kept; asked twice, they are raised once."""
    proposals = [
        Proposal(
            mark=_mark(clock),
            text=_("时限没有做到：{title}", title=clock.title)[:600],
            nature="plan" if clock.kind == "promise" else "measure",
            plan=_section(clock),
        )
        for clock in clocks
        if clock.state == "missed"
    ]
    return actions.raise_proposals(room.id, proposals)


def set_cost(room: IncidentRoom, lines: Sequence[CostLine]) -> Entry:
    """What it cost so far, whole."""
    with room.guard:
        return room.append(make(kinds.CostSet, lines=tuple(lines)))


def set_retention(room: IncidentRoom, until: date, why: str | None = None) -> Entry:
    """Until when it is kept; shorter than before only with a reason.

    Raises UsageError for a day that is over, RefusedError for a shortening without a reason.
    """
    with room.guard:
        before = room.state.retention
        if until < room.clock().date():
            raise UsageError(_("保存到的日子已经过去。"), _("最早写今天；要保存多久，看诉讼时效和合同。"))
        if before is not None and until < before.until and not (why or "").strip():
            raise RefusedError(
                _("保存期原来到 {day}，要缩短，还没有写为什么。", day=before.until.isoformat()),
                _("写一句：依据什么、谁同意的。"),
            )
        return room.append(make(kinds.RetentionSet, until=until, why=why))


def erase_body(room: IncidentRoom, seq: int, why: str) -> None:
    """Destroy the content of one entry (and its file); that it was there stays provable.

    Raises RefusedError for the opening entries, and the vault's errors.
    """
    with room.guard:
        line = room.state.line(seq)
        if line is None or line.kind in (kinds.IncidentOpened.kind, kinds.PlaybookTaken.kind):
            raise RefusedError(_("第 {seq} 条不能清除。", seq=seq), _("开卷和剧本要留着，事件才读得懂。"))
        if not why.strip():
            raise RefusedError(_("清除内容要写明理由。"), _("写一句：依据什么、谁要求的。"))
        room.vault.erase(room.journal, seq, why.strip())
        room.write_summary()


def shred(room: IncidentRoom, why: str, today: date) -> None:
    """Destroy the whole incident with its evidence; the vault's own journal records it.

    Raises RefusedError unless it is closed, its retention is over and was set on an earlier day.
    """
    with room.guard:
        refuse_to_shred(room.state, today)
        room.vault.shred_journal(room.journal, why)


def refuse_to_shred(state: IncidentState, today: date) -> None:
    """Raises RefusedError for what may not be shredded today, with the reason.

    A night lies between saying how long it is kept and destroying it, so that nobody does both in a hurry.
    """
    if state.status != "closed":
        raise RefusedError(_("事件还没有结束，不能销毁。"), _("先结束事件，写明保存到哪一天。"))
    if state.retention is None or state.retention.until >= today:
        raise RefusedError(_("保存期还没有到，不能销毁。"), _("诉讼、处罚还没有完的，不要销毁。"))
    changed = _retention_day(state)
    if changed is not None and changed >= today:
        raise RefusedError(
            _("保存期是今天才定或改的，今天不能销毁。"),
            _(
                "最早 {day} 再来；其间请再问一遍：诉讼、处罚都完了吗。",
                day=(changed + timedelta(days=1)).isoformat(),
            ),
        )


def _retention_day(state: IncidentState) -> date | None:
    """The day on which the retention was last recorded, as the entry's own zone has it."""
    line = next((one for one in reversed(state.timeline) if one.kind == kinds.RetentionSet.kind), None)
    return None if line is None else from_microseconds(line.stamp.recorded, line.stamp.tz).date()


def issue_paper(
    room: IncidentRoom,
    paper: ReportKind,
    *,
    enterprise: str,
    masked: bool = False,
    item: int | None = None,
    also: Sequence[Pin] = (),
    grounds: Mapping[str, object] | None = None,
) -> PaperIssued:
    """Fix a paper: a checkpoint first, then an entry that names what it shows. Reprints use the entry."""
    with room.guard:
        state = room.state
        checkpoint = room.vault.checkpoint()
        moment = room.clock()
        entry = make(
            PaperIssued,
            paper=paper,
            number=f"{room.id[:8].upper()}-{len(state.issued) + 1:02d}",
            masked=masked,
            item=item,
            pins=(Pin(journal=room.id, seq=state.seq), *also),
            checkpoint_size=checkpoint.size,
            checkpoint_root=checkpoint.root.hex(),
            issued=to_microseconds(moment),
            tz=offset_minutes(moment),
            enterprise=enterprise,
            grounds=dict(grounds or {}),
        )
        room.append(entry)
        return entry


def state_as_issued(room: IncidentRoom, issued: PaperIssued) -> IncidentState:
    """The state a paper shows: the journal up to its pin."""
    limit = next((pin.seq for pin in issued.pins if pin.journal == room.id), 0)
    return fold([entry for entry in room.vault.entries(room.journal) if entry.seq <= limit])


def _mark(clock: Clock) -> str:
    letters = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "_.-") else "-" for letter in clock.id
    )
    return f"clock.{letters}"[:64]


def _section(clock: Clock) -> str | None:
    plan = next((basis.partition(":")[2] for basis in clock.basis if basis.startswith("plan:")), None)
    return plan or None
