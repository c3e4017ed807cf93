"""What two versions say differently, word by word, as Chinese is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from secretguard.content import PlanForm
from secretguard.i18n import _
from secretguard.plans.form_state import FieldState, PlanView
from secretguard.plans.typed.showing import show
from secretguard.register import RegisterState

PieceKind = Literal["same", "added", "removed"]

_TOKEN: Final = re.compile(r"[A-Za-z]+|\d[\d,.:-]*\d|\d|\s+|.", re.DOTALL)
_SHORTEST_SAME: Final = 2
"""A shorter run between two changes is change too: a lone character in common is hard to read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and whether both versions have it."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that reads differently: all pieces in order; `section` tells where it stands."""

    field: str
    label: str
    section: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """The older text."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "added")

    @property
    def after(self) -> str:
        """The newer text."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "removed")


@dataclass(frozen=True, slots=True)
class Reading:
    """A version as it reads: its form, what stands in the fields, and the register it was written by."""

    form: PlanForm
    view: PlanView
    register: RegisterState


def difference(old: Reading, new: Reading) -> tuple[FieldChange, ...]:
    """Every field that reads differently, in the order of the newer form, then what was dropped."""
    before, after = _texts(old), _texts(new)
    order = [*after, *(field_id for field_id in before if field_id not in after)]
    return tuple(_changes(order, before, after, new, old))


def words_apart(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts as runs of the same, removed and added text; together they give both back exactly."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    pieces: list[Piece] = []
    removed = added = ""
    blocks = matcher.get_matching_blocks()
    at_old = at_new = 0
    for block in blocks:
        removed += "".join(a[at_old : block.a])
        added += "".join(b[at_new : block.b])
        same = "".join(a[block.a : block.a + block.size])
        at_old, at_new = block.a + block.size, block.b + block.size
        inside = (removed or added) and at_old < len(a) and at_new < len(b)
        if inside and 0 < block.size < _SHORTEST_SAME and not same.isdigit():
            removed, added = removed + same, added + same
            continue
        if removed:
            pieces.append(Piece("removed", removed))
        if added:
            pieces.append(Piece("added", added))
        removed = added = ""
        if same:
            pieces.append(Piece("same", same))
    return tuple(pieces)


def _texts(reading: Reading) -> dict[str, str]:
    return {state.field.id: _text(state, reading.register) for state in reading.view.fields}


def _text(state: FieldState, register: RegisterState) -> str:
    if state.status == "unknown" and state.answer and state.answer.unknown:
        unknown = state.answer.unknown
        return _("（还不知道：{owner} {due}前弄清）", owner=unknown.owner, due=unknown.due.isoformat())
    return show(state.field, state.value, register) if state.stands else ""


def _changes(
    order: Sequence[str], before: Mapping[str, str], after: Mapping[str, str], new: Reading, old: Reading
) -> Iterator[FieldChange]:
    for field_id in order:
        was, now = before.get(field_id, ""), after.get(field_id, "")
        if was == now:
            continue
        form = new.form if field_id in after else old.form
        field, topic = form.field(field_id), form.topic_of(field_id)
        assert field is not None and topic is not None
        yield FieldChange(field_id, field.label, topic.section, words_apart(was, now))
