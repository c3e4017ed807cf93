"""Drills played through the installed command, one `drill play` at the keyboard each, and killed."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from secretguard.clock import system_clock, to_microseconds
from secretguard.drills import DrillRoom
from secretguard.vault import check_vault
from secretguard.vault.lockfile import current_holder
from tests.soak.lives import PASSPHRASE, Ground
from tests.soak.proofs import FIVE_SECONDS, prove_resuming

COMMAND = Path(sys.executable).parent / "secretguard"
_ACKNOWLEDGED = re.compile(r"已记（第 (\d+) 条）")
_LINES = (
    *("next", "next", "next", "next --without-decision", "decide b --by 示例甲", "decide c --words 再等等"),
    *("mark image done --stated 8h", "mark report late --stated 41m", "mark small-circle missed"),
    *("inject 保洁员看见一个纸箱 --to IT", "undo --why 记错了", "rate O1 M --why 当场看到的"),
    *("pause --why 茶歇", "resume", "resume"),
)


@dataclass
class CommandPlayer:
    """One process at the keyboard; what it was told, what it printed, and when it was killed."""

    ground: Ground
    process: subprocess.Popen[bytes]
    typed: list[str] = field(default_factory=list)
    killed_between: tuple[int, int] = (0, 0)
    heard: str = ""

    @classmethod
    def start(cls, planned: Ground, base: Path) -> CommandPlayer:
        """Start a drill on its own copy of the vault; returns before it is open."""
        ground = planned.copy_to(base)
        process = subprocess.Popen(
            [COMMAND, *_common(ground), "drill", "play"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_environment(base),
        )
        player = cls(ground, process)
        for line in ("gate --yes all", "start", "next"):
            player.type(line)
        player.note()
        return player

    def await_first_acknowledgement(self) -> None:
        """Block until the first note is acknowledged: by then the drill is running."""
        assert self.process.stdout is not None
        while not _ACKNOWLEDGED.search(self.heard):
            line = self.process.stdout.readline()
            assert line, f"the command ended: {self.heard}"
            self.heard += line.decode()

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            assert self.process.stdout is not None
            rest = self.process.stdout.read().decode()
            pytest.fail(f"the command ended by itself: {self.heard}{rest}")
        self.typed.append(line)

    def note(self) -> None:
        """A note whose text says which line it was, acknowledged with its entry's number."""
        self.type(f"note 第{len(self.typed)}行")

    def kill(self) -> None:
        """SIGKILL, with the moments before and after by the system's clock."""
        before = _now()
        self.process.kill()
        self.process.wait()
        self.killed_between = (before, _now())
        assert self.process.stdout is not None and self.process.stdin is not None
        self.heard += self.process.stdout.read().decode()
        self.process.stdout.close()
        self.process.stdin.close()

    def prove(self) -> None:
        """Nothing acknowledged is lost, the clock is exact to five seconds, the check is clean."""
        assert current_holder(self.ground.folder) is None
        with self.ground.open(system_clock) as vault:
            room = DrillRoom(vault, self.ground.journal, system_clock)
            texts = {entry.seq: entry.parts.get("text") for entry in vault.entries(self.ground.journal)}
            noted = [f"第{number}行" for number, line in enumerate(self.typed) if line.startswith("note ")]
            acknowledged = [int(number) for number in _ACKNOWLEDGED.findall(self.heard)]
            assert acknowledged
            assert [texts[seq] for seq in acknowledged] == noted[: len(acknowledged)]
            state = room.state
            if state.clock.running:
                before, after = (state.clock.at(moment) for moment in self.killed_between)
                assert room.crashed_at is not None
                assert before - FIVE_SECONDS <= room.crashed_at <= after
            else:
                assert room.crashed_at is None
            assert check_vault(vault, deep=True).findings == ()
            prove_resuming(room)

    def prove_by_command(self) -> None:
        """The command's own words about the drill after the kill agree with the vault."""
        status = self._ask("drill", "status")
        with self.ground.open(system_clock, read_only=True) as vault:
            room = DrillRoom(vault, self.ground.journal, system_clock)
            assert status["crashed"] == (room.crashed_at is not None)
            assert status["seq"] == room.state.seq
            assert not room.crashed_at or status["elapsed_ms"] == room.crashed_at

    def _ask(self, *words: str) -> dict[str, Any]:
        line = [str(COMMAND), *_common(self.ground), *words, "--json"]
        environment = _environment(self.ground.folder.parent)
        answer = subprocess.run(line, capture_output=True, env=environment, check=True)
        found = json.loads(answer.stdout)
        assert isinstance(found, dict)
        return found


def play_and_kill(planned: Ground, base: Path, rng: random.Random, players: int, longest: float) -> None:
    """Let `players` processes play side by side, each killed within `longest` seconds; prove every one."""
    running = [CommandPlayer.start(planned, base / str(number)) for number in range(players)]
    try:
        for player in running:
            player.await_first_acknowledgement()
        _play(running, rng, longest)
    finally:
        for player in running:
            player.process.kill()
            player.process.wait()
    running[0].prove_by_command()
    for player in running:
        player.prove()
        shutil.rmtree(player.ground.folder.parent)


def _play(running: list[CommandPlayer], rng: random.Random, longest: float) -> None:
    events: list[tuple[float, int, bool]] = []
    for index in range(len(running)):
        end = rng.uniform(0, longest)
        moments = sorted(rng.uniform(0, end) for _line in range(rng.randint(0, 8)))
        # Now and then a line is on its way in the very moment of the kill.
        moments += [end] * rng.randint(0, 3)
        events += [*((moment, index, False) for moment in moments), (end, index, True)]
    began = time.monotonic()
    for moment, index, is_last in sorted(events):
        time.sleep(max(0.0, began + moment - time.monotonic()))
        if is_last:
            running[index].kill()
        else:
            running[index].type(rng.choice(_LINES))
            running[index].note()


def _common(ground: Ground) -> list[str]:
    secret = ground.folder.parent / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return ["--vault", str(ground.folder), "--passphrase-file", str(secret)]


def _environment(base: Path) -> dict[str, str]:
    own = {"SECRETGUARD_DATA": str(base), "SECRETGUARD_CONFIG": str(base), "SECRETGUARD_LANG": "zh"}
    return {**os.environ, **own}


def _now() -> int:
    return to_microseconds(system_clock())
