"""`incident timeline`: the record in either order, filtered, as a table or CSV."""

from __future__ import annotations

import enum
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from secretguard import incidents
from secretguard.cli.evidence.app import item_number
from secretguard.cli.grammar import command
from secretguard.cli.incident.app import app, register_of
from secretguard.cli.moments import iso, moment_of, span_words, when
from secretguard.cli.state import CommandState
from secretguard.clock import to_microseconds
from secretguard.errors import StorageError
from secretguard.i18n import _, deferred
from secretguard.incidents import Filter, IncidentRoom, TimelineLine

_LATE = 2 * 60_000_000
"""A difference between happening and recording that is shown, in microseconds."""


class OrderChoice(enum.StrEnum):
    """By when it happened, or by when it was recorded."""

    occurred = "occurred"
    recorded = "recorded"


class ShowChoice(enum.StrEnum):
    """Groups of kinds."""

    all = "all"
    decisions = "decisions"
    tasks = "tasks"
    evidence = "evidence"
    notes = "notes"


@command(app, "timeline", deferred("时间轴：按发生或按记录排，可以筛，可以出 CSV"))
def timeline(
    context: typer.Context,
    order: Annotated[
        OrderChoice, typer.Option("--order", help=deferred("occurred 按发生、recorded 按记录"))
    ] = OrderChoice.occurred,
    show: Annotated[
        ShowChoice,
        typer.Option(
            "--show", help=deferred("all 全部、decisions 决定、tasks 任务、evidence 证据、notes 记录")
        ),
    ] = ShowChoice.all,
    text: Annotated[str, typer.Option("--text", help=deferred("含有这些字"), metavar=deferred("文字"))] = "",
    person: Annotated[
        str | None, typer.Option("--person", help=deferred("提到这个人"), metavar=deferred("人员"))
    ] = None,
    secret: Annotated[
        str | None, typer.Option("--secret", help=deferred("提到这个秘密"), metavar=deferred("编号"))
    ] = None,
    item: Annotated[
        str | None, typer.Option("--item", help=deferred("关于这件证据，如 E-01"), metavar=deferred("证据"))
    ] = None,
    tag: Annotated[
        str | None, typer.Option("--tag", help=deferred("有这个标记"), metavar=deferred("标记"))
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help=deferred("从什么时候起发生的"), metavar=deferred("时间"))
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help=deferred("到什么时候为止发生的"), metavar=deferred("时间"))
    ] = None,
    standing: Annotated[bool, typer.Option("--standing", help=deferred("不看已撤销的"))] = False,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", help=deferred("写成 CSV，用表格软件打开"), metavar=deferred("文件")),
    ] = None,
) -> None:
    state: CommandState = context.obj
    now = state.clock()
    number = None if item is None else item_number(item)
    start, end = _microseconds(since, now), _microseconds(until, now)
    with state.incident() as room:
        chosen = Filter(
            text=text,
            show=show.value,
            person=_person(room, person),
            secret=secret,
            item=number,
            tag=tag,
            since=start,
            until=end,
            undone=not standing,
        )
        lines = incidents.timeline(room.state, order.value, chosen)
    if csv is not None:
        _write(csv, incidents.timeline_csv(lines))
        state.out.say(_("已写入 {path}（未加密，请妥善保管），{count} 条。", path=csv, count=len(lines)))
        state.out.facts(file=str(csv))
    else:
        _tell(state, lines)
    state.out.facts(count=len(lines), lines=[_facts(line) for line in lines])


def _microseconds(text: str | None, now: datetime) -> int | None:
    return None if text is None else to_microseconds(moment_of(text, now))


def _person(room: IncidentRoom, wanted: str | None) -> str | None:
    return None if wanted is None else register_of(room).find_person(wanted).person.id


def _tell(state: CommandState, lines: tuple[TimelineLine, ...]) -> None:
    rows = []
    for line in lines:
        late = incidents.late_by(line)
        remark = _("迟记 {span}", span=span_words(late)) if late >= _LATE else ""
        if line.undone_by is not None:
            remark = _("已被第 {seq} 条撤销", seq=line.undone_by)
        rows.append(
            [
                str(line.stamp.seq),
                when(line.stamp.occurred, line.stamp.tz),
                incidents.kind_word(line.kind),
                incidents.line_words(line),
                remark,
            ]
        )
    if rows:
        state.out.table([_("编号"), _("发生"), _("种类"), _("内容"), _("备注")], rows)
    else:
        state.out.say(_("没有符合的记录。"))


def _facts(line: TimelineLine) -> dict[str, object]:
    return {
        "seq": line.stamp.seq,
        "kind": line.kind,
        "occurred": iso(line.stamp.occurred, line.stamp.tz),
        "recorded": iso(line.stamp.recorded, line.stamp.tz),
        "words": incidents.line_words(line),
        "by": line.by,
        "people": list(line.people),
        "secrets": list(line.secrets),
        "items": list(line.items),
        "tags": list(line.tags),
        "decision": line.decision,
        "undone_by": line.undone_by,
    }


def _write(path: Path, text: str) -> None:
    """Write a new file; what is there is not overwritten. Raises StorageError."""
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as error:
        raise StorageError(_("{path} 已经有了，不会覆盖。", path=path), _("请换一个文件名。")) from error
    except OSError as error:
        raise StorageError(
            _("写不进去：{path}（{reason}）", path=path, reason=error.strerror or error),
            _("请检查空间和权限，或换一个文件夹。"),
        ) from error
