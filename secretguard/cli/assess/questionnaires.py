"""`assess questionnaire|fill`: questions on paper or in a spreadsheet, and a filled sheet read back."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from secretguard.cli.assess.app import By, Which, app, assessment
from secretguard.cli.assess.listing import chosen_standard
from secretguard.cli.assess.papers import Out
from secretguard.cli.assess.wording import result_facts, result_line, title_of
from secretguard.cli.grammar import command
from secretguard.cli.standard.crosswalks import make_folder
from secretguard.cli.standard.shelf import shelf_of
from secretguard.cli.state import CommandState
from secretguard.compliance import AssessmentState, result_of, verdict_word
from secretguard.content import Profile, Standard
from secretguard.documents.from_compliance import blank_questionnaire, write_paper
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _, deferred

if TYPE_CHECKING:
    # Spreadsheets are slow to load, and few commands need them.
    from secretguard.compliance.exchange import QuestionnairePreview, ReadAnswer


class BlankFormat(enum.StrEnum):
    """What a questionnaire becomes."""

    pdf = "pdf"
    docx = "docx"
    html = "html"
    text = "text"
    xlsx = "xlsx"


@dataclass(frozen=True)
class _Asked:
    """What is asked, of whom; with the assessment at hand, unless a profile alone was named."""

    standard: Standard
    profile: Profile
    enterprise: str = ""
    state: AssessmentState | None = None


@command(
    app, "questionnaire", deferred("空白问卷：打印了手写，或 --format xlsx 在表格里填；写了方案就不用开库")
)
def questionnaire(
    context: typer.Context,
    profile: Annotated[
        str | None,
        typer.Option("--profile", help=deferred("适用方案，如 starter"), metavar=deferred("编号")),
    ] = None,
    standard: Annotated[
        str | None, typer.Option("--standard", help=deferred("标准，如导入的"), metavar=deferred("编号"))
    ] = None,
    formats: Annotated[
        list[BlankFormat] | None,
        typer.Option("--format", help=deferred("xlsx 是表格，可多次写；不写是 pdf")),
    ] = None,
    given: Annotated[bool, typer.Option("--given", help=deferred("表格里带上已经答的"))] = False,
    out: Out = Path(),
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    asked = _asked(state, standard, profile, which)
    wanted = [one.value for one in formats or (BlankFormat.pdf,)]
    if given and (asked.state is None or BlankFormat.xlsx.value not in wanted):
        raise UsageError(
            _("已经答的，只有评估的表格里才带得上。"), _("例：assess questionnaire --format xlsx --given")
        )
    made = blank_questionnaire(asked.standard, asked.profile, state.clock, asked.enterprise)
    files = write_paper(made, out, [one for one in wanted if one != BlankFormat.xlsx.value])
    if BlankFormat.xlsx.value in wanted:
        files.append(_sheet(asked, out / f"{made.name}.xlsx", blank=not given))
    for path in files:
        state.out.say(_("已写入 {path}", path=path))
    count = len(asked.profile.requirements)
    state.out.say(_("{count} 项。表格填好以后用 assess fill 读回。", count=count))
    state.out.facts(profile=asked.profile.id, requirements=count, files=[str(path) for path in files])


def _sheet(asked: _Asked, path: Path, *, blank: bool) -> Path:
    from secretguard.compliance.exchange import blank_questionnaire_xlsx, questionnaire_xlsx, write_new

    if asked.state is None:
        content = blank_questionnaire_xlsx(asked.standard, asked.profile)
    else:
        content = questionnaire_xlsx(asked.state, blank=blank)
    make_folder(path.parent)
    write_new(path, content)
    return path


def _asked(state: CommandState, standard: str | None, profile: str | None, which: str | None) -> _Asked:
    """Of a profile alone, or of the assessment at hand. Raises UsageError if both are named."""
    if standard is not None or profile is not None:
        if which is not None:
            raise UsageError(_("写方案，或者写哪一次评估，二者选一。"), _("去掉 --assessment 或 --profile。"))
        return _Asked(*chosen_standard(shelf_of(state), standard, profile))
    with assessment(state, which) as room:
        folded, name = room.state, room.register.name
    if folded.story is None:
        raise RefusedError(_("这次评估没有建完，里面还没有内容。"), _("请重新开始一次评估。"))
    return _Asked(folded.story.standard, folded.story.profile, name, folded)


class UnreadableAnswersError(RefusedError):
    """Rows of the sheet cannot be read, or owe a reason; the list was told."""

    code = "questionnaire-problems"


@command(app, "fill", deferred("读回填好的问卷表格：先看会改什么，加 --apply 才记；有错一处都不记"))
def fill(
    context: typer.Context,
    path: Annotated[
        Path,
        typer.Argument(
            help=deferred("填好的表格，由 assess questionnaire --format xlsx 写出"),
            metavar=deferred("文件"),
            exists=True,
            dir_okay=False,
        ),
    ],
    apply: Annotated[bool, typer.Option("--apply", help=deferred("看过了，记进评估"))] = False,
    by: By = None,
    which: Which = None,
) -> None:
    from secretguard.compliance.exchange import overruled, read_questionnaire, take_answers

    state: CommandState = context.obj
    with assessment(state, which, write=apply) as room:
        preview = read_questionnaire(path, room.state)
        problems = [str(one) for one in (*preview.problems, *overruled(preview, room.autos()))]
        _tell(state, room.state, preview, problems)
        wanted = apply and not preview.is_empty
        if problems:
            # The lines above are the answer; the error says that nothing was recorded.
            state.out.facts(applied=False)
            state.out.finish()
            raise UnreadableAnswersError(
                _("表格里有 {count} 处要改，一处都没有记。", count=len(problems)),
                _("改好以后再来一次；第一处：{problem}", problem=problems[0]),
            )
        if wanted:
            take_answers(room, preview, by=by or room.vault.member.name)
        result = result_of(room.state)
    state.out.facts(applied=wanted, result=result_facts(result))
    if wanted:
        state.out.say(_("已记 {count} 项。{result}", count=len(preview.answers), result=result_line(result)))
    elif preview.is_empty:
        state.out.say(_("和评估里的一样，不用记。"))
    else:
        state.out.say(_("还没有记；看过没错，加 --apply 再来一次。"), style="bold")


def _tell(
    state: CommandState, folded: AssessmentState, preview: QuestionnairePreview, problems: list[str]
) -> None:
    for problem in problems:
        state.out.say(_("错　{problem}", problem=problem), style="bold")
    for note in preview.notes:
        state.out.say(_("注　{note}", note=note))
    rows = [_row(folded, one) for one in preview.answers]
    if rows:
        state.out.table([_("要求"), _("现在"), _("改成"), _("说明"), _("在表里")], rows)
    state.out.say(
        _("要改 {changed} 项，不变 {unchanged} 项，有错 {problems} 处。", changed=len(rows),
          unchanged=preview.unchanged, problems=len(problems))
    )  # fmt: skip
    state.out.facts(
        source=preview.source,
        answers=[_facts(one) for one in preview.answers],
        unchanged=preview.unchanged,
        notes=list(preview.notes),
        problems=problems,
    )


def _row(folded: AssessmentState, one: ReadAnswer) -> list[str]:
    return [
        title_of(folded, one.requirement),
        verdict_word(one.before),
        verdict_word(one.verdict),
        one.remark or "—",
        str(one.place),
    ]


def _facts(one: ReadAnswer) -> dict[str, Any]:
    return {
        "requirement": one.requirement,
        "before": one.before,
        "verdict": one.verdict,
        "remark": one.remark,
    }
