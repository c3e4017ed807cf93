"""What the desk asks of the rooms below, gathered under one name.

Vault, content, drills and papers take a second to load. Whoever starts the program reads the door meanwhile:
the app begins to load this module once the door is on the screen.
"""

from secretguard import drills
from secretguard.actions import Actions
from secretguard.content import content_folders, list_playbooks, load_law, load_plan_sections
from secretguard.documents.reporting import QuickReports
from secretguard.finding import UNSEARCHED, describe
from secretguard.register import gaps, list_enterprises, open_enterprise
from secretguard.tui.compliance_desk import ComplianceDesk
from secretguard.tui.incident_desk import IncidentDesk
from secretguard.tui.plan_desk import PlanDesk, PlanShelf
from secretguard.vault import (
    change_passphrase,
    create_vault,
    open_vault,
    prove_recovery_code,
    replace_recovery_code,
)
from secretguard.vault.search import SearchBuffers

__all__ = [
    "UNSEARCHED",
    "Actions",
    "ComplianceDesk",
    "IncidentDesk",
    "PlanDesk",
    "PlanShelf",
    "QuickReports",
    "SearchBuffers",
    "change_passphrase",
    "content_folders",
    "create_vault",
    "describe",
    "drills",
    "gaps",
    "list_enterprises",
    "list_playbooks",
    "load_law",
    "load_plan_sections",
    "open_enterprise",
    "open_vault",
    "prove_recovery_code",
    "replace_recovery_code",
]
