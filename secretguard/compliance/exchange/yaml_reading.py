"""YAML that other tools wrote: larger than our own files, with references, and just as little trusted.

References (`*id`) are kept as the one value they name, so that nothing grows; a reference into itself, tags,
merges and several documents are refused. Scalars stay text: `5.3` and `1.10` are what was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml

from secretguard.compliance.exchange.document import Document
from secretguard.compliance.exchange.limits import MAX_DEPTH, MAX_EVENTS
from secretguard.content import ContentProblem, YamlPath, content_error, explain_yaml_error, quoted
from secretguard.i18n import _

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING: Final = ("", "~", "null", "Null", "NULL")
_OPEN: Final = object()


def parse_yaml_document(text: str, name: str) -> Document:
    """The document with its lines. Raises ContentError naming the line."""
    reader = _Reader(name, text)
    try:
        data = reader.document()
    except yaml.YAMLError as error:
        line, message, hint = explain_yaml_error(error, text)
        raise content_error([ContentProblem(name, line, "", message, hint)]) from error
    return Document(name, data, reader.lines)


class _Reader:
    """Builds plain data from the parser's events, one pass."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines: dict[YamlPath, int] = {}
        self.anchors: dict[str, object] = {}
        self.events: Iterator[Any] = iter(yaml.parse(text, _LOADER))
        self.count = 0

    def document(self) -> object:
        self._next()  # the stream begins
        first = self._next()
        if isinstance(first, yaml.StreamEndEvent):
            raise self._refused(None, _("文件是空的。"))
        if first.tags or first.version:
            raise self._refused(first, _("不接受以 % 开头的 YAML 指令。"), _("请删掉这一行。"))
        data = self._value(self._next(), (), 0)
        self._next()  # the document ends
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._refused(after, _("一个文件里只能有一份内容。"))
        return data

    def _next(self) -> Any:
        event = next(self.events)
        self.count += 1
        if self.count > MAX_EVENTS:
            raise self._refused(event, _("内容太多，不再往下读。"), _("请把文件拆小。"))
        return event

    def _value(self, event: Any, place: YamlPath, depth: int) -> object:
        self.lines.setdefault(place, _line(event))
        if depth > MAX_DEPTH:
            raise self._refused(event, _("嵌套超过 {limit} 层。", limit=MAX_DEPTH))
        if isinstance(event, yaml.AliasEvent):
            return self._named(event)
        if event.tag:
            raise self._refused(event, _("不接受 YAML 的类型标签（!）。"))
        if event.anchor:
            self.anchors[event.anchor] = _OPEN
        value = self._built(event, place, depth)
        if event.anchor:
            self.anchors[event.anchor] = value
        return value

    def _named(self, event: Any) -> object:
        value = self.anchors.get(event.anchor, _OPEN)
        if value is _OPEN:
            message = _("引用 *{name} 没有指向前面写完的内容。", name=quoted(event.anchor))
            raise self._refused(event, message)
        return value

    def _built(self, event: Any, place: YamlPath, depth: int) -> object:
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[object] = []
            while not isinstance(item := self._next(), yaml.SequenceEndEvent):
                items.append(self._value(item, (*place, len(items)), depth + 1))
            return items
        plain = event.implicit[0] and not event.style
        return None if plain and event.value in _NOTHING else str(event.value)

    def _mapping(self, place: YamlPath, depth: int) -> dict[str, object]:
        result: dict[str, object] = {}
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise self._refused(key, _("字段名必须是一个词。"), _("请检查冒号和括号。"))
            name = str(key.value)
            if name == "<<":
                raise self._refused(key, _("不接受 YAML 的合并写法（<<）。"))
            if name in result:
                raise self._refused(key, _("字段 {name} 写了两次。", name=quoted(name)), _("请只留一个。"))
            here = (*place, name)
            self.lines[here] = _line(key)
            result[name] = self._value(self._next(), here, depth + 1)
        return result

    def _refused(self, event: Any, message: str, hint: str = "") -> Exception:
        line = None if event is None else _line(event)
        return content_error([ContentProblem(self.name, line, "", message, hint)])


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
