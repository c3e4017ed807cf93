"""What the register's screen looks at: tables and gaps of one state, made anew where it changed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from secretguard.i18n import _p
from secretguard.register import (
    Gap,
    RecordKind,
    RecordRef,
    RegisterState,
    RegisterTable,
    TableRow,
    gaps,
    table,
)
from secretguard.tui.marks import Tone
from secretguard.tui.widgets.grid_view import GridLine

KINDS: tuple[RecordKind, ...] = (
    "secret",
    "person",
    "cleared",
    "agreement",
    "partner",
    "measure",
    "training",
)
"""In the order of the list on the left, and of the digits."""

QUICK = 400
"""So many records are looked at at once; more of them in a thread, so that keys are answered meanwhile."""

_QUICK_ENTRIES = 2_000


@dataclass(frozen=True, slots=True)
class Lacks:
    """How many gaps the records of a kind have, and whether one of them is serious."""

    count: int = 0
    serious: bool = False


@dataclass(frozen=True, slots=True)
class RegisterLook:
    """A state with its tables (those asked for so far), its gaps by record, and the lines drawn of both."""

    state: RegisterState = field(default_factory=RegisterState)
    today: date = date.min
    tables: Mapping[RecordKind, RegisterTable] = field(default_factory=dict)
    rows: Mapping[RecordKind, Mapping[str, TableRow]] = field(default_factory=dict)
    lines: Mapping[RecordKind, Mapping[str, GridLine]] = field(default_factory=dict)
    gaps: Mapping[RecordRef, tuple[Gap, ...]] = field(default_factory=dict)
    lacks: Mapping[RecordKind, Lacks] = field(default_factory=dict)

    def holds(self, state: RegisterState, today: date, kind: RecordKind) -> bool:
        """Whether nothing has to be looked at again to show this."""
        return (self.state.seq, self.today) == (state.seq, today) and kind in self.tables


def look_at(before: RegisterLook, state: RegisterState, today: date, kind: RecordKind) -> RegisterLook:
    """The look at a state, with the table of this kind; rows and gaps that still hold are kept."""
    same = (before.state.seq, before.today) == (state.seq, today)
    if not same:
        found = by_record(gaps(state, today))
        # The old table stays for its rows; those of other kinds are looked at when they are asked for.
        before = RegisterLook(state, today, before.tables, gaps=found, lacks=_lacks(found))
    fresh = table(kind, state, before.tables.get(kind))
    lines = {
        row.id: GridLine(row.id, row.cells, _sign(before.gaps.get(RecordRef(kind, row.id), ())))
        for row in fresh.rows
    }
    return replace(
        before,
        tables={**(before.tables if same else {}), kind: fresh},
        rows={**before.rows, kind: {row.id: row for row in fresh.rows}},
        lines={**before.lines, kind: lines},
    )


def _sign(found: Sequence[Gap]) -> tuple[str, Tone]:
    if any(gap.serious for gap in found):
        return _p("register", "缺"), "bad"
    return (_p("register", "缺"), "care") if found else (_p("register", "齐"), "good")


def _lacks(gaps_by_record: Mapping[RecordRef, Sequence[Gap]]) -> dict[RecordKind, Lacks]:
    counted: dict[RecordKind, Lacks] = {}
    for ref, found in gaps_by_record.items():
        known = counted.get(ref.kind, Lacks())
        serious = known.serious or any(gap.serious for gap in found)
        counted[ref.kind] = Lacks(known.count + len(found), serious)
    return counted


def by_record(found: tuple[Gap, ...]) -> dict[RecordRef, tuple[Gap, ...]]:
    """Gaps by the record that has them."""
    grouped: dict[RecordRef, list[Gap]] = {}
    for gap in found:
        grouped.setdefault(gap.ref, []).append(gap)
    return {ref: tuple(each) for ref, each in grouped.items()}


def kind_called(word: str) -> RecordKind:
    """The kind of this name; the first one for any other word."""
    return next((kind for kind in KINDS if kind == word), KINDS[0])


def is_small(state: RegisterState) -> bool:
    """Whether a look at all of it, and at all that was ever entered, takes no time anybody would notice."""
    return state.seq <= _QUICK_ENTRIES and sum(len(state.records(kind)) for kind in KINDS) <= QUICK
