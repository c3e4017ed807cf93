"""`incident report`: the papers of an incident, fixed and written, whole or masked."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.evidence.app import item_number
from secretguard.cli.grammar import command
from secretguard.cli.incident.app import app
from secretguard.cli.incident.grounds import law_of, sections_of
from secretguard.cli.state import CommandState
from secretguard.clock import from_microseconds, long_time
from secretguard.documents import to_terminal
from secretguard.documents.from_incident import (
    IncidentPapers,
    MadePaper,
    Wanted,
    paper_word,
    write_paper,
)
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred
from secretguard.incidents import IncidentRoom


class PaperChoice(enum.StrEnum):
    """The papers."""

    incident = "incident"
    timeline = "timeline"
    tasks = "tasks"
    evidence = "evidence"
    custody = "custody"


class PaperFormat(enum.StrEnum):
    """What a paper becomes."""

    pdf = "pdf"
    docx = "docx"
    html = "html"
    text = "text"


@command(app, "report", deferred("出文书：事件报告、时间轴、任务清单、证据保全清单、交接单；不写看已出的"))
def report(
    context: typer.Context,
    paper: Annotated[
        PaperChoice | None,
        typer.Argument(
            help=deferred(
                "incident 事件报告、timeline 时间轴、tasks 任务清单、evidence 证据保全清单、custody 交接单"
            ),
            metavar=deferred("文书"),
        ),
    ] = None,
    masked: Annotated[bool, typer.Option("--masked", help=deferred("遮盖本：没有列明可见的都遮掉"))] = False,
    item: Annotated[
        str | None, typer.Option("--item", help=deferred("交接单：哪件证据"), metavar=deferred("证据"))
    ] = None,
    link: Annotated[
        int | None,
        typer.Option(
            "--link", help=deferred("交接单：哪一次，不写是最近一次"), metavar=deferred("编号"), min=1
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", help=deferred("写到哪个文件夹"), metavar=deferred("文件夹"))
    ] = Path(),
    formats: Annotated[
        list[PaperFormat] | None,
        typer.Option("--format", help=deferred("pdf、docx（Word）、html、text，可多次写；不写是 pdf")),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help=deferred("草稿：不签发，不留检查点"))] = False,
    number: Annotated[
        str | None, typer.Option("--number", help=deferred("重印某一编号"), metavar=deferred("编号"))
    ] = None,
    show: Annotated[bool, typer.Option("--show", help=deferred("直接在终端上看"))] = False,
) -> None:
    state: CommandState = context.obj
    wanted = _wanted(paper, number, masked, item, link)
    with state.incident(write=wanted is not None and not draft) as room:
        papers = IncidentPapers(room, law_of(state), sections_of(state))
        if wanted is not None:
            made = papers.preview(wanted) if draft else papers.issue(wanted)
        elif number is not None:
            made = papers.reprint(papers.find(number))
        else:
            _tell_issued(state, room)
            return
    if show:
        state.out.say(to_terminal(made.document, width=80))
    chosen = tuple(one.value for one in formats or (PaperFormat.pdf,))
    _tell(state, made, write_paper(made, out, chosen))


def _wanted(
    paper: PaperChoice | None, number: str | None, masked: bool, item: str | None, link: int | None
) -> Wanted | None:
    """The wish in words of the papers; None where an issued one, or the list, is wanted."""
    if paper is not None and number is not None:
        raise UsageError(_("要么写哪一种文书，要么用 --number 重印一份，不要都写。"))
    if (item is None) == (paper is PaperChoice.custody):
        raise UsageError(
            _("交接单要写是哪件证据；别的文书不用写。"), _("例：incident report custody --item E-01")
        )
    if paper is None:
        return None
    return Wanted(paper.value, masked=masked, item=None if item is None else item_number(item), link=link)


def _tell_issued(state: CommandState, room: IncidentRoom) -> None:
    issued = [issue for issue, _stamp in room.state.issued]
    rows = [
        [
            issue.number,
            paper_word(issue.paper) + (_("（遮盖本）") if issue.masked else ""),
            long_time(from_microseconds(issue.issued, issue.tz)),
            str(issue.checkpoint_size),
        ]
        for issue in issued
    ]
    if rows:
        state.out.table([_("编号"), _("种类"), _("签发时间"), _("检查点")], rows)
    else:
        state.out.say(_("还没有出过文书。例：incident report incident"))
    state.out.facts(
        papers=[
            {"number": issue.number, "paper": issue.paper, "masked": issue.masked, "item": issue.item}
            for issue in issued
        ]
    )


def _tell(state: CommandState, made: MadePaper, files: list[Path]) -> None:
    for path in files:
        state.out.say(_("已写入 {path}（未加密，请妥善保管）", path=path))
    if made.masked_counts:
        counts = _("、").join(f"{word} {count}" for word, count in made.masked_counts.items())
        state.out.say(_("遮掉了：{counts}", counts=counts))
    if made.issue is not None:
        words = _("已签发") if made.new else _("重印")
        state.out.say(_("{words} {number}，检查点大小 {size}。", words=words, number=made.issue.number,
                        size=made.issue.checkpoint_size))  # fmt: skip
    state.out.facts(
        files=[str(path) for path in files],
        number=made.issue.number if made.issue else None,
        new=made.new,
        masked=dict(made.masked_counts),
        checkpoint_size=made.issue.checkpoint_size if made.issue else None,
    )
