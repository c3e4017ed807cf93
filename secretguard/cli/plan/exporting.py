"""`plan export`: the plan's papers as PDF, Word, web page or text."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.grammar import command
from secretguard.cli.plan.app import app
from secretguard.cli.plan.room import PlanRoom, plan_room
from secretguard.cli.state import CommandState
from secretguard.documents.files import write_documents
from secretguard.documents.plan import ANNEX_FORMS, PLAN_PAPERS, PlanPaper, papers_of_size, plan_papers
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred

_ALL = "all"


class FormatChoice(enum.StrEnum):
    """What a paper becomes."""

    pdf = "pdf"
    docx = "docx"
    html = "html"
    text = "text"


@command(app, "export", deferred("导出：正文、首小时卡、口袋卡、通讯录、附录；PDF、Word、网页、文字"))
def export(
    context: typer.Context,
    out: Annotated[
        Path, typer.Option("--out", help=deferred("写到哪个文件夹"), metavar=deferred("文件夹"))
    ] = Path(),
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar=deferred("文件"),
            help=deferred(
                "full 完整版、short 简版、wall 首小时卡、pocket 口袋卡、contacts 通讯录、"
                "contacts-wall 上墙通讯录、annex-b 到 annex-n 附录、all 全部；可多次写"
            ),
        ),
    ] = None,
    formats: Annotated[
        list[FormatChoice] | None,
        typer.Option("--format", help=deferred("只要某一种，可多次写；docx 是 Word")),
    ] = None,
    number: Annotated[
        int | None,
        typer.Option("--version", help=deferred("已批准的第几版；不写就是最近一版，没有就是草稿"), min=1),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help=deferred("要草稿，不要已批准的最近一版"))] = False,
) -> None:
    state: CommandState = context.obj
    named = tuple(_known(kinds or ()))
    if draft and number is not None:
        raise UsageError(_("草稿和已批准的版本只能要一样。"), _("去掉 --draft 或 --version。"))
    wanted = [one.value for one in formats or (FormatChoice.pdf,)]
    with plan_room(state) as room:
        chosen = None if draft else number or _last(room)
        paper = room.paper(chosen)
    names = PLAN_PAPERS if _ALL in named else named or papers_of_size(paper.size)
    files = list(_write(state, paper, names, wanted, out))
    which = _("草稿") if chosen is None else _("第 {number} 版", number=chosen)
    state.out.say(_("{which}，{count} 个文件，未加密，请妥善保管。", which=which, count=len(files)))
    state.out.facts(version=chosen, papers=list(names), files=[str(path) for path in files])


def _known(kinds: Iterable[str]) -> Iterator[str]:
    for name in kinds:
        low = name.lower()
        if low not in (_ALL, *PLAN_PAPERS, *ANNEX_FORMS):
            raise UsageError(
                _("没有叫 {name} 的文件。", name=name), _("可用：{names}。", names=_("、").join(PLAN_PAPERS))
            )
        yield low


def _last(room: PlanRoom) -> int | None:
    last = room.plans.state.last_version
    return last.number if last else None


def _write(
    state: CommandState, paper: PlanPaper, names: Iterable[str], formats: list[str], out: Path
) -> Iterator[Path]:
    progress = state.out.progress(_("排版"))
    wanted = set(names)
    for done, made in enumerate(plan_papers(paper, wanted), 1):
        for path in write_documents(made.document, out, made.file_name, formats):
            state.out.say(_("已写入 {path}", path=path))
            yield path
        progress(done, len(wanted))
