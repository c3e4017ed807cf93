"""What a drill's kit is made from, gathered for whichever face prints it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from secretguard.content import content_folders, find_playbook, load_law, load_plan_sections
from secretguard.documents.from_law import grounds_in_words
from secretguard.documents.kit.model import KitContext, bases_in
from secretguard.drills import DrillRoom, DrillState
from secretguard.drills.planning import playbook_digest
from secretguard.drills.quality import ReadinessSheet, assess_readiness, check_playbook
from secretguard.errors import ContentError, RefusedError
from secretguard.i18n import _
from secretguard.register import open_enterprise


def kit_context(
    room: DrillRoom,
    *,
    content: Path | None = None,
    when: datetime | None = None,
    stop_word: str | None = None,
) -> KitContext:
    """The enterprise, deputies, grounds and readiness sheet of a planned drill."""
    folders = content_folders("standards", content)
    register = open_enterprise(room.vault, room.vault.journal(room.journal).enterprise)
    deputies = {}
    for seat, taken in room.state.seats.items():
        deputy = register.state.deputy_of(taken.person) if taken.person else None
        if deputy is not None:
            deputies[seat] = deputy.person.name
    return KitContext(
        enterprise=register.name,
        moment=room.clock(),
        grounds=grounds_in_words(bases_in(room.state), load_law(folders), load_plan_sections(folders)),
        readiness=_readiness(content, room.state),
        when=when,
        stop_word=stop_word or _("红灯"),
        deputies=deputies,
    )


def _readiness(content: Path | None, folded: DrillState) -> ReadinessSheet | None:
    """The sheet for the playbook that was planned; None where the shelf holds another text by now."""
    planned = folded.planned
    if planned is None:
        return None
    try:
        loaded = find_playbook(planned.playbook.id, content_folders("playbooks", content))
    except (ContentError, RefusedError):
        return None
    if playbook_digest(loaded.playbook) != planned.playbook.digest:
        return None
    folders = content_folders("standards", content)
    return assess_readiness(loaded, check_playbook(loaded, load_law(folders), load_plan_sections(folders)))
