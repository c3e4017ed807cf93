from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretguard.errors import RefusedError, UsageError
from secretguard.plans import DrillFact, OpenFinding, PlanFacts, Plans, contact_value
from secretguard.plans.entering import enter_person
from secretguard.register import Profile, Register
from secretguard.vault import Vault
from tests.conftest import HandClock
from tests.plans.conftest import HASH, TODAY
from tests.plans.forms import made, small_form, small_rules

NEXT_YEAR = date(2027, 11, 1)


def fill(plans: Plans, facts: PlanFacts) -> None:
    """The card, answered."""
    plans.open("card")
    plans.accept(["enterprise", "head", "liaison", "secrets"], facts)
    plans.answer("deputy", contact_value("示例庚", person="P7"))


def drilled(facts: PlanFacts) -> PlanFacts:
    return replace(facts, drills=(DrillFact(id="d1", on=date(2026, 11, 1), title="离职工程师"),))


def approve(plans: Plans, facts: PlanFacts, effective: date = TODAY) -> None:
    plans.submit("示例乙", "示例甲")
    plans.approve("示例甲", "总经理", effective, NEXT_YEAR, facts, HASH)


def test_nothing_is_written_before_the_plan_is_begun(vault: Vault, plans: Plans, facts: PlanFacts) -> None:
    assert plans.journal is None and vault.journals("plan") == []
    assert plans.view(facts).size == "card" and plans.reminders(facts) == ()
    with pytest.raises(RefusedError, match="还没有开始写"):
        plans.answer("enterprise", "示例公司")
    assert vault.journals("plan") == []


def test_a_plan_is_begun_once_and_grows_without_losing_an_answer(plans: Plans, facts: PlanFacts) -> None:
    fill(plans, facts)
    before = plans.state.answers
    with pytest.raises(RefusedError, match="已经开始写"):
        plans.open("full")
    for size in ("full", "card", "short"):
        plans.grow(size)  # type: ignore[arg-type]
        assert plans.state.answers == before and plans.view(facts).size == size


def test_another_session_finds_the_same_plan(
    vault: Vault, plans: Plans, facts: PlanFacts, clock: HandClock
) -> None:
    fill(plans, facts)
    again = Plans(vault, plans.register.id, small_form(), small_rules(), clock)
    assert again.state == plans.state and again.journal == plans.journal
    assert (
        Plans(vault, "ff" * 16, small_form(), small_rules(), clock, register=plans.register).journal is None
    )


def test_saving_the_same_answer_again_writes_nothing(plans: Plans) -> None:
    plans.open("short")
    assert plans.answer("report-minutes", 20).recorded
    seq = plans.state.seq
    assert not plans.answer("report-minutes", 20).recorded
    assert plans.state.seq == seq


def test_an_empty_answer_clears(plans: Plans) -> None:
    plans.open("short")
    plans.answer("sites", ["一厂"])
    assert plans.answer("sites", ["  "]).recorded
    assert "sites" not in plans.state.answers


def test_wrong_fields_shapes_people_and_secrets_are_refused_in_words(plans: Plans) -> None:
    plans.open("short")
    with pytest.raises(RefusedError, match="没有“reprot-minutes”这一项") as told:
        plans.answer("reprot-minutes", 5)
    assert "report-minutes" in told.value.remedy
    with pytest.raises(UsageError, match="“报到负责人”：这里要写"):
        plans.answer("report-minutes", "半小时")
    with pytest.raises(RefusedError, match="没有人员“P99”"):
        plans.answer("keepers", ["P1", "P99"])
    with pytest.raises(RefusedError, match="没有秘密“S99”"):
        plans.answer("secrets", [{"secret": "S99", "code_name": "甲", "place": ""}])
    assert plans.state.answers == {}


def test_not_knowing_becomes_an_open_item_with_owner_and_day(plans: Plans, facts: PlanFacts) -> None:
    plans.open("card")
    with pytest.raises(RefusedError, match="已经过了"):
        plans.unknown("deputy", "示例乙", date(2026, 11, 23))
    plans.unknown("deputy", "示例乙", date(2026, 12, 1), "等总经理定")
    (item,) = plans.view(facts).open_items
    assert (item.field.id, item.owner, item.due, item.late) == ("deputy", "示例乙", date(2026, 12, 1), False)
    late = replace(facts, today=date(2026, 12, 2))
    assert plans.view(late).open_items[0].late
    assert [r.id for r in plans.reminders(late) if r.late and r.field == "deputy"] == ["unknown.deputy"]


