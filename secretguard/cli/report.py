"""`secretguard report`: what can be printed, and printing it."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from secretguard import drills
from secretguard.cli.grammar import command, group
from secretguard.cli.register.measures import HELP as MEASURES_HELP
from secretguard.cli.register.measures import measures
from secretguard.cli.state import CommandState
from secretguard.clock import from_microseconds, long_time
from secretguard.content import content_folders, load_law, load_plan_sections
from secretguard.documents import to_terminal
from secretguard.documents.files import write_documents
from secretguard.documents.reporting import MadeReport, reports_of
from secretguard.errors import RefusedError
from secretguard.i18n import _, deferred

app = group(deferred("报告：列表、生成 PDF、网页、终端文字"))


class FormatChoice(enum.StrEnum):
    """What a document becomes."""

    pdf = "pdf"
    html = "html"
    text = "text"
    docx = "docx"


_UNASKED = (FormatChoice.pdf, FormatChoice.html, FormatChoice.text)
"""Word is made on demand: it is for working on, not for keeping."""


class KindChoice(enum.StrEnum):
    """速报, 终稿."""

    quick = "quick"
    final = "final"


def _kind_word(kind: str) -> str:
    return {"quick": _("推演速报"), "final": _("推演终稿")}[kind]


@command(app, "list", deferred("已签发的报告"))
def list_all(context: typer.Context) -> None:
    state: CommandState = context.obj
    rows = []
    with state.vault() as vault:
        for info in vault.journals(drills.JOURNAL_KIND):
            folded = drills.fold(list(vault.entries(info.id)))
            for issue, _stamp in folded.issued:
                when = long_time(from_microseconds(issue.issued, issue.tz))
                rows.append(
                    [issue.number, _kind_word(issue.report), info.title, when, str(issue.checkpoint_size)]
                )
    state.out.facts(
        reports=[{"number": row[0], "kind": row[1], "drill": row[2], "issued": row[3]} for row in rows]
    )
    if not rows:
        state.out.say(_("还没有签发过报告。推演复盘之后用 report make。"))
        return
    state.out.table([_("编号"), _("种类"), _("推演"), _("签发时间"), _("检查点")], rows)


@command(app, "make", deferred("出推演速报或终稿：PDF、网页、终端文字；没有新内容时重印同一份，字节不变"))
def make(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help=_("写到哪个文件夹"), metavar=_("文件夹"))] = Path(),
    formats: Annotated[
        list[FormatChoice] | None, typer.Option("--format", help=_("只要某一种，可多次写；docx 是 Word"))
    ] = None,
    kind: Annotated[
        KindChoice, typer.Option("--kind", help=_("quick 速报、final 终稿（改进计划须齐全）"))
    ] = KindChoice.quick,
    draft: Annotated[bool, typer.Option("--draft", help=_("草稿：不签发，不留检查点"))] = False,
    number: Annotated[str | None, typer.Option("--number", help=_("重印某一编号"), metavar=_("编号"))] = None,
    show: Annotated[bool, typer.Option("--show", help=_("直接在终端上看"))] = False,
) -> None:
    state: CommandState = context.obj
    folders = content_folders("standards", state.content)
    law, sections = load_law(folders), load_plan_sections(folders)
    wanted = tuple(item.value for item in formats or _UNASKED)
    with state.drill(write=not draft and number is None) as room:
        if number is not None:
            issue = _issued(room, number)
            made = reports_of(issue.report, room, law, sections).reprint(issue)
        else:
            reports = reports_of(kind.value, room, law, sections)
            made = reports.draft() if draft else reports.issue()
    if show:
        state.out.say(to_terminal(made.document, width=80))
    name = made.issue.number if made.issue else f"draft-{kind.value}"
    _tell(state, made, write_documents(made.document, out, name, wanted))


def _issued(room: drills.DrillRoom, number: str) -> drills.ReportIssued:
    issue = drills.last_issue(room, number)
    if issue is None:
        raise RefusedError(_("没有编号为 {number} 的报告。", number=number), _("用 report list 看编号。"))
    return issue


def _tell(state: CommandState, made: MadeReport, files: list[Path]) -> None:
    for path in files:
        state.out.say(_("已写入 {path}（未加密，请妥善保管）", path=path))
    if made.issue:
        words = _("已签发") if made.new else _("重印")
        state.out.say(_("{words} {number}，检查点大小 {size}。", words=words, number=made.issue.number,
                        size=made.issue.checkpoint_size))  # fmt: skip
    state.out.facts(
        files=[str(path) for path in files],
        number=made.issue.number if made.issue else None,
        kind=made.issue.report if made.issue else None,
        new=made.new,
        checkpoint_size=made.issue.checkpoint_size if made.issue else None,
        checkpoint_root=made.issue.checkpoint_root if made.issue else None,
    )


@command(app, "comment", deferred("记下企业对报告的意见，印进终稿"))
def comment(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=_("意见原文"), metavar=_("意见"))],
    by: Annotated[str | None, typer.Option(help=_("谁提的"))] = None,
    number: Annotated[str | None, typer.Option("--number", help=_("对哪一份报告"), metavar=_("编号"))] = None,
) -> None:
    state: CommandState = context.obj
    with state.drill(write=True) as room:
        drills.comment(room, text, by, number)
        count = len(room.state.comments)
    state.out.say(_("意见已记，共 {count} 条；出终稿用 report make --kind final。", count=count))
    state.out.facts(comments=count)


command(app, "measures", MEASURES_HELP)(measures)

__all__ = ["app"]
