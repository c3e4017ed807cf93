"""A template and its data become a document: render, parse, build, check references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from markdown_it.tree import SyntaxTreeNode

from secretguard import locations
from secretguard.documents.building.blocks import BlockBuilder
from secretguard.documents.building.inlines import InlineBuilder
from secretguard.documents.building.references import with_references
from secretguard.documents.environment import SLOTS_NAME, template_environment
from secretguard.documents.front_matter import read_meta, split_front_matter
from secretguard.documents.functions import TEMPLATE_FUNCTIONS
from secretguard.documents.markdown import parsed
from secretguard.documents.problems import TemplateFault, content_error
from secretguard.documents.tree.document import Attachment, Document
from secretguard.documents.tree.inlines import Inlines
from secretguard.documents.values import SLOT, Slots
from secretguard.errors import ContentError
from secretguard.i18n import _

_EXPRESSION = re.compile(r"\{\{.*?\}\}")


def read(
    template: str,
    data: Mapping[str, object],
    *,
    moment: datetime,
    folder: Path | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> Document:
    """The document that a template makes of its data.

    `template` is a file name under `folder` (by default the templates that ship); `moment` is the only
    time the faces will print or store. Raises ContentError with file, line and hint.
    """
    home = folder or locations.content_folder("templates")
    slots = Slots()
    markdown = _rendered(home, template, data, slots)
    try:
        head, body = split_front_matter(markdown)
        meta = read_meta(head, slots)
        syntax = parsed(body)
        builder = BlockBuilder(slots, meta, _footnotes(syntax, slots))
        blocks = with_references(builder.blocks(syntax.children), builder.numberer.references)
    except TemplateFault as fault:
        raise _located(fault, home / template, markdown, slots) from fault
    return Document(meta, blocks, moment, attachments)


def _rendered(home: Path, name: str, data: Mapping[str, object], slots: Slots) -> str:
    path = home / name
    context = {**TEMPLATE_FUNCTIONS, **data, SLOTS_NAME: slots}
    try:
        return template_environment(home).get_template(name).render(context)
    except TemplateFault as fault:
        raise content_error(name, fault.line or _line_in(fault, path), fault.text, fault.hint) from fault
    except TemplateNotFound as error:
        raise content_error(
            name, 0, _("找不到模板 {name}", name=error.name or name), _("请检查文件名和所在文件夹。")
        ) from error
    except TemplateSyntaxError as error:
        text = _("写法不对：{reason}", reason=error.message or "")
        raise content_error(
            error.name or name, error.lineno, text, _("请检查花括号和百分号是否成对。")
        ) from error
    except UndefinedError as error:
        text = _("数据里没有它要的内容：{reason}", reason=error.message or "")
        hint = _("请检查名称是否写对，或先用 {% if %} 判断。")
        raise content_error(name, _line_in(error, path), text, hint) from error
    except SecurityError as error:
        hint = _("模板只能读取数据和调用规定的函数。")
        raise content_error(name, _line_in(error, path), _("这种写法不被允许"), hint) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        text = _("不能计算：{reason}", reason=str(error))
        raise content_error(name, _line_in(error, path), text, _("请检查这一处用到的数据。")) from error


def _line_in(error: BaseException, path: Path) -> int:
    """The template's line in a traceback that Jinja has rewritten; 0 when it is not there."""
    step, line = error.__traceback__, 0
    while step is not None:
        if step.tb_frame.f_code.co_filename == str(path):
            line = step.tb_lineno
        step = step.tb_next
    return line


def _footnotes(syntax: SyntaxTreeNode, slots: Slots) -> dict[int, Inlines]:
    lines = InlineBuilder(slots, {})
    notes: dict[int, Inlines] = {}
    for block in syntax.children:
        if block.type != "footnote_block":
            continue
        for note in block.children:
            paragraphs = [child for child in note.children if child.type == "paragraph"]
            notes[int(note.meta["id"])] = tuple(
                part for paragraph in paragraphs for part in lines.line(paragraph.children[0])
            )
    return notes


def _located(fault: TemplateFault, path: Path, markdown: str, slots: Slots) -> ContentError:
    rendered = markdown.split("\n")
    excerpt = fault.excerpt
    if fault.line and fault.line <= len(rendered):
        excerpt = rendered[fault.line - 1]
    line = _line_of(excerpt, path)
    return content_error(path.name, line, fault.text, fault.hint, slots.filled(excerpt))


def _line_of(rendered: str, path: Path) -> int:
    """The line of the template that a rendered line came from; 0 when none fits (an included file)."""
    wanted = SLOT.sub("\0", rendered.strip())
    if not wanted:
        return 0
    for number, written in enumerate(path.read_text("utf-8").split("\n"), 1):
        if _EXPRESSION.sub("\0", written.strip()) == wanted or (
            not SLOT.search(rendered) and wanted in written
        ):
            return number
    return 0
