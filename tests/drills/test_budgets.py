"""The short form keeps the length it promises; the full form keeps its author's minutes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard import drills
from secretguard.content import Playbook, content_folders, find_playbook
from secretguard.documents.kit.model import kit_drill
from secretguard.documents.kit.schedule import acts
from secretguard.drills import DrillRoom, table_budgets
from secretguard.drills.budgets import short_scale
from secretguard.drills.quality.moves import StoryMap
from secretguard.drills.words import budget_words
from secretguard.i18n import set_language
from secretguard.register import Register
from secretguard.tui.views.console_view import clock_view
from secretguard.vault import Vault
from secretguard.web.player_view import player_view
from tests.conftest import PROMISES, HandClock
from tests.content.building import loaded, valid

SHIPPED = ("departing-engineer", "cloud-misdelivery")


@pytest.fixture(params=SHIPPED)
def shipped(request: pytest.FixtureRequest) -> Playbook:
    return find_playbook(request.param, content_folders("playbooks")).playbook


def stars(playbook: Playbook) -> list[str]:
    return [inject.id for inject in playbook.injects if inject.short and inject.kind == "planned"]


def test_the_short_form_of_a_shipped_playbook_takes_what_it_promises(shipped: Playbook) -> None:
    budgets = table_budgets(shipped, "short")
    assert sum(budgets[name] for name in stars(shipped)) == shipped.minutes.short
    assert all(minutes * 2 == int(minutes * 2) for minutes in budgets.values())
    assert short_scale(shipped) >= 0.5


def test_the_full_form_keeps_every_minute_as_written(shipped: Playbook) -> None:
    assert table_budgets(shipped, "full") == {inject.id: inject.table for inject in shipped.injects}


def test_the_departing_engineers_short_form_is_shared_out_as_written() -> None:
    playbook = find_playbook("departing-engineer", content_folders("playbooks")).playbook
    assert table_budgets(playbook, "short") == {"I1": 7, "I2": 7, "I4": 6, "I9": 3.5}


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(5, 60))
def test_the_sum_is_kept_whatever_the_author_wrote(tables: list[int], short: int) -> None:
    playbook = _any_playbook()
    pattern = next(inject for inject in playbook.injects if inject.kind == "planned")
    written = tuple(
        pattern.model_copy(update={"id": f"I{number}", "table": table, "short": True})
        for number, table in enumerate(tables)
    )
    minutes = playbook.minutes.model_copy(update={"short": short})
    changed = playbook.model_copy(update={"injects": written, "minutes": minutes})
    budgets = table_budgets(changed, "short")
    assert min(budgets.values()) >= 0.5
    if short_scale(changed) >= 0.5:
        assert sum(budgets.values()) == short
        exact = [table * float(short_scale(changed)) for table in tables]
        assert all(abs(budgets[f"I{number}"] - share) <= 0.5 for number, share in enumerate(exact))


@cache
def _any_playbook() -> Playbook:
    return find_playbook("departing-engineer", content_folders("playbooks")).playbook


def test_a_short_form_without_stars_shares_nothing_out(tmp_path: Path) -> None:
    data = valid()
    for inject in data["injects"]:
        inject["short"] = False
    assert table_budgets(loaded(tmp_path, data).playbook, "short") == {}


@pytest.fixture
def short_room(vault: Vault, register: Register, clock: HandClock, departing_engineer: Playbook) -> DrillRoom:
    room = drills.plan_drill(
        vault, register, departing_engineer, clock, form="short", promises=PROMISES, facilitator="示例庚"
    )
    drills.start(room)
    drills.advance(room)
    return room


def test_console_and_players_count_down_from_the_short_time(short_room: DrillRoom, clock: HandClock) -> None:
    clock.advance(minutes=6)
    assert clock_view(short_room).budget == "本幕 余 01:00"
    assert player_view(short_room.state, short_room.elapsed()).clock == "01:00"
    clock.advance(minutes=2)
    assert clock_view(short_room).over


def test_something_made_up_at_the_table_keeps_its_own_time(short_room: DrillRoom) -> None:
    drills.unplanned(short_room, "客户打来电话")
    visit = short_room.state.current
    assert visit is not None
    assert drills.table_time(short_room.state, visit) == visit.inject.table * 60_000


def test_the_facilitators_script_ends_when_the_short_form_is_over(short_room: DrillRoom) -> None:
    from tests.documents.test_kit import CONTEXT

    plan = acts(kit_drill(short_room.state, CONTEXT))
    assert plan[-1].ends - plan[0].starts == 20
    for act in plan:
        assert act.starts <= act.asks <= act.discusses <= act.concludes <= act.ends


def test_a_walk_through_the_short_form_lets_the_short_time_pass(departing_engineer: Playbook) -> None:
    story = StoryMap(departing_engineer, "short")
    start = story.start()
    assert start is not None
    for move in story.moves(start):
        assert move.after.minutes >= start.minutes + 7
    assert story.budgets["I1"] == 7


@pytest.mark.parametrize(
    ("minutes", "chinese"), [(8, "8 分钟"), (7.5, "7 分半"), (0.5, "半分钟"), (1, "1 分钟")]
)
def test_half_minutes_are_said_as_people_say_them(minutes: float, chinese: str) -> None:
    set_language("zh")
    assert budget_words(minutes) == chinese
