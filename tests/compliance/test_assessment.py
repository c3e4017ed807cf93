"""An assessment in a vault: answers, reasons owed, evidence, freezing, the next year."""

from __future__ import annotations

from datetime import date

import pytest

from secretguard.actions import Actions
from secretguard.compliance import (
    RULES,
    Assessment,
    NeedsReasonError,
    begin_assessment,
    differences,
    gaps_of_assessment,
    list_assessments,
    open_assessment,
    result_of,
    trend,
)
from secretguard.content import (
    Profile,
    Standard,
    StandardShelf,
    content_folders,
    find_profile,
    find_standard,
    load_standards,
)
from secretguard.errors import RefusedError, UsageError
from secretguard.register import Register
from secretguard.vault import Vault, check_vault
from tests.conftest import HandClock


@pytest.fixture(scope="module")
def shelf() -> StandardShelf:
    return load_standards(content_folders("standards"))


@pytest.fixture(scope="module")
def standard(shelf: StandardShelf) -> Standard:
    return find_standard("baseline", shelf).standard


@pytest.fixture(scope="module")
def starter(shelf: StandardShelf) -> Profile:
    return find_profile("starter", shelf).profile


@pytest.fixture
def room(
    vault: Vault, register: Register, standard: Standard, starter: Profile, clock: HandClock
) -> Assessment:
    return begin_assessment(vault, register, standard, starter, clock, opened_by="示例甲")


def answer_all(room: Assessment, verdict: str = "met") -> None:
    for item in room.state.requirements:
        if item.id not in room.state.answers:
            room.answer(item.id, verdict, remark="看过原件", by="示例甲")  # type: ignore[arg-type]


def test_every_rule_of_the_catalogue_is_known_and_an_empty_register_is_never_a_yes(
    standard: Standard, shelf: StandardShelf, vault: Vault, register: Register, clock: HandClock
) -> None:
    assert {rule.id for rule in standard.auto_rules} == RULES.keys()
    whole = find_profile("enterprise", shelf).profile
    room = begin_assessment(vault, register, standard, whole, clock)
    autos = room.autos()
    assert len(room.state.requirements) == 109
    assert {item.id for item in room.state.requirements if item.auto} == autos.keys()
    for auto in autos.values():
        assert auto.why
        assert auto.found != "met" or auto.shown


def test_an_assessment_begins_with_the_whole_standard_inside(room: Assessment, vault: Vault) -> None:
    opened = room.state.opened
    assert opened is not None
    assert (opened.subject.profile, opened.subject.year, opened.subject.side) == ("starter", 2026, "self")
    assert len(room.state.requirements) == 20
    line = list_assessments(vault)[0]
    assert (line.status, line.answered, line.all, line.percent) == ("open", 0, 20, 0.0)


def test_answers_are_there_when_it_is_opened_again(
    room: Assessment, vault: Vault, register: Register, clock: HandClock
) -> None:
    room.answer("ORG-01", "partly", remark="任命书没有签字", by="示例甲")
    room.link("ORG-01", "file", "任命书扫描件", sha256="ab" * 32)
    room.own("ORG-01", "示例乙", date(2026, 12, 1))
    room.interview("示例丙", "负责人说得出最怕丢的三样", "ORG-01")
    again = open_assessment(vault, room.id[:6], register, clock).state
    assert again.verdict("ORG-01") == "partly"
    assert again.links["ORG-01"][0].evidence.what == "任命书扫描件"
    assert again.owners["ORG-01"].name == "示例乙"
    assert again.interviews[0].requirement == "ORG-01"
    room.unlink(again.links["ORG-01"][0].stamp.seq)
    assert not room.state.links["ORG-01"]
    with pytest.raises(RefusedError):
        room.unlink(99)


def test_what_does_not_apply_wants_a_reason(room: Assessment) -> None:
    with pytest.raises(NeedsReasonError):
        room.answer("ORG-01", "na")
    room.answer("ORG-01", "na", remark="没有这种情形")
    assert result_of(room.state).total.na == 1


def test_the_records_may_be_overruled_with_a_reason_and_both_are_kept(room: Assessment) -> None:
    key, auto = next(
        (key, auto)
        for key, auto in room.autos().items()
        if auto.decides == "verdict" and auto.found == "unmet"
    )
    with pytest.raises(NeedsReasonError) as refused:
        room.answer(key, "met")
    assert auto.why in refused.value.message
    room.answer(key, "met", remark="纸质记录在档案柜")
    given = room.state.answers[key].given
    assert given.overrules == "纸质记录在档案柜"
    assert given.auto is not None and given.auto.found == "unmet"


