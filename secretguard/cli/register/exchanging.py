"""`register import|export`: spreadsheets in, after a look at what would change, and out."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from secretguard.cli.grammar import command
from secretguard.cli.register.app import AsOf, KindChoice, app, kind_named, state_at
from secretguard.cli.state import CommandState
from secretguard.i18n import _, _p, deferred
from secretguard.register import RECORD_TYPES

if TYPE_CHECKING:
    # Spreadsheets are slow to load, and few commands need them.
    from secretguard.register.exchange import Change, Preview


class TableFormat(enum.StrEnum):
    """One workbook, or one file for each kind."""

    xlsx = "xlsx"
    csv = "csv"


@command(app, "import", deferred("导入表格：先看会改什么，加 --apply 才存；有错一处都不存"))
def import_file(
    context: typer.Context,
    path: Annotated[
        Path,
        typer.Argument(
            help=deferred("表格（xlsx、csv，或装着几个 csv 的文件夹）"), metavar=deferred("文件"), exists=True
        ),
    ],
    kind: Annotated[
        KindChoice | None,
        typer.Option(
            "--kind", parser=kind_named, metavar=deferred("种类"), help=deferred("表里没写种类时，它是哪一种")
        ),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help=deferred("看过了，存进台账"))] = False,
) -> None:
    from secretguard.register.exchange import read_preview

    state: CommandState = context.obj
    with state.vault(write=apply) as vault:
        register = state.register(vault)
        preview = read_preview(path, register.state, kind.kind if kind else None)
        _tell(state, preview)
        wanted = apply and not preview.is_empty
        if preview.problems:
            # The lines above are the answer; the error says that nothing was saved.
            state.out.facts(applied=False)
            state.out.finish()
            preview.refuse_unless_ready(register.state)
        if wanted:
            register.apply(preview)
    state.out.facts(applied=wanted)
    if wanted:
        state.out.say(_("已导入。要整个退回，用 register undo。"), style="bold")
    elif preview.is_empty:
        state.out.say(_("和台账一样，不用导入。"))
    else:
        state.out.say(_("还没有存；看过没错，加 --apply 再来一次。"), style="bold")


def _tell(state: CommandState, preview: Preview) -> None:
    for problem in preview.problems:
        state.out.say(_("错　{problem}", problem=problem), style="bold")
    for note in preview.notes:
        state.out.say(_("注　{note}", note=note))
    for word, changes in ((_p("import", "改"), preview.changed), (_p("import", "新"), preview.added)):
        for change in changes:
            state.out.say(f"{word}　{_change_line(change)}")
    for ref, name in preview.missing:
        label = RECORD_TYPES[ref.kind].label
        state.out.say(_("表里没有 {kind} {id} {name}，台账里的不动", kind=label, id=ref.id, name=name))
    state.out.say(
        _("新增 {added} 条，改 {changed} 条，不变 {unchanged} 条，有错 {problems} 处。",
          added=len(preview.added), changed=len(preview.changed), unchanged=preview.unchanged,
          problems=len(preview.problems))
    )  # fmt: skip
    state.out.facts(
        source=preview.source,
        added=[_told(change) for change in preview.added],
        changed=[_told(change) for change in preview.changed],
        unchanged=preview.unchanged,
        missing=[{"kind": ref.kind, "id": ref.id, "name": name} for ref, name in preview.missing],
        notes=list(preview.notes),
        problems=[
            {
                "sheet": problem.place.sheet,
                "row": problem.place.row,
                "column": problem.place.letters,
                "heading": problem.place.heading,
                "reason": problem.reason,
            }
            for problem in preview.problems
        ],
    )


def _change_line(change: Change) -> str:
    parts = [
        _("{label}：{before} ＞ {after}", label=each.label, before=each.before, after=each.after or _("清空"))
        if each.before
        else _("{label}：{after}", label=each.label, after=each.after)
        for each in change.fields
    ]
    label = RECORD_TYPES[change.ref.kind].label
    told = _("；").join(part.replace("\n", " ") for part in parts)
    return f"{label} {change.ref.id} {change.name}　{told}　{change.place}"


def _told(change: Change) -> dict[str, Any]:
    return {
        "kind": change.ref.kind,
        "id": change.ref.id,
        "name": change.name,
        "row": change.place.row,
        "fields": {each.column: {"before": each.before, "after": each.after} for each in change.fields},
    }


@command(app, "export", deferred("导出表格：一个 xlsx，或每种一个 csv；含电话和估值，文件不加密"))
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help=deferred("写到哪个文件夹"), metavar=deferred("文件夹"))],
    wanted: Annotated[
        TableFormat, typer.Option("--format", help=deferred("xlsx 一个表格文件，csv 每种一个文件"))
    ] = TableFormat.xlsx,
    kinds: Annotated[
        list[KindChoice] | None,
        typer.Option(
            "--kind", parser=kind_named, metavar=deferred("种类"), help=deferred("只要这几种，可多次写")
        ),
    ] = None,
    as_of: AsOf = None,
) -> None:
    from secretguard.register.exchange import export_csv, export_xlsx

    state: CommandState = context.obj
    chosen = [kind.kind for kind in kinds] if kinds else None
    with state.vault() as vault:
        folded, today = state_at(state, state.register(vault), as_of)
    stem = _("台账 {day}", day=today.isoformat())
    if wanted is TableFormat.xlsx:
        files = [export_xlsx(folded, out / f"{stem}.xlsx", chosen)]
    else:
        files = list(export_csv(folded, out / stem, chosen))
    for path in files:
        state.out.say(_("已写入 {path}（未加密，请妥善保管）", path=path))
    state.out.facts(files=[str(path) for path in files])
