"""Taking evidence in: read once, sealed, read back, compared; only then an entry says it is there."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents.entries import Key
from secretguard.incidents.evidence_entries import EvidenceTaken, Original, Volatility, item_name
from secretguard.incidents.evidence_state import Item
from secretguard.incidents.kinds_of_evidence import volatility_of
from secretguard.incidents.recording import make, occurred
from secretguard.incidents.room import IncidentRoom
from secretguard.incidents.safe_source import FoundFile, Progress, SafeSource, UnfitSourceError, look_at
from secretguard.incidents.state import IncidentState
from secretguard.vault import BlobReader, DamagedVault, StagedBlob, StorageFailed

_SPARE: Final = 64 * 2**20
"""Bytes that stay free on the vault's disk."""
_PIECE: Final = 2**20
_LONGEST_NAME: Final = 180
"""Bytes of an old name kept on export: most disks take 255, and number and suffixes come to it."""


@dataclass(frozen=True)
class Facts:
    """What a person says of an item. `category` is one of `EVIDENCE_CATEGORIES`.

    `method`: how it was obtained; `holder`: who holds the original now; `proves`: which fact it proves.
    """

    category: Key
    title: str
    source: str
    method: str
    holder: str
    tool: str | None = None
    tool_version: str | None = None
    place: str | None = None
    witness: str | None = None
    original: Original = "copy"
    proves: str | None = None
    seal: str | None = None
    volatility: Volatility | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """An item that is in. `already`: the same file had been taken before, nothing new was recorded.

    `same_as` is the number of an item with the same content.
    """

    item: Item
    already: bool = False
    same_as: int | None = None


def take_file(
    room: IncidentRoom,
    path: Path,
    facts: Facts,
    *,
    progress: Progress | None = None,
    batch: str | None = None,
) -> Taken:
    """Take one file in. May run in another thread than the one that types.

    `progress` is told the bytes read and may raise to cancel: then nothing stays. Raises UnfitSourceError,
    UnreadableSourceError, DiskFull and other StorageErrors, UsageError, RefusedError.
    """
    return take_found(room, look_at(path), facts, progress=progress, batch=batch)


def take_found(
    room: IncidentRoom,
    found: FoundFile,
    facts: Facts,
    *,
    progress: Progress | None = None,
    batch: str | None = None,
    summarise: bool = True,
) -> Taken:
    """Take in a file that was looked at before; it must still be the same one."""
    room.require_open()
    _entry_of(room, facts, 1, found, batch, None)
    _refuse_the_vault(room, found)
    known = already_taken(room.state, found, progress)
    if known is not None:
        return Taken(known, already=True)
    refuse_unless_it_fits(room, found)
    with SafeSource(found) as source:
        staged = room.vault.stage_blob(source, expected=found.identity.size, progress=progress)
        try:
            source.require_unchanged()
            if staged.name.size != found.identity.size:
                raise _cut_short(found)
            _read_back(staged)
        except BaseException:
            staged.discard()
            raise
        try:
            return _record(room, facts, found, batch, staged, summarise=summarise)
        except StorageFailed:
            # A commit that the disk refused may still be found done after a crash: then the entry needs its
            # file. The next start decides by the database, and sweeps the file if nothing names it.
            raise
        except BaseException:
            _let_go(room, staged)
            raise


def take_object(room: IncidentRoom, facts: Facts) -> Taken:
    """Take in something that is no file: an object, a paper, a device, a witness's words on paper."""
    with room.guard:
        state = room.require_open()
        entry = _entry_of(room, facts, state.next_item, None, None, None)
        room.append(entry)
        return Taken(room.state.evidence[entry.item])


def already_taken(state: IncidentState, found: FoundFile, progress: Progress | None = None) -> Item | None:
    """The item of this very file (path, size, last change and digest), if it was taken before."""
    origin = found.origin()
    for number in state.origins.get(origin.raw, ()):
        item = state.evidence[number]
        past = item.taken.origin
        if past is None or item.blob is None:
            continue
        same = past.size == origin.size and past.modified == origin.modified
        if same and sha256_of(found, progress) == item.blob.sha256:
            return item
    return None


def with_content(state: IncidentState, sha256: str) -> Item | None:
    """The first item whose file has this SHA-256 (hex)."""
    number = state.digests.get(sha256)
    return None if number is None else state.evidence.get(number)


def sha256_of(found: FoundFile, progress: Progress | None = None) -> str:
    """The SHA-256 (hex) of a listed file, read as carefully as for intake."""
    digest, buffer, read = hashlib.sha256(), memoryview(bytearray(_PIECE)), 0
    with SafeSource(found) as source:
        while count := source.readinto(buffer):
            digest.update(buffer[:count])
            read += count
            if progress is not None:
                progress(read)
        source.require_unchanged()
    return digest.hexdigest()


