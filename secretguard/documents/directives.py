"""`::: name words key="value"` … `:::`: which ones exist, what each may carry, and how they are parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from secretguard.documents.problems import TemplateFault
from secretguard.i18n import _


@dataclass(frozen=True, slots=True)
class Shape:
    """What a directive may carry: a closing line, bare words (`#` stands for a number), named options."""

    body: bool = False
    words: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()


def _shape(*, body: bool = False, words: str = "", options: str = "") -> Shape:
    return Shape(body, frozenset(words.split()), frozenset(options.split()))


SHAPES = {
    "cover": _shape(),
    "toc": _shape(options="title depth"),
    "pagebreak": _shape(),
    "qr": _shape(options="data alt width align"),
    "lines": _shape(words="#"),
    "space": _shape(words="#"),
    "redhead": _shape(),
    "issued": _shape(),
    "colophon": _shape(),
    "table": _shape(body=True, options="caption id widths size"),
    "chart": _shape(
        body=True, words="radar bars trend timeline", options="caption id unit min max marks alt"
    ),
    "callout": _shape(body=True, words="note key warn", options="title"),
    "facts": _shape(body=True),
    "form": _shape(body=True, options="cols"),
    "sign": _shape(body=True, options="seal qr qr_note"),
    "annex": _shape(body=True, words="landscape", options="title"),
    "keep": _shape(body=True),
    "columns": _shape(body=True),
    "landscape": _shape(body=True),
    "center": _shape(body=True),
    "right": _shape(body=True),
    "quiet": _shape(body=True),
    "addressee": _shape(body=True),
}

_LINE = re.compile(r"(:{3,})[ \t]*([a-z]+)?[ \t]*(.*?)[ \t]*$")
_INTERRUPTS = ["paragraph", "blockquote", "list", "table"]


def directive_rule(markdown: MarkdownIt) -> None:
    """Teach a parser the directives; a plugin for `MarkdownIt.use`."""
    markdown.block.ruler.before("fence", "directive", _parse, {"alt": _INTERRUPTS})


def _source_line(state: StateBlock, index: int) -> str:
    return state.src[state.bMarks[index] + state.tShift[index] : state.eMarks[index]]


def _parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    source = _source_line(state, start)
    match = _LINE.match(source)
    if match is None:
        return False
    if silent:
        return True
    name = match[2] or ""
    if name not in SHAPES:
        raise _unknown(name, start, source)
    if SHAPES[name].body:
        _push_body(state, name, match[3], start, _closing_line(state, start, end))
    else:
        token = state.push("leaf", "", 0)
        token.info, token.content, token.map = name, match[3], [start, start + 1]
        state.line = start + 1
    return True


def _unknown(name: str, start: int, source: str) -> TemplateFault:
    if not name:
        return TemplateFault(
            _("这里没有可以结束的“:::”"), _("请删除这一行，或补上开头。"), line=start + 1, excerpt=source
        )
    return TemplateFault(
        _("没有叫“{name}”的指令", name=name),
        _("可用的指令：{names}。", names=_("、").join(SHAPES)),
        line=start + 1,
        excerpt=source,
    )


def _closing_line(state: StateBlock, start: int, end: int) -> int:
    depth = 1
    for index in range(start + 1, end):
        match = _LINE.match(_source_line(state, index))
        if match is None:
            continue
        if not match[2]:
            depth -= 1
        elif match[2] in SHAPES and SHAPES[match[2]].body:
            depth += 1
        if depth == 0:
            return index
    source = _source_line(state, start)
    raise TemplateFault(
        _("“{source}”没有结束", source=source),
        _("请在它的内容之后另起一行写“:::”。"),
        line=start + 1,
        excerpt=source,
    )


def _push_body(state: StateBlock, name: str, words: str, start: int, close: int) -> None:
    token = state.push("directive_open", "", 1)
    token.info, token.content, token.map = name, words, [start, close + 1]
    end_of_block = state.lineMax
    state.lineMax = close
    state.md.block.tokenize(state, start + 1, close)
    state.lineMax, state.line = end_of_block, close + 1
    state.push("directive_close", "", -1)
