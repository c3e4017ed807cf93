"""The final report (终稿): after the enterprise has commented, with causes, the plan and the whole record."""

from __future__ import annotations

import hashlib
import json

from secretguard.documents.final_report.facts import final_report_facts
from secretguard.documents.final_report.model import FinalReport
from secretguard.documents.final_report.presenting import ATTACHMENT, template_data
from secretguard.documents.reading import read
from secretguard.documents.tree.document import Attachment, Document
from secretguard.i18n import _

__all__ = ["FinalReport", "final_report", "final_report_facts"]

TEMPLATE = "final-report.md"


def final_report(final: FinalReport) -> Document:
    """The report as a document with its data attached. Raises ContentError when the template is broken."""
    text = json.dumps(final.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    attached = Attachment(ATTACHMENT, text, "application/json", _("终稿数据"))
    return read(TEMPLATE, template_data(final, digest), moment=final.moment, attachments=(attached,))
