"""People and secrets of the register as a plan prints them."""

from __future__ import annotations

from secretguard.documents.plan.model import PlanPerson, PlanSecret
from secretguard.documents.plan.wording import yuan
from secretguard.i18n import _, _p
from secretguard.register import PersonSet, RegisterState, SecretSet


def person_facts(person: PersonSet, register: RegisterState) -> PlanPerson:
    """A person with both ways to reach them and the deputy's name."""
    deputy = register.deputy_of(person.id)
    may = [person.authority.may or ""]
    if person.authority.yuan is not None:
        may.append(_("{amount}以内", amount=yuan(person.authority.yuan)))
    return PlanPerson(
        id=person.id,
        name=person.name,
        post=person.person.title or "",
        duties=person.duties,
        phones=tuple(phone for phone in (person.phones.first, person.phones.second) if phone),
        deputy=deputy.name if deputy else "",
        out_of_band=_("、").join(filter(None, (person.outside.messenger, person.outside.email))),
        authority=_("，").join(filter(None, may)),
        trained=person.trained,
        confirmed=person.confirmed,
    )


def secret_facts(secret: SecretSet, register: RegisterState) -> PlanSecret:
    """A secret's line: code name, keeper, places, circle and measures, never its content."""
    partners = (one.name for one in register.partners.values() if secret.id in one.secrets and not one.ended)
    value = yuan(secret.value.yuan) if secret.value.yuan is not None else ""
    kinds = {measure.kind for measure in secret.measures if not measure.not_applicable}
    kinds |= {measure.measure.kind for measure in register.measures.values() if secret.id in measure.secrets}
    return PlanSecret(
        id=secret.id,
        code_name=secret.name,
        grade=secret.secret.classification,
        holder=secret.holder or "",
        carriers=secret.carriers,
        systems=secret.systems,
        circle=_("{count} 人", count=secret.circle.size) if secret.circle.size else "",
        measures=tuple(sorted(kinds)),
        partners=tuple(partners),
        value=_("，").join(filter(None, (value, secret.value.method))),
        status=_patent_word(secret.patent.decision),
        reviewed=secret.review.last,
    )


def _patent_word(decision: str | None) -> str:
    words = {
        "kept": _p("patent choice", "继续保密"),
        "to_file": _p("patent choice", "拟申请专利"),
        "filed": _p("patent choice", "已申请专利"),
        "partly_public": _p("patent choice", "部分公开"),
    }
    return words[decision] if decision else ""
