"""The plan's wizard as a frozen view: sections, one topic with its fields, what stands beside. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from secretguard.content import FormField, PlanSections
from secretguard.i18n import _, _p
from secretguard.plans import (
    Defect,
    FieldState,
    Mark,
    PlanView,
    SectionView,
    TopicView,
    class_word,
    mark_word,
    row_name,
    rows_of,
    show,
    show_cell,
    size_word,
)
from secretguard.register import RegisterState
from secretguard.tui.marks import STYLES, Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.plan_basis_view import Grounds, basis_words
from secretguard.tui.widgets.lists import Row
from secretguard.vault import Json

MARK_TONES: Mapping[Mark, Tone] = {"complete": "good", "missing": "care", "skipped": "off"}
_INDENT = 3


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field to draw: its heading, the text that stands in its editor, what is wrong below it."""

    field: FormField
    heading: Text
    text: str
    proposed: bool
    chosen: tuple[str, ...]
    warnings: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic: the plain question, its term, its fields, what the last drill found."""

    id: str
    title: str
    question: str
    help: str
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class WizardView:
    """The whole screen, but for the fields' own words that are being typed."""

    left: str
    right: str
    sections: tuple[Row, ...]
    chosen: str
    page: TopicPage


def wizard_view(
    view: PlanView,
    topic: TopicView,
    sections: PlanSections,
    register: RegisterState,
    defects: Sequence[Defect],
    *,
    missing_only: bool = False,
) -> WizardView:
    """What the wizard shows at a topic."""
    titles = {section.number: section.title for section in sections.sections}
    return WizardView(
        left=plan_title(view),
        right=progress_words(view, missing_only=missing_only),
        sections=tuple(_section_rows(view, topic, titles, missing_only=missing_only)),
        chosen=f"topic:{topic.topic.id}",
        page=TopicPage(
            id=topic.topic.id,
            title=_topic_title(topic, titles),
            question=topic.topic.question,
            help=topic.topic.help,
            fields=tuple(field_line(state, register, defects) for state in topic.fields),
        ),
    )


def plan_title(view: PlanView) -> str:
    """应急预案 第4版（草稿）　一页纸."""
    status = _("审批中") if view.status == "review" else _("草稿")
    return _(
        "应急预案 第{number}版（{status}）　{size}",
        number=view.number, status=status, size=size_word(view.size),
    )  # fmt: skip


def progress_words(view: PlanView, *, missing_only: bool = False) -> str:
    """完整度 82%　缺 4 项: always in sight."""
    words = _("完整度 {percent}%　缺 {count} 项", percent=view.completeness, count=len(view.missing))
    if view.open_items:
        words += _("　待查 {count}", count=len(view.open_items))
    return _("只看缺项　{words}", words=words) if missing_only else words


def _topic_title(topic: TopicView, titles: Mapping[str, str]) -> str:
    number = topic.topic.section
    return _(
        "{number} {section} ・ {topic}",
        number=number, section=titles.get(number, ""), topic=topic.topic.title,
    )  # fmt: skip


def _gaps(topics: Sequence[TopicView]) -> int:
    return sum(state.is_gap for topic in topics for state in topic.fields)


def _section_rows(
    view: PlanView, here: TopicView, titles: Mapping[str, str], *, missing_only: bool
) -> Iterator[Row]:
    for section in view.sections:
        current = any(topic is here for topic in section.topics)
        if missing_only and not current and not _gaps(section.topics):
            continue
        yield _section_row(section, titles.get(section.number, ""))
        if not current:
            continue
        for topic in section.topics:
            style = "bold" if topic is here else ""
            mark = badge(mark_word(topic.mark), MARK_TONES[topic.mark])
            words = Text(" " * _INDENT).append_text(mark).append(f" {safe(topic.topic.title)}", style=style)
            yield Row(f"topic:{topic.topic.id}", words, words=topic.topic.title, short=True)


def _section_row(section: SectionView, title: str) -> Row:
    count = _gaps(section.topics)
    words = f"{section.number} {title}" + (f" {count}" if count else "")
    mark = badge(mark_word(section.mark), MARK_TONES[section.mark])
    return Row(f"section:{section.number}", line(mark, words), words=words, short=True)


# ---- one field


def field_line(state: FieldState, register: RegisterState, defects: Sequence[Defect] = ()) -> FieldLine:
    """A field with its badge, its words, and what is wrong with it."""
    field = state.field
    return FieldLine(
        field=field,
        heading=line(*_heading(state)),
        text="" if field.kind == "table" else show(field, state.value, register),
        proposed=state.status == "proposed",
        chosen=_chosen(state),
        warnings=tuple(_warnings(state, [one for one in defects if one.field == field.id])),
    )