def test_undo_says_what_it_took_back_and_what_stands_now(plans: Plans, facts: PlanFacts) -> None:
    plans.open("short")
    plans.answer("report-minutes", 20)
    plans.answer("report-minutes", 25)
    assert plans.undo() == "已撤销对“报到负责人”的改动，现在是：20分钟"
    assert "没有填" in plans.undo()
    plans.grow("full")
    assert plans.undo() == "已撤销换大小，现在是简版。"
    with pytest.raises(RefusedError, match="没有可以撤销"):
        plans.undo()


def test_a_contact_with_two_phones_for_a_duty_enters_the_register_in_one_go(
    vault: Vault, plans: Plans, register: Register
) -> None:
    plans.open("card")
    seq = register.state.seq
    done = plans.answer("liaison", contact_value("示例壬", ("000-0000-0031", "000-0000-0032")))
    person = register.state.with_duty("CO")
    assert person is not None and person.name == "示例壬" and person.phones.second == "000-0000-0032"
    assert done.value == contact_value("示例壬", person=person.id)
    assert done.notes == ("示例壬已记入台账的人员名单。", "台账里的联络员由示例乙改为示例壬。")
    assert "CO" not in register.state.people["P2"].duties
    batches = [entry.parts.get("batch") for entry in vault.entries(bytes.fromhex(register.id), seq)]
    assert len(batches) == 2 and all(batch and batch["of"] == 2 for batch in batches)  # type: ignore[index, call-overload]


def test_a_deputy_becomes_the_heads_deputy_in_the_register(
    plans: Plans, register: Register, facts: PlanFacts
) -> None:
    plans.open("card")
    plans.accept(["head"], facts)
    plans.answer("deputy", contact_value("示例壬", ("000-0000-0031", "000-0000-0032")))
    deputy = register.state.deputy_of("P1")
    assert deputy is not None and deputy.name == "示例壬"


def test_outsiders_and_half_known_people_stay_out_of_the_register(plans: Plans, register: Register) -> None:
    plans.open("card")
    seq = register.state.seq
    for value in (
        contact_value("示例己", ("000-0000-0011", "000-0000-0012"), organisation="示例律师事务所"),
        contact_value("示例壬", ("000-0000-0031",)),
    ):
        assert plans.answer("liaison", value).value == value
    assert register.state.seq == seq


def test_proposals_of_the_register_count_only_when_taken_over(plans: Plans, facts: PlanFacts) -> None:
    plans.open("card")
    head = plans.view(facts).field("head")
    assert head is not None and head.status == "proposed" and not head.stands
    assert plans.accept(["head", "deputy"], facts) == ("head",)
    head = plans.view(facts).field("head")
    assert head is not None and head.status == "met"


def test_a_blocked_approval_lists_what_blocks(plans: Plans, facts: PlanFacts) -> None:
    plans.open("card")
    plans.submit("示例乙", "示例甲")
    with pytest.raises(RefusedError, match="处不能批准") as told:
        plans.approve("示例甲", "总经理", TODAY, NEXT_YEAR, facts, HASH)
    blocked = {item["field"] for item in told.value.facts["defects"]}  # type: ignore[attr-defined]
    assert blocked == {"enterprise", "head", "deputy", "liaison", "secrets"}
    assert plans.state.versions == ()


def test_secret_content_blocks_until_it_is_reworded(plans: Plans, facts: PlanFacts) -> None:
    fill(plans, facts)
    plans.answer("secrets", [{"secret": None, "code_name": "孔径 12.5±0.02", "place": "PDM"}])
    plans.submit("示例乙", "示例甲")
    with pytest.raises(RefusedError, match="秘密内容") as told:
        plans.approve("示例甲", "总经理", TODAY, NEXT_YEAR, facts, HASH)
    assert "改写或清空" in told.value.remedy and "12.5" not in told.value.message
    plans.answer("secrets", [{"secret": "S1", "code_name": "制动卡钳公差链", "place": "PDM"}])
    approve(plans, facts)
    assert plans.state.draft_number == 2


def test_approval_wants_a_submission_of_this_very_draft(plans: Plans, facts: PlanFacts) -> None:
    fill(plans, facts)
    with pytest.raises(RefusedError, match="还没有提交"):
        plans.approve("示例甲", "总经理", TODAY, NEXT_YEAR, facts, HASH)
    plans.submit("示例乙", "示例甲")
    with pytest.raises(RefusedError, match="已经提交给示例甲"):
        plans.submit("示例乙", "示例甲")
    plans.answer("enterprise", "示例公司（二厂）")
    with pytest.raises(RefusedError, match="提交之后又改过"):
        plans.approve("示例甲", "总经理", TODAY, NEXT_YEAR, facts, HASH)
    assert plans.submit("示例乙", "示例甲") == 1
    plans.give_back("示例甲", "名称要和执照一致")
    returned = plans.state.returned
    assert returned is not None and returned.why == "名称要和执照一致"


