"""The lines between `---` and `---` at a template's head: what the document is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import yaml

from secretguard.documents.problems import TemplateFault
from secretguard.documents.tree.document import Meta, Numbering, Style
from secretguard.documents.values import Slots
from secretguard.i18n import _, current_language

_FENCE = "---\n"
_TEXTS = {
    "title": "title",
    "org": "organisation",
    "subtitle": "subtitle",
    "date": "date",
    "number": "number",
    "secrecy": "secrecy",
    "header": "header",
    "footer": "footer",
    "draft": "draft",
    "grade": "grade",
    "grade_note": "grade_note",
    "signed": "signed",
    "urgency": "urgency",
    "cc": "copies_to",
    "printer": "printer",
    "printed": "printed",
}


def split_front_matter(markdown: str) -> tuple[str, str]:
    """The front matter and the text; line numbers of the text are kept by empty lines."""
    if not markdown.startswith(_FENCE):
        raise TemplateFault(_("缺少文首信息"), _("请以“---”一行开头，写明 title 和 org，再以“---”一行结束。"))
    head, fence, body = markdown[len(_FENCE) :].partition("\n---\n")
    if not fence:
        raise TemplateFault(_("文首信息没有结束"), _("请在它之后另起一行写“---”。"), line=1)
    return head, "\n" * (head.count("\n") + 3) + body


def read_meta(head: str, slots: Slots) -> Meta:
    """The front matter as a frozen `Meta`. Raises TemplateFault on anything it does not know."""
    written = _loaded(head)
    known = {*_TEXTS, "style", "numbering", "keywords", "cover"}
    for name in written:
        if name not in known:
            raise TemplateFault(
                _("文首信息里没有“{name}”这一项", name=slots.filled(str(name))),
                _("可用：{known}。", known=_("、").join(sorted(known))),
            )
    for needed in ("title", "org"):
        if not written.get(needed):
            raise TemplateFault(_("文首信息缺少“{name}”", name=needed), _("请补上。"))
    texts = {field: slots.filled(_text(written.get(name))) for name, field in _TEXTS.items()}
    language = current_language()
    return Meta(
        language=language,
        style=_style(_text(written.get("style", "report"))),
        numbering=_numbering(_text(written.get("numbering", "cn")), language),
        keywords=tuple(slots.filled(word) for word in _keywords(written.get("keywords"))),
        cover=tuple(_cover_rows(written.get("cover"), slots)),
        **texts,
    )


def _loaded(head: str) -> Mapping[str, object]:
    try:
        for event in yaml.parse(head, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None):
                raise TemplateFault(_("文首信息不能使用别名或标签"), _("请直接写出内容。"))
        written = yaml.load(head, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise TemplateFault(
            _("文首信息不是正确的 YAML"),
            _("请检查冒号后的空格和引号。"),
            line=mark.line + 2 if mark else 0,
        ) from error
    if not isinstance(written, dict):
        raise TemplateFault(_("文首信息不是“名称: 内容”的形式"), _("请每行写一项。"))
    return written


def _text(written: object) -> str:
    return "" if written is None else str(written)


def _keywords(written: object) -> list[str]:
    return [str(word) for word in written] if isinstance(written, list) else []


def _cover_rows(written: object, slots: Slots) -> list[tuple[str, str]]:
    if not isinstance(written, dict):
        return []
    return [(slots.filled(str(label)), slots.filled(_text(content))) for label, content in written.items()]


def _style(name: str) -> Style:
    for known in get_args(Style):
        if name == known:
            style: Style = known
            return style
    raise TemplateFault(_("没有叫“{name}”的版式", name=name), _("可用：report、brief、gongwen、card。"))


def _numbering(name: str, language: str) -> Numbering:
    for known in get_args(Numbering):
        if name == known:
            numbering: Numbering = "dec" if known == "cn" and language != "zh" else known
            return numbering
    raise TemplateFault(_("没有叫“{name}”的编号方式", name=name), _("可用：cn、dec、none。"))
