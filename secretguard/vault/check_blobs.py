"""Checking evidence files: each is there and whole; on a deep check, its content is what the entry says."""

from __future__ import annotations

from secretguard.i18n import _
from secretguard.vault.blobs.access import open_blob
from secretguard.vault.blobs.intake import BlobName
from secretguard.vault.blobs.layout import path_of
from secretguard.vault.blobs.reading import checked_header, open_plain
from secretguard.vault.check_report import Examination, entry_name
from secretguard.vault.epochs import JournalKeys
from secretguard.vault.errors import DamagedVault, StorageFailed, VaultReadOnly
from secretguard.vault.store.blob_rows import checked_blob, select_blobs

_UNREADABLE = (StorageFailed, VaultReadOnly)
"""The disk does not give the file: that is named, and the others are looked at all the same."""


def examine_blobs(exam: Examination) -> None:
    """Every row of `blob`: its shape, and its file's place and length."""
    for values in select_blobs(exam.db):
        exam.count("blobs")
        try:
            row = checked_blob(values)
            if exam.folder is not None:
                path = path_of(exam.folder, row.id.hex())
                with open_plain(path) as file:
                    checked_header(file, path, row.size)
        except DamagedVault as problem:
            exam.find_error(problem, "blob")
        except _UNREADABLE as problem:
            exam.find("blob", row.id.hex(), problem.message)
    count = int(exam.facts.get("blobs", 0))
    if count and exam.folder is None:
        exam.leave_out(_("{count} 个证据文件不在这个库文件旁边，没有核对。", count=count), promised=exam.deep)
    elif count and not exam.deep:
        sentence = _("{count} 个证据文件只核对了在不在、长短对不对；内容请用深度检查核对。", count=count)
        exam.leave_out(sentence, promised=False)


def examine_content(exam: Examination, keys: JournalKeys, seq: int, name: BlobName) -> None:
    """Open every chunk of the blob that an entry names, and hold its digests against the entry's."""
    if exam.folder is None:
        return
    exam.named_blobs.add(name.id)
    try:
        with open_blob(exam.db, exam.folder, keys, name) as reader:
            found = reader.copy(None, progress=lambda _done: exam.step())
    except DamagedVault as problem:
        exam.find_error(problem, "blob")
        return
    except _UNREADABLE as problem:
        exam.find("blob", name.id.hex(), problem.message)
        return
    exam.count("blobs_read")
    if found.sha256 != name.digests.sha256 or name.digests.sm3 not in (None, found.sm3):
        exam.find(
            "blob",
            name.id.hex(),
            _(
                "{entry}的证据文件 {name}：内容与收入时的摘要值不符。",
                entry=entry_name(keys.journal, seq),
                name=name.id.hex()[:8],
            ),
        )


def examine_unnamed(exam: Examination, readable: set[bytes]) -> None:
    """A row that no entry of a readable journal names was put there by somebody else."""
    if exam.folder is None:
        return
    for values in select_blobs(exam.db):
        try:
            row = checked_blob(values)
        except DamagedVault:
            continue  # examine_blobs has named it
        if row.journal in readable and row.id not in exam.named_blobs:
            exam.find(
                "blob",
                row.id.hex(),
                _("证据文件 {name} 没有任何记录提到它：可能是别人放进来的。", name=row.id.hex()[:8]),
            )
