"""The group's app, and how a command line names kinds, records, columns and days."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Annotated

import typer

from secretguard.cli.grammar import group
from secretguard.cli.state import CommandState
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _, deferred
from secretguard.register import (
    RECORD_TYPES,
    Column,
    RecordKind,
    RecordRef,
    Register,
    RegisterState,
    column_of,
    columns,
)
from secretguard.times import day

app = group(deferred("台账：人员、秘密、涉密人员、协议、伙伴、措施、培训"))


class KindChoice(enum.StrEnum):
    """The kinds of records."""

    person = "person"
    secret = "secret"  # noqa: S105 - a kind of records
    cleared = "cleared"
    agreement = "agreement"
    partner = "partner"
    measure = "measure"
    training = "training"

    @property
    def kind(self) -> RecordKind:
        """As the register names it."""
        return self.value


KIND_HELP = deferred(
    "人员 person、秘密 secret、涉密人员 cleared、协议 agreement、伙伴 partner、措施 measure、培训 training"
)
_ALSO = {
    "people": "person",
    deferred("秘密"): "secret",
    deferred("伙伴"): "partner",
    deferred("措施"): "measure",
}
"""What a kind is called too, beside its name and its label."""


def kind_named(text: str) -> KindChoice:
    """A kind by its name or by its label: person, 人员. Raises UsageError that names all."""
    wanted = text.strip().lower()
    for choice in KindChoice:
        if wanted in (
            choice.value,
            f"{choice.value}s",
            RECORD_TYPES[choice.kind].words,
            RECORD_TYPES[choice.kind].label.lower(),
        ):
            return choice
    if wanted in _ALSO:
        return KindChoice(_ALSO[wanted])
    raise UsageError(
        _("台账里没有“{kind}”这一种。", kind=text[:40]), _("可以写：{kinds}。", kinds=_(KIND_HELP))
    )


Kind = Annotated[KindChoice, typer.Argument(parser=kind_named, help=KIND_HELP, metavar=deferred("种类"))]
Identifier = Annotated[str, typer.Argument(help=deferred("编号，如 P1、S2、M3"), metavar=deferred("编号"))]
Cells = Annotated[
    list[str],
    typer.Argument(
        help=deferred("改哪一栏，写成 栏=内容；等号后面空着就是清空；栏名用 register show 种类 编号 看"),
        metavar=deferred("栏=内容"),
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help=deferred("看那一天结束时的样子，如 2026-06-30"), metavar=deferred("日期")),
]


def state_at(state: CommandState, register: Register, as_of: str | None) -> tuple[RegisterState, date]:
    """The register as of the end of a day, and that day; today's without one. Raises UsageError."""
    now = state.clock()
    if as_of is None:
        return register.state, now.date()
    wanted = day(as_of)
    return register.as_of(end_of(wanted, now)), wanted


def end_of(wanted: date, now: datetime) -> datetime:
    """The last moment of a day where the user is. Raises UsageError for a day that has not come."""
    if wanted > now.date():
        raise UsageError(_("{day} 还没有到。", day=wanted.isoformat()), _("--as-of 写今天或以前的日期。"))
    return datetime.combine(wanted, time.max, tzinfo=now.tzinfo)


def record_ref(text: str, folded: RegisterState) -> RecordRef:
    """A record by its id alone, also one that was taken out. Raises RefusedError."""
    wanted = text.strip()
    known = [*(RecordRef(kind, key) for kind in RECORD_TYPES for key in folded.records(kind)), *folded.gone]
    found = next((ref for ref in known if ref.id.lower() == wanted.lower()), None)
    if found is None:
        raise unknown_record(wanted)
    return found


def unknown_record(identifier: str) -> RefusedError:
    """No record has this id."""
    return RefusedError(
        _("台账里没有编号为 {id} 的记录。", id=identifier), _("用 register show 种类 看编号，如 P1、S2。")
    )


def cells(kind: RecordKind, texts: Iterable[str]) -> dict[Column, str]:
    """`phone=000-0000-0001` … as columns and their texts. Raises UsageError that names near columns."""
    found: dict[Column, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(
                _("“{text}”要写成 栏=内容。", text=text), _("例：register set person P1 phone=000-0000-0001")
            )
        found[column(kind, name.strip())] = value.strip()
    return found


def column(kind: RecordKind, wanted: str) -> Column:
    """A column by id or heading. Raises UsageError."""
    try:
        return column_of(kind, wanted)
    except UsageError as error:
        near = difflib.get_close_matches(wanted, [one.id for one in columns(kind)], n=3)
        labels = _("、").join(one.label for one in columns(kind))
        error.remedy = (
            _("是不是想用 {name}？", name=_("、").join(near))
            if near
            else _("可以用：{columns}。", columns=labels)
        )
        raise
