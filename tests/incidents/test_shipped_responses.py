"""Every response that ships is walked: nothing touches a suspect or a device before the copy is made."""

from __future__ import annotations

import pytest

from secretguard.content import LoadedResponse, content_folders, load_responses
from secretguard.incidents import (
    Allowed,
    Blocked,
    Grading,
    IncidentRoom,
    OutOfOrderError,
    answer,
    cut,
    done,
    ends_of,
    may,
    start_incident,
    tasks_at,
)
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import HandClock
from tests.incidents.conftest import ANSWERS

RESPONSES = load_responses(content_folders("playbooks"))


def begin(
    loaded: LoadedResponse, vault: Vault, register: Register, grading: Grading, clock: HandClock
) -> IncidentRoom:
    return start_incident(vault, register, ANSWERS, loaded.playbook, grading, clock)


@pytest.mark.parametrize("loaded", RESPONSES, ids=lambda loaded: loaded.playbook.id)
@pytest.mark.parametrize("given", ["yes", "no", "unknown"])
def test_every_task_can_be_done_in_some_order_and_none_restricts_before_the_copy(
    loaded: LoadedResponse,
    given: str,
    vault: Vault,
    register: Register,
    grading: Grading,
    clock: HandClock,
) -> None:
    room = begin(loaded, vault, register, grading, clock)
    for question in loaded.playbook.questions:
        answer(room, question.id, given)  # type: ignore[arg-type]
    waiting = {task.id for task in tasks_at(room.state, room.now())}
    while waiting:
        free = [task for task in sorted(waiting) if isinstance(may(task, room.state), Allowed)]
        assert free, f"nothing can be done any more: {waiting}"
        for task_id in free:
            task = loaded.playbook.task(task_id)
            assert task is not None
            if task.cut:
                cut(room, "断开", "还在流", task_id=task_id)
            else:
                if task.restricts:
                    assert "duplicate" in room.state.marks
                done(room, task_id)
            waiting.discard(task_id)
    assert ends_of(room.state)


@pytest.mark.parametrize("loaded", RESPONSES, ids=lambda loaded: loaded.playbook.id)
def test_at_the_beginning_everything_that_restricts_is_blocked_gravely(
    loaded: LoadedResponse, vault: Vault, register: Register, grading: Grading, clock: HandClock
) -> None:
    room = begin(loaded, vault, register, grading, clock)
    restricting = [task for task in loaded.playbook.tasks if task.restricts and not task.cut]
    assert restricting
    for task in restricting:
        judged = may(task.id, room.state)
        assert isinstance(judged, Blocked) and judged.grave
        with pytest.raises(OutOfOrderError):
            done(room, task.id)


@pytest.mark.parametrize("loaded", RESPONSES, ids=lambda loaded: loaded.playbook.id)
def test_the_journal_gives_the_playbook_back_as_it_was_taken(
    loaded: LoadedResponse, vault: Vault, register: Register, grading: Grading, clock: HandClock
) -> None:
    assert begin(loaded, vault, register, grading, clock).state.story == loaded.playbook
