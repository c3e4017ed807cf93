"""Whether what records refer to is there: a deputy, a holder, a circle, an agreement… Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.clearance import AgreementSet, ClearedSet, TrainingSet
from secretguard.register.fold import RegisterState
from secretguard.register.models import PersonSet
from secretguard.register.partner import MeasureSet, PartnerSet
from secretguard.register.records import RECORD_TYPES, Record, RecordKind, ref_of
from secretguard.register.trade_secret import SecretSet

Reference = tuple[tuple[RecordKind, ...], str]
"""Kinds among which an id must be, and the id."""


def references(record: Record) -> Iterator[Reference]:
    """Every other record that one refers to."""
    match record:
        case PersonSet(deputy=deputy):
            yield from _some(("person",), deputy)
        case SecretSet():
            yield from _some(("person",), record.holder_id, *record.circle.people)
            yield from _some(("measure",), *(item.measure for item in record.measures))
        case ClearedSet():
            yield from _some(("person",), record.cleared.person)
            yield from _some(("secret",), *record.secrets)
            yield from _some(("agreement",), record.agreement)
        case AgreementSet(parties=parties):
            yield from _some(("person", "partner"), *parties)
        case PartnerSet():
            yield from _some(("secret",), *record.secrets)
            yield from _some(("agreement",), record.agreement)
        case MeasureSet(secrets=secrets):
            yield from _some(("secret",), *secrets)
        case TrainingSet(attended=attended):
            yield from _some(("person",), *attended)


def refuse_broken(records: Iterable[Record], before: RegisterState, after: RegisterState) -> None:
    """Every reference that a change brings in must hold in the state after it; older ones are left alone.

    Raises RefusedError that names the record and what is missing.
    """
    for record in records:
        old = before.record(ref_of(record))
        known = frozenset(references(old)) if old else frozenset[Reference]()
        for kinds, key in references(record):
            if (kinds, key) not in known and not any(key in after.records(kind) for kind in kinds):
                raise _missing(record, kinds, key)
        if isinstance(record, PersonSet) and record.deputy == record.id and record != old:
            raise RefusedError(
                _("{name}不能做自己的替补。", name=record.name), _("请换一个人做替补，或先留空。")
            )


def _some(kinds: tuple[RecordKind, ...], *keys: str | None) -> Iterator[Reference]:
    return ((kinds, key) for key in keys if key is not None)


def _missing(record: Record, kinds: tuple[RecordKind, ...], key: str) -> RefusedError:
    if isinstance(record, PersonSet):
        return RefusedError(
            _("替补“{deputy}”不在人员名单里。", deputy=key),
            _("请先用 people add 登记这位替补，再指定。"),
        )
    return RefusedError(
        _(
            "{id} {name} 里写的“{missing}”，{kind}里没有。",
            id=record.id,
            name=record.name,
            missing=key,
            kind=_("、").join(RECORD_TYPES[kind].label for kind in kinds),
        ),
        _("请先登记它，或改成已有的编号。"),
    )
