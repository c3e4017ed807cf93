"""Each predicate is silent when met and says what is wrong when not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from secretguard.content import CHECKS
from secretguard.plans import (
    contact_value,
)
from secretguard.plans.checks.predicates import PREDICATES
from tests.plans.checked_plan import (
    FORM,
    REGISTER,
    faults,
    row,
    wording,
)
from tests.plans.forms import field, form_of_topics, topic
from tests.plans.predicate_cases import CASES, CLOCKS, facts_for


@pytest.mark.parametrize(("name", "params", "good", "bad", "said"), CASES)
def test_each_predicate_is_silent_when_met_and_says_what_is_wrong_when_not(
    name: str, params: dict[str, Any], good: dict[str, Any], bad: dict[str, Any], said: str
) -> None:
    assert faults(name, params, good, **facts_for(name)) == []
    assert said in "".join(faults(name, params, bad, **facts_for(name)))


def test_every_predicate_that_content_may_name_is_here_and_no_other() -> None:
    assert set(PREDICATES) == set(CHECKS)


TOLD_ELSEWHERE = sorted(
    set(CHECKS)
    - {
        "answered",
        "rows_answered",
        "drill_within",
        "version_in_force",
        "core_secrets_complete",
        "contacts_fresh",
        "findings_dated",
        "paths_drilled",
        "evaluator_apart",
        "triggers_answered",
        "register_partners_listed",
    }
)


@pytest.mark.parametrize("name", TOLD_ELSEWHERE)
def test_what_is_not_there_is_no_fault_of_a_predicate_about_something_else(name: str) -> None:
    params = next((case[1] for case in CASES if case[0] == name), {})
    words = wording("口号") if CHECKS[name].words else None
    if CHECKS[name].words and "fields" in CHECKS[name].needs:
        params = {"fields": ["aim"]}
    if name == "triggers_answered":
        params = {}
    empty = replace(REGISTER, secrets={}, sites=())
    bare = form_of_topics(
        *(topic(t.id, t.section, *(field(f.id, f.kind, **kept(f)) for f in t.fields)) for t in FORM.topics)
    )
    assert faults(name, params, {}, form=bare, words=words, register=empty) == []


def kept(one: Any) -> dict[str, Any]:
    """A field without its default rows, so that nothing stands there."""
    shown = one.model_dump(mode="json", include={"options", "columns", "row_label", "slogan", "size"})
    return {name: value for name, value in shown.items() if value is not None}


@pytest.mark.parametrize(
    ("name", "good", "bad", "said"),
    [
        ("forbidden_words", "写到信息主管", "由相关部门处理", "“aim”里有“相关部门”；应当写：对的"),
        ("no_secret_content", "公差链", "相关部门的数", "像是写进了秘密内容"),
        ("mentions", "相关部门", "没有别的", "没有写：对的"),
        ("not_a_slogan", "相关部门当天登记", "相关部门高度重视", "只是口号"),
        ("not_a_slogan", "相关部门由示例甲牵头", "要紧紧依靠相关部门", "只是口号"),
    ],
)
def test_words_are_found_where_they_stand(name: str, good: str, bad: str, said: str) -> None:
    params = {"fields": ["aim"]}
    words = wording("相关部门")
    assert faults(name, params, {"aim": good}, words=words) == []
    assert said in "".join(faults(name, params, {"aim": bad}, words=words))


def test_a_slogan_is_only_looked_for_where_the_form_says_so() -> None:
    assert faults("not_a_slogan", {}, {"other": "相关部门高度重视"}, words=wording("相关部门")) == []


def test_secret_content_in_a_tables_cell_or_a_code_name_is_found_and_not_repeated() -> None:
    for answers in (
        {"steps": [row("x", exception="孔径 8.25±0.01")]},
        {"secrets": [{"secret": None, "code_name": "孔径 8.25±0.01", "place": ""}]},
        {"many": [contact_value("孔径 8.25±0.01", ("000-0000-0001",))]},
    ):
        (said,) = faults("no_secret_content", {}, answers, words=wording(r"\d{1,3}\.\d{1,3}±"))
        assert "8.25" not in said


def test_phone_numbers_are_no_secret_content() -> None:
    value = contact_value("示例壬", ("12345678901234567890",))
    assert faults("no_secret_content", {}, {"a": value}, words=wording(r"\d{5,30}")) == []


def test_wrong_sentences_of_the_law_table_come_with_the_right_one() -> None:
    (said,) = faults("never_say", {}, {"other": "上链证明真实。"}, law_table=CLOCKS)
    assert "应当写：只能证明没有改动" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["owner", "carriers", "circle", "agreement", "measures"],
            "“热处理曲线”还没有：说得清的人、载体、知悉范围、保密协议、保密措施",
        ),
        (["sign"], None),
    ],
)
def test_what_a_core_secret_lacks_in_the_register_is_listed_by_secret(
    options: list[str], said: str | None
) -> None:
    found = faults("core_secrets_complete", {"options": options}, {})
    assert [line.rstrip("。") for line in found] == ([said] if said else [])
