"""Creating the schema, and bringing an older vault to this release's, with a copy kept first."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from secretguard.errors import VaultError
from secretguard.i18n import _
from secretguard.vault.errors import DamagedVault, OlderFormat
from secretguard.vault.migrations import FORMAT_VERSION, migrate
from secretguard.vault.store.faults import storage_faults
from secretguard.vault.store.header import APPLICATION_ID, refuse_newer_format
from secretguard.vault.store.schema import schema_differences
from secretguard.vault.store.sqlite import SqliteStore, create_empty_file
from secretguard.vault.store.triggers import trigger_statements

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def create_schema(store: SqliteStore) -> None:
    """Make all tables, triggers and marks in an empty file, in one transaction."""
    with store.migrating() as connection:
        _migrate(connection)


def bring_up_to_date(store: SqliteStore) -> None:
    """Upgrade an older vault, after keeping a copy beside it; NewerFormat, OlderFormat if it cannot be."""
    with store.reading() as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
    refuse_newer_format(version)
    if version == FORMAT_VERSION:
        return
    if not store.writable:
        raise OlderFormat(
            _("这个库的格式较旧（{version}），要先升级才能读。", version=version),
            _("请不加只读选项打开一次，程序会先留一份副本再升级。"),
            format=version,
        )
    keep_copy(store, store.path.with_name(f"{store.path.name}.format-{version}"))
    with store.migrating() as connection:
        _migrate(connection)


def altered_schema(store: SqliteStore) -> list[VaultError]:
    """What somebody added to, or took from, the schema: one error that names it all, or none."""
    with store.reading() as db:
        differences = schema_differences(db)
    if not differences:
        return []
    return [
        DamagedVault(
            _("库的表结构被改动过：{list}。", list=_("；").join(differences)),
            _("有人可能改动过库文件。请从备份恢复；在查清之前只能以只读方式打开。"),
            table="sqlite_schema",
            row=differences[0],
        )
    ]


def keep_copy(store: SqliteStore, target: Path) -> None:
    """A complete copy by SQLite's backup, on the disk before this returns; one made before is replaced."""
    with store.reading() as db, storage_faults(target):
        target.unlink(missing_ok=True)
        create_empty_file(target)
        copy = sqlite3.connect(target)
        try:
            db.backup(copy)
        finally:
            copy.close()
        with target.open("rb") as file:
            os.fsync(file.fileno())
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Make a new name in a folder durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _migrate(connection: Connection) -> None:
    # Batch operations drop a table's triggers silently: all go first, and all are made again.
    names = (
        connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    )
    for name in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name.replace(chr(34), chr(34) * 2)}"')
    migrate(connection)
    for statement in trigger_statements().values():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT_VERSION}")
