"""Rules over people, clearances, agreements and training."""

from __future__ import annotations

from datetime import date, timedelta

from secretguard.compliance.auto.finding import (
    YEAR,
    RuleFinding,
    RuleFunction,
    all_or_those,
    on_duty,
    person_name,
    record,
    unknown,
    within,
)
from secretguard.compliance.entries import Shown
from secretguard.compliance.holdings import Holdings
from secretguard.i18n import _
from secretguard.register import AgreementSet, ClearedSet, PersonSet, RegisterState

_OTHERS_SHARE, _TRAINED_SHARE = 0.95, 0.90
_GRACE = timedelta(days=14)
"""Ten working days, generously: a leaver of two weeks ago should be off the list."""


def cleared_in_service(held: Holdings) -> list[ClearedSet]:
    """The clearances of people who have not left."""
    state = held.register
    return [
        each
        for each in state.cleared.values()
        if each.cleared.person in state.people and not state.people[each.cleared.person].has_left
    ]


def trainings_of(person: str, held: Holdings) -> list[date]:
    """Every day of training of a person, oldest first."""
    days = [each.training.on for each in held.register.trainings.values() if person in each.attended]
    for clearance in held.register.clearances_of(person):
        days += clearance.trained
    return sorted(day for day in days if day is not None)


def _nda(person: str, state: RegisterState, day: date) -> AgreementSet | None:
    secrecy = ("nda", "clause", "pledge")
    valid = (
        each for each in state.agreements_of(person) if each.agreement.kind in secrecy and each.is_valid(day)
    )
    return min(valid, key=lambda each: each.signed or day, default=None)


def officer_named(held: Holdings) -> RuleFinding:
    """A secrecy officer and another person as deputy, both in service, bound, and trained within a year."""
    state = held.register
    officers = on_duty("CO", held)
    if not officers:
        return RuleFinding("unmet", _("台账里没有人担任保密管理员。"))
    for officer in officers:
        deputy = state.deputy_of(officer.id)
        if deputy is None or deputy.has_left or deputy.id == officer.id:
            continue
        pair = (officer, deputy)
        lacking = [each for each in pair if _bound_and_trained(each, held) is False]
        if not lacking:
            return RuleFinding(
                "met", _("管理员和代理都在职，协议有效，近十二个月有培训。"), tuple(map(record, pair))
            )
        return RuleFinding(
            "partly",
            _("有管理员和代理，但协议或者近十二个月的培训没有登记：")
            + _("、").join(each.name for each in lacking),
            tuple(map(record, pair)),
        )
    return RuleFinding("unmet", _("管理员没有另一名在职的代理。"), tuple(map(record, officers)))


def _bound_and_trained(person: PersonSet, held: Holdings) -> bool:
    bound = _nda(person.id, held.register, held.today) is not None
    return bound and any(within(day, YEAR, held.today) for day in trainings_of(person.id, held))


def cleared_list_current(held: Holdings) -> RuleFinding:
    """Whoever is in a circle has a clearance; nobody who left two weeks ago still has an open one."""
    state = held.register
    inside = {person for each in state.secrets.values() for person in each.circle.people}
    if not inside:
        return unknown(_("知悉范围还没有落到人，名册对不上号。"))
    cleared = {each.cleared.person for each in state.cleared.values()}
    wrong = [
        Shown(place=f"register:person:{person}", words=person_name(state, person))
        for person in sorted(inside - cleared)
    ]
    wrong += [
        record(each, _("{name}（已离职）", name=person_name(state, each.cleared.person)))
        for each in state.cleared.values()
        if _left_before(state, each.cleared.person, held.today - _GRACE) and each.secrets
        if each.exit.closed is None
    ]
    nameless = [
        each
        for each in state.secrets.values()
        if each.secret.classification != "general" and not each.circle.people
    ]
    if nameless and not wrong:
        return unknown(_("有核心、重要秘密的知悉范围没有落到人，名册对不上号。"), map(record, nameless))
    looked = [record(each, person_name(state, each.cleared.person)) for each in state.cleared.values()]
    return all_or_those(
        wrong, looked, _("知悉范围里的人都在涉密人员名册内。"), _("不在名册，或者离职未移出：")
    )


def _left_before(state: RegisterState, person: str, day: date) -> bool:
    held = state.people.get(person)
    return bool(held and held.has_left and held.service.left_on and held.service.left_on <= day)


