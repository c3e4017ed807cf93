"""Papers of an assessment: report, two pages for the director, a bureau's form, the blank questionnaire."""

from secretguard.documents.compliance.outside import Outside, outside_of
from secretguard.documents.compliance.paper import blank_document, paper_document
from secretguard.documents.compliance.view import Frame, Proof, View

__all__ = ["Frame", "Outside", "Proof", "View", "blank_document", "outside_of", "paper_document"]
