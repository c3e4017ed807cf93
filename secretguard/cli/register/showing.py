"""`register show|history`: tables, one record, gaps, and how each field came to what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from secretguard.cli.grammar import command
from secretguard.cli.register.app import (
    KIND_HELP,
    AsOf,
    Identifier,
    KindChoice,
    app,
    column,
    kind_named,
    record_ref,
    state_at,
    unknown_record,
)
from secretguard.cli.state import CommandState
from secretguard.clock import long_time
from secretguard.i18n import _, deferred
from secretguard.register import (
    RECORD_TYPES,
    FieldChange,
    Gap,
    RegisterState,
    RegisterTable,
    cell,
    columns,
    gaps,
    table,
)


@command(app, "show", deferred("看台账：总览、一张表、一条记录，或缺什么（--gaps）"))
def show(
    context: typer.Context,
    kind: Annotated[
        KindChoice | None, typer.Argument(parser=kind_named, help=KIND_HELP, metavar=deferred("种类"))
    ] = None,
    identifier: Annotated[
        str | None, typer.Argument(help=deferred("只看这一条的所有栏"), metavar=deferred("编号"))
    ] = None,
    words: Annotated[
        str | None, typer.Option("--filter", help=deferred("只列含这些字的"), metavar=deferred("字"))
    ] = None,
    sort: Annotated[
        str | None, typer.Option("--sort", help=deferred("按哪一栏排"), metavar=deferred("栏"))
    ] = None,
    only_gaps: Annotated[bool, typer.Option("--gaps", help=deferred("只看缺什么，要紧的在前"))] = False,
    as_of: AsOf = None,
) -> None:
    state: CommandState = context.obj
    with state.vault() as vault:
        register = state.register(vault)
        folded, today = state_at(state, register, as_of)
        name = register.name
    state.out.facts(enterprise=name, as_of=today)
    found = gaps(folded, today)
    if kind is not None:
        found = tuple(gap for gap in found if gap.ref.kind == kind.kind)
    if identifier is not None and kind is not None:
        _one(state, folded, kind, identifier, found)
    elif only_gaps:
        _gaps(state, found, words)
    elif kind is None:
        _overview(state, folded, found, name)
    else:
        _rows(state, table(kind.kind, folded), words, sort, found)


def _overview(state: CommandState, folded: RegisterState, found: Sequence[Gap], name: str) -> None:
    counts = {kind: len(folded.records(kind)) for kind in RECORD_TYPES}
    missing = {kind: sum(gap.ref.kind == kind for gap in found) for kind in RECORD_TYPES}
    state.out.table(
        [_("种类"), "", _("条"), _("缺")],
        [[kind, RECORD_TYPES[kind].label, str(counts[kind]), str(missing[kind])] for kind in RECORD_TYPES],
        title=name,
    )
    profile = folded.profile
    state.out.say(_("缺什么：register show --gaps；一张表：register show secret。"))
    state.out.facts(
        profile=profile.model_dump(mode="json") if profile else None,
        sites=list(folded.sites),
        counts=counts,
        gaps=len(found),
    )


def _rows(
    state: CommandState, shown: RegisterTable, words: str | None, sort: str | None, found: Sequence[Gap]
) -> None:
    if words:
        shown = shown.filtered(words)
    if sort:
        shown = shown.sorted_by(column(shown.kind, sort).id)
    listed = [place for place, one in enumerate(shown.columns) if one.listed]
    ids = {row.id for row in shown.rows}
    found = [gap for gap in found if gap.ref.id in ids]
    rows = [[row.cells[place].replace("\n", " ") or "—" for place in listed] for row in shown.rows]
    state.out.table(
        [shown.columns[place].label for place in listed], rows, title=RECORD_TYPES[shown.kind].label
    )
    state.out.say(_("{count} 条，缺 {gaps} 处。", count=len(rows), gaps=len(found)))
    keys = [one.id for one in shown.columns]
    state.out.facts(
        kind=shown.kind,
        rows=[dict(zip(keys, row.cells, strict=True)) for row in shown.rows],
        gaps=len(found),
    )


def _one(
    state: CommandState, folded: RegisterState, kind: KindChoice, identifier: str, found: Sequence[Gap]
) -> None:
    ref = record_ref(identifier, folded)
    record = folded.record(ref)
    if record is None or ref.kind != kind.kind:
        raise unknown_record(identifier)
    texts = {one.id: cell(record, one.id, folded) for one in columns(kind.kind)}
    rows = [[one.id, one.label, texts[one.id] or "—", one.form] for one in columns(kind.kind)]
    state.out.table([_("栏"), "", _("内容"), _("怎么写")], rows, title=f"{ref.id} {record.name}")
    own = [gap for gap in found if gap.ref == ref]
    for gap in own:
        state.out.say(_("缺：{sentence}", sentence=gap.sentence))
    state.out.facts(kind=ref.kind, id=ref.id, cells=texts, gaps=[_told(gap) for gap in own])


def _gaps(state: CommandState, found: Sequence[Gap], words: str | None) -> None:
    wanted = (words or "").split()
    chosen = [
        gap
        for gap in sorted(found, key=lambda gap: not gap.serious)
        if all(word in f"{gap.ref.id} {gap.name} {gap.sentence}" for word in wanted)
    ]
    rows = [
        [gap.ref.id, gap.name, _heading(gap), _("要紧") if gap.serious else "", gap.sentence]
        for gap in chosen
    ]
    if rows:
        state.out.table([_("编号"), _("名称"), _("栏"), "", _("缺什么")], rows)
    serious = sum(gap.serious for gap in chosen)
    state.out.say(_("缺 {count} 处，要紧的 {serious} 处。", count=len(rows), serious=serious))
    state.out.facts(gaps=[_told(gap) for gap in chosen])


def _told(gap: Gap) -> dict[str, Any]:
    return {
        "rule": gap.rule,
        "kind": gap.ref.kind,
        "id": gap.ref.id,
        "name": gap.name,
        "column": gap.column,
        "sentence": gap.sentence,
        "basis": gap.basis,
        "serious": gap.serious,
    }


@command(app, "history", deferred("一条记录的每一次改动：哪一条、何时、谁、从什么改成什么"))
def history(
    context: typer.Context,
    identifier: Identifier,
    only: Annotated[str | None, typer.Argument(help=deferred("只看这一栏"), metavar=deferred("栏"))] = None,
) -> None:
    state: CommandState = context.obj
    with state.vault() as vault:
        register = state.register(vault)
        ref = record_ref(identifier, register.state)
        wanted = column(ref.kind, only).id if only else None
        changes = register.history(ref, wanted)
        names = {member.id: member.name for member in vault.members()}
    rows = [
        [
            str(change.seq),
            long_time(change.moment),
            names.get(change.author, "—"),
            change.label,
            _change(change),
        ]
        for change in changes
    ]
    state.out.table([_("条"), _("何时"), _("谁"), _("栏"), _("改动")], rows, title=ref.id)
    state.out.facts(
        id=ref.id,
        kind=ref.kind,
        changes=[
            {
                "seq": change.seq,
                "recorded": change.moment.isoformat(),
                "author": names.get(change.author),
                "column": change.column,
                "before": change.before,
                "after": change.after,
                "what": change.what,
                "undoes": change.undoes,
                "removed": change.removed,
            }
            for change in changes
        ],
    )


def _change(change: FieldChange) -> str:
    if change.removed:
        return _("移出：{why}", why=change.what or "—")
    after = change.after or _("清空")
    text = _("{before} ＞ {after}", before=change.before, after=after) if change.before else after
    marks = [_("撤销第 {seq} 条", seq=change.undoes) if change.undoes else "", change.what or ""]
    told = _("；").join(mark for mark in marks if mark)
    return _("{text}（{told}）", text=text, told=told) if told else text


def _heading(gap: Gap) -> str:
    """The column as the table heads it."""
    return next((one.label for one in columns(gap.ref.kind) if one.id == gap.column), gap.column)
