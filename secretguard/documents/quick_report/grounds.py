"""The legal grounds of a paper: numbered (法1, 法2…) and listed once, by statute."""

from __future__ import annotations

from collections.abc import Iterable

from secretguard.documents.quick_report.model import Ground
from secretguard.i18n import _


class GroundList:
    """Numbers the legal grounds, those of one statute next to each other."""

    def __init__(self, grounds: Iterable[Ground]) -> None:
        self._statutes: dict[str, list[Ground]] = {}
        for ground in dict.fromkeys(grounds):
            if ground.kind == "law":
                self._statutes.setdefault(ground.statute, []).append(ground)
        in_order = [ground for grounds in self._statutes.values() for ground in grounds]
        self._numbers = {ground: number for number, ground in enumerate(in_order, 1)}

    def short(self, grounds: Iterable[Ground]) -> str:
        """What stands in an action's row: 法1、规则 3."""
        return _("、").join(self._label(ground) for ground in grounds)

    def listed(self) -> list[str]:
        """One text a statute: its name, then its articles with their labels and who checked them."""
        return [
            statute + _("、").join(self._article(ground) for ground in grounds)
            for statute, grounds in self._statutes.items()
        ]

    def _article(self, ground: Ground) -> str:
        note = _("（{note}）", note=ground.note) if ground.note else ""
        return f"{ground.article}〔{self._label(ground)}〕{note}"

    def _label(self, ground: Ground) -> str:
        if ground.kind != "law":
            return ground.label
        label = _("法{number}", number=self._numbers[ground])
        return label + _("待核") if ground.pending else label
