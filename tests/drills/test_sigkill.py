"""A drill killed at random moments loses nothing that was acknowledged and stands where its clock stood."""

from __future__ import annotations

import gc
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from secretguard.clock import system_clock
from tests.soak.command import play_and_kill
from tests.soak.interrupting import IS_SOAK
from tests.soak.lives import Ground, SharedClock, live, make_ground
from tests.soak.proofs import Before, prove, prove_whole

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

_KILLS = 200 if IS_SOAK else 100
_LIVES = 8
"""How often one drill is killed and goes on, before a new one is begun."""
_SEED = 20261124


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    ground = make_ground(tmp_path_factory.mktemp("planned"), SharedClock())
    # A collection in a child would copy every page that it shares with us, two hundred times.
    gc.collect()
    gc.freeze()
    yield ground
    gc.unfreeze()


@pytest.mark.slow
def test_drills_killed_again_and_again_lose_nothing_and_go_on_exactly(
    planned: Ground, tmp_path: Path
) -> None:
    rng = random.Random(_SEED)
    found: Counter[str] = Counter()
    while found.total() < _KILLS:
        found += _kill_one_drill(planned, tmp_path / str(found.total()), rng)
    # Most kills fall into the running drill, some into every other phase.
    assert found["running"] > _KILLS / 2
    assert found.keys() >= {"planned", "running", "paused", "hotwash"}


def _kill_one_drill(planned: Ground, base: Path, rng: random.Random) -> Counter[str]:
    """Let one drill live, die and go on; how often it was found in which status."""
    found: Counter[str] = Counter()
    ground, clock = planned.copy_to(base), SharedClock()
    with ground.open(clock) as vault:
        before = Before(sum(1 for _entry in vault.entries(ground.journal)), None)
    for life in range(_LIVES):
        # Nothing said yet: the kill falls into the opening.
        records = 0 if rng.random() < 0.1 else rng.randint(1, 30)
        said = live(ground, clock, rng.randrange(1 << 30), records, rng.uniform(0, 0.01))
        before, status = prove(ground, clock, said, before, resume=life % 2 == 0)
        found[status] += 1
        if before.crashed is not None:
            clock.pass_time(rng.uniform(1, 7200))
        if status == "finished":
            break
    prove_whole(ground, clock)
    shutil.rmtree(base)
    return found


@pytest.mark.slow
def test_five_drills_killed_through_the_installed_command_lose_nothing(tmp_path: Path) -> None:
    ground = make_ground(tmp_path / "planned", system_clock)
    play_and_kill(ground, tmp_path, random.Random(_SEED), players=5, longest=7.0)
