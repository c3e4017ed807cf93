"""`assess show`: the table by area, or one requirement with everything that belongs to it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from secretguard.cli.assess.app import Which, app, asked, assessment
from secretguard.cli.assess.wording import auto_facts, is_looked_at, result_facts, result_line, shown_line
from secretguard.cli.grammar import command
from secretguard.cli.standard.requirement import tell_requirement
from secretguard.cli.standard.shelf import law_of
from secretguard.cli.state import CommandState
from secretguard.compliance import Assessment, AutoAnswer, result_of, verdict_badge, verdict_word
from secretguard.content import Area, Requirement
from secretguard.documents.compliance.words import origin_mark, place_word, sort_word
from secretguard.errors import RefusedError
from secretguard.i18n import _, deferred


@command(
    app, "show", deferred("看题：一个领域或一项；--open 只看没有答的；自 记录给的，人 人答的，沿 带过来的")
)
def show(
    context: typer.Context,
    wanted: Annotated[
        str | None,
        typer.Argument(help=deferred("领域如 ORG，或一项如 ORG-01；不写是全部"), metavar=deferred("领域")),
    ] = None,
    unanswered: Annotated[bool, typer.Option("--open", help=deferred("只看没有答的"))] = False,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    with assessment(state, which) as room:
        item = room.state.requirement(asked(room, wanted)) if wanted else None
        if item is not None:
            _tell_one(state, room, item)
            return
        _tell_table(state, room, _area(room, wanted) if wanted else None, unanswered=unanswered)


def _area(room: Assessment, wanted: str) -> Area:
    story = room.state.story
    areas = story.standard.areas if story else ()
    found = next(
        (area for area in areas if area.id in (wanted, wanted.upper()) or area.title == wanted), None
    )
    if found is None:
        names = _("、").join(area.id for area in areas[:30])
        raise RefusedError(_("这次评估里没有“{wanted}”。", wanted=wanted), _("领域：{names}。", names=names))
    return found


def _tell_table(state: CommandState, room: Assessment, only: Area | None, *, unanswered: bool) -> None:
    folded, autos = room.state, room.autos()
    shown = [
        item
        for item in folded.requirements
        if (only is None or item.area == only.id) and not (unanswered and is_looked_at(folded, item.id))
    ]
    heads = [_("编号"), _("要求"), _("答"), _("凭"), _("记录说")]
    areas = folded.story.standard.areas if folded.story else ()
    for area in areas:
        rows = [_row(room, item, autos.get(item.id)) for item in shown if item.area == area.id]
        if rows:
            state.out.table(heads, rows, title=f"{area.id} {area.title}")
    result = result_of(folded)
    if unanswered and not shown:
        state.out.say(_("都答完了。下一步：assess result，再 assess freeze。"))
    state.out.say(result_line(result))
    state.out.facts(
        id=room.id,
        status=folded.status,
        requirements=[_facts(room, item, autos.get(item.id)) for item in shown],
        result=result_facts(result),
    )


def _row(room: Assessment, item: Requirement, auto: AutoAnswer | None) -> list[str]:
    verdict = room.state.verdict(item.id)
    found = ""
    if auto is not None:
        hint = "" if auto.decides == "verdict" else _("（提示）")
        found = f"{verdict_word(auto.found)}{hint}"
    mark = origin_mark(room.state.answers.get(item.id))
    stop = _("　基本项") if item.stop else ""
    return [item.printed_number, item.title + stop, verdict_badge(verdict), mark, found]


def _facts(room: Assessment, item: Requirement, auto: AutoAnswer | None) -> dict[str, Any]:
    answered = room.state.answers.get(item.id)
    owner = room.state.owners.get(item.id)
    return {
        "id": item.id,
        "area": item.area,
        "title": item.title,
        "verdict": room.state.verdict(item.id),
        "remark": answered.given.remark if answered else None,
        "by": answered.given.by if answered else None,
        "carried": answered is not None and answered.given.carried is not None,
        "overrules": answered.given.overrules if answered else None,
        "auto": auto_facts(auto) if auto else None,
        "evidence": len(room.state.links.get(item.id, ())),
        "owner": owner.name if owner else None,
        "due": owner.due if owner else None,
    }


def _tell_one(state: CommandState, room: Assessment, item: Requirement) -> None:
    folded = room.state
    assert folded.story is not None
    auto = room.autos().get(item.id)
    park = folded.story.profile.subject == "park"
    tell_requirement(state, folded.story.standard, item, law_of(state), park=park)
    state.out.say()
    _tell_answer(state, room, item)
    if auto is not None:
        _tell_auto(state, auto)
    _tell_proof(state, room, item)
    state.out.facts(answer=_facts(room, item, auto), id=room.id)


def _tell_answer(state: CommandState, room: Assessment, item: Requirement) -> None:
    answered = room.state.answers.get(item.id)
    state.out.say(_("答：{verdict}", verdict=verdict_word(room.state.verdict(item.id))), style="bold")
    if answered is None:
        return
    given = answered.given
    if given.carried is not None:
        state.out.say(
            _("由别的评估带过来，还没有人看过：{ids}", ids=_("、").join(given.carried.requirements))
        )
    for label, text in ((_("说明"), given.remark), (_("谁答的"), given.by)):
        if text:
            state.out.say(_("{label}：{text}", label=label, text=text))


def _tell_auto(state: CommandState, auto: AutoAnswer) -> None:
    state.out.say(_("记录说：{found}。{why}", found=verdict_word(auto.found), why=auto.why))
    if auto.shown:
        state.out.say(_("凭：{records}", records=shown_line(auto)))


def _tell_proof(state: CommandState, room: Assessment, item: Requirement) -> None:
    folded = room.state
    owner = folded.owners.get(item.id)
    if owner is not None:
        state.out.say(_("谁来办：{owner}　{due}", owner=owner.name, due=owner.due or "—"))
    links = folded.links.get(item.id, ())
    rows = [
        [
            str(one.stamp.seq),
            sort_word(one.evidence.sort),
            one.evidence.what,
            place_word(one.evidence.place or "") or "—",
            (one.evidence.sha256 or "—")[:16],
        ]
        for one in links
    ]
    if rows:
        state.out.table([_("编号"), _("种类"), _("凭据"), _("在哪里"), "SHA-256"], rows)
    talks = [each for each in folded.interviews if each.requirement == item.id]
    for talk in talks:
        state.out.say(_("{day} 问 {who}：{text}", day=talk.on, who=talk.who, text=talk.text))
    state.out.facts(
        evidence=[one.evidence.model_dump(mode="json") | {"seq": one.stamp.seq} for one in links],
        interviews=[talk.model_dump(mode="json") for talk in talks],
    )
