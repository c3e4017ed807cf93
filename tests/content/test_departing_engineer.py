"""The shipped drill departing-engineer, the shipped law table and the sample enterprise it is played in."""

from __future__ import annotations

import re
from functools import cache

import pytest

from secretguard.content import (
    Condition,
    Decision,
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
    find_inject,
    resolve,
)
from secretguard.locations import samples_folder
from secretguard.register.profile_file import load_profile

DAY = 24 * 60
FORMS: tuple[Form, ...] = ("full", "short")


@cache
def drill() -> LoadedPlaybook:
    return find_playbook("departing-engineer", content_folders("playbooks"))


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


def sentences() -> list[str]:
    return [text for _place, text in places.sentences(drill().playbook)]


def test_the_linter_finds_no_error_and_no_warning() -> None:
    findings = check_playbook(drill(), law(), sections())
    assert [(one.rule, one.line, one.message) for one in findings if one.severity != "note"] == []


@pytest.mark.parametrize("form", FORMS)
def test_every_ending_is_reached(form: Form) -> None:
    assert [one.ending for one in simulated(form).endings if one.paths == 0] == []


def test_the_short_form_leaves_out_only_secret_points_and_routes() -> None:
    assert simulated("full").not_reached == ()
    assert simulated("short").not_reached == ("O4", "O5")


@pytest.mark.parametrize("form", FORMS)
def test_a_team_that_does_all_well_gets_the_ruling_and_the_best_grade(form: Form) -> None:
    run = play(drill().playbook, form, "best")
    assert run.ending == "A"
    assert run.scorecard.grade == "excellent"


@pytest.mark.parametrize("form", FORMS)
def test_a_team_that_does_all_badly_ends_up_accused_itself(form: Form) -> None:
    run = play(drill().playbook, form, "worst")
    assert run.ending == "D"
    assert run.scorecard.grade == "fail"


def test_no_way_through_the_full_form_takes_more_than_six_planned_injects() -> None:
    planned = {inject.id for inject in drill().playbook.injects if inject.kind == "planned"}
    for team in ("best", "typical", "worst"):
        assert len(planned.intersection(play(drill().playbook, "full", team).injects)) <= 6
    assert planned == {"I1", "I2", "I3", "I4", "I5", "I7", "I8"}  # I7 or I8, never both
    assert {
        option.next
        for inject_id in ("I7", "I8")
        for shape in (find_inject(drill().playbook, inject_id),)
        for decision in (shape.decision, *(variant.decision for variant in shape.variants))
        if decision is not None
        for option in decision.options
    } == {"end"}


def test_the_planned_injects_leave_time_for_opening_and_hotwash() -> None:
    tables = {inject.id: inject.table for inject in drill().playbook.injects if inject.kind == "planned"}
    at_the_table = sum(tables.values()) - min(tables["I7"], tables["I8"])
    assert at_the_table <= drill().playbook.minutes.full - 12


@pytest.mark.parametrize(
    ("inject_id", "option_id", "lost"),
    [("I1", "a", "PHONE"), ("I1", "d", "ACC"), ("I3", "c", "PAPER"), ("I4", "c", "PLANT")],
)
def test_the_wrong_order_costs_what_it_would_cost_in_life(inject_id: str, option_id: str, lost: str) -> None:
    decision = find_inject(drill().playbook, inject_id).decision
    assert decision is not None
    option = next(option for option in decision.options if option.id == option_id)
    assert option.rating == "bad"
    assert option.evidence.lost == (lost,)


def test_who_talked_first_hears_of_the_mail_two_days_later_and_never_gets_it() -> None:
    inject = find_inject(drill().playbook, "I4")
    talked = resolve(inject, StoryFacts(flags=frozenset({"talked"})))
    assert (inject.at, talked.at) == (6 * DAY, 8 * DAY)
    assert talked.decision is not None
    assert not any("WIT" in option.evidence.kept for option in talked.decision.options)


def test_unclear_points_bring_the_court_back_to_them_once() -> None:
    inject = find_inject(drill().playbook, "I7")
    again = resolve(inject, StoryFacts(flags=frozenset({"unclear"})))
    assert again.at == 20 * DAY
    assert [action.objective for action in again.expected] == ["O4", "O5"]
    assert again.decision is not None
    assert {option.next for option in again.decision.options} == {"end"}


@pytest.mark.parametrize(
    ("action", "inject_id", "minutes"),
    [("small-circle", "I9", 20 * 60), ("check-noncompete", "I6", 13 * DAY)],
)
def test_a_contingency_is_offered_only_when_its_action_was_missed(
    action: str, inject_id: str, minutes: int
) -> None:
    playbook = drill().playbook
    done = frozenset({"small-circle", "check-noncompete"})
    missed = StoryFacts(marked=done - {action}, scenario_minutes=minutes)
    assert [inject.id for inject in due_contingencies(playbook, missed)] == [inject_id]
    assert due_contingencies(playbook, StoryFacts(marked=done, scenario_minutes=minutes)) == ()


