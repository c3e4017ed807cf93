"""Rules E1–E4: what every inject, decision and option must bring along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from secretguard.content import LoadedPlaybook, YamlPath, places
from secretguard.drills.quality.findings import RuleFinding, finding
from secretguard.i18n import _

OPTIONS_AT_LEAST: Final = 3
OPTIONS_AT_MOST: Final = 4
CONSEQUENCE_AT_LEAST: Final = 10
"""Characters: shorter than this no consequence can be heard as part of a story."""


def inject_is_complete(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """E1: one new fact, at least one question, and nobody writes to himself (the rest the schema asks)."""
    for place, inject in places.injects(loaded.playbook):
        if inject.fact is None:
            yield _error(
                loaded, "E1", place, _("注入没有写明带来什么新情况。"), _("用 fact 写一句话，只写一件新事。")
            )
        if inject.sender in inject.to:
            yield _error(
                loaded, "E1", (*place, "to"), _("发出的角色同时是接收的角色。"), _("请改 from 或 to。")
            )
    for place, _inject, shape in places.shapes(loaded.playbook):
        if shape.questions == ():
            yield _error(
                loaded, "E1", place, _("注入没有提问。"), _("至少写一个让大家开口的问题（questions）。")
            )


def inject_expects_action(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """E2: somebody ought to do something after every inject."""
    for place, _inject, shape in places.shapes(loaded.playbook):
        if shape.expected == ():
            yield _error(
                loaded, "E2", place, _("注入没有预期行动。"), _("至少写一项：谁、做什么、多久之内、依据。")
            )


def decision_has_one_good_option(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """E3: three or four options, exactly one of them good."""
    for place, _inject, decision in places.decisions(loaded.playbook):
        count = len(decision.options)
        if not OPTIONS_AT_LEAST <= count <= OPTIONS_AT_MOST:
            message = _("决策有 {count} 个选项，应当是 3 到 4 个。", count=count)
            yield _error(loaded, "E3", (*place, "options"), message, _("请增减选项。"))
        good = sum(option.rating == "good" for option in decision.options)
        if good != 1:
            message = _("有 {count} 个选项评为 good，应当恰好一个。", count=good)
            hint = _("第二条可行的路请评为 partial，给它一个好的结果。")
            yield _error(loaded, "E3", (*place, "options"), message, hint)


def option_has_consequence(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """E4: each option's consequence is heard in the story, and is its own."""
    for place, _inject, decision in places.decisions(loaded.playbook):
        heard: dict[str, str] = {}
        for index, option in enumerate(decision.options):
            where = (*place, "options", index, "consequence")
            if len(option.consequence) < CONSEQUENCE_AT_LEAST or option.consequence == option.why:
                yield _error(
                    loaded, "E4", where, _("后果没有写成情节。"), _("写大家接下来看到、听到的事，不写评语。")
                )
            if option.consequence in heard:
                message = _("后果和选项 {other} 一字不差。", other=heard[option.consequence])
                yield _error(loaded, "E4", where, message, _("不同的决定要有不同的后果。"))
            heard.setdefault(option.consequence, option.id)


def _error(loaded: LoadedPlaybook, rule: str, place: YamlPath, message: str, hint: str) -> RuleFinding:
    return finding(rule, loaded.problem(place, message, hint))
