"""Predicates about the order of things: evidence first, few steps, one owner each, one level each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Final

from secretguard.i18n import _
from secretguard.plans.checks.case import Case, Fault
from secretguard.plans.checks.naming import STAND_IN, known_owners
from secretguard.plans.grading import SEED, fault, severity_table
from secretguard.plans.typed.tables import row_name
from secretguard.plans.values import is_empty, rows_of, text_of, texts_in

RESTRICTS: Final = "restricts"
AFTER_DUPLICATE: Final = "after-duplicate"
EXCEPTION: Final = "exception"

_PRESERVES: Final = re.compile("固定|固证|复制|镜像|取证|快照|导出")
_RESTRICTS: Final = re.compile("限制|约谈|谈话|通知|停|收权限|收窄|吊销|改口令|改密码|惊动|对质|警告")


def after_duplicate(case: Case) -> Iterator[Fault]:
    """A step that restricts, confronts or notifies comes after the duplicate, or states its exception."""
    for table, name, row in case.named_rows():
        if (
            row.get(RESTRICTS) is True
            and row.get(AFTER_DUPLICATE) is not True
            and is_empty(row.get(EXCEPTION))
        ):
            yield Fault(_("“{row}”会惊动当事人，却没有排在复制之后，也没有写例外。", row=name), table.id)


def order_rule(case: Case) -> Iterator[Fault]:
    """A text, or lines in order, speaks of preserving before restricting."""
    found = case.one()
    if found is None:
        return
    field_id, field, value = found
    text = "\n".join(texts_in(field, value))
    first, later = _PRESERVES.search(text), _RESTRICTS.search(text)
    if first is None or (later is not None and later.start() < first.start()):
        yield Fault(_("“{label}”没有把固定证据放在前面。", label=field.label), field_id)


def max_steps(case: Case) -> Iterator[Fault]:
    """No more steps than somebody can do in that phase."""
    options, limit = case.texts("options"), case.number("count")
    found = case.table()
    if found is None:
        return
    table, rows = found
    steps = sum(text_of(row.get(case.text("column"))) in options for row in rows)
    if steps > limit:
        yield Fault(
            _("“{label}”这一段有 {count} 步，最多 {limit} 步。", label=table.label, count=steps, limit=limit),
            table.id,
        )


def owner_is_known(case: Case) -> Iterator[Fault]:
    """Each row's owner is a role or person of the plan, and the role has a stand-in."""
    known = known_owners(case, case.fields())
    alone = _without_stand_in(case)
    bare: dict[str, int] = {}
    for table, name, row in case.named_rows():
        owner = text_of(row.get(case.text("column"))).strip()
        if owner in alone:
            bare[owner] = bare.get(owner, 0) + 1
        elif owner and not any(word in owner or owner in word for word in known):
            yield Fault(_("“{row}”写的是“{owner}”，预案里没有这个角色。", row=name, owner=owner), table.id)
    for owner, count in bare.items():
        yield Fault(
            _("“{owner}”有 {count} 步要做，还没有代理人。", owner=owner, count=count), case.text("table")
        )


def no_gap_or_overlap(case: Case) -> Iterator[Fault]:
    """200 random cases each get exactly one level; the first that does not is the example."""
    grading, losses = case.field(case.text("table")), case.field(case.text("limit_field"))
    if grading is None or losses is None:
        return
    values = case.value(grading.id), case.value(losses.id)
    if values[0] is None or values[1] is None:
        return
    example = fault(severity_table(grading, values[0], values[1]), Random(SEED))  # noqa: S311
    if example is not None:
        yield Fault(_("分级表不能这样用，例如：{example}", example=example), grading.id)


def _without_stand_in(case: Case) -> set[str]:
    """Roles of the rule's tables in which the cell for a stand-in is empty."""
    alone: set[str] = set()
    for field in case.fields():
        if field.column(STAND_IN) is None:
            continue
        rows = rows_of(case.value(field.id))
        alone |= {row_name(field, row) for row in rows if is_empty(row.get(STAND_IN))}
    return alone
