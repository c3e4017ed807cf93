"""A drill that has been started, and the room of a second session that opens it again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from secretguard import drills
from secretguard.actions import Actions
from secretguard.drills import DrillRoom
from secretguard.register import Register
from tests.conftest import HandClock


@pytest.fixture
def room(planned: DrillRoom) -> DrillRoom:
    """The clock has just been started; no inject has been given."""
    drills.start(planned)
    return planned


@pytest.fixture
def actions(room: DrillRoom, register: Register) -> Actions:
    return Actions(room.vault, register.id)


@pytest.fixture
def reopen(clock: HandClock) -> Callable[[DrillRoom], DrillRoom]:
    """What another session finds in the vault."""

    def again(room: DrillRoom) -> DrillRoom:
        return DrillRoom(room.vault, room.journal, clock)

    return again
