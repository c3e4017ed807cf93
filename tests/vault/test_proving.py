"""Proof for a reader without a key: a stranger verifies it; whatever is changed in it is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from secretguard.vault import Checkpoint, Entry, NotAllowed, Vault
from secretguard.vault.proving import Run, everything, first_checkpoint_with, prove_entries
from tests.vectors import stranger

CANARY = "000-0000-0001"


def allowed(entry: Entry) -> frozenset[str]:
    return frozenset() if entry.kind == "secret" else frozenset({"entry", "text"})


@pytest.fixture
def proof(vault: Vault) -> tuple[bytes, Checkpoint]:
    journal = vault.create_journal("register", "示例公司")
    vault.append(journal, "note", {"text": "一", "phone": CANARY})
    vault.append(journal, "secret", {"text": CANARY})
    vault.append(journal, "note", {"text": "二"})
    erased = vault.append(journal, "note", {"text": "三"})
    vault.erase(journal, erased.seq, "个人信息")
    point = vault.checkpoint()
    vault.append(journal, "note", {"text": "later"})
    return prove_entries(vault, [Run(journal, erased.seq + 1, allowed)], point), point


def test_a_stranger_verifies_it_and_sees_only_what_is_shown(proof: tuple[bytes, Checkpoint]) -> None:
    document, point = proof
    shown = stranger.verify(document, point.note, point.signature)
    own = [entry for entry in shown if entry.journal == json.loads(document)["runs"][1]["journal"]]
    texts = [entry.parts.get("text") for entry in own]
    assert texts == [None, "一", None, "二", None, None]
    assert [entry.withheld for entry in own] == ["", "", "redacted", "", "erased", ""]
    assert [entry.hidden for entry in own] == [len(["key", "kind", "title"]), 1, 0, 0, 0, 1]
    assert CANARY not in document.decode()
    assert json.loads(document)["runs"][1]["head"] == 6


def test_it_is_the_same_before_and_after_later_entries(vault: Vault) -> None:
    journal = vault.create_journal("register", "示例公司")
    last = vault.append(journal, "note", {"text": "一"}).seq
    point = vault.checkpoint()
    before = prove_entries(vault, [Run(journal, last, everything)], point)
    for _number in range(3):
        vault.append(journal, "note", {"text": "later"})
        vault.checkpoint()
    again = first_checkpoint_with(vault, journal, last)
    assert again == point
    assert prove_entries(vault, [Run(journal, last, everything)], point) == before


def test_what_no_checkpoint_holds_is_not_proven(vault: Vault) -> None:
    journal = vault.create_journal("register", "示例公司")
    point = vault.checkpoint()
    late = vault.append(journal, "note", {"text": "late"}).seq
    assert first_checkpoint_with(vault, journal, late) is None
    with pytest.raises(NotAllowed):
        prove_entries(vault, [Run(journal, late, everything)], point)


def _part(data: Any) -> Any:
    return data["runs"][1]["items"][1]["parts"][1]


MUTATIONS: dict[str, Callable[[Any], object]] = {
    "another text": lambda d: _part(d).update(text='{"text":"二"}'),
    "another salt": lambda d: _part(d).update(salt="00" * 32),
    "a short salt": lambda d: _part(d).update(salt="00" * 31),
    "a part left out": lambda d: d["runs"][1]["items"][1]["parts"].pop(),
    "parts in another order": lambda d: d["runs"][1]["items"][1]["parts"].reverse(),
    "an entry left out": lambda d: d["runs"][1]["items"].pop(2),
    "the tail cut": lambda d: d["runs"][1]["items"].pop(),
    "entries swapped": lambda d: d["runs"][1]["items"].insert(1, d["runs"][1]["items"].pop(3)),
    "another signature": lambda d: d["runs"][1]["items"][1].update(sig="00" * 64),
    "another sighash": lambda d: d["runs"][1]["items"][2].update(sighash="00" * 32),
    "another commitment": lambda d: d["runs"][1]["items"][2].update(commitment="00" * 32),
    "another link before": lambda d: d["runs"][1].update(prev="11" * 32),
    "another beginning": lambda d: d["runs"][1].update(first=2),
    "another journal": lambda d: d["runs"][1].update(journal="22" * 16),
    "another leaf": lambda d: d["runs"][1]["proof"].update(index=0),
    "another size": lambda d: d["runs"][1]["proof"].update(size=3),
    "a shorter path": lambda d: d["runs"][1]["proof"]["path"].pop(),
    "a longer path": lambda d: d["runs"][1]["proof"]["path"].append("00" * 32),
    "no vault journal": lambda d: d["runs"].pop(0),
    "another vault": lambda d: d.update(vault="33" * 16),
    "the founder's key swapped": lambda d: d["runs"][0]["items"][0]["parts"].reverse(),
    "a strange field": lambda d: _part(d).update(note="x"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_whatever_is_changed_is_refused(name: str, proof: tuple[bytes, Checkpoint]) -> None:
    document, point = proof
    data = json.loads(document)
    MUTATIONS[name](data)
    changed = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    with pytest.raises(stranger.Refused):
        stranger.verify(changed, point.note, point.signature)


def test_another_checkpoint_or_signature_is_refused(proof: tuple[bytes, Checkpoint]) -> None:
    document, point = proof
    for note, signature in (
        (point.note.replace(b"size", b"size 1", 1), point.signature),
        (point.note, bytes(64)),
        (point.note.replace(point.root.hex().encode(), b"00" * 32), point.signature),
    ):
        with pytest.raises((stranger.Refused, ValueError)):
            stranger.verify(document, note, signature)
