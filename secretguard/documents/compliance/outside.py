"""What a paper needs from outside the assessment's journal: kept with the issue, for the reprint.

The law's view of the register, earlier years, the other side's answers, corrective actions, clause numbers
that somebody checked, and the words of the law table. Whole numbers only: the journal keeps no fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from secretguard.compliance import (
    Assessment,
    AssessmentState,
    AutoAnswer,
    Holdings,
    TrendPoint,
    differences,
    law_view,
    list_assessments,
    open_assessment,
    trend,
)
from secretguard.content import LawTable, Profile, StandardShelf, TextCheck, printed_clauses
from secretguard.documents.compliance.grounds import ground_of
from secretguard.documents.quick_report.model import Ground
from secretguard.register import RegisterState

_MEASURES_LAW: Final = "law:fashi-2020-7:5"
"""Measures must have stood before the infringement; article 6 of the same text lists the seven kinds."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class KeptKind(_Kept):
    """One of the seven kinds for one secret: by what, since when, or why it has no sense."""

    kind: int
    by: tuple[str, ...] = ()
    since: date | None = None
    not_applicable: str | None = None


class KeptSecret(_Kept):
    """A core secret by its code name."""

    secret: str
    name: str
    kinds: tuple[KeptKind, ...]


class KeptPoint(_Kept):
    """An earlier year. Percent in tenths."""

    year: int
    on: date
    tenths: int | None = None
    letter: str | None = None
    areas: Mapping[str, int | None] = Field(default_factory=dict)


class KeptAnswer(_Kept):
    """What the other side answers where it differs."""

    requirement: str
    verdict: str | None = None
    remark: str | None = None


class KeptOther(_Kept):
    """The other side's assessment: self against bureau."""

    id: str
    side: str
    title: str
    by: str | None = None
    on: date | None = None
    all: int = 0
    answers: tuple[KeptAnswer, ...] = ()


class KeptFinding(_Kept):
    """A corrective action raised from a requirement."""

    mark: str
    number: str
    status: str
    owner: str | None = None
    due: date | None = None


class KeptHeld(_Kept):
    """What the vault holds for the case that something happens."""

    plan: int | None = None
    plan_on: date | None = None
    plan_due: date | None = None
    drills: int = 0
    last_drill: date | None = None
    incidents: int = 0
    unfinished: int = 0


class Outside(_Kept):
    """All of it. `autos` only of an open assessment: a frozen one has them in its journal."""

    enterprise: str = ""
    secrets: tuple[KeptSecret, ...] = ()
    all_secrets: int = 0
    points: tuple[KeptPoint, ...] = ()
    other: KeptOther | None = None
    findings: tuple[KeptFinding, ...] = ()
    held: KeptHeld = KeptHeld()
    autos: Mapping[str, AutoAnswer] = Field(default_factory=dict)
    grounds: Mapping[str, Ground] = Field(default_factory=dict)
    clauses: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    check: TextCheck | None = None
    measures_law: Ground = Ground(kind="law")
    members: Mapping[str, str] = Field(default_factory=dict)
    form: Profile | None = None

    def kept(self) -> dict[str, Any]:
        """As an entry keeps it."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def outside_of(room: Assessment, law: LawTable, shelf: StandardShelf, form: Profile | None) -> Outside:
    """What stands outside today; of the register only what the papers show."""
    state, held = room.state, room.holdings()
    others = list(_others(room))
    story = state.story
    clauses = printed_clauses(story.profile, shelf) if story else None
    bases = dict.fromkeys(basis for item in state.requirements for basis in item.grounds)
    wrote = {answer.stamp.author for answer in state.answers.values()}
    return Outside(
        enterprise=room.register.name,
        secrets=_secrets(held.register),
        all_secrets=len(held.register.secrets),
        points=tuple(_points(state, others)),
        other=_other_side(state, room.id, others),
        findings=tuple(_findings(held, room.id)),
        held=_held(held),
        autos=room.autos() if state.frozen is None else {},
        grounds={basis: ground_of(basis, law) for basis in bases},
        clauses=clauses.numbers if clauses else {},
        check=clauses.check if clauses else None,
        measures_law=ground_of(_MEASURES_LAW, law),
        members={member.id.hex(): member.name for member in room.vault.members() if member.id.hex() in wrote},
        form=form,
    )


def _secrets(register: RegisterState) -> tuple[KeptSecret, ...]:
    return tuple(
        KeptSecret(
            secret=each.secret,
            name=each.name,
            kinds=tuple(
                KeptKind(kind=kind.kind, by=kind.by, since=kind.since, not_applicable=kind.not_applicable)
                for kind in each.kinds
            ),
        )
        for each in law_view(register)
    )


def _others(room: Assessment) -> Iterator[tuple[str, AssessmentState]]:
    """The enterprise's other assessments against the same profile."""
    opened = room.state.opened
    if opened is None:
        return
    subject = opened.subject
    for line in list_assessments(room.vault, room.register.id):
        same = (line.standard, line.profile) == (subject.standard, subject.profile)
        if same and line.id != room.id and line.status != "empty":
            yield line.id, open_assessment(room.vault, line.id, room.register, room.clock).state


