"""The library and the cast, by keyboard: filter, preview, short form, seats, checks."""

from __future__ import annotations

from secretguard.tui.widgets import PickList
from tests.conftest import HandClock, SampleVault
from tests.tui.support import WIDE, Table, play


def test_the_library_filters_by_typing_and_shows_the_whole_text_on_f6(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("2")
        books = table.app.screen.query_one("#books", PickList)
        all_books = books.option_count
        assert all_books >= 2
        await table.burst("客户群")
        assert books.option_count == 1
        assert "底价" in table.said()
        await table.burst("查无此剧")
        assert books.option_count == 0
        assert "没有叫" in table.said()
        await table.press("escape")
        assert table.where == "LibraryScreen", "Esc leaves the field first"
        table.app.screen.type_target.value = ""  # type: ignore[attr-defined]
        await table.pilot.pause()
        assert books.option_count == all_books
        await table.press("f6")
        assert "剧透" in table.app.screen.query_one("#preview").render().plain  # type: ignore[union-attr]
        await table.press("f6")
        await table.press("escape")
        assert table.where == "HomeScreen"

    play(sample_vault, clock, story)


def test_space_takes_the_short_form(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await table.press("2", "space")
        assert table.where == "CastScreen"
        assert table.room.state.planned is not None and table.room.state.planned.form == "short"
        assert "短版" in table.said()

    play(sample_vault, clock, story, size=WIDE)


def test_the_cast_seats_people_turns_presence_and_ticks(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await table.press("2", "enter")
        seats = table.app.screen.query_one("#seats", PickList)
        first = seats.chosen or ""
        assert table.room.state.seats[first].presence == "present"
        await table.press("space")
        assert table.room.state.seats[first].presence == "phone"
        await table.press("space")
        assert table.room.state.seats[first].presence == "absent"
        seats.choose("EVALUATOR")
        await table.press("enter")
        await table.write("示例辛")
        assert table.room.state.seats["EVALUATOR"].name == "示例辛"
        await table.press("delete")
        assert "EVALUATOR" not in table.room.state.seats
        await table.press("enter")
        await table.burst("查无此人")
        await table.press("escape")
        assert "EVALUATOR" not in table.room.state.seats, "Esc leaves everything as it was"
        await table.press("f6")
        gate = table.app.screen.query_one("#gate", PickList)
        assert table.app.focused is gate
        gate.choose("promises_signed" if "promises_signed" in str(gate._rows) else gate._rows[-1].id)
        chosen = gate.chosen or ""
        await table.press("space")
        assert table.room.state.gate[chosen].answer == "yes"
        await table.press("enter")
        assert table.room.state.gate[chosen].answer == "no"
        gate.choose(gate._rows[0].id)
        await table.press("space")
        assert "由机器判断" in table.said()
        assert "结论 可以开始" in table.said()

    play(sample_vault, clock, story)