@pytest.mark.parametrize(
    ("effective", "review", "told"),
    [(date(2026, 11, 23), NEXT_YEAR, "早于批准"), (TODAY, TODAY, "不在生效之后")],
)
def test_a_plan_is_not_back_dated_and_has_a_review(
    plans: Plans, facts: PlanFacts, effective: date, review: date, told: str
) -> None:
    fill(plans, facts)
    plans.submit("示例乙", "示例甲")
    with pytest.raises(RefusedError, match=told):
        plans.approve("示例甲", "总经理", effective, review, facts, HASH)


def test_an_approved_version_reads_the_same_before_and_after_whatever_is_changed(
    plans: Plans, register: Register, facts: PlanFacts
) -> None:
    fill(plans, facts)
    plans.grow("short")
    plans.answer("caps", [{"id": "lead", "role": "指挥", "person": "示例甲", "minutes": 10}])
    plans.unknown("copy-hours", "示例丙", date(2026, 12, 1))
    plans.answer_floor_test("a", "yes", "两个都接了", "示例乙")
    draft = plans.view(facts)
    approve(plans, facts)
    first = plans.version_view(1)
    assert [(s.field.id, s.status, s.value) for s in first.fields] == [
        (s.field.id, s.status, s.value) for s in draft.fields
    ]
    kept = plans.version_facts(1)
    plans.answer("enterprise", "改名公司")
    plans.answer("caps", [{"id": "lead", "role": "指挥", "person": "示例庚", "minutes": 5}])
    plans.grow("full")
    register.set_profile(Profile(name="改名公司"))
    register.set_person(register.state.people["P1"].model_copy(update={"duties": (), "deputy": None}))
    register.remove_person("P8", "离职")
    assert plans.version_view(1) == first and plans.version_facts(1) == kept
    assert kept.register.people["P1"].duties == ("GM",)
    assert plans.version_view(1).number == 1


def test_the_difference_of_two_versions_is_told_word_by_word(plans: Plans, facts: PlanFacts) -> None:
    fill(plans, facts)
    plans.grow("short")
    approve(plans, facts)
    plans.answer("report-minutes", 20)
    (change,) = plans.difference(facts, 1)
    assert (change.field, change.section) == ("report-minutes", "5.3")
    assert [(piece.kind, piece.text) for piece in change.pieces] == [
        ("removed", "30"),
        ("added", "20"),
        ("same", "分钟"),
    ]
    approve(plans, facts)
    assert plans.difference(facts, 1, 2) == (change,)
    assert plans.difference(facts, 2, 2) == ()
    plans.unknown("report-minutes", "示例丙", date(2026, 12, 1))
    (unknown,) = plans.difference(facts, 2)
    assert (unknown.before, unknown.after) == ("20分钟", "（还不知道：示例丙 2026-12-01前弄清）")
    with pytest.raises(RefusedError, match="没有第 3 版") as told:
        plans.difference(facts, 3)
    assert "1、2" in told.value.remedy


def test_approval_states_the_promised_times_for_the_drills(
    plans: Plans, register: Register, facts: PlanFacts
) -> None:
    fill(plans, facts)
    plans.grow("short")
    plans.answer("copy-hours", 12)
    approve(plans, facts)
    stated = register.state.promises
    assert [(one.id, one.clock, one.minutes, one.plan) for one in stated] == [
        ("report-minutes", "report", 30, "5.3"),
        ("copy-hours", "preserve", 720, "5.3"),
    ]
    assert stated[0].text == "30分钟内报到负责人"
    assert not plans.state_promises()


