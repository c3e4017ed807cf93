"""Pydantic's kinds of complaint, each said in the author's language with what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic_core import ErrorDetails

from secretguard.i18n import _

Words = tuple[str, str]
"""Message and hint."""


def explain(detail: ErrorDetails) -> Words:
    """Message and hint for one complaint, by its type; pydantic's own English is never shown."""
    kind = detail["type"]
    context: Mapping[str, Any] = detail.get("ctx") or {}
    if kind == "literal_error":
        return _choice(context, detail.get("input"))
    if kind == "string_pattern_mismatch":
        return _("写法不合要求。"), _pattern_hint(str(context.get("pattern", "")))
    if kind in _LIMITED:
        name, sentence = _LIMITED[kind]
        return sentence(context.get(name)), ""
    if kind in _FIXED:
        return _FIXED[kind]()
    return _("内容不合要求（{code}）。", code=kind), _("请对照随附的脚本改写。")


def _choice(context: Mapping[str, Any], value: object) -> Words:
    allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    message = _("只能是：{choices}。", choices=_("、").join(allowed))
    near = difflib.get_close_matches(value, allowed, n=1) if isinstance(value, str) else []
    return message, _("是不是想写 {name}？", name=near[0]) if near else ""


def _pattern_hint(pattern: str) -> str:
    return next((words() for sign, words in _PATTERN_HINTS if sign in pattern), "")


def _integer() -> Words:
    return _("这里要写整数。"), _("时间可以写分钟数，或 T+20h、T+3d。")


def _yes_or_no() -> Words:
    return _("这里只能写 true 或 false。"), ""


def _date() -> Words:
    return _("这里要写日期。"), _("写成 2026-11-24。")


_PATTERN_HINTS: Final[tuple[tuple[str, Callable[[], str]], ...]] = (
    (
        "practice",
        lambda: _("依据写成 law:<法律编号>:<条>、plan:<预案节号>、rule:1 至 rule:5，或 practice。"),
    ),
    (r"[^\s", lambda: _("编号里不能有空格和逗号。")),
    ("[a-z0-9._-]", lambda: _("编号只用小写字母、数字、“.”“_”和“-”，首尾是字母或数字。")),
    ("[0-9]{4}(", lambda: _("写成 2024、2024-09 或 2024-09-15。")),
    (r"[^\n", lambda: _("这里只能写一行，不能换行或用制表符。")),
    ("law:", lambda: _("写成 law:<法律编号>:<条>，如 law:aucl-2025:10。")),
    ("[A-Za-z]", lambda: _("编号以英文字母开头，只用字母、数字、“-”和“_”。")),
    ("[a-f]", lambda: _("选项编号用 a 到 f 的一个小写字母。")),
    ("[0-9A-Z.]", lambda: _("写预案的节号，如 5.3 或附件 D。")),
    ("[0-9]{1,4}", lambda: _("条号写成 10、6(4) 或 219-1。")),
    ("[a-z]", lambda: _("编号以小写字母开头，只用小写字母、数字和“-”。")),
)
"""A sign found in the pattern, and what the pattern asks for; the first sign found decides."""

_LIMITED: Final[Mapping[str, tuple[str, Callable[[object], str]]]] = {
    "string_too_long": ("max_length", lambda limit: _("太长，最多 {limit} 个字。", limit=limit)),
    "greater_than_equal": ("ge", lambda limit: _("不能小于 {limit}。", limit=limit)),
    "less_than_equal": ("le", lambda limit: _("不能大于 {limit}。", limit=limit)),
    "too_short": ("min_length", lambda limit: _("至少要有 {limit} 项。", limit=limit)),
    "too_long": ("max_length", lambda limit: _("最多 {limit} 项。", limit=limit)),
}

_FIXED: Final[Mapping[str, Callable[[], Words]]] = {
    "missing": lambda: (_("缺少这个字段。"), _("请补上。")),
    "string_type": lambda: (_("这里要写文字。"), _("true、false 和空白要作为文字时，请加引号。")),
    "string_too_short": lambda: (_("这里不能是空的。"), ""),
    "int_type": _integer,
    "int_parsing": _integer,
    "int_from_float": _integer,
    "bool_type": _yes_or_no,
    "bool_parsing": _yes_or_no,
    "tuple_type": lambda: (_("这里要写一个列表。"), _("写成 [甲, 乙]，或每行以“- ”开头。")),
    "dict_type": lambda: (_("这里要写成“名称: 内容”。"), _("请检查缩进。")),
    "model_type": lambda: (_("这里要写成“字段: 内容”。"), _("请检查缩进。")),
    "date_type": _date,
    "date_parsing": _date,
    "date_from_datetime_parsing": _date,
    "date_from_datetime_inexact": _date,
    "empty_condition": lambda: (
        _("条件里什么也没写。"),
        _("至少写 flag、missed、chosen、kept、lost 中的一个。"),
    ),
    "by_without_missed": lambda: (_("by 只能和 missed 一起用。"), ""),
    "planned_without_at": lambda: (_("计划内的注入缺少情景时间 at。"), _("写成 at: T+20h。")),
    "contingency_without_when": lambda: (
        _("应急注入缺少触发条件 when。"),
        _("写成 when: {example}。", example=_("{missed: 行动编号, by: T+10d}")),
    ),
    "when_on_planned": lambda: (
        _("只有应急注入才写 when。"),
        _("按情况变化的内容请写在 variants 里。"),
    ),
    "unbounded_pattern": lambda: (
        _("句式里的重复没有上限，或者重复套着重复。"),
        _("用 {example} 这样有上限的写法，不用 * 和 +。", example=".{0,12}"),
    ),
    "unreadable_pattern": lambda: (_("不是正确的正则表达式。"), _("请检查括号。")),
}
