"""Handing over, looking, exporting and checking: the digest is taken again at each (监管链)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from secretguard.errors import StorageError, UsageError
from secretguard.i18n import _
from secretguard.incidents.custody_rules import MOVES, Handing, refuse_unless_it_follows, seal_fault
from secretguard.incidents.evidence_entries import CustodyEvent, EvidenceChecked, WrongItem
from secretguard.incidents.evidence_state import CustodyLink, Item
from secretguard.incidents.intake import item_of, plain_name
from secretguard.incidents.recording import make, occurred
from secretguard.incidents.room import IncidentRoom
from secretguard.incidents.safe_source import Progress, shown_name
from secretguard.vault import BlobReader, DamagedVault, StorageFailed, VaultReadOnly

RECHECK_HOURS: Final = 4
"""How often opening a case reads all its evidence again, at most."""
_HOUR: Final = 3_600_000_000
_NAMES: Final = 1000
_PART: Final = ".part"


@dataclass(frozen=True, slots=True)
class Digested:
    """A file read again: its SHA-256 (hex; None where it cannot be read) and what is wrong, if anything."""

    sha256: str | None
    wrong: str | None


@dataclass(frozen=True, slots=True)
class Exported:
    """Where an item was written. The file is plain: whoever has it can read it."""

    path: Path
    sha256: str
    link: CustodyLink


def open_item(room: IncidentRoom, number: int) -> BlobReader:
    """The file of an item, to be read in pieces. Raises UsageError if it has none, DamagedVault.

    Looking is an event of its own: record it with `hand_over` and `accessed`.
    """
    item = item_of(room.state, number)
    if item.blob is None:
        raise UsageError(
            _("{item} 没有文件，只有登记。", item=item.name), _("原件在{holder}处。", holder=item.holder)
        )
    return room.vault.open_blob(room.entry(item.stamp.seq))


def digest_again(room: IncidentRoom, item: Item, progress: Progress | None = None) -> Digested:
    """Read an item's file in full and hold it against its entry."""
    assert item.blob is not None
    entry = room.entry(item.stamp.seq)
    try:
        with room.vault.open_blob(entry) as reader:
            sha256 = reader.copy(None, progress=progress, sm3=False).sha256.hex()
    except (DamagedVault, StorageFailed, VaultReadOnly) as error:
        # A file that the disk does not give is named as one that was changed is, and stops no other.
        return Digested(None, error.message[:300])
    return Digested(sha256, None if sha256 == item.blob.sha256 else _("内容的哈希对不上"))


def hand_over(
    room: IncidentRoom,
    number: int,
    handing: Handing,
    *,
    at: datetime | None = None,
    progress: Progress | None = None,
) -> CustodyLink:
    """Record an event of the chain. A mismatch is recorded too: look at `link.entry.matches` and raise alarm.

    Raises RefusedError if it does not follow on the chain. Also after the incident is closed.
    """
    item = item_of(room.state, number)
    moment = occurred(room, at) or room.now()
    refuse_unless_it_follows(item, handing, moment)
    again = digest_again(room, item, progress) if item.blob else None
    return _record(room, number, handing, again, occurred(room, at), None)


def export_item(
    room: IncidentRoom,
    number: int,
    folder: Path,
    *,
    taker: str,
    purpose: str,
    progress: Progress | None = None,
) -> Exported:
    """Write an item's file, plain, into a folder under a new name; what is there is never overwritten.

    The digest is taken while it is written; only a file that matches is left. Raises DamagedVault,
    StorageError, UsageError; then nothing is left behind.
    """
    item = item_of(room.state, number)
    handing = Handing("exported", item.holder, taker, purpose)
    refuse_unless_it_follows(item, handing, room.now())
    if folder.is_symlink() or not folder.is_dir():
        raise UsageError(_("没有这个文件夹：{path}", path=shown_name(folder)), _("请选一个已有的文件夹。"))
    with open_item(room, number) as reader:
        _clear_leftovers(folder, item)
        target = _reserve(folder, plain_name(item))
        part = target.with_name(target.name + _PART)
        try:
            sha256 = _write(reader, part, progress)
            if item.blob is None or sha256 != item.blob.sha256:
                raise DamagedVault(
                    _("{item} 的内容和收取时对不上，没有导出。", item=item.name),
                    _("请运行 evidence check，并从备份找回。"),
                )
            link = _record(room, number, handing, Digested(sha256, None), None, target.name)
            with _disk(target):
                part.replace(target)
        except BaseException:
            for path in (target, part):
                path.unlink(missing_ok=True)
            raise
    return Exported(target, sha256, link)


