"""Verifies `sg1.entries` by docs/FORMAT.md §12 alone, sharing no line with `secretguard`.

A court's reader in twenty years has this much: the text of the format, SHA-256, HMAC and Ed25519.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Refused(Exception):  # noqa: N818
    """The proof does not hold; says why."""


@dataclass(frozen=True)
class Shown:
    """An entry as far as it is shown: parts by name; nothing of a withheld one."""

    journal: str
    seq: int
    parts: Mapping[str, Any]
    hidden: int
    withheld: str = ""


@dataclass(frozen=True)
class _Key:
    sign: Ed25519PublicKey
    admin: bool
    name: str


def _hash(*pieces: bytes) -> bytes:
    return hashlib.sha256(b"".join(pieces)).digest()


def _mac(key: bytes, *pieces: bytes) -> bytes:
    return hmac.digest(key, b"".join(pieces), "sha256")


def _need(holds: bool, why: str) -> None:
    if not holds:
        raise Refused(why)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _need(len({name for name, _value in pairs}) == len(pairs), "a key twice")
    return dict(pairs)


def _no_float(_text: str) -> float:
    raise Refused("a float")


def _strict(data: bytes) -> Any:
    try:
        value = json.loads(data, object_pairs_hook=_once, parse_float=_no_float)
    except ValueError as problem:
        raise Refused("no JSON") from problem
    again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    _need(again == data, "not canonical")
    return value


def _hexed(value: Any, size: int) -> bytes:
    _need(isinstance(value, str) and value == value.lower() and len(value) == 2 * size, "no hex")
    return bytes.fromhex(value)


def verify(document: bytes, note: bytes, signature: bytes) -> list[Shown]:
    """Every entry that the document shows, if all of it holds; raises Refused."""
    lines = dict(line.split(" ", 1) for line in note.decode("ascii").split("\n")[1:-1])
    data = _strict(document)
    _need(data["format"] == "sg1.entries" and data.keys() == {"format", "runs", "vault"}, "another format")
    vault = _hexed(data["vault"], 16)
    _need(lines["vault"] == vault.hex(), "the checkpoint of another vault")
    runs = data["runs"]
    _need(bool(runs) and runs[0]["journal"] == vault.hex() and runs[0]["first"] == 1, "no vault journal")
    keys: dict[str, _Key] = {}
    shown: list[Shown] = []
    for number, run in enumerate(runs):
        shown += _run(vault, run, keys, lines, own=number == 0)
    signer = keys.get(lines["signer"])
    if signer is None:
        raise Refused("signed by nobody of this vault")
    _signed(signer, signature, note)
    return shown


def _run(
    vault: bytes, run: Mapping[str, Any], keys: dict[str, _Key], lines: Mapping[str, str], *, own: bool
) -> list[Shown]:
    journal, previous = _hexed(run["journal"], 16), _hexed(run["prev"], 32)
    _need(run["first"] > 1 or previous == bytes(32), "seq 1 has no link before it")
    found = []
    for seq, item in enumerate(run["items"], run["first"]):
        header = vault + journal + seq.to_bytes(8, "big")
        entry, commitment = _item(journal.hex(), seq, header, item)
        message = previous + header + commitment
        if entry.withheld:
            _need(not own, "the vault journal hides something")
            sighash = _hexed(item["sighash"], 32)
        else:
            sig = _hexed(item["sig"], 64)
            sighash = _hash(sig)
            if own:
                _member(vault, entry, keys)
            author = keys.get(entry.parts["entry"]["author"])
            if author is None:
                raise Refused("written by nobody of this vault")
            _signed(author, sig, b"SG1/sign\0" + message)
        previous = _hash(b"SG1/link\0", message, sighash)
        found.append(entry)
    proof = run["proof"]
    _need(str(proof["size"]) == lines["size"], "a proof for another checkpoint")
    path = [_hexed(step, 32) for step in proof["path"]]
    reached = _climb(proof["index"], proof["size"], _hash(b"\0", previous), path)
    _need(reached.hex() == lines["root"], "not in the log")
    return found


def _item(journal: str, seq: int, header: bytes, item: Mapping[str, Any]) -> tuple[Shown, bytes]:
    if "withheld" in item:
        _need(item.keys() == {"commitment", "sighash", "withheld"}, "a strange item")
        return Shown(journal, seq, {}, 0, item["withheld"]), _hexed(item["commitment"], 32)
    _need(item.keys() == {"parts", "sig"}, "a strange item")
    parts: dict[str, Any] = {}
    commitments, hidden = [], 0
    for index, part in enumerate(item["parts"]):
        if part.keys() == {"commitment"}:
            commitments.append(_hexed(part["commitment"], 32))
            hidden += 1
            continue
        _need(part.keys() == {"salt", "text"}, "a strange part")
        text = part["text"].encode()
        value = _strict(text)
        _need(isinstance(value, dict) and len(value) == 1, "a strange part")
        _need(parts.keys().isdisjoint(value), "a part twice")
        parts |= value
        salt, place = _hexed(part["salt"], 32), index.to_bytes(2, "big")
        commitments.append(_mac(salt, b"SG1/part\0", header, place, text))
    _need("entry" in parts, "part 0 hidden, the rest not")
    count = len(commitments).to_bytes(2, "big")
    return Shown(journal, seq, parts, hidden), _hash(b"SG1/commit\0", header, count, *commitments)


def _member(vault: bytes, entry: Shown, keys: dict[str, _Key]) -> None:
    kind, author = entry.parts["entry"]["kind"], entry.parts["entry"]["author"]
    if kind not in ("vault.create", "member.add"):
        return
    said = entry.parts["member"]
    sign, hpke = _hexed(said["sign"], 32), _hexed(said["hpke"], 32)
    identity = _hash(b"SG1/member\0", sign, hpke)[:16]
    _need(said["id"] == identity.hex(), "a key under another's id")
    if kind == "vault.create":
        nonce = _hexed(entry.parts["nonce"], 32)
        _need(entry.seq == 1 and _hash(b"SG1/vault\0", identity, nonce)[:16] == vault, "another founder")
        _need(author == identity.hex(), "founded by another")
    else:
        _need(author in keys and keys[author].admin, "added by no admin")
    key = Ed25519PublicKey.from_public_bytes(sign)
    keys[identity.hex()] = _Key(key, bool(said["admin"]), str(entry.parts.get("name", "")))


def _signed(key: _Key, signature: bytes, data: bytes) -> None:
    try:
        key.sign.verify(signature, data)
    except InvalidSignature as problem:
        raise Refused("a wrong signature") from problem


def _climb(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """RFC 9162 §2.1.3.2."""
    _need(0 <= index < size, "no such leaf")
    position, last, reached = index, size - 1, leaf
    for step in path:
        _need(last != 0, "the path is too long")
        if position % 2 or position == last:
            reached = _hash(b"\1", step, reached)
            while position and not position % 2:
                position, last = position // 2, last // 2
        else:
            reached = _hash(b"\1", reached, step)
        position, last = position // 2, last // 2
    _need(last == 0, "the path is too short")
    return reached
