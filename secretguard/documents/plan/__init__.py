"""The papers of an emergency plan (应急预案): the plan in two lengths, cards, contact sheets, annex forms.

`plan_document(paper, kind)` makes one as a document; `plan_text` is the canonical text whose SHA-256 a
version carries. Everything comes from the facts of a `PlanPaper`; no room is asked here.
"""

from __future__ import annotations

from secretguard.documents.plan.canonical import plan_hash, plan_text
from secretguard.documents.plan.model import (
    Labelled,
    PlanAnswer,
    PlanArticle,
    PlanClock,
    PlanDrill,
    PlanFinding,
    PlanLaw,
    PlanPaper,
    PlanPerson,
    PlanPromiseLine,
    PlanRevision,
    PlanSecret,
    PlanSectionTitle,
    PlanVersion,
)
from secretguard.documents.plan.papers import (
    ANNEX_FORMS,
    PLAN_PAPERS,
    PrintedPaper,
    blank_form,
    paper_title,
    papers_of_size,
    plan_document,
    plan_papers,
)

__all__ = [
    "ANNEX_FORMS",
    "PLAN_PAPERS",
    "Labelled",
    "PlanAnswer",
    "PlanArticle",
    "PlanClock",
    "PlanDrill",
    "PlanFinding",
    "PlanLaw",
    "PlanPaper",
    "PlanPerson",
    "PlanPromiseLine",
    "PlanRevision",
    "PlanSecret",
    "PlanSectionTitle",
    "PlanVersion",
    "PrintedPaper",
    "blank_form",
    "paper_title",
    "papers_of_size",
    "plan_document",
    "plan_hash",
    "plan_papers",
    "plan_text",
]
