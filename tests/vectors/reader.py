"""A reader of whole vaults and backups, written from docs/FORMAT.md §13 with SQLite and no line of ours.

It follows the steps of the page and asserts what the page says must hold.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.vectors import independent as sg
from tests.vectors.independent import Member

Parts = dict[str, Any]
APPLICATION_ID = 0x53475631


@dataclass
class Read:
    """What the reader found: every body by journal and seq (None if erased or shredded), and the log."""

    vault: bytes
    bodies: dict[tuple[bytes, int], Parts | None] = field(default_factory=dict)
    links: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    checkpoints: list[str] = field(default_factory=list)


def read_vault(database: Path, passphrase: str) -> Read:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        ((vault,),) = db.execute("SELECT id FROM vault").fetchall()
        reader = _Reader(db, vault, _unlock(db, vault, passphrase))
        for (journal,) in db.execute("SELECT journal FROM head ORDER BY journal != ?", (vault,)).fetchall():
            reader.read_journal(journal)
        reader.read_log()
        return reader.found


def _unlock(db: sqlite3.Connection, vault: bytes, passphrase: str) -> Member:
    """§7."""
    row = db.execute("SELECT * FROM unlock WHERE way = 1").fetchone()
    member, way, memory, passes, lanes, salt, sealed = row
    assert 65536 <= memory <= 4194304
    assert 3 <= passes <= 64
    assert 1 <= lanes <= 16
    cost = (memory, passes, lanes)
    key = sg.passphrase_key(passphrase, cost, salt)
    assert sealed[:1] == sg.SUITE
    data = sg.unlock_data(vault, member, way, cost, salt)
    found = Member(AESGCM(key).decrypt(sealed[1:13], sealed[13:], data))
    assert found.id == member
    return found


class _Reader:
    def __init__(self, db: sqlite3.Connection, vault: bytes, member: Member) -> None:
        self.db, self.vault, self.member = db, vault, member
        self.found = Read(vault)
        self.trunk: dict[int, bytes] = {}
        self.members: dict[bytes, bytes] = {}

    def read_journal(self, journal: bytes) -> None:
        keys: dict[int, bytes] = self.trunk if journal == self.vault else {}
        previous, shredded = bytes(32), not self._has_wraps(journal)
        query = "SELECT seq, epoch, author, commitment, link, sig, sealed FROM entry WHERE journal = ?"
        for count, row in enumerate(self.db.execute(f"{query} ORDER BY seq", (journal,)).fetchall(), 1):
            seq, epoch, author, commitment, link, signature, sealed = row
            assert seq == count
            parts = None
            if sealed is not None and not shredded:
                key = keys.get(epoch) or self._unwrap(journal, epoch)
                parts = self._open(journal, seq, epoch, key, sealed, commitment)
                self._take_key(journal, epoch, key, parts, keys)
                assert parts["entry"]["author"] == author.hex()
                if journal == self.vault:
                    self._take_member(parts)
            previous = self._follow(journal, seq, previous, (author, commitment, link, signature))
            self.found.bodies[journal, seq] = parts

    def _has_wraps(self, journal: bytes) -> bool:
        return bool(self.db.execute("SELECT 1 FROM wrap WHERE journal = ?", (journal,)).fetchone())

    def _unwrap(self, journal: bytes, epoch: int) -> bytes:
        """§6, wraps."""
        rows = self.db.execute(
            "SELECT member, sealed FROM wrap WHERE journal = ? AND epoch = ?", (journal, epoch)
        )
        wraps = dict(rows.fetchall())
        if self.member.id in wraps:
            info = sg.wrap_info(self.vault, journal, epoch, self.member.id)
            return sg.unwrap(self.member, info, wraps[self.member.id])
        sealed = wraps[bytes(16)]
        under = int.from_bytes(sealed[1:5], "big")
        data = sg.associated_data(self.vault, sg.KEY_WRAP, bytes(16), journal, under, epoch)
        return self._unseal(self.trunk[under], sg.KEY_WRAP, data, sealed)

    @staticmethod
    def _unseal(key: bytes, table: int, data: bytes, sealed: bytes) -> bytes:
        """§4."""
        assert sealed[:1] == sg.SUITE
        return AESGCM(sg.row_key(key, table)).decrypt(sealed[5:17], sealed[17:], data)

    def _open(
        self, journal: bytes, seq: int, epoch: int, key: bytes, sealed: bytes, commitment: bytes
    ) -> Parts:
        """§4 and §5."""
        data = sg.associated_data(self.vault, sg.ENTRY, bytes(16), journal, epoch, seq)
        plain = self._unseal(key, sg.ENTRY, data, sealed)
        salt, count, place = plain[:32], int.from_bytes(plain[32:34], "big"), 34
        pieces = []
        for _part in range(count):
            length = int.from_bytes(plain[place : place + 4], "big")
            pieces.append(plain[place + 4 : place + 4 + length])
            place += 4 + length
        assert plain == sg.framed(salt, pieces)
        header = self.vault + journal + sg.number(seq, 8)
        values = [
            sg.mac(
                sg.mac(salt, b"SG1/salt\0", sg.number(index, 2)),
                b"SG1/part\0",
                header,
                sg.number(index, 2),
                piece,
            )
            for index, piece in enumerate(pieces)
        ]
        assert commitment == sg.digest(b"SG1/commit\0", header, sg.number(count, 2), *values)
        assert all(sg.canonical(json.loads(piece)) == piece for piece in pieces)
        parts: Parts = {}
        for piece in pieces:
            parts |= json.loads(piece)
        assert len(parts) == count
        return parts

    def _take_key(self, journal: bytes, epoch: int, key: bytes, parts: Parts, keys: dict[int, bytes]) -> None:
        """§6, epochs: a key counts once an entry of its journal announced its check value."""
        announced = parts.get("key")
        if announced is not None:
            number = announced["epoch"]
            assert number == len(keys) + 1
            candidate = key if number == epoch else self._unwrap(journal, number)
            assert announced["kcv"] == sg.check_value(candidate, self.vault, journal, number).hex()
            keys[number] = candidate
        assert keys[epoch] == key

    def _take_member(self, parts: Parts) -> None:
        if parts["entry"]["kind"] not in ("vault.create", "member.add"):
            return
        described = parts["member"]
        sign, hpke = bytes.fromhex(described["sign"]), bytes.fromhex(described["hpke"])
        identity = sg.digest(b"SG1/member\0", sign, hpke)[:16]
        assert described["id"] == identity.hex()
        if parts["entry"]["kind"] == "vault.create":
            assert self.vault == sg.vault_id(identity, bytes.fromhex(parts["nonce"]))
        self.members[identity] = sign

    def _follow(
        self, journal: bytes, seq: int, previous: bytes, row: tuple[bytes, bytes, bytes, bytes]
    ) -> bytes:
        """§5, signature and link."""
        author, commitment, link, signature = row
        message = previous + self.vault + journal + sg.number(seq, 8) + commitment
        public = Ed25519PublicKey.from_public_bytes(self.members[author])
        public.verify(signature, b"SG1/sign\0" + message)
        assert link == sg.digest(b"SG1/link\0", message, sg.digest(signature))
        self.found.links[journal, seq] = link
        return link

    def read_log(self) -> None:
        """§9."""
        leaves = []
        for index, journal, seq, value in self.db.execute("SELECT * FROM leaf ORDER BY 1"):
            assert index == len(leaves)
            assert value == sg.leaf(self.found.links[journal, seq])
            leaves.append(value)
        for size, note, signature in self.db.execute("SELECT size, note, sig FROM checkpoint ORDER BY size"):
            lines = dict(line.split(" ", 1) for line in note.decode("ascii").splitlines()[1:])
            assert list(lines) == ["vault", "size", "root", "time", "signer"]
            assert (lines["vault"], lines["size"]) == (self.vault.hex(), str(size))
            assert lines["root"] == sg.root(leaves[:size]).hex()
            signer = Ed25519PublicKey.from_public_bytes(self.members[bytes.fromhex(lines["signer"])])
            signer.verify(signature, note)
            self.found.checkpoints.append(lines["root"])


def unpack_backup(backup: Path, folder: Path) -> Path:
    """§11: check everything, then give the database."""
    with zipfile.ZipFile(backup) as archive:
        note = archive.read("backup.txt").decode("ascii").splitlines()
        manifest = archive.read("manifest-sha256.txt")
        assert note[0] == "sg1.backup"
        assert note[5] == f"manifest {hashlib.sha256(manifest).hexdigest()}"
        listed = [line.split("  ") for line in manifest.decode("ascii").splitlines()]
        assert archive.namelist() == [
            "backup.txt",
            "manifest-sha256.txt",
            *(name for _digest, name in listed),
        ]
        for digest, name in listed:
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        target = folder / "vault.db"
        target.write_bytes(archive.read("vault.db"))
    return target
