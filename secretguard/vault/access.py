"""Ways into a vault: changing the passphrase, replacing and proving the recovery code."""

from __future__ import annotations

from pathlib import Path

from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.vault.errors import WrongPassphrase
from secretguard.vault.kdf import KdfParameters, calibrate
from secretguard.vault.opening import DATABASE_NAME, WayIn, find_member_keys, open_store
from secretguard.vault.primitives import KEY_SIZE
from secretguard.vault.recovery import format_recovery_code, new_recovery_secret
from secretguard.vault.store import queries
from secretguard.vault.store.header import refuse_foreign_file
from secretguard.vault.unlock import Way, seal_with_passphrase, seal_with_recovery
from secretguard.vault.vault import Vault


def refuse_empty_passphrase(passphrase: str) -> None:
    """Raises UsageError for a passphrase of nothing but spaces; how strong it is, the face judges."""
    if not passphrase.strip():
        raise UsageError(_("口令不能为空。"), _("请用三四个不相干的词，或一句只有您知道的话。"))


def change_passphrase(vault: Vault, new: str, *, kdf: KdfParameters | None = None) -> None:
    """Let a new passphrase open the vault, and the old one no more; old backups keep the old one.

    The effort is at least the one before and the one calibrated here (or `kdf`).
    """
    refuse_empty_passphrase(new)
    session = vault.session
    session.refuse_unless_writable()
    with session.store.reading() as db:
        stored = [row for row in queries.select_unlocks(db, Way.PASSPHRASE) if row.member == session.keys.id]
    parameters = kdf or calibrate()
    for row in stored:
        row.parameters.refuse_out_of_bounds()
        parameters = parameters.at_least(row.parameters)
    sealed = seal_with_passphrase(session.keys, session.id, new, parameters)
    with session.store.transaction() as db:
        queries.put_unlock(db, sealed)


def replace_recovery_code(vault: Vault) -> str:
    """A new recovery code; the old paper opens nothing any more, but old backups."""
    session = vault.session
    session.refuse_unless_writable()
    secret = new_recovery_secret()
    sealed = seal_with_recovery(session.keys, session.id, secret)
    with session.store.transaction() as db:
        queries.put_unlock(db, sealed)
    return format_recovery_code(secret)


def prove_recovery_code(folder: Path, code: str) -> bool:
    """Whether this code opens the vault, without opening it. Raises MistypedRecoveryCode, NotAVault."""
    return _opens(folder, WayIn.only(None, code, None))


def prove_passphrase(folder: Path, passphrase: str) -> bool:
    """Whether this passphrase opens the vault, without opening it; costs one key derivation."""
    return _opens(folder, WayIn.only(passphrase, None, None))


def member_secret_of(vault: Vault) -> bytes:
    """The 32-byte member secret, for tests that open the same vault in many processes."""
    secret = vault.session.keys.secret
    assert len(secret) == KEY_SIZE
    return secret


def _opens(folder: Path, way_in: WayIn) -> bool:
    refuse_foreign_file(folder / DATABASE_NAME)
    store, _altered = open_store(folder, writable=False)
    try:
        find_member_keys(store, way_in)
    except WrongPassphrase:
        return False
    finally:
        store.close()
    return True
