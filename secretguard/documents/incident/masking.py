"""The masked paper (遮盖本): an allow-list by fact and field. What is not named here prints as ▇▇.

People become their duty, or a number where the register knows none; secrets stand by their code names;
whatever somebody wrote goes. A field that a later version adds is withheld until it is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final, Literal

from secretguard.documents.incident import ending_model, model
from secretguard.documents.incident.model import IncidentFacts
from secretguard.i18n import _, deferred

HIDDEN: Final = "▇▇"

Treatment = Literal["keep", "person"]


def _allowed(kept: str, people: str = "") -> dict[str, Treatment]:
    kinds: dict[str, Treatment] = dict.fromkeys(kept.split(), "keep")
    return kinds | dict.fromkeys(people.split(), "person")


ALLOWED: Final[Mapping[type, Mapping[str, Treatment]]] = {
    model.Head: _allowed(
        "level status found as_of opened began contained closed playbook from_drill",
        "closed_by reported_by knows",
    ),
    model.Secret: _allowed("id code_name"),
    model.Question: _allowed("ask answer at"),
    model.ClockFact: _allowed("kind event limit due met state certain stopped grounds"),
    model.TaskFact: _allowed(
        "phase title role status late due at recorded restricts why_now missing hangs seq", "by"
    ),
    model.CutFact: _allowed("at seq"),
    model.ReportFact: _allowed("event at seq"),
    model.Correction: _allowed("at seq"),
    model.LineFact: _allowed(
        "seq kind occurred recorded late code title secrets items decision undone_by", "author people"
    ),
    model.LinkFact: _allowed("seq event at recorded digest_again matches seal_holds", "giver taker"),
    model.ItemFact: _allowed(
        "number category original volatility at recorded size sha256 sm3 same_as returned holds seq",
        "taker holder witness",
    ),
    ending_model.PromiseFact: _allowed("clock section minutes actual state stopped"),
    ending_model.Spans: _allowed("detect open contain preserve report"),
    ending_model.CostFact: _allowed("yuan"),
    ending_model.ReviewFact: _allowed("at"),
    ending_model.EndFact: _allowed("title"),
    ending_model.Ending: _allowed("kept_until"),
    model.Erasure: _allowed("seq after"),
    model.Proof: _allowed("number journal last_entry size root issued"),
    IncidentFacts: {},
}
"""Playbook and law table speak for everybody; digests give nothing back; numbers and moments are record."""

_ABOUT: Final[Mapping[type, str]] = {
    model.Head: deferred("事件概况"),
    model.Question: deferred("待答问题"),
    model.ClockFact: deferred("时限"),
    model.TaskFact: deferred("任务"),
    model.CutFact: deferred("切断外流"),
    model.ReportFact: deferred("对外报告"),
    model.Correction: deferred("时间轴"),
    model.LineFact: deferred("时间轴"),
    model.LinkFact: deferred("监管链"),
    model.ItemFact: deferred("证据"),
    ending_model.PromiseFact: deferred("预案承诺"),
    ending_model.CostFact: deferred("费用"),
    ending_model.ReviewFact: deferred("复盘"),
    ending_model.Ending: deferred("结束"),
    model.Erasure: deferred("清除理由"),
}


@dataclass(slots=True)
class Mask:
    """Masks one paper: the same person is the same word throughout. `counts` are by what was masked."""

    roles: Mapping[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    _words: dict[str, str] = field(default_factory=dict)

    def facts(self, facts: IncidentFacts) -> IncidentFacts:
        """The facts as they may leave. Raises TypeError for a number or moment that no list names."""
        masked: IncidentFacts = self._fact(facts)
        return masked

    def _fact(self, fact: Any) -> Any:
        allowed = ALLOWED[type(fact)]
        changed = {
            one.name: self._value(getattr(fact, one.name), allowed.get(one.name), type(fact))
            for one in fields(fact)
        }
        return replace(fact, **changed)

    def _value(self, value: Any, treatment: Treatment | None, owner: type) -> Any:
        if treatment == "keep" or value is None:
            return value
        if isinstance(value, tuple):
            return tuple(self._value(one, treatment, owner) for one in value)
        if is_dataclass(value):
            return self._fact(value)
        if not isinstance(value, str):
            raise TypeError(owner.__name__)
        if not value:
            return value
        if treatment == "person":
            self.counts[_("人名改为职责")] += 1
            return self._person(value)
        self.counts[_(_ABOUT[owner])] += 1
        return HIDDEN

    def _person(self, name: str) -> str:
        if name not in self._words:
            self._words[name] = self._new_word(self.roles.get(name, ""))
        return self._words[name]

    def _new_word(self, role: str) -> str:
        taken = set(self._words.values())
        if role and role not in taken:
            return role
        head, number = role or _("人员"), 2 if role else 1
        while (word := f"{head} {number}") in taken:
            number += 1
        return word
