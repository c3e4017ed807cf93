"""Vectors of what is recorded: sealed rows, entries, log proofs, notes, blob files."""

from __future__ import annotations

from collections.abc import Iterator

from tests.vectors import independent as sg
from tests.vectors.example import ALICE, EVIDENCE, JOURNAL, KEYS, VAULT, build

Case = dict[str, object]
Vectors = dict[str, object]

NONCE = bytes(range(12))
ROW = bytes(range(100, 116))


def rows() -> Vectors:
    """Sealed rows of each table, each failing in every place but its own."""
    key = KEYS[JOURNAL]
    places: list[tuple[str, int, bytes, int, int, bytes]] = [
        ("entry", sg.ENTRY, bytes(16), 1, 7, sg.framed(sg.digest(b"salt"), [b'{"a":1}', b"{}"])),
        ("key wrap", sg.KEY_WRAP, bytes(16), 3, 1, sg.digest(b"wrapped")),
        ("blob", sg.BLOB, ROW, 2, 0, sg.framed_object({"key": sg.digest(b"blob").hex()})),
        ("summary", sg.SUMMARY, JOURNAL, 1, 41, sg.framed_object({"title": "示例"})),
    ]
    good: list[Case] = []
    bad: list[Case] = []
    for name, table, row, epoch, revision, plain in places:
        data = sg.associated_data(VAULT, table, row, JOURNAL, epoch, revision)
        sealed = sg.seal(key, table, data, epoch, NONCE, plain)
        case: Case = {
            "key": key.hex(),
            "vault": VAULT.hex(),
            "table": table,
            "row": row.hex(),
            "journal": JOURNAL.hex(),
            "epoch": epoch,
            "rev": revision,
            "sealed": sealed.hex(),
        }
        good.append({"why": name, **case, "plain": plain.hex()})
        moves: dict[str, Case] = {
            "another key": {"key": KEYS[VAULT].hex()},
            "another vault": {"vault": bytes(16).hex()},
            "another table": {"table": table % 4 + 1},
            "another row": {"row": bytes([1] * 16).hex()},
            "another journal": {"journal": VAULT.hex()},
            "another epoch": {"epoch": epoch + 1},
            "another revision": {"rev": revision + 1},
            "another suite": {"sealed": (b"\x02" + sealed[1:]).hex()},
            "nonce changed": {"sealed": (sealed[:5] + b"\xff" + sealed[6:]).hex()},
            "tag changed": {"sealed": (sealed[:-1] + bytes([sealed[-1] ^ 1])).hex()},
            "cut short": {"sealed": sealed[:-1].hex()},
            "32 bytes": {"sealed": sealed[:32].hex()},
            "nothing": {"sealed": ""},
        }
        bad += [{"why": f"{name}: {why}", **case, **move} for why, move in moves.items()]
    return {"good": good, "bad": bad}


def entries() -> Vectors:
    good: list[Case] = []
    for row in build().rows:
        entry = row.entry
        good.append(
            {
                "vault": VAULT.hex(),
                "journal": row.journal.hex(),
                "seq": row.sequence,
                "author_secret": row.author.secret.hex(),
                "prev": entry.previous.hex(),
                "salt": entry.salt.hex(),
                "parts": [part.decode() for part in entry.parts],
                "plain": entry.plain.hex(),
                "commitments": [value.hex() for value in entry.part_commitments],
                "commitment": entry.commitment.hex(),
                "message": entry.message.hex(),
                "sig": entry.signature.hex(),
                "link": entry.link.hex(),
                "key": KEYS[row.journal].hex(),
                "epoch": 1,
                "sealed": row.sealed.hex(),
            }
        )
    salt = bytes(32)
    bodies = {
        "cut inside the salt": bytes(31),
        "cut before the count": salt,
        "a part longer than the body": salt + b"\x00\x01" + b"\x00\x00\x10\x00" + bytes(26),
        "a part of four gigabytes": salt + b"\x00\x01" + b"\xff\xff\xff\xff" + bytes(26),
        "more parts than bytes": salt + b"\xff\xff" + bytes(30),
        "padding that is not zero": sg.framed(salt, [b"{}"])[:-1] + b"\x01",
        "a whole block of padding too much": sg.framed(salt, [b"{}"]) + bytes(64),
        "no padding": salt + b"\x00\x01" + b"\x00\x00\x00\x02{}",
    }
    return {"good": good, "bad": [{"why": why, "plain": data.hex()} for why, data in bodies.items()]}


