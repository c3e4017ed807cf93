"""Rule E7: everything a playbook names is known. Each finding has its line and the nearest known name."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator

from secretguard.content.law import LawTable
from secretguard.content.loading import LoadedPlaybook
from secretguard.content.places import (
    PARAMETER_PLACE,
    actions,
    conditions,
    decisions,
    injects,
    options,
    sentences,
    shapes,
)
from secretguard.content.plan_sections import PlanSections
from secretguard.content.playbook import BACK, END, Playbook
from secretguard.content.problems import ContentProblem, quoted
from secretguard.content.yaml_source import YamlPath
from secretguard.i18n import _

Named = Iterator[tuple[YamlPath, str]]


def check_references(
    loaded: LoadedPlaybook,
    law: LawTable,
    sections: PlanSections,
    requirements: Collection[str] | None = None,
) -> tuple[ContentProblem, ...]:
    """Every unknown or repeated name. `requirements` None: there is no catalogue yet, ids are not checked."""
    playbook = loaded.playbook
    found: list[ContentProblem] = []
    found += _strangers(loaded, _("角色"), _roles_named(playbook), _ids(playbook.roles))
    found += _strangers(loaded, _("证据"), _evidence_named(playbook), _ids(playbook.evidence))
    found += _strangers(loaded, _("目标"), _objectives_named(playbook), _ids(playbook.objectives))
    found += _strangers(loaded, _("标记"), _flags_named(playbook), playbook.flags)
    found += _strangers(loaded, _("行动"), _actions_named(playbook), [a.action.id for a in actions(playbook)])
    found += _strangers(loaded, _("选择"), _choices_named(playbook), _choices(playbook))
    found += _strangers(loaded, _("注入"), _targets_named(playbook), _targets(playbook))
    found += _strangers(loaded, _("参数"), _parameters_named(playbook), playbook.parameters)
    found += _strangers(loaded, _("法定时限"), _duties_named(playbook), [clock.id for clock in law.clocks])
    found += _strangers(
        loaded, _("预案节号"), _sections_named(playbook), [s.number for s in sections.sections]
    )
    found += _strangers(loaded, _("法律依据"), _laws_named(playbook), law.bases())
    if requirements is not None:
        found += _strangers(loaded, _("要求"), _requirements_named(playbook), requirements)
    found += _stray_braces(loaded)
    found += _repeated_ids(loaded)
    return tuple(found)


def _strangers(
    loaded: LoadedPlaybook, what: str, named: Named, known: Collection[str]
) -> Iterator[ContentProblem]:
    for place, name in named:
        if name in known:
            continue
        near = difflib.get_close_matches(name, list(known), n=1)
        hint = _("是不是想写 {name}？", name=near[0]) if near else _("请先定义它，或改正编号。")
        yield loaded.problem(place, _("{what} {name} 没有定义。", what=what, name=quoted(name)), hint)


def _ids(things: Iterable[object]) -> list[str]:
    return [str(getattr(thing, "id", "")) for thing in things]


def _each(place: YamlPath, names: Iterable[str]) -> Named:
    for index, name in enumerate(names):
        yield (*place, index), name


def _roles_named(playbook: Playbook) -> Named:
    for place, inject in injects(playbook):
        yield (*place, "from"), inject.sender
        yield from _each((*place, "to"), inject.to)
    for place, _inject, action in actions(playbook):
        yield (*place, "role"), action.role


def _evidence_named(playbook: Playbook) -> Named:
    for index, objective in enumerate(playbook.objectives):
        yield from _each(("objectives", index, "fails_if_lost"), objective.fails_if_lost)
    for place, _inject, option in options(playbook):
        effect = option.evidence
        for name in ("kept", "at_risk", "lost"):
            yield from _each((*place, "evidence", name), getattr(effect, name))
    for place, condition in conditions(playbook):
        yield from _each((*place, "kept"), condition.kept)
        yield from _each((*place, "lost"), condition.lost)


def _objectives_named(playbook: Playbook) -> Named:
    for place, _inject, action in actions(playbook):
        yield (*place, "objective"), action.objective
    for place, _inject, decision in decisions(playbook):
        yield from _each((*place, "objectives"), decision.objectives)


def _flags_named(playbook: Playbook) -> Named:
    for place, _inject, option in options(playbook):
        yield from _each((*place, "set"), option.set)
    for place, condition in conditions(playbook):
        if condition.flag is not None:
            yield (*place, "flag"), condition.flag


def _actions_named(playbook: Playbook) -> Named:
    for place, condition in conditions(playbook):
        if condition.missed is not None:
            yield (*place, "missed"), condition.missed


def _choices_named(playbook: Playbook) -> Named:
    for place, condition in conditions(playbook):
        yield from _each((*place, "chosen"), condition.chosen)


def _choices(playbook: Playbook) -> list[str]:
    return [f"{inject.id}.{option.id}" for _place, inject, option in options(playbook)]


def _targets_named(playbook: Playbook) -> Named:
    """Where `next` leads; `back` is no target for a planned inject, so it counts as a name like any other."""
    for place, inject in injects(playbook):
        if inject.next is not None and not _returns(inject.kind, inject.next):
            yield (*place, "next"), inject.next
    for place, inject, option in options(playbook):
        if not _returns(inject.kind, option.next):
            yield (*place, "next"), option.next


def _returns(kind: str, target: str) -> bool:
    return target == BACK and kind != "planned"


def _targets(playbook: Playbook) -> list[str]:
    return [*_ids(playbook.injects), END]


def _parameters_named(playbook: Playbook) -> Named:
    for place, text in sentences(playbook):
        if place[0] == "parameters" and place[-1] == "default":
            continue
        for match in PARAMETER_PLACE.finditer(text):
            yield place, match[1]


def _duties_named(playbook: Playbook) -> Named:
    yield from _each(("duties",), playbook.duties)
    for place, _inject, action in actions(playbook):
        if action.duty is not None:
            yield (*place, "duty"), action.duty


def _sections_named(playbook: Playbook) -> Named:
    for index, objective in enumerate(playbook.objectives):
        yield ("objectives", index, "plan"), objective.plan
    for place, basis in _bases(playbook, "plan:"):
        yield place, basis.removeprefix("plan:")


def _laws_named(playbook: Playbook) -> Named:
    for index, objective in enumerate(playbook.objectives):
        for number, name in enumerate(objective.law):
            full = name if name.startswith("law:") else f"law:{name}"
            yield ("objectives", index, "law", number), full
    yield from _bases(playbook, "law:")


def _bases(playbook: Playbook, kind: str) -> Named:
    for place, _inject, action in actions(playbook):
        for index, basis in enumerate(action.basis):
            if basis.startswith(kind):
                yield (*place, "basis", index), basis


def _requirements_named(playbook: Playbook) -> Named:
    for index, objective in enumerate(playbook.objectives):
        yield from _each(("objectives", index, "requirements"), objective.requirements)


def _stray_braces(loaded: LoadedPlaybook) -> Iterator[ContentProblem]:
    for place, text in sentences(loaded.playbook):
        if place[-1] == "default" and PARAMETER_PLACE.search(text):
            yield loaded.problem(place, _("参数的默认值里不能再套参数。"), _("请写成普通文字。"))
        elif set("{}") & set(PARAMETER_PLACE.sub("", text)):
            yield loaded.problem(
                place, _("花括号不成对。"), _("花括号只用来写参数，如 {name}。", name="{secret}")
            )


def _repeated_ids(loaded: LoadedPlaybook) -> Iterator[ContentProblem]:
    playbook = loaded.playbook
    lists: list[tuple[YamlPath, list[str]]] = [
        ((name,), _ids(getattr(playbook, name)))
        for name in ("objectives", "roles", "evidence", "injects", "endings")
    ]
    lists += [(("flags",), list(playbook.flags)), (("duties",), list(playbook.duties))]
    for place, _inject, decision in decisions(playbook):
        lists.append(((*place, "options"), _ids(decision.options)))
    for place, _inject, shape in shapes(playbook):
        lists.append(((*place, "expected"), _ids(shape.expected or ())))
    for place, ids in lists:
        for index, one in enumerate(ids):
            if one in ids[:index]:
                yield loaded.problem((*place, index), _("编号 {id} 用了两次。", id=one), _("请换一个编号。"))
    yield from _reserved_ids(loaded)
    yield from _actions_of_two_injects(loaded)


def _reserved_ids(loaded: LoadedPlaybook) -> Iterator[ContentProblem]:
    for place, inject in injects(loaded.playbook):
        if inject.id in (END, BACK):
            message = _("{id} 是保留的词，不能作注入的编号。", id=inject.id)
            yield loaded.problem((*place, "id"), message, _("请换一个编号。"))


def _actions_of_two_injects(loaded: LoadedPlaybook) -> Iterator[ContentProblem]:
    """A variant may take over an action of its own inject; two injects may not share one: marks go by id."""
    owner: dict[str, str] = {}
    for place, inject, action in actions(loaded.playbook):
        if owner.setdefault(action.id, inject.id) != inject.id:
            message = _("行动 {id} 在注入 {other} 里已经用过。", id=action.id, other=owner[action.id])
            yield loaded.problem(place, message, _("请换一个编号。"))
