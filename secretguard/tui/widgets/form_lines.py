"""The lines of a form about evidence: fields, labels, and what of a draft holds of the next item too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from secretguard.i18n import _
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.field_editors import FieldInput

_LABEL_PADDING = 2
_PROPOSED, _FROM = "proposed:", "from:"
"""In a draft before a field's name: the words that nobody typed there, and the item they come from."""


class FormInput(FieldInput):
    """A field of a form. Words that were proposed and not touched stand selected: typing replaces them."""

    def __init__(self, value: str, *, placeholder: str, id: str, proposed: str) -> None:
        super().__init__(value, placeholder=placeholder, id=id)
        self.proposed = proposed

    def on_focus(self) -> None:
        """Here and not on the screen: a key that follows at once must find it so."""
        if self.value and self.value == self.proposed:
            self.select_all()


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a field can hold: what is recorded, what is shown, what to know about it."""

    id: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A field of a form. `needed`: nothing is recorded without it; `strict`: only what can be chosen fits."""

    id: str
    label: Callable[[], str]
    hint: Callable[[], str]
    needed: bool = False
    strict: bool = False


def label_width(lines: Sequence[FormLine], kept: Collection[str] = ()) -> int:
    """Cells for the labels of a form: the longest with its padding, so that none is cut in any language."""
    labels = [_label(one) for one in lines]
    labels += [_kept_label(one, "E-000") for one in lines if one.id in kept]
    return max(map(cell_len, labels)) + _LABEL_PADDING


def label_of(one: FormLine, draft: Mapping[str, str]) -> str:
    """Its name, and from which item its words are taken over as long as nobody has touched them."""
    item = draft.get(_FROM + one.id, "")
    if not item or draft.get(one.id, "") != proposed(draft, one.id):
        return _label(one)
    return _kept_label(one, item)


def proposed(draft: Mapping[str, str], name: str) -> str:
    """The words that stand in a field without anybody having typed them."""
    return draft.get(_PROPOSED + name, "")


def fresh_draft(start: Mapping[str, str]) -> dict[str, str]:
    """A draft in which nothing has been typed."""
    return {**start, **{_PROPOSED + name: words for name, words in start.items()}}


def begin_next(
    draft: dict[str, str],
    recorded: Mapping[str, str],
    fresh: Mapping[str, str],
    kept: Mapping[str, bool],
    item: str,
) -> bool:
    """`recorded` has become `item`: of what was said of it, only the fields `kept` stand for the next one.

    `kept` names every field. What was typed since then stays; whether there was nothing such.
    """
    untouched = True
    for name, stays in kept.items():
        words = recorded.get(name, "")
        if draft.get(name, "") != words:
            untouched = False
            continue
        taken_over = stays and bool(words)
        draft[name] = draft[_PROPOSED + name] = words if taken_over else fresh.get(name, "")
        draft[_FROM + name] = item if taken_over else ""
    return untouched


def _label(one: FormLine) -> str:
    return safe(one.label() + (_("＊") if one.needed else ""))


def _kept_label(one: FormLine, item: str) -> str:
    return safe(_("{label} 沿用 {item}", label=one.label(), item=item))
