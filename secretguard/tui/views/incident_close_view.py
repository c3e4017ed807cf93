"""The end of an incident as rows and words: what is left to do, times beside the plan's promises. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich.text import Text

from secretguard.actions import Finding
from secretguard.i18n import _, _p
from secretguard.incidents import End, IncidentState, Numbers
from secretguard.register import PlanPromise
from secretguard.tui.glance import span_words
from secretguard.tui.marks import FINDING_TONES, Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.incident_spans import moment_words
from secretguard.tui.widgets.lists import Row

END: Final = "end:"
"""Before a criterion's id."""
_MINUTE: Final = 60_000_000
_PROMISED: Final = {"open": "detect", "preserve": "preserve", "report": "report"}
"""Which of the plan's promises a number is held against."""
WHYS: Final = 5


@dataclass(frozen=True, slots=True)
class CloseView:
    """What the screen draws: the steps to the end, and the times."""

    rows: tuple[Row, ...]
    times: Text


def close_view(
    state: IncidentState,
    ends: Sequence[End],
    said: Mapping[str, str],
    gaps: Sequence[str],
    times: Text,
) -> CloseView:
    """The steps in the order in which they are taken; `said` are the criteria answered so far, by id."""
    rows = [_began(state), _contained(state)]
    closed = state.status == "closed"
    rows += [_end_row(end, said.get(end.id, ""), closed=closed) for end in ends]
    rows += [_closed_row(state), _review_row(state), _cost_row(state), _retention_row(state)]
    rows.append(
        Row(
            "shred", _step(_("销毁整卷"), _("保存期满、已结束才可以；要照着打编号"), "off", _p("badge", "空"))
        )
    )
    if gaps and not closed:
        head = _("还没有了结的 {count} 件（不做也能结束，会留在记录里）", count=len(gaps))
        rows.append(Row("head", Text(safe(head), style="bold dim"), enabled=False))
        rows += [
            Row(f"gap:{number}", line(badge(_p("badge", "缺"), "bad"), gap), words=gap)
            for number, gap in enumerate(gaps)
        ]
    return CloseView(tuple(rows), times)


def _step(head: str, rest: str, tone: Tone, word: str) -> Text:
    return line(badge(word, tone), f"{head}　{rest}" if rest else head)


def _done(head: str, rest: str) -> Text:
    return _step(head, rest, "good", _p("badge", "完"))


def _waiting(head: str, rest: str) -> Text:
    return _step(head, rest, "care", _p("badge", "待"))


def _began(state: IncidentState) -> Row:
    if state.began is None:
        return Row(
            "began", _step(_("几时开始泄露"), _("查到了，回车写时间和怎么知道"), "off", _p("badge", "空"))
        )
    when = moment_words(state.began.stamp.occurred, state.began.stamp.tz)
    return Row("began", _done(_("几时开始泄露"), f"{when} {state.began.text}"))


def _contained(state: IncidentState) -> Row:
    if state.contained is None:
        return Row("contain", _waiting(_("外流停住"), _("回车写怎么知道停住了")))
    when = moment_words(state.contained.stamp.occurred, state.contained.stamp.tz)
    return Row("contain", _done(_("外流停住"), f"{when} {state.contained.text}"))


def _end_row(end: End, how: str, *, closed: bool) -> Row:
    if closed:
        return Row(END + end.id, _done(end.title, ""))
    if how:
        return Row(END + end.id, _done(end.title, how))
    return Row(END + end.id, _waiting(end.title, _("回车写怎么知道做到了")))


def _closed_row(state: IncidentState) -> Row:
    if state.status != "closed" or state.closed is None:
        return Row("close", _waiting(_("结束"), _("F8：上面每条都写了就能结束")))
    closed, stamp = state.closed
    words = _("{when} {by}宣布　F8 重新打开", when=moment_words(stamp.occurred, stamp.tz), by=closed.by)
    return Row("close", _done(_("结束"), words))


