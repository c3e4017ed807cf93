"""`assess new|list`: beginning an assessment, and every one of the enterprise."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.assess.app import SideChoice, app
from secretguard.cli.assess.wording import points, short_id, status_word
from secretguard.cli.grammar import command
from secretguard.cli.standard.shelf import shelf_of
from secretguard.cli.state import CommandState
from secretguard.compliance import (
    Assessment,
    AssessmentLine,
    Side,
    begin_assessment,
    list_assessments,
    open_assessment,
    side_word,
)
from secretguard.content import (
    Crosswalk,
    Profile,
    Standard,
    StandardShelf,
    find_crosswalk,
    find_profile,
    find_standard,
    read_crosswalk,
    whole_profile,
)
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _, deferred
from secretguard.register import Register
from secretguard.vault import Vault

_LAST = "last"


@command(
    app, "new", deferred("新开一次评估：写适用方案，如 starter、enterprise、park；导入的标准写 --standard")
)
def new(
    context: typer.Context,
    standard: Annotated[
        str | None,
        typer.Option(
            "--standard", help=deferred("标准；不写就按方案定，见 standard list"), metavar=deferred("编号")
        ),
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", help=deferred("适用方案，如 starter"), metavar=deferred("编号"))
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", help=deferred("哪一年的；不写就是今年"), min=2000, max=2200)
    ] = None,
    side: Annotated[
        SideChoice, typer.Option("--side", help=deferred("self 企业自评，bureau 监管部门复评"))
    ] = SideChoice.self,
    start_from: Annotated[
        str | None,
        typer.Option(
            "--from", help=deferred("从哪一次接着做：last 最近一次，或评估的编号"), metavar=deferred("评估")
        ),
    ] = None,
    crosswalk: Annotated[
        str | None,
        typer.Option(
            "--crosswalk",
            help=deferred("从别的标准带答案过来：对照表的编号或文件，和 --from 一起写"),
            metavar=deferred("对照表"),
        ),
    ] = None,
) -> None:
    state: CommandState = context.obj
    chosen, way = chosen_standard(shelf_of(state), standard, profile)
    if crosswalk is not None and start_from is None:
        raise UsageError(_("写了对照表，没有写从哪一次评估带。"), _("加上 --from 评估的编号。"))
    over = _crosswalk(state, crosswalk) if crosswalk else None
    with state.vault(write=True) as vault:
        register = state.register(vault)
        source = _source(state, vault, register, start_from, over, chosen)
        alike = _still_open(vault, register, way, side.side, year or state.clock().year)
        reviews = _reviewed(state, vault, register, way, side.side, source)
        room = begin_assessment(
            vault,
            register,
            chosen,
            way,
            state.clock,
            year=year,
            side=side.side,
            opened_by=vault.member.name,
            previous=source if over is None else None,
            reviews=reviews,
        )
        if source is not None and over is not None:
            room.carry_from(source, over)
        _tell_new(state, room)
    if alike is not None:
        state.out.say(
            _("注　同一年、同一方案已有一次在评：{id}。不写 --assessment 的命令从此指新的这一次。",
              id=short_id(alike))
        )  # fmt: skip


def chosen_standard(
    shelf: StandardShelf, standard: str | None, profile: str | None
) -> tuple[Standard, Profile]:
    """What is assessed against. Raises UsageError if that is not clear, RefusedError for unknown ids."""
    if profile is not None:
        whole = shelf.standard(profile) if shelf.profile(profile) is None else None
        if whole is not None:
            return whole, whole_profile(whole)
        way = find_profile(profile, shelf).profile
        return find_standard(standard or way.standard, shelf).standard, way
    if standard is None:
        raise UsageError(
            _("没有写按哪个方案评估。"), _("例：assess new --profile starter；全部方案用 standard list 看。")
        )
    chosen = find_standard(standard, shelf).standard
    ways = shelf.profiles_of(chosen.id)
    if len(ways) > 1:
        raise UsageError(
            _("标准“{standard}”有几个适用方案，没有写用哪个。", standard=chosen.id),
            _("加上 --profile，可选：{names}。", names=_("、").join(one.id for one in ways)),
        )
    return chosen, ways[0] if ways else whole_profile(chosen)


def _crosswalk(state: CommandState, wanted: str) -> Crosswalk:
    path = Path(wanted)
    if path.suffix in (".yaml", ".yml", ".json"):
        return read_crosswalk(path).crosswalk
    return find_crosswalk(wanted, shelf_of(state)).crosswalk


def _source(
    state: CommandState,
    vault: Vault,
    register: Register,
    wanted: str | None,
    over: Crosswalk | None,
    target: Standard,
) -> Assessment | None:
    """The assessment whose answers come over. Raises RefusedError if they say nothing of this standard."""
    if wanted is None:
        return None
    standard = over.source if over is not None else target.id
    chosen = _last(vault, register, standard) if wanted == _LAST else wanted
    room = open_assessment(vault, chosen, register, state.clock)
    opened = room.state.opened
    source = opened.subject.standard if opened else ""
    if over is None and source != target.id:
        ready = [one.crosswalk.id for one in shelf_of(state).crosswalks_between(source, target.id)]
        raise RefusedError(
            _("那次评估按的是另一部标准“{source}”。", source=source),
            _("加上 --crosswalk；手边的：{names}。", names=_("、").join(ready) or _("没有")),
        )
    if over is not None and (over.source, over.target) != (source, target.id):
        raise RefusedError(
            _("对照表从“{source}”到“{target}”，要的是从“{mine}”到“{wanted}”。", source=over.source,
              target=over.target, mine=source, wanted=target.id),
            _("换一次评估，或换一张对照表。"),
        )  # fmt: skip
    return room


def _last(vault: Vault, register: Register, standard: str) -> str | None:
    """The newest that was made against the standard; None, the newest of all, where there is none."""
    found = [line.id for line in list_assessments(vault, register.id) if line.standard == standard]
    return found[-1] if found else None


def _reviewed(
    state: CommandState,
    vault: Vault,
    register: Register,
    profile: Profile,
    side: Side,
    source: Assessment | None,
) -> Assessment | None:
    """What a bureau's review looks at: what its answers come from, else the newest self-assessment."""
    if side == "self":
        return None
    named = source.state.opened.subject if source is not None and source.state.opened else None
    if named is not None and (named.side, named.profile) == ("self", profile.id):
        return source
    found = [
        line
        for line in list_assessments(vault, register.id)
        if line.side == "self" and line.profile == profile.id and line.status != "empty"
    ]
    return open_assessment(vault, found[-1].id, register, state.clock) if found else None


