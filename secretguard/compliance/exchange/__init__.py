"""Standards in and out: what others wrote becomes a standard of ours, and ours goes out in their formats."""

from secretguard.compliance.exchange.ciso_writing import to_ciso_assistant
from secretguard.compliance.exchange.imported import Imported, SourceFormat, Unresolved, unresolved
from secretguard.compliance.exchange.importing import import_standard
from secretguard.compliance.exchange.keeping import keep_standard, write_new
from secretguard.compliance.exchange.oscal_writing import to_oscal_catalog
from secretguard.compliance.exchange.questionnaire import blank_questionnaire_xlsx, questionnaire_xlsx
from secretguard.compliance.exchange.questionnaire_reading import (
    QuestionnairePreview,
    ReadAnswer,
    read_questionnaire,
)
from secretguard.compliance.exchange.questionnaire_taking import overruled, take_answers
from secretguard.compliance.exchange.results_oscal import assessment_results
from secretguard.compliance.exchange.results_sheets import results_xlsx

__all__ = [
    "Imported",
    "QuestionnairePreview",
    "ReadAnswer",
    "SourceFormat",
    "Unresolved",
    "assessment_results",
    "blank_questionnaire_xlsx",
    "import_standard",
    "keep_standard",
    "overruled",
    "questionnaire_xlsx",
    "read_questionnaire",
    "results_xlsx",
    "take_answers",
    "to_ciso_assistant",
    "to_oscal_catalog",
    "unresolved",
    "write_new",
]
