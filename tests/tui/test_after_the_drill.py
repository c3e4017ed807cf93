"""Hotwash, results with replay, reports and search on one played drill."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest

from secretguard import drills
from secretguard.tui import printing
from secretguard.tui.desk import Desk
from secretguard.tui.widgets import PickList
from tests.conftest import HandClock, SampleVault
from tests.tui.support import WIDE, Table, begin, play, play_to_the_end


async def to_the_hotwash(table: Table) -> None:
    await begin(table)
    play_to_the_end(table.room, table.clock, rating="bad")
    await table.press("f8")
    assert table.where == "HotwashScreen"


def test_the_round_goes_from_role_to_role_and_the_findings_get_owners(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await to_the_hotwash(table)
        roles = table.app.screen.query_one("#roles", PickList)
        first = roles.chosen
        assert roles._rows[-1].id == "GM", "the one in charge speaks last"
        await table.write("样表好用，第1张就够")
        await table.write("夜里找不到人")
        await table.write("明天补替补")
        said = [(entry.role, entry.topic) for entry, _stamp in table.room.state.hotwash]
        assert said == [(first, "worked"), (first, "hindered"), (first, "change")]
        assert roles.chosen != first
        await table.press("f8")
        await table.press("f4")
        await table.write("门禁卡没有收回")
        found = table.desk.actions_of_drill().state.of(table.room.id)
        assert any(item.raised.text == "门禁卡没有收回" for item in found)
        findings = table.app.screen.query_one("#findings", PickList)
        findings.focus()
        chosen = findings.chosen or ""
        await table.press("enter")
        line = table.app.focused
        line.value = ""  # type: ignore[union-attr]
        await table.write("补替补 @示例丙 2026-12-20")
        mended = table.desk.actions_of_drill().state.findings[chosen]
        assert (mended.owner, str(mended.due)) == ("示例丙", "2026-12-20")
        await table.press("delete")
        await table.write("已经做过")
        assert table.desk.actions_of_drill().state.findings[chosen].status == "declined"
        await table.press("f7", "escape")
        assert table.room.state.status == "hotwash", "a question left by Esc ends nothing"

    play(sample_vault, clock, story)


def test_results_say_why_take_a_persons_rating_and_replay_the_record(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await to_the_hotwash(table)
        await table.press("f7", "enter")
        assert table.where == "ResultsScreen"
        objectives = table.app.screen.query_one("#objectives", PickList)
        goal = objectives.chosen or ""
        await table.press("1")
        await table.write("当场口头说清了")
        assert table.room.state.overrides[goal].rating == "P"
        assert "当场口头说清了" in table.said()
        last = table.room.state.seq
        await table.press("left", "left", "left")
        assert table.app.screen._place == last - 3  # type: ignore[attr-defined]
        assert f"第 {last - 3} 条" in table.said()
        await table.press("right", "right", "right")
        assert table.app.screen._place is None  # type: ignore[attr-defined]

    play(sample_vault, clock, story)


def _holds(written: list[tuple[str, tuple[str, ...]]], count: int) -> bool:
    return len(written) == count


def test_reports_preview_and_write_what_is_chosen(
    sample_vault: SampleVault, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[str, tuple[str, ...]]] = []

    def write(_document: object, folder: Path, name: str, kinds: tuple[str, ...]) -> list[Path]:
        written.append((name, kinds))
        return [folder / f"{name}.{kinds[0]}"]

    monkeypatch.setattr(printing, "write_documents", write)

    async def story(table: Table) -> None:
        await begin(table)
        play_to_the_end(table.room, clock)
        drills.begin_hotwash(table.room)
        await table.app.switch_mode("records")
        await table.pilot.pause()
        assert "推演速报" in table.said()
        await table.press("enter")
        assert "桌面推演" in table.app.screen.query_one("#paper").render().plain  # type: ignore[union-attr]
        for count, key in enumerate(("1", "2", "3", "f9"), 1):
            await table.press(key)
            await table.until(functools.partial(_holds, written, count))
        assert [kinds for _name, kinds in written] == [("pdf",), ("docx",), ("html",), ("pdf",)]
        assert len(table.room.state.issued) == 1, "the same report is issued once and printed again"
        await table.burst("没有这个")
        assert table.app.screen.query_one("#papers", PickList).option_count == 0

    play(sample_vault, clock, story)


def test_search_finds_one_character_and_opens_the_drill(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        await table.write("供应商的货车停在三号门")
        await table.press("f3")
        assert table.where == "SearchScreen"
        hits = table.app.screen.query_one("#hits", PickList)
        await table.burst("货")
        await table.until(lambda: hits.option_count > 0)
        assert "货车" in table.said()
        await table.burst("查无此物")
        await table.until(lambda: hits.option_count == 0)
        assert "没找到" in table.said()
        table.app.screen.type_target.value = "货车停"  # type: ignore[attr-defined]
        await table.until(lambda: hits.option_count == 1)
        await table.press("enter", "enter")
        await table.until(lambda: table.where == "ConsoleScreen")

    play(sample_vault, clock, story)


def test_a_printer_that_is_refused_says_why(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        def printer(desk: Desk) -> str:
            return str(desk.reports())

        printing.print_from(table.app.screen, printer)  # type: ignore[arg-type]
        await table.until(lambda: "没有打开的推演" in table.said())

    play(sample_vault, clock, story)


def test_on_a_wide_screen_the_hotwash_shows_what_everybody_said(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await to_the_hotwash(table)
        await table.write("样表好用")
        record = table.app.screen.query_one("#record", PickList)
        assert record.display and record.option_count == 1
        assert table.said().count("样表好用") == 2
        await table.pilot.resize_terminal(80, 24)
        await table.pilot.pause()
        assert table.said().count("样表好用") == 1
        assert "F7 结束，看结果" in table.said()

    play(sample_vault, clock, story, size=WIDE)


def test_on_a_wide_screen_the_results_have_three_panes_and_options_go_by_digits(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await to_the_hotwash(table)
        await table.press("f7", "enter")
        places = [
            table.app.screen.query_one(f"#{name}-panel").region.x
            for name in ("objectives", "evidence", "findings")
        ]
        assert places == sorted(set(places))
        assert re.search(r"I1 选 [1-6]", table.said())
        assert not re.search(r"I[0-9][. ][a-f]\b", table.said())

    play(sample_vault, clock, story, size=WIDE)
