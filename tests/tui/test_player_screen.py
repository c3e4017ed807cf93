"""The players' view on the facilitator's own screen is the second terminal's wall: one widget draws both."""

from __future__ import annotations

import asyncio

from secretguard import drills
from secretguard.cli.stage.screen import StageApp
from secretguard.tui.widgets import PlayerWall
from secretguard.web import FeedReader, PlayerFeed, player_view
from tests.conftest import HandClock, SampleVault
from tests.tui.support import Table, begin, play


def told(app: object) -> list[str]:
    from textual.app import App
    from textual.widgets import Static

    assert isinstance(app, App)
    return [str(part.render()) for part in app.screen.query("#parts Static").results(Static)]


def test_both_walls_say_the_same(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8", "f8", "f8")
        drills.decide(table.room, "b")
        await table.press("f5")
        here = told(table.app)
        assert any("选" in part or "二" in part for part in here)
        with PlayerFeed(wrong_pause=0) as feed:
            feed.publish(player_view(table.room.state, table.room.elapsed(), projected=()))
            there = StageApp(FeedReader(feed.address), feed.code)
            async with there.run_test(size=(80, 24)) as pilot:
                for _turn in range(200):
                    if told(there):
                        break
                    await asyncio.sleep(0.02)
                    await pilot.pause()
                assert told(there) == here

    play(sample_vault, clock, story)


def test_the_clock_and_the_stop_line_are_on_it_and_arrows_move_the_story(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8", "f5")
        wall = table.app.screen.query_one(PlayerWall)
        assert "停止口令：红灯" in table.said()
        assert wall.query_one("#clock").display
        await table.pilot.resize_terminal(48, 11)
        await table.pilot.pause()
        await table.press("up", "pageup")
        top = wall.query_one("#story").scroll_offset.y
        await table.press("down")
        assert wall.query_one("#story").scroll_offset.y == top + 1

    play(sample_vault, clock, story)
