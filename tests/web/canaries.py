"""A playbook whose every free text is a canary, and who may hear it sing."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from secretguard.content import Playbook
from secretguard.drills import DrillState, Visit
from tests.drills.playable import playable

Data = dict[str, Any]
Path = tuple[str | int, ...]

FREE = {
    "title", "title_en", "summary", "severity", "setting", "end_card", "case", "fact", "source", "measure",
    "brief", "ask", "default", "killed_by", "text", "action", "why", "consequence", "channel", "note",
    "industry", "parties", "questions", "full", "short",
}  # fmt: skip
"""Fields that an author fills with words; all other strings are ids, kinds and times."""

CANARY = re.compile("雀\\d{4}。")


class Cage:
    """Gives out canaries and remembers what each one stands for."""

    def __init__(self) -> None:
        self.of: dict[Path, str] = {}

    def new(self, *path: str | int) -> str:
        """A canary for a place; the same one for the same place."""
        return self.of.setdefault(path, f"雀{len(self.of):04d}。")

    def paths(self, canaries: set[str]) -> set[Path]:
        """Which places these canaries stand for."""
        return {path for path, canary in self.of.items() if canary in canaries}


def heard(text: str) -> set[str]:
    """Every canary in a text."""
    return set(CANARY.findall(text))


def playbook_of_canaries(cage: Cage) -> Playbook:
    """The playable playbook with every optional text filled in, then every text replaced by a canary."""
    data = playable()
    _fill_in(data)
    _replace(data, (), cage)
    first = data["injects"][0]
    first["text"] += "{secret}{phone}"
    return Playbook.model_validate(data)


def _fill_in(data: Data) -> None:
    data["severity"] = "二级"
    data["grounded_in"][0]["parties"] = ["甲方"]
    data["debrief"]["full"] = ["问"]
    data["parameters"]["phone"] = {"ask": "电话", "from": "contacts.guide.phone", "default": "号码"}
    for role in data["roles"]:
        role["brief"] = "岗位卡"
    for inject in data["injects"]:
        inject |= {"note": "提示", "fact": "新情况"}
        inject["handouts"] = [
            {"title": "给大家", "text": "材料"},
            {"title": "留着", "text": "材料", "show_players": False},
            {"title": "也给大家", "text": "材料"},
        ]


def _replace(node: Any, path: Path, cage: Cage) -> None:
    items = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
    for key, value in items:
        place = (*path, key)
        if isinstance(value, dict | list):
            _replace(value, place, cage)
        elif isinstance(value, str) and (key in FREE or (path and path[-1] in FREE)):
            node[key] = cage.new(*place)


def may_be_heard(cage: Cage, state: DrillState, chosen: Collection[int] | None = None) -> set[str]:
    """The canaries that players may see now, told from the rules and not from the code under test.

    `chosen` are the places of the hand-outs that the facilitator put on the wall; None: all for players.
    """
    book = state.playbook
    assert book is not None
    ending = [item.id for item in book.endings].index(state.ending) if state.ending else None
    if state.status == "running" and state.current is not None:
        return _at_the_table(cage, book, state.current, {0, 2} if chosen is None else {0, 2} & {*chosen})
    if ending is not None and state.status == "ended":
        told = {("endings", ending, "title"), ("endings", ending, "text"), ("end_card",)}
        return {cage.of[path] for path in told}
    if ending is not None and state.status == "finished":
        return {cage.of[("end_card",)]}
    return set()


def _at_the_table(cage: Cage, book: Playbook, visit: Visit, papers: Collection[int]) -> set[str]:
    if visit.way == "unplanned":
        return {visit.inject.text} & set(cage.of.values())
    place = [inject.id for inject in book.injects].index(visit.inject.id)
    told: set[Path] = {
        ("injects", place, "handouts", kept, word) for kept in papers for word in ("title", "text")
    }
    heard_now = {cage.of[path] for path in told} | heard(visit.inject.text)
    if place == 0:
        heard_now.add(cage.of[("parameters", "secret", "default")])
    step = ("inject", "question", "discussion", "conclusion").index(visit.step)
    if step >= 1:
        heard_now |= {canary for question in visit.inject.questions for canary in heard(question)}
    decision = visit.inject.decision
    if step >= 2 and decision is not None:
        heard_now.add(decision.ask)
        heard_now |= {option.text for option in decision.options}
        if step == 3 and visit.decision is not None:
            heard_now |= {
                option.consequence for option in decision.options if option.id == visit.decision.option
            }
    return heard_now
