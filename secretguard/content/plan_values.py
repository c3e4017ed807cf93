"""What an answer of the plan looks like in JSON, by the field's kind; and what is wrong with one.

text: str · lines: [str] · minutes, hours, days, yuan, percent: int ≥ 0 · date: "YYYY-MM-DD" · yes_no: bool
choice: option id · choices: [option id] · table: [{"id": row, column: value}] · register_people: ["P1"]
contact: {"person": "P1"|null, "name": str, "phones": [str, …], "organisation": str|null}
contacts: [contact] · secrets: [{"secret": "S1"|null, "code_name": str, "place": str}]
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Final

from pydantic import JsonValue

from secretguard.content.plan_form import Column, FormField
from secretguard.i18n import _, deferred

ROW_ID: Final = "id"
MAX_NUMBER: Final = 10**12
NUMBER_KINDS: Final = frozenset({"minutes", "hours", "days", "yuan", "percent"})


def value_problem(field: FormField, value: JsonValue) -> str | None:
    """What is wrong with an answer's shape, in one sentence; None if nothing is. Emptiness is no fault."""
    if field.kind == "table":
        return _table_problem(field, value)
    return _kind_problem(field.kind, value, [option.id for option in field.options])


def cell_problem(column: Column, value: JsonValue) -> str | None:
    """The same for one cell of a table; an empty cell is None."""
    if value is None:
        return None
    return _kind_problem(column.kind, value, [option.id for option in column.options])


def _kind_problem(kind: str, value: JsonValue, options: Collection[str]) -> str | None:
    if kind == "choice":
        return None if value in options else _unknown_option(value, options)
    if kind == "choices":
        chosen = value if isinstance(value, list) else [value]
        stranger = next((one for one in chosen if one not in options), None)
        return None if stranger is None else _unknown_option(stranger, options)
    well_formed, sentence = _SHAPES[kind]
    return None if well_formed(value) else _(sentence)


def _unknown_option(value: JsonValue, options: Collection[str]) -> str:
    return _("没有 {value} 这个选项；可选：{options}。", value=value, options=_("、").join(options))


def _table_problem(field: FormField, value: JsonValue) -> str | None:
    if not isinstance(value, list):
        return _("表格要写成一行一行的列表。")
    seen: set[JsonValue] = set()
    for number, row in enumerate(value, 1):
        problem = _row_problem(field, row)
        if problem is None and isinstance(row, dict):
            row_id = row.get(ROW_ID)
            problem = _("行号 {id} 写了两次。", id=row_id) if row_id is not None and row_id in seen else None
            seen.add(row_id if isinstance(row_id, str) else None)
        if problem is not None:
            return _("第 {number} 行：{problem}", number=number, problem=problem)
    return None


def _row_problem(field: FormField, row: JsonValue) -> str | None:
    if not isinstance(row, dict):
        return _("每一行要写成“列: 内容”。")
    for name, cell in row.items():
        if name == ROW_ID:
            if not isinstance(cell, str):
                return _("行号要写文字。")
            continue
        column = field.column(name)
        if column is None:
            known = _("、").join(one.id for one in field.columns)
            return _("没有 {name} 这一列；可用：{known}。", name=name, known=known)
        if (problem := cell_problem(column, cell)) is not None:
            return _("{label}：{problem}", label=column.label, problem=problem)
    return None


def _is_text(value: JsonValue) -> bool:
    return isinstance(value, str)


def _is_texts(value: JsonValue) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_number(value: JsonValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_NUMBER


def _is_percent(value: JsonValue) -> bool:
    return _is_number(value) and isinstance(value, int) and value <= 100


def _is_date(value: JsonValue) -> bool:
    if not isinstance(value, str) or len(value) != 10:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_contact(value: JsonValue) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() <= {"person", "name", "phones", "organisation"}
        and isinstance(value.get("name"), str)
        and _is_texts(value.get("phones", []))
        and all(isinstance(value.get(name), str | None) for name in ("person", "organisation"))
    )


def _is_contacts(value: JsonValue) -> bool:
    return isinstance(value, list) and all(_is_contact(one) for one in value)


def _is_secret(value: JsonValue) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() <= {"secret", "code_name", "place"}
        and isinstance(value.get("secret"), str | None)
        and all(isinstance(value.get(name), str) for name in ("code_name", "place"))
    )


def _is_secrets(value: JsonValue) -> bool:
    return isinstance(value, list) and all(_is_secret(one) for one in value)


_NUMBER_WANTED: Final = deferred("这里要写不小于零的整数。")
_SHAPES: Final[Mapping[str, tuple[Callable[[JsonValue], bool], str]]] = {
    "text": (_is_text, deferred("这里要写文字。")),
    "lines": (_is_texts, deferred("这里要写一行一行的文字。")),
    "register_people": (_is_texts, deferred("这里要写人员编号的列表。")),
    "minutes": (_is_number, _NUMBER_WANTED),
    "hours": (_is_number, _NUMBER_WANTED),
    "days": (_is_number, _NUMBER_WANTED),
    "yuan": (_is_number, _NUMBER_WANTED),
    "percent": (_is_percent, deferred("百分数写 0 到 100 的整数。")),
    "date": (_is_date, deferred("日期写成 2026-11-24。")),
    "yes_no": (lambda value: isinstance(value, bool), deferred("这里只能写 true 或 false。")),
    "contact": (_is_contact, deferred("联系人要有姓名和电话。")),
    "contacts": (_is_contacts, deferred("每个联系人要有姓名和电话。")),
    "secrets": (_is_secrets, deferred("每项秘密要有代号和存放的地方。")),
}
