"""Proving a backup without restoring it: every byte against its digest, the database against itself."""

from __future__ import annotations

import tempfile
from pathlib import Path

from secretguard.vault.backup import ByteSteps
from secretguard.vault.backup_archive import DATABASE, open_archive
from secretguard.vault.backup_restore import refuse_another_database
from secretguard.vault.check import check_database
from secretguard.vault.check_reading import reading_store
from secretguard.vault.check_report import CheckReport, Progress
from secretguard.vault.opening import WayIn, find_member_keys


def check_backup(
    source: Path,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    member_secret: bytes | None = None,
    deep: bool = False,
    progress: Progress | None = None,
) -> CheckReport:
    """Read a backup through and check the vault in it; `progress` counts bytes. Touches no witness.

    Without a way in the report is incomplete. Raises DamagedBackupError and NoteError for a file that is
    no whole backup, WrongPassphrase, StorageErrors.
    """
    has_way_in = any(value is not None for value in (passphrase, recovery_code, member_secret))
    way_in = WayIn.only(passphrase, recovery_code, member_secret) if has_way_in else None
    with open_archive(source) as archive, tempfile.TemporaryDirectory(prefix="sgvb-") as folder:
        steps = ByteSteps(archive.size, progress)
        database = Path(folder) / DATABASE
        for name in archive.digests:
            if name != DATABASE:
                archive.copy(name, None, steps)
                continue
            with database.open("xb") as file:
                archive.copy(name, file, steps)
        refuse_another_database(archive, database)
        keys = None
        if way_in is not None:
            with reading_store(database) as store:
                keys = find_member_keys(store, way_in)
        return check_database(database, archive.note.vault, keys, deep=deep)
