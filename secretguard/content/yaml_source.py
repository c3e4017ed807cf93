"""A YAML file read defensively: plain data, and for every place in it the line it came from.

Two passes. The first looks at the parser's events and refuses what content never needs and attackers
love (aliases, anchors, tags, several documents, deep nesting, sheer size) before anything is built. The
second composes nodes. Scalars follow YAML 1.2's core: only `true`, `false`, `null` and whole numbers are
not text, so that `no`, `5.3` and `2026-11-24` stay what was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from secretguard.content.problems import UNWANTED, ContentProblem, content_error, quoted
from secretguard.content.yaml_words import explain_yaml_error
from secretguard.i18n import _

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 32
MAX_EVENTS: Final = 60_000
"""About ten times the largest file that ships; keeps a hostile megabyte under a second."""

YamlPath = tuple[str | int, ...]

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER: Final = re.compile(r"^[-+]?(0|[1-9][0-9]{0,17})$")
_CONSTANTS: Final[Mapping[str, object]] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True)
class YamlSource:
    """What a file says (`data`: dict, list, str, int, bool, None) and where (`lines`, counted from 1)."""

    file: str
    data: object
    lines: Mapping[YamlPath, int]

    def line_of(self, path: YamlPath) -> int | None:
        """The line of a place, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if (line := self.lines.get(path[:length])) is not None:
                return line
        return None

    def field_of(self, path: YamlPath) -> str:
        """A place in words: `injects.I4.expected.report.within`; items without id count from 1: `[2]`."""
        parts: list[str] = []
        here = self.data
        for step in path:
            here = _step_into(here, step)
            if isinstance(step, str):
                parts.append("." + quoted(step))
            elif isinstance(here, dict) and isinstance(name := here.get("id"), str):
                parts.append("." + quoted(name))
            else:
                parts.append(f"[{step + 1}]")
        return "".join(parts).removeprefix(".")

    def problem(self, path: YamlPath, message: str, hint: str = "") -> ContentProblem:
        """A finding at a place of this file."""
        return ContentProblem(self.file, self.line_of(path), self.field_of(path), message, hint)


def read_yaml(path: Path) -> YamlSource:
    """Read a file. Raises ContentError with file and line for anything that is not sane YAML."""
    name = quoted(path.name, 120)
    try:
        if not path.is_file():
            raise content_error(
                [ContentProblem(name, None, "", _("找不到这个文件，或者它不是普通文件。"))],
                _("请检查路径 {path} 是否写对。", path=quoted(str(path), 300)),
            )
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        message = _("读不了这个文件（{reason}）。", reason=quoted(error.strerror or type(error).__name__))
        raise content_error(
            [ContentProblem(name, None, "", message)], _("请检查文件的读取权限，再试一次。")
        ) from error
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes, file: str) -> YamlSource:
    """Read bytes; `file` is the name shown in errors. Raises ContentError."""
    text = _decode(raw, file)
    try:
        _refuse_dangerous(text, file)
        node = yaml.compose(text, _LOADER)
    except yaml.YAMLError as error:
        line, message, hint = explain_yaml_error(error, text)
        raise content_error([ContentProblem(file, line, "", message, hint)]) from error
    if node is None:
        raise _one_problem(file, None, _("文件是空的。"), _("至少要写 kind、id 和 title。"))
    builder = _Builder(file)
    data = builder.build(node, ())
    if builder.problems:
        raise content_error(builder.problems)
    return YamlSource(file, data, builder.lines)


def _one_problem(file: str, line: int | None, message: str, hint: str = "") -> Exception:
    return content_error([ContentProblem(file, line, "", message, hint)])


def _decode(raw: bytes, file: str) -> str:
    if len(raw) > MAX_BYTES:
        raise _one_problem(file, None, _("文件超过 1 MiB，不读取。"), _("脚本和标准是文字，用不了这么大。"))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        raise _one_problem(file, 1, _("文件开头有字节顺序标记（BOM）。"), _("请另存为“UTF-8（无 BOM）”。"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = _("如果是 GBK 编码，请用编辑器另存为 UTF-8。")
        raise _one_problem(file, line, _("文件不是 UTF-8 编码的文本。"), hint) from error
    if (found := UNWANTED.search(text.replace("\r\n", "\n"))) is not None:
        line = text.replace("\r\n", "\n").count("\n", 0, found.start()) + 1
        message = _("有看不见的或控制字符（{character}）。", character=quoted(found[0]))
        raise _one_problem(file, line, message, _("请删掉这个字符。"))
    return text


def _refuse_dangerous(text: str, file: str) -> None:
    """The first pass: stop at the first event that content may not hold."""
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, _LOADER)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        refusal = _refusal(event, depth, documents, count)
        if refusal is not None:
            line = None if event.start_mark is None else event.start_mark.line + 1
            raise _one_problem(file, line, *refusal)


def _refusal(event: Any, depth: int, documents: int, count: int) -> tuple[str, str] | None:
    if count > MAX_EVENTS:
        return _("内容太多，不再往下读。"), _("请把文件拆小。")
    if depth > MAX_DEPTH:
        return _("嵌套超过 {limit} 层。", limit=MAX_DEPTH), _("请检查括号和缩进。")
    if documents > 1:
        return _("一个文件里只能有一份内容。"), _("请删掉多余的“---”和它后面的部分。")
    if isinstance(event, yaml.DocumentStartEvent) and (event.tags or event.version):
        return _("不接受以 % 开头的 YAML 指令。"), _("请删掉这一行。")
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return _("不接受 YAML 的锚点（&）和引用（*）。"), _("如果是正文，请给这一段加引号。")
    if getattr(event, "tag", None):
        return _("不接受 YAML 的类型标签（!）。"), _("如果是正文，请给这一段加引号。")
    return None


class _Builder:
    """Turns nodes into plain data, noting the line of every place and every problem met."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[YamlPath, int] = {}
        self.problems: list[ContentProblem] = []

    def build(self, node: yaml.Node, path: YamlPath) -> object:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: YamlPath) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._complain(line, path, _("字段名必须是一个词。"), _("请检查冒号和括号。"))
                continue
            key = str(key_node.value)
            place = (*path, key)
            if key in result:
                first = self.lines[place]
                message = _("字段 {name} 写了两次，第一次在第 {first} 行。", name=quoted(key), first=first)
                self._complain(line, place, message, _("请只留一个。"))
                continue
            self.lines[place] = line
            result[key] = self.build(value_node, place)
        return result

    def _scalar(self, node: yaml.Node, path: YamlPath) -> object:
        value = str(node.value)
        if UNWANTED.search(value) is not None:
            line = node.start_mark.line + 1
            self._complain(line, path, _("有看不见的或控制字符。"), _("请去掉引号里的转义字符。"))
            return ""
        if getattr(node, "style", None):
            return value
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        return int(value) if _INTEGER.match(value) else value

    def _complain(self, line: int, path: YamlPath, message: str, hint: str) -> None:
        field = ".".join(quoted(str(step)) for step in path)
        self.problems.append(ContentProblem(self.file, line, field, message, hint))


def _step_into(value: object, step: str | int) -> object:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return None
