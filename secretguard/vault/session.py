"""What an unlocked vault holds in memory; dropped as a whole when it is locked."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from secretguard.clock import Clock
from secretguard.i18n import _
from secretguard.vault.epochs import JournalKeys
from secretguard.vault.errors import VaultReadOnly
from secretguard.vault.keyring import Keyring
from secretguard.vault.keys import MemberKeys
from secretguard.vault.lockfile import WriterLock
from secretguard.vault.log import MerkleTree
from secretguard.vault.members import Roster
from secretguard.vault.witness import Witness
from secretguard.vault.writing import Scribe

if TYPE_CHECKING:
    from secretguard.vault.store.sqlite import SqliteStore


@dataclass(slots=True)
class Session:
    """The parts that the vault's rooms share. `lock` is None for a vault opened for reading."""

    id: bytes
    folder: Path
    store: SqliteStore
    lock: WriterLock | None
    keys: MemberKeys
    keyring: Keyring
    roster: Roster
    clock: Clock
    witness: Witness
    scribe: Scribe
    tree: MerkleTree | None = field(default=None)

    def refuse_unless_writable(self) -> None:
        """Raises VaultReadOnly."""
        if self.lock is None:
            raise VaultReadOnly(
                _("库是以只读方式打开的，不能写入。"), _("请锁定后重新打开（不加只读选项）。")
            )

    def journal_keys(self, db: sqlite3.Connection, journal: bytes) -> JournalKeys:
        """The proven keys of a journal; errors as `Keyring.journal_keys`."""
        return self.keyring.journal_keys(db, self.roster, journal)
