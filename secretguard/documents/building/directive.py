"""A directive as the builders see it: its words and options, checked and filled in."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from secretguard.documents.directives import SHAPES
from secretguard.documents.problems import TemplateFault
from secretguard.documents.values import Slots
from secretguard.i18n import _

_PART = re.compile(r'([a-z_]+)=(?:"([^"]*)"|(\S+))|(\S+)')


@dataclass(frozen=True, slots=True)
class Directive:
    """`words` are bare, `options` named; `line` counts from 1 in the rendered Markdown."""

    name: str
    words: tuple[str, ...]
    options: Mapping[str, str]
    node: SyntaxTreeNode
    line: int
    source: str

    def word(self, default: str = "") -> str:
        """The first bare word."""
        return self.words[0] if self.words else default

    def option(self, name: str, default: str = "") -> str:
        """A named option."""
        return self.options.get(name, default)

    def number(self, name: str, default: float) -> float:
        """A named option as a number. Raises TemplateFault."""
        return self.as_number(self.options[name]) if name in self.options else default

    def as_number(self, text: str) -> float:
        """A text as a number. Raises TemplateFault that names this directive."""
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise self.fault(_("“{text}”不是数字", text=text), _("请写阿拉伯数字。"))
        return number

    def inner(self, kind: str) -> SyntaxTreeNode:
        """The first child of a kind (`table`, `bullet_list`). Raises TemplateFault when there is none."""
        for child in self.node.children:
            if child.type == kind:
                return child
        wanted = {"table": _("一张表格"), "bullet_list": _("以“- ”开头的列表")}[kind]
        raise self.fault(_("“::: {name}”里缺少{wanted}", name=self.name, wanted=wanted), _("请补上。"))

    def fault(self, text: str, hint: str) -> TemplateFault:
        """A fault at this directive."""
        return TemplateFault(text, hint, line=self.line, excerpt=self.source)


def read_directive(node: SyntaxTreeNode, slots: Slots) -> Directive:
    """Take a directive's line apart. Raises TemplateFault on a word or option that it does not know."""
    shape = SHAPES[node.info]
    line = (node.map[0] if node.map else 0) + 1
    source = f"::: {node.info} {node.content}".rstrip()
    words: list[str] = []
    options: dict[str, str] = {}
    for match in _PART.finditer(node.content):
        if match[1]:
            options[match[1]] = slots.filled(match[2] if match[2] is not None else match[3])
        else:
            words.append(slots.filled(match[4]))
    directive = Directive(node.info, tuple(words), options, node, line, slots.filled(source))
    for name in options:
        if name not in shape.options:
            known = _("、").join(sorted(shape.options)) or _("无")
            raise directive.fault(
                _("“::: {name}”没有选项 {option}", name=node.info, option=name),
                _("可用的选项：{known}。", known=known),
            )
    for word in words:
        if word not in shape.words and not ("#" in shape.words and word.replace(".", "", 1).isdecimal()):
            raise directive.fault(
                _("“::: {name}”不认识“{word}”", name=node.info, word=word),
                _("可用的词：{known}。", known=_("、").join(sorted(shape.words)) or _("无")),
            )
    return directive
