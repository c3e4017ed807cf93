"""What a version keeps when it is approved, and how it reads from that alone for ever after. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import BaseModel, TypeAdapter

from secretguard.content import FormField, LawTable, PlanForm
from secretguard.plans.difference import Reading
from secretguard.plans.facts import DrillFact, IncidentFact, LawLine, OpenFinding, PlanFacts
from secretguard.plans.fold import Answer, PlanState, Stamp, Unknown, Version
from secretguard.plans.form_state import PlanView, standing_value, view
from secretguard.plans.models import FloorAnswered
from secretguard.plans.promises import Promise, promises
from secretguard.plans.values import people_in, secrets_in, texts_in
from secretguard.register import (
    MeasureSet,
    PartnerSet,
    PersonSet,
    Profile,
    RegisterState,
    SecretSet,
)
from secretguard.vault import Json

_STAMP = TypeAdapter(Stamp)
_UNKNOWN = TypeAdapter(Unknown)


def snapshot(form: PlanForm, state: PlanState, facts: PlanFacts) -> dict[str, Json]:
    """The answers, the register's lines that they rest on, the law table and the outside facts, as JSON."""
    return {
        "answers": {answer.field: _kept_answer(answer) for answer in state.answers.values()},
        "floor": {test: _plain(answer) for test, answer in state.floor.items()},
        "register": _kept_register(form, state, facts.register),
        "facts": {
            "today": facts.today.isoformat(),
            "law": [_plain(line) for line in facts.law],
            "drills": [_plain(drill) for drill in facts.drills],
            "open_findings": [_plain(finding) for finding in facts.open_findings],
            "incidents": [_plain(incident) for incident in facts.incidents],
        },
        "law_table": facts.law_table.model_dump(
            mode="json", exclude_none=True, exclude_defaults=True, exclude={"kind"}
        ),
    }


def kept_form(form: PlanForm) -> dict[str, Json]:
    """The form as a version keeps it: without the examples, which no paper prints."""
    examples = {"topics": {"__all__": {"fields": {"__all__": {"example"}}}}}
    kept = form.model_dump(mode="json", exclude_none=True, exclude_defaults=True, exclude=examples)
    return {"kind": form.kind, **kept}


def form_of(version: Version) -> PlanForm:
    """The form that a version answers."""
    return PlanForm.model_validate(dict(version.form))


def facts_of(version: Version) -> PlanFacts:
    """The day, the register and the outside facts as they were when the version was approved."""
    kept = _mapping(version.snapshot.get("facts"))
    return PlanFacts(
        today=date.fromisoformat(str(kept["today"])),
        register=_register_of(_mapping(version.snapshot.get("register"))),
        drills=tuple(DrillFact.model_validate(item) for item in _items(kept.get("drills"))),
        open_findings=tuple(OpenFinding.model_validate(item) for item in _items(kept.get("open_findings"))),
        law=tuple(LawLine.model_validate(item) for item in _items(kept.get("law"))),
        incidents=tuple(IncidentFact.model_validate(item) for item in _items(kept.get("incidents"))),
    )


def law_of(version: Version) -> LawTable | None:
    """The law table as it was when the version was approved; None in a version that kept none."""
    kept = _mapping(version.snapshot.get("law_table"))
    return LawTable.model_validate({"kind": "law", **kept}) if kept else None


def state_of(version: Version) -> PlanState:
    """The plan as it stood in a version: its answers and floor tests, nothing that came later."""
    answers = _mapping(version.snapshot.get("answers"))
    floor = _mapping(version.snapshot.get("floor"))
    return PlanState(
        seq=version.stamp.seq,
        size=version.approval.size,
        answers={field: _answer_of(field, _mapping(kept)) for field, kept in answers.items()},
        floor={test: FloorAnswered.model_validate(kept) for test, kept in floor.items()},
    )


def view_of(version: Version) -> PlanView:
    """The version as it reads; the same before and after whatever is changed later."""
    seen = view(form_of(version), state_of(version), facts_of(version), version.approval.size)
    return replace(seen, number=version.number)


