"""The plan's form from its file, checked against the outline and the law table, with a guide's own labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from secretguard.content.law import LawTable
from secretguard.content.law_loading import load_law
from secretguard.content.plan_form import SOURCES, FormField, KebabId, PlanForm, Topic
from secretguard.content.plan_problems import (
    nearest,
    repeated_ids,
    unknown_bases,
    unknown_names,
    unknown_section,
)
from secretguard.content.plan_sections import PlanSections, load_plan_sections
from secretguard.content.plan_values import ROW_ID, value_problem
from secretguard.content.playbook import ContentModel, Line, Prose
from secretguard.content.problems import ContentProblem, content_error, quoted
from secretguard.content.reading import read_model
from secretguard.content.yaml_source import YamlPath, YamlSource, read_yaml
from secretguard.i18n import _

FILE_NAME: Final = "plan-form.yaml"
LABELS_FILE_NAME: Final = "plan-labels.yaml"

_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_PLACES_OF_FIELD: Final = frozenset({"value"})
_PLACES_OF_CELL: Final = frozenset({"value", "row", "column"})


class TopicLabels(ContentModel):
    """A topic's words as a place is used to say them."""

    id: KebabId
    title: Line | None = None
    question: Line | None = None
    help: Prose | None = None


class FieldLabels(ContentModel):
    """A field's words as a place is used to say them; its id, kind and promise stay."""

    id: KebabId
    label: Line | None = None
    placeholder: Line | None = None
    example: dict[str, Prose] | None = None


class PlanLabels(ContentModel):
    """An overlay that only re-labels the form: `plan-labels.yaml`, `kind: plan-labels`."""

    kind: Literal["plan-labels"]
    version: Annotated[int, Field(ge=1)] = 1
    topics: tuple[TopicLabels, ...] = ()
    fields: tuple[FieldLabels, ...] = ()


def load_plan_form(
    folders: Sequence[Path], law: LawTable | None = None, sections: PlanSections | None = None
) -> PlanForm:
    """The form of the last folder that holds one, with the labels of every folder over it.

    Raises ContentError with file, line, field and hint: no form, a broken one, a section, basis or source
    that nothing answers to, a default that does not fit its field, a label for a field that is not there.
    """
    path = next((folder / FILE_NAME for folder in reversed(folders) if (folder / FILE_NAME).is_file()), None)
    if path is None:
        message = _("找不到应急预案的填写表。")
        raise content_error([ContentProblem(FILE_NAME, None, "", message)], _("请重新安装密盾。"))
    source = read_yaml(path)
    form = read_model(source, PlanForm)
    known = sections or load_plan_sections(folders)
    problems = (
        *_form_problems(form, source),
        *_topic_problems(form, source, law or load_law(folders), known),
    )
    if problems:
        raise content_error(problems)
    for folder in folders:
        if (folder / LABELS_FILE_NAME).is_file():
            form = _relabelled(form, folder / LABELS_FILE_NAME)
    return form


def _form_problems(form: PlanForm, source: YamlSource) -> Iterator[ContentProblem]:
    yield from repeated_ids(source, ("topics",), (topic.id for topic in form.topics))
    yield from repeated_ids(source, ("floor_tests",), (test.id for test in form.floor_tests))
    yield from repeated_ids(source, ("triggers",), (trigger.id for trigger in form.triggers))
    seen: set[str] = set()
    for place, field in _fields(form):
        if field.id in seen:
            yield source.problem(place, _("编号 {id} 写了两次。", id=field.id), _("请只留一个。"))
        seen.add(field.id)
    for index, test in enumerate(form.floor_tests):
        yield from unknown_names(source, ("floor_tests", index, "fields"), test.fields, seen)


def _fields(form: PlanForm) -> Iterator[tuple[YamlPath, FormField]]:
    for index, topic in enumerate(form.topics):
        for number, field in enumerate(topic.fields):
            yield ("topics", index, "fields", number), field


def _topic_problems(
    form: PlanForm, source: YamlSource, law: LawTable, sections: PlanSections
) -> Iterator[ContentProblem]:
    for index, topic in enumerate(form.topics):
        place: YamlPath = ("topics", index)
        yield from unknown_section(source, place, topic.section, sections)
        yield from _screen_problems(topic, source, place)
        for number, field in enumerate(topic.fields):
            here: YamlPath = (*place, "fields", number)
            yield from _field_problems(field, source, here)
            yield from unknown_bases(source, here, field.basis, law, sections)


def _screen_problems(topic: Topic, source: YamlSource, place: YamlPath) -> Iterator[ContentProblem]:
    tables = [field for field in topic.fields if field.kind == "table"]
    if tables and len(topic.fields) > 1:
        message = _("有表格的一屏只放这一张表。")
        yield source.problem((*place, "fields"), message, _("请把其他各项移到另一个题目里。"))


