"""The limits of an incident and its questions as rows and words; lines typed about them as facts. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from rich.text import Text

from secretguard.content import LawTable, LegalClock, PlanSections, ResponseQuestion
from secretguard.content import find_ground as ground_of
from secretguard.errors import RefusedError
from secretguard.i18n import _, _p, deferred
from secretguard.incidents import Answered, Clock, IncidentState, TaskView
from secretguard.tui.marks import Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.incident_spans import left_words, moment_words
from secretguard.tui.widgets.lists import Row

NOT_RUNNING: Final = "law:"
"""Before the id of a legal limit that nothing has started yet."""
_KINDS: Final[Mapping[str, str]] = {
    "legal": deferred("法定"),
    "contract": deferred("合同"),
    "promise": deferred("预案"),
    "started": deferred("起算"),
}
_NEAR: Final = 2 * 3_600_000_000


# ---- rows


def clock_rows(
    clocks: Sequence[Clock], law: LawTable, tz: int, unanswered: Collection[str] = ()
) -> tuple[Row, ...]:
    """Every limit, those with an end first; then the legal ones that something may still start.

    `unanswered` are the limits that hang on a question nobody has answered.
    """
    rows = [_clock_row(clock, tz, waits=clock.id in unanswered) for clock in sorted(clocks, key=clock_rank)]
    seen = {clock.id for clock in clocks}
    idle = [clock for clock in law.clocks if clock.id not in seen]
    if idle:
        head = Text(safe(_("还没有起算的法定时限（发生了，按 F7）")), style="bold dim")
        rows.append(Row("head", head, enabled=False))
    rows += [Row(NOT_RUNNING + clock.id, _idle_row(clock), words=clock.event) for clock in idle]
    return tuple(rows)


def clock_rank(clock: Clock) -> int:
    """Those that are kept, or have no end yet, stand behind those that run."""
    if clock.met_at is not None:
        return 2
    return 1 if clock.due is None else 0


def unanswered_limits(state: IncidentState) -> frozenset[str]:
    """The limits that hang on a question nobody has answered."""
    tasks = state.story.tasks if state.story else ()
    return frozenset(task.clock for task in tasks if task.clock and state.holds(task.only_if) == "open")


def _clock_row(clock: Clock, tz: int, *, waits: bool) -> Row:
    word, tone = clock_badge(clock)
    aside = Text(
        safe(state_words(clock, tz, unanswered=waits)), style="bold" if tone in ("bad", "care") else ""
    )
    kind = Text(safe(_(_KINDS[clock.kind])), style="dim")
    return Row(clock.id, line(badge(word, tone), kind, clock.title), words=clock.title, aside=aside, hang=8)


def _idle_row(clock: LegalClock) -> Text:
    return line(badge(_p("badge", "空"), "off"), _("{head}：{rest}", head=clock.event, rest=clock.limit))


def clock_badge(clock: Clock) -> tuple[str, Tone]:
    """How a limit stands: 超 迟 近 待 核 完."""
    if clock.state == "met":
        return _p("badge", "完"), "good"
    if clock.state == "missed":
        return (_p("badge", "超"), "bad") if clock.met_at is None else (_p("badge", "迟"), "care")
    if clock.state == "uncertain":
        return _p("badge", "核"), "care"
    if clock.left is not None and clock.left <= _NEAR:
        return _p("badge", "近"), "care"
    return _p("badge", "待"), "info"


def state_words(clock: Clock, tz: int, *, unanswered: bool = False) -> str:
    """余 or 超 with how much, when it was met, or why it has no end yet."""
    if clock.unrecorded:
        return _("没有记，待补")
    if clock.met_at is not None:
        done = _("{when} 做到", when=moment_words(clock.met_at, tz))
        return done if clock.state == "met" else _("{when} 才做到", when=moment_words(clock.met_at, tz))
    if clock.due is None and unanswered:
        return _("待答")
    if clock.due is None:
        return _("立即") if clock.certain else _("未起算")
    if clock.stopped and clock.state != "missed":
        return _("已停（事件已结束）")
    if unanswered and clock.left is not None and clock.left < 0:
        return _("待答")
    words = left_words(clock.left or 0)
    if clock.certain:
        return words
    return _("{left} 待答", left=words) if unanswered else _("{left} 待核", left=words)


def why_uncertain(clock: Clock, *, unanswered: bool) -> str:
    """What has to be found out; empty if nothing."""
    if clock.unrecorded:
        return _("已经过了时限，记录里没有写几时做到。做到了，补一笔，写明真实的时间。")
    if clock.certain:
        return ""
    if unanswered:
        return _("待答：它管不管这件事，要看一个还没有回答的问题。按 F2 回答。")
    if clock.due is None:
        return _("起算的事还没有发生，或者没有记。发生了，按 F7 写几时起算。")
    return _("节假日安排未公布，待核：到期日按星期推算，公布后再看。")


def clock_details(
    clock: Clock, law: LawTable, sections: PlanSections, tz: int, *, unanswered: bool = False
) -> Text:
    """The limit in the words of its source, when it ends, on what it stands, what to do about it."""
    parts = [Text(safe(clock.title), style="bold")]
    if clock.limit:
        parts.append(Text(safe(clock.limit)))
    if clock.due is not None:
        parts.append(Text(safe(_("到期 {when}", when=moment_words(clock.due, tz)))))
    parts.append(Text(safe(state_words(clock, tz, unanswered=unanswered)), style="bold"))
    if why := why_uncertain(clock, unanswered=unanswered):
        parts.append(line(badge(_p("badge", "核"), "care"), why))
    if grounds := ground_words(clock.basis, law, sections):
        parts.append(line(Text(safe(_("依据")), style="dim"), grounds))
    entry = law.clock(clock.id)
    if entry is not None and entry.note:
        parts.append(line(badge(_p("badge", "注"), "off"), entry.note))
    parts.append(Text(safe(_what_to_do(clock)), style="dim"))
    return Text("\n").join(parts)


def idle_details(clock: LegalClock, law: LawTable, sections: PlanSections) -> Text:
    """A legal limit that nothing has started."""
    parts = [Text(safe(clock.event), style="bold"), Text(safe(clock.limit))]
    if grounds := ground_words(clock.basis, law, sections):
        parts.append(line(Text(safe(_("依据")), style="dim"), grounds))
    if clock.note:
        parts.append(line(badge(_p("badge", "注"), "off"), clock.note))
    parts.append(Text(safe(_("发生了，按 F7 写几时起算，时限就开始走。")), style="dim"))
    return Text("\n").join(parts)


def ground_words(bases: Iterable[str], law: LawTable, sections: PlanSections) -> str:
    """The grounds by name; one that nothing answers to is shown as it stands."""
    names = []
    for basis in bases:
        try:
            names.append(ground_of(basis, law, sections).name)
        except RefusedError:
            names.append(_("{basis}（查不到）", basis=basis))
    return _("、").join(names)


def _what_to_do(clock: Clock) -> str:
    if clock.kind == "promise":
        return _("预案的承诺，由任务和记录自己算，不用另报。")
    if clock.met_at is not None:
        return _("已记过；又报一次，回车再记。")
    return _("报了、通知了，按回车记给谁、怎么报、收件号。")


# ---- questions


def question_rows(state: IncidentState) -> tuple[Row, ...]:
    """What is still to be asked first, then what was answered; those that do not matter are left out."""
    open_now = state.questions()
    rows = [Row(one.id, line(badge(_p("badge", "待"), "care"), one.ask), words=one.ask) for one in open_now]
    known = state.story.questions if state.story else ()
    for one in known:
        answered = state.answers.get(one.id)
        if answered is None or one in open_now:
            continue
        word, tone = _ANSWERS[answered.given.answer]
        told = _("、").join(_("{to} {hours} 小时", to=n.to, hours=n.hours) for n in answered.given.notices)
        rows.append(
            Row(
                one.id,
                line(badge(_(word), tone), one.ask, told or answered.given.remark or ""),
                words=one.ask,
            )
        )
    return tuple(rows)


_ANSWERS: Final[Mapping[str, tuple[str, Tone]]] = {
    "yes": (deferred("是"), "info"),
    "no": (deferred("否"), "off"),
    "unknown": (deferred("疑"), "care"),
}


def question_details(one: ResponseQuestion, state: IncidentState, law: LawTable) -> Text:
    """Why it is asked: what has to be done and by when if the answer is yes."""
    parts = [Text(safe(one.ask), style="bold")]
    if one.help:
        parts.append(Text(safe(one.help)))
    hanging = [task for task in (state.story.tasks if state.story else ()) if one.id in task.only_if]
    if hanging:
        parts.append(Text(safe(_("答「是」就要做：")), style="dim"))
    for task in hanging:
        clock = law.clock(task.clock) if task.clock else None
        limit = f"　{clock.limit}" if clock else ""
        parts.append(line(badge(_p("badge", "办"), "info"), f"{task.title}{limit}"))
    if one.kind == "contract-notice":
        parts.append(Text(safe(_("回车写通知谁、几小时内；每一家一个时钟，从发现算起。")), style="dim"))
    return Text("\n").join(parts)


def what_follows(before: Sequence[TaskView], after: Sequence[TaskView], clocks: int) -> str:
    """What an answer has brought: tasks and limits more or fewer."""
    more = sum(1 for one in after if not one.open_facts) - sum(1 for one in before if not one.open_facts)
    if not more and not clocks:
        return _("记下了，任务和时限没有变。")
    return _("记下了：任务 {tasks:+d} 件，时限 {clocks:+d} 个。", tasks=more, clocks=clocks)


def answering_words(known: Answered | None) -> str:
    """What Enter on a question asks for: when and a remark, with the answer that stands."""
    if known is None:
        return _("答「是」。几时的事、说明（可空，例 昨天下午3点 裁定书送到）")
    given = {"yes": _("是"), "no": _("否"), "unknown": _("不清楚")}[known.given.answer]
    return _("现在答的是「{given}」（要改先 Esc，再按 1 2 3）。几时的事、说明", given=given)
