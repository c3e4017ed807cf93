"""One random legal step of a drill, of every kind that a facilitator can take."""

from __future__ import annotations

import random
from collections.abc import Callable

from secretguard import drills
from secretguard.drills import DrillRoom
from secretguard.drills.gate import PERSON_CHECKS
from secretguard.errors import RefusedError

Move = Callable[[DrillRoom, random.Random], object]

_MARKS = ("done", "late", "partly", "missed", "skipped")
_WORDS = ("镜像拷完了", "茶水间有人在问", "钥匙交回来了", "电话没人接", "先别惊动他")


def random_move(room: DrillRoom, rng: random.Random) -> None:
    """Take one step that the drill's status allows; a refused one gives way to the next idea."""
    ideas = list(_MOVES[room.state.status])
    while ideas:
        move = ideas.pop(rng.randrange(len(ideas)))
        try:
            move(room, rng)
        except RefusedError:
            continue
        return
    raise AssertionError(f"nothing is allowed in status {room.state.status}")


def _advance(room: DrillRoom, rng: random.Random) -> None:
    if drills.next_step(room.state) == "decide":
        _decide(room, rng)
    else:
        drills.advance(room)


def _advance_without_decision(room: DrillRoom, rng: random.Random) -> None:
    drills.advance(room, without_decision=rng.random() < 0.3)


def _decide(room: DrillRoom, rng: random.Random) -> None:
    drills.decide(room, rng.choice("abcd"), by="示例甲", reason=rng.choice(_WORDS))


def _mark(room: DrillRoom, rng: random.Random) -> None:
    open_ones = drills.unmarked(room.state)
    if not open_ones:
        raise RefusedError("")
    action, _visit = rng.choice(open_ones)
    drills.mark(room, action.id, rng.choice(_MARKS), stated=rng.choice((None, 5, 90)))  # type: ignore[arg-type]


def _clear_mark(room: DrillRoom, rng: random.Random) -> None:
    drills.clear_mark(room, rng.choice([*room.state.marks, "none"]))


def _note(room: DrillRoom, rng: random.Random) -> None:
    drills.note(room, rng.choice(_WORDS) * rng.randint(1, 20), "示例乙")


def _unplanned(room: DrillRoom, rng: random.Random) -> None:
    drills.unplanned(room, rng.choice(_WORDS), ("IT",))


def _contingency(room: DrillRoom, rng: random.Random) -> None:
    offered = drills.offers(room)
    if not offered:
        raise RefusedError("")
    wanted = rng.choice(offered).id
    if rng.random() < 0.7:
        drills.take_contingency(room, wanted)
    else:
        drills.decline_contingency(room, wanted, "已经问过")


def _jump(room: DrillRoom, rng: random.Random) -> None:
    playbook = room.state.playbook
    assert playbook is not None
    drills.jump(room, rng.choice(playbook.injects).id, "时间不够")


def _undo(room: DrillRoom, _rng: random.Random) -> None:
    drills.undo(room, why="记错了")


def _pause(room: DrillRoom, _rng: random.Random) -> None:
    drills.pause(room, "茶歇")


def _resume(room: DrillRoom, _rng: random.Random) -> None:
    room.resume()


def _rate(room: DrillRoom, rng: random.Random) -> None:
    playbook = room.state.playbook
    assert playbook is not None
    drills.override_rating(room, rng.choice(playbook.objectives).id, rng.choice("PSMU"), "当场看到的")  # type: ignore[arg-type]


def _gate(room: DrillRoom, rng: random.Random) -> None:
    drills.answer_gate(room, rng.choice(PERSON_CHECKS), rng.random() < 0.8)


def _start(room: DrillRoom, _rng: random.Random) -> None:
    drills.start(room)


def _hotwash(room: DrillRoom, _rng: random.Random) -> None:
    drills.begin_hotwash(room)


def _say(room: DrillRoom, rng: random.Random) -> None:
    drills.say(room, "IT", rng.choice(drills.TOPICS), rng.choice(_WORDS))


def _finish(room: DrillRoom, _rng: random.Random) -> None:
    drills.finish(room)


# A move that stands there twice is taken twice as often.
_MOVES: dict[str, tuple[Move, ...]] = {
    "planned": (_gate, _note, _start),
    "running": (
        *(_advance, _advance, _advance, _advance, _advance, _advance, _advance, _advance),
        *(_mark, _mark, _mark, _note, _contingency),
        *(_advance_without_decision, _unplanned, _undo, _clear_mark, _jump, _pause, _rate),
    ),
    "paused": (_resume, _mark, _note, _undo),
    "ended": (_hotwash, _mark, _note, _undo),
    "hotwash": (_say, _say, _say, _say, _say, _say, _mark, _rate, _undo, _finish),
    "finished": (_rate,),
}
