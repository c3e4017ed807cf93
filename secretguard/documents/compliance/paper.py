"""The papers as documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from secretguard.clock import long_date
from secretguard.content import Profile, Standard
from secretguard.documents.compliance.evidence import evidence_words, signing_words
from secretguard.documents.compliance.form_words import form_words
from secretguard.documents.compliance.heading import basis_words, frame_words
from secretguard.documents.compliance.items import apart_words, item_words
from secretguard.documents.compliance.law_words import law_words
from secretguard.documents.compliance.plan_words import difference_words, plan_words
from secretguard.documents.compliance.questionnaire import blank_frame, questionnaire_words
from secretguard.documents.compliance.results import area_words, stop_words, summary_words, topic_words
from secretguard.documents.compliance.view import View, Words
from secretguard.documents.compliance.words import Paper
from secretguard.documents.reading import read
from secretguard.documents.tree.document import Document

TEMPLATES: Final[Mapping[Paper, str]] = {
    "report": "compliance-report.md",
    "brief": "compliance-brief.md",
    "form": "compliance-form.md",
    "questionnaire": "compliance-questionnaire.md",
}


def paper_document(paper: Paper, view: View) -> Document:
    """One paper. Raises ContentError for a broken template."""
    data = {**frame_words(view, paper), **_content(paper, view)}
    return read(TEMPLATES[paper], data, moment=view.frame.moment)


def blank_document(standard: Standard, profile: Profile, enterprise: str, moment: datetime) -> Document:
    """The questionnaire of a profile, before there is an assessment."""
    frame = blank_frame(standard, profile, enterprise, long_date(moment))
    data = {**frame, **questionnaire_words(standard, profile)}
    return read(TEMPLATES["questionnaire"], data, moment=moment)


def _content(paper: Paper, view: View) -> Words:
    match paper:
        case "report":
            figures = {**summary_words(view), **law_words(view), **area_words(view), **stop_words(view)}
            plan = {**topic_words(view), **plan_words(view), **difference_words(view)}
            lists = {**item_words(view), **apart_words(view), **evidence_words(view), **signing_words(view)}
            return {**basis_words(view), **figures, **plan, **lists}
        case "brief":
            figures = {**summary_words(view), **law_words(view), **stop_words(view)}
            return {**basis_words(view), **figures, **plan_words(view), **difference_words(view)}
        case "form":
            return {**form_words(view), **evidence_words(view), **signing_words(view)}
        case "questionnaire":
            return questionnaire_words(view.story.standard, view.story.profile)
