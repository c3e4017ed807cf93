"""What happened since the last version that asks for a review of the plan. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from secretguard.content import PlanForm, Trigger
from secretguard.i18n import _
from secretguard.plans.facts import PlanFacts
from secretguard.plans.fold import PlanState
from secretguard.plans.versions import facts_of
from secretguard.register import RegisterState

_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Fired:
    """A trigger with what set it off, in words."""

    trigger: Trigger
    what: str


def fired(form: PlanForm, state: PlanState, facts: PlanFacts) -> tuple[Fired, ...]:
    """Every trigger that fired since the last version and was not answered since; none before the first.

    An answer stands until something else sets the trigger off.
    """
    last = state.last_version
    if last is None:
        return ()
    before = facts_of(last)
    found = []
    for trigger in form.triggers:
        find = FINDERS.get(trigger.id)
        news = tuple(find(before, facts)) if find else ()
        what = _("、").join(news[:_SHOWN]) + (
            _("等 {count} 项", count=len(news)) if len(news) > _SHOWN else ""
        )
        answered = state.triggers.get(trigger.id)
        settled = (
            answered is not None and answered[1].seq > last.stamp.seq and answered[0].seen in (None, what)
        )
        if news and not settled:
            found.append(Fired(trigger, what))
    return tuple(found)


def _law(before: PlanFacts, now: PlanFacts) -> Iterable[str]:
    old, new = {line.id: line.name for line in before.law}, {line.id: line.name for line in now.law}
    yield from (name for name in new.values() if name not in old.values())
    yield from (_("{name}不再列入", name=name) for law, name in old.items() if law not in new)


def _people(before: PlanFacts, now: PlanFacts) -> Iterable[str]:
    staying = {person.id for person in now.register.in_service()}
    return (person.name for person in before.register.in_service() if person.id not in staying)


def _core_secrets(before: PlanFacts, now: PlanFacts) -> Iterable[str]:
    old = _core(before.register)
    return (name for secret, name in _core(now.register).items() if secret not in old)


def _core(register: RegisterState) -> dict[str, str]:
    return {
        line.id: line.secret.code_name
        for line in register.secrets.values()
        if line.secret.classification == "core"
    }


def _findings(before: PlanFacts, now: PlanFacts) -> Iterable[str]:
    old = {finding.id for finding in before.open_findings}
    return (
        finding.text.rstrip("。") for finding in now.open_findings if finding.plan and finding.id not in old
    )


def _incidents(before: PlanFacts, now: PlanFacts) -> Iterable[str]:
    old = {incident.id for incident in before.incidents}
    return (incident.on.isoformat() for incident in now.incidents if incident.id not in old)


def _systems(before: PlanFacts, now: PlanFacts) -> Iterable[str]:
    old = _systems_of(before.register)
    return (system for system in _systems_of(now.register) if system not in old)


def _systems_of(register: RegisterState) -> dict[str, None]:
    graded = (line for line in register.secrets.values() if line.secret.classification != "general")
    return dict.fromkeys(system for line in graded for system in line.systems)


def _suppliers(before: PlanFacts, now: PlanFacts) -> Iterable[str]:
    old = {partner.id for partner in before.register.partners.values() if partner.secrets}
    return (
        partner.name
        for partner in now.register.partners.values()
        if partner.secrets and partner.id not in old
    )


def _organisation(before: PlanFacts, now: PlanFacts) -> Iterable[str]:
    old, new = before.register, now.register
    if old.profile and new.profile and old.profile.name != new.profile.name:
        yield new.profile.name
    yield from (site for site in new.sites if site not in old.sites)
    for duty in ("GM", "CO"):
        was, is_now = old.with_duty(duty), new.with_duty(duty)
        if is_now is not None and (was is None or was.id != is_now.id):
            yield is_now.name


FINDERS: Final[Mapping[str, Callable[[PlanFacts, PlanFacts], Iterable[str]]]] = {
    "law": _law,
    "person-left": _people,
    "core-secret": _core_secrets,
    "drill-finding": _findings,
    "incident": _incidents,
    "system": _systems,
    "supplier": _suppliers,
    "organisation": _organisation,
}
