"""What a drill shows by itself: findings that rules propose, each with its reason. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.actions import Proposal
from secretguard.content.playbook import ExpectedAction
from secretguard.drills.clocks import readings
from secretguard.drills.state import DrillState
from secretguard.drills.timing import scenario_text
from secretguard.i18n import _, _p


def proposals(state: DrillState) -> list[Proposal]:
    """All machine findings, gravest kind first: lost evidence, missed and late actions, clocks, people."""
    return [*_evidence(state), *_actions(state), *_clocks(state), *_people(state)]


def _evidence(state: DrillState) -> Iterator[Proposal]:
    titles = {item.id: item for item in state.playbook.evidence} if state.playbook else {}
    for change in state.evidence_changes:
        item = titles.get(change.evidence)
        if change.state == "lost" and item is not None:
            yield Proposal(
                mark=f"lost.{change.evidence}",
                nature="evidence",
                text=_(
                    "{item}没有保住：{inject} 选了 {option}。会毁掉它的是：{killer}。",
                    item=state.fill(item.title),
                    inject=change.inject,
                    option=change.option,
                    killer=state.fill(item.killed_by),
                ),
                plan="7",
                what=_("在预案里写明：{item}由谁、多久之内固定，谁无权先动。", item=state.fill(item.title)),
            )


def _actions(state: DrillState) -> Iterator[Proposal]:
    for visit in state.visits:
        for action in visit.inject.expected:
            marked = state.marks.get(action.id)
            verdict = marked.entry.mark if marked else None
            if verdict == "missed":
                text = _("没有做：{action}。", action=state.fill(action.action))
                yield _about(
                    state, action, "missed", text, _("写进预案和岗位卡，讲给这个岗位；下次推演先复测。")
                )
            elif verdict == "late" and marked is not None and marked.minute is not None:
                over = max(0, marked.minute - action.within)
                late = _("，晚 {over} 分钟", over=over) if over else ""
                text = _("做迟了：{action}{late}。", action=state.fill(action.action), late=late)
                yield _about(
                    state, action, "late", text, _("查清卡在哪一环，改流程或改时限；下次推演先复测。")
                )


def _about(state: DrillState, action: ExpectedAction, mark: str, text: str, what: str) -> Proposal:
    planned = next((basis[5:] for basis in action.basis if basis.startswith("plan:")), None)
    objectives = state.playbook.objectives if state.playbook else ()
    fallback = next((item.plan for item in objectives if item.id == action.objective), None)
    return Proposal(
        mark=f"{mark}.{action.id}",
        nature="score",
        text=text,
        plan=planned or fallback,
        objective=action.objective,
        what=what,
    )


def clock_name(clock: str) -> str:
    """发现, 固证, 报告 in the user's language."""
    words = {
        "detect": _p("clock", "发现"),
        "preserve": _p("clock", "固证"),
        "report": _p("clock", "报告"),
    }
    return words.get(clock, clock)


def _clocks(state: DrillState) -> Iterator[Proposal]:
    for reading in readings(state):
        name = clock_name(reading.clock)
        if reading.over and reading.promise and reading.since_discovery is not None:
            yield Proposal(
                mark=f"promise.{reading.clock}",
                nature="plan",
                text=_(
                    "{clock}用了 {actual} 分钟，预案承诺 {promise} 分钟，超 {over} 分钟。",
                    clock=name,
                    actual=reading.since_discovery,
                    promise=reading.promise.minutes,
                    over=reading.over,
                ),
                plan=reading.promise.plan,
                what=_("查清卡在哪一环：改流程，或改承诺的时限。"),
            )
        elif reading.tested and reading.promise is None:
            yield Proposal(
                mark=f"no-promise.{reading.clock}",
                nature="plan",
                text=_("预案没有写{clock}的时限，没有可以对照的承诺。", clock=name),
                plan="5",
                what=_("在预案里写一个做得到的时限和责任人。"),
            )


def _people(state: DrillState) -> Iterator[Proposal]:
    roles = {role.id: role for role in state.playbook.roles} if state.playbook else {}
    for role in roles.values():
        taken = state.seats.get(role.id)
        if role.played_by != "player" or not role.needed:
            continue
        if taken is None or taken.presence == "absent":
            who = taken.name if taken else ""
            yield Proposal(
                mark=f"seat.{role.id}",
                nature="people",
                text=_(
                    "{role}没有人到场，也没有替补{who}。",
                    role=role.title,
                    who=_("（{note}）", note=who) if who else "",
                ),
                plan="2",
                what=_("给{role}定一位替补，写进预案并培训。", role=role.title),
            )


def longest_delay(state: DrillState) -> str | None:
    """The promise broken by most, in words, for the summary; None if all were kept."""
    broken = [reading for reading in readings(state) if reading.over]
    if not broken:
        return None
    worst = max(broken, key=lambda reading: reading.over or 0)
    return _(
        "{clock}比承诺晚了 {over}", clock=clock_name(worst.clock), over=scenario_text(worst.over or 0)[2:]
    )