def export_notice(exported: Exported) -> str:
    """What to tell whoever exported: where it lies, and that it is not encrypted."""
    return _(
        "已写到 {path}。这份文件没有加密，谁拿到都能打开；用完请删除，或放进加密的地方。",
        path=shown_name(exported.path),
    )


def check_evidence(
    room: IncidentRoom,
    *,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> EvidenceChecked:
    """Read every file again and record the result; at most every four hours unless `force`.

    `progress` is told items done and items in all. Returns the last check if that is recent enough.
    """
    state, began = room.state, room.now()
    if not force and state.checks:
        last, stamp = state.checks[-1]
        items_then = set(last.items)
        unseen = any(item.blob and item.number not in items_then for item in state.evidence.values())
        if not unseen and began - stamp.recorded < RECHECK_HOURS * _HOUR:
            return last
    with_files = [item for item in state.evidence.values() if item.blob]
    wrong: list[WrongItem] = []
    for done, item in enumerate(with_files, 1):
        # Each entry is fetched by itself: next to reading its file that costs nothing.
        again = digest_again(room, item)
        if again.wrong is not None:
            wrong.append(WrongItem(item=item.number, why=again.wrong))
        if progress is not None:
            progress(done, len(with_files))
    numbers = tuple(item.number for item in with_files)
    checked = EvidenceChecked(items=numbers, wrong=tuple(wrong), began=began)
    room.append(checked)
    return checked


def _record(
    room: IncidentRoom,
    number: int,
    handing: Handing,
    again: Digested | None,
    at: int | None,
    exported_as: str | None,
) -> CustodyLink:
    with room.guard:
        item = item_of(room.state, number)
        # Reading took time: somebody else may have moved it meanwhile.
        refuse_unless_it_follows(item, handing, at or room.now())
        wrong, seal_wrong = (again.wrong if again else None), seal_fault(item, handing)
        compared = again is not None or (item.seal is not None and handing.event in MOVES)
        room.append(
            make(
                CustodyEvent,
                item=number,
                event=handing.event,
                giver=handing.giver,
                taker=handing.taker,
                purpose=handing.purpose,
                seal_before=handing.seal_before,
                seal_after=handing.seal_after,
                condition=handing.condition,
                digest_again=again.sha256 if again else None,
                matches=not (wrong or seal_wrong) if compared else None,
                wrong=wrong,
                seal_wrong=seal_wrong,
                exported_as=exported_as,
                occurred=at,
            )
        )
        return room.state.evidence[number].chain[-1]


def _clear_leftovers(folder: Path, item: Item) -> None:
    """Take away what a killed export of this item left: its half `.part`, and the empty file of that name."""
    stem, suffix = _halves(plain_name(item))
    ours = re.compile(re.escape(stem) + r"(-[0-9]{1,3})?" + re.escape(suffix + _PART))
    with _disk(folder):
        parts = [path for path in folder.iterdir() if ours.fullmatch(path.name)]
    for part in parts:
        target = part.with_suffix("")
        if part.is_symlink() or target.is_symlink() or not part.is_file():
            continue
        if not target.exists() or (target.is_file() and target.stat().st_size == 0):
            with _disk(part):
                target.unlink(missing_ok=True)
                part.unlink()


def _reserve(folder: Path, name: str) -> Path:
    """A name that is free, with an empty file of it and one of its `.part`: nothing there is overwritten.

    The part comes first and goes last, so that whatever a kill leaves is known as ours.
    """
    stem, suffix = _halves(name)
    for number in range(1, _NAMES):
        target = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
        part = target.with_name(target.name + _PART)
        if not _create(part):
            continue
        if _create(target):
            return target
        part.unlink()
    raise UsageError(_("文件夹里同名的文件太多。"), _("请换一个空文件夹。"))


def _halves(name: str) -> tuple[str, str]:
    """A file name before its last dot, and the rest with the dot."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if stem else (name, "")


def _create(path: Path) -> bool:
    """Make an empty file for its owner only; False if something of that name is there."""
    try:
        with _disk(path):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True


def _write(reader: BlobReader, part: Path, progress: Progress | None) -> str:
    with _disk(part):
        handle = os.open(part, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "wb") as file:
            digests = reader.copy(file, progress=progress, sm3=False)
            file.flush()
            os.fsync(file.fileno())
    return digests.sha256.hex()


class _disk:  # noqa: N801
    """What the target's disk refuses, in words; a name that is taken passes on."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: object
    ) -> None:
        if isinstance(problem, OSError) and not isinstance(problem, FileExistsError):
            raise StorageError(
                _(
                    "写不进去：{path}（{reason}）",
                    path=shown_name(self._path),
                    reason=problem.strerror or problem,
                ),
                _("请检查空间和权限，或换一个文件夹；已经写的一半会删掉。"),
                path=shown_name(self._path),
            ) from problem
