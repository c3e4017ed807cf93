"""Processes that play a drill until they are killed, and what they said before."""

from __future__ import annotations

import hashlib
import mmap
import os
import random
import shutil
import signal
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from secretguard import locations
from secretguard.clock import from_microseconds, to_microseconds
from secretguard.content import load_playbook
from secretguard.drills import REFRESH_SECONDS, DrillRoom, DrillSession, DrillState, plan_drill
from secretguard.entries import EntryModel
from secretguard.register import add_from_file, load_profile
from secretguard.vault import FLOOR_KDF, Entry, Vault, create_vault, member_secret_of, open_vault
from tests.soak.interrupting import start_child
from tests.soak.moves import random_move

PASSPHRASE = "示例 口令 苹果 扳手"
START = datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=8)))
_ZONE = 480


class SharedClock:
    """A story's clock in memory that parent and child share: the parent reads the moment of death.

    It moves only when it is told to, so nothing depends on how fast the machine is.
    """

    def __init__(self, start: datetime = START) -> None:
        self._cell = memoryview(mmap.mmap(-1, 8)).cast("q")
        self._cell[0] = to_microseconds(start)

    def __call__(self) -> datetime:
        return from_microseconds(self._cell[0], _ZONE)

    @property
    def moment(self) -> int:
        """Microseconds UTC."""
        return self._cell[0]

    def pass_time(self, seconds: float) -> None:
        self._cell[0] += int(seconds * 1_000_000)


@dataclass(frozen=True)
class Ground:
    """A locked vault with an enterprise and one planned drill, and the key to it, derived once."""

    folder: Path
    witness: Path
    journal: bytes
    secret: bytes

    def open(self, clock: Callable[[], datetime], *, read_only: bool = False) -> Vault:
        return open_vault(
            self.folder,
            member_secret=self.secret,
            clock=clock,
            witness_folder=self.witness,
            read_only=read_only,
        )

    def copied_to(self, folder: Path) -> Ground:
        """Where `copy_to` puts a copy."""
        return replace(self, folder=folder / self.folder.name, witness=folder / "witness")

    def copy_to(self, folder: Path) -> Ground:
        """A copy to be killed in, with its own witness."""
        shutil.copytree(self.folder, folder / self.folder.name)
        shutil.copytree(self.witness, folder / "witness")
        return self.copied_to(folder)


def make_ground(base: Path, clock: Callable[[], datetime], witness: Path | None = None) -> Ground:
    """A vault at the floor of effort with 示例公司 and the drill of the departing engineer."""
    witness = witness or base / "witness"
    vault, _code = create_vault(
        base / "库.sgv",
        PASSPHRASE,
        member_name="示例甲",
        vault_name="示例公司的库",
        clock=clock,
        kdf=FLOOR_KDF,
        witness_folder=witness,
    )
    with vault:
        register = add_from_file(vault, load_profile(locations.samples_folder() / "example-company.yaml"))
        playbook = load_playbook(locations.content_folder("playbooks") / "departing-engineer.yaml")
        room = plan_drill(vault, register, playbook, clock, facilitator="示例辛")
        secret = member_secret_of(vault)
    return Ground(base / "库.sgv", witness, room.journal, secret)


def fingerprint(state: DrillState) -> bytes:
    """16 bytes over everything that a drill's state holds, but the playbook, which never changes."""
    # Sets print in no fixed order, so they go in sorted.
    rest = replace(state, planned=None, playbook=None, flags=frozenset(), declined=frozenset())
    text = repr((rest, sorted(state.flags), sorted(state.declined)))
    return hashlib.sha256(text.encode()).digest()[:16]


_RECORD = struct.Struct(">cQ32s")
_OPENED, _HELD, _ENTRY, _STATE = b"O", b"H", b"E", b"S"


@dataclass
class Testament:
    """What a process had said when it was killed."""

    opened: bool = False
    held: bool = False
    links: dict[int, bytes] = field(default_factory=dict)
    """Of every entry that was acknowledged."""
    states: dict[int, bytes] = field(default_factory=dict)
    """Fingerprints of the state as the process had it, by entry number."""

    @classmethod
    def read(cls, data: bytes) -> Testament:
        said = cls()
        whole = len(data) // _RECORD.size * _RECORD.size
        for what, number, value in _RECORD.iter_unpack(data[:whole]):
            if what == _ENTRY:
                said.links[number] = value
            elif what == _STATE:
                said.states[number] = value[:16]
            said.opened |= what == _OPENED
            said.held |= what == _HELD
        return said


class TellingRoom(DrillRoom):
    """Acknowledges every entry over a pipe once `append` has returned."""

    pipe = -1

    def append(self, model: EntryModel) -> Entry:
        entry = super().append(model)
        self.tell(_ENTRY, entry.seq, entry.link)
        return entry

    def tell(self, what: bytes, number: int = 0, value: bytes = b"") -> None:
        os.write(self.pipe, _RECORD.pack(what, number, value))


def live(ground: Ground, clock: SharedClock, seed: int, records: int, delay: float) -> Testament:
    """Fork a player and kill it once it has said `records` things and `delay` seconds have passed."""
    reading, writing = os.pipe()
    child = start_child(lambda: _play(ground, clock, random.Random(seed), writing))
    os.close(writing)
    try:
        data = b""
        while len(data) < records * _RECORD.size and (piece := os.read(reading, _RECORD.size)):
            data += piece
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the player ended before it was killed: see its traceback above"
        while piece := os.read(reading, 65536):
            data += piece
    finally:
        os.close(reading)
    return Testament.read(data)


def _play(ground: Ground, clock: SharedClock, rng: random.Random, pipe: int) -> None:
    room = TellingRoom(ground.open(clock), ground.journal, clock)
    room.pipe = pipe
    room.tell(_OPENED)
    if room.crashed_at is not None:
        room.resume()
    with DrillSession(room):
        room.tell(_HELD)
        while True:
            random_move(room, rng)
            state = room.state
            if rng.random() < 0.3:
                room.tell(_STATE, state.seq, fingerprint(state))
            pass_time(room, clock, rng.uniform(0, 60))


def pass_time(room: DrillRoom, clock: SharedClock, seconds: float) -> None:
    """Let story time pass, with the refresh that a session makes every REFRESH_SECONDS."""
    while seconds > 0:
        step = min(REFRESH_SECONDS, seconds)
        clock.pass_time(step)
        room.tick()
        seconds -= step