def _points(state: AssessmentState, others: list[tuple[str, AssessmentState]]) -> Iterator[KeptPoint]:
    """Earlier frozen assessments of the same side; of each year the last."""
    opened = state.opened
    if opened is None:
        return
    subject = opened.subject
    kept: dict[int, TrendPoint] = {
        point.year: point
        for point in trend([other for _id, other in others])
        if point.side == subject.side and point.year < subject.year
    }
    for year in sorted(kept):
        point = kept[year]
        yield KeptPoint(
            year=year,
            on=point.on,
            tenths=_tenths(point.percent),
            letter=point.letter,
            areas={area: _tenths(percent) for area, percent in point.areas.items()},
        )


def _tenths(percent: float | None) -> int | None:
    return None if percent is None else round(percent * 10)


def _other_side(
    state: AssessmentState, own: str, others: list[tuple[str, AssessmentState]]
) -> KeptOther | None:
    """The last review of this one, or the self-assessment that this one reviews."""
    opened, found = state.opened, None
    for key, other in others:
        if other.opened is None or opened is None:
            continue
        if key == opened.reviews or other.opened.reviews == own:
            found = key, other
    if found is None:
        return None
    key, theirs = found
    subject = theirs.opened.subject if theirs.opened else None
    shared = sum(1 for item in state.requirements if theirs.requirement(item.id) is not None)
    return KeptOther(
        id=key,
        side=subject.side if subject else "self",
        title=subject.title if subject else "",
        by=theirs.frozen.by if theirs.frozen else None,
        on=theirs.frozen.today if theirs.frozen else None,
        all=shared,
        answers=tuple(
            KeptAnswer(
                requirement=each.requirement,
                verdict=each.theirs,
                remark=theirs.answers[each.requirement].given.remark
                if each.requirement in theirs.answers
                else None,
            )
            for each in differences(state, theirs)
        ),
    )


def _findings(held: Holdings, own: str) -> Iterator[KeptFinding]:
    for each in held.findings:
        head = each.raised.finding
        if head.source == own and head.mark is not None:
            yield KeptFinding(
                mark=head.mark, number=each.id, status=each.status, owner=each.owner, due=each.due
            )


def _held(held: Holdings) -> KeptHeld:
    plan = held.plan
    return KeptHeld(
        plan=plan.number if plan else None,
        plan_on=plan.on if plan else None,
        plan_due=plan.review_due if plan else None,
        drills=len(held.drills),
        last_drill=max((each.on for each in held.drills), default=None),
        incidents=len(held.incidents),
        unfinished=sum(1 for each in held.findings if each.status in ("open", "assigned")),
    )
