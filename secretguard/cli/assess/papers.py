"""`assess report`: the papers of an assessment, issued or printed again."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.assess.app import Which, app, assessment
from secretguard.cli.grammar import command
from secretguard.cli.standard.shelf import law_of, shelf_of
from secretguard.cli.state import CommandState
from secretguard.clock import from_microseconds, long_time
from secretguard.compliance import Assessment
from secretguard.documents import to_terminal
from secretguard.documents.from_compliance import (
    CompliancePapers,
    MadePaper,
    Wanted,
    paper_word,
    write_paper,
)
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred


class PaperChoice(enum.StrEnum):
    """The papers."""

    report = "report"
    brief = "brief"
    form = "form"
    questionnaire = "questionnaire"


class PaperFormat(enum.StrEnum):
    """What a paper becomes."""

    pdf = "pdf"
    docx = "docx"
    html = "html"
    text = "text"


Out = Annotated[Path, typer.Option("--out", help=deferred("写到哪个文件夹"), metavar=deferred("文件夹"))]


@command(app, "report", deferred("出文书：报告、摘要、申报表；也看已出的，重印"))
def report(
    context: typer.Context,
    paper: Annotated[
        PaperChoice,
        typer.Option(
            "--paper",
            metavar=deferred("文书"),
            help=deferred("report 报告（不写就是它）、brief 摘要、form 申报表、questionnaire 问卷"),
        ),
    ] = PaperChoice.report,
    form: Annotated[
        str | None,
        typer.Option(
            "--form", help=deferred("申报表：哪个方案的，如 taizhou-2021"), metavar=deferred("编号")
        ),
    ] = None,
    out: Out = Path(),
    formats: Annotated[
        list[PaperFormat] | None,
        typer.Option("--format", help=deferred("pdf、docx（Word）、html、text，可多次写；不写是 pdf")),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help=deferred("草稿：不签发，不留检查点"))] = False,
    number: Annotated[
        str | None, typer.Option("--number", help=deferred("重印某一编号"), metavar=deferred("编号"))
    ] = None,
    issued: Annotated[bool, typer.Option("--issued", help=deferred("只看已出的文书"))] = False,
    show: Annotated[bool, typer.Option("--show", help=deferred("直接在终端上看"))] = False,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    if form is not None and paper is not PaperChoice.form:
        raise UsageError(
            _("--form 只在出申报表时写。"), _("例：assess report --paper form --form taizhou-2021")
        )
    law, shelf = law_of(state), shelf_of(state)
    with assessment(state, which, write=not (draft or number or issued)) as room:
        papers = CompliancePapers(room, law, shelf)
        if issued:
            _tell_issued(state, papers, room)
            return
        if number is not None:
            made = papers.reprint(papers.find(number))
        else:
            wanted = Wanted(paper.value, form)
            made = papers.preview(wanted) if draft else papers.issue(wanted)
        printed = papers.number(made.issue) if made.issue else None
    if show:
        state.out.say(to_terminal(made.document, width=80))
    chosen = tuple(one.value for one in formats or (PaperFormat.pdf,))
    files = write_paper(made, out, chosen)
    _tell_made(state, made, printed, files)


def _tell_made(state: CommandState, made: MadePaper, number: str | None, files: list[Path]) -> None:
    for path in files:
        state.out.say(_("已写入 {path}（未加密，请妥善保管）", path=path))
    if number is not None:
        words = _("已签发") if made.new else _("重印")
        state.out.say(f"{words} {number}")
    state.out.facts(number=number, new=made.new, files=[str(path) for path in files])


def _tell_issued(state: CommandState, papers: CompliancePapers, room: Assessment) -> None:
    story = room.state.story
    subject = story.profile.subject if story else "enterprise"
    found = [(papers.number(one), one) for one in papers.issued()]
    rows = [
        [number, paper_word(one.paper, subject), long_time(from_microseconds(one.issued, one.tz))]
        for number, one in found
    ]
    if rows:
        state.out.table([_("编号"), _("种类"), _("签发时间")], rows)
    else:
        state.out.say(_("还没有出过文书。例：assess report"))
    state.out.facts(papers=[{"number": number, "paper": one.paper} for number, one in found])
