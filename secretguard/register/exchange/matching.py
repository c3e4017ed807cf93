"""Which record each row is about: by its number, else by its name, else a new one. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.register.columns import column_of
from secretguard.register.exchange.neutral import exported
from secretguard.register.exchange.preview import Problem
from secretguard.register.exchange.rows import Row, Rows
from secretguard.register.fold import RegisterState
from secretguard.register.gathering import free_ids
from secretguard.register.names import Names
from secretguard.register.records import RECORD_TYPES, Record, RecordKind, RecordRef

_ID = re.compile(r"^[A-Za-z0-9_-]{1,32}$")


@dataclass(frozen=True, slots=True)
class Meant:
    """A row with the record it is about; `old` is None for a new one."""

    row: Row
    id: str
    name: str
    old: Record | None


@dataclass(frozen=True, slots=True)
class Matches:
    """All rows with their records, and what records are called after the import."""

    meant: tuple[Meant, ...]
    names: Names


def match_rows(rows: Rows, state: RegisterState) -> Matches:
    """Find each row's record; rows that fit none, or more than one, go to `rows.problems`."""
    names = Names.of(state)
    meant: list[Meant] = []
    for kind in RECORD_TYPES:
        matcher = _Matcher(kind, [row for row in rows.rows if row.kind == kind], state, names, rows.problems)
        found = list(matcher.matched())
        meant += found
        if kind != "cleared":
            names = names.renamed({kind: {item.id: item.name for item in found if item.name}})
    return Matches(tuple(meant), names)


class _Matcher:
    def __init__(
        self, kind: RecordKind, rows: list[Row], state: RegisterState, names: Names, problems: list[Problem]
    ) -> None:
        self._kind = kind
        self._rows = rows
        self._state = state
        self._names = names
        self._problems = problems
        self._records = state.records(kind)
        self._by_name = Counter(record.name for record in self._records.values())
        self._used = {row.text("id") for row in rows} - {""}
        self._free = (key for key in free_ids(kind, state) if key not in self._used)
        self._heading = "person" if kind == "cleared" else "name"

    def matched(self) -> Iterator[Meant]:
        seen: dict[str, int] = {}
        for row in self._rows:
            name, key = self._name(row), row.text("id")
            fault = self._fault_of_number(key, seen) if key else self._fault_of_name(name)
            if fault is not None:
                self._problems.append(Problem(row.at(column_of(self._kind, "id")), fault))
                continue
            key = key or self._key_by_name(name)
            seen[key] = row.place.row
            yield Meant(row, key, name, self._records.get(key))

    def _name(self, row: Row) -> str:
        text = row.text(self._heading)
        if not text or self._kind != "cleared":
            return text
        try:
            return self._names.find(("person",), text)
        except SecretGuardError:
            return ""  # told when the cell itself is read

    def _fault_of_number(self, key: str, seen: dict[str, int]) -> str | None:
        if not _ID.match(key):
            return _("编号“{id}”只能用英文字母、数字、“_”和“-”。", id=exported(key[:40]))
        if key in seen:
            return _("编号 {id} 在第 {row} 行已经出现过。", id=key, row=seen[key])
        if RecordRef(self._kind, key) in self._state.gone:
            return _("编号 {id} 已经移出台账，不能再用；新的一条请把编号留空。", id=key)
        return None

    def _fault_of_name(self, name: str) -> str | None:
        known = self._by_name[name] if name else 0
        if known > 1:
            return _("台账里有 {count} 条都叫“{name}”，请写编号。", count=known, name=name)
        return None

    def _key_by_name(self, name: str) -> str:
        """The one record of that name that no other row is about, else a new number."""
        if name and self._by_name[name] == 1:
            key = next(key for key, record in self._records.items() if record.name == name)
            if key not in self._used:
                self._used.add(key)
                return key
        return next(self._free)
