"""What a person is handed: a template and its data become a document, the document a file.

`read` makes a `Document`; `to_html`, `to_pdf`, `to_terminal` and `to_word` draw it. `quick_report` makes the
document of a `QuickReport`. The same document gives the same bytes, whatever the machine.
"""

from __future__ import annotations

from secretguard.documents.html import to_html
from secretguard.documents.pdf import PrintingError, to_pdf
from secretguard.documents.quick_report import quick_report
from secretguard.documents.quick_report.model import QuickReport
from secretguard.documents.reading import read
from secretguard.documents.terminal import to_terminal
from secretguard.documents.tree.document import Attachment, Document
from secretguard.documents.word import to_word

__all__ = [
    "Attachment",
    "Document",
    "PrintingError",
    "QuickReport",
    "quick_report",
    "read",
    "to_html",
    "to_pdf",
    "to_terminal",
    "to_word",
]
