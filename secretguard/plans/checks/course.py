"""Predicates about what happened: drills, findings, versions in force, triggers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from secretguard.i18n import _
from secretguard.plans.checks.case import Case, Fault
from secretguard.plans.triggers import fired
from secretguard.plans.values import lines_of


def drill_within(case: Case) -> Iterator[Fault]:
    """The last drill is not longer ago than allowed."""
    last, days = case.facts.last_drill, case.number("days")
    if last is None:
        yield Fault(_("还没有演练过。"))
    elif (case.facts.today - last.on).days > days:
        yield Fault(_("上次演练是 {day}，已经超过 {days} 天。", day=last.on.isoformat(), days=days))


def findings_dated(case: Case) -> Iterator[Fault]:
    """Each open finding has a day that has not passed."""
    for finding in case.facts.open_findings:
        place = case.form.field(finding.plan) if finding.plan else None
        field_id = place.id if place else None
        text = finding.text.rstrip("。")
        if finding.due is None:
            yield Fault(_("发现 {id} 没有定谁、哪天办完：{text}。", id=finding.id, text=text), field_id)
        elif finding.due < case.facts.today:
            day = finding.due.isoformat()
            yield Fault(
                _("发现 {id} 应在 {day} 前办完，还没有关闭：{text}。", id=finding.id, day=day, text=text),
                field_id,
            )


def evaluator_apart(case: Case) -> Iterator[Fault]:
    """In the last drill nobody both played and evaluated."""
    last = case.facts.last_drill
    if last is not None and last.evaluator_played:
        yield Fault(_("{day} 的演练，评估的人自己也上了场。", day=last.on.isoformat()))


def paths_drilled(case: Case) -> Iterator[Fault]:
    """Each leak path that the plan ticks was drilled not too long ago."""
    found = case.one()
    if found is None:
        return
    field_id, field, value = found
    since = case.facts.today - timedelta(days=case.number("days"))
    walked = {drill.path for drill in case.facts.drills if drill.on >= since}
    labels = {option.id: option.label for option in field.options}
    left = [labels.get(path, path) for path in lines_of(value) if path not in walked]
    if left:
        yield Fault(
            _(
                "这些情形 {days} 天内没有演练过：{paths}。",
                days=case.number("days"),
                paths=_("、").join(left),
            ),
            field_id,
        )


def version_in_force(case: Case) -> Iterator[Fault]:
    """An approved version is in force and not too old."""
    version, days = case.state.in_force(case.facts.today), case.number("days")
    later = case.state.last_version
    if later is None:
        yield Fault(
            _("还没有批准过任何一版。"), defect_class="missing", remedy=_("写好以后提交审批，签字批准。")
        )
    elif version is None:
        day = later.approval.effective.isoformat()
        yield Fault(_("第 {number} 版 {day} 才生效。", number=later.number, day=day))
    elif (case.facts.today - version.approval.on).days > days:
        yield Fault(
            _("第 {number} 版是 {day} 批准的，已经超过 {days} 天。", number=version.number,
              day=version.approval.on.isoformat(), days=days)
        )  # fmt: skip


def triggers_answered(case: Case) -> Iterator[Fault]:
    """Whatever asks for a review since the last version was answered."""
    for one in fired(case.form, case.state, case.facts):
        yield Fault(
            _(
                "{trigger}（{what}），还没有写预案要不要改。",
                trigger=one.trigger.text.rstrip("。"),
                what=one.what,
            )
        )
