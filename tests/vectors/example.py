"""The worked example of docs/FORMAT.md: a vault of two members, one journal, five entries, one checkpoint.

`numbers()` gives every value the document prints, by name, in the document's order.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from tests.vectors import independent as sg
from tests.vectors.independent import Item, Member, Written

ALICE, BOB = Member(bytes(range(32))), Member(bytes(range(32, 64)))
FOUNDING_NONCE = sg.digest(b"nonce")
JOURNAL = sg.digest(b"journal")[:16]
VAULT = sg.vault_id(ALICE.id, FOUNDING_NONCE)
KEYS = {VAULT: sg.digest(b"vk"), JOURNAL: sg.digest(b"jk")}
START = 1_795_500_000_000_000
SECOND = 1_000_000
CHECKPOINT_TIME = "2026-11-24T06:40:05Z"
EVIDENCE = b"sample evidence file\n"


class _Draw:
    """What a writer would draw at random, fixed: the n-th draw is the first bytes of H("vector" | n)."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, length: int) -> bytes:
        self.count += 1
        return sg.digest(b"vector", str(self.count).encode())[:length]


@dataclass(frozen=True)
class Row:
    journal: bytes
    sequence: int
    author: Member
    entry: Written
    nonce: bytes
    sealed: bytes


@dataclass
class Example:
    rows: list[Row] = field(default_factory=list)
    draw: _Draw = field(default_factory=_Draw)

    def append(self, journal: bytes, author: Member, kind: str, at: int, items: list[Item]) -> None:
        earlier = [row for row in self.rows if row.journal == journal]
        sequence = len(earlier) + 1
        previous = earlier[-1].entry.link if earlier else bytes(32)
        salt, nonce = self.draw(32), self.draw(12)
        whole = [sg.first_part(author, kind, at), *items]
        entry = sg.write_entry((VAULT, journal, sequence), previous, author, salt, whole)
        data = sg.associated_data(VAULT, sg.ENTRY, bytes(16), journal, 1, sequence)
        sealed = sg.seal(KEYS[journal], sg.ENTRY, data, 1, nonce, entry.plain)
        self.rows.append(Row(journal, sequence, author, entry, nonce, sealed))

    def leaves(self) -> list[bytes]:
        return [sg.leaf(row.entry.link) for row in self.rows]

    def checkpoint(self) -> bytes:
        return sg.note(
            "sg1.checkpoint",
            vault=VAULT.hex(),
            size=str(len(self.rows)),
            root=sg.root(self.leaves()).hex(),
            time=CHECKPOINT_TIME,
            signer=ALICE.id.hex(),
        )


def _key(journal: bytes, under: int) -> Item:
    return "key", {
        "epoch": 1,
        "kcv": sg.check_value(KEYS[journal], VAULT, journal, 1).hex(),
        "under": under,
    }


def build() -> Example:
    """The five entries in the order in which they were written, which is also the order of the leaves."""
    example = Example()
    founding = [
        _key(VAULT, 0),
        ("member", ALICE.as_part(True)),
        ("name", "张某（合规专员）"),
        ("nonce", FOUNDING_NONCE.hex()),
    ]
    example.append(VAULT, ALICE, "vault.create", START, founding)
    joining: list[Item] = [("member", BOB.as_part(False)), ("name", "王某（IT）")]
    example.append(VAULT, ALICE, "member.add", START + SECOND, joining)
    opening = [_key(JOURNAL, 1), ("title", "某客户名单外泄")]
    example.append(JOURNAL, ALICE, "journal.open", START + 2 * SECOND, opening)
    remark: list[Item] = [
        ("text", "举报人电话 13800000000，说货架号"),
        ("occurred", {"at": START - 1000 * SECOND, "about": True}),
    ]
    example.append(JOURNAL, BOB, "note", START + 3 * SECOND, remark)
    evidence: list[Item] = [
        (
            "file",
            {
                "name": "聊天记录.txt",
                "sha256": hashlib.sha256(EVIDENCE).hexdigest(),
                "size": len(EVIDENCE),
            },
        ),
        ("text", "业务员自愿交出"),
        ("witness", "李某"),
    ]
    example.append(JOURNAL, BOB, "evidence", START + 4 * SECOND, evidence)
    return example
