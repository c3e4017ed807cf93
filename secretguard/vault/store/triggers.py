"""Append-only triggers: the database itself refuses to change or delete what was recorded."""

from __future__ import annotations

APPEND_ONLY = {
    "entry": ("journal", "seq", "author", "commitment", "link", "sig"),
    "leaf": ("index", "journal", "seq", "hash"),
    "checkpoint": ("size", "note", "sig"),
}
"""Per append-only table, the columns that never change; its rows are never deleted."""


def trigger_statements() -> dict[str, str]:
    """The triggers of the current schema by name, as SQLite keeps them in `sqlite_schema`."""
    statements: dict[str, str] = {}
    for table, columns in APPEND_ONLY.items():
        fixed = ", ".join(f'"{column}"' for column in columns)
        statements[f"{table}_no_update"] = (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {fixed} ON {table}"
            " BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )
        statements[f"{table}_no_delete"] = (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
            " BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )
    return statements