def test_what_the_records_say_is_taken_over_only_where_they_say_something(room: Assessment) -> None:
    autos = room.autos()
    silent = next((key for key, auto in autos.items() if auto.found == "unknown"), None)
    if silent is not None:
        with pytest.raises(RefusedError):
            room.confirm(silent)
    clear = [key for key, auto in autos.items() if auto.decides == "verdict" and auto.found != "unknown"]
    assert room.confirm_all(by="示例甲") == len(clear)
    assert {key: room.state.verdict(key) for key in clear} == {key: autos[key].found for key in clear}
    assert room.confirm_all() == 0
    with pytest.raises(RefusedError):
        room.confirm("CLASS-03" if "CLASS-03" not in autos else "ORG-01")


def test_undo_puts_the_earlier_answer_back(room: Assessment) -> None:
    room.answer("ORG-01", "met")
    room.answer("ORG-01", "unmet")
    assert room.undo() == ("ORG-01", "met")
    assert room.undo() == ("ORG-01", None)
    with pytest.raises(RefusedError):
        room.undo()
    room.answer("ORG-01", "met")
    room.clear("ORG-01")
    assert room.undo() == ("ORG-01", "met")


def test_a_frozen_assessment_changes_no_more_and_says_who_signed(
    room: Assessment, vault: Vault, register: Register, clock: HandClock
) -> None:
    with pytest.raises(RefusedError, match="ORG-01"):
        room.freeze("示例甲")
    answer_all(room)
    with pytest.raises(RefusedError):
        room.freeze("示例甲", reviewer="示例甲")
    room.freeze("示例甲", post="管理员", reviewer="示例乙")
    with pytest.raises(RefusedError, match="示例甲"):
        room.answer("ORG-01", "unmet")
    said = room.autos()
    register.set_person(register.state.people["P1"].model_copy(update={"confirmed": clock().date()}))
    room.look_again()
    assert room.autos() == said
    assert room.holdings().assessments == ()
    line = list_assessments(vault, register.id)[0]
    assert (line.status, line.letter, line.percent) == ("frozen", "A", 100.0)
    room.reopen("漏看一项")
    room.answer("ORG-01", "unmet")
    assert room.state.status == "open"
    assert [(each.signed_by, each.why) for each in room.state.reopenings] == [("示例甲", "漏看一项")]


def test_next_year_starts_from_this_one_and_the_bureau_looks_at_it(
    room: Assessment,
    vault: Vault,
    register: Register,
    standard: Standard,
    starter: Profile,
    clock: HandClock,
) -> None:
    answer_all(room, "partly")
    room.freeze("示例甲", reviewer="示例乙")
    clock.advance(days=365)
    following = begin_assessment(vault, register, standard, starter, clock, previous=room)
    assert following.state.opened is not None and following.state.opened.subject.year == 2027
    assert all(each.given.carried for each in following.state.answers.values())
    assert len(following.state.answers) == 20
    assert [held.id for held in following.holdings().assessments] == [room.id]
    review = begin_assessment(vault, register, standard, starter, clock, side="bureau", reviews=room)
    answer_all(review, "partly")
    review.answer("ORG-01", "unmet")
    assert [each.requirement for each in differences(room.state, review.state)] == ["ORG-01"]
    assert [point.percent for point in trend([room.state, following.state])] == [50.0]


def test_gaps_become_findings_once(room: Assessment, vault: Vault, register: Register) -> None:
    actions = Actions(vault, register.id)
    gaps = gaps_of_assessment(room.state)[:3]
    raised = room.raise_gaps(actions, gaps)
    assert len(raised) == 3 and raised[0].what
    assert room.raise_gaps(actions, gaps) == []
    assert raised[0].raised.text.startswith(gaps[0].requirement.id)


def test_wrong_wishes_are_refused_in_words(
    room: Assessment, vault: Vault, register: Register, clock: HandClock, shelf: StandardShelf
) -> None:
    with pytest.raises(RefusedError):
        room.answer("没有", "met")
    with pytest.raises(UsageError):
        room.answer("ORG-01", "met", remark="长" * 3000)
    with pytest.raises(RefusedError):
        open_assessment(vault, "zz", register, clock)
    with pytest.raises(RefusedError):
        room.reopen("没有封存")


def test_the_vault_still_checks_whole(room: Assessment, vault: Vault) -> None:
    room.answer("ORG-01", "met")
    assert check_vault(vault).ok
