"""At the table: 注入 ＞ 提问 ＞ 讨论与决策 ＞ 结论, contingencies, the unplanned, and taking things back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from secretguard.content.playbook import BACK, END, Decision, Inject, Option
from secretguard.drills import story
from secretguard.drills.entries import (
    STEPS,
    ContingencyDeclined,
    DecisionTaken,
    InjectGiven,
    NoteAdded,
    Paused,
    StepReached,
    StoryEnded,
    UnplannedInject,
)
from secretguard.drills.facts import facts_of
from secretguard.drills.room import DrillRoom
from secretguard.drills.state import DrillState, Visit
from secretguard.errors import RefusedError
from secretguard.i18n import _


@dataclass(frozen=True, slots=True)
class Moved:
    """What `advance` did: reached a step, gave an inject, went back to one, or ended the story."""

    what: Literal["step", "inject", "back", "ended"]
    visit: Visit | None = None
    ending: str | None = None


def offers(room: DrillRoom) -> tuple[Inject, ...]:
    """The contingencies to offer now; declined ones are not offered again."""
    state = room.state
    if state.playbook is None or state.planned is None or state.status not in ("running", "paused"):
        return ()
    due = story.due_contingencies(state.playbook, facts_of(state, room.elapsed()), state.planned.form)
    return tuple(inject for inject in due if inject.id not in state.declined)


def next_step(state: DrillState) -> str:
    """What `advance` would do now: `question`, `discussion`, `conclusion`, `decide`, `inject`, `start`."""
    visit = state.current
    if visit is None:
        return "start"
    if visit.step == "conclusion":
        return "inject"
    if visit.step == "discussion" and visit.inject.decision and visit.decision is None:
        return "decide"
    return STEPS[STEPS.index(visit.step) + 1]


def advance(room: DrillRoom, *, without_decision: bool = False, occurred: int | None = None) -> Moved:
    """Go one step on. Raises RefusedError while a decision is open (unless `without_decision`)."""
    state = room.require("running")
    step = next_step(state)
    if step == "decide" and not without_decision:
        raise RefusedError(
            _("这一步的决策还没有定。"),
            _("用 drill decide 记下选了哪一项；确实不决定，用 drill next --without-decision。"),
        )
    if step in ("start", "inject"):
        return _leave(room, state, occurred)
    visit = state.current
    assert visit is not None
    reached = "conclusion" if step == "decide" else step
    room.append(
        StepReached.model_validate({"inject": visit.inject.id, "step": reached, "occurred": occurred})
    )
    return Moved("step", room.state.current)


def jump(room: DrillRoom, inject_id: str, why: str, occurred: int | None = None) -> Moved:
    """Go to an inject out of order, with the reason on record. Raises RefusedError if unknown."""
    state = room.require("running")
    assert state.playbook is not None
    story.find_inject(state.playbook, inject_id)
    return _give(room, InjectGiven(inject=inject_id, way="jump", why=why, occurred=occurred))


def _leave(room: DrillRoom, state: DrillState, occurred: int | None) -> Moved:
    assert state.playbook is not None and state.planned is not None
    visit = state.current
    if visit is None:
        target = story.first_inject(state.playbook, state.planned.form)
        return _give(room, InjectGiven(inject=target, occurred=occurred))
    target = _target(state, visit)
    if target == BACK:
        main = _main_visit(state)
        if main is None:
            return _give(
                room,
                InjectGiven(inject=story.first_inject(state.playbook, state.planned.form), occurred=occurred),
            )
        if main.step != "conclusion":
            room.append(StepReached(inject=main.inject.id, step=main.step, occurred=occurred))
            return Moved("back", room.state.current)
        target = _target(state, main)
        # An inject that names no successor and has nothing to go back to closes the story.
        target = END if target == BACK else target
    if target == END:
        return _end(room, state, occurred)
    return _give(room, InjectGiven(inject=target, occurred=occurred))


def _target(state: DrillState, visit: Visit) -> str:
    assert state.playbook is not None and state.planned is not None
    if visit.way == "unplanned":
        return BACK
    option = chosen_option(visit)
    if option is None and visit.inject.decision is not None and visit.inject.next is None:
        # Left without a decision: the story goes on as the good option would have it.
        option = next(item for item in visit.inject.decision.options if item.rating == "good")
    return story.next_inject(state.playbook, state.planned.form, visit.inject, option)


def _main_visit(state: DrillState) -> Visit | None:
    """Where the story stood before an interruption."""
    return next((visit for visit in reversed(state.visits) if visit.way in ("story", "jump")), None)


def _give(room: DrillRoom, entry: InjectGiven) -> Moved:
    room.append(entry)
    return Moved("inject", room.state.current)


def _end(room: DrillRoom, state: DrillState, occurred: int | None) -> Moved:
    assert state.playbook is not None
    ending = story.ending(state.playbook, facts_of(state, room.elapsed()))
    room.append(StoryEnded(ending=ending.id, occurred=occurred))
    return Moved("ended", ending=ending.id)


def chosen_option(visit: Visit) -> Option | None:
    """The option decided at an inject; None while open."""
    if visit.decision is None or visit.inject.decision is None:
        return None
    wanted = visit.decision.option
    return next((option for option in visit.inject.decision.options if option.id == wanted), None)


def decide(
    room: DrillRoom,
    option_id: str,
    *,
    by: str | None = None,
    words: str | None = None,
    reason: str | None = None,
    remark: str | None = None,
    occurred: int | None = None,
) -> Option:
    """Record the table's decision at the current inject; a free answer comes with `words` and the option
    that the facilitator maps it to. Raises RefusedError if there is nothing to decide or it is decided."""
    state = room.require("running")
    visit, decision = _open_decision(state)
    option = next((item for item in decision.options if item.id == option_id.lower()), None)
    if option is None:
        raise RefusedError(
            _("{inject} 没有选项“{option}”。", inject=visit.inject.id, option=option_id),
            _("可选：{options}。", options=_("、").join(item.id for item in decision.options)),
        )
    room.append(
        DecisionTaken(
            inject=visit.inject.id,
            option=option.id,
            by=by,
            words=words,
            reason=reason,
            remark=remark,
            occurred=occurred,
        )
    )
    return option


def _open_decision(state: DrillState) -> tuple[Visit, Decision]:
    visit = state.current
    if visit is None or visit.inject.decision is None:
        raise RefusedError(
            _("现在没有要决定的事。"), _("用 drill next 往下走，或 drill status 看到了哪一步。")
        )
    if visit.decision is not None:
        raise RefusedError(
            _("{inject} 已经决定过：选项 {option}。", inject=visit.inject.id, option=visit.decision.option),
            _("要改，先用 drill undo 撤销那一条；撤销也会留在记录里。"),
        )
    return visit, visit.inject.decision


def take_contingency(room: DrillRoom, inject_id: str, occurred: int | None = None) -> Moved:
    """Play an offered contingency. Raises RefusedError if it is not on offer now."""
    room.require("running")
    if inject_id not in {inject.id for inject in offers(room)}:
        names = _("、").join(inject.id for inject in offers(room)) or _("无")
        raise RefusedError(
            _("备用注入 {inject} 现在没有条件用。", inject=inject_id), _("现在备着的：{names}。", names=names)
        )
    return _give(room, InjectGiven(inject=inject_id, way="contingency", occurred=occurred))


def decline_contingency(room: DrillRoom, inject_id: str, why: str) -> None:
    """Leave an offered contingency out, with the reason."""
    room.require("running", "paused")
    if inject_id not in {inject.id for inject in offers(room)}:
        raise RefusedError(_("备用注入 {inject} 现在没有条件用，不必谢绝。", inject=inject_id))
    room.append(ContingencyDeclined(inject=inject_id, why=why))


def unplanned(
    room: DrillRoom, text: str, to: tuple[str, ...] = (), occurred: int | None = None
) -> UnplannedInject:
    """Throw in something made up at the table; when it is dealt with, the story goes on where it stood."""
    state = room.require("running")
    known = {role.id for role in state.playbook.roles} if state.playbook else set()
    if stray := [role for role in to if role not in known]:
        raise RefusedError(
            _("没有“{role}”这个岗位。", role=stray[0]),
            _("可用：{names}。", names=_("、").join(sorted(known))),
        )
    used = sum(1 for line in state.timeline if line.kind == "unplanned")
    entry = UnplannedInject(inject=f"U{used + 1}", text=text, to=to, occurred=occurred)
    room.append(entry)
    return entry


def note(room: DrillRoom, text: str, by: str | None = None, occurred: int | None = None) -> None:
    """Write down something said or seen, at any time until the drill is finished."""
    room.require("planned", "running", "paused", "ended", "hotwash")
    room.append(NoteAdded(text=text, by=by, occurred=occurred))


def pause(room: DrillRoom, why: str | None = None) -> None:
    """Stop the clocks."""
    room.require("running")
    room.append(Paused(why=why))
