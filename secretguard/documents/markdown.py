"""The Markdown that template authors write: CommonMark without HTML, with tables, footnotes, directives."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from secretguard.documents.directives import directive_rule

_ASTERISK = "*"
_LEFT_OUT = ["code", "html_block", "html_inline", "autolink", "reference", "lheading", "image", "entity"]


def parsed(markdown: str) -> SyntaxTreeNode:
    """The syntax tree of a rendered template. Raises TemplateFault on a bad directive."""
    return SyntaxTreeNode(_parser().parse(markdown))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False, "linkify": False})
    parser.enable("table").disable(_LEFT_OUT)
    parser.use(footnote_plugin)
    parser.use(directive_rule)
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """White space alone decides what opens and closes: CommonMark would not embolden `**“甲方”**是`."""
    if silent or state.src[state.pos] != _ASTERISK:
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == _ASTERISK:
        end += 1
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    for _run in range(end - state.pos):
        state.push("text", "", 0).content = _ASTERISK
        state.delimiters.append(
            Delimiter(
                marker=ord(_ASTERISK),
                length=end - state.pos,
                token=len(state.tokens) - 1,
                end=-1,
                open=not after.isspace(),
                close=not before.isspace(),
            )
        )
    state.pos = end
    return True
