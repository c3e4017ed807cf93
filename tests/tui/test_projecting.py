"""Hand-outs go to the wall one by one, by Space; and only what is meant for players ever gets there."""

from __future__ import annotations

from secretguard import drills
from secretguard.content import Playbook
from secretguard.tui.views.console_rows import handout_rows
from secretguard.tui.widgets import PickList
from secretguard.web import player_view
from tests.conftest import HandClock, SampleVault
from tests.tui.support import Table, begin, play


def handouts(table: Table) -> PickList:
    return table.app.screen.query_one("#handouts", PickList)


def on_the_wall(table: Table) -> str:
    """What the feed is given now."""
    view = player_view(table.room.state, table.room.elapsed(), projected=table.desk.projected)
    return view.model_dump_json()


def test_space_on_a_hand_out_puts_it_on_the_wall_and_space_takes_it_back(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        assert "巡检截图" not in on_the_wall(table)
        assert "空格 投影" in table.said()
        handouts(table).focus()
        await table.press("space")
        assert "正在投影" in table.said()
        assert "巡检截图" in on_the_wall(table)
        await table.press("f5")
        assert "打开图纸 186 份" in table.said()
        await table.press("f5")
        handouts(table).focus()
        await table.burst("　")
        assert "巡检截图" not in on_the_wall(table)
        assert "空格 投影" in table.said()

    play(sample_vault, clock, story)


def test_the_second_window_shows_it_at_once(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8", "ctrl+g", "escape")
        projection = table.app.second_window._projection
        assert projection is not None
        assert projection.projected == frozenset()
        handouts(table).focus()
        await table.press("space")
        assert projection.projected == {("I1", 0)}
        await table.press("ctrl+l")
        assert table.desk.projected == frozenset(), "after a lock nothing hangs on the wall"

    play(sample_vault, clock, story)


def test_a_digit_or_space_elsewhere_shows_nothing(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8", "space")
        assert table.desk.projected == frozenset()

    play(sample_vault, clock, story)


def test_a_hand_out_of_the_facilitator_is_marked_and_stays_off_the_wall(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("2", "down", "enter", "f8")
        while table.room.state.current is None or not table.room.state.current.inject.handouts:
            if drills.next_step(table.room.state) == "decide":
                await table.press("f8", "enter")
            await table.press("f8")
        kept = table.room.state.current.inject.handouts[0]
        assert not kept.show_players
        before = on_the_wall(table)
        handouts(table).focus()
        await table.press("space")
        assert "不能投影" in table.said()
        assert on_the_wall(table) == before

    play(sample_vault, clock, story)


def test_rows_say_what_is_on_the_wall_and_what_is_the_facilitators_own(departing_engineer: Playbook) -> None:
    from secretguard.drills.entries import InjectGiven
    from tests.web.writing import state_after

    visit = state_after(departing_engineer, InjectGiven(inject="I1")).current
    assert visit is not None
    assert handout_rows(visit, ())[0].text.plain.startswith("材")
    assert handout_rows(visit, {("I1", 0)})[0].text.plain.startswith("投")
    assert handout_rows(visit, {("I2", 0)})[0].text.plain.startswith("材")
    assert handout_rows(None, ()) == ()
