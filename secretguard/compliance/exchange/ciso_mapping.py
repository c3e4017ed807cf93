"""A CISO Assistant set of mappings as a crosswalk, kept even if nobody has the frameworks it joins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from secretguard.compliance.exchange.fields import FieldReader, Fields
from secretguard.compliance.exchange.limits import MAX_ROWS
from secretguard.compliance.exchange.texts import standard_id_of
from secretguard.compliance.exchange.urns import short_id
from secretguard.content import Crosswalk, CrosswalkRow, Relation, YamlPath, quoted
from secretguard.i18n import _

RELATION_WORDS: Final[Mapping[Relation, str]] = {
    "equal": "equal",
    "subset": "subset",
    "superset": "superset",
    "intersects": "intersect",
    "not": "not_related",
}
_RELATIONS: Final[Mapping[str, Relation]] = {word: name for name, word in RELATION_WORDS.items()}


def crosswalk_of(reader: FieldReader, library: Fields, place: YamlPath, found: Fields) -> Crosswalk:
    """The crosswalk of one set; faults are noted in the reader, and leave rows out.

    `origin` holds three urns: of the set, of the source and of the target framework, for they cannot be
    told from our short ids when it is exported again.
    """
    urn = reader.line(found, "urn", place)
    source, target = (_framework(reader, found, side, place) for side in ("source", "target"))
    rows = tuple(_rows(reader, found, place, source, target))
    if len(rows) > MAX_ROWS:
        message = _("有 {count} 对，超过 {limit} 对。", count=len(rows), limit=MAX_ROWS)
        reader.complain((*place, "requirement_mappings"), message)
    name = reader.name(found, "name", place) or reader.name(library, "name", ())
    named = standard_id_of(reader.line(found, "ref_id", place), urn, name) or "mapping"
    reader.stop()
    return Crosswalk(
        kind="crosswalk",
        id=named,
        version=reader.line(library, "version", ())[:200] or "1",
        title=name[:500] or None,
        source=standard_id_of(source),
        target=standard_id_of(target),
        origin=f"{urn or named} {source} {target}"[:500],
        copyright=reader.text(library, "copyright", ()) or None,
        note=reader.text(found, "description", place) or reader.text(library, "description", ()),
        rows=rows,
    )


def _framework(reader: FieldReader, found: Fields, side: str, place: YamlPath) -> str:
    key = f"{side}_framework_urn"
    urn = "".join(reader.line(found, key, place).split())
    if not standard_id_of(urn):
        reader.complain(place, _("缺少 {name}，不知道对照的是哪部标准。", name=key))
    return urn


def _rows(
    reader: FieldReader, found: Fields, place: YamlPath, source: str, target: str
) -> Iterator[CrosswalkRow]:
    seen: set[tuple[str, str]] = set()
    for here, mapping in reader.each(found, "requirement_mappings", place):
        left = _side(reader, mapping, "source_requirement_urn", here, source)
        right = _side(reader, mapping, "target_requirement_urn", here, target)
        word = reader.line(mapping, "relationship", here)
        relation = _RELATIONS.get(word.replace(" ", "_").replace("intersects", "intersect"))
        if relation is None:
            known = _("、").join(_RELATIONS)
            message = _("不认识 {name} 这种对应关系。", name=quoted(word) or "relationship")
            reader.complain((*here, "relationship"), message, _("可以写：{names}。", names=known))
            continue
        if not left or not right or (left, right) in seen:
            continue
        seen.add((left, right))
        yield CrosswalkRow(
            source=(left,), target=(right,), relation=relation, note=_note(reader, mapping, here) or None
        )


def _side(reader: FieldReader, mapping: Fields, key: str, place: YamlPath, framework: str) -> str:
    urn = reader.line(mapping, key, place)
    if not urn:
        reader.complain(place, _("缺少 {name}。", name=key))
        return ""
    found = reader.cleaner.requirement_id(short_id(urn, framework))
    if len(found) > 160:
        reader.complain((*place, key), _("编号 {name} 超过 160 个字。", name=quoted(found)))
        return ""
    return found


def _note(reader: FieldReader, mapping: Fields, place: YamlPath) -> str:
    said = [reader.text(mapping, "annotation", place)]
    for key in ("rationale", "strength_of_relationship"):
        if value := reader.line(mapping, key, place):
            said.append(f"{key}: {value}")
    return "\n".join(line for line in said if line)