def circle_nda_95(held: Holdings) -> RuleFinding:
    """An agreement signed no later than the first access: all who know core secrets, 95 % of the others."""
    state = held.register
    cleared = cleared_in_service(held)
    if not cleared:
        return unknown(_("台账里还没有在职的涉密人员。"))
    undated = [each for each in cleared if each.granted is None]
    core = {key for key, each in state.secrets.items() if each.secret.classification == "core"}
    wrong = [each for each in cleared if not _bound_in_time(each, held)]
    of_core = [each for each in wrong if core & set(each.secrets)]
    others = [each for each in cleared if not core & set(each.secrets)]
    loose = [each for each in wrong if not core & set(each.secrets)]
    words = [record(each, person_name(state, each.cleared.person)) for each in (of_core or loose or undated)]
    if of_core or (others and len(loose) > (1 - _OTHERS_SHARE) * len(others)):
        return all_or_those(words, words, "", _("没有有效协议，或者先接触后签："))
    if undated:
        return unknown(_("有人没有登记首次授权日，看不出是不是先签后看。"), words)
    shown = tuple(record(each, person_name(state, each.cleared.person)) for each in cleared)
    return RuleFinding("met", _("涉密人员都在接触前签了有效的保密协议（其他级允许百分之五）。"), shown)


def _bound_in_time(clearance: ClearedSet, held: Holdings) -> bool:
    agreement = _nda(clearance.cleared.person, held.register, held.today)
    if agreement is None:
        return False
    return clearance.granted is None or (agreement.signed or held.today) <= clearance.granted


def access_matrix(held: Holdings) -> RuleFinding:
    """For every cleared person: post, secrets, agreement and training can be found."""
    state = held.register
    cleared = cleared_in_service(held)
    wrong = [
        record(each, person_name(state, each.cleared.person))
        for each in cleared
        if not (each.cleared.post and each.secrets and each.granted)
        or not _bound_in_time(each, held)
        or not trainings_of(each.cleared.person, held)
    ]
    looked = [record(each, person_name(state, each.cleared.person)) for each in cleared]
    return all_or_those(
        wrong, looked, _("每名涉密人员的岗位、授权、协议、培训和秘密代号都查得到。"), _("查不全：")
    )


def entry_training(held: Holdings) -> RuleFinding:
    """Who was given access within a year was trained no later than that day. Test marks are not kept."""
    state = held.register
    new = [each for each in cleared_in_service(held) if within(each.granted, YEAR, held.today)]
    if not new:
        return unknown(_("近十二个月没有登记新授权的涉密人员。"))
    wrong = [
        record(each, person_name(state, each.cleared.person))
        for each in new
        if not any(day <= (each.granted or held.today) for day in trainings_of(each.cleared.person, held))
    ]
    looked = [record(each, person_name(state, each.cleared.person)) for each in new]
    if not wrong:
        return unknown(_("授权前都有培训；测试是否合格台账不记，请看卷子。"), looked)
    return all_or_those(wrong, looked, "", _("授权前没有培训："))


def training_yearly(held: Holdings) -> RuleFinding:
    """Nine of ten cleared people twice within a year, the head at least once."""
    state = held.register
    cleared = cleared_in_service(held)
    if not cleared:
        return unknown(_("台账里还没有在职的涉密人员。"))
    few = [each for each in cleared if _sessions(each.cleared.person, held) < 2]
    heads = on_duty("GM", held)
    if not heads:
        return unknown(_("台账里没有标明最高负责人（总经理），看不出是否参加过培训。"))
    if few and len(few) > (1 - _TRAINED_SHARE) * len(cleared):
        words = [record(each, person_name(state, each.cleared.person)) for each in few]
        return all_or_those(words, words, "", _("近十二个月培训不到两次："))
    absent = [each for each in heads if _sessions(each.id, held) < 1]
    if len(absent) == len(heads):
        return RuleFinding("unmet", _("最高负责人近十二个月没有参加过培训。"), tuple(map(record, heads)))
    shown = tuple(record(each, person_name(state, each.cleared.person)) for each in cleared)
    return RuleFinding("met", _("九成以上涉密人员培训两次，最高负责人参加过。"), shown)


def _sessions(person: str, held: Holdings) -> int:
    return len({day for day in trainings_of(person, held) if within(day, YEAR, held.today)})


RULES: dict[str, RuleFunction] = {
    "officer_named": officer_named,
    "cleared_list_current": cleared_list_current,
    "circle_nda_95": circle_nda_95,
    "access_matrix": access_matrix,
    "entry_training": entry_training,
    "training_yearly": training_yearly,
}