def _field_problems(field: FormField, source: YamlSource, place: YamlPath) -> Iterator[ContentProblem]:
    if field.required and field.size == "full":
        message = _("必填项要在简版里就有。")
        yield source.problem((*place, "required"), message, _("请把 size 改成 card 或 short。"))
    if field.source not in ("none", *SOURCES):
        message = _("不认识的来源 {name}。", name=quoted(field.source))
        yield source.problem((*place, "source"), message, nearest(field.source, SOURCES))
    if field.example and "any" not in field.example:
        message = _("例子缺少通用的一条。")
        yield source.problem((*place, "example"), message, _("请补上 any: 各行业都看得懂的例子。"))
    yield from _shape_problems(field, source, place)
    yield from _default_problems(field, source, place)
    yield from _promise_problems(field, source, place)


def _shape_problems(field: FormField, source: YamlSource, place: YamlPath) -> Iterator[ContentProblem]:
    if (field.kind in ("choice", "choices")) != bool(field.options):
        message = _("只有选择题写 options，而且一定要写。")
        yield source.problem((*place, "options"), message, _("kind 是 choice 或 choices 的才有选项。"))
    if (field.kind == "table") != bool(field.columns):
        message = _("只有表格写 columns，而且一定要写。")
        yield source.problem((*place, "columns"), message, _("kind 是 table 的才有列。"))
    if field.kind != "table" and field.rows:
        yield source.problem((*place, "rows"), _("只有表格才有 rows。"), _("其他各项的默认值写 default。"))
    if field.row_label is not None and field.column(field.row_label) is None:
        message = _("没有 {name} 这一列。", name=field.row_label)
        names = [column.id for column in field.columns]
        yield source.problem((*place, "row_label"), message, nearest(field.row_label, names))
    yield from repeated_ids(source, (*place, "columns"), (column.id for column in field.columns))
    yield from repeated_ids(source, (*place, "options"), (option.id for option in field.options))


def _default_problems(field: FormField, source: YamlSource, place: YamlPath) -> Iterator[ContentProblem]:
    if field.kind in ("table", "choice", "choices") and field.default is not None:
        message = _("表格和选择题不写 default。")
        hint = _("表格写 rows；选择题在选项上写 default: true。")
        yield source.problem((*place, "default"), message, hint)
        return
    if field.kind == "choice" and sum(option.default for option in field.options) > 1:
        yield source.problem((*place, "options"), _("单选题只能有一个默认选项。"), _("请只留一个。"))
    for index, row in enumerate(field.rows):
        if ROW_ID not in row:
            message = _("默认的一行没有编号 id。")
            yield source.problem((*place, "rows", index), message, _("请写 id，推演靠它认得这一行。"))
    answer = field.first_answer()
    problem = None if answer is None else value_problem(field, answer)
    if problem is not None:
        name = "rows" if field.kind == "table" else "default"
        yield source.problem((*place, name), problem, _("默认值要与 kind 相符。"))


def _promise_problems(field: FormField, source: YamlSource, place: YamlPath) -> Iterator[ContentProblem]:
    promised = any(column.promised for column in field.columns)
    if field.promise is None:
        if promised:
            message = _("有的列标了承诺，却没写 promise。")
            yield source.problem((*place, "columns"), message, _("请写 promise: {kind: …, text: …}。"))
        return
    if field.kind == "table" and not promised:
        message = _("表格写了 promise，却没有一列标 promised。")
        yield source.problem((*place, "promise"), message, _("请给要量的那些列写 promised: true。"))
    allowed = _PLACES_OF_CELL if field.kind == "table" else _PLACES_OF_FIELD
    found = set(_PLACE.findall(field.promise.text))
    if "value" not in found or found - allowed:
        message = _("承诺的句子里要有 {place}。", place="{value}")
        hint = _("可用：{known}。", known=_("、").join(f"{{{name}}}" for name in sorted(allowed)))
        yield source.problem((*place, "promise", "text"), message, hint)


def _relabelled(form: PlanForm, path: Path) -> PlanForm:
    source = read_yaml(path)
    labels = read_model(source, PlanLabels)
    problems = (
        *unknown_names(
            source, ("topics",), (one.id for one in labels.topics), {one.id for one in form.topics}
        ),
        *unknown_names(
            source, ("fields",), (one.id for one in labels.fields), {one.id for one in form.all_fields()}
        ),
    )
    if problems:
        raise content_error(problems)
    topics = {one.id: one for one in labels.topics}
    fields = {one.id: one for one in labels.fields}
    return form.model_copy(
        update={"topics": tuple(_relabelled_topic(topic, topics, fields) for topic in form.topics)}
    )


def _relabelled_topic(
    topic: Topic, topics: Mapping[str, TopicLabels], fields: Mapping[str, FieldLabels]
) -> Topic:
    relabelled = tuple(field.model_copy(update=_words(fields.get(field.id))) for field in topic.fields)
    return topic.model_copy(update={**_words(topics.get(topic.id)), "fields": relabelled})


def _words(labels: TopicLabels | FieldLabels | None) -> dict[str, object]:
    if labels is None:
        return {}
    return {name: value for name, value in labels if name != "id" and value is not None}
