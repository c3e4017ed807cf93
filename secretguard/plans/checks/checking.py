"""Every rule held against the plan. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from secretguard.content import BLOCKING, PlanForm, PlanRules, Rule
from secretguard.i18n import _
from secretguard.plans.checks.case import Case, Fault
from secretguard.plans.checks.defects import CLASSES, Defect
from secretguard.plans.checks.predicates import PREDICATES
from secretguard.plans.checks.presence import missing_sentence
from secretguard.plans.facts import OpenFinding, PlanFacts
from secretguard.plans.fold import PlanState
from secretguard.plans.form_state import FieldState, PlanView, TopicView, view
from secretguard.plans.models import Size


def check(
    form: PlanForm, rules: PlanRules, state: PlanState, facts: PlanFacts, size: Size | None = None
) -> tuple[Defect, ...]:
    """Every defect of the plan at its size, what blocks first, then by class, in the order of the rules.

    A required field that says nothing is a defect even where no rule names it; so is an open finding that
    belongs to a field or section of this size.
    """
    chosen: Size = size or state.size or "card"
    seen = view(form, state, facts, chosen)
    fields = {shown.field.id: shown for shown in seen.fields}
    found = [
        _defect(rule, fault, fields)
        for rule in rules.within(chosen)
        for fault in PREDICATES[rule.check](Case(rule, form, state, facts, chosen, fields))
    ]
    told = {defect.field for defect in found if defect.defect_class == "missing" and defect.blocks}
    silent = [shown for shown in seen.missing_required if shown.field.id not in told]
    found.extend(_required(shown, seen) for shown in silent)
    found.extend(_proved(finding, seen) for finding in facts.open_findings if _place(finding, seen))
    return tuple(sorted(found, key=lambda defect: (not defect.blocks, CLASSES.index(defect.defect_class))))


def blocking(defects: Iterable[Defect]) -> tuple[Defect, ...]:
    """The defects that keep a version from being approved."""
    return tuple(defect for defect in defects if defect.blocks)


def _defect(rule: Rule, fault: Fault, fields: Mapping[str, FieldState]) -> Defect:
    shown = fields.get(fault.field or "")
    silent = shown is not None and shown.field.required and not shown.stands
    defect_class = fault.defect_class or rule.defect_class
    return Defect(
        rule=rule.id,
        defect_class=defect_class,
        section=rule.section,
        field=fault.field or next((one for one in rule.fields if one in fields), None),
        message=fault.message,
        remedy=fault.remedy or rule.remedy,
        blocks=rule.blocks or defect_class in BLOCKING or (defect_class == "missing" and silent),
        why=rule.why,
        basis=rule.basis,
        reviewer=rule.reviewer,
    )


def _required(shown: FieldState, seen: PlanView) -> Defect:
    topic = seen.topic_of(shown.field.id)
    assert topic is not None
    return Defect(
        rule="required",
        defect_class="missing",
        section=topic.topic.section,
        field=shown.field.id,
        message=missing_sentence(shown),
        remedy=_("打开这一项填上；台账里已有的，确认一下就算填了。"),
        blocks=True,
        why=_("批准之前必须有，出事那天就靠它。"),
        basis=shown.field.basis,
    )


def _proved(finding: OpenFinding, seen: PlanView) -> Defect:
    """What a drill or an incident showed not to work as written; it stands until the finding is closed."""
    topic = _place(finding, seen)
    assert topic is not None
    own = seen.field(finding.plan or "")
    return Defect(
        rule=f"finding.{finding.id}",
        defect_class="infeasible",
        section=topic.topic.section,
        field=own.field.id if own else topic.fields[0].field.id,
        message=finding.text,
        remedy=_("改这一项，或按整改单办完再关闭 {id}。", id=finding.id),
        blocks=False,
        why=_("推演或者真事已经证明，照现在这样写做不到。"),
        basis=own.field.basis if own else topic.fields[0].field.basis,
    )


def _place(finding: OpenFinding, seen: PlanView) -> TopicView | None:
    """The topic that a finding belongs to: by its field, else the first of its section."""
    if finding.plan is None:
        return None
    of_section = (view for view in seen.topics if view.topic.section == finding.plan)
    return seen.topic_of(finding.plan) or next(of_section, None)
