"""A profile file as the entries that a new register starts with. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from secretguard.errors import SecretGuardError, UsageError
from secretguard.i18n import _
from secretguard.register.columns import column_of
from secretguard.register.columns.values import joined
from secretguard.register.fold import RegisterState, extended
from secretguard.register.models import (
    EnterpriseProfile,
    Identity,
    PersonSet,
    Phones,
    PlanPromise,
    Profile,
    PromisesStated,
    RegisterEntry,
)
from secretguard.register.names import Names
from secretguard.register.phones import read_phone
from secretguard.register.profile_file import Cell, ProfileFile, ProfilePerson, ProfileRecord
from secretguard.register.records import Record, RecordKind, kind_of
from secretguard.register.tables import new_record, with_cells
from secretguard.register.trade_secret import SecretName, SecretSet

_More = Mapping[str, Cell]


def entries_of(source: ProfileFile) -> list[RegisterEntry]:
    """Everything the file says, in order. Raises UsageError that names the record and the field."""
    drafts = [*_people(source), *_secrets(source), *_others(source)]
    names = Names.of(extended(RegisterState(), [record for record, _more in drafts]))
    entries: list[RegisterEntry] = []
    if source.sites:
        profile = Profile(
            name=source.name, industry=source.industry, headcount=source.headcount, address=source.address
        )
        entries.append(EnterpriseProfile(profile=profile, sites=source.sites))
    entries += [_completed(record, more, names) for record, more in drafts]
    if source.promises:
        promises = (PlanPromise.model_validate(item.model_dump()) for item in source.promises)
        entries.append(PromisesStated(promises=tuple(promises)))
    return entries


def _people(source: ProfileFile) -> Iterator[tuple[Record, _More]]:
    for person in source.people:
        record = PersonSet(
            person=Identity(id=person.id, name=person.name, title=person.title),
            duties=person.duties,
            phones=Phones(first=_phone(person, "phone"), second=_phone(person, "phone_backup")),
            deputy=person.deputy,
            confirmed=person.last_confirmed,
        )
        yield record, person.more


def _phone(person: ProfilePerson, field: str) -> str | None:
    number: str | None = getattr(person, field)
    try:
        return None if number is None else read_phone(number)
    except UsageError as error:
        message = _("{id} {name} 的 {field}：{reason}", id=person.id, name=person.name, field=field,
                    reason=error.message)  # fmt: skip
        raise UsageError(message, error.remedy) from error


def _secrets(source: ProfileFile) -> Iterator[tuple[Record, _More]]:
    by_name = {person.name: person.id for person in source.people}
    for number, secret in enumerate(source.secrets, 1):
        head = SecretName(id=f"S{number}", code_name=secret.code_name, classification=secret.classification)
        holder_id = by_name.get(secret.holder) if secret.holder else None
        record = SecretSet(secret=head, holder=secret.holder, holder_id=holder_id, system=secret.system)
        yield record, secret.more


def _others(source: ProfileFile) -> Iterator[tuple[Record, _More]]:
    groups: tuple[tuple[RecordKind, Sequence[ProfileRecord]], ...] = (
        ("agreement", source.agreements),
        ("partner", source.partners),
        ("measure", source.measures),
        ("training", source.trainings),
        ("cleared", source.cleared),
    )
    for kind, records in groups:
        for item in records:
            yield new_record(kind, item.id, item.name), item.more


def _completed(record: Record, more: _More, names: Names) -> Record:
    for column_id, value in more.items():
        column = column_of(kind_of(record), column_id)
        try:
            record = with_cells(record, {column: _text(value)}, names)
        except SecretGuardError as error:
            message = _("{id} 的“{column}”：{reason}", id=record.id, column=column_id, reason=error.message)
            raise UsageError(message, error.remedy) from error
    return record


def _text(value: Cell) -> str:
    if isinstance(value, list):
        return joined(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(value)
