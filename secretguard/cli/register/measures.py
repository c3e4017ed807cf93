"""`register measures`: 保密措施证明卷, which measures stood on a day, with the entries that prove it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.grammar import command
from secretguard.cli.register.app import app
from secretguard.cli.register.printing import FormatChoice, Formats, Out
from secretguard.cli.state import CommandState
from secretguard.content import content_folders, load_law
from secretguard.documents.files import write_documents
from secretguard.documents.from_register import MadeMeasures, MeasuresPapers
from secretguard.i18n import _, deferred
from secretguard.times import day
from secretguard.vault import HeldByAnother

HELP = deferred("保密措施证明卷：某一天有哪些保密措施，附能核对的记录；同一天再出，字节不变")


def measures(
    context: typer.Context,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help=deferred("到哪一天结束时为止；不写就是今天"), metavar=deferred("日期")),
    ] = None,
    reading: Annotated[
        bool,
        typer.Option(
            "--read-only", help=deferred("只读着出：别的窗口开着库也行；那一天要已经有检查点，不记下这次出卷")
        ),
    ] = False,
    out: Out = Path(),
    formats: Formats = None,
) -> None:
    state: CommandState = context.obj
    wanted = day(as_of) if as_of else None
    law = load_law(content_folders("standards", state.content))
    try:
        with state.vault(write=not reading) as vault:
            made = MeasuresPapers(vault, state.register(vault), law, state.clock).issue(wanted)
    except HeldByAnother as error:
        error.remedy = _("关掉那个窗口再出；只是要以前某一天的，加 --read-only 和 --as-of，不用关。")
        raise
    named = [one.value for one in formats or (FormatChoice.pdf,)]
    files = write_documents(made.document, out, made.facts.number, named)
    _tell(state, made, files)


def _tell(state: CommandState, made: MadeMeasures, files: list[Path]) -> None:
    facts = made.facts
    for path in files:
        state.out.say(_("已写入 {path}（未加密，请妥善保管）", path=path))
    words = _("已出") if made.new else _("重印")
    state.out.say(
        _("{words} {number}，到 {day} 为止，检查点大小 {size}。", words=words, number=facts.number,
          day=facts.day, size=facts.checkpoint.size)
    )  # fmt: skip
    if not facts.complete:
        state.out.say(_("今天还没有过完，之后的记录不在里面；过了今天再出，就是定本。"))
    state.out.facts(
        files=[str(path) for path in files],
        number=facts.number,
        day=facts.day,
        complete=facts.complete,
        new=made.new,
        checkpoint_size=facts.checkpoint.size,
        checkpoint_root=facts.checkpoint.root,
    )


command(app, "measures", HELP)(measures)
