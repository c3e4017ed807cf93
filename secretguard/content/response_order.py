"""What makes a response playbook unsafe to follow: names that lead nowhere, and steps in the wrong order.

The order is the one rule the whole tool stands for: whatever restricts, confronts, deletes or warns comes
after the duplicate; only a running outflow may be cut before it (rules of order 3 to 5).
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator

from secretguard.content.problems import ContentProblem, quoted
from secretguard.content.response import (
    DUPLICATE,
    STILL_FLOWING,
    ResponsePlaybook,
    ResponseTask,
)
from secretguard.content.response_answers import fact_of
from secretguard.content.yaml_source import YamlPath, YamlSource
from secretguard.i18n import _


def unsafe_problems(playbook: ResponsePlaybook, source: YamlSource) -> tuple[ContentProblem, ...]:
    """Repeated and unknown names, circles, restricting tasks before the duplicate. Pure; `()`: safe."""
    names = [*_repeated(playbook, source), *_strangers(playbook, source)]
    if names:  # the order of tasks that are not what they seem says nothing
        return tuple(names)
    circles = list(_circles(playbook, source))
    return tuple(circles or _order(playbook, source))


def prerequisites(playbook: ResponsePlaybook, task: ResponseTask) -> frozenset[str]:
    """Every task that comes before this one whenever this one applies, however far back.

    A prerequisite that may not apply while the task does is no prerequisite: nobody would wait for it.
    """
    found: set[str] = set()
    waiting = list(task.after)
    while waiting:
        before = playbook.task(waiting.pop())
        if before is None or before.id in found or not set(before.only_if) <= set(task.only_if):
            continue
        found.add(before.id)
        waiting.extend(before.after)
    return frozenset(found)


def _repeated(playbook: ResponsePlaybook, source: YamlSource) -> Iterator[ContentProblem]:
    lists: dict[str, list[str]] = {
        "questions": [question.id for question in playbook.questions],
        "phases": [phase.id for phase in playbook.phases],
        "tasks": [task.id for task in playbook.tasks],
        "ends": [end.id for end in playbook.ends],
    }
    for name, ids in lists.items():
        for index, one in enumerate(ids):
            if one in ids[:index]:
                yield source.problem((name, index), _("编号 {id} 用了两次。", id=one), _("请换一个编号。"))


def _strangers(playbook: ResponsePlaybook, source: YamlSource) -> Iterator[ContentProblem]:
    phases = [phase.id for phase in playbook.phases]
    tasks = [task.id for task in playbook.tasks]
    for index, task in enumerate(playbook.tasks):
        place: YamlPath = ("tasks", index)
        yield from _unknown(source, (*place, "phase"), _("阶段"), [task.phase], phases)
        yield from _unknown(source, (*place, "after"), _("任务"), task.after, tasks)
    for place, tests, known in _fact_tests(playbook):
        yield from _unknown(source, (*place, "only_if"), _("要问的事"), map(fact_of, tests), known)


def _fact_tests(playbook: ResponsePlaybook) -> Iterator[tuple[YamlPath, tuple[str, ...], list[str]]]:
    """Where facts are tested, and what has been asked by then: a question may lean on earlier ones only."""
    asked: list[str] = []
    for index, question in enumerate(playbook.questions):
        yield ("questions", index), question.only_if, list(asked)
        asked.append(question.id)
    for index, task in enumerate(playbook.tasks):
        yield ("tasks", index), task.only_if, asked
    for index, end in enumerate(playbook.ends):
        yield ("ends", index), end.only_if, asked


def _unknown(
    source: YamlSource, place: YamlPath, what: str, names: Iterable[str], known: Collection[str]
) -> Iterator[ContentProblem]:
    for index, name in enumerate(names):
        if name in known:
            continue
        near = difflib.get_close_matches(name, list(known), n=1)
        hint = _("是不是想写 {name}？", name=near[0]) if near else _("请先定义它，或改正编号。")
        yield source.problem(
            (*place, index), _("{what} {name} 没有定义。", what=what, name=quoted(name)), hint
        )


def _circles(playbook: ResponsePlaybook, source: YamlSource) -> Iterator[ContentProblem]:
    """Tasks that wait for themselves, conditions aside."""
    after = {task.id: task.after for task in playbook.tasks}
    for index, task in enumerate(playbook.tasks):
        seen: set[str] = set()
        waiting = list(task.after)
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting.extend(after[one])
        if task.id in seen:
            message = _("任务 {name} 要等它自己。", name=task.id)
            yield source.problem(("tasks", index, "after"), message, _("请断开这个圈。"))


def _order(playbook: ResponsePlaybook, source: YamlSource) -> Iterator[ContentProblem]:
    yield from _duplicate(playbook, source)
    for index, task in enumerate(playbook.tasks):
        place: YamlPath = ("tasks", index)
        if task.cut:
            yield from _cut(task, source, place)
        elif task.restricts and DUPLICATE not in prerequisites(playbook, task):
            message = _(
                "“{title}”会惊动人或者改动现场，前面却没有复制（{name}）。", title=task.title, name=DUPLICATE
            )
            yield source.problem((*place, "after"), message, _("请在 after 里写上 {name}。", name=DUPLICATE))


def _duplicate(playbook: ResponsePlaybook, source: YamlSource) -> Iterator[ContentProblem]:
    task = playbook.task(DUPLICATE)
    if task is None:
        message = _("没有复制这一步（编号 {name}）。", name=DUPLICATE)
        yield source.problem(("tasks",), message, _("先固定，后处置：每个响应剧本都要有。"))
        return
    place: YamlPath = ("tasks", playbook.tasks.index(task))
    if not task.preserves:
        message = _("复制这一步没有写保住哪一类证据。")
        yield source.problem(place, message, _("请写 preserves，如 [LOG, DISK]。"))
    if task.only_if or task.restricts or task.cut:
        message = _("复制这一步不能带条件，也不能算惊动人的步骤。")
        yield source.problem(place, message, _("请去掉 only_if、restricts 和 cut。"))


def _cut(task: ResponseTask, source: YamlSource, place: YamlPath) -> Iterator[ContentProblem]:
    if not task.restricts:
        message = _("断路也是会惊动人的步骤。")
        yield source.problem((*place, "cut"), message, _("请同时写 restricts: true。"))
    if STILL_FLOWING not in task.only_if:
        message = _("只有还在往外流，才能在复制以前断路。")
        yield source.problem(place, message, _("请写 only_if: [{name}]。", name=STILL_FLOWING))
