"""What happens at a table again and again, in one word each."""

from __future__ import annotations

from secretguard import drills
from secretguard.drills import DrillRoom


def at_table(room: DrillRoom) -> tuple[str, str]:
    """The inject at the table and the step it has reached."""
    current = room.state.current
    assert current is not None
    return current.inject.id, current.step


def go(room: DrillRoom, times: int = 1) -> None:
    """So many steps on."""
    for _step in range(times):
        drills.advance(room)


def to_decision(room: DrillRoom) -> None:
    """On to the next open decision."""
    while drills.next_step(room.state) != "decide":
        drills.advance(room)


def play_through(room: DrillRoom, *options: str) -> None:
    """Decide the decisions in turn and go on to the ending."""
    for option in options:
        to_decision(room)
        drills.decide(room, option)
    while room.state.status == "running":
        drills.advance(room)


def taken(room: DrillRoom) -> list[str]:
    """The lines of the record that count: kind and subject."""
    return [f"{line.kind} {line.subject}".strip() for line in room.state.timeline if line.undone_by is None]
