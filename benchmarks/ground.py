"""What the benchmarks measure on: a vault on the disk, and entries of a long drill."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from secretguard import locations
from secretguard.clock import system_clock
from secretguard.content import LoadedPlaybook, Playbook, read_playbook
from secretguard.drills.entries import (
    ActionMarked,
    DrillPlanned,
    DrillStarted,
    InjectGiven,
    NoteAdded,
    PlaybookPin,
)
from secretguard.entries import EntryModel
from secretguard.vault import FLOOR_KDF, KdfParameters, Vault, create_vault

PASSPHRASE = "苹果 扳手 台风"


def new_vault(folder: Path, kdf: KdfParameters = FLOOR_KDF) -> Vault:
    """An empty vault, open for writing."""
    vault, _code = create_vault(
        folder / "库.sgv",
        PASSPHRASE,
        member_name="示例甲",
        vault_name="库",
        clock=system_clock,
        kdf=kdf,
        witness_folder=folder / "witness",
    )
    return vault


def playbook() -> LoadedPlaybook:
    """The playbook that ships."""
    return read_playbook(locations.content_folder("playbooks") / "departing-engineer.yaml")


def long_drill(count: int) -> Iterator[EntryModel]:
    """A drill of `count` entries: planned, started, then notes and marks, with an inject now and then."""
    story = playbook().playbook
    plan = story.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    pin = PlaybookPin(id=story.id, version=story.version, digest="0" * 64)
    yield DrillPlanned(playbook=pin, story=plan)
    yield DrillStarted()
    yield from itertools.islice(_at_the_table(story), count - 2)


def _at_the_table(story: Playbook) -> Iterator[EntryModel]:
    planned = [inject for inject in story.injects if inject.kind == "planned" and inject.expected]
    for number in itertools.count():
        inject = planned[number // 200 % len(planned)]
        if number % 200 == 0:
            yield InjectGiven(inject=inject.id, way="jump", why="测量")
        elif number % 4 == 0:
            action = inject.expected[number // 4 % len(inject.expected)]
            yield ActionMarked(action=action.id, mark="done", minute=3, by="示例乙", evaluator="示例辛")
        else:
            yield NoteAdded(text=f"第 {number} 笔：先别惊动他，会议室的门关上，日志导出来再说", by="示例甲")
