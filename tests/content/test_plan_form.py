from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import JsonValue

from secretguard.content import (
    SIZES,
    FormField,
    PlanForm,
    content_folders,
    load_law,
    load_plan_form,
    load_plan_sections,
    problems_of,
)
from secretguard.errors import ContentError

from .building import Data

STANDARDS = content_folders("standards")

CARD = [
    "enterprise",
    "approval-date",
    "head",
    "deputy",
    "night-authority",
    "liaison",
    "lawyer",
    "guide",
    "it-helper",
    "secrets",
    "evidence-safe",
    "money",
]


@pytest.fixture(scope="module")
def form() -> PlanForm:
    return load_plan_form(STANDARDS)


def test_the_wall_card_asks_exactly_twelve_things(form: PlanForm) -> None:
    assert [field.id for field in form.fields_within("card")] == CARD
    assert all(field.required for field in form.fields_within("card"))


def test_each_size_contains_the_one_before_and_the_short_plan_stays_short(form: PlanForm) -> None:
    card, short, full = ({field.id for field in form.fields_within(size)} for size in SIZES)
    assert card < short < full
    assert 30 <= len(short) <= 40
    assert 90 <= len(full) <= 140


def test_what_must_be_there_before_approval_is_all_in_the_short_plan(form: PlanForm) -> None:
    required = {field.id for field in form.all_fields() if field.required}
    assert required == {field.id for field in form.fields_within("short")}


def test_every_section_of_the_outline_is_asked_about(form: PlanForm) -> None:
    asked = {topic.section for topic in form.topics}
    for section in load_plan_sections(STANDARDS).sections:
        number = section.number
        below = any(other.startswith(f"{number}.") for other in asked)
        fills_itself = number in set("BDEGIKMN")
        assert number in asked or below or fills_itself, number


def test_topics_stand_in_the_order_of_the_outline(form: PlanForm) -> None:
    order = [section.number for section in load_plan_sections(STANDARDS).sections]
    places = [order.index(topic.section) for topic in form.topics]
    assert places == sorted(places)


def test_every_topic_asks_a_plain_question_and_explains_in_at_most_three_lines(form: PlanForm) -> None:
    for topic in form.topics:
        assert topic.question.endswith(("？", "。")), topic.id
        assert topic.question.count("\n") == 0 and topic.help.count("\n") <= 2, topic.id


def test_a_question_without_a_ready_answer_shows_an_example(form: PlanForm) -> None:
    for field in form.all_fields():
        ready = field.first_answer() is not None and not _has_holes(field)
        assert ready or field.example or field.kind in ("yes_no", "choices"), field.id


def _has_holes(field: FormField) -> bool:
    needed = [column.id for column in field.columns if column.required]
    return any(row.get(name) is None for row in field.rows for name in needed)


def test_examples_speak_the_language_of_three_industries(form: PlanForm) -> None:
    spoken = [field for field in form.all_fields() if len(field.example) > 1]
    assert len(spoken) >= 20
    for field in spoken:
        assert list(field.example) == ["any", "汽车零部件", "化工、材料", "软件、电子"], field.id


def test_the_example_of_an_industry_is_found_by_a_part_of_its_name(form: PlanForm) -> None:
    secrets = form.field("secrets")
    assert secrets is not None
    assert "公差链" in (secrets.example_for("汽车零部件、机械") or "")
    assert "配方" in (secrets.example_for("精细化工") or "")
    assert "源代码" in (secrets.example_for("电子") or "")
    assert secrets.example_for("家具外贸") == secrets.example["any"]


def test_the_three_clocks_of_a_drill_each_have_one_promise(form: PlanForm) -> None:
    clocks = {
        field.promise.clock: (field.id, field.first_answer())
        for field in form.all_fields()
        if field.promise is not None and field.promise.clock is not None
    }
    assert clocks == {
        "detect": ("report-finder-minutes", 10),
        "report": ("report-head-minutes", 30),
        "preserve": ("duplicate-hours", 24),
    }


def test_the_first_hour_of_the_shipped_response_is_six_steps_and_nothing_restricts_too_early(
    form: PlanForm,
) -> None:
    response = form.field("response")
    assert response is not None
    assert sum(row["phase"] == "first-hour" for row in response.rows) == 6
    for row in response.rows:
        assert not row["restricts"] or row["after-duplicate"] or row.get("exception"), row["id"]
        minutes = [value for level in ("I", "II", "III", "IV") if isinstance(value := row[level], int)]
        assert minutes == sorted(minutes), row["id"]


