"""`drill kit`: the papers of a planned drill, into a folder."""

from __future__ import annotations

import enum
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.drill.app import app
from secretguard.cli.grammar import command
from secretguard.cli.state import CommandState
from secretguard.documents.files import write_documents
from secretguard.documents.kit import PAPERS, kit
from secretguard.documents.kit.preparing import kit_context
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred

PaperChoice = enum.StrEnum("PaperChoice", {name: name for name in PAPERS})  # type: ignore[misc]


class KitFormat(enum.StrEnum):
    """What the papers become."""

    pdf = "pdf"
    html = "html"
    text = "text"
    docx = "docx"


@command(
    app, "kit", deferred("出资料包：邀请函、情景简表、签到表、角色卡、发放材料、评估表、主持人脚本、准备情况")
)
def make_kit(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help=_("写到哪个文件夹"), metavar=_("文件夹"))],
    only: Annotated[list[PaperChoice] | None, typer.Option("--only", help=_("只要某一种，可多次写"))] = None,
    formats: Annotated[
        list[KitFormat] | None, typer.Option("--format", help=_("默认 PDF；docx 是 Word；可多次写"))
    ] = None,
    when: Annotated[
        str | None, typer.Option("--when", help=_("定好的时间，如 2026-12-03T14:00；不写就留空手填"))
    ] = None,
    stop_word: Annotated[str | None, typer.Option("--stop-word", help=_("停止口令；不写就用“红灯”"))] = None,
) -> None:
    state: CommandState = context.obj
    agreed = _moment(when) if when else None
    with state.drill() as room:
        folded = room.state
        printed = kit_context(room, content=state.content, when=agreed, stop_word=stop_word)
    papers = list(kit(folded, printed, [str(item.value) for item in only or ()]))
    files = []
    for paper in papers:
        wanted = tuple(item.value for item in formats or (KitFormat.pdf,))
        files += write_documents(paper.document, out, paper.file_name, wanted)
    for path in files:
        state.out.say(str(path))
    state.out.say(_("标“导调”的含答案，不要发给参演的人；全部文件未加密，请妥善保管。"))
    state.out.facts(
        files=[str(path) for path in files],
        papers=[{"name": paper.name, "title": paper.title, "players": paper.for_players} for paper in papers],
    )


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(_("“{text}”不是时间。", text=text), _("写成 2026-12-03T14:00 这样。")) from error
