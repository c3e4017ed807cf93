"""The shipped drill cloud-misdelivery: minutes instead of days, and another shape than drill 1."""

from __future__ import annotations

import re
from functools import cache

import pytest

from secretguard.content import (
    Decision,
    ExpectedAction,
    LawTable,
    LoadedPlaybook,
    PlanSections,
    content_folders,
    find_ground,
    find_playbook,
    load_law,
    load_plan_sections,
    places,
)
from secretguard.drills.quality.check import check_playbook
from secretguard.drills.quality.simulate import FormSimulation, play, simulate_form
from secretguard.drills.story import (
    Form,
    StoryFacts,
    condition_holds,
    due_contingencies,
    ending,
    find_inject,
    resolve,
)
from secretguard.locations import samples_folder
from secretguard.register.profile_file import load_profile

HOUR = 60
DAY = 24 * HOUR
FORMS: tuple[Form, ...] = ("full", "short")


@cache
def drill() -> LoadedPlaybook:
    return find_playbook("cloud-misdelivery", content_folders("playbooks"))


@cache
def law() -> LawTable:
    return load_law(content_folders("standards"))


@cache
def sections() -> PlanSections:
    return load_plan_sections(content_folders("standards"))


@cache
def simulated(form: Form) -> FormSimulation:
    return simulate_form(drill().playbook, form)


def decisions() -> list[Decision]:
    return [decision for _place, _inject, decision in places.decisions(drill().playbook)]


def expected(action_id: str) -> ExpectedAction:
    return next(one for _place, _inject, one in places.actions(drill().playbook) if one.id == action_id)


def lost_by(inject_id: str, option_id: str) -> tuple[str, ...]:
    decision = find_inject(drill().playbook, inject_id).decision
    assert decision is not None
    return next(option for option in decision.options if option.id == option_id).evidence.lost


def test_the_linter_finds_no_error_and_no_warning() -> None:
    findings = check_playbook(drill(), law(), sections())
    assert [(one.rule, one.line, one.message) for one in findings if one.severity != "note"] == []


@pytest.mark.parametrize("form", FORMS)
def test_every_ending_is_reached(form: Form) -> None:
    assert simulated(form).complete
    assert [one.ending for one in simulated(form).endings if one.paths == 0] == []


def test_the_short_form_leaves_out_only_the_mending() -> None:
    assert simulated("full").not_reached == ()
    assert simulated("short").not_reached == ("O9",)


@pytest.mark.parametrize("form", FORMS)
def test_a_team_that_does_all_well_can_answer_for_each_receiver(form: Form) -> None:
    run = play(drill().playbook, form, "best")
    assert run.ending == "A"
    assert run.scorecard.grade == "excellent"


@pytest.mark.parametrize("form", FORMS)
def test_a_team_that_does_all_badly_is_left_with_a_blank_page(form: Form) -> None:
    run = play(drill().playbook, form, "worst")
    assert run.ending == "H"
    assert run.scorecard.grade == "fail"


def test_the_short_form_fits_its_twenty_minutes_and_the_full_form_its_hour() -> None:
    planned = [inject for inject in drill().playbook.injects if inject.kind == "planned"]
    starred = sum(inject.table for inject in planned if inject.short)
    assert drill().playbook.minutes.short - 3 <= starred <= drill().playbook.minutes.short
    assert sum(inject.table for inject in planned) <= drill().playbook.minutes.full - 12


def test_the_first_hour_holds_half_of_the_planned_injects() -> None:
    times = [inject.at for inject in drill().playbook.injects if inject.kind == "planned"]
    assert times == [0, 10, 67, 20 * HOUR, 42 * HOUR, 68 * HOUR]


@pytest.mark.parametrize(
    ("action", "minutes"),
    [
        ("screenshot", 1),
        ("recall", 1),
        ("tell-liaison", 10),
        ("report-head", 20),
        ("notices", 30),
        ("letter", 4 * HOUR),
        ("save-link", 30),
    ],
)
def test_what_must_be_done_is_due_within_minutes(action: str, minutes: int) -> None:
    assert expected(action).within == minutes


def test_the_link_is_closed_after_its_log_is_saved() -> None:
    assert expected("save-link").within < expected("close-link").within
    assert expected("save-link").critical


def test_the_three_clocks_run_out_within_the_half_hour() -> None:
    due = {
        action.clock: (inject.at or 0) + action.within
        for _place, inject, action in places.actions(drill().playbook)
        if action.clock
    }
    assert due == {"preserve": 1, "detect": 10, "report": 30}


@pytest.mark.parametrize(
    ("inject_id", "option_id", "lost"),
    [("I1", "d", ("SCREEN",)), ("I4", "a", ("LINK",)), ("I4", "b", ("LINK", "DLOG"))],
)
def test_the_wrong_order_costs_what_it_would_cost_in_life(
    inject_id: str, option_id: str, lost: tuple[str, ...]
) -> None:
    assert lost_by(inject_id, option_id) == lost