def test_the_ruling_needs_log_disk_and_the_original_mail() -> None:
    condition = next(ending.when for ending in drill().playbook.endings if ending.id == "A")
    assert isinstance(condition, Condition)
    kept = {"LOG": "kept", "DISK": "kept", "WIT": "kept"}
    assert condition_holds(condition, StoryFacts(evidence=dict(kept)))  # type: ignore[arg-type]
    for item in kept:
        assert not condition_holds(condition, StoryFacts(evidence={**kept, item: "at_risk"}))  # type: ignore[dict-item]


def test_the_three_clocks_are_each_read_from_one_action_of_the_first_inject() -> None:
    tagged = [
        (inject.id, action.clock) for _p, inject, action in places.actions(drill().playbook) if action.clock
    ]
    assert sorted(tagged, key=str) == [("I1", "detect"), ("I1", "preserve"), ("I1", "report")]


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
    for text in sentences():
        assert "！" not in text and "!" not in text
        assert not re.search(r"[\u4e00-\u9fff][,;:?()]|[,;:?()][\u4e00-\u9fff]", text), text


def test_only_grounds_marked_as_unread_print_as_pending() -> None:
    bases = {basis for _place, _inject, action in places.actions(drill().playbook) for basis in action.basis}
    bases |= {basis for objective in drill().playbook.objectives for basis in objective.law}
    pending = {basis for basis in bases if find_ground(basis, law(), sections()).pending}
    assert pending == {"law:ts-provisions-2026:3"}


def test_declared_duties_are_clocks_of_the_law_table() -> None:
    assert set(drill().playbook.duties) <= {clock.id for clock in law().clocks}


@pytest.mark.parametrize("sentence", [one.id for one in load_law(content_folders("standards")).never_say])
def test_a_wrong_sentence_is_caught_and_its_right_one_passes(sentence: str) -> None:
    never = next(one for one in law().never_say if one.id == sentence)
    assert sentence in {one.id for one in law().wrong_sentences(never.wrong)}
    assert law().wrong_sentences(never.right) == ()


@pytest.mark.parametrize(
    "text",
    [
        "时间戳只能证明存入之后没有改动，不能证明内容真实",
        "公证的事实有相反证据足以推翻的，法院不采信",
        "这不是举证责任倒置，企业要先拿出初步证据",
        "不是签了保密协议就是商业秘密",
        "赔偿总额最高为基数的五倍",
        "法定赔偿不能作为惩罚性赔偿的基数",
        "市场监管局管停止和罚款，不管赔偿",
        "公安机关应当在七日内决定是否立案",
        "市场监管部门应当自收到材料之日起十五个工作日内核查并决定是否立案",
        "不是所有员工都能约定竞业限制",
        "反向工程不违法",
        "国家秘密泄密要在24小时内报告",
        "发现后 30 分钟内报到负责人",
        "《反不正当竞争法》（2025年修订）第三十九条、第二十二条",
        "《商业秘密保护规定》第三条（待核）",
    ],
)
def test_a_lawful_sentence_is_not_caught(text: str) -> None:
    assert law().wrong_sentences(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "上链以后就能证明文件真实",
        "举证责任倒置，企业不需要举证",
        "以500万为基数再乘五倍",
        "满50万才立案",
        "损失不到30万就不构成犯罪",
        "市监局可以责令对方赔偿",
        "市监必须在15日内立案",
        "全体员工都要签竞业限制",
        "不付补偿也有效",
        "泄密须在1小时内上报",
        "依《反法》第17条",
        "按法释〔2021〕4号计算",
        "《商业秘密保护规定》第21条要求定期评估",
    ],
)
def test_an_unlawful_sentence_is_caught_in_other_words_too(text: str) -> None:
    assert law().wrong_sentences(text) != ()


def test_the_sample_enterprise_can_fill_every_player_seat() -> None:
    profile = load_profile(samples_folder() / "example-company.yaml")
    held = {duty for person in profile.people for duty in person.duties}
    assert {role.id for role in drill().playbook.roles if role.played_by == "player"} <= held
    assert len(profile.people) == 8
    assert len({phone for person in profile.people for phone in (person.phone, person.phone_backup)}) == 16


def test_the_sample_enterprise_has_two_people_without_a_deputy() -> None:
    profile = load_profile(samples_folder() / "example-company.yaml")
    assert [person.name for person in profile.people if person.deputy is None] == ["示例丙", "示例己"]
    ids = {person.id for person in profile.people}
    assert all(person.deputy in ids - {person.id} for person in profile.people if person.deputy)


def test_the_sample_plan_promises_a_time_for_each_clock() -> None:
    profile = load_profile(samples_folder() / "example-company.yaml")
    assert {promise.clock: promise.minutes for promise in profile.promises} == {
        "detect": 10,
        "report": 30,
        "preserve": DAY,
    }
    assert {promise.plan for promise in profile.promises} <= {
        section.number for section in sections().sections
    }