def log() -> Vectors:
    leaves = [sg.leaf(sg.digest(bytes([index]))) for index in range(11)]
    inclusion: list[Case] = []
    consistency: list[Case] = []
    for size in (1, 2, 3, 7, 8, 11):
        for index in range(size):
            path = [step.hex() for step in sg.inclusion(index, leaves[:size])]
            inclusion.append({"index": index, "size": size, "path": path})
        for earlier in range(1, size + 1):
            proof = [step.hex() for step in sg.consistency(earlier, leaves[:size])]
            consistency.append({"earlier": earlier, "later": size, "proof": proof})
    return {
        "links": [sg.digest(bytes([index])).hex() for index in range(11)],
        "leaves": [value.hex() for value in leaves],
        "roots": [sg.root(leaves[:size]).hex() for size in range(12)],
        "inclusion": inclusion,
        "consistency": consistency,
        "bad_inclusion": list(_bad_inclusion(leaves)),
        "bad_consistency": list(_bad_consistency(leaves)),
    }


def _bad_inclusion(leaves: list[bytes]) -> Iterator[Case]:
    path = [step.hex() for step in sg.inclusion(4, leaves)]
    case = {"index": 4, "size": 11, "leaf": leaves[4].hex(), "path": path, "root": sg.root(leaves).hex()}
    stray = sg.digest(b"stray").hex()
    yield {**case, "why": "another leaf", "leaf": leaves[5].hex()}
    yield {**case, "why": "another index", "index": 5}
    yield {**case, "why": "index outside", "index": 11}
    yield {**case, "why": "another root", "root": stray}
    yield {**case, "why": "a step too many", "path": [*path, stray]}
    yield {**case, "why": "a step too few", "path": path[:-1]}
    yield {**case, "why": "steps exchanged", "path": [path[1], path[0], *path[2:]]}
    yield {**case, "why": "a size of which the path has another shape", "size": 5}


def _bad_consistency(leaves: list[bytes]) -> Iterator[Case]:
    proof = [step.hex() for step in sg.consistency(6, leaves)]
    roots = {"earlier_root": sg.root(leaves[:6]).hex(), "later_root": sg.root(leaves).hex()}
    case = {"earlier": 6, "later": 11, **roots, "proof": proof}
    stray = sg.digest(b"stray").hex()
    yield {**case, "why": "another earlier root", "earlier_root": stray}
    yield {**case, "why": "another later root", "later_root": stray}
    yield {**case, "why": "no proof", "proof": []}
    yield {**case, "why": "a step too many", "proof": [*proof, stray]}
    yield {**case, "why": "a step too few", "proof": proof[:-1]}
    yield {**case, "why": "sizes exchanged", "earlier": 11, "later": 6}
    yield {**case, "why": "nothing extended by a stray root", "earlier": 0, "earlier_root": stray}


def notes() -> Vectors:
    example = build()
    text = example.checkpoint().decode()
    good: Case = {
        "text": text,
        "vault": VAULT.hex(),
        "size": 5,
        "root": sg.root(example.leaves()).hex(),
        "time": "2026-11-24T06:40:05Z",
        "signer": ALICE.id.hex(),
        "sign_pk": ALICE.sign_public.hex(),
        "sig": ALICE.signer.sign(text.encode()).hex(),
    }
    lines = text.split("\n")
    bad = {
        "CR LF": text.replace("\n", "\r\n"),
        "no last LF": text[:-1],
        "an empty line more": text + "\n",
        "another type": text.replace("checkpoint", "countersign"),
        "keys out of order": "\n".join([lines[0], lines[2], lines[1], *lines[3:]]),
        "a key twice": text.replace("size 5\n", "size 5\nsize 5\n"),
        "a key missing": text.replace("size 5\n", ""),
        "another key": text.replace("size", "length"),
        "leading zero": text.replace("size 5", "size 05"),
        "negative size": text.replace("size 5", "size -5"),
        "2^53": text.replace("size 5", f"size {2**53}"),
        "full-width digit": text.replace("size 5", "size ５"),
        "two spaces": text.replace("size 5", "size  5"),
        "trailing space": text.replace("size 5", "size 5 "),
        "upper-case hex": text.replace(VAULT.hex(), VAULT.hex().upper()),
        "short root": text.replace(str(good["root"]), str(good["root"])[:-2]),
        "a day that does not exist": text.replace("11-24", "02-30"),
        "an offset": text.replace("05Z", "05+00:00"),
        "byte order mark": "\ufeff" + text,
    }
    return {"good": [good], "bad": [{"why": why, "text": changed} for why, changed in bad.items()]}


def blob() -> Vectors:
    """For the release that reads blobs; until then the files are held against the cipher alone."""
    key, salt = sg.digest(b"blob"), bytes(32)
    good: list[Case] = []
    for content in (b"", EVIDENCE):
        sealed = sg.blob_file(key, 16, salt, content)
        good.append({"key": key.hex(), "content": content.hex(), "file": sealed.hex()})
    for size in (65535, 65536, 65537, 131072):
        content = bytes(index % 251 for index in range(size))
        sealed = sg.blob_file(key, 16, salt, content)
        digests = {"bytes": len(sealed), "sha256": sg.digest(sealed).hex()}
        good.append({"key": key.hex(), "content_size": size, "content": "i mod 251", **digests})
    return {"good": good}
