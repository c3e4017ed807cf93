"""Writes §14 of docs/FORMAT.md: the worked example with every number on the way.

`python -m tests.vectors.worked` prints the section; tests/vault/test_format.py recomputes it from the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.vectors import independent as sg
from tests.vectors.example import (
    ALICE,
    BOB,
    FOUNDING_NONCE,
    JOURNAL,
    KEYS,
    VAULT,
    Example,
    Row,
    build,
)

Line = tuple[str, str]


def _members() -> Iterator[Line]:
    for letter, member in (("A", ALICE), ("B", BOB)):
        yield f"{letter}.M", member.secret.hex()
        yield f"{letter}.sign_seed", member.sign_seed.hex()
        yield f"{letter}.sign_pk", member.sign_public.hex()
        yield f"{letter}.hpke_seed", member.hpke_seed.hex()
        yield f"{letter}.H(hpke_pk)", sg.digest(member.hpke_public).hex()
        yield f"{letter}.member_id", member.id.hex()


def _places() -> Iterator[Line]:
    yield "nonce", FOUNDING_NONCE.hex()
    yield "vault_id", VAULT.hex()
    yield "J", JOURNAL.hex()
    for name, journal in (("vault", VAULT), ("J", JOURNAL)):
        yield f"{name}.K", KEYS[journal].hex()
        yield f"{name}.kcv", sg.check_value(KEYS[journal], VAULT, journal, 1).hex()
        yield f"{name}.row_key1", sg.row_key(KEYS[journal], sg.ENTRY).hex()


def _entry(number: int, row: Row) -> Iterator[Line]:
    name, entry = f"entry{number}", row.entry
    yield f"{name}.journal", "vault" if row.journal == VAULT else "J"
    yield f"{name}.author", "A" if row.author is ALICE else "B"
    yield f"{name}.header", entry.header.hex()
    yield f"{name}.salt", entry.salt.hex()
    for index, part in enumerate(entry.parts):
        yield f"{name}.part{index}", part.decode()
        yield f"{name}.psalt{index}", entry.part_salts[index].hex()
        yield f"{name}.c{index}", entry.part_commitments[index].hex()
    yield f"{name}.commitment", entry.commitment.hex()
    yield f"{name}.prev", entry.previous.hex()
    yield f"{name}.sig", entry.signature.hex()
    yield f"{name}.H(sig)", sg.digest(entry.signature).hex()
    yield f"{name}.link", entry.link.hex()
    yield f"{name}.aad", sg.associated_data(VAULT, 1, bytes(16), row.journal, 1, row.sequence).hex()
    yield f"{name}.nonce", row.nonce.hex()
    yield f"{name}.sealed_bytes", str(len(row.sealed))
    yield f"{name}.H(sealed)", sg.digest(row.sealed).hex()


def _log(example: Example) -> Iterator[Line]:
    leaves = example.leaves()
    for index, value in enumerate(leaves):
        yield f"leaf{index}", value.hex()
    for size in range(len(leaves) + 1):
        yield f"root({size})", sg.root(leaves[:size]).hex()
    for step, value in enumerate(sg.inclusion(2, leaves)):
        yield f"inclusion(2,5).{step}", value.hex()
    for step, value in enumerate(sg.consistency(2, leaves)):
        yield f"consistency(2,5).{step}", value.hex()
    note = example.checkpoint()
    for index, text in enumerate(note.decode().splitlines()):
        yield f"checkpoint.line{index}", text
    yield "checkpoint.H", sg.digest(note).hex()
    yield "checkpoint.sig", ALICE.signer.sign(note).hex()


def _block(lines: Iterator[Line]) -> str:
    return "```example\n" + "".join(f"{name:<20} {value}\n" for name, value in lines) + "```\n"


def section() -> str:
    """The text below the heading's introduction."""
    example = build()
    out = ["**Members, ids, keys**\n", _block(_members()), "", _block(_places())]
    for number, row in enumerate(example.rows, 1):
        where = "vault journal" if row.journal == VAULT else "journal J"
        out += [f"\n**Entry {number}: {where}, seq {row.sequence}**\n", _block(_entry(number, row))]
    out += ["\n**Log and checkpoint**, signed by A\n", _block(_log(example))]
    return "\n".join(out)


if __name__ == "__main__":
    print(section(), end="")
