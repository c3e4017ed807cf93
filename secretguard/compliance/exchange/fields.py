"""Taking fields out of a foreign document: of the right sort, cleaned, or a problem with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from secretguard.compliance.exchange.document import Document
from secretguard.compliance.exchange.limits import MAX_PROBLEMS, MAX_TEXT, MAX_TITLE
from secretguard.compliance.exchange.texts import Cleaner
from secretguard.content import ContentProblem, YamlPath, content_error, quoted
from secretguard.i18n import _

Fields = Mapping[str, Any]


class FieldReader:
    """Reads one document and gathers its problems; stops at the fiftieth."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.cleaner = Cleaner()
        self.problems: list[ContentProblem] = []

    def complain(self, place: YamlPath, message: str, hint: str = "") -> None:
        """Note a problem. Raises ContentError when there are too many to read."""
        self.problems.append(self.document.problem(place, message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            self.stop()

    def stop(self) -> None:
        """Raises ContentError if there was any problem."""
        if self.problems:
            raise content_error(self.problems, _("请改好文件，或者向发布者要一份完好的。"))

    def text(self, fields: Fields, key: str, place: YamlPath, limit: int = MAX_TEXT) -> str:
        """A text; "" if it is not there."""
        value = fields.get(key)
        if value is None:
            return ""
        if isinstance(value, (dict, list)):
            self.complain((*place, key), _("{name} 应当是一段文字。", name=quoted(key)))
            return ""
        cleaned = self.cleaner.text(str(value))
        if len(cleaned) > limit:
            message = _("{name} 超过 {limit} 字。", name=quoted(key), limit=limit)
            self.complain((*place, key), message)
            return ""
        return cleaned

    def line(self, fields: Fields, key: str, place: YamlPath, limit: int = MAX_TITLE) -> str:
        """A text of one line; "" if it is not there."""
        return " ".join(self.text(fields, key, place, limit).split())

    def name(self, fields: Fields, key: str, place: YamlPath) -> str:
        """A name, which may be a whole sentence: as long as a text, on one line."""
        return self.line(fields, key, place, MAX_TEXT)

    def flag(self, fields: Fields, key: str, place: YamlPath) -> bool:
        """True or false; false if it is not there."""
        value = fields.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        word = str(value).lower() if not isinstance(value, (dict, list)) else ""
        if word not in ("true", "false", "yes", "no"):
            self.complain((*place, key), _("{name} 应当是 true 或 false。", name=quoted(key)))
        return word in ("true", "yes")

    def fields(self, fields: Fields, key: str, place: YamlPath) -> Fields:
        """A group of named fields; empty if it is not there."""
        value = fields.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.complain((*place, key), _("{name} 应当是“字段: 内容”的形式。", name=quoted(key)))
            return {}
        return value

    def each(self, fields: Fields, key: str, place: YamlPath) -> Iterator[tuple[YamlPath, Fields]]:
        """The items of a list of named fields, each with its place."""
        value = fields.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.complain((*place, key), _("{name} 应当是一个列表。", name=quoted(key)))
            return
        for index, item in enumerate(value):
            here = (*place, key, index)
            if isinstance(item, dict):
                yield here, item
            else:
                self.complain(here, _("列表里的每一项应当是“字段: 内容”的形式。"))

    def words(self, fields: Fields, key: str, place: YamlPath) -> tuple[str, ...]:
        """A list of short texts, or one text with a line for each."""
        value = fields.get(key)
        if isinstance(value, list):
            return tuple(
                word
                for index, one in enumerate(value)
                if (word := self.name({str(index): one}, str(index), (*place, key)))
            )
        lines = self.text(fields, key, place).split("\n")
        return tuple(line for one in lines if (line := " ".join(one.split())))
