"""A folder of evidence: listed, then taken in file by file; begun again, it goes on where it broke off."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final, Literal

from secretguard.errors import RefusedError, SecretGuardError, UsageError
from secretguard.i18n import _
from secretguard.incidents.intake import (
    Facts,
    already_taken,
    is_of_the_vault,
    sha256_of,
    take_found,
    with_content,
)
from secretguard.incidents.room import IncidentRoom
from secretguard.incidents.safe_source import (
    FoundFile,
    UnfitSourceError,
    UnreadableSourceError,
    is_link,
    kind_word,
    look_at,
    shown_name,
)

LARGEST_LISTING: Final = 200_000
"""Files in one folder intake."""
_DEEPEST: Final = 64
_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the folder that is not taken, and why."""

    shown: str
    why: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds: plain files sorted by their raw names, what is left out; `size` in bytes."""

    folder: Path
    files: tuple[FoundFile, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(found.identity.size for found in self.files)


@dataclass(frozen=True, slots=True)
class FolderProgress:
    """Where a folder intake stands: files finished of all, bytes of all, the file in work."""

    files: int
    all_files: int
    done: int
    size: int
    shown: str


Outcome = Literal["taken", "already", "duplicate", "refused"]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: its item's number, or why it was refused."""

    shown: str
    outcome: Outcome
    item: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class FolderTaken:
    """What became of a folder: each file in order, and what was left out of the listing."""

    outcomes: tuple[FileOutcome, ...]
    left_out: tuple[LeftOut, ...]

    def count(self, outcome: Outcome) -> int:
        """How many files came to this."""
        return sum(1 for one in self.outcomes if one.outcome == outcome)


FolderReport = Callable[[FolderProgress], None]
"""Told where it stands. Whatever it raises stops the intake; what is in stays in, and it can be resumed."""


def list_folder(folder: Path) -> Listing:
    """Everything below a folder. Links, devices and what cannot be read are named, never followed.

    Raises UsageError if it is no folder, or a link to one; RefusedError for more than LARGEST_LISTING files.
    """
    if folder.is_symlink() or not folder.is_dir():
        raise UsageError(
            _("这不是文件夹：{name}", name=shown_name(folder)), _("请选一个文件夹；单个文件请直接收。")
        )
    files: list[FoundFile] = []
    left_out: list[LeftOut] = []
    for found in _walk(folder, folder, ()):
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            files.append(found)
        if len(files) + len(left_out) > LARGEST_LISTING:
            raise RefusedError(
                _("文件夹里超过 {limit} 个文件。", limit=LARGEST_LISTING), _("请分成几个文件夹收。")
            )
    files.sort(key=lambda one: os.fsencode(one.path))
    return Listing(folder, tuple(files), tuple(left_out))


def take_folder(
    room: IncidentRoom,
    listing: Listing,
    facts: Facts,
    *,
    duplicates: Literal["take", "leave"] = "take",
    report: FolderReport | None = None,
    batch: str | None = None,
) -> FolderTaken:
    """Take in every file of a listing, each as an item of its own; a file that is refused stops no other.

    Running it again goes on where it broke off: what is in is recognised by path, size, last change and
    digest. With `duplicates="leave"` a content that is in already is not taken twice, only named.
    Raises what the vault's disk raises (DiskFull): then everything after it is still to do.
    """
    room.require_open()
    listing = _without_the_vault(room, listing)
    outcomes: list[FileOutcome] = []
    done, size = 0, listing.size
    try:
        for place, found in enumerate(listing.files):

            def tell(read: int, place: int = place, found: FoundFile = found, done: int = done) -> None:
                if report is not None:
                    report(FolderProgress(place, len(listing.files), done + read, size, found.shown))

            tell(0)
            outcomes.append(_one(room, listing, found, facts, duplicates, tell, batch))
            done += found.identity.size
    finally:
        if not room.vault.locked:
            room.write_summary()
    if report is not None:
        report(FolderProgress(len(listing.files), len(listing.files), done, size, ""))
    return FolderTaken(tuple(outcomes), listing.left_out)


def _one(
    room: IncidentRoom,
    listing: Listing,
    found: FoundFile,
    facts: Facts,
    duplicates: Literal["take", "leave"],
    tell: Callable[[int], None],
    batch: str | None,
) -> FileOutcome:
    inner = shown_name(found.path.relative_to(listing.folder))
    try:
        if duplicates == "leave":
            state = room.state
            known = already_taken(state, found)
            twin = known or with_content(state, sha256_of(found))
            if twin is not None:
                return FileOutcome(inner, "already" if known else "duplicate", twin.number)
        title = _("{head}：{rest}", head=facts.title, rest=inner)
        own = replace(facts, title=title if len(title) <= _TITLE else title[: _TITLE - 1] + "…")
        taken = take_found(room, found, own, progress=tell, batch=batch, summarise=False)
    except (UnfitSourceError, UnreadableSourceError) as error:
        return FileOutcome(inner, "refused", why=error.message)
    return FileOutcome(inner, "already" if taken.already else "taken", taken.item.number)


def _without_the_vault(room: IncidentRoom, listing: Listing) -> Listing:
    """The listing without the vault's own files: they change while they take themselves in."""
    own_folders = {found.path.parent: found for found in listing.files}
    own_folders = {place: one for place, one in own_folders.items() if is_of_the_vault(room, one)}
    kept = tuple(found for found in listing.files if found.path.parent not in own_folders)
    if len(kept) == len(listing.files):
        return listing
    own = LeftOut(shown_name(room.vault.folder), _("这是密盾自己的库"))
    return replace(listing, files=kept, left_out=(*listing.left_out, own))


def _walk(root: Path, folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[FoundFile | LeftOut]:
    """What lies in a folder; `above` are the folders it lies in, by device and inode."""
    inner = shown_name(folder.relative_to(root)) if folder != root else ""
    if len(above) > _DEEPEST:
        yield LeftOut(inner, _("文件夹套得太深"))
        return
    try:
        found = folder.stat()
        with os.scandir(folder) as entries:
            # One more than may be taken: the listing refuses then, and no endless folder fills the memory.
            paths = [Path(entry.path) for entry in islice(entries, LARGEST_LISTING + 1)]
    except OSError as error:
        yield LeftOut(inner or shown_name(root), _("打不开（{reason}）", reason=error.strerror or error))
        return
    own = (found.st_dev, found.st_ino)
    if own in above:
        yield LeftOut(inner, _("文件夹绕回了自己"))
        return
    for path in paths:
        yield from _look(root, path, (*above, own))


def _look(root: Path, path: Path, above: tuple[tuple[int, int], ...]) -> Iterator[FoundFile | LeftOut]:
    inner = shown_name(path.relative_to(root))
    try:
        found = path.lstat()
        if is_link(found):
            yield LeftOut(inner, kind_word(stat.S_IFLNK))
        elif stat.S_ISDIR(found.st_mode):
            yield from _walk(root, path, above)
        elif stat.S_ISREG(found.st_mode):
            yield look_at(path)
        else:
            yield LeftOut(inner, kind_word(found.st_mode))
    except SecretGuardError as error:
        yield LeftOut(inner, error.message)
    except OSError as error:
        yield LeftOut(inner, _("打不开（{reason}）", reason=error.strerror or error))
