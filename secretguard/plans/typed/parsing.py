"""Typed text as the value of a field, kindly: it takes what a person types and says what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from functools import partial
from typing import Final, Literal

from secretguard.content import Column, FieldOption, FormField
from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.plans.typed import people, tables
from secretguard.plans.typed.dates import day
from secretguard.plans.typed.numbers import number, plain
from secretguard.plans.typed.spans import AT_ONCE, span
from secretguard.register import RegisterState
from secretguard.vault import Json

LONGEST_TEXT: Final = 2_000
LARGEST_NUMBER: Final = 10**12

_YES: Final = frozenset(
    ["是", "有", "可以", "能", "对", "好", "行", "会", "要", "已", "同意", "y", "yes", "true", "1", "√", "✓"]
)
_NO: Final = frozenset(
    [
        "否",
        "没有",
        "没",
        "无",
        "不",
        "不是",
        "不能",
        "不可以",
        "不行",
        "不会",
        "未",
        "n",
        "no",
        "false",
        "0",
        "×",
        "✗",
    ]
)
_NOT_KNOWN: Final = frozenset(
    [
        "不知道",
        "还不知道",
        "不清楚",
        "不确定",
        "不晓得",
        "说不准",
        "待定",
        "待查",
        "待确认",
        "暂不清楚",
        "?",
        "unknown",
    ]
)
_CURRENCY: Final = re.compile(
    r"^(?:人民币|rmb|cny|[¥￥])\s*|\s*(?:元整?|块钱?|圆整?|rmb|cny)$", re.IGNORECASE
)
_OPTION_GAPS: Final = re.compile(r"[\s,，、;；/|｜]+")
_ALL: Final = ("全部", "全选", "都选", "都要", "all", "*")


class NotKnown(Enum):
    """The user said that they do not know: the face then asks who will find out, by when."""

    NOT_KNOWN = "not-known"


NOT_KNOWN: Final = NotKnown.NOT_KNOWN


def parse(
    field: FormField, text: str, register: RegisterState, *, today: date
) -> Json | Literal[NotKnown.NOT_KNOWN]:
    """What was typed, as the field's value, or NOT_KNOWN for 「不知道」.

    Raises UsageError whose message says what is wrong and whose remedy what would be right.
    """
    typed = plain(text).rstrip("。")
    if typed.lower() in _NOT_KNOWN:
        return NOT_KNOWN
    if not typed:
        raise UsageError(_("“{label}”还是空的。", label=field.label), _("不清楚就写“不知道”，再定谁去弄清。"))
    if field.kind == "table":
        return tables.table(field, text, lambda column, cell: parse_cell(column, cell, today=today))
    with_register: dict[str, Callable[[str, RegisterState], Json]] = {
        "contact": people.contact,
        "contacts": people.contacts,
        "register_people": people.register_people,
        "secrets": people.secrets,
    }
    if field.kind in with_register:
        return with_register[field.kind](text, register)
    return _simple(field.kind, field.label, field.options, today)(text)


def parse_cell(column: Column, text: str, *, today: date) -> Json:
    """What was typed into one cell of a table; nothing or a dash is None. Raises UsageError."""
    if plain(text) in tables.NO_CELL:
        return None
    return _simple(column.kind, column.label, column.options, today)(text)


def _simple(kind: str, label: str, options: Sequence[FieldOption], today: date) -> Callable[[str], Json]:
    readers: dict[str, Callable[[str], Json]] = {
        "text": partial(_text, label),
        "lines": partial(_lines, label),
        "minutes": partial(_span, label, "minutes"),
        "hours": partial(_span, label, "hours"),
        "days": partial(_span, label, "days"),
        "yuan": partial(_yuan, label),
        "percent": partial(_percent, label),
        "date": partial(_date, label, today),
        "yes_no": partial(_yes_no, label),
        "choice": partial(_choice, label, options),
        "choices": partial(_choices, label, options),
    }
    return readers[kind]


def _text(label: str, text: str) -> Json:
    typed = text.strip()
    if len(typed) > LONGEST_TEXT:
        raise UsageError(
            _(
                "“{label}”太长：{count} 个字，最多 {limit} 个。",
                label=label,
                count=len(typed),
                limit=LONGEST_TEXT,
            ),
            _("留下谁、什么时候、留什么记录，其余放到附件。"),
        )
    return typed


def _lines(label: str, text: str) -> Json:
    _text(label, text)
    # Who types lines may use ； inside them; who types one line separates by it.
    separator = r"\n+" if "\n" in text.strip() else r"[;；]+"
    return [line.strip() for line in re.split(separator, text) if line.strip()]


def _span(label: str, unit: Literal["minutes", "hours", "days"], text: str) -> Json:
    typed = plain(text)
    example = {"minutes": _("30分钟、半小时"), "hours": _("2小时、半天写 12小时"), "days": _("180天、半年")}[
        unit
    ]
    unit_word = {"minutes": _("分钟"), "hours": _("小时"), "days": _("天")}[unit]
    if typed in AT_ONCE:
        raise UsageError(
            _("“{text}”没法检验，“{label}”要写一个数。", text=typed, label=label),
            _("写做得到的时限，例如 {example}。", example=example),
        )
    amount = span(typed, unit)
    if amount is None or not 0 <= amount <= LARGEST_NUMBER:
        raise UsageError(
            _("“{text}”看不出是多长时间。", text=_short(typed)),
            _("写成 {example} 这样；只写数字就是{unit}。", example=example, unit=unit_word),
        )
    if amount.denominator != 1:
        raise UsageError(
            _("“{label}”按整{unit}记，“{text}”不是整数。", label=label, unit=unit_word, text=_short(typed)),
            _("写成 {example} 这样。", example=example),
        )
    return int(amount)


def _yuan(label: str, text: str) -> Json:
    typed = _CURRENCY.sub("", _CURRENCY.sub("", plain(text)))
    amount = number(typed)
    if amount is None or amount.denominator != 1 or amount > LARGEST_NUMBER:
        raise UsageError(
            _("“{text}”看不出是多少钱。", text=_short(plain(text))),
            _("“{label}”写整元，例如 5万、五万元、50000。", label=label),
        )
    return int(amount)


def _percent(label: str, text: str) -> Json:
    typed = plain(text)
    typed = typed.removeprefix("百分之").removesuffix("%")
    amount = number(typed.removesuffix("成"))
    if amount is not None and typed.endswith("成"):
        amount *= 10
    if amount is None or amount.denominator != 1 or not 0 <= amount <= 100:
        raise UsageError(
            _("“{text}”看不出是百分之几。", text=_short(plain(text))),
            _("“{label}”写 0 到 100 的整数，例如 5%、百分之五。", label=label),
        )
    return int(amount)


def _date(label: str, today: date, text: str) -> Json:
    found = day(text, today)
    if found is None:
        raise UsageError(
            _("“{text}”不是日期，或日历上没有这一天。", text=_short(plain(text))),
            _("“{label}”写成 2026-12-01、2026年12月1日、今天或三个月后。", label=label),
        )
    return found.isoformat()


def _yes_no(label: str, text: str) -> Json:
    typed = plain(text).lower().rstrip("。了的")
    if typed in _YES or typed in _NO:
        return typed in _YES
    raise UsageError(_("“{label}”只要一个字。", label=label), _("写“是”或“否”，也可以写“有”或“没有”。"))


def _choice(label: str, options: Sequence[FieldOption], text: str) -> Json:
    typed = plain(text)
    exact = [
        option.id for option in options if typed.lower() in (option.id.lower(), plain(option.label).lower())
    ]
    if exact:
        return exact[0]
    if typed.isdecimal() and 1 <= int(typed) <= len(options):
        return options[int(typed) - 1].id
    like = [option.id for option in options if typed and typed in plain(option.label)]
    if len(like) == 1:
        return like[0]
    listed = _("；").join(f"{place} {option.label}" for place, option in enumerate(options, 1))
    message = (
        _("“{text}”对得上不止一项。", text=_short(typed))
        if like
        else _("“{label}”没有“{text}”这一项。", label=label, text=_short(typed))
    )
    raise UsageError(message, _("写序号或名称：{listed}。", listed=listed))


def _choices(label: str, options: Sequence[FieldOption], text: str) -> Json:
    typed = plain(text)
    if typed.lower() in _ALL:
        return [option.id for option in options]
    words = [typed] if _is_option(typed, options) else [word for word in _OPTION_GAPS.split(typed) if word]
    chosen = {_choice(label, options, word) for word in words}
    return [option.id for option in options if option.id in chosen]


def _is_option(text: str, options: Sequence[FieldOption]) -> bool:
    return any(text in (option.id, plain(option.label)) for option in options)


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"
