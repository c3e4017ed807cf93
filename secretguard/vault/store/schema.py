"""Holding a database's schema against the one that the tables describe, object by object."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from secretguard.i18n import _
from secretguard.vault.store.triggers import trigger_statements

if TYPE_CHECKING:
    from sqlalchemy import Table

_BOOKKEEPING = "alembic_version"


def schema_differences(db: sqlite3.Connection) -> list[str]:
    """What differs from the expected schema, one sentence each; empty if nothing does.

    A planted trigger, view or index could act on what a user writes, so every object is named.
    """
    expected_tables = _expected_tables()
    found = {
        (kind, name): sql or ""
        for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_master")
        if not name.startswith("sqlite_")
    }
    expected = set(_expected_objects(expected_tables))
    differences = [
        _("多出 {kind} {name}", kind=kind, name=name) for kind, name in sorted(found.keys() - expected)
    ]
    differences += [
        _("缺少 {kind} {name}", kind=kind, name=name) for kind, name in sorted(expected - found.keys())
    ]
    differences += _altered_triggers(found)
    for table in expected_tables:
        if ("table", table.name) in found and _columns(db, table.name) != _expected_columns(table):
            differences.append(_("表 {name} 的列不对", name=table.name))
    return differences


def _expected_tables() -> list[Table]:
    # Imported here: the table classes take a third of a second to load, and most commands open no vault.
    from secretguard.vault.tables import VaultModel

    return VaultModel.metadata.sorted_tables


def _expected_objects(tables: list[Table]) -> Iterator[tuple[str, str]]:
    yield "table", _BOOKKEEPING
    for table in tables:
        yield "table", table.name
        for index in table.indexes:
            yield "index", str(index.name)
    for name in trigger_statements():
        yield "trigger", name


def _altered_triggers(found: dict[tuple[str, str], str]) -> list[str]:
    return [
        _("触发器 {name} 被改动", name=name)
        for name, statement in trigger_statements().items()
        if ("trigger", name) in found and found["trigger", name] != statement
    ]


def _columns(db: sqlite3.Connection, table: str) -> list[tuple[str, str, bool, int]]:
    rows = db.execute('SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?)', (table,))
    return [(name, kind, bool(required), key) for name, kind, required, key in rows]


def _expected_columns(table: Table) -> list[tuple[str, str, bool, int]]:
    from sqlalchemy.dialects import sqlite

    dialect = sqlite.dialect()
    key = [column.name for column in table.primary_key]
    return [
        (
            column.name,
            column.type.compile(dialect),
            not column.nullable,
            key.index(column.name) + 1 if column.name in key else 0,
        )
        for column in table.columns
    ]
