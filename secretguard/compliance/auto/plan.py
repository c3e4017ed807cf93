"""Rules over the emergency plan in force."""

from __future__ import annotations

from datetime import date

from secretguard.compliance.auto.finding import (
    HALF_YEAR,
    YEAR,
    RuleFinding,
    all_or_those,
    record,
    unknown,
    within,
)
from secretguard.compliance.entries import Shown
from secretguard.compliance.holdings import Holdings, PlanHeld
from secretguard.i18n import _
from secretguard.plans import is_empty, rows_of
from secretguard.register import PersonSet
from secretguard.vault import Json

_LOG_DAYS, _CCTV_DAYS = 184, 90


def _no_plan() -> RuleFinding:
    return RuleFinding("unmet", _("还没有已批准并生效的应急预案。"))


def _version(plan: PlanHeld) -> Shown:
    return Shown(
        place=f"plan:{plan.number}",
        words=_(
            "预案第 {number} 版，{day} 由{by}批准", number=plan.number, day=plan.on.isoformat(), by=plan.by
        ),
    )


def _number(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def plan_current(held: Holdings) -> RuleFinding:
    """A version in force, approved within a year, by somebody still in service."""
    plan = held.plan
    if plan is None:
        return _no_plan()
    if not within(plan.on, YEAR, held.today):
        return RuleFinding("unmet", _("生效的一版已超过十二个月没有评审。"), (_version(plan),))
    approver = held.register.named(plan.by)
    if approver is None:
        return unknown(_("批准人“{by}”不在台账里，看不出是否在职。", by=plan.by), [_version(plan)])
    if approver.has_left:
        return RuleFinding(
            "unmet", _("批准人已离职，请现任负责人重新批准。"), (_version(plan), record(approver))
        )
    return RuleFinding("met", _("预案在十二个月内批准，批准人在职。"), (_version(plan), record(approver)))


def plan_contacts_180d(held: Holdings) -> RuleFinding:
    """Everybody the plan names: in service, another deputy, two numbers, tried within half a year."""
    if held.plan is None:
        return _no_plan()
    people = [held.register.people[key] for key in sorted(held.plan.people) if key in held.register.people]
    if not people:
        return unknown(_("预案里的联系人没有和台账里的人对上。"), [_version(held.plan)])
    wrong = [record(each) for each in people if not _reachable(each, held)]
    return all_or_those(
        wrong,
        [record(each) for each in people],
        _("预案里的人都在职，有代理，两个号码都在一百八十日内核实过。"),
        _("离职、缺代理、缺号码或者号码没有核实："),
    )


def _reachable(person: PersonSet, held: Holdings) -> bool:
    deputy = held.register.deputy_of(person.id)
    stands_in = any(other.deputy == person.id for other in held.register.people.values())
    covered = stands_in or (deputy is not None and deputy.id != person.id and not deputy.has_left)
    numbers = bool(person.phones.first and person.phones.second)
    return not person.has_left and covered and numbers and within(person.confirmed, HALF_YEAR, held.today)


def log_retention(held: Holdings) -> RuleFinding:
    """Logs kept at least six months (184 days) according to the plan. When last looked at is not kept."""
    return _days(held, "log-days", _LOG_DAYS, _("预案没有写日志保存多少天。"), _("最近一次查看日期预案不记"))


def cctv_days(held: Holdings) -> RuleFinding:
    """Pictures of the core area kept at least ninety days according to the plan."""
    return _days(held, "cctv-days", _CCTV_DAYS, _("预案没有写录像保存多少天。"), None)


def _days(held: Holdings, field: str, least: int, missing: str, left_open: str | None) -> RuleFinding:
    if held.plan is None:
        return unknown(_("还没有生效的预案，看不出保存天数。"))
    days = _number(held.plan.values.get(field))
    if days is None:
        return unknown(missing, [_version(held.plan)])
    if days < least:
        why = _("预案写的是 {days} 天，少于 {least} 天。", days=days, least=least)
        return RuleFinding("unmet", why, (_version(held.plan),))
    why = _("预案写的是 {days} 天，不少于 {least} 天。", days=days, least=least)
    if left_open:
        return unknown(_("{why}{open}，请到机器上看。", why=why, open=left_open), [_version(held.plan)])
    return RuleFinding("met", why, (_version(held.plan),))


def kit_180d(held: Holdings) -> RuleFinding:
    """The kit was checked within half a year. Who was trained in preserving stands in no record."""
    if held.plan is None:
        return _no_plan()
    text = held.plan.values.get("kit-checked")
    checked = _day(text)
    if checked is None:
        return unknown(_("预案没有写应急包的点检日期。"), [_version(held.plan)])
    if not within(checked, HALF_YEAR, held.today):
        return RuleFinding("unmet", _("应急包超过一百八十日没有点检。"), (_version(held.plan),))
    return unknown(
        _("应急包在一百八十日内点检过；谁受过取证培训，请看培训记录的题目。"), [_version(held.plan)]
    )


def emergency_money(held: Holdings) -> RuleFinding:
    """An amount that may be spent at once, and who may at night."""
    if held.plan is None:
        return _no_plan()
    money = _number(held.plan.values.get("money"))
    if not money:
        return RuleFinding("unmet", _("预案没有写可以立刻动用的钱。"), (_version(held.plan),))
    if is_empty(held.plan.values.get("night-authority")):
        return RuleFinding("partly", _("写了额度，没有写夜里谁能批。"), (_version(held.plan),))
    return unknown(
        _("有额度 {money} 元和夜间授权人；夜里怎么付款预案不记，请当面问。", money=money),
        [_version(held.plan)],
    )


def routes_ready(held: Holdings) -> RuleFinding:
    """Two routes with their office, papers, and somebody who decides."""
    if held.plan is None:
        return _no_plan()
    rows = [row for row in rows_of(held.plan.values.get("routes")) if row.get("route") and row.get("papers")]
    if len(rows) < 2:
        return RuleFinding("unmet", _("预案里写全的维权路径不到两条。"), (_version(held.plan),))
    if is_empty(held.plan.values.get("route-decider")):
        return RuleFinding("partly", _("路径有了，没有写由谁决定走哪条。"), (_version(held.plan),))
    return RuleFinding("met", _("至少两条维权路径写明了材料和决定人。"), (_version(held.plan),))


def _day(value: Json) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


RULES = {
    "plan_current": plan_current,
    "plan_contacts_180d": plan_contacts_180d,
    "log_retention": log_retention,
    "cctv_days": cctv_days,
    "kit_180d": kit_180d,
    "emergency_money": emergency_money,
    "routes_ready": routes_ready,
    "park_plan_current": plan_current,
}
