from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from secretguard.entries import unrecorded
from secretguard.plans import (
    LawLine,
    OpenFinding,
    PlanFacts,
    PlanState,
    PlanView,
    contact_value,
    fold,
    further,
    mark_word,
    size_word,
    standing_value,
    view,
)
from secretguard.plans.models import AnswerSet, AnswerUnknown, PlanOpened, Size
from secretguard.register import Identity, PersonSet, Profile, RegisterState, SecretName, SecretSet, Service
from tests.plans.forms import column, field, form_of_topics, small_form, topic

TODAY = date(2026, 11, 24)
FORM = small_form()
REGISTER = RegisterState(
    profile=Profile(name="示例公司", address="示例市一号"),
    sites=("二厂",),
    people={
        "P1": PersonSet(person=Identity(id="P1", name="示例甲"), duties=("GM",)),
        "P2": PersonSet(person=Identity(id="P2", name="示例乙"), duties=("CO",)),
    },
    secrets={
        "S1": SecretSet(secret=SecretName(id="S1", code_name="公差链", classification="core"), system="PDM"),
        "S2": SecretSet(secret=SecretName(id="S2", code_name="名录", classification="general")),
    },
)
FACTS = PlanFacts(today=TODAY, register=REGISTER)


def state_with(size: Size = "short", **answers: Any) -> PlanState:
    changes = [AnswerSet(field=name.replace("_", "-"), value=value) for name, value in answers.items()]
    return fold(unrecorded([PlanOpened(size=size), *changes]))


def status(seen: PlanView, field_id: str) -> str:
    shown = seen.field(field_id)
    assert shown is not None
    return shown.status


def test_what_the_register_knows_is_proposed_and_what_the_form_knows_stands() -> None:
    seen = view(FORM, state_with(), FACTS)
    values = {shown.field.id: (shown.status, shown.value) for shown in seen.fields}
    assert values["enterprise"] == ("proposed", "示例公司")
    assert values["head"] == ("proposed", contact_value("示例甲", person="P1"))
    assert values["secrets"] == ("proposed", [{"secret": "S1", "code_name": "公差链", "place": "PDM"}])
    assert values["sites"] == ("proposed", ["示例市一号", "二厂"])
    assert values["report-minutes"] == ("default", 30)
    assert values["deputy"] == ("missing", None)


def test_records_need_nobody_to_take_them_over() -> None:
    law = (
        LawLine(id="a", name="《甲法》", checked_on=TODAY),
        LawLine(id="b", name="《乙法》", checked_on=None),
    )
    seen = view(FORM, state_with(), replace(FACTS, law=law))
    shown = seen.field("laws")
    assert shown is not None
    assert (shown.status, shown.value) == ("default", ["《甲法》，2026-11-24核对", "《乙法》（待核）"])


def test_completeness_counts_what_stands_and_is_a_hundred_only_when_all_does() -> None:
    everything: dict[str, Any] = {
        "enterprise": "示例公司",
        "head": contact_value("示例甲", person="P1"),
        "deputy": contact_value("示例乙", person="P2"),
        "liaison": contact_value("示例乙", person="P2"),
        "secrets": [{"secret": "S1", "code_name": "公差链", "place": "PDM"}],
    }
    seen = view(FORM, state_with("card", **everything), FACTS)
    assert (seen.done, seen.total, seen.completeness, seen.missing) == (5, 5, 100, ())
    del everything["secrets"]
    seen = view(FORM, state_with("card", **everything), FACTS)
    assert (seen.completeness, [shown.field.id for shown in seen.missing]) == (80, ["secrets"])


def test_what_approval_needs_comes_first_among_the_missing() -> None:
    needed = [shown.field.required for shown in view(FORM, state_with(), FACTS).missing]
    assert needed == sorted(needed, reverse=True) and True in needed and False in needed


def test_marks_of_topics_and_sections() -> None:
    seen = view(FORM, state_with(copy_hours=24), FACTS)
    marks = {topic_view.topic.id: mark_word(topic_view.mark) for topic_view in seen.topics}
    assert marks == {"command": "缺", "times": "齐", "stock": "缺", "roles": "齐"}
    seen = view(FORM, state_with(), FACTS)
    assert {section.number: mark_word(section.mark) for section in seen.sections}["5.3"] == "略"


def test_the_next_topic_follows_and_the_next_gap_goes_round() -> None:
    seen = view(FORM, state_with(copy_hours=24), FACTS)

    def after(topic_id: str | None, missing_only: bool = False) -> str | None:
        following = seen.next_topic(topic_id, missing_only=missing_only)
        return following.topic.id if following else None

    assert [after(None), after("command"), after("roles")] == ["command", "times", None]
    assert [after("command", True), after("stock", True)] == ["stock", "command"]
    assert after("no-such-topic") == "command"


