"""One HTML file without outside sources, for reading and for the browser's own printing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from secretguard.documents.tree.document import Document, outline
from secretguard.documents.tree.inlines import Inlines
from secretguard.i18n import _

_FOLDER = Path(__file__).parent


class _Notes:
    """Footnotes in the order in which the text calls them."""

    def __init__(self) -> None:
        self.called: list[Inlines] = []

    def call(self, content: Inlines) -> int:
        self.called.append(content)
        return len(self.called)


def to_html(document: Document) -> str:
    """The document as HTML. Every text is escaped; only our own drawings and style sheet are markup."""
    page = _environment().get_template("page.html.j2")
    return page.render(
        meta=document.meta,
        blocks=document.blocks,
        outline=list(outline(document.blocks)),
        notes=_Notes(),
        style_sheet=(_FOLDER / "report.css").read_text("utf-8"),
        words=_words(),
    )


def _drawn(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 - made by our own charts, whose labels are escaped there


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=False
    )
    environment.filters["drawn"] = _drawn
    return environment


def _words() -> dict[str, str]:
    return {
        "signature": _("签名"),
        "date": _("日期"),
        "date_blank": _("年　　月　　日"),
        "copies_to": _("抄送："),
        "grade": _("综合评定"),
        "contents": _("目录"),
        "notes": _("注释"),
        "back": _("回到正文"),
    }
