"""Sealed journals: the vault's public face. Other rooms import from here and from nowhere below."""

from secretguard.vault.access import (
    change_passphrase,
    member_secret_of,
    prove_passphrase,
    prove_recovery_code,
    refuse_empty_passphrase,
    replace_recovery_code,
)
from secretguard.vault.appending import NewEntry
from secretguard.vault.backup import BackupReceipt, back_up
from secretguard.vault.backup_archive import DamagedBackupError
from secretguard.vault.backup_check import check_backup
from secretguard.vault.backup_restore import RestoreReceipt, restore
from secretguard.vault.blobs.intake import BlobName, StagedBlob, read_blob_name
from secretguard.vault.blobs.reading import BlobReader
from secretguard.vault.blobs.sealing import ByteSource
from secretguard.vault.canonical import Json
from secretguard.vault.check import check_folder, check_vault
from secretguard.vault.check_fork import Comparison, Fork, find_fork
from secretguard.vault.check_report import CheckReport, Finding
from secretguard.vault.checkpoint import Checkpoint
from secretguard.vault.creating import create_vault
from secretguard.vault.errors import (
    DamagedVault,
    DiskFull,
    ErasureUnfinished,
    ForkDetected,
    HeldByAnother,
    JournalNotOpenToMember,
    JournalShredded,
    KdfOutOfBounds,
    MistypedRecoveryCode,
    NewerFormat,
    NoSuchJournal,
    NotAllowed,
    NotAVault,
    NotCanonical,
    NotEnoughMemory,
    OlderFormat,
    RollbackDetected,
    StorageFailed,
    VaultExists,
    VaultLocked,
    VaultReadOnly,
    WrongPassphrase,
)
from secretguard.vault.info import VaultInfo, vault_info
from secretguard.vault.journals import JournalInfo
from secretguard.vault.kdf import DEFAULT as DEFAULT_KDF
from secretguard.vault.kdf import FLOOR as FLOOR_KDF
from secretguard.vault.kdf import KdfParameters, calibrate
from secretguard.vault.lockfile import Holder
from secretguard.vault.notes import NoteError
from secretguard.vault.opening import open_vault
from secretguard.vault.proving import Run, checkpoint_at, everything, first_checkpoint_with, prove_entries
from secretguard.vault.reading import Entry
from secretguard.vault.recovery import GROUPS as RECOVERY_GROUPS
from secretguard.vault.recovery import is_group_right as is_recovery_group_right
from secretguard.vault.vault import MemberInfo, Vault
from secretguard.vault.witness import WitnessDamagedError

__all__ = [
    "DEFAULT_KDF",
    "FLOOR_KDF",
    "RECOVERY_GROUPS",
    "BackupReceipt",
    "BlobName",
    "BlobReader",
    "ByteSource",
    "CheckReport",
    "Checkpoint",
    "Comparison",
    "DamagedBackupError",
    "DamagedVault",
    "DiskFull",
    "Entry",
    "ErasureUnfinished",
    "Finding",
    "Fork",
    "ForkDetected",
    "HeldByAnother",
    "Holder",
    "JournalInfo",
    "JournalNotOpenToMember",
    "JournalShredded",
    "Json",
    "KdfOutOfBounds",
    "KdfParameters",
    "MemberInfo",
    "MistypedRecoveryCode",
    "NewEntry",
    "NewerFormat",
    "NoSuchJournal",
    "NotAVault",
    "NotAllowed",
    "NotCanonical",
    "NotEnoughMemory",
    "NoteError",
    "OlderFormat",
    "RestoreReceipt",
    "RollbackDetected",
    "Run",
    "StagedBlob",
    "StorageFailed",
    "Vault",
    "VaultExists",
    "VaultInfo",
    "VaultLocked",
    "VaultReadOnly",
    "WitnessDamagedError",
    "WrongPassphrase",
    "back_up",
    "calibrate",
    "change_passphrase",
    "check_backup",
    "check_folder",
    "check_vault",
    "checkpoint_at",
    "create_vault",
    "everything",
    "find_fork",
    "first_checkpoint_with",
    "is_recovery_group_right",
    "member_secret_of",
    "open_vault",
    "prove_entries",
    "prove_passphrase",
    "prove_recovery_code",
    "read_blob_name",
    "refuse_empty_passphrase",
    "replace_recovery_code",
    "restore",
    "vault_info",
]
