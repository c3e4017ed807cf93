"""The console, by keyboard alone: a whole drill, marks, notes, undo, the unplanned, what never fires."""

from __future__ import annotations

import pytest

from secretguard import drills
from secretguard.tui.widgets import PickList
from tests.conftest import HandClock, SampleVault
from tests.tui.support import SMALL, WIDE, Table, begin, play


@pytest.mark.parametrize(("playbook", "size"), [("departing-engineer", SMALL), ("cloud-misdelivery", WIDE)])
def test_a_drill_goes_from_home_to_the_printed_report_by_keyboard_alone(
    sample_vault: SampleVault, clock: HandClock, playbook: str, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        await table.press("2")
        while table.app.screen.query_one("#books", PickList).chosen != f"book:{playbook}":
            await table.press("down")
        await table.press("enter")
        await table.press("f8")
        await play_to_the_end(table, clock)
        await table.press("f8")
        assert table.where == "HotwashScreen"
        await table.press("f7")
        await table.press("enter")
        assert table.where == "ResultsScreen"
        assert table.room.state.status == "finished"
        await table.press("f9")
        await table.app.workers.wait_for_complete()
        papers = list(sample_vault.folder.parent.rglob("TY-*.pdf"))
        assert len(papers) == 1
        assert papers[0].read_bytes().startswith(b"%PDF")

    play(sample_vault, clock, story, size=size)


async def play_to_the_end(table: Table, clock: HandClock) -> None:
    """F8 on and on, the second option at every decision."""
    for _step in range(80):
        if table.room.state.status != "running":
            break
        clock.advance(minutes=2)
        if drills.next_step(table.room.state) == "decide":
            await table.press("2")
            await table.write("大家都同意")
        else:
            await table.press("f8")
    assert table.room.state.status == "ended"


def test_a_burst_of_chinese_with_digits_is_a_note_and_fires_nothing(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        before = table.kinds()
        await table.burst("第1车间2号机旁有3个人看见")
        assert table.kinds() == before
        await table.press("enter")
        note, _stamp = table.room.state.notes[-1]
        assert note.text == "第1车间2号机旁有3个人看见"
        assert [kind for kind in table.kinds() if kind == "mark"] == []

    play(sample_vault, clock, story)


def test_a_paste_of_three_lines_is_kept_whole(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        from textual import events

        await begin(table)
        await table.press("f2")
        table.app.post_message(events.Paste("第一行\n第二行\n第三行"))
        await table.pilot.pause()
        await table.press("enter")
        note, _stamp = table.room.state.notes[-1]
        assert note.text == "第一行／第二行／第三行"

    play(sample_vault, clock, story)


def test_digits_mark_the_action_chosen_and_zero_takes_the_mark_back(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        clock.advance(minutes=4)
        await table.press("1")
        first = table.room.state.visits[0].inject.expected[0].id
        assert table.room.state.marks[first].entry.mark == "done"
        assert table.room.state.marks[first].minute == 4
        await table.press("4")
        assert table.room.state.marks[first].entry.mark == "missed"
        await table.press("0")
        assert first not in table.room.state.marks

    play(sample_vault, clock, story)


def test_full_width_digits_and_spaces_do_the_same(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        await table.burst("１")
        first = table.room.state.visits[0].inject.expected[0].id
        assert table.room.state.marks[first].entry.mark == "done"

    play(sample_vault, clock, story)


def test_undo_takes_back_one_thing_and_says_which(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        await table.write("一句话")
        await table.press("ctrl+z")
        assert "note" not in table.kinds()
        await table.burst("还没存")
        await table.press("ctrl+z")
        assert "story" in table.kinds(), "with text in the line, undo must leave the record alone"

    play(sample_vault, clock, story)


def test_an_open_decision_is_asked_once_and_esc_leaves_it_open(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8", "f8", "f8")
        assert drills.next_step(table.room.state) == "decide"
        await table.press("f8")
        await table.press("escape")
        assert drills.next_step(table.room.state) == "decide"
        await table.press("f8")
        await table.press("enter")
        assert table.room.state.current is not None
        assert table.room.state.current.step == "conclusion"

    play(sample_vault, clock, story)


def test_a_free_answer_is_kept_in_their_words_and_mapped(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8", "f8", "f8")
        await table.press("5")
        await table.write("先请律师过来看一眼")
        await table.write("2")
        decision = table.room.state.visits[-1].decision
        assert decision is not None
        assert (decision.option, decision.words) == ("b", "先请律师过来看一眼")

    play(sample_vault, clock, story)


def test_f4_throws_in_the_unplanned_and_f8_comes_back(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        await table.press("f4")
        await table.write("供应商的车到了门口")
        assert table.room.state.current is not None
        assert table.room.state.current.way == "unplanned"
        await table.press("f8", "f8", "f8", "f8")
        assert table.room.state.current.inject.id == "I1"

    play(sample_vault, clock, story)


def test_f7_stops_and_starts_both_clocks(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        await table.press("f7")
        stood = table.room.elapsed()
        clock.advance(minutes=5)
        assert table.room.elapsed() == stood
        await table.press("f7")
        clock.advance(minutes=1)
        assert table.room.elapsed() == stood + 60_000

    play(sample_vault, clock, story)


def test_after_a_crash_the_console_opens_standing_and_f7_goes_on(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def first(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        # A session that dies leaves its name in the summary.
        table.room.vault.write_summary(
            table.room.journal,
            {**(table.room.vault.summary(table.room.journal) or {}), "holder": "dead", "elapsed": 1000},
        )
        table.desk._session = None

    play(sample_vault, clock, first)
    clock.advance(minutes=9)

    async def second(table: Table) -> None:
        await table.press("enter")
        assert table.where == "ConsoleScreen"
        assert table.room.crashed_at is not None
        await table.press("f7")
        assert table.room.crashed_at is None
        assert table.room.state.gaps[-1].after == "crash"

    play(sample_vault, clock, second)


def test_the_players_view_covers_everything_and_the_drill_goes_on_under_it(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        await table.press("f5")
        assert table.where == "PlayerScreen"
        shown = table.said()
        note = table.room.state.visits[0].inject.note
        assert note is not None and note[:8] not in shown
        assert "F8" not in shown
        table.app.tell("不该出现的提示")
        await table.press("f8")
        assert table.room.state.current is not None
        assert table.room.state.current.step == "question"
        assert "不该出现的提示" not in table.said()
        await table.press("f5")
        assert table.where == "ConsoleScreen"

    play(sample_vault, clock, story)


def test_ctrl_q_asks_while_the_clock_runs_and_the_palette_stays_off_the_wall(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        await table.press("ctrl+q")
        assert table.where == "ConfirmLine"
        await table.press("escape")
        assert table.app.is_running
        await table.press("f5")
        await table.press("ctrl+p")
        assert table.where == "PlayerScreen"

    play(sample_vault, clock, story)
