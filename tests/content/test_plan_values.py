from __future__ import annotations

import pytest
from pydantic import JsonValue

from secretguard.content import FormField, value_problem

from .test_plan_form import small


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("text", "字", 3),
        ("lines", ["一", "二"], "一"),
        ("minutes", 30, "30"),
        ("minutes", 0, -1),
        ("hours", 24, True),
        ("percent", 100, 101),
        ("date", "2026-11-24", "2026-13-01"),
        ("yes_no", False, "是"),
        ("contact", {"person": "P1", "name": "示例甲", "phones": []}, {"name": "示例甲", "mail": "x"}),
        ("contacts", [{"name": "示例甲", "phones": ["1", "2"]}], {"name": "示例甲"}),
        (
            "secrets",
            [{"secret": None, "code_name": "公差链", "place": "图纸系统"}],
            [{"code_name": "公差链"}],
        ),
        ("register_people", ["P1", "P2"], "P1"),
    ],
)
def test_an_answer_of_the_wrong_shape_is_told_in_words(kind: str, good: JsonValue, bad: JsonValue) -> None:
    field = FormField.model_validate(
        {"id": "one", "label": "一项", "kind": kind, "size": "full", "basis": ["practice"]}
    )
    assert value_problem(field, good) is None
    assert (value_problem(field, bad) or "").endswith("。")


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([{"id": "r1", "who": "示例甲", "level": "I"}, {"who": "示例乙"}], None),
        ([{"id": "r1"}, {"id": "r1"}], "写了两次"),
        ([{"id": "r1", "whom": "示例甲"}], "没有 whom 这一列"),
        ([{"id": "r1", "level": "V"}], "没有 V 这个选项"),
        (["示例甲"], "列: 内容"),
        ("示例甲", "一行一行"),
    ],
)
def test_a_table_is_checked_row_by_row(rows: JsonValue, complaint: str | None) -> None:
    field = FormField.model_validate(small()["topics"][1]["fields"][0])
    problem = value_problem(field, rows)
    assert problem is None if complaint is None else complaint in (problem or "")
