"""保密措施证明卷: which measures stood on a past day, with the entries and checkpoint that prove it."""

from __future__ import annotations

from secretguard.documents.measures.entries import LegalItem, MeasuresIssued
from secretguard.documents.measures.model import MeasuresProof
from secretguard.documents.measures.paper import measures_document

__all__ = ["LegalItem", "MeasuresIssued", "MeasuresProof", "measures_document"]
