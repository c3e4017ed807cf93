"""The .docx itself: parts, properties, and a ZIP whose bytes depend on the document alone."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import UTC
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart

from secretguard.documents.tree.document import Document, outline
from secretguard.documents.word.look import LOOKS
from secretguard.documents.word.manuscript import Manuscript
from secretguard.documents.word.numbering import numbering_elements
from secretguard.documents.word.sections import draw_sections
from secretguard.documents.word.settings import font_elements, settings_elements
from secretguard.documents.word.styles import style_elements
from secretguard.documents.word.xml import Element, element
from secretguard.i18n import _

_LONGEST_PROPERTY = 255
_STEP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP entry can bear."""
_READ_WRITE = 0o600 << 16
_FOREIGN_PARTS = ("thumbnail", "customXml", "stylesWithEffects", "extended-properties", "webSettings")
"""What the library's own template brings and no paper of ours needs."""


def assembled(document: Document) -> bytes:
    """The document as .docx. Raises PrintingError when a drawing cannot be made."""
    word = docx.Document()
    _drop_foreign_parts(word)
    look = LOOKS[document.meta.style]
    manuscript = Manuscript(word.part, document.meta, look, tuple(outline(document.blocks)))
    _refill(word.element.body, draw_sections(document.blocks, manuscript))
    language = document.meta.language
    _refill(word.styles.element, style_elements(look, language))
    _refill(word.part.numbering_part.element, numbering_elements(look, manuscript.ordered_lists))
    _refill(word.settings.element, settings_elements(look, language, notes=manuscript.footnotes.any))
    _name_faces(word, font_elements(look))
    _describe(word, document)
    saved = BytesIO()
    word.save(saved)
    return _with_fixed_times(saved)


def _refill(root: Element, children: Iterable[Element]) -> None:
    drawn = list(children)
    for held in list(root):
        root.remove(held)
    root.extend(drawn)


def _drop_foreign_parts(word: WordDocument) -> None:
    for holder in (word.part.package, word.part):
        for name, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in _FOREIGN_PARTS:
                del holder.rels[name]


def _name_faces(word: WordDocument, faces: list[Element]) -> None:
    package = word.part.package
    for name, relation in list(word.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            replaced = relation.target_part
            del word.part.rels[name]
            named = XmlPart(replaced.partname, replaced.content_type, element("fonts", *faces), package)
            word.part.relate_to(named, RELATIONSHIP_TYPE.FONT_TABLE)


def _describe(word: WordDocument, document: Document) -> None:
    meta, about = document.meta, word.core_properties
    moment = document.moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    about.title = _property(f"{meta.title}　{meta.subtitle}" if meta.subtitle else meta.title)
    about.author = about.last_modified_by = _property(meta.organisation)
    about.keywords = _property(_("，").join(meta.keywords))
    about.language = "zh-CN" if meta.language == "zh" else meta.language
    about.created = about.modified = moment
    about.comments = ""
    about.revision = 1


def _property(words: str) -> str:
    """The file's own description holds 255 characters (OPC core properties); the paper has the whole text."""
    return words if len(words) <= _LONGEST_PROPERTY else words[: _LONGEST_PROPERTY - 1] + "…"


def _with_fixed_times(saved: BytesIO) -> bytes:
    """python-docx stamps each entry with the time of saving."""
    written = BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _STEP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READ_WRITE
            target.writestr(entry, source.read(name))
    return written.getvalue()