def refuse_unless_it_fits(room: IncidentRoom, found: FoundFile) -> None:
    """Raises UnfitSourceError for a file larger than what the vault's disk has left."""
    free = shutil.disk_usage(room.vault.folder).free
    if found.identity.size + _SPARE <= free:
        return
    what = _("它是稀疏文件，写着的大小不是真有这么多内容。") if found.is_sparse else ""
    raise UnfitSourceError(
        _(
            "文件有 {size} MiB，库所在的磁盘只剩 {free} MiB，不收：{name}",
            size=found.identity.size // 2**20,
            free=free // 2**20,
            name=found.shown,
        ),
        what + _("请腾出空间，或只登记不收文件（写明原件在哪里、谁保管）。"),
        path=found.shown,
    )


def is_of_the_vault(room: IncidentRoom, found: FoundFile) -> bool:
    """Whether a file lies in the folder of the very vault that should take it in."""
    # The last name is left as it is: only folders are followed, and links were refused before.
    return found.path.parent.resolve().is_relative_to(room.vault.folder.resolve())


def _refuse_the_vault(room: IncidentRoom, found: FoundFile) -> None:
    if is_of_the_vault(room, found):
        raise UnfitSourceError(
            _("这是密盾自己的库里的文件，不收：{name}", name=found.shown),
            _("库会记下它自己的改动；要另存整个库，请做备份。"),
            path=found.shown,
        )


def _record(
    room: IncidentRoom,
    facts: Facts,
    found: FoundFile,
    batch: str | None,
    staged: StagedBlob,
    *,
    summarise: bool,
) -> Taken:
    with room.guard:
        state = room.require_open()
        twin = with_content(state, staged.name.digests.sha256.hex())
        same_as = twin.number if twin else None
        entry = _entry_of(room, facts, state.next_item, found, batch, same_as)
        room.append(entry, blob=staged, summarise=summarise)
        return Taken(room.state.evidence[entry.item], same_as=same_as)


def _entry_of(
    room: IncidentRoom,
    facts: Facts,
    number: int,
    found: FoundFile | None,
    batch: str | None,
    same_as: int | None,
) -> EvidenceTaken:
    return make(
        EvidenceTaken,
        item=number,
        category=facts.category,
        title=facts.title,
        source=facts.source,
        method=facts.method,
        holder=facts.holder,
        tool=facts.tool,
        tool_version=facts.tool_version,
        place=facts.place,
        witness=facts.witness,
        original=facts.original,
        proves=facts.proves,
        seal=facts.seal,
        volatility=facts.volatility or volatility_of(facts.category),
        origin=None if found is None else found.origin(batch),
        same_as=same_as,
        occurred=occurred(room, facts.at),
    )


def _read_back(staged: StagedBlob) -> None:
    """Decrypt what was just sealed and hold it against the digest of what was read."""
    with BlobReader(staged.path, staged.key, staged.name.size) as reader:
        again = reader.copy(None, sm3=False)
    if again.sha256 != staged.name.digests.sha256:
        raise DamagedVault(
            _("写进库里的内容读回来对不上，这一份没有收。"),
            _("原来的文件没有动。请检查库所在的磁盘，再收一次。"),
        )


def _let_go(room: IncidentRoom, staged: StagedBlob) -> None:
    """Take a staged file away again, unless its entry is on the disk after all (killed between the two)."""
    with room.guard:
        twin = with_content(room.state, staged.name.digests.sha256.hex())
        named = twin is not None and any(
            item.blob and item.blob.id == staged.name.id.hex() for item in room.state.evidence.values()
        )
    if not named:
        staged.discard()


def _cut_short(found: FoundFile) -> UnfitSourceError:
    return UnfitSourceError(
        _("读到的比文件写着的短，不收：{name}", name=found.shown),
        _("它可能正在被改写，或不是普通磁盘上的文件。请先复制一份再收。"),
        path=found.shown,
    )


def item_of(state: IncidentState, number: int) -> Item:
    """An item by its number. Raises RefusedError."""
    item = state.evidence.get(number)
    if item is None:
        raise RefusedError(
            _("没有编号 {name} 的证据。", name=item_name(number)), _("用 evidence list 看全部编号。")
        )
    return item


def plain_name(item: Item) -> str:
    """A file name for an exported item that is safe in any folder: number, then letters of the old name."""
    origin = item.taken.origin
    last = os.path.basename(bytes.fromhex(origin.raw)).decode("utf-8", "replace") if origin else ""  # noqa: PTH119
    kept = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in last)
    # Counted in bytes, as folders do; cut in front, since the end says which kind of file it is.
    kept = kept.strip("._ ").encode()[-_LONGEST_NAME:].decode("utf-8", "ignore").lstrip("._ ")
    return f"{item.name}_{kept}" if kept else item.name
