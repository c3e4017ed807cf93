"""A process killed at any moment loses nothing that it acknowledged, and leaves a chain without a gap."""

from __future__ import annotations

import os
import random
import signal
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from secretguard.vault import FLOOR_KDF, Vault, create_vault, creating, vault_info
from secretguard.vault.unlock import UnlockRow

from .conftest import Sample, steady_clock

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")

_ACKNOWLEDGED = struct.Struct(">Q")
_KILLS = 200 if os.environ.get("SECRETGUARD_SOAK") == "1" else 60


def run_until_killed(sample: Sample, work: Callable[[Vault, int], None], delay: float) -> list[int]:
    """Fork, let the child work, kill it; the sequence numbers that it acknowledged before."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(sample.open(), writing)
        finally:
            os._exit(1)
    os.close(writing)
    try:
        started = os.read(reading, _ACKNOWLEDGED.size)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        data = started
        while piece := os.read(reading, 65536):
            data += piece
    finally:
        os.close(reading)
    whole = len(data) // _ACKNOWLEDGED.size * _ACKNOWLEDGED.size
    return [value for (value,) in _ACKNOWLEDGED.iter_unpack(data[:whole])]


def write_without_end(journal: bytes) -> Callable[[Vault, int], None]:
    """Appends with summaries, each acknowledged, and a checkpoint now and then."""

    def work(vault: Vault, acknowledge: int) -> None:
        count = 0
        while True:
            entry = vault.append(journal, "note", {"text": "示例" * 40}, summary={"n": count})
            os.write(acknowledge, _ACKNOWLEDGED.pack(entry.seq))
            count += 1
            if count % 7 == 0:
                vault.checkpoint()

    return work


@pytest.mark.slow
def test_after_every_kill_the_head_is_the_last_entry_and_all_acknowledged_are_there(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
    moments = random.Random(20261124)
    acknowledged = 1
    for _kill in range(_KILLS):
        seen = run_until_killed(sample, write_without_end(journal), moments.random() * 0.02)
        assert seen
        acknowledged = max(acknowledged, *seen)
        with sample.open(read_only=True) as reader:
            assert reader.warnings == ()
            with reader.session.store.reading() as db:
                head, last, count = db.execute(
                    "SELECT h.seq, (SELECT max(seq) FROM entry WHERE journal = h.journal),"
                    " (SELECT count(*) FROM entry WHERE journal = h.journal) FROM head h WHERE journal = ?",
                    (journal,),
                ).fetchone()
        assert head == last == count >= acknowledged
    with sample.open() as vault:
        entries = list(vault.entries(journal))
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        vault.checkpoint()
        assert vault.unlogged() == 0


@pytest.mark.slow
def test_a_creation_killed_at_any_moment_leaves_a_whole_vault_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = random.Random(20261124)
    monkeypatch.setattr(creating, "seal_with_passphrase", lambda keys, vault, *_rest: _no_way_in(keys.id))
    for kill in range(15):
        folder = tmp_path / f"v{kill}"
        _killed_while_creating(folder, tmp_path / "witness", moments.random() * 0.3)
        if (folder / "vault.db").exists():
            assert vault_info(folder).entries == 1
        else:
            vault, _code = _create(folder, tmp_path / "witness")
            vault.lock()


def _create(folder: Path, witness: Path) -> tuple[Vault, str]:
    return create_vault(
        folder,
        "口令",
        member_name="甲",
        vault_name="库",
        clock=steady_clock,
        kdf=FLOOR_KDF,
        witness_folder=witness,
    )


def _no_way_in(member: bytes) -> UnlockRow:
    """Stands for the row whose key takes long to derive; the kill is to fall into the writing."""
    return UnlockRow(member, 1, 0, 0, 0, bytes(16), bytes(61))


def _killed_while_creating(folder: Path, witness: Path, delay: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            _create(folder, witness)
        finally:
            os._exit(1)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
