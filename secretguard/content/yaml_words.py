"""What the YAML parser complains about, said in the author's language."""

from __future__ import annotations

import yaml

from secretguard.i18n import _


def explain_yaml_error(error: yaml.YAMLError, text: str) -> tuple[int | None, str, str]:
    """The line (from 1), what is wrong, and a hint; `text` is what was being read."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = None if mark is None else mark.line + 1
    problem = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    if mark is not None and _tab_indents(text, mark.line):
        return line, _("缩进里用了制表符。"), _("请改成空格。")
    message, hint = _explain(problem)
    return line, message, hint


def _tab_indents(text: str, line: int) -> bool:
    lines = text.splitlines()
    if line >= len(lines):
        return False
    return "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]


def _explain(problem: str) -> tuple[str, str]:
    """Match on the parser's own words, most telling first; both parsers (C and Python) word them alike."""
    if "mapping values are not allowed" in problem:
        return _("这里多了一个冒号，或者缩进不对。"), _("正文里有“: ”时，请给整段加引号。")
    if "could not find expected ':'" in problem:
        return _("这一行缺少冒号，或者上一行的缩进不对。"), _("字段写成“名称: 内容”，冒号后面有一个空格。")
    if "flow" in problem or "',' or" in problem:
        return _("方括号或花括号没有配好。"), _("请检查 [ ] 和 { } 是否成对，各项之间用英文逗号。")
    if "quoted scalar" in problem:
        return _("引号没有配好。"), _("请检查引号是否成对；中文引号“”不用转义。")
    if "cannot start any token" in problem:
        return _("这里不能以这个符号开头。"), _("以 @、`、% 或 & 开头的正文请加引号。")
    if "block" in problem:
        return _("缩进和上面对不齐。"), _("同一级的字段要左对齐。")
    return _("这里不符合 YAML 的写法。"), _("请检查这一行和上一行的缩进、冒号与引号。")