def field_badge(state: FieldState) -> Text:
    """齐 缺 略 荐 待 旧: how a field stands."""
    words: Mapping[str, tuple[str, Tone]] = {
        "met": (_p("plan field", "齐"), "good"),
        "default": (_p("plan field", "齐"), "good"),
        "proposed": (_p("plan field", "荐"), "info"),
        "unknown": (_p("plan field", "待"), "care"),
        "stale": (_p("plan field", "旧"), "care"),
        "missing": (_p("plan field", "缺"), "care")
        if state.field.required
        else (_p("plan field", "略"), "off"),
    }
    return badge(*words[state.status])


def _heading(state: FieldState) -> Iterator[Text | str]:
    field = state.field
    yield field_badge(state)
    yield Text(safe(field.label + (" *" if field.required else "")), style="bold")
    if field.unit:
        yield f"({field.unit})"
    notes = {
        "proposed": _("台账里有，回车就用"),
        "default": _("自带的，可以改"),
        "stale": _("和台账对不上了"),
    }
    if state.status in notes:
        yield Text(safe(notes[state.status]), style="italic")


def _chosen(state: FieldState) -> tuple[str, ...]:
    value = state.value
    if state.field.kind == "yes_no":
        return () if value is None else ("yes" if value else "no",)
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _warnings(state: FieldState, defects: Sequence[Defect]) -> Iterator[Text]:
    unknown = state.answer.unknown if state.answer else None
    if unknown is not None:
        words = _("{owner} {day} 前弄清", owner=unknown.owner, day=unknown.due.isoformat())
        yield line(badge(_p("plan field", "待"), "care"), words)
    for defect in defects:
        if defect.defect_class in ("missing", "stale"):
            continue  # the badge says the one; the other is no matter of what is typed here
        tone: Tone = "bad" if defect.defect_class in ("leak", "unlawful") else "care"
        sign = Text(safe(class_word(defect.defect_class)), style=STYLES[tone])
        yield line(sign, f"{defect.message} {defect.remedy}")


# ---- what stands under the topic, and beside it


def notes_of(
    state: FieldState, topic: TopicView, industry: str, register: RegisterState, grounds: Grounds
) -> Text:
    """For the field one is in: an example, what the last drill found, the ground, what the register has."""
    text = Text()
    for part in _notes(state, topic, industry, register, grounds):
        text.append_text(part).append("\n")
    text.right_crop(1)
    return text


def _notes(
    state: FieldState, topic: TopicView, industry: str, register: RegisterState, grounds: Grounds
) -> Iterator[Text]:
    field = state.field
    for finding in (*state.findings, *topic.findings):
        yield line(badge(_p("badge", "缺"), "bad"), _("推演发现：{text}", text=finding.text))
    example = field.example_for(industry)
    if example:
        yield line(badge(_p("badge", "例"), "off"), example)
    if state.proposed is not None and state.status not in ("proposed", "default") and field.kind != "table":
        proposed = show(field, state.proposed, register).replace("\n", _("；"))
        if proposed != show(field, state.value, register).replace("\n", _("；")):
            yield line(badge(_p("badge", "荐"), "info"), _("台账里是：{text}", text=proposed))
    if field.promise is not None and field.promise.clock:
        yield line(badge(_p("badge", "量"), "info"), _("批准以后，每次推演都按它量时间"))
    yield line(badge(_p("badge", "据"), "off"), basis_words(field.basis, grounds))


def section_text(view: PlanView, topic: TopicView, titles: PlanSections, register: RegisterState) -> Text:
    """The section as it will read, this topic's answers marked."""
    section = next(part for part in view.sections if any(one is topic for one in part.topics))
    names = {one.number: one.title for one in titles.sections}
    text = Text()
    text.append(safe(f"{section.number} {names.get(section.number, '')}") + "\n", style="bold")
    for part in section.topics:
        here = part is topic
        for state in part.fields:
            text.append_text(_clause(state, register, here=here)).append("\n")
    text.right_crop(1)
    return text


def _clause(state: FieldState, register: RegisterState, *, here: bool) -> Text:
    table = state.field.kind == "table"
    words = _table_words(state.field, state.value) if table else show(state.field, state.value, register)
    unknown = state.answer.unknown if state.answer else None
    if unknown is not None:
        words = _("（还不知道，{owner} {day} 前弄清）", owner=unknown.owner, day=unknown.due.isoformat())
    elif not words:
        words = _("（还没有写）")
    clause = Text()
    sign = "＞ " if here else "　 "
    clause.append(sign + safe(state.field.label) + "\n", style="bold" if here else "")
    return clause.append(
        "   " + safe(words).replace("\n", "\n   "), style="underline" if here and not table else ""
    )


def _table_words(field: FormField, value: Json) -> str:
    """Row by row what is filled in, each with the name of its column."""
    lines = []
    for row in rows_of(value):
        cells = [
            f"{column.label} {show_cell(column, row[column.id])}"
            for column in field.columns
            if column.id != field.row_label and row.get(column.id) is not None
        ]
        lines.append(f"{row_name(field, row)}　{_('，').join(cells)}")
    return "\n".join(lines)