def test_every_situation_of_the_shipped_grading_has_one_level(form: PlanForm) -> None:
    grading = form.field("grading")
    assert grading is not None
    assert len({row["situation"] for row in grading.rows}) == len(grading.rows)
    levels: dict[JsonValue, set[JsonValue]] = {}
    for row in grading.rows:
        levels.setdefault(row["criterion"], set()).add(row["level"])
    assert set(levels) == {"secret", "spread", "actor", "duty", "business"}
    assert all(seen == {"I", "II", "III", "IV"} for seen in levels.values())


def test_legal_limits_in_the_form_are_those_of_the_law_table(form: PlanForm) -> None:
    law, duties = load_law(STANDARDS), form.field("outside-duties")
    assert duties is not None
    shared = [(row, clock) for row in duties.rows if (clock := law.clock(str(row["id"]))) is not None]
    assert len(shared) >= 4
    for row, clock in shared:
        if row["minutes"] is not None:
            assert row["minutes"] == clock.minutes, clock.id


def test_the_ten_floor_tests_and_eight_triggers_are_there(form: PlanForm) -> None:
    assert "".join(test.id for test in form.floor_tests) == "abcdefghij"
    assert len(form.triggers) == 8
    assert form.trigger("drill-finding") is not None


def test_no_text_of_the_form_says_what_must_not_be_said(form: PlanForm) -> None:
    law = load_law(STANDARDS)
    for text in texts(form.model_dump()):
        assert not law.wrong_sentences(text), text


def test_no_text_of_the_form_uses_half_width_punctuation_between_characters(form: PlanForm) -> None:
    for text in texts(form.model_dump()):
        assert not re.search(r"[\u4e00-\u9fff][,;!?()]|[,;!?()][\u4e00-\u9fff]", text), text


def texts(value: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)


def small() -> Data:
    """A form of two topics that breaks no rule."""
    return copy.deepcopy(
        {
            "kind": "plan-form",
            "title": "小预案",
            "topics": [
                {
                    "id": "command",
                    "section": "2",
                    "title": "谁说了算",
                    "question": "谁说了算？",
                    "help": "规矩里叫领导小组。",
                    "fields": [
                        {
                            "id": "head",
                            "label": "负责人",
                            "kind": "contact",
                            "size": "card",
                            "required": True,
                            "source": "register.duty:GM",
                            "example": {"any": "总经理"},
                            "promise": {"kind": "person", "text": "负责人是{value}"},
                            "basis": ["practice"],
                        },
                        {
                            "id": "kinds",
                            "label": "类型",
                            "kind": "choice",
                            "size": "full",
                            "options": [
                                {"id": "a", "label": "甲", "default": True},
                                {"id": "b", "label": "乙"},
                            ],
                            "basis": ["law:aucl-2025:10"],
                        },
                    ],
                },
                {
                    "id": "declare",
                    "section": "4",
                    "title": "谁宣布",
                    "question": "谁宣布？",
                    "help": "白天和夜里。",
                    "fields": [
                        {
                            "id": "who",
                            "label": "谁宣布",
                            "kind": "table",
                            "size": "short",
                            "row_label": "level",
                            "promise": {"kind": "person", "text": "{row}{column}由{value}宣布"},
                            "columns": [
                                {
                                    "id": "level",
                                    "label": "等级",
                                    "kind": "choice",
                                    "options": [{"id": "I", "label": "Ⅰ级"}],
                                },
                                {"id": "who", "label": "谁", "promised": True},
                            ],
                            "rows": [{"id": "one", "level": "I", "who": None}],
                            "basis": ["rule:1"],
                        }
                    ],
                },
            ],
            "floor_tests": [
                {"id": "a", "question": "打得通吗？", "how": "打", "met": "打得通", "fields": ["head"]}
            ],
            "triggers": [{"id": "left", "text": "人走了", "ask": "换谁？"}],
        }
    )


def write(folder: Path, data: Data, name: str = "plan-form.yaml") -> list[Path]:
    without_aliases = json.loads(json.dumps(data))
    text = yaml.safe_dump(without_aliases, allow_unicode=True, sort_keys=False)
    (folder / name).write_text(text, encoding="utf-8")
    return [*STANDARDS, folder]


def test_a_form_of_ones_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    assert [field.id for field in load_plan_form(write(tmp_path, small())).all_fields()] == [
        "head",
        "kinds",
        "who",
    ]


def first(data: Data, topic: int = 0, field: int = 0) -> Data:
    found: Data = data["topics"][topic]["fields"][field]
    return found


