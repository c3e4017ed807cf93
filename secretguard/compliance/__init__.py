"""Compliance: an assessment against a standard that half fills itself in, honest about its sources."""

from secretguard.compliance.assessments import (
    AssessmentLine,
    begin_assessment,
    list_assessments,
    open_assessment,
)
from secretguard.compliance.auto import RULES, auto_answer
from secretguard.compliance.comparing import Difference, TrendPoint, differences, trend
from secretguard.compliance.entries import (
    JOURNAL_KIND,
    AssessmentIssued,
    AutoAnswer,
    Carried,
    EvidenceSort,
    Shown,
    Side,
    Verdict,
)
from secretguard.compliance.fold import fold
from secretguard.compliance.gaps import ComplianceGap, WhatIf, by_owner, gaps_of_assessment, what_if
from secretguard.compliance.gathering import gather_holdings
from secretguard.compliance.holdings import AssessmentHeld, Holdings, IncidentHeld, PlanHeld
from secretguard.compliance.law_view import KindAnswers, KindCover, SecretCover, answers_by_kind, law_view
from secretguard.compliance.proofs import NamedProof, named_proof, proof_digest
from secretguard.compliance.scoring import CAP, GRADES, Letter, Result, Tally, letter_of, result_of
from secretguard.compliance.service import Assessment, NeedsReasonError, finding_mark
from secretguard.compliance.state import Answered, AssessmentState, Linked, Owner, Stamp, Story
from secretguard.compliance.words import (
    Origin,
    effort_word,
    origin_of,
    owner_word,
    side_word,
    verdict_badge,
    verdict_word,
)

__all__ = [
    "CAP",
    "GRADES",
    "JOURNAL_KIND",
    "RULES",
    "Answered",
    "Assessment",
    "AssessmentHeld",
    "AssessmentIssued",
    "AssessmentLine",
    "AssessmentState",
    "AutoAnswer",
    "Carried",
    "ComplianceGap",
    "Difference",
    "EvidenceSort",
    "Holdings",
    "IncidentHeld",
    "KindAnswers",
    "KindCover",
    "Letter",
    "Linked",
    "NamedProof",
    "NeedsReasonError",
    "Origin",
    "Owner",
    "PlanHeld",
    "Result",
    "SecretCover",
    "Shown",
    "Side",
    "Stamp",
    "Story",
    "Tally",
    "TrendPoint",
    "Verdict",
    "WhatIf",
    "answers_by_kind",
    "auto_answer",
    "begin_assessment",
    "by_owner",
    "differences",
    "effort_word",
    "finding_mark",
    "fold",
    "gaps_of_assessment",
    "gather_holdings",
    "law_view",
    "letter_of",
    "list_assessments",
    "named_proof",
    "open_assessment",
    "origin_of",
    "owner_word",
    "proof_digest",
    "result_of",
    "side_word",
    "trend",
    "verdict_badge",
    "verdict_word",
    "what_if",
]
