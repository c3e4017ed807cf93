"""`assess export`: results given out, for other tools and for a spreadsheet."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.assess.app import Which, app, assessment
from secretguard.cli.assess.papers import Out
from secretguard.cli.assess.wording import short_id
from secretguard.cli.grammar import command
from secretguard.cli.standard.crosswalks import make_folder
from secretguard.cli.state import CommandState
from secretguard.i18n import _, deferred


class ResultFormat(enum.StrEnum):
    """What results become."""

    oscal = "oscal"
    xlsx = "xlsx"


@command(app, "export", deferred("导出结果：oscal 是 OSCAL 评估结果（JSON），xlsx 是表格；不加密"))
def export(
    context: typer.Context,
    forms: Annotated[
        list[ResultFormat],
        typer.Option("--format", help=deferred("oscal 评估结果、xlsx 表格，可多次写")),
    ],
    out: Out = Path(),
    which: Which = None,
) -> None:
    from secretguard.compliance.exchange import assessment_results, results_xlsx, write_new

    state: CommandState = context.obj
    with assessment(state, which) as room:
        folded, stem = room.state, short_id(room.id)
    make_folder(out)
    files = []
    for form in dict.fromkeys(forms):
        if form is ResultFormat.oscal:
            path, content = out / f"{stem}-{_('评估结果')}.oscal.json", assessment_results(folded)
        else:
            path, content = out / f"{stem}-{_('评估结果')}.xlsx", results_xlsx(folded)
        write_new(path, content)
        files.append(path)
        state.out.say(_("已写入 {path}（未加密，请妥善保管）", path=path))
    state.out.facts(files=[str(path) for path in files])
