"""What players see, step by step."""

from __future__ import annotations

import pytest

from secretguard.content import Playbook
from secretguard.drills import DrillState, fold
from secretguard.drills.entries import (
    DecisionTaken,
    DrillFinished,
    DrillStarted,
    HotwashStarted,
    InjectGiven,
    Paused,
    StepReached,
    StoryEnded,
    UnplannedInject,
)
from secretguard.i18n import set_language
from secretguard.web import PlayerView, player_view
from tests.web.writing import MINUTE, journal, planned, state_after

FIRST = InjectGiven(inject="I1")


def reached(step: str, inject: str = "I1") -> StepReached:
    return StepReached.model_validate({"inject": inject, "step": step})


def test_before_the_first_inject_players_read_only_that_it_is_about_to_begin(
    small_playbook: Playbook,
) -> None:
    view = player_view(state_after(small_playbook), 5000)
    assert (view.phase, view.notice, view.title) == ("waiting", "马上开始", "桌面推演・情节虚构")
    assert (view.text, view.act, view.clock, view.scenario) == ("", "", "", "")
    assert view.stop_line == "停止口令：红灯"


def test_an_inject_shows_its_text_with_parameters_filled_in_and_nothing_to_choose(
    small_playbook: Playbook,
) -> None:
    view = player_view(state_after(small_playbook, FIRST), 0)
    assert view.text == "公差链的图纸被打开了一百八十六次。"
    assert view.act == "第 1 幕，共 5 幕"
    assert (view.questions, view.ask, view.options, view.consequence) == ((), "", (), "")


def test_questions_come_with_the_second_step_and_options_with_the_third(small_playbook: Playbook) -> None:
    asked = player_view(state_after(small_playbook, FIRST, reached("question")), 0)
    assert asked.questions == ("谁应该先知道？",)
    assert asked.options == ()
    discussed = player_view(state_after(small_playbook, FIRST, reached("discussion")), 0)
    assert discussed.ask == "第一步做什么？"
    assert [option.letter for option in discussed.options] == ["一", "二", "三", "四"]
    assert discussed.options[-1].text == "其他做法，说出来"
    assert not any(option.chosen for option in discussed.options)


def test_a_decision_shows_its_own_consequence_only(small_playbook: Playbook) -> None:
    view = player_view(state_after(small_playbook, FIRST, DecisionTaken(inject="I1", option="b")), 0)
    assert view.consequence == "照b办了以后，门卫打来电话"
    assert view.decided == "选了 二"
    assert [option.chosen for option in view.options] == [False, True, False, False]


def test_a_free_answer_is_not_told_which_option_it_was_mapped_to(small_playbook: Playbook) -> None:
    taken = DecisionTaken(inject="I1", option="c", words="先问老师傅")
    view = player_view(state_after(small_playbook, FIRST, taken), 0)
    assert view.decided == "选了 四"
    assert [option.chosen for option in view.options] == [False, False, False, True]
    assert "先问老师傅" not in view.model_dump_json()


def test_leaving_without_a_decision_shows_no_consequence(small_playbook: Playbook) -> None:
    view = player_view(state_after(small_playbook, FIRST, reached("conclusion")), 0)
    assert (view.decided, view.consequence) == ("", "")
    assert len(view.options) == 4


def test_the_countdown_runs_down_to_zero_and_says_so(small_playbook: Playbook) -> None:
    state = state_after(small_playbook, FIRST)
    shown = {left: player_view(state, 8 * 60_000 - left) for left in (480_000, 479_001, 1, 0, -90_000)}
    assert {left: view.clock for left, view in shown.items()} == {
        480_000: "08:00", 479_001: "08:00", 1: "00:01", 0: "00:00", -90_000: "00:00",
    }  # fmt: skip
    assert [view.late for view in shown.values()] == [False, False, False, True, True]
    assert shown[0].clock_note == "时间到"


def test_scenario_time_is_told_in_plain_words_and_runs_with_the_clock(small_playbook: Playbook) -> None:
    second = state_after(small_playbook, FIRST, InjectGiven(inject="I2", occurred=MINUTE))
    assert player_view(state_after(small_playbook, FIRST), 0).scenario == "情景时间　事发当时"
    assert player_view(second, 60_000).scenario == "情景时间　事发后 20 小时"
    assert player_view(second, 60_000 * 6).scenario == "情景时间　事发后 20 小时 5 分"
    third = state_after(small_playbook, InjectGiven(inject="I3"))
    assert player_view(third, 0).scenario == "情景时间　事发后 3 天"


