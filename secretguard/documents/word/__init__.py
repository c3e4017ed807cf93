"""Word (.docx, ECMA-376) from the document tree: real styles, lists, fields and footnotes."""

from __future__ import annotations

from secretguard.documents.tree.document import Document


def to_word(document: Document) -> bytes:
    """The document as .docx; its attachments travel with the PDF only. Raises PrintingError.

    Chart pictures are drawn from the same SVG as in the PDF. Faces are named, not embedded.
    """
    from secretguard.documents.word.assembling import assembled  # 0.2 s that only Word needs

    return assembled(document)
