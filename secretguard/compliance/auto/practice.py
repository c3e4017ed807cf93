"""Rules over drills, findings, incidents and earlier assessments; and those no room can answer yet."""

from __future__ import annotations

from functools import partial

from secretguard.actions import Finding
from secretguard.compliance.auto.finding import (
    YEAR,
    RuleFinding,
    RuleFunction,
    all_or_those,
    on_duty,
    record,
    unknown,
    within,
)
from secretguard.compliance.entries import Shown
from secretguard.compliance.holdings import Holdings
from secretguard.i18n import _, deferred
from secretguard.plans import DrillFact


def _drill(fact: DrillFact) -> Shown:
    return Shown(place=f"drill:{fact.id}", words=f"{fact.on.isoformat()} {fact.title}".strip())


def _finding(each: Finding) -> Shown:
    return Shown(place=f"finding:{each.id}", words=f"{each.id} {each.raised.text}")


def drill_12m(held: Holdings) -> RuleFinding:
    """A drill within a year whose report was issued. Which secret it was about stands in no record."""
    recent = [each for each in held.drills if within(each.on, YEAR, held.today)]
    if not recent:
        return RuleFinding("unmet", _("近十二个月没有演练到底的记录。"), tuple(map(_drill, held.drills)))
    archived = [each for each in recent if each.report_issued]
    if not archived:
        return RuleFinding("partly", _("演练过，但没有出过报告。"), tuple(map(_drill, recent)))
    if not any(each.secret.classification == "core" for each in held.register.secrets.values()):
        return unknown(_("演练有报告，但台账里没有核心秘密可对。"), map(_drill, archived))
    return unknown(_("演练有报告；情景是否指向核心秘密、报告是否签字，请看报告。"), map(_drill, archived))


def drill_findings(held: Holdings) -> RuleFinding:
    """What the last drill found has an owner and a date, and nothing of it is late."""
    last = max(held.drills, key=lambda each: each.on, default=None)
    if last is None:
        return unknown(_("还没有演练，谈不上演练发现。"))
    found = [each for each in held.findings if each.raised.finding.source == last.id]
    if not found:
        return unknown(_("最近一次演练没有提出发现：是没有问题，还是没有复盘？"), [_drill(last)])
    running = [each for each in found if each.status in ("open", "assigned")]
    wrong = [each for each in running if not each.owner or each.due is None or each.is_late(held.today)]
    return all_or_those(
        [_finding(each) for each in wrong],
        [_finding(each) for each in found],
        _("最近一次演练的发现都有人、有期限，没有逾期。"),
        _("没有责任人、没有期限或者逾期："),
    )


def findings_overdue_0(held: Holdings) -> RuleFinding:
    """Nothing that is open is past its date, and everything open has one."""
    if not held.findings:
        return unknown(_("还没有登记过任何发现，零逾期说明不了什么。"))
    running = [each for each in held.findings if each.status in ("open", "assigned")]
    late = [each for each in running if each.is_late(held.today)]
    undated = [each for each in running if each.due is None]
    if undated and not late:
        return unknown(_("有发现没有定期限，看不出是否逾期。"), map(_finding, undated))
    return all_or_those(
        [_finding(each) for each in late],
        [_finding(each) for each in held.findings],
        _("没有逾期未关闭的发现。"),
        _("逾期未关闭："),
    )


def incidents_reviewed(held: Holdings) -> RuleFinding:
    """Every closed incident was reviewed and something came of it."""
    closed = [each for each in held.incidents if each.closed is not None]
    if not closed:
        return unknown(_("没有已结案的事件。"))
    shown = {each.id: Shown(place=f"incident:{each.id}", words=each.what) for each in closed}
    wrong = [shown[each.id] for each in closed if each.reviewed is None or not each.conclusions]
    return all_or_those(
        wrong, list(shown.values()), _("结案的事件都复盘过，有结论。"), _("没有复盘或者没有结论：")
    )


def assessment_12m(held: Holdings) -> RuleFinding:
    """A finished self-assessment within a year, looked through by somebody else."""
    done = [each for each in held.assessments if each.side == "self" and within(each.on, YEAR, held.today)]
    if not done:
        return RuleFinding("unmet", _("近十二个月没有完成过自评。"))
    shown = [
        Shown(place=f"assessment:{each.id}", words=_("{title}（{by}）", title=each.title, by=each.by))
        for each in done
    ]
    if any(each.reviewer and each.reviewer != each.by for each in done):
        return RuleFinding("met", _("近十二个月有一份完成并经他人复核的自评。"), tuple(shown))
    return RuleFinding("unmet", _("自评没有由另一人复核。"), tuple(shown))


def park_staff_named(held: Holdings) -> RuleFinding:
    """Two people of the service station, one liaison (guide) with a deputy, trained twice within a year."""
    state = held.register
    staff = on_duty("CO", held)
    liaisons = on_duty("GUIDE", held)
    if not staff and not liaisons:
        return unknown(_("台账里没有标明园区服务人员和联络员。"))
    deputies = [state.deputy_of(each.id) for each in liaisons]
    sessions = [each for each in state.trainings.values() if within(each.training.on, YEAR, held.today)]
    complete = len(staff) >= 2 and liaisons and any(each and not each.has_left for each in deputies)
    shown = tuple(map(record, (*staff, *liaisons)))
    if complete and len(sessions) >= 2:
        return RuleFinding("met", _("两名服务人员、联络员和代理都在职，近十二个月培训两次以上。"), shown)
    return RuleFinding("unmet", _("服务人员、联络员、代理或者培训次数不足。"), shown)


_NO_ROOM = {
    "tenants": deferred("密盾现在还不登记园区的入驻企业，这一项请由人来答。"),
    "services": deferred("密盾现在还不登记园区的服务台账，这一项请由人来答。"),
    "mediations": deferred("密盾现在还不登记调解，这一项请由人来答。"),
    "guidance": deferred("密盾记着事件的时间，但不记首次指导的时间，这一项请由人来答。"),
}


def _held_nowhere(what: str, _held: Holdings) -> RuleFinding:
    return unknown(_(_NO_ROOM[what]))


RULES: dict[str, RuleFunction] = {
    "drill_12m": drill_12m,
    "drill_findings": drill_findings,
    "findings_overdue_0": findings_overdue_0,
    "incidents_reviewed": incidents_reviewed,
    "assessment_12m": assessment_12m,
    "park_staff_named": park_staff_named,
    "park_tenant_file": partial(_held_nowhere, "tenants"),
    "park_liaison_180d": partial(_held_nowhere, "tenants"),
    "park_training_4": partial(_held_nowhere, "tenants"),
    "park_response_30m": partial(_held_nowhere, "guidance"),
    "park_drill_12m": partial(_held_nowhere, "tenants"),
    "park_findings_follow": partial(_held_nowhere, "tenants"),
    "park_assess_share": partial(_held_nowhere, "tenants"),
    "park_mediation": partial(_held_nowhere, "mediations"),
    "park_service_log": partial(_held_nowhere, "services"),
    "park_yearly_report": partial(_held_nowhere, "services"),
}
