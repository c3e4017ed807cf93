"""Opening a vault: the file, the lock, the way in, the vault journal, the witness, in that order."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from secretguard import locations
from secretguard.clock import Clock
from secretguard.errors import UsageError, VaultError
from secretguard.i18n import _
from secretguard.vault.blobs.sweeping import sweep
from secretguard.vault.checkpoint import compare_with_witness, load_tree
from secretguard.vault.errors import WrongPassphrase
from secretguard.vault.keyring import Keyring
from secretguard.vault.keys import MemberKeys
from secretguard.vault.lockfile import WriterLock
from secretguard.vault.recovery import parse_recovery_code
from secretguard.vault.restored import replaces
from secretguard.vault.session import Session
from secretguard.vault.staging import sweep_beside
from secretguard.vault.store import queries
from secretguard.vault.store.header import refuse_foreign_file
from secretguard.vault.trunk import read_trunk
from secretguard.vault.unlock import Way, open_with_passphrase, open_with_recovery, wrong_passphrase
from secretguard.vault.vault import Vault
from secretguard.vault.witness import Witness
from secretguard.vault.writing import Scribe

if TYPE_CHECKING:
    from secretguard.vault.store.sqlite import SqliteStore

DATABASE_NAME = "vault.db"


def open_vault(
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    member_secret: bytes | None = None,
    read_only: bool = False,
    clock: Clock,
    witness_folder: Path | None = None,
    compare_witness: bool = True,
) -> Vault:
    """Unlock a vault by exactly one of passphrase, recovery code or (in tests) the member secret itself.

    For writing, the vault must hold together: RollbackDetected, ForkDetected and an altered schema are
    raised. For reading they stand in `Vault.warnings`. `compare_witness=False` accepts another history
    than the one seen before (after a restore); the next checkpoint becomes the one remembered.
    Raises NotAVault, NewerFormat, OlderFormat, HeldByAnother, WrongPassphrase, MistypedRecoveryCode,
    KdfOutOfBounds, NotEnoughMemory, DamagedVault, VaultReadOnly.
    """
    way_in = WayIn.only(passphrase, recovery_code, member_secret)
    refuse_foreign_file(folder / DATABASE_NAME)
    witness = Witness(witness_folder or locations.witness_folder())
    with ExitStack() as undo:
        lock = None if read_only else WriterLock.acquire(folder, clock)
        if lock is not None:
            undo.callback(lock.release)
        store, altered = open_store(folder, writable=lock is not None)
        undo.callback(store.close)
        keys = find_member_keys(store, way_in)
        session = start_session(folder, store, keys, lock, clock, witness)
        warnings = [*altered, *(_compare(session) if compare_witness else [])]
        if lock is not None and warnings:
            raise warnings[0]
        if lock is not None:
            sweep(session)
            sweep_beside(folder, clock)
        undo.pop_all()
    return Vault(session, tuple(warnings))


class WayIn:
    """What the user holds: one of passphrase, the 20 bytes of a recovery code, or a member secret."""

    def __init__(self, passphrase: str | None, recovery: bytes | None, secret: bytes | None) -> None:
        self.passphrase = passphrase
        self.recovery = recovery
        self.secret = secret

    @classmethod
    def only(cls, passphrase: str | None, recovery_code: str | None, member_secret: bytes | None) -> WayIn:
        """Raises UsageError unless exactly one is given, MistypedRecoveryCode."""
        if sum(value is not None for value in (passphrase, recovery_code, member_secret)) != 1:
            raise UsageError(_("请提供口令或恢复码之一。"), _("忘记口令时可用纸上的恢复码。"))
        recovery = None if recovery_code is None else parse_recovery_code(recovery_code)
        return cls(passphrase, recovery, member_secret)


def open_store(folder: Path, *, writable: bool) -> tuple[SqliteStore, list[VaultError]]:
    """The vault's database, upgraded if it may be written, and what is wrong with its schema."""
    from secretguard.vault.store.sqlite import SqliteStore
    from secretguard.vault.store.upgrade import altered_schema, bring_up_to_date

    store = SqliteStore(folder / DATABASE_NAME, writable=writable)
    try:
        bring_up_to_date(store)
        return store, altered_schema(store)
    except BaseException:
        store.close()
        raise


def find_member_keys(store: SqliteStore, way_in: WayIn) -> MemberKeys:
    """The keys that this way in opens. Raises WrongPassphrase, KdfOutOfBounds, NotEnoughMemory."""
    if way_in.secret is not None:
        return MemberKeys.from_secret(way_in.secret)
    way = Way.PASSPHRASE if way_in.passphrase is not None else Way.RECOVERY
    with store.reading() as db:
        vault = queries.select_vault(db)
        rows = queries.select_unlocks(db, way)
    for row in rows:
        try:
            if way_in.passphrase is not None:
                return open_with_passphrase(row, vault, way_in.passphrase)
            assert way_in.recovery is not None
            return open_with_recovery(row, vault, way_in.recovery)
        except WrongPassphrase:
            continue
    raise wrong_passphrase()


def start_session(
    folder: Path,
    store: SqliteStore,
    keys: MemberKeys,
    lock: WriterLock | None,
    clock: Clock,
    witness: Witness,
) -> Session:
    """Read and verify the vault journal, and put together what an unlocked vault needs."""
    with store.reading() as db:
        vault = queries.select_vault(db)
        trunk = read_trunk(db, vault, keys)
    return Session(
        id=vault,
        folder=folder,
        store=store,
        lock=lock,
        keys=keys,
        keyring=Keyring(vault, keys, trunk.keys),
        roster=trunk.roster,
        clock=clock,
        witness=witness,
        scribe=Scribe(vault, keys, clock),
    )


def _compare(session: Session) -> list[VaultError]:
    """What the witness objects to. Read first, so that a writer beside us can only be ahead of it."""
    try:
        seen = session.witness.load(session.id)
        if seen is None:
            return []
        with session.store.reading() as db:
            problem = compare_with_witness(db, session.id, load_tree(session, db), seen)
            if problem is not None and replaces(session, db, seen):
                return []
    except VaultError as damage:
        return [damage]
    return [] if problem is None else [problem]
