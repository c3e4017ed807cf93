"""Response playbooks on the command line: listed, read, and held against the rules of order."""

from __future__ import annotations

from pathlib import Path

from secretguard.cli.state import CommandState
from secretguard.content import (
    BrokenFile,
    ContentProblem,
    LoadedResponse,
    ResponseTask,
    content_folders,
    list_responses,
    load_law,
    load_plan_sections,
    response_problems,
)
from secretguard.errors import ContentError
from secretguard.i18n import _, sentences


def tell_responses(state: CommandState, told_already: tuple[Path, ...]) -> tuple[BrokenFile, ...]:
    """List them; the files that are broken or unsafe and were not named before."""
    shelf = list_responses(content_folders("playbooks", state.content))
    books = [loaded.playbook for loaded in shelf.responses]
    rows = [[book.id, book.title, book.when.says, str(len(book.tasks))] for book in books]
    heads = [_("编号"), _("响应剧本"), _("什么时候用"), _("任务")]
    state.out.table(heads, rows, title=_("真出了事用的"))
    state.out.facts(
        responses=[{"id": book.id, "title": book.title, "version": book.version} for book in books]
    )
    return tuple(file for file in shelf.broken if file.path not in told_already)


def show_response(state: CommandState, loaded: LoadedResponse) -> None:
    """All of it: there is nothing to spoil."""
    book = loaded.playbook
    state.out.say(book.title, style="bold")
    state.out.say(book.summary)
    state.out.say(book.banner)
    state.out.table([_("问题"), _("问什么")], [[one.id, one.ask] for one in book.questions])
    heads = [_("编号"), _("任务"), _("岗位"), _("时限 Ⅰ/Ⅱ/Ⅲ/Ⅳ"), _("先做")]
    for phase in book.phases:
        rows = [_row(task) for task in book.tasks if task.phase == phase.id]
        state.out.table(heads, rows, title=phase.title)
    state.out.table([_("结束标准"), _("内容")], [[end.id, end.title] for end in book.ends])
    state.out.facts(playbook=book.model_dump(mode="json", by_alias=True))


def _row(task: ResponseTask) -> list[str]:
    limits = "/".join(_limit(task.within.at(level)) for level in ("I", "II", "III", "IV"))
    mark = _("（切断）") if task.cut else _("（处置）") if task.restricts else ""
    return [task.id, task.title + mark, task.role, limits, _("、").join(task.after) or "—"]


def _limit(minutes: int | None) -> str:
    if minutes is None:
        return "—"
    if minutes % 1440 == 0:
        return f"{minutes // 1440}d"
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"


def check_response(state: CommandState, loaded: LoadedResponse) -> None:
    """Every fault with its line. Raises ContentError if there is one: a response is followed under stress."""
    folders = content_folders("standards", state.content)
    problems = response_problems(loaded, load_law(folders), load_plan_sections(folders))
    state.out.facts(ok=not problems, findings=[_facts(one) for one in problems])
    if not problems:
        state.out.say(_("先后、时限、依据、用词全部通过：可以照着办。"))
        return
    rows = [[_place(one), sentences(filter(None, (one.message, one.hint)))] for one in problems]
    state.out.table([_("位置"), _("问题和改法")], rows)
    state.out.finish()
    raise ContentError(
        _("“{title}”有必须改的地方。", title=loaded.playbook.title),
        _("改好后再检查一次；先后不对的剧本不会被采用。"),
    )


def _place(problem: ContentProblem) -> str:
    line = "" if problem.line is None else _("第 {line} 行", line=problem.line)
    return f"{line} {problem.field}".strip()


def _facts(problem: ContentProblem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "field": problem.field,
        "message": problem.message,
        "hint": problem.hint,
    }
