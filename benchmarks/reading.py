"""Verifying links, folding a long drill, and opening a vault with many journals."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.ground import PASSPHRASE, long_drill, new_vault
from benchmarks.measuring import Row, medians, seconds_of
from secretguard.clock import system_clock
from secretguard.drills import DrillRoom, extend, fold
from secretguard.drills.entries import JOURNAL_KIND
from secretguard.vault import DEFAULT_KDF, Vault, open_vault
from secretguard.vault.check_chain import examine_chains
from secretguard.vault.check_file import examine_members
from secretguard.vault.check_reading import snapshot
from secretguard.vault.check_report import Examination
from secretguard.vault.kdf import derive_from_passphrase

_ENTRIES = 20_000
_JOURNALS = 1_000
_CHAIN = "SELECT journal, seq, epoch, author, commitment, link, sig, NULL FROM entry ORDER BY journal, seq"


def rows(base: Path) -> list[Row]:
    """The rows about reading."""
    with new_vault(base / "drill") as vault:
        journal = _write_drill(vault)
        return [*_links(vault), *_folding(vault, journal), *_unlocking(base / "many")]


def _write_drill(vault: Vault) -> bytes:
    journal = vault.create_journal(JOURNAL_KIND, "推演")
    for model in long_drill(_ENTRIES):
        vault.append(journal, model.kind, model.parts())
    return journal


def _links(vault: Vault) -> list[Row]:
    database = vault.folder / "vault.db"
    with snapshot(database) as db:
        seconds = medians(
            {
                "ours": lambda: seconds_of(_chains(db, vault.id)),
                "bare": lambda: seconds_of(lambda: _bare_chain(db)),
            },
            9,
        )
    return [
        Row("links verified", _ENTRIES / seconds["ours"], "/s", note="shape, gaps, authors, heads too"),
        Row(
            "… against a bare SHA-256 chain",
            seconds["bare"] / seconds["ours"],
            "×",
            0.35,
            note=f"the same rows of the same file: peer {_ENTRIES / seconds['bare']:,.0f}/s",
        ),
    ]


def _chains(db: sqlite3.Connection, vault: bytes) -> Callable[[], None]:
    exam = Examination(db, vault, False, None)
    authors = examine_members(exam)

    def verify() -> None:
        examine_chains(exam, authors)
        assert not exam.report().findings

    return verify


def _bare_chain(db: sqlite3.Connection) -> bytes:
    """What a chain of hashes costs at the least: read the row, hash it onto the one before."""
    link = bytes(32)
    for journal, seq, _epoch, author, commitment, _link, sig, _none in db.execute(_CHAIN):
        link = hashlib.sha256(link + journal + seq.to_bytes(8, "big") + author + commitment + sig).digest()
    return link


def _folding(vault: Vault, journal: bytes) -> list[Row]:
    entries = list(vault.entries(journal))
    texts = [[json.dumps({name: part}) for name, part in entry.parts.items()] for entry in entries]
    state = fold(entries[:-1])
    seconds = medians(
        {
            "open": lambda: seconds_of(lambda: DrillRoom(vault, journal, system_clock)),
            "read": lambda: seconds_of(lambda: list(vault.entries(journal))),
            "fold": lambda: seconds_of(lambda: fold(entries)),
            "loads": lambda: seconds_of(lambda: [json.loads(text) for parts in texts for text in parts]),
            "extend": lambda: seconds_of(lambda: extend(state, entries[-1:])),
        },
        5,
    )
    return [
        Row("a drill of 20 000 entries: opened (unsealed, parsed, folded)", seconds["open"], "s"),
        Row("… unsealed and parsed", seconds["read"], "s"),
        Row("… folded", seconds["fold"], "s"),
        Row("… fold against json.loads of its parts", seconds["fold"] / seconds["loads"], "×"),
        Row("… extended by one entry", seconds["extend"] * 1000, "ms"),
    ]


def _unlocking(base: Path) -> list[Row]:
    with new_vault(base, DEFAULT_KDF) as vault:
        for number in range(_JOURNALS):
            vault.create_journal(JOURNAL_KIND, f"推演 {number}")
        folder = vault.folder
    seconds = medians(
        {
            "all": lambda: _unlock_and_list(folder, base / "witness"),
            "argon": lambda: seconds_of(lambda: derive_from_passphrase(PASSPHRASE, bytes(16), DEFAULT_KDF)),
        },
        5,
    )
    return [
        Row("unlock and list 1 000 journals", seconds["all"], "s", note="Argon2id 256 MiB, 3 passes"),
        Row("… share of Argon2id", seconds["argon"] / seconds["all"], "", 0.7),
    ]


def _unlock_and_list(folder: Path, witness: Path) -> float:
    began = time.perf_counter()
    vault = open_vault(folder, passphrase=PASSPHRASE, clock=system_clock, witness_folder=witness)
    listed = len(vault.journals())
    seconds = time.perf_counter() - began
    vault.lock()
    assert listed == _JOURNALS
    return seconds
