"""Creating a vault: built beside its final name, then renamed, so that there is a whole one or none."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack
from pathlib import Path

from secretguard import locations
from secretguard.clock import Clock
from secretguard.i18n import _
from secretguard.vault.access import refuse_empty_passphrase
from secretguard.vault.canonical import Json
from secretguard.vault.entry import FIRST_PREVIOUS
from secretguard.vault.epochs import FIRST_EPOCH, announce_open
from secretguard.vault.errors import VaultExists
from secretguard.vault.kdf import KdfParameters, calibrate
from secretguard.vault.keys import MemberKeys, vault_id, wrap_for_member
from secretguard.vault.lockfile import FILE_NAME as LOCK_NAME
from secretguard.vault.lockfile import WriterLock
from secretguard.vault.members import describe_member
from secretguard.vault.opening import DATABASE_NAME, open_store, start_session
from secretguard.vault.primitives import KEY_SIZE
from secretguard.vault.recovery import format_recovery_code, new_recovery_secret
from secretguard.vault.sealing import RowCipher, Table
from secretguard.vault.store import queries
from secretguard.vault.store.faults import refuse_impossible_path, storage_faults
from secretguard.vault.store.rows import StoredWrap
from secretguard.vault.unlock import UnlockRow, seal_with_passphrase, seal_with_recovery
from secretguard.vault.vault import Vault
from secretguard.vault.witness import Witness
from secretguard.vault.writing import Scribe

_PART_NAME = DATABASE_NAME + ".part"


def create_vault(
    folder: Path,
    passphrase: str,
    *,
    member_name: str,
    vault_name: str,
    clock: Clock,
    kdf: KdfParameters | None = None,
    witness_folder: Path | None = None,
) -> tuple[Vault, str]:
    """A new vault with its founder, open for writing, and the recovery code to be kept on paper.

    `kdf` is calibrated to this machine unless given. Raises VaultExists if something stands in the
    folder, VaultReadOnly, DiskFull, KdfOutOfBounds, UsageError.
    """
    refuse_impossible_path(folder)
    refuse_empty_passphrase(passphrase)
    if kdf is not None:
        kdf.refuse_out_of_bounds()
    _prepare_folder(folder)
    with ExitStack() as undo:
        lock = WriterLock.acquire(folder, clock)
        undo.callback(lock.release)
        if (folder / DATABASE_NAME).exists():
            raise _exists(folder)
        keys = MemberKeys.from_secret(os.urandom(KEY_SIZE))
        nonce = os.urandom(32)
        vault = vault_id(keys.id, nonce)
        recovery = new_recovery_secret()
        unlocks = [
            seal_with_passphrase(keys, vault, passphrase, kdf or calibrate()),
            seal_with_recovery(keys, vault, recovery),
        ]
        founding = _Founding(vault, nonce, member_name, vault_name)
        _build(folder, founding, keys, unlocks, clock)
        store, _altered = open_store(folder, writable=True)
        witness = Witness(witness_folder or locations.witness_folder())
        undo.callback(store.close)
        session = start_session(folder, store, keys, lock, clock, witness)
        undo.pop_all()
    return Vault(session), format_recovery_code(recovery)


class _Founding:
    """What `vault.create` says."""

    def __init__(self, vault: bytes, nonce: bytes, member_name: str, vault_name: str) -> None:
        self.vault = vault
        self.nonce = nonce
        self.member_name = member_name
        self.vault_name = vault_name

    def parts(self, keys: MemberKeys, key: bytes) -> dict[str, Json]:
        return {
            "key": announce_open(key, self.vault, self.vault, FIRST_EPOCH, 0),
            "member": describe_member(keys, admin=True),
            "name": self.member_name,
            "nonce": self.nonce.hex(),
            "title": self.vault_name,
        }


def _prepare_folder(folder: Path) -> None:
    with storage_faults(folder):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as problem:
            raise _exists(folder) from problem
        # A creation that was cut off leaves the unfinished file and what SQLite keeps beside it.
        unfinished = tuple(_PART_NAME + ending for ending in ("", "-journal", "-wal", "-shm"))
        if any(item.name not in (LOCK_NAME, *unfinished) for item in folder.iterdir()):
            raise _exists(folder)


def _build(
    folder: Path, founding: _Founding, keys: MemberKeys, unlocks: list[UnlockRow], clock: Clock
) -> None:
    from secretguard.vault.store.sqlite import SqliteStore, create_empty_file
    from secretguard.vault.store.upgrade import create_schema, flush_folder

    part = folder / _PART_NAME
    with storage_faults(folder):
        for leftover in folder.glob(_PART_NAME + "*"):
            leftover.unlink()
        create_empty_file(part)
    store = SqliteStore(part, writable=True)
    try:
        create_schema(store)
        with store.transaction() as db:
            _found(db, founding, keys, unlocks, clock)
    finally:
        store.close()
    with storage_faults(folder):
        part.rename(folder / DATABASE_NAME)
        flush_folder(folder)


def _found(
    db: sqlite3.Connection, founding: _Founding, keys: MemberKeys, unlocks: list[UnlockRow], clock: Clock
) -> None:
    vault = founding.vault
    key = os.urandom(KEY_SIZE)
    queries.insert_vault(db, vault)
    queries.insert_member(db, keys.id, keys.sign_public, keys.hpke_public)
    for unlock in unlocks:
        queries.put_unlock(db, unlock)
    wrap = wrap_for_member(key, keys.hpke_public, vault, vault, FIRST_EPOCH, keys.id)
    queries.insert_wrap(db, StoredWrap(vault, FIRST_EPOCH, keys.id, wrap))
    cipher = RowCipher(key, vault, Table.ENTRY, FIRST_EPOCH)
    parts = founding.parts(keys, key)
    row, _entry = Scribe(vault, keys, clock).compose(vault, 1, FIRST_PREVIOUS, cipher, "vault.create", parts)
    queries.insert_head(db, vault)
    queries.insert_entry(db, row)
    queries.update_head(db, vault, row.seq, row.link)


def _exists(folder: Path) -> VaultExists:
    return VaultExists(
        _("这里已经有东西了，不能在此新建库：{path}", path=folder),
        _("请换一个空的或新的文件夹；要打开已有的库，请用打开。"),
        path=str(folder),
    )