def test_promises_that_a_crash_kept_from_the_register_are_stated_at_the_next_opening(
    plans: Plans, register: Register, facts: PlanFacts, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(plans, facts)
    plans.grow("short")
    plans.answer("copy-hours", 12)
    before = register.state.promises
    with monkeypatch.context() as killed:
        killed.setattr(Plans, "state_promises", lambda _self: False)
        approve(plans, facts)
    assert register.state.promises == before
    assert plans.mend_promises() and not plans.mend_promises()
    assert [one.id for one in register.state.promises] == ["report-minutes", "copy-hours"]
    clock.advance(minutes=1)
    register.state_promises(())
    assert not plans.mend_promises(), "what was stated since stays"


def test_a_stand_in_of_somebody_elses_waits_for_a_word_before_the_register_follows(
    plans: Plans, register: Register
) -> None:
    plans.open("card")
    plans.answer("head", contact_value("示例甲", person="P1"))
    said = plans.answer("deputy", contact_value("示例戊", person="P5"), hand_over=False)
    assert said.waiting == ("台账里示例甲的替补现在是示例庚，也改成示例戊吗？",) and said.notes == ()
    assert register.state.people["P1"].deputy == "P7"
    done = plans.answer("deputy", contact_value("示例戊", person="P5"))
    assert register.state.people["P1"].deputy == "P5" and "替补改为示例戊" in done.notes[0]


def test_a_card_that_promises_no_time_leaves_the_stated_times_alone(
    plans: Plans, register: Register, facts: PlanFacts
) -> None:
    before = register.state.promises
    fill(plans, facts)
    approve(plans, facts)
    assert register.state.promises == before != ()


def test_a_floor_test_is_recorded_with_what_was_seen(plans: Plans) -> None:
    plans.open("card")
    plans.answer_floor_test("a", "partly", "一个没接", "示例乙", photo="c" * 64, photo_name="电话.jpg")
    kept = plans.state.floor["a"]
    assert (kept.met, kept.on, kept.photo_name) == ("partly", TODAY, "电话.jpg")
    with pytest.raises(RefusedError, match="没有现场测试“z”"):
        plans.answer_floor_test("z", "yes", "看过", "示例乙")
    with pytest.raises(RefusedError, match="还没到"):
        plans.answer_floor_test("a", "yes", "看过", "示例乙", on=date(2026, 11, 25))
    with pytest.raises(UsageError):
        plans.answer_floor_test("a", "yes", "", "示例乙")


def test_what_happens_after_a_version_asks_for_a_review_until_it_is_answered(
    plans: Plans, register: Register, facts: PlanFacts
) -> None:
    fill(plans, facts)
    approve(plans, facts)
    assert plans.fired(facts) == ()
    register.remove_person("P8", "离职")
    news = replace(
        facts,
        register=register.state,
        open_findings=(OpenFinding(id="F1", text="联络员没接电话。", plan="liaison"),),
    )
    assert {one.trigger.id: one.what for one in plans.fired(news)} == {
        "person-left": "示例辛",
        "drill-finding": "联络员没接电话",
    }
    plans.answer_trigger("person-left", "销售经理换人，预案不用改", news)
    assert [one.trigger.id for one in plans.fired(news)] == ["drill-finding"]
    register.remove_person("P6", "合同到期")
    more = replace(news, register=register.state)
    assert [one.trigger.id for one in plans.fired(more)] == ["person-left", "drill-finding"]


def test_reminders_put_what_is_late_first(plans: Plans, facts: PlanFacts) -> None:
    fill(plans, facts)
    approve(plans, facts)
    ids = [reminder.id for reminder in plans.reminders(facts)]
    assert ids[0] == "numbers" and "drill" in ids and "review" not in ids
    soon = {reminder.id: reminder for reminder in plans.reminders(replace(facts, today=date(2027, 10, 20)))}
    assert not soon["review"].late and soon["review"].due == NEXT_YEAR
    news = replace(facts, open_findings=(OpenFinding(id="F1", text="没接", plan="head"),))
    assert {"drill-finding"} == {reminder.trigger for reminder in plans.reminders(news)} - {None}
    later = replace(drilled(facts), today=date(2027, 12, 1))
    late = {reminder.id: reminder.text for reminder in plans.reminders(later) if reminder.late}
    assert "已过 30 天" in late["review"] and "2026-11-01" in late["drill"]


def test_the_summary_shows_the_plan_without_opening_it(vault: Vault, plans: Plans, facts: PlanFacts) -> None:
    fill(plans, facts)
    approve(plans, facts, date(2026, 12, 1))
    assert plans.journal is not None
    assert vault.summary(plans.journal) == {
        "size": "card",
        "answers": 5,
        "draft": 2,
        "status": "draft",
        "version": 1,
        "effective": "2026-12-01",
        "review_due": "2027-11-01",
    }


def test_answers_typed_are_read_with_the_register_and_the_day(plans: Plans) -> None:
    plans.open("full")
    assert plans.parse("head", "示例甲") == contact_value("示例甲", person="P1")
    assert plans.parse("checked", "今天") == "2026-11-24"
    assert plans.show("checked", "2026-11-24") == "2026-11-24"


def test_phones_typed_for_somebody_in_the_register_are_not_lost(plans: Plans, register: Register) -> None:
    night = made("night-declare", "contact")
    value = contact_value("示例丙", ("000-0000-0091", "000-0000-0092"), person="P3")
    entered = enter_person(small_form(), night, value, plans.state, register)
    after = register.state.people["P3"]
    assert (after.phones.first, after.phones.second) == ("000-0000-0091", "000-0000-0092")
    assert entered.notes and entered.value == contact_value(after.name, person="P3")
