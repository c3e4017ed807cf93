"""`secretguard playbook`: what can be drilled, whether it is any good, and where its paths lead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.grammar import command, group
from secretguard.cli.responses import check_response, show_response, tell_responses
from secretguard.cli.state import CommandState
from secretguard.content import (
    BrokenFile,
    Inject,
    LoadedPlaybook,
    LoadedResponse,
    content_error,
    content_folders,
    find_playbook,
    find_response,
    kind_of,
    list_playbooks,
    load_law,
    load_plan_sections,
    read_playbook,
    read_response,
    read_yaml,
)
from secretguard.drills import table_budgets
from secretguard.drills.quality import (
    FormSimulation,
    RuleFinding,
    ScoreRange,
    assess_readiness,
    check_playbook,
    has_errors,
    simulate,
    story_mermaid,
    story_tree,
)
from secretguard.drills.story import Form
from secretguard.drills.words import budget_words, grade_word
from secretguard.errors import ContentError, RefusedError
from secretguard.i18n import _, deferred, sentences

app = group(deferred("推演剧本、响应剧本：列表、查看、检查；推演的还有路线图、试走"))
Wanted = Annotated[
    str, typer.Argument(help=deferred("剧本编号，或 YAML 文件的路径"), metavar=deferred("剧本"))
]


def _find(state: CommandState, wanted: str) -> LoadedPlaybook | LoadedResponse:
    path = Path(wanted)
    if path.suffix in (".yaml", ".yml"):
        return read_response(path) if kind_of(read_yaml(path)) == "response" else read_playbook(path)
    folders = content_folders("playbooks", state.content)
    return (
        find_response(wanted, folders) if wanted.startswith("response-") else find_playbook(wanted, folders)
    )


def _find_exercise(state: CommandState, wanted: str) -> LoadedPlaybook:
    found = _find(state, wanted)
    if isinstance(found, LoadedResponse):
        raise RefusedError(
            _("“{title}”是响应剧本，没有情节可走。", title=found.playbook.title),
            _("看任务用 playbook show，查先后和时限用 playbook check。"),
        )
    return found


@command(app, "list", deferred("全部剧本"))
def list_all(context: typer.Context) -> None:
    state: CommandState = context.obj
    shelf = list_playbooks(content_folders("playbooks", state.content))
    levels = {1: _("入门"), 2: _("中等"), 3: _("较难")}
    rows = []
    for loaded in shelf.playbooks:
        book = loaded.playbook
        time = _("{full}（短版 {short}）", full=book.minutes.full, short=book.minutes.short)
        rows.append([book.id, book.title, _("、").join(book.industry), levels[book.level], time])
    state.out.table([_("编号"), _("情景"), _("行业"), _("难度"), _("分钟")], rows)
    all_broken = [*shelf.broken, *tell_responses(state, tuple(item.path for item in shelf.broken))]
    for broken in all_broken:
        state.out.say(_("读不了：{problem}", problem=content_error(broken.problems).message))
    state.out.facts(
        playbooks=[
            {"id": item.playbook.id, "title": item.playbook.title, "version": item.playbook.version}
            for item in shelf.playbooks
        ],
        broken=[_broken_facts(item) for item in all_broken],
    )
    if all_broken:
        state.out.finish()
        raise ContentError(
            _(
                "有 {count} 个剧本读不了：{names}。",
                count=len(all_broken),
                names=_("、").join(item.path.name for item in all_broken),
            ),
            _("按提示改好文件；其余剧本照常可用。"),
        )


def _broken_facts(item: BrokenFile) -> dict[str, object]:
    return {
        "file": item.path.name,
        "problems": [
            {"line": one.line, "field": one.field, "message": one.message, "hint": one.hint}
            for one in item.problems
        ],
    }


@command(app, "show", deferred("看一个剧本；有剧透，不要投影"))
def show(context: typer.Context, wanted: Wanted) -> None:
    state: CommandState = context.obj
    found = _find(state, wanted)
    if isinstance(found, LoadedResponse):
        show_response(state, found)
        return
    book = found.playbook
    budgets = table_budgets(book, "short")
    state.out.say(book.title, style="bold")
    state.out.say(book.summary)
    state.out.say(book.setting)
    state.out.table(
        [_("编号"), _("推演目标"), _("怎样算达到"), _("预案")],
        [[goal.id, goal.title, goal.measure, goal.plan] for goal in book.objectives],
    )
    state.out.table(
        [_("编号"), _("注入"), _("时间"), _("桌上"), _("短版")],
        [
            [
                inject.id,
                inject.title,
                "—" if inject.at is None else f"{inject.at}",
                _table_words(inject, budgets),
                "★" if inject.short else "",
            ]
            for inject in book.injects
        ],
    )
    for ground in book.grounded_in:
        mark = "" if ground.mark == "V" else _("（待核）")
        state.out.say(
            _("依据的公开事例：{case}{mark}。{fact}", case=ground.case, mark=mark, fact=ground.fact)
        )
    state.out.facts(playbook=book.model_dump(mode="json", by_alias=True))


def _table_words(inject: Inject, short_budgets: Mapping[str, float]) -> str:
    full = budget_words(inject.table)
    short = short_budgets.get(inject.id, inject.table)
    if short == inject.table:
        return full
    return _("{full}（短版 {short}）", full=full, short=budget_words(short))


@command(
    app,
    "check",
    deferred("检查：推演剧本按 E1–E10、W1–W11（--sheet 另出演练准备情况评估），响应剧本按先后、时限、依据"),
)
def check(
    context: typer.Context,
    wanted: Wanted,
    sheet: Annotated[bool, typer.Option("--sheet", help=_("演练准备情况评估"))] = False,
) -> None:
    state: CommandState = context.obj
    loaded = _find(state, wanted)
    if isinstance(loaded, LoadedResponse):
        check_response(state, loaded)
        return
    folders = content_folders("standards", state.content)
    findings = check_playbook(loaded, load_law(folders), load_plan_sections(folders))
    _print_findings(state, findings)
    if sheet:
        _print_sheet(state, loaded, findings)
    state.out.facts(
        ok=not has_errors(findings),
        findings=[
            {
                "rule": item.rule,
                "severity": item.severity,
                "file": item.file,
                "line": item.line,
                "field": item.field,
                "message": item.message,
                "hint": item.hint,
            }
            for item in findings
        ],
    )
    if has_errors(findings):
        state.out.finish()
        raise ContentError(
            _("“{title}”有必须改的地方。", title=loaded.playbook.title), _("改好后再检查一次；警告可以保留。")
        )


def _print_findings(state: CommandState, findings: tuple[RuleFinding, ...]) -> None:
    if all(item.severity == "note" for item in findings):
        state.out.say(_("E1–E10、W1–W11 全部通过。"))
    words = {"error": _("错误"), "warning": _("提醒"), "note": _("说明")}
    rows = [
        [item.rule, words[item.severity], _place(item), sentences((item.message, item.hint))]
        for item in findings
    ]
    if rows:
        state.out.table([_("规则"), _("轻重"), _("位置"), _("问题和改法")], rows)


def _place(item: RuleFinding) -> str:
    line = "" if item.line is None else _("第 {line} 行", line=item.line)
    return f"{line} {item.field}".strip()


def _print_sheet(state: CommandState, loaded: LoadedPlaybook, findings: tuple[RuleFinding, ...]) -> None:
    answers = {"yes": _("是"), "no": _("否"), "person": _("由人判断")}
    readiness = assess_readiness(loaded, findings)
    rows = [[line.question, answers[line.answer], line.reason] for line in readiness.lines]
    state.out.table([_("检查内容"), _("结果"), _("理由")], rows, title=_("演练准备情况评估"))
    state.out.facts(sheet=[{"text": row[0], "answer": row[1], "reason": row[2]} for row in rows])


@command(app, "graph", deferred("路线图；--mermaid 输出 Mermaid 文本"))
def graph(
    context: typer.Context,
    wanted: Wanted,
    mermaid: Annotated[bool, typer.Option("--mermaid", help=_("Mermaid 文本"))] = False,
    short: Annotated[bool, typer.Option("--short", help=_("短版"))] = False,
) -> None:
    state: CommandState = context.obj
    book = _find_exercise(state, wanted).playbook
    form: Form = "short" if short else "full"
    text = story_mermaid(book, form) if mermaid else story_tree(book, form)
    state.out.say(text)
    state.out.facts(graph=text)


@command(app, "simulate", deferred("把所有走法试一遍：结局、得分，完整版和短版"))
def simulate_all(context: typer.Context, wanted: Wanted) -> None:
    state: CommandState = context.obj
    book = _find_exercise(state, wanted).playbook
    results = simulate(book)
    for result in results:
        _print_simulation(state, result)
    state.out.facts(forms=[_simulation_facts(result) for result in results])


def _print_simulation(state: CommandState, result: FormSimulation) -> None:
    name = _("完整版") if result.form == "full" else _("短版")
    more = "" if result.complete else _("（太多，只数到这里）")
    state.out.say(_("{form}：{count} 条走法{more}", form=name, count=result.paths, more=more), style="bold")
    state.out.table(
        [_("结局"), _("名称"), _("走法"), _("得分范围")],
        [
            [reach.ending, reach.title, str(reach.paths), _ranges(reach.ranges) if reach.paths else "—"]
            for reach in result.endings
        ],
    )
    teams = {"best": _("处处做对"), "typical": _("慢半拍"), "worst": _("处处做错")}
    state.out.table(
        [_("队伍"), _("选择"), _("结局"), _("得分"), _("总评")],
        [
            [
                teams[run.team],
                " ".join(run.choices),
                run.ending,
                "　".join(f"{item.objective} {_score(item.score)}" for item in run.scorecard.objectives),
                grade_word(run.scorecard.grade),
            ]
            for run in result.runs
        ],
    )
    if result.not_reached:
        state.out.say(_("这一版没有触及的目标：{ids}。", ids=_("、").join(result.not_reached)))


def _score(score: int | None) -> str:
    return "—" if score is None else str(score)


def _ranges(ranges: Mapping[str, ScoreRange]) -> str:
    return "　".join(f"{objective} {span.worst}–{span.best}" for objective, span in ranges.items())


def _simulation_facts(result: FormSimulation) -> dict[str, object]:
    return {
        "form": result.form,
        "paths": result.paths,
        "complete": result.complete,
        "endings": {reach.ending: reach.paths for reach in result.endings},
        "ranges": {goal: [span.worst, span.best] for goal, span in result.ranges.items()},
        "not_reached": list(result.not_reached),
        "runs": {
            run.team: {
                "ending": run.ending,
                "choices": list(run.choices),
                "grade": run.scorecard.grade,
                "scores": {item.objective: item.score for item in run.scorecard.objectives},
            }
            for run in result.runs
        },
    }