def _still_open(vault: Vault, register: Register, profile: Profile, side: Side, year: int) -> str | None:
    """One of the same year, side and profile that was begun before and is not signed."""
    found = [
        line.id
        for line in list_assessments(vault, register.id)
        if (line.profile, line.side, line.year, line.status) == (profile.id, side, year, "open")
    ]
    return found[-1] if found else None


def _tell_new(state: CommandState, room: Assessment) -> None:
    folded = room.state
    assert folded.opened is not None
    subject = folded.opened.subject
    autos = [auto for auto in room.autos().values() if auto.decides == "verdict" and auto.found != "unknown"]
    state.out.say(f"{subject.title}　{side_word(subject.side)}", style="bold")
    state.out.say(
        _("编号 {id}，{count} 项；记录答得出 {auto} 项，带过来 {carried} 项。", id=short_id(room.id),
          count=len(folded.requirements), auto=len(autos), carried=len(folded.answers))
    )  # fmt: skip
    state.out.say(_("下一步：assess confirm --all 认可记录给的答案，assess show --open 看要答的。"))
    state.out.facts(
        id=room.id,
        title=subject.title,
        standard=subject.standard,
        profile=subject.profile,
        year=subject.year,
        side=subject.side,
        requirements=len(folded.requirements),
        auto=len(autos),
        carried=len(folded.answers),
    )


@command(app, "list", deferred("这家企业的全部评估"))
def list_all(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.vault() as vault:
        lines = list_assessments(vault, state.register(vault).id)
    state.out.facts(assessments=[_line_facts(line) for line in lines])
    if not lines:
        state.out.say(_("还没有评估。用 assess new 新开一次，例：assess new --profile starter"))
        return
    heads = [_("编号"), _("合规评估"), _("哪一方"), _("状态"), _("已答"), _("得分"), _("等级"), _("封存于")]
    state.out.table(heads, list(_rows(lines)))


def _rows(lines: Iterable[AssessmentLine]) -> Iterable[list[str]]:
    for line in lines:
        yield [
            short_id(line.id),
            line.title,
            side_word(line.side),
            status_word(line.status),
            f"{line.answered}/{line.all}",
            points(line.percent),
            line.letter or "—",
            line.on or "—",
        ]


def _line_facts(line: AssessmentLine) -> dict[str, object]:
    return {
        "id": line.id,
        "title": line.title,
        "standard": line.standard,
        "profile": line.profile,
        "year": line.year,
        "side": line.side,
        "status": line.status,
        "answered": line.answered,
        "all": line.all,
        "percent": line.percent,
        "letter": line.letter,
        "frozen_on": line.on,
    }
