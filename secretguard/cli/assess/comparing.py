"""`assess compare`: self against bureau, this year against last, and the row of years."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from secretguard.cli.assess.app import Which, app, assessment
from secretguard.cli.assess.wording import points, result_facts, short_id, title_of
from secretguard.cli.grammar import command
from secretguard.cli.state import CommandState
from secretguard.compliance import (
    Assessment,
    AssessmentLine,
    TrendPoint,
    differences,
    list_assessments,
    open_assessment,
    result_of,
    side_word,
    trend,
    verdict_word,
)
from secretguard.errors import RefusedError
from secretguard.i18n import _, deferred


@command(app, "compare", deferred("和另一次评估比：自评和复评，今年和去年，哪里不同"))
def compare(
    context: typer.Context,
    other: Annotated[
        str | None,
        typer.Argument(
            help=deferred("和哪一次比，写编号的前几位；不写就是另一方的，没有就是上一次"),
            metavar=deferred("编号"),
        ),
    ] = None,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    with assessment(state, which) as room:
        theirs = _read(room, other or _other(room))
        alike = _alike(room)
        years = trend([_read(room, line.id).state for line in alike if line.status == "frozen"])
    mine, second = room.state, theirs.state
    found = differences(mine, second)
    names = [_name(room), _name(theirs)]
    rows = [
        [title_of(mine, one.requirement), verdict_word(one.mine), verdict_word(one.theirs)] for one in found
    ]
    if rows:
        state.out.table([_("要求"), *names], rows)
    state.out.say(_("{mine} 与 {theirs}：{count} 处不同。", mine=names[0], theirs=names[1], count=len(found)))
    _tell_years(state, years)
    state.out.facts(
        mine={"id": room.id, **result_facts(result_of(mine))},
        theirs={"id": theirs.id, **result_facts(result_of(second))},
        differences=[
            {"requirement": one.requirement, "mine": one.mine, "theirs": one.theirs} for one in found
        ],
        years=[_year_facts(one) for one in years],
    )


def _read(room: Assessment, wanted: str) -> Assessment:
    return room if room.id == wanted else open_assessment(room.vault, wanted, room.register, room.clock)


def _alike(room: Assessment) -> list[AssessmentLine]:
    """Every assessment by the same profile, oldest first, this one included."""
    opened = room.state.opened
    lines = list_assessments(room.vault, room.register.id)
    return [line for line in lines if opened is not None and line.profile == opened.subject.profile]


def _other(room: Assessment) -> str:
    """What it is compared with when nobody says: what it reviews, the other side, what came before."""
    opened = room.state.opened
    if opened is not None and opened.reviews is not None:
        return opened.reviews
    side = opened.subject.side if opened else "self"
    others = [line for line in _alike(room) if line.id != room.id and line.status != "empty"]
    wishes: tuple[Callable[[AssessmentLine], bool], ...] = (
        lambda line: line.side != side,
        lambda _line: True,
    )
    for fits in wishes:
        found = [line.id for line in others if fits(line)]
        if found:
            return found[-1]
    raise RefusedError(
        _("没有同一方案的另一次评估可以比。"),
        _("复评用 assess new --side bureau；明年的用 assess new --from last。"),
    )


def _name(room: Assessment) -> str:
    opened = room.state.opened
    if opened is None:
        return short_id(room.id)
    return f"{side_word(opened.subject.side)} {opened.subject.year} {short_id(room.id)}"


def _tell_years(state: CommandState, years: tuple[TrendPoint, ...]) -> None:
    if years:
        heads = [_("年度"), _("哪一方"), _("封存于"), _("得分"), _("等级")]
        rows = [
            [str(one.year), side_word(one.side), str(one.on), points(one.percent), one.letter or "—"]
            for one in years
        ]
        state.out.table(heads, rows)


def _year_facts(one: TrendPoint) -> dict[str, Any]:
    return {
        "year": one.year,
        "side": one.side,
        "on": one.on,
        "percent": one.percent,
        "letter": one.letter,
        "areas": dict(one.areas),
    }
