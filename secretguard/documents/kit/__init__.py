"""The papers of a drill before it begins (资料包): each a template and the words that it asks for.

Papers for players hold what players may know, and nothing else; papers for the staff hold the rest and say
on every page whom they are not for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from secretguard.documents.kit import for_players, for_staff
from secretguard.documents.kit.model import KitContext, KitDrill, Words, bases_in, kit_drill
from secretguard.documents.reading import read
from secretguard.documents.tree.document import Document
from secretguard.drills import DrillState
from secretguard.i18n import _p

__all__ = ["PAPERS", "KitContext", "KitPaper", "bases_in", "kit", "paper_title"]

_MAKERS: Final[Mapping[str, Callable[[KitDrill], Words]]] = {
    "invitation": for_players.invitation,
    "scenario-brief": for_players.scenario_brief,
    "sign-in": for_players.sign_in,
    "role-cards": for_players.role_cards,
    "handouts": for_players.handouts,
    "evaluator-sheets": for_staff.evaluator_sheets,
    "facilitator-script": for_staff.script,
    "readiness": for_staff.readiness,
}
PAPERS: Final = tuple(_MAKERS)
"""The names of the papers, in the order in which they are used; each is also its template's name."""

_FOR_PLAYERS: Final = frozenset({"invitation", "scenario-brief", "sign-in", "role-cards", "handouts"})


@dataclass(frozen=True, slots=True)
class KitPaper:
    """One paper: its name, what it is called, whether players may hold it, and the document."""

    name: str
    title: str
    for_players: bool
    document: Document

    @property
    def file_name(self) -> str:
        """`6-导调-评估表`, without an ending: sorts in the order of use, and says for whom it is not."""
        side = _p("papers for", "参演") if self.for_players else _p("papers for", "导调")
        return f"{PAPERS.index(self.name) + 1}-{side}-{self.title}"


def kit(state: DrillState, context: KitContext, only: Iterable[str] = ()) -> Iterator[KitPaper]:
    """The papers wanted (all, if none is named), in their order.

    Raises RefusedError for a journal without a planned drill, ContentError for a broken template.
    """
    drill = kit_drill(state, context)
    wanted = set(only) or set(PAPERS)
    for name, maker in _MAKERS.items():
        if name in wanted:
            document = read(f"{name}.md", maker(drill), moment=context.moment)
            yield KitPaper(name, paper_title(name), name in _FOR_PLAYERS, document)


def paper_title(name: str) -> str:
    """What a paper is called."""
    return {
        "invitation": _p("paper", "邀请函"),
        "scenario-brief": _p("paper", "情景简表"),
        "sign-in": _p("paper", "签到表"),
        "role-cards": _p("paper", "角色卡"),
        "handouts": _p("paper", "发放材料"),
        "evaluator-sheets": _p("paper", "评估表"),
        "facilitator-script": _p("paper", "主持人脚本"),
        "readiness": _p("paper", "演练准备情况评估"),
    }[name]
