"""A drill's journal in memory: entries as the fold reads them, without a vault."""

from __future__ import annotations

from typing import Any

from secretguard.content import Playbook
from secretguard.drills import DrillState, fold
from secretguard.drills.entries import DrillPlanned, DrillStarted, PlaybookPin
from secretguard.entries import EntryModel, UnrecordedEntry

MINUTE = 60_000_000
"""Microseconds."""


def planned(playbook: Playbook, **more: Any) -> DrillPlanned:
    """The drill as planned, with the playbook's own defaults unless told otherwise."""
    defaults = {name: parameter.default for name, parameter in playbook.parameters.items()}
    return DrillPlanned(
        playbook=PlaybookPin(id=playbook.id, version=playbook.version, digest="0"),
        story=playbook.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        **{"parameters": defaults, **more},
    )


def journal(*models: EntryModel) -> list[UnrecordedEntry]:
    """The entries, all recorded at the start unless they say when they happened."""
    return [
        UnrecordedEntry(seq, model.kind, model.parts(), model.occurred or 0, tz=480)
        for seq, model in enumerate(models, 1)
    ]


def state_after(playbook: Playbook, *models: EntryModel, form: str = "full") -> DrillState:
    """A drill that was planned, started, and played on by these entries."""
    return fold(journal(planned(playbook, form=form), DrillStarted(), *models))
