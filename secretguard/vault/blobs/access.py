"""The sealed row that keeps a blob's key, and the way from an entry's part to its content."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from secretguard.i18n import _
from secretguard.vault.blobs.intake import BlobName, StagedBlob
from secretguard.vault.blobs.layout import damaged_blob, path_of
from secretguard.vault.blobs.reading import BlobReader
from secretguard.vault.canonical import decode, encode
from secretguard.vault.epochs import JournalKeys
from secretguard.vault.errors import NotCanonical
from secretguard.vault.primitives import KEY_SIZE
from secretguard.vault.sealing import frame_document, sealed_epoch, unframe_document
from secretguard.vault.store.blob_rows import StoredBlob, insert_blob, select_blob


def keep_key(db: sqlite3.Connection, keys: JournalKeys, staged: StagedBlob) -> None:
    """Seal a staged blob's key under the journal's newest epoch and name the file in the database."""
    document = frame_document(encode({"key": staged.key.hex()}))
    row = staged.name.id
    sealed = keys.newest.blobs.seal(keys.journal, 0, document, row)
    insert_blob(db, StoredBlob(row, keys.journal, staged.name.size, sealed))


def open_blob(db: sqlite3.Connection, folder: Path, keys: JournalKeys, name: BlobName) -> BlobReader:
    """The content of the blob that an entry of the keys' journal names.

    Raises DamagedVault if row or file is missing, altered, or of another size than the entry says.
    """
    row = select_blob(db, name.id)
    hexed = name.id.hex()
    if row is None:
        raise damaged_blob(hexed, _("库里没有它的钥匙"))
    if row.journal != keys.journal or row.size != name.size:
        raise damaged_blob(hexed, _("库里的登记与记录不符"))
    return BlobReader(path_of(folder, hexed), blob_key(keys, row), name.size)


def blob_key(keys: JournalKeys, row: StoredBlob) -> bytes:
    """A blob's own key. Raises DamagedVault if the row was altered or moved."""
    epoch = keys.epochs.get(sealed_epoch(row.sealed) or 0)
    if epoch is None:
        raise damaged_blob(row.id.hex(), _("它的钥匙用了没有公布过的一期"))
    plain = epoch.blobs.open(row.journal, 0, row.sealed, row.id)
    try:
        document = decode(unframe_document(plain))
    except NotCanonical as problem:
        raise damaged_blob(row.id.hex(), _("它的钥匙写法不对")) from problem
    key = document.get("key") if isinstance(document, dict) else None
    if not isinstance(key, str) or len(key) != 2 * KEY_SIZE:
        raise damaged_blob(row.id.hex(), _("它的钥匙写法不对"))
    try:
        return bytes.fromhex(key)
    except ValueError as problem:
        raise damaged_blob(row.id.hex(), _("它的钥匙写法不对")) from problem
