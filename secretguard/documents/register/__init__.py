"""The register on paper, without content: secrets by code name, people, agreements, measures, gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from secretguard.clock import long_date, long_time
from secretguard.documents.reading import read
from secretguard.documents.tree.document import Document
from secretguard.i18n import _
from secretguard.register import RECORD_TYPES, Column, Gap, RecordKind, RegisterState, gaps, table

TEMPLATE: Final = "register-print.md"
_NONE: Final = "—"
_TEXT_WIDTH: Final = 247.0
"""Millimetres of a landscape page between its margins."""
_LEAST: Final = 14.0

PHONES: Final[dict[RecordKind, frozenset[str]]] = {
    "person": frozenset({"phone", "phone_2"}),
    "partner": frozenset({"contact_phone"}),
}
"""What is printed only when asked for. Values, reasons, places of the secret points are never printed."""

_COLUMNS: Final[dict[RecordKind, tuple[str, ...]]] = {
    "secret": (
        "id",
        "name",
        "classification",
        "category",
        "holder",
        "carriers",
        "systems",
        "circle_size",
        "started",
        "reviewed",
        "review_due",
    ),
    "person": ("id", "name", "title", "duties", "phone", "phone_2", "deputy", "confirmed", "status"),
    "cleared": ("id", "person", "post", "secrets", "granted", "agreement", "non_compete", "exit_closed"),
    "agreement": ("id", "name", "kind", "parties", "signed", "until", "kept"),
    "partner": (
        "id",
        "name",
        "kind",
        "secrets",
        "agreement",
        "contact",
        "contact_phone",
        "notice_hours",
        "disclosed",
        "returned",
    ),
    "measure": ("id", "name", "kind", "where", "since", "checked", "checker", "secrets"),
    "training": ("id", "name", "on", "attended"),
}
"""An allow-list: a column that is not named here is not printed."""


def register_document(
    state: RegisterState, moment: datetime, *, phones: bool = False, kinds: Sequence[RecordKind] = ()
) -> Document:
    """The register as it stands, marked 草稿: no checkpoint stands behind it. `kinds` empty prints all.

    Private numbers only with `phones`. Raises ContentError when the template is broken.
    """
    wanted = [kind for kind in _COLUMNS if not kinds or kind in kinds]
    found = [gap for gap in gaps(state, moment.date()) if gap.ref.kind in wanted]
    data = {
        "enterprise": (state.profile.name if state.profile else "") or _("本单位"),
        "date": long_date(moment),
        "printed": long_time(moment),
        "phones": phones,
        "tables": [_table(kind, state, phones=phones) for kind in wanted],
        "gaps": [_gap(gap, state) for gap in sorted(found, key=lambda gap: not gap.serious)],
        "serious": sum(gap.serious for gap in found),
    }
    return read(TEMPLATE, data, moment=moment)


def _table(kind: RecordKind, state: RegisterState, *, phones: bool) -> dict[str, object]:
    wanted = [name for name in _COLUMNS[kind] if phones or name not in PHONES.get(kind, ())]
    full = table(kind, state)
    places = {column.id: place for place, column in enumerate(full.columns)}
    shown = [full.columns[places[name]] for name in wanted]
    return {
        "title": RECORD_TYPES[kind].label,
        "labels": [column.label for column in shown],
        "widths": _widths(shown),
        "rows": [[row.cells[places[name]] or _NONE for name in wanted] for row in full.rows],
    }


def _widths(shown: Sequence[Column]) -> str:
    """The columns' widths in mm, in proportion to what they hold; the widest takes what is left."""
    total = sum(column.width for column in shown)
    widths = [max(_LEAST, round(column.width / total * _TEXT_WIDTH)) for column in shown]
    widest = max(range(len(shown)), key=lambda place: widths[place])
    return " ".join("*" if place == widest else f"{width:g}" for place, width in enumerate(widths))


def _gap(gap: Gap, state: RegisterState) -> dict[str, object]:
    # A clearance is called by its person's id.
    person = state.people.get(gap.name) if gap.ref.kind == "cleared" else None
    return {
        "kind": RECORD_TYPES[gap.ref.kind].label,
        "id": gap.ref.id,
        "name": person.name if person else gap.name,
        "sentence": gap.sentence,
        "serious": gap.serious,
    }
