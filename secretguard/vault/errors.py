"""What can go wrong with a vault, one class per thing a user must do about it."""

# The names say what happened (WrongPassphrase), which reads better than a row of …Error.
# ruff: noqa: N818

from __future__ import annotations

from secretguard.errors import StorageError, VaultError


class NotAVault(VaultError):
    """The folder or file is not one of our vaults: nothing there, a foreign file, a half-made one."""

    code = "not_a_vault"


class VaultExists(VaultError):
    """A vault, or something else, already stands where one should be created."""

    code = "vault_exists"


class NewerFormat(VaultError):
    """The vault was written by a newer release than this one."""

    code = "newer_format"


class OlderFormat(VaultError):
    """The vault was written by an older release and was opened read-only, so it cannot be upgraded."""

    code = "older_format"


class WrongPassphrase(VaultError):
    """Passphrase, recovery code or member secret does not open this vault; which of them is not told."""

    code = "wrong_passphrase"
    exit_code = 3


class MistypedRecoveryCode(VaultError):
    """A group of the recovery code fails its own check symbol; `group` (1–8) stands in the facts."""

    code = "mistyped_recovery_code"
    exit_code = 3


class VaultLocked(VaultError):
    """The vault object was locked; its keys are gone."""

    code = "vault_locked"
    exit_code = 3


class HeldByAnother(VaultError):
    """Another process holds the writing lock; `pid`, `host`, `since` stand in the facts where known."""

    code = "held_by_another"


class VaultReadOnly(VaultError, StorageError):
    """The vault was opened for reading only, or its folder cannot be written."""

    code = "vault_read_only"


class DiskFull(VaultError, StorageError):
    """No room left; nothing that was acknowledged is lost, the last step was not recorded."""

    code = "disk_full"


class StorageFailed(VaultError, StorageError):
    """The disk or the file system refused for another reason."""

    code = "storage_failed"


class KdfOutOfBounds(VaultError):
    """The file asks for an Argon2id effort outside the bounds that the format allows."""

    code = "kdf_out_of_bounds"
    exit_code = 4


class NotEnoughMemory(VaultError):
    """This machine cannot give the memory that deriving the key needs."""

    code = "not_enough_memory"


class DamagedVault(VaultError):
    """Something stored does not hold together; `table` and `row` stand in the facts where known."""

    code = "damaged_vault"
    exit_code = 4


class RollbackDetected(VaultError):
    """The vault is older than what this user's witness remembers."""

    code = "rollback_detected"
    exit_code = 4


class ForkDetected(VaultError):
    """The vault holds another history than the one this user's witness remembers."""

    code = "fork_detected"
    exit_code = 4


class NoSuchJournal(VaultError):
    """No journal or entry of this id stands in the vault."""

    code = "no_such_journal"


class JournalShredded(VaultError):
    """The journal's keys were destroyed; its content is gone for good."""

    code = "journal_shredded"


class JournalNotOpenToMember(VaultError):
    """The journal is restricted to named members and this one is not among them."""

    code = "journal_restricted"


class NotAllowed(VaultError):
    """The step is refused: only an administrator may, or the entry must stay readable."""

    code = "not_allowed"


class NotCanonical(VaultError):
    """The data has no canonical form (a float, a duplicate key, a number too large, nested too deep)."""

    code = "not_canonical"


class ErasureUnfinished(VaultError):
    """The entry is erased, but an open reader kept SQLite from emptying its write-ahead log."""

    code = "erasure_unfinished"
