"""The sandbox in which templates run: they read data and place values, nothing more."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, nodes, pass_context
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from secretguard.documents.problems import TemplateFault
from secretguard.documents.values import CLOSE, OPEN, Node
from secretguard.i18n import _

SLOTS_NAME = "__slots__"

_LONGEST_POWER = 16
_RAW_TEXT_FILTERS = ("safe", "e", "escape", "forceescape", "xmlattr", "tojson", "urlize", "pprint")


@pass_context  # also keeps Jinja from folding constants before the slots exist
def _into_slot(context: Context, value: object) -> str:
    if isinstance(value, Undefined):
        str(value)  # StrictUndefined raises and names what is missing
    put: Callable[[str | Node], str] = context[SLOTS_NAME].put
    if isinstance(value, Node):
        return put(value)
    return put("" if value is None else str(value))


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """Refuses what would carry text past the slots or use up the machine."""

    intercepted_binops = frozenset(["*", "**"])

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Numbers may be multiplied; texts and lists may not be repeated."""
        repeated = any(isinstance(side, str | bytes | list | tuple) for side in (left, right))
        if repeated or (operator == "**" and not _small(right)):
            raise TemplateFault(_("不允许用 * 重复文字或列表"), _("请改用循环，或直接写出内容。"))
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if OPEN in source or CLOSE in source:
            raise TemplateFault(_("模板中有保留字符 U+E000 或 U+E001"), _("请删除这些不可见的字符。"))
        tree = super()._parse(source, name, filename)
        for node_type, word in _REFUSED.items():
            found = tree.find(node_type)
            if found is not None:
                raise TemplateFault(
                    _("不支持 {word}", word=f"{{% {word} %}}"),
                    _("需要复用的部分，请用 {% with %} 配合 {% include %}。"),
                    line=found.lineno,
                )
        return tree


_REFUSED: dict[type[nodes.Node], str] = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.AssignBlock: "set … endset",
}


def _small(exponent: object) -> bool:
    return isinstance(exponent, int | float) and abs(exponent) <= _LONGEST_POWER


@lru_cache(maxsize=8)
def template_environment(folder: Path) -> TemplateSandbox:
    """An environment over the templates of one folder; it keeps what it compiled until a file changes.

    Autoescaping is off on purpose: with it, `Markup` values would carry raw text past the slots.
    """
    environment = TemplateSandbox(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=_into_slot,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in _RAW_TEXT_FILTERS:
        environment.filters.pop(name, None)
    return environment
