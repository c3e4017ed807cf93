"""Recording, in one transaction or singly; looking back; taking back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.entries import EntryModel
from secretguard.errors import RefusedError
from secretguard.register import (
    AgreementName,
    AgreementSet,
    Circle,
    Identity,
    PersonSet,
    Phones,
    Profile,
    RecordRef,
    Register,
    SecretName,
    SecretSet,
    Service,
    changes_between,
    open_enterprise,
    parse_cell,
    removal,
)
from secretguard.register.fold import RegisterState, extended, fold
from secretguard.register.models import RegisterEntry
from secretguard.register.names import Names
from secretguard.register.records import ref_of
from secretguard.register.undoing import correction
from secretguard.vault import Vault, check_vault
from tests.conftest import HandClock
from tests.register.building import records, written


def person(number: int, name: str = "示例壬", **more: Any) -> PersonSet:
    return PersonSet(person=Identity(id=f"P{number}", name=name), **more)


CHANGES = records | st.builds(lambda record: removal(ref_of(record), "不再需要"), records)


@given(st.lists(CHANGES, max_size=12), st.integers(0, 12))
def test_folding_in_two_goes_gives_the_same_as_in_one(changes: list[EntryModel], cut: int) -> None:
    entries = written(changes)
    whole = fold(entries)
    assert fold(entries[cut:], fold(entries[:cut])) == whole
    assert extended(RegisterState(seq=len(entries)), changes) == whole  # type: ignore[arg-type]


@given(st.lists(CHANGES, max_size=10))
def test_what_was_written_reads_back_the_same(changes: list[RegisterEntry]) -> None:
    state = fold(written(changes))
    last = {}
    for change in changes:
        last[ref_of(change) if not hasattr(change, "why") else _removed(change)] = change
    expected = {ref: change for ref, change in last.items() if not hasattr(change, "why")}
    assert {ref_of(record): record for record in state.all_records()} == expected


def _removed(change: Any) -> RecordRef:
    if hasattr(change, "person"):
        return RecordRef("person", change.person)
    return RecordRef(change.record.kind, change.record.id)


@given(st.lists(CHANGES, min_size=1, max_size=8))
def test_taking_back_everything_step_by_step_leads_through_every_state_before(
    changes: list[RegisterEntry],
) -> None:
    states = [extended(RegisterState(), changes[:number]) for number in range(len(changes) + 1)]
    journal, names = list(changes), Names.of(RegisterState())
    for expected in reversed(states[:-1]):
        numbered = list(enumerate(journal, 1))
        _undone, corrections = correction(numbered, names)
        journal += corrections
        assert changes_between(expected, extended(RegisterState(), journal)) == ()
    with pytest.raises(RefusedError, match="没有可以撤销的改动"):
        correction(list(enumerate(journal, 1)), names)


def test_records_of_one_batch_may_refer_to_each_other(register: Register) -> None:
    register.set_all(
        [
            SecretSet(secret=SecretName(id="S6", code_name="新配方"), circle=Circle(people=("P9",))),
            person(9, deputy="P10"),
            person(10, "示例癸"),
        ],
        "登记新人",
    )
    assert register.state.people["P9"].deputy == "P10"
    assert register.state.secrets["S6"].circle.people == ("P9",)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (SecretSet(secret=SecretName(id="S6", code_name="新"), circle=Circle(people=("P99",))), "P99"),
        (SecretSet(secret=SecretName(id="S6", code_name="新"), holder="示例癸"), "归口人“示例癸”不在"),
        (AgreementSet(agreement=AgreementName(id="A9", title="协议"), parties=("H9",)), "人员、合作方里没有"),
    ],
)
def test_a_batch_with_one_broken_reference_records_nothing(
    register: Register, record: Any, told: str
) -> None:
    before = register.state
    with pytest.raises(RefusedError, match=told):
        register.set_all([person(9), record])
    assert register.state is before


def test_an_older_reference_to_somebody_who_is_gone_does_not_stand_in_the_way(register: Register) -> None:
    register.remove_person("P5", "离职")
    secret = parse_cell(register.state.secrets["S1"], "remark", "换归口人", register.state)
    register.set(secret)
    assert register.state.secrets["S1"].remark == "换归口人"


def test_the_holder_is_kept_by_name_and_by_number(register: Register) -> None:
    register.set_secret(SecretSet(secret=SecretName(id="S6", code_name="新配方"), holder="示例丁"))
    secret = register.state.secrets["S6"]
    assert (secret.holder, secret.holder_id) == ("示例丁", "P4")
    register.set_person(person(4, "示例丁丁"))
    assert (holder := register.state.holder_of(secret)) is not None and holder.name == "示例丁丁"


def test_somebody_who_left_service_is_neither_called_nor_stands_in(register: Register) -> None:
    state = register.state
    register.set_person(state.people["P7"].model_copy(update={"service": Service(status="left")}))
    assert "P7" in register.state.people
    assert register.state.with_duty("PRD") is None
    assert register.state.deputy_of("P1") is None


def test_numbers_are_used_once_for_every_kind(register: Register) -> None:
    assert register.next_ids("agreement", 2) == ("A6", "A7")
    register.remove(RecordRef("agreement", "A5"), "合同重签")
    assert register.next_id("agreement") == "A6"
    with pytest.raises(RefusedError, match="协议里没有“A5”"):
        register.remove(RecordRef("agreement", "A5"), "合同重签")


def test_the_register_of_an_earlier_moment_stays_what_it_was(register: Register, clock: HandClock) -> None:
    before, moment = register.state, clock.moment
    clock.advance(days=3)
    register.set_profile(Profile(name="示例公司", industry="机械"))
    register.remove_person("P8", "离职")
    register.set_sites(["三号车间"])
    assert register.as_of(moment) == before
    assert register.as_of(clock.moment) == register.state
    assert register.state.sites == ("三号车间",)


def test_the_history_of_a_field_says_when_who_from_what_to_what(
    vault: Vault, register: Register, clock: HandClock
) -> None:
    ref = RecordRef("person", "P8")
    clock.advance(hours=1)
    changed = parse_cell(register.state.people["P8"], "phone", "000-0000-0099", register.state)
    register.set_all([changed], "核对电话")
    register.undo_last()
    register.remove_person("P8", "离职")
    steps = register.history(ref, "phone")
    assert [(step.before, step.after) for step in steps] == [
        ("", "000-0000-0015"),
        ("000-0000-0015", "000-0000-0099"),
        ("000-0000-0099", "000-0000-0015"),
        ("", ""),
    ]
    assert [step.what for step in steps] == [None, "核对电话", None, "离职"]
    assert steps[2].undoes == steps[1].seq and steps[3].removed
    assert steps[1].moment == clock.moment and steps[0].moment == clock.moment - timedelta(hours=1)
    assert {step.author for step in steps} == {vault.member.id}
    assert len(register.history(ref)) > len(steps)


def test_undo_takes_back_a_whole_batch_and_says_what_it_was(register: Register) -> None:
    before = register.state
    changed = before.people["P1"].model_copy(update={"phones": Phones(first="000-0000-0099")})
    register.set_all([changed, person(9), person(10, "示例癸", deputy="P9")], "导入 人员.xlsx")
    undone = register.undo_last()
    assert undone.what == "导入 人员.xlsx"
    assert set(undone.refs) == {RecordRef("person", key) for key in ("P1", "P9", "P10")}
    assert changes_between(before, register.state) == ()
    assert register.next_person_id() == "P11"


def test_after_an_undo_and_a_new_change_undo_goes_on_where_it_was(register: Register) -> None:
    start = register.state
    register.set_person(person(9, "第一"))
    register.set_person(person(9, "第二"))
    assert register.undo_last().what == "P9 第二 的 姓名：第二 ＞ 第一"
    assert register.state.people["P9"].name == "第一"
    register.set_person(person(9, "第三"))
    register.undo_last()
    assert register.state.people["P9"].name == "第一"
    register.undo_last()
    assert changes_between(start, register.state) == ()


def test_undo_restores_somebody_who_was_taken_out_and_an_older_profile(register: Register) -> None:
    register.set_profile(Profile(name="示例公司", industry="机械"))
    register.remove_person("P8", "误点")
    register.undo_last()
    assert register.state.people["P8"].name == "示例辛" and register.state.left == frozenset()
    assert register.undo_last().what == "企业概况"
    assert register.state.profile is not None and register.state.profile.industry == "汽车零部件"


def test_undo_never_takes_back_what_the_plan_promised(register: Register) -> None:
    register.state_promises(())
    register.undo_last()
    assert register.state.promises == ()


def test_what_was_erased_cannot_come_back_by_undo(vault: Vault, register: Register) -> None:
    register.set_person(person(9, "第一"))
    register.set_person(person(9, "第二"))
    vault.erase(register.journal, register.state.seq - 1, "本人要求")
    with pytest.raises(RefusedError, match="已被依法清除"):
        register.undo_last()


def test_a_batch_leaves_a_whole_vault_and_a_summary_for_the_list(vault: Vault, register: Register) -> None:
    register.set_all([person(number, f"示例{number}") for number in range(9, 60)])
    assert open_enterprise(vault, None).state == register.state
    assert vault.summary(register.journal) == {
        "name": "示例公司",
        "industry": "汽车零部件",
        "people": 59,
        "secrets": 5,
    }
    assert check_vault(vault, deep=True).findings == ()
