"""Rules about the words themselves: E8, E9, W7, W9."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from secretguard.content import LawTable, LoadedPlaybook, YamlPath, places
from secretguard.drills.quality.company_names import named_companies
from secretguard.drills.quality.findings import RuleFinding, finding
from secretguard.i18n import _

LENGTH_FACTOR: Final = 1.5
"""A good option longer than this many times the mean gives itself away."""

_YES_OR_NO: Final = re.compile(
    r"吗[？?]|是不是|有没有|能不能|会不会|要不要|可不可以|该不该|对不对|行不行|够不够|是否"
)
_OPEN: Final = re.compile("谁|什么|怎么|怎样|哪|为何|为啥|多少|多久|多长|几|如何|还是|何时|何处")


def names_nobody_real(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """E8: outside `grounded_in` no company's proper name, no party and no number of the public case."""
    real = [name for ground in loaded.playbook.grounded_in for name in (*ground.parties, ground.case)]
    for place, text in places.sentences(loaded.playbook):
        if place[0] == "grounded_in":
            continue
        for name in (*named_companies(text), *(name for name in real if name in text)):
            message = _("正文里有真实的名称：{name}。", name=name)
            hint = _("公司写“示例公司”或用参数；真实案件只写在 grounded_in 里。")
            yield finding("E8", loaded.problem(place, message, hint))


def says_nothing_wrong_in_law(loaded: LoadedPlaybook, law: LawTable) -> Iterator[RuleFinding]:
    """E9: no sentence that sounds right and is wrong in law."""
    for place, text in places.sentences(loaded.playbook):
        for sentence in law.wrong_sentences(text):
            message = _("这句话在法律上不成立：{wrong}。", wrong=sentence.wrong)
            hint = _("可以说：{right}。", right=sentence.right)
            yield finding("E9", loaded.problem(place, message, hint))


def asks_open_questions(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W7: a question that yes or no answers gets nobody talking."""
    for place, question in _questions(loaded):
        for single in re.split(r"(?<=[？?])", question):
            if _YES_OR_NO.search(single) and not _OPEN.search(single):
                hint = _("用“谁”“什么”“怎么”“哪一样”来问。")
                yield finding("W7", loaded.problem(place, _("一个“是”或“不是”就答完了。"), hint))


def good_option_hides(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W9: the good option does not stand out by its length or by always standing in the same place."""
    positions: list[str] = []
    for place, _inject, decision in places.decisions(loaded.playbook):
        mean = sum(len(option.text) for option in decision.options) / len(decision.options)
        for index, option in enumerate(decision.options):
            if option.rating != "good":
                continue
            positions.append(option.id)
            if len(option.text) > LENGTH_FACTOR * mean:
                message = _("好的选项太长，一眼就能认出来。")
                hint = _("写到 {limit} 个字以内。", limit=int(LENGTH_FACTOR * mean))
                yield finding("W9", loaded.problem((*place, "options", index, "text"), message, hint))
    if len(positions) > 1 and len(set(positions)) == 1:
        message = _("好的选项总是 {option}。", option=positions[0])
        yield finding("W9", loaded.problem(("injects",), message, _("请打乱选项的次序。")))


def _questions(loaded: LoadedPlaybook) -> Iterator[tuple[YamlPath, str]]:
    for place, _inject, shape in places.shapes(loaded.playbook):
        for index, question in enumerate(shape.questions or ()):
            yield (*place, "questions", index), question
    for place, _inject, decision in places.decisions(loaded.playbook):
        yield (*place, "ask"), decision.ask
    debrief = loaded.playbook.debrief
    for name in ("short", "full"):
        for index, question in enumerate(getattr(debrief, name)):
            yield ("debrief", name, index), question
