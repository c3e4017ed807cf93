"""`register print`: the register on paper, without content and, unless asked, without private numbers."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.grammar import command
from secretguard.cli.register.app import AsOf, KindChoice, app, end_of, kind_named, state_at
from secretguard.cli.state import CommandState
from secretguard.documents.files import write_documents
from secretguard.documents.register import register_document
from secretguard.i18n import _, deferred


class FormatChoice(enum.StrEnum):
    """What a paper becomes."""

    pdf = "pdf"
    docx = "docx"
    html = "html"
    text = "text"


Out = Annotated[Path, typer.Option("--out", help=deferred("写到哪个文件夹"), metavar=deferred("文件夹"))]
Formats = Annotated[
    list[FormatChoice] | None,
    typer.Option("--format", help=deferred("只要某一种，可多次写；docx 是 Word；不写就是 PDF")),
]


@command(app, "print", deferred("打印台账（草稿）：只有代号，没有秘密的内容；电话要写明才印"))
def print_register(
    context: typer.Context,
    out: Out = Path(),
    formats: Formats = None,
    kinds: Annotated[
        list[KindChoice] | None,
        typer.Option(
            "--kind", parser=kind_named, metavar=deferred("种类"), help=deferred("只要这几种，可多次写")
        ),
    ] = None,
    phones: Annotated[bool, typer.Option("--phones", help=deferred("连电话一起印；这样的不要上墙"))] = False,
    as_of: AsOf = None,
) -> None:
    state: CommandState = context.obj
    with state.vault() as vault:
        folded, today = state_at(state, state.register(vault), as_of)
    now = state.clock()
    moment = now if as_of is None else end_of(today, now)
    document = register_document(folded, moment, phones=phones, kinds=[one.kind for one in kinds or ()])
    named = [one.value for one in formats or (FormatChoice.pdf,)]
    files = write_documents(document, out, _("台账 {day}", day=today.isoformat()), named)
    for path in files:
        state.out.say(_("已写入 {path}（未加密，请妥善保管）", path=path))
    state.out.facts(files=[str(path) for path in files], phones=phones)
