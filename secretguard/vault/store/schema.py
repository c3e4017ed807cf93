"""Holding a database's schema against the one that the tables describe, object by object, word by word."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from functools import cache

from secretguard.i18n import _
from secretguard.vault.shown import shown
from secretguard.vault.store.triggers import trigger_statements

_Object = tuple[str, str]
"""Kind (table, index, trigger, view) and name, as `sqlite_master` has them."""

_BOOKKEEPING = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
_OF_A_KEY = re.compile(r"sqlite_autoindex_\w+_[0-9]+")
_WORD = re.compile(r"\w+|'[^']*'|[^\s\w\"]")


def schema_differences(db: sqlite3.Connection) -> list[str]:
    """What differs from the expected schema, one sentence each; empty if nothing does.

    A planted trigger, view or index could act on what a user writes, and a clause added to a table
    (ON CONFLICT REPLACE, a default, a rule) change what writing does: every statement must be ours.
    """
    expected = _expected_statements()
    rows = [row for row in db.execute("SELECT type, name, sql FROM sqlite_master") if not _is_of_a_key(row)]
    count = Counter((kind, name) for kind, name, _sql in rows)
    extra = [*(found for found in count if found not in expected), *_repeated(count)]
    missing = [wanted for wanted in expected if wanted not in count]
    altered = [
        (kind, name)
        for kind, name, sql in rows
        if (kind, name) in expected and _words(sql) != expected[kind, name]
    ]
    return [
        *(
            _("多出 {kind} {name}", kind=shown(kind), name=shown(name))
            for kind, name in sorted(extra, key=str)
        ),
        *(_("缺少 {kind} {name}", kind=kind, name=name) for kind, name in sorted(missing)),
        *(_("{kind} {name} 的定义被改动", kind=kind, name=name) for kind, name in sorted(altered)),
    ]


def _is_of_a_key(row: tuple[object, object, object]) -> bool:
    """SQLite's own index behind a primary key. Other names of its own could hide what somebody planted."""
    kind, name, sql = row
    return kind == "index" and sql is None and _OF_A_KEY.fullmatch(str(name)) is not None


def _repeated(count: Counter[_Object]) -> list[_Object]:
    return [found for found, times in count.items() if times > 1]


@cache
def _expected_statements() -> dict[_Object, list[str]]:
    # Imported here: the table classes take a third of a second to load, and most commands open no vault.
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from secretguard.vault.tables import VaultModel

    dialect = sqlite.dialect()
    statements: dict[_Object, list[str]] = {("table", "alembic_version"): _words(_BOOKKEEPING)}
    for table in VaultModel.metadata.sorted_tables:
        statements["table", table.name] = _words(str(CreateTable(table).compile(dialect=dialect)))
        for index in table.indexes:
            text = str(CreateIndex(index).compile(dialect=dialect))
            statements["index", str(index.name)] = _words(text)
    for name, text in trigger_statements().items():
        statements["trigger", name] = _words(text)
    return statements


def _words(statement: object) -> list[str]:
    """A statement without white space and quotes around names: in those, writers may differ."""
    return _WORD.findall(statement) if isinstance(statement, str) else []