def reading_of(version: Version) -> Reading:
    """The version for a comparison."""
    return Reading(form_of(version), view_of(version), facts_of(version).register)


def promises_of(version: Version) -> tuple[Promise, ...]:
    """Every promise that a version makes."""
    register = facts_of(version).register
    return promises(form_of(version), state_of(version), register, version.approval.size)


def _plain(model: BaseModel) -> dict[str, Json]:
    plain: dict[str, Json] = model.model_dump(mode="json", exclude_none=True)
    return plain


def _kept_answer(answer: Answer) -> Json:
    kept: dict[str, Json] = {"stamp": _STAMP.dump_python(answer.stamp, mode="json")}
    if answer.unknown is not None:
        kept["unknown"] = _UNKNOWN.dump_python(answer.unknown, mode="json")
    else:
        kept["value"] = answer.value
    if answer.by is not None:
        kept["by"] = answer.by
    return kept


def _answer_of(field: str, kept: Mapping[str, Json]) -> Answer:
    unknown = kept.get("unknown")
    by = kept.get("by")
    return Answer(
        field=field,
        value=kept.get("value"),
        unknown=None if unknown is None else _UNKNOWN.validate_python(unknown),
        stamp=_STAMP.validate_python(kept["stamp"]),
        by=by if isinstance(by, str) else None,
    )


def _kept_register(form: PlanForm, state: PlanState, register: RegisterState) -> Json:
    answers = [(field, standing_value(form, state, field.id)) for field in form.all_fields()]
    named = frozenset().union(*(secrets_in(field, value) for field, value in answers))
    secrets = [
        line
        for line in register.secrets.values()
        if line.secret.classification in ("core", "important") or line.id in named
    ]
    people = _people_used(register, answers, secrets)
    return {
        "profile": _plain(register.profile) if register.profile else None,
        "sites": list(register.sites),
        "people": [_kept_record(person) for person in register.people.values() if person.id in people],
        "secrets": [_kept_record(secret) for secret in secrets],
        "partners": [_kept_record(partner) for partner in register.partners.values()],
        "measures": [_kept_record(measure) for measure in register.measures.values()],
    }


def _kept_record(record: PersonSet | SecretSet | PartnerSet | MeasureSet) -> Json:
    # How it came into the register is no matter of the plan.
    return {name: value for name, value in record.parts().items() if name not in ("batch", "undoes")}


def _people_used(
    register: RegisterState, answers: list[tuple[FormField, Json]], secrets: list[SecretSet]
) -> frozenset[str]:
    """Whom the plan names by id or name, who holds a duty or a secret, and their deputies."""
    ids = frozenset[str]().union(*(people_in(field, value) for field, value in answers))
    texts = "\n".join(text for field, value in answers for text in texts_in(field, value))
    holders = {word for secret in secrets for word in (secret.holder, secret.holder_id) if word}
    used = {
        person.id
        for person in register.people.values()
        if person.duties or person.id in ids or holders & {person.id, person.name} or person.name in texts
    }
    deputies = {person.deputy for person in register.people.values() if person.id in used and person.deputy}
    return frozenset(used | deputies)


def _register_of(kept: Mapping[str, Json]) -> RegisterState:
    profile = kept.get("profile")
    return RegisterState(
        profile=None if profile is None else Profile.model_validate(profile),
        sites=tuple(str(site) for site in _items(kept.get("sites"))),
        people=dict(_records(PersonSet, kept.get("people"))),
        secrets=dict(_records(SecretSet, kept.get("secrets"))),
        partners=dict(_records(PartnerSet, kept.get("partners"))),
        measures=dict(_records(MeasureSet, kept.get("measures"))),
    )


def _records(model: Any, kept: Json) -> Iterator[tuple[str, Any]]:
    for item in _items(kept):
        record = model.model_validate(item)
        yield record.id, record


def _items(kept: Json) -> list[Json]:
    return kept if isinstance(kept, list) else []


def _mapping(kept: Json) -> Mapping[str, Json]:
    return kept if isinstance(kept, dict) else {}
