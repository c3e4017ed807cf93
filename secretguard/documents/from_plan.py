"""From the plan room to the facts of a plan's papers.

A draft and an approved version go the same way; a version's form, view and facts are those that it has kept,
so that it prints the same for ever. Nothing is written, and the moment comes in as an argument.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from secretguard.clock import from_microseconds
from secretguard.content import Column, FormField, LawTable, PlanForm, PlanSections
from secretguard.content.first_hour import FirstHour
from secretguard.documents.first_hour_card import CardWords, card_words
from secretguard.documents.from_law import grounds_in_words
from secretguard.documents.plan.from_law_table import article_facts, clock_facts
from secretguard.documents.plan.from_register import person_facts, secret_facts
from secretguard.documents.plan.model import (
    Labelled,
    PaperStatus,
    PlanAnswer,
    PlanDrill,
    PlanFinding,
    PlanLaw,
    PlanPaper,
    PlanPerson,
    PlanPromiseLine,
    PlanRevision,
    PlanSectionTitle,
    PlanVersion,
)
from secretguard.documents.plan.wall_card import with_plan
from secretguard.i18n import _
from secretguard.plans import (
    FieldState,
    PlanFacts,
    Plans,
    PlanView,
    Promise,
    TopicView,
    Version,
    difference,
    facts_of,
    form_of,
    law_of,
    promises_of,
    reading_of,
    view_of,
)
from secretguard.register import RegisterState

_NUMBER: Final = "plan-number"


@dataclass(frozen=True, slots=True)
class PlanContent:
    """The public content that papers lean on."""

    law: LawTable
    sections: PlanSections
    card: FirstHour | None = None


@dataclass(frozen=True, slots=True)
class PlanContext:
    """What a paper needs: the form with its answers, the facts of the day, and the public content.

    `version` is None for a draft; `versions` are all approved ones up to what is printed.
    """

    form: PlanForm
    view: PlanView
    facts: PlanFacts
    promises: tuple[Promise, ...]
    content: PlanContent
    moment: datetime
    enterprise: str
    version: Version | None = None
    status: PaperStatus = "draft"
    versions: tuple[Version, ...] = ()


def draft_paper(plans: Plans, facts: PlanFacts, content: PlanContent, moment: datetime) -> PlanPaper:
    """The plan as it is being written, marked 草稿. Its `plan_hash` is what an approval pins."""
    return plan_paper(
        PlanContext(
            form=plans.form,
            view=plans.view(facts),
            facts=facts,
            promises=plans.promises(),
            content=content,
            moment=moment,
            enterprise=plans.register.name,
            versions=plans.state.versions,
        )
    )


def version_paper(
    plans: Plans, number: int, content: PlanContent, moment: datetime | None = None
) -> PlanPaper:
    """An approved version from what it has kept. Raises RefusedError for a number that there is not.

    Without a moment it prints as on the day of its approval, and so the same for ever; with one it says
    whether it is in force on that day.
    """
    version = plans.version(number)
    facts = facts_of(version)
    status: PaperStatus = plans.state.status_of(version, moment.date()) if moment else "approved"
    profile = facts.register.profile
    return plan_paper(
        PlanContext(
            form=form_of(version),
            view=view_of(version),
            facts=facts,
            promises=promises_of(version),
            content=replace(content, law=law_of(version) or content.law),
            moment=moment or from_microseconds(version.stamp.at, version.stamp.tz),
            enterprise=profile.name if profile else plans.register.name,
            version=version,
            status=status,
            versions=plans.state.versions,
        )
    )


def plan_paper(context: PlanContext) -> PlanPaper:
    """All facts of the plan's papers. Raises RefusedError for a basis that the law table lacks."""
    register: RegisterState = context.facts.register
    answers = tuple(_answers(context))
    people = tuple(person_facts(person, register) for person in register.in_service())
    bases = list(dict.fromkeys(basis for answer in answers for basis in answer.basis))
    return PlanPaper(
        moment=context.moment,
        enterprise=context.enterprise,
        plan_number=_plan_number(answers, context),
        title=_("{enterprise}商业秘密侵权应急预案", enterprise=context.enterprise),
        size=context.view.size,
        form_version=context.form.version,
        version=_version(context),
        sections=tuple(
            PlanSectionTitle(number=section.number, title=section.title)
            for section in context.content.sections.sections
        ),
        answers=answers,
        grounds=grounds_in_words(bases, context.content.law, context.content.sections),
        promises=tuple(_promises(context)),
        people=people,
        secrets=tuple(secret_facts(secret, register) for secret in register.secrets.values()),
        law=tuple(PlanLaw(id=line.id, name=line.name, checked=line.checked_on) for line in context.facts.law),
        articles=tuple(article_facts(bases, context.content.law, context.content.sections)),
        clocks=tuple(clock_facts(context.content.law)),
        revisions=tuple(_revisions(context)),
        drills=tuple(
            PlanDrill(held=drill.on, title=drill.title, grade=drill.grade or "")
            for drill in context.facts.drills
        ),
        findings=tuple(
            PlanFinding(text=line.text, section=line.plan or "", owner=line.owner or "", due=line.due)
            for line in context.facts.open_findings
        ),
        card=_card(context, answers, people),
    )


