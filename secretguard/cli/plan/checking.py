"""`plan check|floor`: what is wrong and why, the score, and the ten tests on the shop floor."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from secretguard.cli.grammar import command
from secretguard.cli.plan.app import SIZE_HELP, SizeChoice, app
from secretguard.cli.plan.room import PlanRoom, plan_room
from secretguard.cli.state import CommandState
from secretguard.documents.from_law import grounds_in_words
from secretguard.documents.quick_report.model import Ground
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _, deferred
from secretguard.plans import (
    CLASSES,
    Defect,
    FloorAnswered,
    Met,
    PlanState,
    Score,
    blocking,
    class_word,
    photo_digest,
)
from secretguard.times import day


class MetChoice(enum.StrEnum):
    """How a floor test went."""

    yes = "yes"
    partly = "partly"
    no = "no"

    @property
    def met(self) -> Met:
        """As the plan names it."""
        return self.value


def met_word(met: Met) -> str:
    """做到了, 做到一半, 没做到."""
    return {"yes": _("做到了"), "partly": _("做到一半"), "no": _("没做到")}[met]


class BlockedError(RefusedError):
    """Something keeps the plan from being approved; the list was told."""

    code = "plan-blocked"


@command(app, "check", deferred("检查：每处毛病、为什么、怎么改，和得分；有不能批准的就以 1 退出"))
def check(
    context: typer.Context,
    size: Annotated[SizeChoice | None, typer.Option("--size", help=SIZE_HELP)] = None,
    why: Annotated[bool, typer.Option("--why", help=deferred("每一处都说为什么、依据什么"))] = False,
) -> None:
    state: CommandState = context.obj
    chosen = size.size if size else None
    with plan_room(state) as room:
        defects = room.plans.check(room.facts, chosen)
        found = room.plans.score(room.facts, chosen)
        told = [_told(room, one) for one in defects]
        next_step = _next_step(room.plans.state)
    for one, item in zip(defects, told, strict=True):
        _say(state, one, item, why=why)
    _tell_score(state, defects, found)
    state.out.facts(defects=told, score=_score(found))
    stopping = blocking(defects)
    if stopping:
        state.out.finish()
        raise BlockedError(
            _("有 {count} 处不能批准。", count=len(stopping)),
            _("先改这一处：{message}{remedy}", message=stopping[0].message, remedy=stopping[0].remedy),
        )
    state.out.say(next_step, style="bold")


def _next_step(plan: PlanState) -> str:
    """What comes after a check that nothing stops: by whether the draft was handed in."""
    if plan.review is not None:
        return _(
            "没有拦住批准的。第 {number} 版已经提交给{to}，下一步：plan approve。",
            number=plan.draft_number, to=plan.review.to,
        )  # fmt: skip
    if plan.last_version is not None and not plan.changed_since_version():
        return _("没有拦住批准的。和已批准的第 {number} 版一样，不用再批。", number=plan.last_version.number)
    return _("没有拦住批准的。下一步：plan submit，再 plan approve。")


def _say(state: CommandState, one: Defect, told: Mapping[str, Any], *, why: bool) -> None:
    stop = _("，不能批准") if one.blocks else ""
    field = _("{label}（{id}）", label=told["label"], id=one.field) if one.field else ""
    place = f"{one.section} {field}".strip()
    line = _("【{kind}{stop}】{place}　{message}", kind=class_word(one.defect_class), stop=stop, place=place,
             message=one.message)  # fmt: skip
    state.out.say(line, style="bold" if one.blocks else "")
    state.out.say("  " + one.remedy)
    if why:
        state.out.say("  " + _("为什么：{why}", why=one.why))
        state.out.say("  " + _("依据：{grounds}", grounds=_("；").join(told["grounds"])))


def _told(room: PlanRoom, one: Defect) -> dict[str, Any]:
    grounds = grounds_in_words(one.basis, room.law, room.sections)
    field = room.plans.form.field(one.field) if one.field else None
    return {
        "rule": one.rule,
        "class": one.defect_class,
        "section": one.section,
        "field": one.field,
        "label": field.label if field else None,
        "message": one.message,
        "remedy": one.remedy,
        "blocks": one.blocks,
        "why": one.why,
        "basis": list(one.basis),
        "grounds": [_ground_line(ground) for ground in grounds.values()],
        "reviewer": one.reviewer,
    }


def _ground_line(ground: Ground) -> str:
    """Only the law prints as law; what nobody has compared says so."""
    if ground.kind != "law":
        return ground.label
    told = f"{ground.statute}{ground.article}"
    return _("{text}（待核）", text=told) if ground.pending else told


def _tell_score(state: CommandState, defects: Sequence[Defect], found: Score) -> None:
    counted = {name: sum(one.defect_class == name for one in defects) for name in CLASSES}
    words = _("、").join(f"{class_word(name)} {count}" for name, count in counted.items() if count)
    state.out.say(
        _("共 {count} 处：{words}。", count=len(defects), words=words) if words else _("没有毛病。")
    )
    state.out.say(
        _("{letter} 级，{total} 分：必填 {fields}/60，检查 {checks}/25，现场 {floor}/15。",
          letter=found.letter, total=found.total, fields=found.fields, checks=found.checks, floor=found.floor)
    )  # fmt: skip
    for cap in found.caps:
        state.out.say(_("最高 C 级：{reason}。", reason=cap.reason))


def _score(found: Score) -> dict[str, Any]:
    return {
        "total": found.total,
        "letter": found.letter,
        "uncapped": found.uncapped,
        "fields": found.fields,
        "checks": found.checks,
        "floor": found.floor,
        "caps": [{"id": cap.id, "reason": cap.reason, "field": cap.field} for cap in found.caps],
    }


@command(app, "floor", deferred("现场测试：不带参数看十道题；带题号和结果就记下看到的"))
def floor(
    context: typer.Context,
    test: Annotated[
        str | None, typer.Argument(help=deferred("题号，a 到 j"), metavar=deferred("题号"))
    ] = None,
    met: Annotated[
        MetChoice | None, typer.Argument(help=deferred("yes 做到了、partly 做到一半、no 没做到"))
    ] = None,
    words: Annotated[str | None, typer.Option("--words", help=deferred("看到、听到了什么"))] = None,
    photo: Annotated[
        Path | None,
        typer.Option("--photo", help=deferred("照片；只记名字和 SHA-256"), exists=True, dir_okay=False),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help=deferred("哪天看的；不写就是今天"))] = None,
    by: Annotated[str | None, typer.Option("--by", help=deferred("谁看的；不写就是您自己"))] = None,
) -> None:
    state: CommandState = context.obj
    if test is not None and (met is None or words is None):
        raise UsageError(
            _("要写结果和看到了什么。"),
            _("例：plan floor a partly --words 两个号码通了一个 --photo 照片.jpg"),
        )
    when = day(on) if on else None
    digest = photo_digest(photo) if photo else None
    with plan_room(state, write=test is not None) as room:
        if test is not None and met is not None and words is not None:
            room.plans.answer_floor_test(
                test,
                met.met,
                words,
                by or room.me,
                on=when,
                photo=digest,
                photo_name=photo.name if photo else None,
            )
        asked, answers = room.plans.form.floor_tests, room.plans.state.floor
    if test is not None and met is not None:
        state.out.say(_("已记 {test}：{met}。", test=test, met=met_word(met.met)))
    else:
        for one in asked:
            state.out.say(f"{one.id}　{one.question}", style="bold")
            state.out.say(f"  {one.how}")
            if one.id in answers:
                state.out.say("  " + _answer_line(answers[one.id]))
    state.out.facts(
        tests=[
            {"id": one.id, "question": one.question, "answer": _answer(answers.get(one.id))} for one in asked
        ]
    )


def _answer_line(one: FloorAnswered) -> str:
    return _("{on}　{by}：{met}，{words}", on=one.on, by=one.by, met=met_word(one.met), words=one.words)


def _answer(one: FloorAnswered | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "met": one.met,
        "words": one.words,
        "on": one.on,
        "by": one.by,
        "photo": one.photo,
        "photo_name": one.photo_name,
    }
