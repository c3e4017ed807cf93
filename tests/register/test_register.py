from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.entries import EntryModel, UnreadableEntryError, UnrecordedEntry, unrecorded
from secretguard.errors import ContentError, RefusedError, UsageError
from secretguard.register import (
    Identity,
    PersonSet,
    Phones,
    PlanPromise,
    Profile,
    Register,
    RegisterState,
    SecretName,
    SecretSet,
    add_enterprise,
    add_from_file,
    is_overdue,
    list_enterprises,
    load_profile,
    open_enterprise,
)
from secretguard.register.fold import fold
from secretguard.register.models import EnterpriseProfile, PersonRemoved, PromisesStated
from secretguard.vault import Vault


def person(number: int, name: str, **more: Any) -> PersonSet:
    return PersonSet(person=Identity(id=f"P{number}", name=name), **more)


CHANGES = st.one_of(
    st.builds(
        lambda name: EnterpriseProfile(profile=Profile(name=name)), st.sampled_from(["示例公司", "示例二厂"])
    ),
    st.builds(
        lambda number, name, phone: person(number, name, phones=Phones(first=phone)),
        st.integers(1, 4),
        st.sampled_from(["示例甲", "示例乙", "示例丙"]),
        st.sampled_from([None, "000-0000-0001", "000-0000-0002"]),
    ),
    st.builds(
        lambda minutes: PromisesStated(
            promises=(PlanPromise(id="tell", text="报告", clock="report", minutes=minutes, plan="5"),)
        ),
        st.integers(1, 90),
    ),
    st.builds(lambda number: PersonRemoved(person=f"P{number}", why="离职"), st.integers(1, 4)),
    st.builds(
        lambda number, level: SecretSet(
            secret=SecretName(id=f"S{number}", code_name="公差链", classification=level)
        ),
        st.integers(1, 3),
        st.sampled_from(["core", "important", "general"]),
    ),
)


@given(st.lists(CHANGES, max_size=20), st.integers(0, 20))
def test_folding_in_two_goes_gives_the_same_as_in_one(changes: list[EntryModel], cut: int) -> None:
    entries = unrecorded(changes)
    whole = fold(entries)
    assert fold(entries[cut:], fold(entries[:cut])) == whole
    assert whole.seq == len(entries)


@given(st.lists(CHANGES, max_size=20))
def test_the_last_word_about_a_person_counts(changes: list[EntryModel]) -> None:
    expected: dict[str, PersonSet] = {}
    for change in changes:
        if isinstance(change, PersonSet):
            expected[change.person.id] = change
        elif isinstance(change, PersonRemoved):
            expected.pop(change.person, None)
    assert fold(unrecorded(changes)).people == expected


def test_an_entry_that_does_not_fit_its_kind_is_told_with_its_number() -> None:
    entries = [UnrecordedEntry(7, "person.set", {"person": {"id": "P1"}})]
    with pytest.raises(UnreadableEntryError, match="第 7 条") as told:
        fold(entries)
    assert told.value.exit_code == 4


def test_an_erased_or_unknown_entry_is_passed_over() -> None:
    entries = [
        UnrecordedEntry(1, "person.set", {}, erased=True),
        UnrecordedEntry(2, "person.dance", {"step": 1}),
    ]
    assert fold(entries) == RegisterState(seq=2)


def test_the_sample_enterprise_brings_people_phones_deputies_and_code_names(register: Register) -> None:
    state = register.state
    assert register.name == "示例公司"
    assert [item.person.name for item in state.people.values()][:2] == ["示例甲", "示例乙"]
    assert state.people["P1"].phones == Phones(first="000-0000-0001", second="000-0000-0002")
    assert (deputy := state.deputy_of("P1")) is not None and deputy.person.name == "示例庚"
    assert state.deputy_of("P3") is None
    assert next(iter(state.secrets.values())).secret.code_name == "制动卡钳公差链"


def test_a_person_is_found_by_duty_by_number_and_by_name(register: Register) -> None:
    found = register.state.with_duty("IT")
    assert found is not None and found.person.name == "示例丙"
    assert register.state.with_duty("ZZ") is None
    assert register.find_person("P4").person.name == "示例丁"
    assert register.find_person("示例丁").person.id == "P4"
    with pytest.raises(RefusedError, match="没有“示例壬”"):
        register.find_person("示例壬")


def test_two_people_of_one_name_are_not_told_apart_by_the_name(register: Register) -> None:
    register.set_person(person(9, "示例甲"))
    with pytest.raises(RefusedError, match="P1、P9"):
        register.find_person("示例甲")
    assert register.find_person("P9").person.name == "示例甲"


