"""Finding where two copies of one vault part: the first entry of each journal that differs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.vault.backup_archive import is_backup, unpacked_database
from secretguard.vault.check_reading import reading_database
from secretguard.vault.opening import DATABASE_NAME
from secretguard.vault.store import queries
from secretguard.vault.store.header import refuse_foreign_file
from secretguard.vault.store.rows import checked_link


@dataclass(frozen=True, slots=True)
class Fork:
    """From this entry on, a journal reads differently in two copies; the links are those of each."""

    journal: bytes
    seq: int
    link_a: bytes
    link_b: bytes


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two copies side by side: where they part, and the (journal, seq) that only one of them has.

    Both may have grown in different journals: then there is no fork to name, and yet two histories.
    """

    forks: tuple[Fork, ...]
    only_a: tuple[tuple[bytes, int], ...]
    only_b: tuple[tuple[bytes, int], ...]


def find_fork(a: Path, b: Path) -> Comparison:
    """Compare two copies by links alone, each a vault's folder, its `vault.db`, or a backup; needs no key.

    Raises UsageError if they are not copies of one vault, VaultErrors for files that cannot be read.
    """
    with opened_copy(a) as db_a, opened_copy(b) as db_b:
        refuse_another_vault(db_a, queries.select_vault(db_b))
        return compare(db_a, db_b)


@contextmanager
def opened_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """The database of a vault's folder, of a backup, or at `path` itself, for reading."""
    with ExitStack() as closing:
        database = path / DATABASE_NAME if path.is_dir() else path
        if is_backup(path):
            database = closing.enter_context(unpacked_database(path))
        refuse_foreign_file(database)
        yield closing.enter_context(reading_database(database))


def refuse_another_vault(db: sqlite3.Connection, vault: bytes) -> None:
    """Raises UsageError unless this database is a copy of that vault."""
    if queries.select_vault(db) != vault:
        raise UsageError(_("这不是同一个库的副本，无法比较。"), _("请选择同一个库的另一份文件夹或备份。"))


def compare(db_a: sqlite3.Connection, db_b: sqlite3.Connection) -> Comparison:
    """The same over open databases, known to be of one vault."""
    links_a, links_b = _links(db_a), _links(db_b)
    forks: dict[bytes, Fork] = {}
    only_a: list[tuple[bytes, int]] = []
    only_b: list[tuple[bytes, int]] = []
    one, other = next(links_a, None), next(links_b, None)
    while one is not None or other is not None:
        if one is not None and (other is None or one[:2] < other[:2]):
            only_a.append(one[:2])
            one = next(links_a, None)
            continue
        assert other is not None
        if one is None or other[:2] < one[:2]:
            only_b.append(other[:2])
            other = next(links_b, None)
            continue
        journal, seq, link = one
        if link != other[2]:
            forks.setdefault(journal, Fork(journal, seq, link, other[2]))
        one, other = next(links_a, None), next(links_b, None)
    return Comparison(tuple(forks.values()), tuple(only_a), tuple(only_b))


def _links(db: sqlite3.Connection) -> Iterator[tuple[bytes, int, bytes]]:
    return map(checked_link, db.execute("SELECT journal, seq, link FROM entry ORDER BY journal, seq"))