def _card(
    context: PlanContext, answers: tuple[PlanAnswer, ...], people: tuple[PlanPerson, ...]
) -> CardWords | None:
    """The first-hour card with the plan's own people and minutes, where the plan has decided them."""
    if context.content.card is None:
        return None
    words = card_words(
        context.content.card, context.content.law, context.content.sections, context.facts.register
    )
    return with_plan(words, context.content.card, answers, people)


def _answers(context: PlanContext) -> Iterator[PlanAnswer]:
    for topic in context.view.topics:
        for state in topic.fields:
            yield _answer(topic, state)


def _answer(topic: TopicView, state: FieldState) -> PlanAnswer:
    field = state.field
    unknown = state.answer.unknown if state.answer else None
    return PlanAnswer(
        field=field.id,
        section=topic.topic.section,
        label=field.label,
        kind=field.kind,
        unit=field.unit or "",
        value=state.value,
        status=state.status,
        required=field.required,
        owner=unknown.owner if unknown else "",
        due=unknown.due if unknown else None,
        why=(unknown.why or "") if unknown else "",
        basis=field.basis,
        options=_options(field),
        columns=tuple(_column(column) for column in field.columns),
        row_label=field.row_label or "",
    )


def _options(field: FormField | Column) -> tuple[Labelled, ...]:
    return tuple(Labelled(id=option.id, label=option.label) for option in field.options)


def _column(column: Column) -> Labelled:
    return Labelled(id=column.id, label=column.label, kind=column.kind, options=_options(column))


def _plan_number(answers: Iterable[PlanAnswer], context: PlanContext) -> str:
    for answer in answers:
        if answer.field == _NUMBER and isinstance(answer.value, str) and answer.value:
            return answer.value
    day = context.version.approval.on if context.version else context.facts.today
    # A document is called by one number, whatever language it is read in.
    return f"密预案〔{day.year}〕{_number(context)}号"


def _number(context: PlanContext) -> int:
    return context.version.number if context.version else context.view.number


def _version(context: PlanContext) -> PlanVersion:
    version = context.version
    if version is None:
        return PlanVersion(number=str(context.view.number), status=context.view.status)
    return _approved(version, context.status)


def _approved(version: Version, status: PaperStatus) -> PlanVersion:
    approval = version.approval
    return PlanVersion(
        number=str(version.number),
        status=status,
        by=approval.by,
        post=approval.post,
        approved=approval.on,
        effective=approval.effective,
        review_due=approval.review_due,
        hash=version.hash,
    )


def _promises(context: PlanContext) -> Iterator[PlanPromiseLine]:
    for number, promise in enumerate(context.promises, 1):
        field = context.form.field(promise.field)
        yield PlanPromiseLine(
            number=number,
            id=promise.id,
            text=promise.text,
            section=promise.section,
            field=promise.field,
            clock=promise.clock,
            minutes=promise.minutes,
            basis=field.basis if field else (),
        )


def _revisions(context: PlanContext) -> Iterator[PlanRevision]:
    last = context.version.number if context.version else None
    before: Version | None = None
    for version in context.versions:
        if last is not None and version.number > last:
            return
        approval = version.approval
        yield PlanRevision(
            number=str(version.number),
            approved=approval.on,
            effective=approval.effective,
            by=approval.by,
            changes=_changes(before, version),
        )
        before = version


def _changes(before: Version | None, version: Version) -> tuple[str, ...]:
    """Which fields read differently, by section and label; the words themselves stand in the vault."""
    if before is None:
        return (_("首次制定"),)
    changed = difference(reading_of(before), reading_of(version))
    return tuple(_("{section} {label}", section=one.section, label=one.label) for one in changed)
