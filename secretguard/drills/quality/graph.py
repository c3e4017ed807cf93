"""The story drawn: as lines for a terminal, and as a Mermaid flow chart. Pure.

Both show the facilitator's side (ratings, evidence): never for players.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from secretguard.content import (
    BACK,
    END,
    Condition,
    Decision,
    EvidenceEffect,
    Inject,
    Option,
    Playbook,
    Rating,
)
from secretguard.drills.quality.story_rules import form_name
from secretguard.drills.story import Form, next_inject
from secretguard.drills.timing import scenario_text
from secretguard.i18n import _, _p


@dataclass(frozen=True, slots=True)
class Edge:
    """A way out of an inject: `option` None where nothing is decided; `to` an id, END or BACK."""

    source: str
    option: Option | None
    variant: int | None
    to: str


def edges(playbook: Playbook, form: Form, inject: Inject) -> Iterator[Edge]:
    """Every way out of an inject, the variants' own decisions included."""
    decisions: list[tuple[int | None, Decision | None]] = [(None, inject.decision)]
    decisions += [(index, variant.decision) for index, variant in enumerate(inject.variants)]
    for variant, decision in decisions:
        for option in decision.options if decision is not None else ():
            yield Edge(inject.id, option, variant, next_inject(playbook, form, inject, option))
    if inject.decision is None:
        yield Edge(inject.id, None, None, next_inject(playbook, form, inject))


def story_tree(playbook: Playbook, form: Form) -> str:
    """The story as text: every inject with its options, their ratings, evidence and where they lead."""
    lines = [_("{title}（{form}）", title=playbook.title, form=form_name(form))]
    for inject in _in_form(playbook, form):
        lines += ["", _heading(inject)]
        ways = list(edges(playbook, form, inject))
        for index, edge in enumerate(ways):
            lines.append(("└─ " if index == len(ways) - 1 else "├─ ") + _way(edge))
    lines += ["", _("结局")]
    for ending in playbook.endings:
        when = _("其余情况") if ending.when is None else condition_text(ending.when)
        lines.append(f"  {ending.id} {ending.title}" + _("（{note}）", note=when))
    return "\n".join(lines)


def story_mermaid(playbook: Playbook, form: Form) -> str:
    """The story as a Mermaid flow chart; ratings stand on the arrows, contingencies have round ends.

    The closing node is not called `end`: Mermaid keeps that word for itself.
    """
    injects = list(_in_form(playbook, form))
    names = {inject.id: f"n{index}" for index, inject in enumerate(injects)}
    lines = ["flowchart TD"]
    for inject in injects:
        opening, closing = ("([", "])") if inject.kind != "planned" else ("[", "]")
        lines.append(f'  {names[inject.id]}{opening}"{_escaped(_heading(inject))}"{closing}')
    lines.append(f'  finish(("{_escaped(_("结局"))}"))')
    for inject in injects:
        for edge in edges(playbook, form, inject):
            if edge.to == BACK or edge.to not in {*names, END}:
                continue
            label = "" if edge.option is None else f'|"{edge.option.id} {rating_word(edge.option.rating)}"|'
            lines.append(f"  {names[inject.id]} -->{label} {names.get(edge.to, 'finish')}")
    for index, ending in enumerate(playbook.endings):
        when = _("其余情况") if ending.when is None else condition_text(ending.when)
        lines.append(
            f'  finish -.->|"{_escaped(when)}"| e{index}["{_escaped(f"{ending.id} {ending.title}")}"]'
        )
    return "\n".join(lines) + "\n"


def rating_word(rating: Rating) -> str:
    """优, 可 or 差."""
    if rating == "good":
        return _p("option", "优")
    return _p("option", "可") if rating == "partial" else _p("option", "差")


def condition_text(condition: Condition) -> str:
    """A condition in words, for the facilitator."""
    parts = []
    if condition.flag is not None:
        parts.append(_("有标记 {flag}", flag=condition.flag))
    if condition.missed is not None:
        parts.append(_("漏了 {action}", action=condition.missed))
    if condition.by is not None:
        parts.append(_("截至 {time}", time=scenario_text(condition.by)))
    if condition.chosen:
        parts.append(_("选过 {choices}", choices=_("、").join(condition.chosen)))
    if condition.kept:
        parts.append(_("存下 {items}", items=_("、").join(condition.kept)))
    if condition.lost:
        parts.append(_("失去 {items} 之一", items=_("、").join(condition.lost)))
    return _("，").join(parts)


def _in_form(playbook: Playbook, form: Form) -> Iterator[Inject]:
    for inject in playbook.injects:
        if form == "full" or inject.short:
            yield inject


def _heading(inject: Inject) -> str:
    star = "★" if inject.short else ""
    time = "" if inject.at is None else " " + scenario_text(inject.at)
    heading = f"{inject.id}{star}{time} {inject.title}"
    if inject.when is not None:
        heading += _("（机动：{when}）", when=condition_text(inject.when))
    return heading


def _way(edge: Edge) -> str:
    target = _("结局") if edge.to == END else _("回到主线") if edge.to == BACK else edge.to
    if edge.option is None:
        return f"→ {target}"
    option = edge.option
    variant = "" if edge.variant is None else _("［变体 {number}］", number=edge.variant + 1)
    effect = _effect_text(option.evidence)
    return f"{option.id} {rating_word(option.rating)} {variant}{option.text}{effect} → {target}"


def _effect_text(effect: EvidenceEffect) -> str:
    parts = [
        f"{word} {' '.join(items)}"
        for word, items in (
            (_p("evidence", "存"), effect.kept),
            (_p("evidence", "险"), effect.at_risk),
            (_p("evidence", "失"), effect.lost),
        )
        if items
    ]
    return f" [{' · '.join(parts)}]" if parts else ""


def _escaped(text: str) -> str:
    """Mermaid's own escapes; a label is one line."""
    text = " ".join(text.split()).replace("#", "#35;").replace('"', "#quot;")
    return text.replace("<", "#lt;").replace(">", "#gt;")
