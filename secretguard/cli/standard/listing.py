"""`standard list|show`: what can be assessed against, and every word of it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from secretguard.cli.grammar import command
from secretguard.cli.standard.app import app
from secretguard.cli.standard.reading import broken_facts, text_check_words
from secretguard.cli.standard.requirement import tell_requirement
from secretguard.cli.standard.shelf import law_of, shelf_of
from secretguard.cli.state import CommandState
from secretguard.content import (
    Crosswalk,
    LoadedCrosswalk,
    Profile,
    Requirement,
    Standard,
    StandardShelf,
    content_error,
    crosswalk_progress,
    find_standard,
    printed_clauses,
)
from secretguard.documents.compliance.words import level_word, subject_word
from secretguard.errors import ContentError, RefusedError
from secretguard.i18n import _, deferred

Wanted = Annotated[
    str,
    typer.Argument(help=deferred("标准、适用方案或对照表的编号，见 standard list"), metavar=deferred("编号")),
]


@command(app, "list", deferred("全部标准、适用方案、对照表；读不了的文件也列出"))
def list_all(context: typer.Context) -> None:
    state: CommandState = context.obj
    shelf = shelf_of(state)
    _tell_standards(state, shelf)
    _tell_profiles(state, shelf)
    _tell_crosswalks(state, shelf)
    for broken in shelf.broken:
        state.out.say(_("读不了：{problem}", problem=content_error(broken.problems).message))
    state.out.facts(broken=[broken_facts(item.path.name, item.problems) for item in shelf.broken])
    if shelf.broken:
        state.out.finish()
        names = _("、").join(item.path.name for item in shelf.broken)
        raise ContentError(
            _("有 {count} 个标准文件读不了：{names}。", count=len(shelf.broken), names=names),
            _("用 standard check 文件 看每一处；其余的照常可用。"),
        )


def _tell_standards(state: CommandState, shelf: StandardShelf) -> None:
    standards = [loaded.standard for loaded in shelf.standards]
    heads = [_("编号"), _("标准"), _("版本"), _("发布"), _("要求")]
    rows = [[one.id, one.title, one.version, one.issuer, str(len(one.assessed()))] for one in standards]
    state.out.table(heads, rows)
    state.out.facts(
        standards=[
            {
                "id": one.id,
                "title": one.title,
                "version": one.version,
                "issuer": one.issuer,
                "number": one.number,
                "language": one.language,
                "requirements": len(one.assessed()),
                "own": one.own,
            }
            for one in standards
        ]
    )


def _tell_profiles(state: CommandState, shelf: StandardShelf) -> None:
    rows, told = [], []
    for profile in (loaded.profile for loaded in shelf.profiles):
        checked = _clauses_word(profile, shelf)
        count = len(profile.requirements)
        rows.append([profile.id, profile.title, subject_word(profile), profile.standard, str(count), checked])
        told.append(
            {
                "id": profile.id,
                "title": profile.title,
                "subject": profile.subject,
                "standard": profile.standard,
                "requirements": count,
                "clauses_checked": printed_clauses(profile, shelf).check is not None,
            }
        )
    if rows:
        heads = [_("编号"), _("适用方案"), _("对象"), _("标准"), _("要求"), _("条号")]
        state.out.table(heads, rows)
    state.out.facts(profiles=told)


def _clauses_word(profile: Profile, shelf: StandardShelf) -> str:
    """Whether clause numbers of the text behind it may be printed."""
    if not profile.stands_for_a_text:
        return "—"
    check = printed_clauses(profile, shelf).check
    return text_check_words(check) if check else _("没有核对，不印")


def _tell_crosswalks(state: CommandState, shelf: StandardShelf) -> None:
    rows = [_crosswalk_row(one) for one in shelf.crosswalks]
    if rows:
        heads = [_("编号"), _("从"), _("到"), _("填好"), _("核对"), _("对不上")]
        state.out.table(heads, rows)
    state.out.facts(crosswalks=[_crosswalk_facts(one) for one in shelf.crosswalks])


def _crosswalk_row(loaded: LoadedCrosswalk) -> list[str]:
    walk = loaded.crosswalk
    done, every = crosswalk_progress(walk)
    check = text_check_words(walk.checked) if walk.checked else "—"
    sides = [walk.source, walk.target]
    for place, known in enumerate((loaded.source_known, loaded.target_known)):
        sides[place] += "" if known else _("（不在手边）")
    return [walk.id, *sides, f"{done}/{every}", check, str(len(loaded.unresolved) or "—")]


def _crosswalk_facts(loaded: LoadedCrosswalk) -> dict[str, Any]:
    walk = loaded.crosswalk
    done, every = crosswalk_progress(walk)
    return {
        "id": walk.id,
        "source": walk.source,
        "target": walk.target,
        "source_known": loaded.source_known,
        "target_known": loaded.target_known,
        "done": done,
        "rows": every,
        "checked": walk.checked is not None,
        "unresolved": list(loaded.unresolved),
    }


@command(app, "show", deferred("看标准、适用方案、对照表；再写一项的编号，看它的全文"))
def show(
    context: typer.Context,
    wanted: Wanted,
    requirement: Annotated[
        str | None, typer.Argument(help=deferred("只看这一项，如 ORG-01"), metavar=deferred("要求"))
    ] = None,
) -> None:
    state: CommandState = context.obj
    shelf = shelf_of(state)
    walk = next((one for one in shelf.crosswalks if one.crosswalk.id == wanted), None)
    profile = shelf.profile(wanted)
    if walk is not None and profile is None:
        _show_crosswalk(state, walk.crosswalk)
        return
    standard = find_standard(profile.standard if profile else wanted, shelf).standard
    if requirement is not None:
        tell_requirement(state, standard, _one(standard, requirement), law_of(state))
        return
    _tell_head(state, standard, profile)
    if profile is not None and profile.stands_for_a_text:
        state.out.say(_("条号：{words}", words=_clauses_word(profile, shelf)))
    chosen = set(profile.ids()) if profile else {one.id for one in standard.requirements}
    _tell_requirements(state, standard, [one for one in standard.requirements if one.id in chosen])


def _one(standard: Standard, wanted: str) -> Requirement:
    found = standard.requirement(wanted) or standard.requirement(wanted.upper())
    if found is None:
        raise RefusedError(
            _("标准“{standard}”里没有“{wanted}”这一项。", standard=standard.id, wanted=wanted),
            _("全部编号：standard show {standard}", standard=standard.id),
        )
    return found


def _tell_head(state: CommandState, standard: Standard, profile: Profile | None) -> None:
    if profile is not None:
        state.out.say(profile.title, style="bold")
        state.out.say(profile.why)
        for phase in profile.phases:
            ids = _("、").join(phase.requirements)
            state.out.say(
                _("{title}（{day} 天以前）：{ids}", title=phase.title, day=phase.until_day, ids=ids)
            )
    else:
        state.out.say(standard.title, style="bold")
    for note in filter(None, (profile.source_note if profile else standard.source_note, standard.copyright)):
        state.out.say(note)
    state.out.facts(
        kind="profile" if profile else "standard",
        id=profile.id if profile else standard.id,
        title=profile.title if profile else standard.title,
        standard=standard.id,
        version=standard.version,
    )


def _tell_requirements(state: CommandState, standard: Standard, shown: list[Requirement]) -> None:
    heads = [_("编号"), _("要求"), _("程度"), _("权重"), _("基本项"), _("自动")]
    depths = standard.depths()
    for area in standard.areas:
        rows = [_requirement_row(one, depths[one.id]) for one in shown if one.area == area.id]
        if rows:
            state.out.table(heads, rows, title=f"{area.id} {area.title}")
    state.out.say(_("共 {count} 项。", count=sum(one.assessable for one in shown)))
    state.out.facts(
        requirements=[
            {
                "id": one.id,
                "area": one.area,
                "title": one.title,
                "level": one.level,
                "weight": one.weight,
                "stop": one.stop,
                "auto": one.auto,
                "assessable": one.assessable,
            }
            for one in shown
        ]
    )


def _requirement_row(one: Requirement, depth: int) -> list[str]:
    title = "　" * depth + one.title
    if not one.assessable:
        return [one.printed_number, title, "", "", "", ""]
    marks = [_("是") if mark else "" for mark in (one.stop, one.auto is not None)]
    return [one.printed_number, title, level_word(one.level), str(one.weight), *marks]


def _show_crosswalk(state: CommandState, walk: Crosswalk) -> None:
    words = {
        "equal": _("相同"),
        "subset": _("较窄"),
        "superset": _("较宽"),
        "intersects": _("部分相同"),
        "not": _("不对应"),
    }
    state.out.say(walk.title or walk.id, style="bold")
    rows = [
        [_("、").join(row.source) or "—", words[row.relation], _("、").join(row.target) or "—"]
        for row in walk.rows
    ]
    state.out.table([walk.source, _("关系"), walk.target], rows)
    state.out.facts(
        kind="crosswalk",
        id=walk.id,
        source=walk.source,
        target=walk.target,
        rows=[
            {"source": list(row.source), "relation": row.relation, "target": list(row.target)}
            for row in walk.rows
        ],
    )