def test_a_person_or_secret_who_left_the_register_makes_the_answer_stale() -> None:
    answers: dict[str, Any] = {
        "head": contact_value("示例甲", person="P1"),
        "secrets": [{"secret": "S1", "code_name": "公差链", "place": "PDM"}],
        "keepers": ["P2"],
        "enterprise": "示例公司",
    }
    state = state_with(**answers)
    assert {status(view(FORM, state, FACTS), name) for name in answers} == {"met"}
    left = PersonSet(person=Identity(id="P1", name="示例甲"), service=Service(status="left"))
    for register, name in (
        (replace(REGISTER, people={}), "keepers"),
        (replace(REGISTER, people={"P1": left}), "head"),
        (replace(REGISTER, secrets={}), "secrets"),
        (replace(REGISTER, profile=Profile(name="改名公司")), "enterprise"),
    ):
        assert status(view(FORM, state, replace(FACTS, register=register)), name) == "stale"


def test_a_table_with_an_empty_required_cell_shows_what_there_is_and_is_missing() -> None:
    form = form_of_topics(
        topic(
            "caps",
            "2",
            field(
                "caps",
                "table",
                required=True,
                min_rows=2,
                row_label="role",
                columns=[column("role"), column("person", required=True)],
                rows=[{"id": "lead", "role": "指挥"}],
            ),
        )
    )
    shown = view(form, state_with(), FACTS).field("caps")
    assert shown is not None and shown.status == "missing" and shown.value == [{"id": "lead", "role": "指挥"}]
    one_row = state_with(caps=[{"id": "lead", "role": "指挥", "person": "甲"}])
    assert status(view(form, one_row, FACTS), "caps") == "missing"
    two_rows = state_with(caps=[{"id": name, "role": name, "person": "甲"} for name in ("lead", "own-1")])
    assert status(view(form, two_rows, FACTS), "caps") == "met"


def test_a_cleared_default_comes_back_and_an_unknown_one_does_not_stand() -> None:
    unknown = AnswerUnknown(field="report-minutes", owner="示例乙", due=TODAY)
    state = fold(unrecorded([PlanOpened(size="short"), unknown]))
    assert status(view(FORM, state, FACTS), "report-minutes") == "unknown"
    assert standing_value(FORM, state, "report-minutes") is None
    assert standing_value(FORM, state_with(), "report-minutes") == 30


def test_findings_stand_at_their_field_or_section() -> None:
    findings = (
        OpenFinding(id="F1", text="没接", plan="liaison"),
        OpenFinding(id="F2", text="慢", plan="5.3"),
    )
    seen = view(FORM, state_with(), replace(FACTS, open_findings=findings))
    liaison, times = seen.field("liaison"), seen.topic("times")
    assert liaison is not None and [finding.id for finding in liaison.findings] == ["F1"]
    assert times is not None and [finding.id for finding in times.findings] == ["F2"]


def test_growing_is_offered_with_what_the_last_drill_missed_first() -> None:
    finding = OpenFinding(id="F1", text="钥匙找不到人", plan="keepers")
    asked = [
        shown.field.id
        for shown in further(FORM, state_with("card"), replace(FACTS, open_findings=(finding,)))
    ]
    assert asked[0] == "keepers" and set(asked) == {
        "keepers",
        "helper",
        "copy-hours",
        "sites",
        "night",
        "laws",
    }
    assert further(FORM, state_with("full"), FACTS) == ()


def test_sizes_have_names() -> None:
    assert [size_word(size) for size in ("card", "short", "full")] == ["一页纸", "简版", "完整版"]


@given(
    st.sampled_from(["card", "short", "full"]),
    st.sets(st.sampled_from(["enterprise", "aim", "night", "sites"])),
)
def test_a_smaller_size_is_contained_in_a_larger_one(size: Size, answered: set[str]) -> None:
    values: dict[str, Any] = {"enterprise": "甲", "aim": "乙", "night": True, "sites": ["一厂"]}
    state = state_with(size, **{name: values[name] for name in answered})
    small, large = view(FORM, state, FACTS, size), view(FORM, state, FACTS, "full")
    by_id = {shown.field.id: shown for shown in large.fields}
    assert all(by_id[shown.field.id] == shown for shown in small.fields)
    assert 0 <= small.done <= small.total <= large.total
