"""What the console shows first, at 80 columns and at 120."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.widgets import Digits

from secretguard import drills
from secretguard.content import Playbook, content_folders, load_law, load_plan_sections
from secretguard.content.playbook import ExpectedAction
from secretguard.drills.entries import InjectGiven
from secretguard.drills.state import DrillState
from secretguard.tui.views.choice_words import short_grounds, source_words
from secretguard.tui.views.console_rows import action_rows
from secretguard.tui.views.console_view import console_view
from secretguard.tui.widgets import KeyBar, PickList
from tests.conftest import HandClock, SampleVault
from tests.tui.support import WIDE, Table, begin, play
from tests.web.writing import state_after


def view_of(state: DrillState) -> str:
    return console_view(state, ()).inject.plain


def test_at_the_question_the_questions_stand_first(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8", "f8")
        visit = table.room.state.current
        assert visit is not None and visit.step == "question"
        shown = view_of(table.room.state)
        assert shown.startswith("问 " + visit.inject.questions[0][:8])
        for question in visit.inject.questions:
            assert table.room.state.fill(question)[:8] in table.said()
        await table.press("f8")
        decision = visit.inject.decision
        assert decision is not None
        assert view_of(table.room.state).startswith(decision.ask)
        said = table.said()
        for number in range(1, len(decision.options) + 2):
            assert any(line.startswith(f"{number} ") for line in said.splitlines())

    play(sample_vault, clock, story)


def test_the_evidence_board_is_whole_or_says_how_much_more_there_is(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def small(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        board = table.app.screen.query_one("#evidence", PickList)
        assert board.option_count == 7
        assert board.beyond == 0
        await table.pilot.resize_terminal(80, 18)
        await table.pilot.pause()
        left = board.beyond
        if left:
            assert f"还有 {left} 项" in table.said()

    play(sample_vault, clock, small)


def test_rows_beyond_the_last_line_are_counted_and_told(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        panel = table.app.screen.query_one("#evidence-panel")
        panel.styles.max_height = 5
        await table.pilot.pause()
        table.app.screen.redraw()  # type: ignore[attr-defined]
        await table.pilot.pause()
        assert "还有 3 项" in table.said()
        table.app.screen.query_one("#evidence").focus()
        await table.press("end")
        assert "还有" not in table.said()

    play(sample_vault, clock, story)


def test_enter_on_evidence_says_what_would_destroy_it(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        table.app.screen.query_one("#evidence").focus()
        await table.press("enter")
        assert "会毁掉它的是" in table.said()

    play(sample_vault, clock, story)


def test_a_notice_stands_whole_between_the_line_one_writes_in_and_the_keys(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        await table.burst("正在写的一句")
        told = "撤销了：把第一步的标记由「完」改回没标，记录里两条都看得到，谁改的、几点改的也都在。" * 2
        table.app.tell(told)
        await table.pilot.pause()
        lines = table.said().splitlines()
        keys = next(place for place, line in enumerate(lines) if "F1 帮助" in line)
        writing = next(place for place, line in enumerate(lines) if "正在写的一句" in line)
        assert writing < keys
        assert "".join(line.strip() for line in lines[writing + 1 : keys]) == told
        table.app.clear_notifications()
        await table.pilot.pause()
        assert "撤销了" not in table.said()

    play(sample_vault, clock, story)


def test_the_key_line_keeps_help_and_all_commands(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        line = table.app.screen.query_one(KeyBar).key_line(80).plain
        assert "F1 帮助" in line and "^P 更多" in line
        assert line.index("F8") < line.index("F1")
        assert cell_len(line) <= 80
        await table.pilot.resize_terminal(60, 20)
        await table.pilot.pause()
        assert "F1 帮助" in str(table.app.screen.query_one(KeyBar).render())

    play(sample_vault, clock, story)


def test_the_help_page_lists_the_digits(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f1")
        said = table.said()
        for words in ("标「完」", "标「略」", "选第 1 项", "空格", "投影给大家看"):
            assert words in said

    play(sample_vault, clock, story)


def test_late_within_the_limit_is_said_and_stays_said(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        clock.advance(minutes=2)
        await table.press("2")
        assert "请再看一眼" in table.said()
        table.app.clear_notifications()
        await table.pilot.pause()
        assert "没有超限？" in table.said()
        await table.press("enter")
        await table.write("还是按迟算")
        first = table.room.state.visits[0].inject.expected[0].id
        marked = table.room.state.marks[first]
        assert (marked.entry.mark, marked.minute, marked.entry.why) == ("late", 2, "还是按迟算")

    play(sample_vault, clock, story)


def test_a_word_added_later_leaves_the_time_as_it_was_marked(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        clock.advance(minutes=4)
        await table.press("1")
        clock.advance(minutes=3)
        await table.press("enter")
        await table.write("两人在场")
        first = table.room.state.visits[0].inject.expected[0].id
        marked = table.room.state.marks[first]
        assert (marked.minute, marked.entry.why) == (4, "两人在场")

    play(sample_vault, clock, story)


def test_options_go_by_their_digit_and_a_wrong_one_is_asked_again(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8", "f8", "f8", "2")
        assert "选 2，他们的理由" in table.said()
        await table.press("escape", "5")
        await table.write("先请律师来看一眼")
        await table.write("9")
        assert "没有第「9」项" in table.said()
        await table.burst("３")
        await table.press("enter")
        decision = table.room.state.visits[-1].decision
        assert decision is not None
        assert (decision.option, decision.words) == ("c", "先请律师来看一眼")
        said = table.said()
        assert "I1 选 3" in said
        assert "I1.c" not in said and "I1 c" not in said

    play(sample_vault, clock, story)


def test_from_100_columns_actions_have_their_grounds_and_the_clock_large_figures(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        assert "预案 5.3" in table.said()
        assert "次序 1" in table.said()
        budget = table.app.screen.query_one("#budget", Digits)
        assert budget.display and budget.value == "10:00"
        log, evidence = (table.app.screen.query_one(f"#{name}-panel") for name in ("log", "evidence"))
        assert log.region.x > evidence.region.x, "the record has a pane of its own"
        await table.pilot.resize_terminal(80, 24)
        await table.pilot.pause()
        assert "预案 5.3" not in table.said()
        assert not budget.display
        assert "本幕 余 10:00" in table.said()

    play(sample_vault, clock, story, size=WIDE)


def test_no_ground_is_cut_short_in_its_column(sample_vault: SampleVault, clock: HandClock) -> None:
    long = "最高人民法院关于审理侵犯商业秘密民事案件适用法律若干问题的规定 第二十七条"

    def grounds(_action: ExpectedAction) -> tuple[str, ...]:
        return (long,)

    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        state = table.room.state
        aside = action_rows(state, state.current, grounds)[0].aside
        assert aside is not None
        shown = aside.plain.partition("\n")[2].replace("\n", "").replace(" ", "")
        assert shown == long.replace(" ", "")
        assert drills.scenario_text(10)[2:] in aside.plain
        assert len({line.cell_len for line in aside.split("\n")}) == 1, "the column stands straight"

    play(sample_vault, clock, story)


def test_a_basis_that_nothing_answers_to_is_shown_as_such(departing_engineer: Playbook) -> None:
    folders = content_folders("standards")
    law, sections = load_law(folders), load_plan_sections(folders)
    bases = ("law:no-such-2020:1", "practice", "rule:2", "plan:5.3", "law:fashi-2020-7:27")
    unknown, practice, rule, plan, article = short_grounds(bases, law, sections)
    assert unknown == "law:no-such-2020:1（查不到）"
    assert (practice, rule, plan) == ("惯例", "次序 2", "预案 5.3")
    assert "第二十七条" in article


@pytest.mark.parametrize(("source", "words"), [("I1.b", "I1 选 2"), ("see", "see"), ("I9.a", "I9 选 a")])
def test_sources_name_options_by_their_digit(source: str, words: str, departing_engineer: Playbook) -> None:
    assert source_words(state_after(departing_engineer, InjectGiven(inject="I1")), source) == words
