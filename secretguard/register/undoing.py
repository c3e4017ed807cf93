"""Taking back: a correcting entry that says again what stood before, and which entry it takes back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.columns import columns
from secretguard.register.history import record_in, target_of
from secretguard.register.models import EnterpriseProfile, PromisesStated, RegisterEntry
from secretguard.register.names import Names
from secretguard.register.records import RECORD_TYPES, Record, RecordRef, kind_of, removal

Numbered = tuple[int, RegisterEntry]
"""An entry's seq and what it says."""
_MOST_CELLS = 3
"""So many cells of one record are told one by one; of more, the record is."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, in words, and which records it changed."""

    what: str
    refs: tuple[RecordRef, ...]


def correction(
    changes: Sequence[Numbered], names: Names, *, erased: bool = False
) -> tuple[Undone, list[RegisterEntry]]:
    """The entries that take back the newest transaction which still counts.

    `names` is what cells call other records by. The plan's promises stay as they are (an approval stated
    them), and so does the first profile. Raises RefusedError when nothing is left to take back, or, with
    `erased` entries in the journal, when what stood before is not known any more.
    """
    newest = _newest(changes)
    if not newest:
        raise RefusedError(_("没有可以撤销的改动。"), _("预案写下的时限和最初的企业名称不能在这里撤销。"))
    first = newest[0][0]
    earlier = [change for seq, change in changes if seq < first]
    entries: list[RegisterEntry] = []
    # The last change first: a transaction may touch one record twice.
    for seq, change in reversed(newest):
        before = _restoring(change, earlier, erased=erased)
        entries.append(before.model_copy(update={"batch": None, "undoes": seq}))
    refs = tuple(dict.fromkeys(ref for _seq, change in newest if (ref := target_of(change))))
    return Undone(_in_words(newest, entries[0], names), refs), entries


def _newest(changes: Sequence[Numbered]) -> list[Numbered]:
    taken_back = {change.undoes for _seq, change in changes if change.undoes is not None}
    for place in range(len(changes) - 1, -1, -1):
        seq, change = changes[place]
        if change.undoes is not None or seq in taken_back or isinstance(change, PromisesStated):
            continue
        if isinstance(change, EnterpriseProfile) and not _has_profile(changes[:place]):
            continue
        length = change.batch.number if change.batch else 1
        return list(changes[max(0, place - length + 1) : place + 1])
    return []


def _has_profile(changes: Sequence[Numbered]) -> bool:
    return any(isinstance(change, EnterpriseProfile) for _seq, change in changes)


def _restoring(change: RegisterEntry, earlier: Sequence[RegisterEntry], *, erased: bool) -> RegisterEntry:
    """The entry that says what stood before a change."""
    if isinstance(change, EnterpriseProfile):
        return next(old for old in reversed(earlier) if isinstance(old, EnterpriseProfile))
    ref = target_of(change)
    assert ref is not None
    before = next((old for old in reversed(earlier) if target_of(old) == ref), None)
    if before is None and erased:
        raise RefusedError(
            _("{id} 原来的内容已被依法清除，撤销不了。", id=ref.id), _("请直接把它改成应有的样子。")
        )
    if before is None or record_in(before) is None:
        return removal(ref, _("撤销新增"))
    return before


def _in_words(newest: Sequence[Numbered], restored: RegisterEntry, names: Names) -> str:
    change = newest[-1][1]
    if change.batch and change.batch.what:
        return change.batch.what
    ref = target_of(change)
    if ref is None:
        return _("企业概况")
    record, before = record_in(change), record_in(restored)
    cells = _cells_in_words(record, before, names) if record and before and len(newest) == 1 else ""
    if cells:
        return _("{id} {name} 的 {cells}", id=ref.id, name=record.name if record else "", cells=cells)
    name = f"{ref.id} {record.name}" if record else ref.id
    if len(newest) > 1:
        name = _("{name} 等 {count} 条", name=name, count=len(newest))
    return _("{kind} {name}", kind=RECORD_TYPES[ref.kind].label, name=name)


def _cells_in_words(now: Record, before: Record, names: Names) -> str:
    """The cells that differ, as they were and as they are again; nothing where there are many."""
    changed = [
        (column.label, column.text(now, names), column.text(before, names))
        for column in columns(kind_of(now))
        if not column.shown_only and column.raw(now) != column.raw(before)
    ]
    if len(changed) > _MOST_CELLS:
        return ""
    return _("；").join(
        _("{column}：{now} ＞ {before}", column=label, now=now_text or _("空"), before=old_text or _("空"))
        for label, now_text, old_text in changed
    )
