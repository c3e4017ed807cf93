"""The plan's room as a command enters it: the plan, its form and rules, and the facts of the day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from secretguard import drills
from secretguard.actions import Actions
from secretguard.cli.state import CommandState
from secretguard.content import (
    LawTable,
    PlanForm,
    PlanRules,
    PlanSections,
    content_folders,
    load_law,
    load_plan_form,
    load_plan_rules,
    load_plan_sections,
)
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.plans import PlanFacts, Plans, gather
from secretguard.register import Register
from secretguard.vault import Vault

if TYPE_CHECKING:
    from secretguard.documents.plan import PlanPaper


@dataclass
class PlanRoom:
    """One enterprise's plan in an open vault. The facts are those of the moment of entering."""

    vault: Vault
    register: Register
    plans: Plans
    folders: tuple[Path, ...]
    moment: datetime

    @cached_property
    def law(self) -> LawTable:
        """The law table."""
        return _law(self.folders)

    @cached_property
    def sections(self) -> PlanSections:
        """The plan's section titles."""
        return load_plan_sections(self.folders)

    @cached_property
    def facts(self) -> PlanFacts:
        """The day, the register, the findings, the law, the drills."""
        return gather(
            self.register.state,
            Actions(self.vault, self.register.id).state,
            self.law,
            self.plans.today,
            drills=drills.drill_facts(self.vault, self.register.id),
        )

    @property
    def me(self) -> str:
        """Who sits at the keyboard, by the vault's name."""
        return self.vault.member.name

    def paper(self, number: int | None) -> PlanPaper:
        """The facts of the papers: of an approved version, the same for ever, or of the draft."""
        from secretguard.content.first_hour import load_first_hour
        from secretguard.documents.from_plan import PlanContent, draft_paper, version_paper

        card = load_first_hour(self.folders, self.law, self.sections)
        content = PlanContent(self.law, self.sections, card)
        if number is not None:
            return version_paper(self.plans, number, content)
        self.require_begun()
        return draft_paper(self.plans, self.facts, content, self.moment)

    def require_begun(self) -> None:
        """Raises RefusedError before a size was chosen."""
        if self.plans.state.opened is None:
            raise RefusedError(
                _("预案还没有开始写。"),
                _("用 plan new --size card 开始；card 一页纸、short 简版、full 完整版。"),
            )


@contextmanager
def plan_room(state: CommandState, *, write: bool = False, begun: bool = True) -> Iterator[PlanRoom]:
    """Enter the plan of the enterprise that is meant. Raises RefusedError if it was not begun but must be."""
    folders = content_folders("standards", state.content)
    form, rules = _form(folders)
    with state.vault(write=write) as vault:
        register = state.register(vault)
        plans = Plans(vault, register.id, form, rules, state.clock, register=register)
        if write:
            plans.mend_promises()
        room = PlanRoom(vault, register, plans, folders, state.clock())
        if begun:
            room.require_begun()
        yield room


@lru_cache(maxsize=1)
def _form(folders: tuple[Path, ...]) -> tuple[PlanForm, PlanRules]:
    """The form with its rules, read once for all lines of a session."""
    form = load_plan_form(folders)
    return form, load_plan_rules(folders, form)


@lru_cache(maxsize=1)
def _law(folders: tuple[Path, ...]) -> LawTable:
    return load_law(folders)
