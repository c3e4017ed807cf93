from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.content import BACK, END, Condition, EvidenceEffect, Inject, Playbook
from secretguard.drills.story import (
    StoryFacts,
    apply_evidence,
    condition_holds,
    due_contingencies,
    ending,
    find_inject,
    first_inject,
    initial_evidence,
    next_inject,
    resolve,
)
from secretguard.errors import RefusedError
from tests.content.building import loaded, valid


@pytest.fixture
def playbook(tmp_path: Path) -> Playbook:
    return loaded(tmp_path, valid()).playbook


def option_of(inject: Inject, letter: str) -> Any:
    assert inject.decision is not None
    return next(option for option in inject.decision.options if option.id == letter)


def test_the_first_variant_whose_condition_holds_replaces_the_text(playbook: Playbook) -> None:
    second = playbook.injects[1]
    assert resolve(second, StoryFacts()) == second
    changed = resolve(second, StoryFacts(flags=frozenset({"warned"})))
    assert changed.text == "他已经知道了。"
    assert (changed.questions, changed.expected) == (second.questions, second.expected)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"flag": "warned"}, True),
        ({"flag": "calm"}, False),
        ({"missed": "call"}, True),
        ({"missed": "report"}, False),
        ({"missed": "later", "by": 100}, True),
        ({"missed": "later", "by": 120}, False),
        ({"missed": "report", "by": 100}, False),
        ({"chosen": ["I1.b", "I1.a"]}, True),
        ({"chosen": ["I1.b"]}, False),
        ({"kept": ["LOG"]}, True),
        ({"kept": ["LOG", "DISK"]}, False),
        ({"lost": ["LOG", "DISK"]}, True),
        ({"lost": ["LOG"]}, False),
        ({"flag": "warned", "kept": ["DISK"]}, False),
    ],
)
def test_a_condition_holds_when_all_it_names_holds(condition: Any, holds: bool) -> None:
    facts = StoryFacts(
        flags=frozenset({"warned"}),
        chosen=("I1.a",),
        missed=frozenset({"call"}),
        marked=frozenset({"call", "report"}),
        evidence={"LOG": "kept", "DISK": "lost"},
        scenario_minutes=120,
    )
    assert condition_holds(Condition.model_validate(condition), facts) is holds


def test_the_option_decides_what_follows_else_the_inject(playbook: Playbook) -> None:
    first, second, _third, fourth = playbook.injects[:4]
    assert next_inject(playbook, "full", first, option_of(first, "a")) == "I2"
    assert next_inject(playbook, "full", second) == "I3"
    assert next_inject(playbook, "full", fourth, option_of(fourth, "b")) == END
    assert next_inject(playbook, "full", playbook.injects[5]) == BACK


def test_the_short_form_goes_on_to_the_next_star(tmp_path: Path) -> None:
    data = valid()
    data["injects"][1]["short"] = False
    data["injects"][4]["short"] = False
    book = loaded(tmp_path, data).playbook
    first, fourth = book.injects[0], book.injects[3]
    assert next_inject(book, "short", first, option_of(first, "a")) == "I3"
    assert next_inject(book, "full", first, option_of(first, "a")) == "I2"
    assert next_inject(book, "short", fourth, option_of(fourth, "c")) == END
    data["injects"][0]["short"] = False
    assert first_inject(loaded(tmp_path, data).playbook, "short") == "I3"


def test_a_contingency_is_due_once_its_action_is_missed_and_only_until_played(playbook: Playbook) -> None:
    def due(**facts: Any) -> list[str]:
        return [inject.id for inject in due_contingencies(playbook, StoryFacts(**facts))]

    assert due(scenario_minutes=4000) == []
    assert due(missed=frozenset({"note-call"})) == ["I6"]
    assert due(scenario_minutes=5000) == ["I6"]
    assert due(scenario_minutes=5000, marked=frozenset({"note-call"})) == []
    assert due(scenario_minutes=5000, played=("I6",)) == []


def test_the_short_form_offers_only_its_own_contingencies(tmp_path: Path) -> None:
    data = valid()
    data["injects"][5]["short"] = False
    book = loaded(tmp_path, data).playbook
    facts = StoryFacts(missed=frozenset({"note-call"}))
    assert due_contingencies(book, facts, "short") == ()
    assert len(due_contingencies(book, facts, "full")) == 1


def test_evidence_moves_from_present_to_at_risk_to_kept(playbook: Playbook) -> None:
    states = apply_evidence(initial_evidence(playbook), EvidenceEffect(at_risk=("LOG",)))
    assert states == {"LOG": "at_risk", "DISK": "present"}
    states = apply_evidence(states, EvidenceEffect(kept=("LOG",)))
    states = apply_evidence(states, EvidenceEffect(at_risk=("LOG",)))
    assert states["LOG"] == "kept"


ITEMS = st.lists(st.sampled_from(["LOG", "DISK", "PHONE"]), max_size=3).map(tuple)
EFFECTS = st.lists(st.builds(EvidenceEffect, kept=ITEMS, at_risk=ITEMS, lost=ITEMS), max_size=6)


@given(EFFECTS)
def test_what_is_lost_stays_lost(effects: list[EvidenceEffect]) -> None:
    states: dict[str, Any] = {"LOG": "present", "DISK": "present", "PHONE": "present"}
    lost: set[str] = set()
    for effect in effects:
        states = apply_evidence(states, effect)
        lost |= set(effect.lost)
        assert {item for item, state in states.items() if state == "lost"} == lost


def test_the_first_ending_that_fits_is_read(playbook: Playbook) -> None:
    assert ending(playbook, StoryFacts(evidence={"LOG": "kept", "DISK": "kept"})).id == "A"
    assert ending(playbook, StoryFacts(evidence={"LOG": "lost", "DISK": "kept"})).id == "B"
    assert ending(playbook, StoryFacts()).id == "C"


def test_a_story_without_a_fitting_ending_is_refused(playbook: Playbook) -> None:
    book = playbook.model_copy(update={"endings": playbook.endings[:2]})
    with pytest.raises(RefusedError, match="结局"):
        ending(book, StoryFacts())


def test_an_unknown_inject_is_refused(playbook: Playbook) -> None:
    assert find_inject(playbook, "I3").id == "I3"
    with pytest.raises(RefusedError, match="I9"):
        find_inject(playbook, "I9")
