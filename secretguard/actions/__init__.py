"""Findings and corrective actions (发现与整改), whoever raised them: finding → action → closed."""

from secretguard.actions.fold import ActionsState, Finding, fold
from secretguard.actions.models import JOURNAL_KIND
from secretguard.actions.service import Actions, Proposal

__all__ = ["JOURNAL_KIND", "Actions", "ActionsState", "Finding", "Proposal", "fold"]