def _review_row(state: IncidentState) -> Row:
    if not state.reviews:
        return Row("review", _waiting(_("复盘"), _("回车：五个为什么，教训变成整改")))
    last = state.reviews[-1][0]
    return Row("review", _done(_("复盘"), _("{count} 条教训，回车看整改", count=len(last.lessons))))


def _cost_row(state: IncidentState) -> Row:
    if not state.cost:
        return Row("cost", _waiting(_("费用"), _("回车写，例如 律师 20000；公证 3000")))
    listed = _("；").join(f"{one.what} {one.yuan:,}" for one in state.cost)
    return Row(
        "cost", _done(_("费用"), _("合计 {yuan:,} 元（{listed}）", yuan=state.total_cost, listed=listed))
    )


def _retention_row(state: IncidentState) -> Row:
    if state.retention is None:
        return Row("retention", _waiting(_("保存到"), _("回车写日期和为什么，例如 3年 诉讼时效")))
    why = state.retention.why or ""
    return Row("retention", _done(_("保存到"), f"{state.retention.until.isoformat()} {why}".strip()))


# ---- the times


def times_text(found: Numbers, promises: Iterable[PlanPromise]) -> Text:
    """Each time beside what the plan promised; nothing is said of what nobody promised."""
    promised = {promise.clock: promise.minutes * _MINUTE for promise in promises}
    names = (
        ("detect", _("开始到发现")),
        ("open", _("发现到开卷")),
        ("report", _("发现到报告")),
        ("preserve", _("发现到固定")),
        ("contain", _("发现到控制")),
    )
    lines = []
    for name, title in names:
        span = getattr(found, name)
        limit = promised.get(_PROMISED.get(name, ""))  # type: ignore[call-overload]
        lines.append(_time_line(title, span, limit))
    return Text("\n").join(lines)


def _time_line(title: str, span: int | None, limit: int | None) -> Text:
    real = _("还没有") if span is None else span_words(span)
    if limit is None:
        return line(badge(_p("badge", "时"), "off"), f"{title}　{real}")
    words = _("{title}　{real}　承诺 {limit}", title=title, real=real, limit=span_words(limit))
    if span is None:
        return line(badge(_p("badge", "待"), "care"), words)
    if span <= limit:
        return line(badge(_p("badge", "完"), "good"), words)
    late = Text(safe(_("超 {span}", span=span_words(span - limit))), style="bold")
    return line(badge(_p("badge", "迟"), "bad"), words, late)


# ---- the review


def review_rows(whys: Sequence[str], lessons: Sequence[str], findings: Sequence[Finding]) -> tuple[Row, ...]:
    """Five whys, the lessons drafted, then the findings that came of it."""
    rows = []
    for number in range(WHYS):
        said = whys[number] if number < len(whys) else ""
        mark = badge(_p("badge", "完"), "good") if said else badge(_p("badge", "空"), "off")
        first = _("为什么会发生？") if number == 0 else _("那又是为什么？")
        rows.append(Row(f"why:{number}", line(mark, f"{number + 1} {said or first}")))
    for number, lesson in enumerate(lessons):
        rows.append(Row(f"lesson:{number}", line(badge(_p("badge", "教"), "info"), lesson)))
    rows += [_finding_row(one) for one in findings]
    return tuple(rows)


def _finding_row(one: Finding) -> Row:
    signs = {"open": _("待"), "assigned": _("办"), "closed": _("闭"), "declined": _("免")}
    owner = f"{one.owner or _('没有人')} {one.due.isoformat() if one.due else _('没有日期')}"
    text = one.what or one.raised.text
    sign = badge(signs[one.status], FINDING_TONES[one.status])
    return Row(f"finding:{one.id}", line(sign, f"{one.id} {text}"), aside=Text(safe(owner)))


def review_words(whys: Sequence[str], lessons: Sequence[str]) -> Text:
    """The review as it will be recorded: the whys as a staircase, then the lessons."""
    parts = [
        Text(safe(f"{'　' * number}{'' if not number else '＞ '}{why}"))
        for number, why in enumerate(whys)
        if why
    ]
    parts += [line(badge(_p("badge", "教"), "info"), lesson) for lesson in lessons]
    return Text("\n").join(parts)
