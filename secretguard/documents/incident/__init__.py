"""Papers of a real incident: report, timeline, tasks, evidence list, hand-over sheet; whole or masked."""

from __future__ import annotations

from secretguard.documents.incident.model import IncidentFacts
from secretguard.documents.incident.paper import Sheet, paper_document, volume_count

__all__ = ["IncidentFacts", "Sheet", "paper_document", "volume_count"]
