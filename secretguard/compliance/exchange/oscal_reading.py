"""An OSCAL catalogue as a standard.

Groups become areas and groups, controls requirements (controls inside controls stand below them), statements
the text, guidance and other parts the guidance, assessment methods what an assessor asks to see. Parameters
are inserted as text. Withdrawn controls stay, and are not assessed. NIST, OSCAL 1.1.2 catalog model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from secretguard.compliance.exchange.document import Document
from secretguard.compliance.exchange.fields import FieldReader, Fields
from secretguard.compliance.exchange.imported import Imported
from secretguard.compliance.exchange.oscal_names import is_uuid
from secretguard.compliance.exchange.oscal_parts import Parts, parameters_of, prop, prop_remarks
from secretguard.compliance.exchange.oscal_text import Prose
from secretguard.compliance.exchange.texts import standard_id_of, titled
from secretguard.compliance.exchange.tree import Node, grown
from secretguard.content import Standard, YamlPath, whole_profile
from secretguard.i18n import _

_PUBLISHED: Final = re.compile(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_MOVED: Final = ("incorporated-into", "moved-to")


def read_oscal_catalog(document: Document, standard_id: str | None) -> Imported:
    """The standard of a catalogue. Raises ContentError with places."""
    reader = FieldReader(document)
    assert isinstance(document.data, dict)
    catalog: Fields = document.data["catalog"]
    prose = Prose(parameters_of(reader, catalog))
    walker = _Walker(reader, prose)
    nodes = list(walker.nodes(catalog))
    reader.stop()
    standard = _standard(reader, prose, catalog, nodes, standard_id)
    return Imported("oscal", standard, whole_profile(standard), (), tuple(walker.notes()))


class _Walker:
    """Goes down through groups and controls, in the order in which they are written."""

    def __init__(self, reader: FieldReader, prose: Prose) -> None:
        self.reader = reader
        self.prose = prose
        self.parts = Parts(reader, prose)
        self.objectives = self.withdrawn = self.groups = 0

    def nodes(self, catalog: Fields) -> Iterator[Node]:
        yield from self._below(catalog, ("catalog",), None)

    def notes(self) -> Iterator[str]:
        if self.objectives:
            yield _("评估目标（assessment objective）没有导入，共 {count} 组。", count=self.objectives)
        if self.withdrawn:
            yield _("有 {count} 条已经撤销，留着编号，不用评估。", count=self.withdrawn)
        if self.reader.cleaner.taken_out:
            yield _("去掉了 {count} 个看不见的字符。", count=self.reader.cleaner.taken_out)

    def _below(self, holder: Fields, place: YamlPath, parent: str | None) -> Iterator[Node]:
        for key in holder:
            if key in ("groups", "controls"):
                for here, one in self.reader.each(holder, key, place):
                    node = self._node(one, here, parent, is_group=key == "groups")
                    yield node
                    yield from self._below(one, here, node.id)

    def _node(self, one: Fields, place: YamlPath, parent: str | None, *, is_group: bool) -> Node:
        said = self.parts.said(one, place)
        self.objectives += bool(said.objectives)
        withdrawn = prop(one, "status").lower() == "withdrawn"
        self.withdrawn += withdrawn
        if withdrawn:
            said.text.append(self._moved(one, place))
        weight = prop(one, "weight", ours=True)
        return Node(
            id=self._id(one, place, is_group=is_group),
            place=(*place, "id"),
            parent=parent,
            number=prop(one, "label"),
            name=self.prose.plain(self.reader.name(one, "title", place)),
            name_en=prop(one, "title-en", ours=True),
            text="\n".join(said.text).strip(),
            guidance="\n".join(said.guidance).strip(),
            asks=tuple(said.asks),
            assessable=not (is_group or withdrawn or prop(one, "assessable", ours=True) == "no"),
            level="should" if prop(one, "level", ours=True) == "should" else "must",
            weight=int(weight) if weight in ("1", "2", "3") else 1,
        )

    def _id(self, one: Fields, place: YamlPath, *, is_group: bool) -> str:
        given = prop(one, "id", ours=True) or self.reader.line(one, "id", place)
        if not given and is_group:
            self.groups += 1
            given = f"group-{self.groups}"  # OSCAL allows groups without one
        return self.reader.cleaner.requirement_id(given)

    def _moved(self, one: Fields, place: YamlPath) -> str:
        names = [
            self.reader.line(link, "href", here).lstrip("#")
            for here, link in self.reader.each(one, "links", place)
            if link.get("rel") in _MOVED
        ]
        return _("已撤销，并入 {names}。", names=_("、").join(names)) if names else _("已撤销。")


def _standard(
    reader: FieldReader, prose: Prose, catalog: Fields, nodes: list[Node], standard_id: str | None
) -> Standard:
    place: YamlPath = ("catalog", "metadata")
    metadata = reader.fields(catalog, "metadata", ("catalog",))
    uuid = reader.line(catalog, "uuid", ("catalog",))
    title, rest = titled(prose.plain(reader.name(metadata, "title", place)), "", uuid or _("未注明"))
    areas, requirements = grown(nodes, title, reader)
    published = _PUBLISHED.match(_dated(reader, metadata, place))
    remarks = prose.plain(reader.text(metadata, "remarks", place))
    values = {
        "kind": "standard",
        "id": standard_id
        or standard_id_of(prop(metadata, "standard-id", ours=True), title, uuid)
        or "imported",
        "version": reader.line(metadata, "version", place)[:200] or "1",
        "title": title,
        "title_en": prop(metadata, "title-en", ours=True) or None,
        "issuer": _issuer(reader, metadata, place) or _("未注明"),
        "number": prop(metadata, "number", ours=True) or None,
        "published": published[0] if published else None,
        "language": prop(metadata, "language", ours=True) or "en",
        "copyright": prose.plain(prop_remarks(metadata, "copyright")) or None,
        "origin": prop(metadata, "origin", ours=True) or (uuid if is_uuid(uuid) else None),
        "source_note": f"{rest}\n{remarks}".strip(),
        "areas": areas,
        "requirements": requirements,
    }
    reader.stop()
    return Standard.model_validate(values)


def _dated(reader: FieldReader, metadata: Fields, place: YamlPath) -> str:
    """When it was published; of a foreign catalogue that does not say, when it was last changed."""
    dated = prop(metadata, "published", ours=True) or reader.line(metadata, "published", place)
    ours = prop(metadata, "standard-id", ours=True)
    return dated if dated or ours else reader.line(metadata, "last-modified", place)


def _issuer(reader: FieldReader, metadata: Fields, place: YamlPath) -> str:
    """The creator, else the first organisation, else whoever is named."""
    parties = {
        reader.line(party, "uuid", here): (
            reader.line(party, "name", here),
            reader.line(party, "type", here) != "organization",
        )
        for here, party in reader.each(metadata, "parties", place)
    }
    for here, one in reader.each(metadata, "responsible-parties", place):
        for uuid in reader.words(one, "party-uuids", here):
            if one.get("role-id") == "creator" and uuid in parties and parties[uuid][0]:
                return parties[uuid][0][:500]
    named = sorted(
        (is_person, order, name) for order, (name, is_person) in enumerate(parties.values()) if name
    )
    return named[0][2][:500] if named else ""
