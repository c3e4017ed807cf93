"""The columns of every kind of record: one definition for screen, command line, spreadsheet and print."""

from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.register.columns.column import Column, built
from secretguard.register.columns.outside import AGREEMENT, MEASURE, PARTNER, TRAINING
from secretguard.register.columns.people import CLEARED, PERSON
from secretguard.register.columns.trade_secrets import CLASSIFICATIONS, MEASURE_KINDS, SECRET
from secretguard.register.records import RecordKind

_COLUMNS: dict[RecordKind, tuple[Column, ...]] = {
    "person": PERSON,
    "secret": SECRET,
    "cleared": CLEARED,
    "agreement": AGREEMENT,
    "partner": PARTNER,
    "measure": MEASURE,
    "training": TRAINING,
}


def columns(kind: RecordKind) -> tuple[Column, ...]:
    """All columns of a kind, in order; the first is the id."""
    return _COLUMNS[kind]


def column_of(kind: RecordKind, wanted: str) -> Column:
    """A column by id or by heading. Raises UsageError that names all."""
    for column in _COLUMNS[kind]:
        if wanted in (column.id, column.label, column.words):
            return column
    raise UsageError(
        _("没有“{column}”这一栏。", column=wanted[:40]),
        _("可以用：{columns}。", columns=_("、").join(column.id for column in _COLUMNS[kind])),
    )


__all__ = ["CLASSIFICATIONS", "MEASURE_KINDS", "Column", "built", "column_of", "columns"]