def test_an_unplanned_inject_has_text_but_no_countdown_and_is_no_new_act(small_playbook: Playbook) -> None:
    view = player_view(state_after(small_playbook, FIRST, UnplannedInject(inject="U1", text="车到了。")), 0)
    assert (view.text, view.clock, view.act) == ("车到了。", "", "第 1 幕，共 5 幕")


def test_the_short_form_counts_its_own_acts(small_playbook: Playbook) -> None:
    view = player_view(state_after(small_playbook, FIRST, form="short"), 0)
    assert view.act == "第 1 幕，共 4 幕"


@pytest.mark.parametrize("crashed", [False, True])
def test_a_break_hides_the_story(small_playbook: Playbook, crashed: bool) -> None:
    entries = (FIRST,) if crashed else (FIRST, Paused(why="茶"))
    view = player_view(state_after(small_playbook, *entries), 0, crashed=crashed)
    assert (view.phase, view.notice, view.text, view.clock) == ("rest", "休息", "", "")


def ended(playbook: Playbook, *more: object) -> DrillState:
    return state_after(playbook, FIRST, StoryEnded(ending="C"), *more)  # type: ignore[arg-type]


def test_the_end_shows_ending_and_end_card_then_the_round_then_thanks(small_playbook: Playbook) -> None:
    end = player_view(ended(small_playbook), 0)
    assert (end.notice, end.text, end.end_card) == ("和解", "双方坐下来谈。", "这件事真的发生过。")
    round_ = player_view(ended(small_playbook, HotwashStarted()), 0)
    assert (round_.notice, len(round_.questions), round_.text, round_.end_card) == ("复盘", 3, "", "")
    over = player_view(ended(small_playbook, HotwashStarted(), DrillFinished()), 0)
    assert (over.notice, over.text) == ("推演结束，谢谢各位", "")
    assert over.end_card == "这件事真的发生过。"


def test_a_drill_broken_off_has_no_end_card(small_playbook: Playbook) -> None:
    view = player_view(state_after(small_playbook, FIRST, HotwashStarted(), DrillFinished()), 0)
    assert view.end_card == ""


def with_first(playbook: Playbook, **changes: object) -> Playbook:
    data = playbook.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    data["injects"][0] |= changes
    data["parameters"]["phone"] = {"ask": "电话", "from": "contacts.guide.phone", "default": "000-0000-0017"}
    return Playbook.model_validate(data)


def test_only_hand_outs_for_players_are_shown_and_of_these_only_the_chosen(small_playbook: Playbook) -> None:
    papers = [
        {"title": "甲", "text": "一"},
        {"title": "乙", "text": "二", "show_players": False},
        {"title": "丙", "text": "三"},
    ]
    state = state_after(with_first(small_playbook, handouts=papers), FIRST)
    assert [paper.title for paper in player_view(state, 0).handouts] == ["甲", "丙"]
    chosen = {("I1", 1), ("I1", 2), ("I2", 0)}
    assert [paper.title for paper in player_view(state, 0, projected=chosen).handouts] == ["丙"]
    assert player_view(state, 0, projected=()).handouts == ()


def test_a_number_from_the_contact_list_is_never_projected(small_playbook: Playbook) -> None:
    playbook = with_first(small_playbook, text="打 {phone} 问 {secret}，再看 {别的}。")
    plan = planned(playbook, parameters={"phone": "13800000000", "secret": "{phone}号图"})
    view = player_view(fold(journal(plan, DrillStarted(), FIRST)), 0)
    assert view.text == "打 （请问主持人） 问 {phone}号图，再看 {别的}。"


def test_characters_that_cannot_be_seen_are_shown_as_numbers(small_playbook: Playbook) -> None:
    view = player_view(state_after(with_first(small_playbook, text="甲\u202e乙\x1b[2J"), FIRST), 0)
    assert view.text == "甲〔U+202E〕乙〔U+001B〕[2J"


def test_the_view_says_which_language_it_speaks(small_playbook: Playbook) -> None:
    set_language("en")
    assert player_view(state_after(small_playbook), 0).language == "en"


def test_a_view_travels_as_json_and_comes_back_the_same(small_playbook: Playbook) -> None:
    view = player_view(state_after(small_playbook, FIRST, reached("discussion")), 0)
    assert PlayerView.model_validate_json(view.model_dump_json()) == view
