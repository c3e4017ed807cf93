"""Helpers that make records ready to be written: the next free ids, the holder by name and id. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.fold import RegisterState
from secretguard.register.models import RegisterEntry
from secretguard.register.parts import Batch
from secretguard.register.records import RECORD_TYPES, RecordKind, RecordRef
from secretguard.register.trade_secret import SecretSet


def free_ids(kind: RecordKind, state: RegisterState) -> Iterator[str]:
    """`P1`, `P2`…: the numbers never used, so that the history stays unambiguous."""
    letter, taken = RECORD_TYPES[kind].letter, state.records(kind)
    for number in count(1):
        key = f"{letter}{number}"
        if key not in taken and RecordRef(kind, key) not in state.gone:
            yield key


def next_ids(kind: RecordKind, state: RegisterState, number: int) -> tuple[str, ...]:
    """The first `number` free ids."""
    return tuple(islice(free_ids(kind, state), number))


def with_holder(secret: SecretSet, old: SecretSet | None, state: RegisterState) -> SecretSet:
    """The secret with its holder both by name and by id; as it is if nothing about the `old` holder changed.

    Raises RefusedError if nobody of the register, or more than one person, is meant.
    """
    if old is not None and (old.holder, old.holder_id) == (secret.holder, secret.holder_id):
        return secret
    wanted = secret.holder_id or secret.holder
    if wanted is None:
        return secret
    found = state.called(wanted)
    if len(found) != 1:
        raise RefusedError(
            _("{secret} 的归口人“{name}”不在人员名单里，或不止一位。", secret=secret.name, name=wanted),
            _("请先登记这个人，再写编号或姓名。"),
        )
    return secret.model_copy(update={"holder": found[0].name, "holder_id": found[0].id})


def numbered(changes: Sequence[RegisterEntry], what: str | None) -> list[RegisterEntry]:
    """The changes of one transaction, each knowing its place in it; a single nameless one stays as it is."""
    if len(changes) == 1 and what is None:
        return list(changes)
    of = len(changes)
    return [
        change.model_copy(update={"batch": Batch(number=number, of=of, what=what)})
        for number, change in enumerate(changes, 1)
    ]
