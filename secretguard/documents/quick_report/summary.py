"""What the first page says, made from the facts alone: what went well, what is dangerous, three numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from secretguard.clock import long_date
from secretguard.documents.functions import grade_word
from secretguard.documents.quick_report.model import ClockResult, ObjectiveResult, QuickReport
from secretguard.documents.quick_report.words import clock_word, cover_grade, duration
from secretguard.i18n import _

_SENTENCES = 3
_PASSED = ("P", "S")


def opening(report: QuickReport) -> str:
    """When, who, how long, how it came out: the first sentence."""
    stopped = sum(gap.minutes for gap in report.gaps)
    length = max(0, int((report.ended - report.started).total_seconds()) // 60 - stopped)
    present = sum(person.present or person.deputy is not None for person in report.people)
    return _(
        "{date}，{enterprise}就“{title}”开展推演，到场 {present} 人，"
        "用时 {length}（暂停和中断 {stopped}不计），作出决定 {decisions} 项，综合评定{grade}。",
        date=long_date(report.started),
        enterprise=report.enterprise,
        title=report.title,
        present=present,
        length=duration(length),
        stopped=duration(stopped),
        decisions=len(report.decisions),
        grade=cover_grade(report.grade),
    )


def strengths(report: QuickReport) -> list[str]:
    """Up to three sentences: what was done in full, which promises were kept, what was preserved."""
    return list(islice(_strengths(report), _SENTENCES)) or [_("本次没有可以单独列出的长处。")]


def dangers(report: QuickReport) -> list[str]:
    """Up to three sentences, gravest kind first: lost evidence, critical gaps, broken promises, failures."""
    return list(islice(_dangers(report), _SENTENCES)) or [_("本次没有发现须立即处理的危险。")]


def met(report: QuickReport) -> str:
    """How many objectives were met (P or S), of those reached."""
    reached = [objective for objective in report.objectives if objective.rating]
    passed = [objective for objective in reached if objective.rating in _PASSED]
    return f"{len(passed)} / {len(reached)}"


def kept(report: QuickReport) -> str:
    """How many evidence items were kept, of those that a decision touched."""
    touched = [item for item in report.evidence if item.state != "present"]
    return f"{sum(item.state == 'kept' for item in touched)} / {len(touched)}"


def preserved_after(report: QuickReport) -> str:
    """How long it took to preserve evidence, from discovery."""
    for clock in report.clocks:
        if clock.clock == "preserve" and clock.actual is not None:
            return duration(clock.actual)
    return _("未完成")


def unreached(report: QuickReport) -> list[str]:
    """The objectives that this form did not reach."""
    return [f"{objective.id} {objective.title}" for objective in report.objectives if not objective.rating]


def is_over(clock: ClockResult) -> bool:
    """Whether the plan's promise was broken: too late, or never."""
    if clock.promised is None or not clock.tested:
        return False
    return clock.actual is None or clock.actual > clock.promised


def _strengths(report: QuickReport) -> Iterator[str]:
    done = sorted(
        (objective for objective in report.objectives if objective.rating == "P"),
        key=lambda objective: -(objective.score or 0),
    )
    for objective in done[:1]:
        yield _rated(objective)
    for clock in report.clocks:
        if clock.actual is not None and clock.promised is not None and not is_over(clock):
            yield _(
                "{clock}用时 {actual}，在预案承诺的 {promised}之内。",
                clock=clock_word(clock.clock),
                actual=duration(clock.actual),
                promised=duration(clock.promised),
            )
    saved = [item.title for item in report.evidence if item.state == "kept"]
    if saved:
        yield _("保住证据 {count} 项：{titles}。", count=len(saved), titles=_("、").join(saved))


def _dangers(report: QuickReport) -> Iterator[str]:
    lost = [item.title for item in report.evidence if item.state == "lost"]
    if lost:
        yield _("证据灭失 {count} 项：{titles}。", count=len(lost), titles=_("、").join(lost))
    for action in report.actions:
        if action.critical and action.mark == "missed":
            yield _("关键行动没有做：{role}，{text}。", role=action.role, text=action.text)
    for clock in report.clocks:
        if is_over(clock):
            yield _broken_promise(clock)
    for rating in ("U", "M"):
        for objective in report.objectives:
            if objective.rating == rating:
                yield _rated(objective)


def _broken_promise(clock: ClockResult) -> str:
    name = clock_word(clock.clock)
    promised = duration(clock.promised or 0)
    if clock.actual is None:
        return _("{clock}没有完成，预案承诺 {promised}。", clock=name, promised=promised)
    over = duration(clock.actual - (clock.promised or 0))
    actual = duration(clock.actual)
    return _(
        "{clock}用时 {actual}，比预案承诺的 {promised}晚 {over}。",
        clock=name,
        actual=actual,
        promised=promised,
        over=over,
    )


def _rated(objective: ObjectiveResult) -> str:
    word = grade_word(objective.rating or "U")
    if objective.score is None:
        return _("“{title}”评为{word}。", title=objective.title, word=word)
    return _("“{title}”评为{word}，{score} 分。", title=objective.title, word=word, score=objective.score)
