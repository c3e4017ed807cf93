"""200 drills played through the installed command and killed: `make soak`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from secretguard.clock import system_clock
from tests.soak.command import play_and_kill
from tests.soak.interrupting import only_in_soak
from tests.soak.lives import make_ground

_ROUNDS, _PLAYERS = 40, 5
_LONGEST = 12.0
"""Seconds that a drill lives at most: two refreshes of the clock and some."""


@only_in_soak
@pytest.mark.timeout(3600)
def test_200_drills_killed_through_the_installed_command_lose_nothing(tmp_path: Path) -> None:
    ground = make_ground(tmp_path / "planned", system_clock)
    rng = random.Random(20261125)
    for number in range(_ROUNDS):
        play_and_kill(ground, tmp_path / str(number), rng, players=_PLAYERS, longest=_LONGEST)
