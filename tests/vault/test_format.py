"""docs/FORMAT.md held to its word: every number of its worked example is recomputed from the page's text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from secretguard.vault import tables
from secretguard.vault.notes import CheckpointNote, CountersignNote
from tests.vectors import independent as sg
from tests.vectors.independent import Member
from tests.vectors.worked import section

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "FORMAT.md").read_text("utf-8")


def example() -> dict[str, str]:
    """Every `name value` line of the page's example blocks."""
    lines = [line for block in re.findall(r"```example\n(.*?)```", PAGE, re.S) for line in block.splitlines()]
    pairs = [line.split(maxsplit=1) if not line.startswith("checkpoint.line") else None for line in lines]
    found = {pair[0]: pair[1] for pair in pairs if pair}
    found |= {line[:16].strip(): line[21:] for line in lines if line.startswith("checkpoint.line")}
    assert len(found) == len(lines), "a name stands twice on the page"
    return found


SAID = example()
MEMBERS = {letter: Member(bytes.fromhex(SAID[f"{letter}.M"])) for letter in "AB"}
VAULT, JOURNAL = bytes.fromhex(SAID["vault_id"]), bytes.fromhex(SAID["J"])
PLACES = {"vault": VAULT, "J": JOURNAL}
KEYS = {"vault": bytes.fromhex(SAID["vault.K"]), "J": bytes.fromhex(SAID["J.K"])}
CHECKED = {"recovery.code", "A.M", "B.M", "vault.K", "J.K"}


def agrees(name: str, value: bytes | str) -> None:
    CHECKED.add(name)
    assert SAID[name] == (value if isinstance(value, str) else value.hex()), name


def draw(count: int, length: int) -> bytes:
    return sg.digest(b"vector" + str(count).encode())[:length]


def check_ids() -> None:
    agrees("A.M", bytes(range(32)))
    agrees("B.M", bytes(range(32, 64)))
    for letter, member in MEMBERS.items():
        agrees(f"{letter}.sign_seed", member.sign_seed)
        agrees(f"{letter}.sign_pk", member.sign_public)
        agrees(f"{letter}.hpke_seed", member.hpke_seed)
        agrees(f"{letter}.H(hpke_pk)", sg.digest(member.hpke_public))
        agrees(f"{letter}.member_id", member.id)
    agrees("nonce", sg.digest(b"nonce"))
    agrees("vault_id", sg.vault_id(MEMBERS["A"].id, bytes.fromhex(SAID["nonce"])))
    agrees("J", sg.digest(b"journal")[:16])
    for name, journal in PLACES.items():
        agrees(f"{name}.kcv", sg.check_value(KEYS[name], VAULT, journal, 1))
        agrees(f"{name}.row_key1", sg.row_key(KEYS[name], 1))
    agrees("vault.K", sg.digest(b"vk"))
    agrees("J.K", sg.digest(b"jk"))
    agrees("recovery.code", sg.recovery_code(bytes(range(20))))


def check_entry(number: int, sequence: int, previous: bytes) -> bytes:
    """Recompute one entry from the page's parts; its link."""
    name = f"entry{number}"
    place, letter = SAID[f"{name}.journal"], SAID[f"{name}.author"]
    CHECKED.update({f"{name}.journal", f"{name}.author"})
    texts = [SAID[key] for key in SAID if re.fullmatch(rf"{name}\.part\d+", key)]
    items = [next(iter(json.loads(text).items())) for text in texts]
    assert items[0][0] == "entry"
    assert items[0][1]["author"] == MEMBERS[letter].id.hex()
    salt, nonce = draw(2 * number - 1, 32), draw(2 * number, 12)
    entry = sg.write_entry((VAULT, PLACES[place], sequence), previous, MEMBERS[letter], salt, items)
    for index, part in enumerate(entry.parts):
        agrees(f"{name}.part{index}", part.decode())
        agrees(f"{name}.psalt{index}", entry.part_salts[index])
        agrees(f"{name}.c{index}", entry.part_commitments[index])
    data = sg.associated_data(VAULT, 1, bytes(16), PLACES[place], 1, sequence)
    sealed = sg.seal(KEYS[place], 1, data, 1, nonce, entry.plain)
    for key, value in {
        "header": entry.header,
        "salt": salt,
        "commitment": entry.commitment,
        "prev": previous,
        "sig": entry.signature,
        "H(sig)": sg.digest(entry.signature),
        "link": entry.link,
        "aad": data,
        "nonce": nonce,
        "sealed_bytes": str(len(sealed)),
        "H(sealed)": sg.digest(sealed),
    }.items():
        agrees(f"{name}.{key}", value)
    return entry.link


def check_log(links: list[bytes]) -> None:
    leaves = [sg.leaf(link) for link in links]
    for index, leaf in enumerate(leaves):
        agrees(f"leaf{index}", leaf)
    for size in range(len(leaves) + 1):
        agrees(f"root({size})", sg.root(leaves[:size]))
    for index, step in enumerate(sg.inclusion(2, leaves)):
        agrees(f"inclusion(2,5).{index}", step)
    for index, step in enumerate(sg.consistency(2, leaves)):
        agrees(f"consistency(2,5).{index}", step)
    note = sg.note(
        "sg1.checkpoint",
        vault=VAULT.hex(),
        size="5",
        root=sg.root(leaves).hex(),
        time="2026-11-24T06:40:05Z",
        signer=MEMBERS["A"].id.hex(),
    )
    for index, line in enumerate(note.decode().splitlines()):
        agrees(f"checkpoint.line{index}", line)
    agrees("checkpoint.H", sg.digest(note))
    agrees("checkpoint.sig", MEMBERS["A"].signer.sign(note))


def test_every_number_of_the_worked_example_follows_from_the_page() -> None:
    check_ids()
    last = {"vault": (0, bytes(32)), "J": (0, bytes(32))}
    links = []
    for number in range(1, 6):
        place = SAID[f"entry{number}.journal"]
        sequence, previous = last[place]
        link = check_entry(number, sequence + 1, previous)
        last[place] = (sequence + 1, link)
        links.append(link)
    check_log(links)
    assert set(SAID) == CHECKED


def test_the_worked_example_is_what_its_script_writes() -> None:
    assert PAGE.endswith(section())


def documented_columns() -> dict[str, list[str]]:
    """Table name → columns in the page's order, from the table of §3."""
    body = PAGE.split("### Tables")[1].split("\n## ")[0]
    found: dict[str, list[str]] = {}
    for table, columns in re.findall(r"^\| `(\w+)` \| (.*?) \|", body, re.M):
        found[table] = re.findall(r"`(\w+)`", columns)
    return found


def schema() -> dict[str, list[str]]:
    kinds = [value for value in vars(tables).values() if hasattr(value, "__table__")]
    return {kind.__table__.name: [column.name for column in kind.__table__.columns] for kind in kinds}


def test_the_page_names_every_column_of_the_database_and_no_other() -> None:
    assert documented_columns() == schema()


@pytest.mark.parametrize("table", sorted(schema()))
def test_the_security_page_says_what_each_table_tells(table: str) -> None:
    assert f"`{table}`" in (DOCS / "security.md").read_text("utf-8")


@pytest.mark.parametrize("kind", [CheckpointNote, CountersignNote])
def test_the_page_names_every_key_of_every_note(kind: type[CheckpointNote | CountersignNote]) -> None:
    assert kind.KIND in PAGE
    part = PAGE.split(kind.KIND, 1)[1][:600]
    for key in kind.KEYS:
        assert re.search(rf"(`|^ *){key}\b", part, re.M), key