def test_nobody_stands_in_for_themself_or_for_a_stranger(register: Register) -> None:
    with pytest.raises(RefusedError, match="自己的替补"):
        register.set_person(person(1, "示例甲", deputy="P1"))
    with pytest.raises(RefusedError, match="不在人员名单"):
        register.set_person(person(1, "示例甲", deputy="P77"))


def test_a_deputy_who_left_stands_in_for_nobody(register: Register) -> None:
    register.remove_person("P7", "离职")
    assert register.state.deputy_of("P1") is None
    with pytest.raises(RefusedError, match="没有“P7”"):
        register.remove_person("P7", "离职")


def test_a_number_is_given_to_one_person_only(register: Register) -> None:
    assert register.next_person_id() == "P9"
    register.set_person(person(9, "示例壬"))
    register.remove_person("P9", "离职")
    assert register.next_person_id() == "P10"
    assert register.next_secret_id() == "S6"


def test_the_last_statement_of_the_plan_s_promises_counts(vault: Vault, register: Register) -> None:
    assert [item.clock for item in register.state.promises] == ["detect", "report", "preserve"]
    only = PlanPromise(id="tell", text="二十分钟内报告", clock="report", minutes=20, plan="5.3")
    register.state_promises((only,))
    assert open_enterprise(vault, None).state.promises == (only,)


def test_a_second_session_reads_what_the_first_wrote(vault: Vault, register: Register) -> None:
    register.set_profile(Profile(name="示例公司", industry="机械", headcount=12))
    other = open_enterprise(vault, None)
    assert other.state == register.state
    other.set_secret(SecretSet(secret=SecretName(id="S9", code_name="新配方")))
    assert register.state.secrets["S9"].secret.code_name == "新配方"


def test_the_list_shows_name_industry_and_number_of_people_from_the_summary(vault: Vault) -> None:
    second = add_enterprise(vault, Profile(name="示例二厂", industry="化工"))
    second.set_person(person(1, "示例壬"))
    lines = [(line.name, line.industry, line.people) for line in list_enterprises(vault)]
    assert lines == [("示例公司", "汽车零部件", 8), ("示例二厂", "化工", 1)]


def test_a_name_is_used_once_in_a_vault(vault: Vault) -> None:
    add_enterprise(vault, Profile(name="示例二厂"))
    with pytest.raises(RefusedError, match="已经有“示例二厂”"):
        add_enterprise(vault, Profile(name=" 示例二厂 "))


def test_an_enterprise_is_chosen_by_name_or_by_the_beginning_of_its_number(vault: Vault) -> None:
    second = add_enterprise(vault, Profile(name="示例二厂"))
    assert open_enterprise(vault, "示例二厂").id == second.id
    assert open_enterprise(vault, second.id[:8]).id == second.id
    with pytest.raises(RefusedError, match="有 2 家企业符合"):
        open_enterprise(vault, None)
    with pytest.raises(RefusedError, match="没有“示例三厂”"):
        open_enterprise(vault, "示例三厂")


@pytest.mark.parametrize(
    ("confirmed", "overdue"),
    [(None, True), (date(2026, 11, 24), False), (date(2026, 5, 28), False), (date(2026, 5, 27), True)],
)
def test_a_phone_not_confirmed_for_half_a_year_is_overdue(confirmed: date | None, overdue: bool) -> None:
    assert is_overdue(confirmed, date(2026, 11, 24)) is overdue


def test_a_wrong_profile_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "档案.yaml"
    path.write_text("kind: profile\nid: demo\nname: 示例公司\nheadcount: 九十\n", encoding="utf-8")
    with pytest.raises(ContentError, match="第 4 行"):
        load_profile(path)


def test_a_profile_file_brings_agreements_partners_measures_training_and_clearances(
    register: Register,
) -> None:
    state = register.state
    assert state.secrets["S1"].circle.people == ("P1", "P5", "P7")
    assert state.agreements["A5"].parties == ("H1",)
    assert state.cleared["C2"].non_compete.agreed and state.cleared["C2"].agreement == "A1"
    assert state.partners["H1"].secrets == ("S1",)
    assert state.measures["M3"].secrets == ("S1",)
    assert state.trained_on("P5") == (date(2026, 6, 15),)
    assert state.sites == ("示例市示例工业园一号 二号车间",)


def test_a_profile_file_with_a_wrong_cell_says_which_record_and_adds_nothing_else(
    vault: Vault, tmp_path: Path
) -> None:
    path = tmp_path / "档案.yaml"
    path.write_text(
        "kind: profile\nid: demo\nname: 示例二厂\n"
        "agreements:\n  - {id: A1, name: 协议, more: {signed: 去年}}\n",
        encoding="utf-8",
    )
    with pytest.raises(UsageError, match="A1 的“signed”：“去年”不是日期"):
        add_from_file(vault, load_profile(path))
    assert [line.name for line in list_enterprises(vault)] == ["示例公司"]
