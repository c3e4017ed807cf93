"""Blob files that no row names: left by a killed intake, or by an erasure killed before its last step.

Only the writer sweeps, under the lock, after the history was held against the witness: a database put
back to an older day must not take the evidence of later days with it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from secretguard.vault.blobs.intake import SUFFIX
from secretguard.vault.blobs.layout import FOLDER, is_name, path_of
from secretguard.vault.errors import DamagedVault
from secretguard.vault.session import Session
from secretguard.vault.store.blob_rows import select_blob_ids


def sweep(session: Session) -> int:
    """Remove the files of no row; how many. Files that are not named as ours are left alone."""
    place = session.folder / FOLDER
    if not place.is_dir() or place.is_symlink():
        return 0
    try:
        with session.store.reading() as db:
            named = {identity.hex() for identity in select_blob_ids(db)}
    except DamagedVault:
        return 0  # a row that is none of ours: the check names it; nothing is removed on its word
    orphans = [path for path in _files(place) if path.name not in named]
    for path in orphans:
        # A file that cannot be removed now (still open elsewhere on Windows) is tried again next time.
        with suppress(OSError):
            path.unlink()
    return len(orphans)


def remove_files(folder: Path, identities: list[bytes]) -> None:
    """Remove blob files whose rows are gone; what cannot be removed now is swept at the next start."""
    for identity in identities:
        with suppress(OSError):
            path_of(folder, identity.hex()).unlink()


def _files(place: Path) -> list[Path]:
    """The files named as ours; a folder that cannot be read now is left to the next time."""
    found = []
    for group in _listed(place):
        if len(group.name) != 2 or group.is_symlink() or not group.is_dir():
            continue
        for path in _listed(group):
            name = path.name.removesuffix(SUFFIX)
            if is_name(name) and name.startswith(group.name) and not path.is_symlink():
                found.append(path)
    return found


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
