"""`assess result|law|gaps|whatif`: where it stands, the law's view first, what to mend."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from secretguard.cli.assess.app import Which, app, assessment
from secretguard.cli.assess.wording import (
    carried_line,
    heading_line,
    points,
    result_facts,
    result_line,
    tally_facts,
)
from secretguard.cli.grammar import command
from secretguard.cli.state import CommandState
from secretguard.compliance import (
    CAP,
    AssessmentState,
    ComplianceGap,
    KindAnswers,
    KindCover,
    Result,
    SecretCover,
    answers_by_kind,
    effort_word,
    gaps_of_assessment,
    law_view,
    result_of,
    verdict_word,
    what_if,
)
from secretguard.documents.compliance.words import level_word, owner_word
from secretguard.i18n import _, deferred
from secretguard.register import MEASURE_KINDS

_COUNTS = ("met", "partly", "unmet", "na", "open")


@command(app, "result", deferred("分数、等级、各领域、拦住等级的、没有做到的基本项"))
def result(context: typer.Context, which: Which = None) -> None:
    state: CommandState = context.obj
    with assessment(state, which) as room:
        folded = room.state
    found = result_of(folded)
    state.out.say(heading_line(room.id, folded))
    state.out.say(result_line(found), style="bold")
    carried = carried_line(folded)
    if carried is not None:
        state.out.say(carried, style="bold")
    areas = {area.id: area.title for area in folded.story.standard.areas} if folded.story else {}
    heads = [_("领域"), "", _("符合"), _("部分"), _("不符合"), _("不适用"), _("待答"), _("得分")]
    state.out.table(
        heads,
        [
            [area, areas.get(area, ""), *(str(getattr(tally, name)) for name in _COUNTS),
             points(tally.percent)]
            for area, tally in found.areas.items()
        ],
    )  # fmt: skip
    _tell_failing(state, folded, found)
    told = {
        area: {"title": areas.get(area, ""), "percent": tally.percent, **tally_facts(tally)}
        for area, tally in found.areas.items()
    }
    state.out.facts(status=folded.status, areas=told, **result_facts(found))


def _tell_failing(state: CommandState, folded: AssessmentState, found: Result) -> None:
    """What is not met and counts beyond the sum: stop items, and what allows no more than C."""
    failing = [item for item in folded.requirements if item.id in {*found.stops, *found.caps}]
    rows = [
        [
            item.printed_number,
            item.title,
            _undone(folded, item.id) if item.id in found.stops else "",
            _("最高 {letter}", letter=CAP) if item.id in found.caps else "",
        ]
        for item in failing
    ]
    if rows:
        state.out.table([_("编号"), _("要求"), _("基本项"), _("拦等级")], rows)


def _undone(folded: AssessmentState, requirement: str) -> str:
    """Nobody has said yet, or it was said not to be done."""
    return _("待答") if folded.verdict(requirement) is None else _("没有做到")


@command(app, "law", deferred("法律的眼光：核心秘密的七类措施，凭什么、从哪天起"))
def law(context: typer.Context, which: Which = None) -> None:
    state: CommandState = context.obj
    with assessment(state, which) as room:
        secrets = law_view(room.register.state)
        answers = answers_by_kind(room.state)
    for secret in secrets:
        title = f"{secret.secret} {secret.name}　{secret.covered}/{len(secret.kinds)}"
        rows = [[_(MEASURE_KINDS[kind.kind]), *_cover(kind)] for kind in secret.kinds]
        state.out.table([_("第六条"), _("有没有"), _("从哪天起"), _("凭什么")], rows, title=title)
    if not secrets:
        state.out.say(_("台账里没有核心秘密，看不出七类措施。用 register add secret 登记。"))
    heads = [_("第六条"), _("符合"), _("部分"), _("不符合"), _("待答")]
    rows = [
        [_(MEASURE_KINDS[one.kind]), str(one.met), str(one.partly), str(one.unmet), str(one.open)]
        for one in answers
    ]
    state.out.table(heads, rows, title=_("这次评估里为每一类服务的要求"))
    state.out.facts(
        secrets=[_secret_facts(one) for one in secrets], answers=[_kind_facts(one) for one in answers]
    )


def _cover(kind: KindCover) -> tuple[str, str, str]:
    if kind.is_covered:
        return _("有"), str(kind.since or "—"), _("；").join(kind.by)
    if kind.not_applicable:
        return _("不适用"), "—", kind.not_applicable
    return _("缺"), "—", _("台账里没有这一类措施")


def _secret_facts(secret: SecretCover) -> dict[str, Any]:
    return {
        "id": secret.secret,
        "name": secret.name,
        "covered": secret.covered,
        "kinds": [
            {
                "kind": kind.kind,
                "covered": kind.is_covered,
                "by": list(kind.by),
                "since": kind.since,
                "not_applicable": kind.not_applicable,
            }
            for kind in secret.kinds
        ],
    }


def _kind_facts(one: KindAnswers) -> dict[str, int]:
    return {"kind": one.kind, "met": one.met, "partly": one.partly, "unmet": one.unmet, "open": one.open}


@command(app, "gaps", deferred("先补哪些：基本项和拦住等级的在前，再看提多少分"))
def gaps(
    context: typer.Context,
    most: Annotated[int | None, typer.Option("--most", help=deferred("只看前几项"), min=1)] = None,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    with assessment(state, which) as room:
        folded = room.state
    found = gaps_of_assessment(folded)
    shown = found[:most]
    if shown:
        tell_gaps(state, folded, shown)
    state.out.say(_("没有要补的。") if not found else _("共 {count} 项要补。", count=len(found)))
    state.out.facts(gaps=[gap_facts(one) for one in shown], all=len(found))


def tell_gaps(state: CommandState, folded: AssessmentState, found: Iterable[ComplianceGap]) -> None:
    """Gaps as a table, in their rank."""
    park = folded.story is not None and folded.story.profile.subject == "park"
    heads = [_("编号"), _("要求"), _("现在"), _("程度"), _("归谁"), _("要花"), _("提几分"), ""]
    rows = []
    for one in found:
        item = one.requirement
        marks = [_("基本项") if item.stop else "", _("拦级") if one.caps else ""]
        rows.append(
            [
                item.printed_number,
                item.title,
                verdict_word(one.verdict),
                level_word(item.level),
                owner_word(item.owner, park=park),
                effort_word(one.effort),
                f"{one.gain:g}",
                " ".join(filter(None, marks)),
            ]
        )
    state.out.table(heads, rows)


def gap_facts(one: ComplianceGap) -> dict[str, Any]:
    """A gap for programs."""
    item = one.requirement
    return {
        "requirement": item.id,
        "title": item.title,
        "verdict": one.verdict,
        "level": item.level,
        "weight": one.weight,
        "effort": one.effort,
        "gain": one.gain,
        "caps": one.caps,
        "stop": item.stop,
        "owner": item.owner,
    }


@command(app, "whatif", deferred("先做哪几件，分数和等级会到哪"))
def whatif(
    context: typer.Context,
    most: Annotated[int, typer.Option("--most", help=deferred("做前几件；不写是十件"), min=1)] = 10,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    with assessment(state, which) as room:
        folded = room.state
    found = what_if(folded, most)
    if found.chosen:
        tell_gaps(state, folded, found.chosen)
    state.out.say(_("现在：{result}", result=result_line(found.before)))
    state.out.say(_("做完这 {count} 件：{result}", count=len(found.chosen), result=result_line(found.after)),
                  style="bold")  # fmt: skip
    state.out.facts(
        chosen=[gap_facts(one) for one in found.chosen],
        before=result_facts(found.before),
        after=result_facts(found.after),
        raises=found.raises,
    )