def test_closing_the_link_first_is_half_right_and_leaves_only_the_provider_to_ask() -> None:
    decision = find_inject(drill().playbook, "I4").decision
    assert decision is not None
    first_close = decision.options[0]
    assert first_close.rating == "partial"
    assert first_close.evidence.at_risk == ("DLOG",)
    after = StoryFacts(evidence={"SCREEN": "kept", "REPLY": "kept", "LINK": "lost", "DLOG": "at_risk"})
    assert ending(drill().playbook, after).id == "B"


@pytest.mark.parametrize(
    ("flag", "words"),
    [("nolist", "凭记忆"), ("silent", "谁也没有说"), ("alarmed", "没撤掉")],
)
def test_the_second_inject_tells_what_the_first_choice_made_of_it(flag: str, words: str) -> None:
    told = resolve(find_inject(drill().playbook, "I2"), StoryFacts(flags=frozenset({flag})))
    assert words in told.text


def test_without_a_list_the_team_must_put_it_together_again() -> None:
    inject = find_inject(drill().playbook, "I2")
    again = resolve(inject, StoryFacts(flags=frozenset({"nolist"})))
    assert again.decision is not None
    assert again.decision != inject.decision
    assert not any("SCREEN" in option.evidence.kept for option in again.decision.options)


@pytest.mark.parametrize("inject_id", ["I3", "I5"])
def test_the_lie_in_the_chat_comes_back(inject_id: str) -> None:
    told = resolve(find_inject(drill().playbook, inject_id), StoryFacts(flags=frozenset({"lied"})))
    assert "作废" in told.text


def test_nobody_told_the_head_so_a_customer_does() -> None:
    playbook = drill().playbook
    missed = StoryFacts(marked=frozenset({"notices"}), scenario_minutes=31)
    assert [inject.id for inject in due_contingencies(playbook, missed, "short")] == ["I7"]
    told = StoryFacts(marked=frozenset({"notices", "report-head"}), scenario_minutes=DAY)
    assert due_contingencies(playbook, told) == ()


def test_who_was_not_told_passes_the_sheet_on_in_the_full_form_only() -> None:
    playbook = drill().playbook
    missed = StoryFacts(marked=frozenset({"report-head"}), missed=frozenset({"notices"}))
    assert [inject.id for inject in due_contingencies(playbook, missed, "full")] == ["I8"]
    assert due_contingencies(playbook, missed, "short") == ()


def test_the_good_ending_needs_the_screen_the_answers_and_the_link() -> None:
    condition = next(one.when for one in drill().playbook.endings if one.id == "A")
    assert condition is not None
    for missing in ("SCREEN", "REPLY", "LINK"):
        states = dict.fromkeys(("SCREEN", "REPLY", "LINK"), "kept") | {missing: "at_risk"}
        assert not condition_holds(condition, StoryFacts(evidence=states))  # type: ignore[arg-type]


def test_people_in_the_contact_table_make_a_legal_duty() -> None:
    assert drill().playbook.duties == ("personal-data-leak",)
    assert set(drill().playbook.duties) <= {clock.id for clock in law().clocks}
    assert expected("personal-data").duty == "personal-data-leak"


def test_no_legal_ground_in_it_is_still_to_be_checked() -> None:
    bases = {basis for _place, _inject, action in places.actions(drill().playbook) for basis in action.basis}
    bases |= {basis for objective in drill().playbook.objectives for basis in objective.law}
    assert {basis for basis in bases if find_ground(basis, law(), sections()).pending} == set()


def test_it_says_that_no_judged_case_of_a_chat_slip_was_found() -> None:
    assert "没有查到" in drill().playbook.summary
    assert "没有查到" in drill().playbook.end_card


def test_the_longest_option_is_seldom_the_good_one() -> None:
    longest_is_good = [
        max(decision.options, key=lambda option: len(option.text)).rating == "good"
        for decision in decisions()
    ]
    assert sum(longest_is_good) * 2 <= len(longest_is_good)


def test_no_good_option_stands_in_one_place_more_than_half_the_time() -> None:
    where = [next(o.id for o in decision.options if o.rating == "good") for decision in decisions()]
    assert max(where.count(letter) for letter in set(where)) * 2 <= len(where)


def test_the_prose_is_calm_and_its_punctuation_full_width() -> None:
    for _place, text in places.sentences(drill().playbook):
        assert "！" not in text and "!" not in text
        assert not re.search(r"[\u4e00-\u9fff][,;:?()]|[,;:?()][\u4e00-\u9fff]", text), text


def test_the_sample_enterprise_can_fill_every_player_seat() -> None:
    profile = load_profile(samples_folder() / "example-company.yaml")
    held = {duty for person in profile.people for duty in person.duties}
    assert {role.id for role in drill().playbook.roles if role.played_by == "player"} <= held
