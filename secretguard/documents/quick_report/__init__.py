"""The quick report (速报): at most six pages, ready to sign within the hour of the drill."""

from __future__ import annotations

import hashlib
import json

from secretguard.documents.quick_report.model import QuickReport
from secretguard.documents.quick_report.presenting import ATTACHMENT, template_data
from secretguard.documents.reading import read
from secretguard.documents.tree.document import Attachment, Document
from secretguard.i18n import _

TEMPLATE = "quick-report.md"


def quick_report(report: QuickReport) -> Document:
    """The report as a document with its data attached. Raises ContentError when the template is broken."""
    attached = _data(report)
    digest = hashlib.sha256(attached.text.encode("utf-8")).hexdigest()
    return read(TEMPLATE, template_data(report, digest), moment=report.moment, attachments=(attached,))


def _data(report: QuickReport) -> Attachment:
    text = json.dumps(report.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, indent=1)
    return Attachment(ATTACHMENT, text + "\n", "application/json", _("速报数据"))
