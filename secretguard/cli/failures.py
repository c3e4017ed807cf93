"""From anything that went wrong to words, a remedy and an exit code. A traceback never reaches a user."""

from __future__ import annotations

import difflib
import json
import re
import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from secretguard.cli.parameters import bounds_of, choices_of, shape_of, spelling_of
from secretguard.errors import SecretGuardError, UsageError
from secretguard.i18n import _, sentences
from secretguard.visible import clean


def report_failure(error: SecretGuardError, as_json: bool) -> int:
    """Print the error (JSON on stderr for programs) and return its exit code."""
    if as_json:
        document = {
            "code": error.code,
            "message": error.message,
            "remedy": error.remedy,
            "facts": {key: str(value) for key, value in error.facts.items() if key != "problems"},
        }
        sys.stderr.write(json.dumps(document, ensure_ascii=False) + "\n")
        return error.exit_code
    console = Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True)
    console.print(Text(_("错误：") + clean(error.message), style="bold"))
    if error.remedy:
        console.print(Text(clean(error.remedy)))
    return error.exit_code


def usage_error(error: Any) -> UsageError:
    """The parser's complaint in our words; it knows English only."""
    words = _SPECIAL.get(type(error).__name__, _by_message)(error)
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "secretguard"
    return UsageError(words, _("用法：{command} --help", command=path))


def _no_option(error: Any) -> str:
    near = list(error.possibilities or ())
    hint = _("是不是想用 {name}？", name=_("、").join(near[:3])) if near else ""
    return sentences(filter(None, (_("没有选项 {name}。", name=error.option_name), hint)))


def _missing(error: Any) -> str:
    return _("缺少 {name}。", name=_name(error))


def _bad_value(error: Any) -> str:
    if error.param is None:
        return _("{name} 的值读不懂。", name=_name(error))
    choices = choices_of(error.param)
    if choices:
        return _("{name} 的值不对，可用：{choices}。", name=_name(error), choices=_("、").join(choices))
    shape = shape_of(error.param)
    if shape == "integer":
        least = bounds_of(error.param)[0]
        bound = "" if least is None else _("，不小于 {least}", least=least)
        return _("{name} 要写成整数{bound}。", name=_name(error), bound=bound)
    if shape == "path":
        return _("{name} 的路径不存在，或不能读。", name=_name(error))
    return _("{name} 的值读不懂。", name=_name(error))


def _option_usage(error: Any) -> str:
    return _("选项 {name} 后面要跟一个值，或不该带值。", name=error.option_name)


def _by_message(error: Any) -> str:
    text = str(getattr(error, "message", error))
    if match := re.search(r"No such command '([^']*)'", text):
        hint = _near_command(error, match[1])
        return sentences(filter(None, (_("没有命令“{name}”。", name=match[1]), hint)))
    if match := re.search(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", text):
        return _("多出了参数：{extra}。", extra=match[1])
    if "Missing command" in text:
        return _("缺少命令。")
    return _("这条命令读不懂。")


def _near_command(error: Any, name: str) -> str:
    """The commands of that group that are spelled nearly so; nothing where none is."""
    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    known = context.command.list_commands(context)
    near = difflib.get_close_matches(name.lower(), known, n=2)
    words = _("、").join(f"{context.command_path} {one}" for one in near)
    return _("您是不是要 {name}？", name=words) if near else ""


def _name(error: Any) -> str:
    param = getattr(error, "param", None)
    return _("参数") if param is None else spelling_of(param)


_SPECIAL = {
    "NoSuchOption": _no_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "BadOptionUsage": _option_usage,
}
