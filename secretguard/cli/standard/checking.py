"""`standard check`: a file that somebody wrote, held against the model, the law table and the shelf."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import typer

from secretguard.cli.grammar import command
from secretguard.cli.standard.app import app
from secretguard.cli.standard.reading import problem_facts, tell_problems
from secretguard.cli.standard.shelf import law_of, shelf_of
from secretguard.cli.state import CommandState
from secretguard.content import (
    ContentProblem,
    crosswalk_problems,
    crosswalk_progress,
    profile_problems,
    read_crosswalk,
    read_profile,
    read_standard,
    standard_problems,
)
from secretguard.errors import ContentError
from secretguard.i18n import _, deferred

OwnKind = Literal["standard", "profile", "crosswalk"]
_KINDS: tuple[OwnKind, ...] = ("standard", "profile", "crosswalk")
_KIND = re.compile(rb'^(?:kind|\{?\s{0,2}"kind")[ \t]*:[ \t]*"?([a-z]{1,40})\b', re.MULTILINE)
_HEAD = 64 * 1024
File = Annotated[
    Path,
    typer.Argument(
        help=deferred("标准、适用方案或对照表的文件"), metavar=deferred("文件"), exists=True, dir_okay=False
    ),
]


@command(app, "check", deferred("检查一个标准、适用方案或对照表的文件：逐处指出行号和改法"))
def check(context: typer.Context, path: File) -> None:
    state: CommandState = context.obj
    kind = own_kind(path)
    if kind is None:
        _check_foreign(state, path)
    else:
        check_file(state, path, kind)


def own_kind(path: Path) -> OwnKind | None:
    """standard, profile or crosswalk in our own format; None for a file in somebody else's."""
    try:
        with path.open("rb") as file:
            found = _KIND.search(file.read(_HEAD))
    except OSError:
        # Whoever reads it next says why it cannot be read.
        return None
    return next((kind for kind in _KINDS if found and found[1].decode() == kind), None)


def check_file(state: CommandState, path: Path, kind: OwnKind) -> str:
    """Every problem of a file in our own format; gives its id. Raises ContentError if there is one."""
    if kind == "crosswalk":
        return check_crosswalk(state, path)
    law = law_of(state)
    if kind == "profile":
        profile = read_profile(path)
        standard = shelf_of(state).standard(profile.profile.standard)
        tell(state, path, profile.profile.title, profile_problems(profile, standard, law))
        return profile.profile.id
    loaded = read_standard(path)
    state.out.facts(requirements=len(loaded.standard.assessed()))
    tell(state, path, loaded.standard.title, standard_problems(loaded, law))
    return loaded.standard.id


def _check_foreign(state: CommandState, path: Path) -> None:
    from secretguard.compliance.exchange import import_standard

    imported = import_standard(path)
    for note in imported.notes:
        state.out.say(_("注　{note}", note=note))
    state.out.facts(requirements=imported.assessed, notes=list(imported.notes))
    tell(state, path, imported.title, ())
    state.out.say(_("可以用 standard import 收下：{count} 项要求。", count=imported.assessed))


def check_crosswalk(state: CommandState, path: Path) -> str:
    """How far it is filled in, and what is wrong in it; gives its id. Raises ContentError if something is."""
    loaded = read_crosswalk(path)
    done, every = crosswalk_progress(loaded.crosswalk)
    state.out.say(_("看过 {done} 行，共 {all} 行。", done=done, all=every))
    state.out.facts(done=done, rows=every, checked=loaded.crosswalk.checked is not None)
    tell(state, path, loaded.crosswalk.title or path.name, crosswalk_problems(loaded, shelf_of(state)))
    if loaded.crosswalk.checked is not None:
        state.out.say(_("放进内容文件夹的 standards/，或用 standard import 收下，报告就印条号。"))
    return loaded.crosswalk.id


def tell(state: CommandState, path: Path, title: str, problems: tuple[ContentProblem, ...]) -> None:
    """Every problem. Raises ContentError if there is one."""
    tell_problems(state, problems)
    state.out.facts(ok=not problems, file=path.name, problems=[problem_facts(one) for one in problems])
    if problems:
        state.out.finish()
        raise ContentError(
            _("“{title}”有 {count} 处要改。", title=title, count=len(problems)),
            _("按提示改好文件，再检查一次。"),
        )
    state.out.say(_("“{title}”没有问题。", title=title))
