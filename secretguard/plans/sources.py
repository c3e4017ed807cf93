"""First proposals for answers: what the register, the law table and the drills already know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from secretguard.content import FormField
from secretguard.i18n import _
from secretguard.plans.facts import PlanFacts
from secretguard.plans.values import contact_value, text_of
from secretguard.register import PersonSet, SecretSet
from secretguard.vault import Json

DUTY: Final = "register.duty:"
RECORDS: Final = ("law.", "drills.")
"""Sources whose content is a record of its own and never an answer: it is printed as it stands that day."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a source holds, before it takes the shape of a field."""

    texts: tuple[str, ...] = ()
    people: tuple[PersonSet, ...] = ()
    secrets: tuple[SecretSet, ...] = ()
    day: str | None = None


def proposal(field: FormField, facts: PlanFacts) -> Json:
    """The first proposal for a field in its own shape; None where nothing is known or nothing fits."""
    found = _find(field.source, facts)
    match field.kind:
        case "contact":
            return _contact(found.people[0]) if found.people else None
        case "contacts":
            return [_contact(person) for person in found.people] or None
        case "register_people":
            return [person.person.id for person in found.people] or None
        case "secrets":
            return [_secret(secret) for secret in found.secrets] or None
        case "date":
            return found.day
        case "lines":
            return list(found.texts) or None
        case "text":
            return _("；").join(found.texts) or None
        case "table":
            return _rows(field, found.texts)
        case _:
            return None


def is_record(field: FormField) -> bool:
    """Whether the field shows a record (law list, drills) that needs no answer."""
    return field.source.startswith(RECORDS)


def duty_of(field: FormField) -> str | None:
    """The duty that the field's contact holds (`GM`, `CO`…), if its source says one."""
    return field.source.removeprefix(DUTY) if field.source.startswith(DUTY) else None


def differs(field: FormField, value: Json, facts: PlanFacts) -> bool:
    """Whether the register now says otherwise than an answer copied from it."""
    if field.source not in ("register.name", "register.credit_code", "register.address"):
        return False
    now = proposal(field, facts)
    return now is not None and text_of(now) != text_of(value)


def _find(source: str, facts: PlanFacts) -> _Found:
    if source.startswith(DUTY):
        person = facts.register.with_duty(source.removeprefix(DUTY))
        return _Found((person.person.name,), (person,)) if person else _Found()
    find = _FINDERS.get(source)
    return find(facts) if find else _Found()


def _texts(*texts: str | None) -> _Found:
    return _Found(tuple(text for text in texts if text))


def _name(facts: PlanFacts) -> _Found:
    profile = facts.register.profile
    return _texts(profile.name) if profile else _Found()


def _credit_code(facts: PlanFacts) -> _Found:
    profile = facts.register.profile
    return _texts(profile.credit_code) if profile else _Found()


def _address(facts: PlanFacts) -> _Found:
    profile = facts.register.profile
    return _texts(profile.address) if profile else _Found()


def _sites(facts: PlanFacts) -> _Found:
    profile = facts.register.profile
    return _texts(profile.address if profile else None, *facts.register.sites)


def _core_secrets(facts: PlanFacts) -> _Found:
    core = [line for line in facts.register.secrets.values() if line.secret.classification == "core"]
    return _Found(tuple(line.secret.code_name for line in core), secrets=tuple(core))


def _measures(facts: PlanFacts) -> _Found:
    measures = facts.register.measures.values()
    return _texts(*(_since(one.name, one.since.isoformat() if one.since else "") for one in measures))


def _since(what: str, day: str) -> str:
    return _("{what}（{day}起）", what=what, day=day) if day else what


def _partners(facts: PlanFacts) -> _Found:
    return _texts(*(partner.name for partner in facts.register.partners.values()))


def _law(facts: PlanFacts) -> _Found:
    return _texts(
        *(
            _("{name}，{day}核对", name=line.name, day=line.checked_on.isoformat())
            if line.checked_on
            else _("{name}（待核）", name=line.name)
            for line in facts.law
        )
    )


def _last_drill(facts: PlanFacts) -> _Found:
    last = facts.last_drill
    if last is None:
        return _Found()
    words = [last.on.isoformat(), last.title, last.grade or ""]
    return _Found((" ".join(word for word in words if word),), day=last.on.isoformat())


def _findings(facts: PlanFacts) -> _Found:
    return _texts(*(finding.text for finding in facts.open_findings))


_FINDERS: Final[Mapping[str, Callable[[PlanFacts], _Found]]] = {
    "register.name": _name,
    "register.credit_code": _credit_code,
    "register.address": _address,
    "register.sites": _sites,
    "register.core_secrets": _core_secrets,
    "register.measures": _measures,
    "register.partners": _partners,
    "law.list": _law,
    "drills.last": _last_drill,
    "drills.findings": _findings,
}


def _contact(person: PersonSet) -> Json:
    return contact_value(person.person.name, person=person.person.id)


def _secret(line: SecretSet) -> Json:
    return {"secret": line.secret.id, "code_name": line.secret.code_name, "place": line.system or ""}


def _rows(field: FormField, texts: tuple[str, ...]) -> Json:
    naming = field.row_label or (field.columns[0].id if field.columns else None)
    if naming is None or field.rows:
        return None
    return [{"id": f"own-{number}", naming: text} for number, text in enumerate(texts, 1)] or None