@pytest.mark.parametrize(
    ("change", "place", "complaint", "hint"),
    [
        (lambda d: d["topics"][0].update(section="99"), "topics.command.section", "没有 99", "plan-sections"),
        (lambda d: first(d, 1).update(id="head"), "fields.head", "写了两次", "只留一个"),
        (lambda d: d["topics"][1].update(id="command"), "topics.command", "写了两次", "只留一个"),
        (lambda d: first(d).update(basis=["law:aucl-2025:999"]), "head.basis", "查不到", "法律依据表"),
        (lambda d: first(d).update(source="register.duty:GMM"), "head.source", "不认识", "register.duty:GM"),
        (lambda d: first(d).update(size="full"), "head.required", "必填项", "card 或 short"),
        (lambda d: first(d).update(default="总经理"), "head.default", "联系人", "kind"),
        (lambda d: first(d).update(example={"化工": "厂长"}), "head.example", "通用", "any"),
        (lambda d: first(d).update(options=[{"id": "a", "label": "甲"}]), "head.options", "选择题", "选项"),
        (lambda d: first(d).update(columns=[{"id": "a", "label": "甲"}]), "head.columns", "表格", "列"),
        (lambda d: first(d).update(rows=[{"id": "a"}]), "head.rows", "只有表格", "default"),
        (lambda d: first(d)["promise"].update(text="负责人在"), "promise.text", "{value}", "可用"),
        (lambda d: first(d)["promise"].update(text="{value}{row}"), "promise.text", "{value}", "可用"),
        (lambda d: first(d).update(wrong=1), "head.wrong", "", ""),
        (lambda d: first(d).update(kind="contackt"), "head.kind", "只能是", "contact"),
        (lambda d: first(d).update(id="夜里"), "fields", "写法", "小写字母"),
        (lambda d: first(d, 0, 1).update(default="a"), "kinds.default", "不写 default", "default: true"),
        (lambda d: first(d, 0, 1)["options"][1].update(default=True), "kinds.options", "一个默认", "一个"),
        (lambda d: first(d, 0, 1)["options"][1].update(id="a"), "kinds.options", "写了两次", "一个"),
        (lambda d: first(d, 1).update(row_label="levels"), "who.row_label", "没有 levels", "level"),
        (lambda d: first(d, 1)["rows"][0].pop("id"), "who.rows", "没有编号", "id"),
        (lambda d: first(d, 1)["rows"][0].update(level="II"), "who.rows", "没有 II", "kind"),
        (lambda d: first(d, 1).pop("promise"), "who.columns", "没写 promise", "promise"),
        (lambda d: first(d, 1)["columns"][1].pop("promised"), "who.promise", "没有一列", "promised"),
        (lambda d: d["topics"][0]["fields"].append(first(d, 1)), "command.fields", "只放这一张表", "题目"),
        (lambda d: d["floor_tests"][0].update(fields=["heed"]), "floor_tests.a.fields", "没有 heed", "head"),
        (lambda d: d["triggers"].append(d["triggers"][0]), "triggers", "写了两次", "只留一个"),
    ],
)
def test_a_broken_form_is_told_with_line_field_and_hint(
    tmp_path: Path, change: Any, place: str, complaint: str, hint: str
) -> None:
    data = small()
    change(data)
    with pytest.raises(ContentError) as caught:
        load_plan_form(write(tmp_path, data))
    problems = problems_of(caught.value)
    assert all(problem.file == "plan-form.yaml" and problem.line for problem in problems)
    assert any(
        place in problem.field and complaint in problem.message and hint in problem.hint
        for problem in problems
    ), [str(problem) for problem in problems]


def test_no_form_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="填写表"):
        load_plan_form([tmp_path])


def test_a_guide_may_say_it_in_the_words_of_the_place_without_touching_ids(tmp_path: Path) -> None:
    labels: Data = {
        "kind": "plan-labels",
        "topics": [{"id": "command", "title": "应急指挥部", "question": "谁任总指挥？"}],
        "fields": [{"id": "head", "label": "总指挥"}],
    }
    form = load_plan_form(write(tmp_path, labels, "plan-labels.yaml"))
    head, topic = form.field("head"), form.topic_of("head")
    assert head is not None and topic is not None
    assert (head.label, topic.title, topic.question) == ("总指挥", "应急指挥部", "谁任总指挥？")
    assert head.promise is not None and head.required
    assert len(list(form.all_fields())) == len(list(load_plan_form(STANDARDS).all_fields()))


def test_a_label_for_a_field_that_is_not_there_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    labels: Data = {"kind": "plan-labels", "fields": [{"id": "heed", "label": "总指挥"}]}
    with pytest.raises(ContentError, match="head"):
        load_plan_form(write(tmp_path, labels, "plan-labels.yaml"))
