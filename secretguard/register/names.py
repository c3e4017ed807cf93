"""How records refer to each other in text: `P5 示例戊`, read back by number or by name. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.fold import RegisterState
from secretguard.register.records import RECORD_TYPES, RecordKind

_LOOKS_LIKE_ID = re.compile(r"^[A-Za-z]{1,4}[-_]?\d{1,9}$")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all records by kind and id, as far as others may refer to them."""

    by_id: Mapping[RecordKind, Mapping[str, str]]
    former: frozenset[tuple[str, str]] = frozenset()
    """Ids with the names they had before an import that renames them."""

    @classmethod
    def of(cls, state: RegisterState) -> Names:
        """The names of a state."""
        return cls({kind: {key: item.name for key, item in state.records(kind).items()} for kind in _KINDS})

    def renamed(self, names: Mapping[RecordKind, Mapping[str, str]]) -> Names:
        """The names with those that an import is about to give; what it renames is still known as before."""
        former = set(self.former)
        for kind, given in names.items():
            former |= {(key, old) for key, old in self.by_id[kind].items() if given.get(key, old) != old}
        by_id = {kind: {**known, **names.get(kind, {})} for kind, known in self.by_id.items()}
        return Names(by_id, frozenset(former))

    def label(self, kinds: tuple[RecordKind, ...], key: str) -> str:
        """`P5 示例戊`; the bare id if there is no such record (any more)."""
        for kind in kinds:
            name = self.by_id[kind].get(key)
            if name is not None:
                return f"{key} {name}"
        return key

    def find(self, kinds: tuple[RecordKind, ...], text: str) -> str:
        """The id that is meant by `P5`, `P5 示例戊` or `示例戊`. Raises RefusedError: nobody, or several."""
        first, _space, rest = text.partition(" ")
        for kind in kinds:
            name = self.by_id[kind].get(first)
            if (
                name is not None
                and rest.strip()
                and rest.strip() != name
                and (first, rest) not in self.former
            ):
                raise RefusedError(
                    _("{id} 是“{name}”，不是“{other}”。", id=first, name=name, other=rest.strip()),
                    _("请核对编号和名称，只写其中一个也可以。"),
                )
            if name is not None:
                return first
        found = [key for kind in kinds for key, name in self.by_id[kind].items() if name == text]
        if len(found) == 1:
            return found[0]
        where = _("、").join(RECORD_TYPES[kind].label for kind in kinds)
        if found:
            raise RefusedError(
                _("“{kind}”里有 {count} 个都叫“{name}”。", kind=where, count=len(found), name=text),
                _("请写编号：{ids}。", ids=_("、").join(found)),
            )
        raise RefusedError(
            _("“{kind}”里没有“{name}”。", kind=where, name=first if _LOOKS_LIKE_ID.match(first) else text),
            _("先登记，再在这里写它的编号或名称。"),
        )


_KINDS: tuple[RecordKind, ...] = tuple(RECORD_TYPES)
