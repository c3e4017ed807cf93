"""A large register: 500 people, 2 000 trade secrets, 20 000 entries: opened, and exported as a workbook."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ground import new_vault
from benchmarks.measuring import Row, medians, seconds_of
from secretguard.entries import EntryModel
from secretguard.register import (
    Identity,
    PersonSet,
    Phones,
    Profile,
    Register,
    SecretName,
    SecretSet,
    add_enterprise,
)
from secretguard.register.exchange import export_xlsx
from secretguard.vault import NewEntry

_PEOPLE, _SECRETS, _ENTRIES = 500, 2_000, 20_000


def rows(base: Path) -> list[Row]:
    """The rows about the register."""
    with new_vault(base / "register") as vault:
        journal = add_enterprise(vault, Profile(name="示例公司", industry="汽车零部件")).journal
        changes = itertools.islice(_changes(), _ENTRIES)
        while some := [NewEntry(model.kind, model.parts()) for model in itertools.islice(changes, 500)]:
            vault.append_all(journal, some)
        state = Register(vault, journal).state
        assert (len(state.people), len(state.secrets)) == (_PEOPLE, _SECRETS)
        numbers = itertools.count()
        seconds = medians(
            {
                "open": lambda: seconds_of(lambda: Register(vault, journal)),
                "export": lambda: seconds_of(lambda: export_xlsx(state, base / f"{next(numbers)}.xlsx")),
            },
            5,
        )
    return [
        Row("register of 500 people, 2 000 secrets, 20 000 entries: opened", seconds["open"], "s", 1, True),
        Row("… exported as a workbook", seconds["export"], "s", 2, True),
    ]


def _changes() -> Iterator[EntryModel]:
    """Every person and secret, again and again, each time with something new."""
    for turn in itertools.count():
        for number in range(1, _PEOPLE + 1):
            yield PersonSet(
                person=Identity(id=f"P{number}", name=f"示例员工{number}", title=f"工程师（{turn} 级）"),
                phones=Phones(first=f"000-0000-{number:04d}"),
            )
        for number in range(1, _SECRETS + 1):
            yield SecretSet(
                secret=SecretName(id=f"S{number}", code_name=f"示例项目{number}", classification="core"),
                system=f"研发服务器 {turn}",
                holder_id=f"P{number % _PEOPLE + 1}",
            )
