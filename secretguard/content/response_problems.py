"""Whether a response playbook is good enough for a bad day: deadlines, owners, length, grounds, tone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from secretguard.content.basis import find_ground
from secretguard.content.law import LawTable
from secretguard.content.plan_sections import PlanSections
from secretguard.content.problems import ContentProblem
from secretguard.content.response import RESPONSE_LEVELS, ResponseTask
from secretguard.content.response_answers import fact_of
from secretguard.content.response_loading import LoadedResponse
from secretguard.content.response_order import prerequisites, unsafe_problems
from secretguard.content.yaml_source import YamlPath
from secretguard.errors import RefusedError
from secretguard.i18n import _

FIRST_HOUR_TASKS: Final = 6
"""Nobody keeps more than six things in mind in the first hour; tasks with a condition come on top."""

HOW_LINES: Final = 3
HOW_LINE: Final = 36
"""Lines of `how`, and characters in each: what fits beside the task at 80 columns."""

_NOBODY: Final = re.compile("(相关|有关|各)(部门|人员|单位|科室)|大家|所有人一起")
_SHOUTING: Final = re.compile("[!！]|[?？]{2}")
_JUDGING: Final = re.compile("小偷|窃贼|叛徒|内鬼|泄密者|嫌疑人|作案|偷走|罪证")


def response_problems(
    loaded: LoadedResponse, law: LawTable, sections: PlanSections
) -> tuple[ContentProblem, ...]:
    """Everything that keeps this playbook from being used, with its line; `()`: it is good. Pure."""
    unsafe = unsafe_problems(loaded.playbook, loaded.source)
    if unsafe:
        return unsafe
    return (
        *_deadlines(loaded),
        *_first_hour(loaded),
        *_idle_questions(loaded),
        *_grounds(loaded, law, sections),
        *_clocks(loaded, law),
        *_wording(loaded, law),
    )


def _deadlines(loaded: LoadedResponse) -> Iterator[ContentProblem]:
    until = {phase.id: phase.until for phase in loaded.playbook.phases}
    for index, task in enumerate(loaded.playbook.tasks):
        place: YamlPath = ("tasks", index, "within")
        limits = [_minutes(task.within.at(level)) for level in RESPONSE_LEVELS]
        if limits != sorted(limits):
            message = _("等级高的反而更慢。")
            yield loaded.problem(place, message, _("Ⅰ级不能晚于Ⅱ级，依此类推；null 算没有限。"))
        end = until[task.phase]
        if end is not None and task.within.first is not None and task.within.first > end:
            yield loaded.problem(place, _("Ⅰ级的时限比这个阶段结束还晚。"), _("请改时限，或放到后一个阶段。"))
        yield from _before_its_turn(loaded, task, place)


def _minutes(limit: int | None) -> float:
    return float("inf") if limit is None else limit


def _before_its_turn(loaded: LoadedResponse, task: ResponseTask, place: YamlPath) -> Iterator[ContentProblem]:
    for name in sorted(prerequisites(loaded.playbook, task)):
        before = loaded.playbook.task(name)
        assert before is not None, name
        for level in RESPONSE_LEVELS:
            own, theirs = task.within.at(level), before.within.at(level)
            if own is not None and theirs is not None and own < theirs:
                message = _("{level} 级：要等的“{title}”到那时还没到期。", level=level, title=before.title)
                yield loaded.problem(place, message, _("时限不能早于前一步的时限。"))
                break


def _first_hour(loaded: LoadedResponse) -> Iterator[ContentProblem]:
    always = [task for task in loaded.playbook.tasks if task.phase == "first-hour" and not task.only_if]
    if len(always) > FIRST_HOUR_TASKS:
        message = _("第一小时有 {count} 件事，记不住。", count=len(always))
        yield loaded.problem(("tasks",), message, _("最多 {limit} 件，其余往后放。", limit=FIRST_HOUR_TASKS))


def _idle_questions(loaded: LoadedResponse) -> Iterator[ContentProblem]:
    book = loaded.playbook
    tested = [test for question in book.questions for test in question.only_if]
    tested += [test for task in book.tasks for test in task.only_if]
    tested += [test for end in book.ends for test in end.only_if]
    used = {fact_of(test) for test in tested}
    for index, question in enumerate(book.questions):
        if question.id not in used:
            message = _("这一问的答案没有用处。")
            hint = _("请在任务的 only_if 里用它，或者不问。")
            yield loaded.problem(("questions", index), message, hint)


def _grounds(loaded: LoadedResponse, law: LawTable, sections: PlanSections) -> Iterator[ContentProblem]:
    for index, task in enumerate(loaded.playbook.tasks):
        for number, basis in enumerate(task.basis):
            try:
                find_ground(basis, law, sections)
            except RefusedError as error:
                yield loaded.problem(("tasks", index, "basis", number), error.message, error.remedy)


def _clocks(loaded: LoadedResponse, law: LawTable) -> Iterator[ContentProblem]:
    for index, task in enumerate(loaded.playbook.tasks):
        if task.clock is None:
            continue
        clock = law.clock(task.clock)
        if clock is None:
            message = _("法定时限一览里没有 {id}。", id=task.clock)
            yield loaded.problem(("tasks", index, "clock"), message, _("请在 law.yaml 的 clocks 里补上。"))
            continue
        own = [limit for level in RESPONSE_LEVELS if (limit := task.within.at(level)) is not None]
        if clock.minutes is not None and own and max(own) > clock.minutes:
            message = _("比法定时限还慢：{limit}。", limit=clock.limit)
            yield loaded.problem(("tasks", index, "within"), message, _("各级都不能超过法定时限。"))


def _wording(loaded: LoadedResponse, law: LawTable) -> Iterator[ContentProblem]:
    for place, text in _sentences(loaded):
        for sentence in law.wrong_sentences(text):
            yield loaded.problem(place, _("不能这样说。"), _("应当说：{right}。", right=sentence.right))
        if _NOBODY.search(text):
            yield loaded.problem(place, _("没有写清由谁做、找谁。"), _("请写到一个具体的职责或者人。"))
        if _SHOUTING.search(text):
            yield loaded.problem(
                place, _("不要用感叹号，也不要连着问。"), _("夜里看的人已经够急了，平平地说。")
            )
        if _JUDGING.search(text):
            yield loaded.problem(
                place, _("还没查清，不要给人定性。"), _("写“他”“对方”“当事人”，只写看到的事。")
            )
    for index, task in enumerate(loaded.playbook.tasks):
        lines = task.how.splitlines()
        if len(lines) > HOW_LINES or any(len(line) > HOW_LINE for line in lines):
            message = _("怎么做写得太长。")
            hint = _("最多 {count} 行，每行 {width} 个字。", count=HOW_LINES, width=HOW_LINE)
            yield loaded.problem(("tasks", index, "how"), message, hint)


def _sentences(loaded: LoadedResponse) -> Iterator[tuple[YamlPath, str]]:
    """Every text that somebody will read, and where it stands."""
    book = loaded.playbook
    yield from (((name,), getattr(book, name)) for name in ("title", "summary", "banner"))
    yield ("when", "says"), book.when.says
    for index, question in enumerate(book.questions):
        yield ("questions", index, "ask"), question.ask
        if question.help is not None:
            yield ("questions", index, "help"), question.help
    for index, task in enumerate(book.tasks):
        for name in ("title", "how", "why_now", "record"):
            yield ("tasks", index, name), getattr(task, name)
    for index, end in enumerate(book.ends):
        yield ("ends", index, "title"), end.title
