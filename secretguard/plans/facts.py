"""What the plan needs to know of rooms above it and of the outside world; a face fills it in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ConfigDict

from secretguard.actions import ActionsState
from secretguard.content import LawTable
from secretguard.register import RegisterState


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class OpenFinding(_Frozen):
    """An unfinished finding; `plan` is the plan's field id or section that it belongs to."""

    id: str
    text: str
    plan: str | None = None
    due: date | None = None
    owner: str | None = None
    late: bool = False


class LawLine(_Frozen):
    """A statute the plan leans on; `checked_on` is None while nobody has compared the text (待核)."""

    id: str
    name: str
    checked_on: date | None = None


class IncidentFact(_Frozen):
    """A past incident as the plan sees it: when, of which type (an option of the plan's event types)."""

    id: str
    on: date
    kind: str | None = None


class DrillFact(_Frozen):
    """A finished drill as the plan sees it: when, which leak path, whether its report was issued."""

    id: str
    on: date
    title: str = ""
    path: str | None = None
    grade: str | None = None
    report_issued: bool = False
    evaluator_played: bool = False


@dataclass(frozen=True)
class PlanFacts:
    """The day, the register, and frozen facts of drills, findings, law and incidents.

    `law` are the statutes to print (see `law_lines`), `law_table` the table that the checks ask.
    """

    today: date
    register: RegisterState = field(default_factory=RegisterState)
    drills: tuple[DrillFact, ...] = ()
    open_findings: tuple[OpenFinding, ...] = ()
    law: tuple[LawLine, ...] = ()
    law_table: LawTable = field(default_factory=lambda: LawTable(kind="law"))
    incidents: tuple[IncidentFact, ...] = ()

    @property
    def last_drill(self) -> DrillFact | None:
        """The newest finished drill."""
        return max(self.drills, key=lambda drill: drill.on, default=None)

    @property
    def drilled_paths(self) -> frozenset[str]:
        """The leak paths that drills have walked."""
        return frozenset(drill.path for drill in self.drills if drill.path)

    def findings_on(self, place: str) -> tuple[OpenFinding, ...]:
        """The open findings whose plan field or section is exactly `place`."""
        return tuple(finding for finding in self.open_findings if finding.plan == place)


def law_lines(table: LawTable) -> tuple[LawLine, ...]:
    """The statutes of the law table, each with the day its text was last compared."""
    lines = []
    for statute in table.statutes:
        days = [article.checked_on for article in statute.articles if article.checked_on]
        name = f"《{statute.name}》" + (f"（{statute.edition}）" if statute.edition else "")
        lines.append(LawLine(id=statute.id, name=name, checked_on=max(days, default=None)))
    return tuple(lines)


def gather(
    register: RegisterState,
    actions: ActionsState,
    law: LawTable,
    today: date,
    *,
    drills: tuple[DrillFact, ...] = (),
    incidents: tuple[IncidentFact, ...] = (),
) -> PlanFacts:
    """All facts from the states of the rooms; what drills and incidents tell comes from the face."""
    findings = tuple(
        OpenFinding(
            id=finding.id,
            text=finding.raised.text,
            plan=finding.raised.plan,
            due=finding.due,
            owner=finding.owner,
            late=finding.is_late(today),
        )
        for finding in actions.unfinished()
    )
    return PlanFacts(
        today=today,
        register=register,
        drills=drills,
        open_findings=findings,
        law=law_lines(law),
        law_table=law,
        incidents=incidents,
    )
