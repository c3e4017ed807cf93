"""Every text that is not for players is a canary: none may be heard in any byte of the feed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretguard import drills
from secretguard.content import Playbook
from secretguard.drills import DrillRoom, fold
from secretguard.drills.entries import (
    DecisionTaken,
    DrillFinished,
    DrillStarted,
    EntryUndone,
    HotwashSaid,
    HotwashStarted,
    InjectGiven,
    NoteAdded,
    Paused,
    Resumed,
    StepReached,
    StoryEnded,
    UnplannedInject,
)
from secretguard.entries import EntryModel
from secretguard.register import Register
from secretguard.vault import Vault
from secretguard.web import PlayerFeed, Projection, player_view
from tests.conftest import HandClock
from tests.web.canaries import Cage, heard, may_be_heard, playbook_of_canaries
from tests.web.listening import Listener, ask, bearer
from tests.web.writing import journal, planned

CAGE = Cage()
BOOK = playbook_of_canaries(CAGE)


class Table:
    """A drill of canaries played through a vault onto a feed that is listened to."""

    def __init__(self, room: DrillRoom, register: Register, listener: Listener, projection: Projection):
        self.room, self.register = room, register
        self._listener, self._projection = listener, projection
        self.allowed: set[str] = set()

    def show(self) -> set[str]:
        """Publish; the canaries heard so far, which must be exactly those that were allowed so far."""
        state = self.room.state
        self.allowed |= may_be_heard(CAGE, state)
        self._projection.show()
        now = player_view(state, self.room.elapsed()).model_dump_json()
        sung = heard(self._listener.hear(now))
        assert CAGE.paths(sung) == CAGE.paths(self.allowed)
        return sung


@pytest.fixture
def table(vault: Vault, register: Register, clock: HandClock) -> Iterator[Table]:
    sing = CAGE.new
    room = drills.plan_drill(
        vault, register, BOOK, clock, parameters={"phone": sing("phone")},
        place=sing("place"), facilitator=sing("facilitator"),
    )  # fmt: skip
    with PlayerFeed() as feed, Listener(feed) as listener:
        yield Table(room, register, listener, Projection(room, feed))
        pages = [ask(feed, "GET", path) for path in ("/", "/enter", "/x", "/feed")]
        assert not heard(str(pages))
        refused = ask(feed, "GET", "/../", headers={"Authorization": f"Bearer {bearer(feed)}"})
        assert not heard(str(refused))


def test_a_whole_drill_lets_out_what_players_may_hear_and_not_one_word_more(
    table: Table, clock: HandClock
) -> None:
    room, sing = table.room, CAGE.new
    drills.seat(room, table.register, "CO", sing("seat"))
    drills.seat(room, table.register, "IT", sing("absent"), deputy=sing("deputy"))
    drills.answer_gate(room, "stopword", True, sing("gate remark"))
    table.show()
    drills.start(room)
    table.show()
    _first_act(table)
    drills.pause(room, sing("pause why"))
    table.show()
    room.resume()
    table.show()
    clock.advance(minutes=3)
    drills.unplanned(room, sing("unplanned"), ("IT",))
    table.show()
    drills.decline_contingency(room, "I7", sing("declined"))
    drills.jump(room, "I4", sing("jump why"))
    table.show()
    drills.override_rating(room, "O1", "M", sing("rating why"), sing("rating by"))
    _to_the_end(table)
    sung = table.show()
    assert len(sung) > 20
    assert len(CAGE.of) > 150


def _first_act(table: Table) -> None:
    room, sing = table.room, CAGE.new
    for _step in ("inject", "question", "discussion"):
        drills.advance(room)
        table.show()
    drills.mark(
        room, "see", "late", by=sing("mark by"), evaluator=sing("evaluator"), why=sing("mark why")
    )  # fmt: skip
    drills.note(room, sing("note"), sing("note by"))
    drills.decide(
        room, "c", by=sing("decided by"), words=sing("words"), reason=sing("reason"), remark=sing("remark")
    )  # fmt: skip
    table.show()


def _to_the_end(table: Table) -> None:
    room, sing = table.room, CAGE.new
    while room.state.status == "running":
        if drills.next_step(room.state) == "decide":
            drills.decide(room, "a")
        else:
            drills.advance(room)
        table.show()
    drills.begin_hotwash(room)
    drills.say(room, "CO", "worked", sing("said"), sing("said by"))
    table.show()
    drills.finish(room)


def _inject(number: int) -> str:
    return BOOK.injects[number % len(BOOK.injects)].id


INJECTS = st.integers(0, len(BOOK.injects) - 1).map(_inject)
MOVES: st.SearchStrategy[EntryModel] = st.one_of(
    st.builds(InjectGiven, inject=INJECTS),
    st.builds(
        StepReached,
        inject=INJECTS,
        step=st.sampled_from(("inject", "question", "discussion", "conclusion")),
    ),
    st.builds(
        DecisionTaken,
        inject=INJECTS,
        option=st.sampled_from("abc"),
        words=st.sampled_from((None, CAGE.new("random words"))),
        reason=st.just(CAGE.new("random reason")),
    ),
    st.builds(EntryUndone, seq=st.integers(3, 12)),
    st.builds(UnplannedInject, inject=st.just("U1"), text=st.just(CAGE.new("random unplanned"))),
    st.builds(NoteAdded, text=st.just(CAGE.new("random note"))),
    st.builds(HotwashSaid, role=st.just("CO"), topic=st.just("other"), text=st.just(CAGE.new("random said"))),
    st.builds(Paused, why=st.just(CAGE.new("random pause"))),
    st.builds(Resumed, elapsed=st.just(0), gap=st.just(0)),
    st.builds(StoryEnded, ending=st.sampled_from([ending.id for ending in BOOK.endings])),
    st.builds(HotwashStarted),
    st.builds(DrillFinished),
)


@settings(max_examples=150, deadline=None)
@given(moves=st.lists(MOVES, max_size=12), elapsed=st.integers(0, 10_000_000))
def test_at_any_position_a_view_holds_exactly_what_players_may_hear(
    moves: list[EntryModel], elapsed: int
) -> None:
    state = fold(journal(planned(BOOK), DrillStarted(), *moves))
    sung = heard(player_view(state, elapsed).model_dump_json())
    assert CAGE.paths(sung) == CAGE.paths(may_be_heard(CAGE, state))


@settings(max_examples=100, deadline=None)
@given(
    moves=st.lists(MOVES, max_size=8),
    chosen=st.sets(st.integers(0, 3)),
    elsewhere=st.sets(st.tuples(INJECTS, st.integers(0, 3))),
)
def test_of_the_hand_outs_only_those_put_on_the_wall_are_heard_and_of_these_only_the_players(
    moves: list[EntryModel], chosen: set[int], elsewhere: set[tuple[str, int]]
) -> None:
    state = fold(journal(planned(BOOK), DrillStarted(), *moves))
    here = state.current.inject.id if state.current else ""
    projected = {place for place in elsewhere if place[0] != here} | {(here, place) for place in chosen}
    sung = heard(player_view(state, 0, projected=projected).model_dump_json())
    assert CAGE.paths(sung) == CAGE.paths(may_be_heard(CAGE, state, chosen))


def test_every_free_text_of_a_playbook_has_a_canary() -> None:
    silent = {"kind", "id", "version", "level", "audience", "volatility", "mark", "rating", "next", "when"}
    bare = [path for path, text in _texts(BOOK) if not heard(text) and not silent & set(map(str, path))]
    allowed = {"sender", "to", "role", "roles", "objective", "objectives", "basis", "plan", "clock", "stage"}
    more = allowed | {"source", "played_by", "evidence", "flags", "set", "fails_if_lost"}
    assert [path for path in bare if not more & set(map(str, path))] == []


def _texts(book: Playbook) -> Iterator[tuple[tuple[str | int, ...], str]]:
    def walk(node: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield from walk(value, (*path, key))
        elif isinstance(node, list):
            for place, value in enumerate(node):
                yield from walk(value, (*path, place))
        elif isinstance(node, str):
            yield path, node

    yield from walk(book.model_dump(mode="json"), ())
