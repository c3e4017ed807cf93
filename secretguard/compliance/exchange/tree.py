"""From the nodes of a foreign text to our areas and requirements: ids, parents, order, circles. Pure.

A node at the top that only groups others becomes an area; if it has words of its own it also stays a node.
Nodes at the top that group nothing come under one area that is called like the standard.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from secretguard.compliance.exchange.fields import FieldReader
from secretguard.compliance.exchange.limits import MAX_TEXT, MAX_TITLE
from secretguard.compliance.exchange.texts import titled
from secretguard.content import MAX_REQUIREMENTS, Area, Requirement, Standard, YamlPath, quoted
from secretguard.i18n import _

_FIT_FOR_ID: Final = re.compile(r"^[^\s,\uff0c]{1,160}$")
_REMAINING: Final = "general"


@dataclass(frozen=True, slots=True)
class Node:
    """One node as the foreign text has it, cleaned; `place` is where it stands there."""

    id: str
    place: YamlPath
    parent: str | None = None
    number: str = ""
    name: str = ""
    name_en: str = ""
    text: str = ""
    guidance: str = ""
    asks: tuple[str, ...] = ()
    assessable: bool = True
    level: str = "must"
    weight: int = 1

    @property
    def only_groups(self) -> bool:
        """Whether nothing would be lost if it were a heading."""
        fits = len(self.name) <= MAX_TITLE
        return fits and not (self.assessable or self.text or self.guidance or self.asks)


def grown(
    nodes: Sequence[Node], title: str, reader: FieldReader
) -> tuple[tuple[Area, ...], tuple[Requirement, ...]]:
    """Areas and requirements, in the order of the text. Raises ContentError with every fault's place."""
    by_id = _known(nodes, reader)
    for node in nodes:
        if node.parent is not None and node.parent not in by_id:
            message = _("没有上级 {name}。", name=quoted(node.parent, 80))
            reader.complain(node.place, message)
    reader.stop()
    ordered = _ordered(nodes, by_id, reader)
    if not any(node.assessable for node in ordered):
        reader.complain((), _("里面没有可以评估的条目。"))
    if len(ordered) > MAX_REQUIREMENTS:
        message = _("有 {count} 条，超过 {limit} 条。", count=len(ordered), limit=MAX_REQUIREMENTS)
        reader.complain((), message)
    reader.stop()
    return _planted(ordered, title)


def is_remaining(area: Area, standard: Standard) -> bool:
    """Whether an area is the one that the text itself does not have."""
    return area.title == standard.title and area.id.startswith(_REMAINING)


def _known(nodes: Sequence[Node], reader: FieldReader) -> dict[str, Node]:
    known: dict[str, Node] = {}
    for node in nodes:
        if _FIT_FOR_ID.match(node.id) is None:
            message = _("编号 {name} 不能用：要有 1 到 160 个字。", name=quoted(node.id))
            reader.complain(node.place, message)
        elif max(map(len, (node.text, node.guidance, *node.asks))) > MAX_TEXT:
            message = _("{name} 的文字超过 {limit} 字。", name=quoted(node.id, 80), limit=MAX_TEXT)
            reader.complain(node.place, message)
        elif node.id in known:
            first = reader.document.problem(known[node.id].place, "").line
            message = _("编号 {name} 用了两次。", name=quoted(node.id, 80))
            hint = "" if first is None else _("第一次在第 {line} 行。", line=first)
            reader.complain(node.place, message, hint)
        else:
            known[node.id] = node
    return known


def _ordered(nodes: Sequence[Node], by_id: Mapping[str, Node], reader: FieldReader) -> list[Node]:
    """As written if every parent stands before its children, else downwards from the top."""
    seen: set[str] = set()
    for node in nodes:
        if node.parent is not None and node.parent not in seen:
            break
        seen.add(node.id)
    else:
        return list(nodes)
    below: dict[str | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent, []).append(node)
    ordered: list[Node] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(reversed(below.get(node.id, [])))
    reached = {node.id for node in ordered}
    for node in by_id.values():
        if node.id not in reached:
            message = _("{name} 的上级绕了一圈又回到它自己。", name=quoted(node.id, 80))
            reader.complain(node.place, message)
            break
    reader.stop()
    return ordered


def _planted(nodes: Sequence[Node], title: str) -> tuple[tuple[Area, ...], tuple[Requirement, ...]]:
    parents = {node.parent for node in nodes}
    remaining = _free_id({node.id for node in nodes})
    areas: dict[str, Area] = {}
    area_of: dict[str, str] = {}
    headings: set[str] = set()
    requirements: list[Requirement] = []
    for node in nodes:
        if node.parent is not None:
            area = area_of[node.parent]
        elif node.id in parents:
            area = node.id
            areas[area] = Area(id=area, title=_heading(node), title_en=_english(node))
        else:
            area = remaining
            areas.setdefault(area, Area(id=area, title=title))
        area_of[node.id] = area
        if area == node.id and node.only_groups:
            headings.add(node.id)
            continue
        parent = None if node.parent in headings else node.parent
        requirements.append(_requirement(node, area, parent))
    return tuple(areas.values()), tuple(requirements)


def _free_id(taken: set[str]) -> str:
    name = _REMAINING
    while name in taken:
        name += "-"
    return name


def _heading(node: Node) -> str:
    title, _text = titled(node.name, node.text, node.number or node.id)
    if not node.number or node.number.lower() == node.id.lower() or title.startswith(node.number):
        return title
    return titled(f"{node.number} {title}", "", "")[0]


def _english(node: Node) -> str | None:
    return titled(node.name_en, "", "")[0] or None


def _requirement(node: Node, area: str, parent: str | None) -> Requirement:
    number = node.number if node.number != node.id else ""
    title, text = titled(node.name, node.text, node.number or node.id)
    return Requirement.model_validate(
        {
            "id": node.id,
            "area": area,
            "parent": parent,
            "number": number or None,
            "title": title,
            "title_en": _english(node),
            "level": node.level,
            "text": text,
            "guidance": node.guidance,
            "asks": node.asks,
            "assessable": node.assessable,
            "weight": node.weight,
        }
    )
