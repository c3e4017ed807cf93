"""A CISO Assistant library as a standard and crosswalks.

Taken: the tree of `requirement_nodes` (name, description, annotation, typical evidence, questions, weight,
importance, English translation). Groups of implementation stay as a line of guidance; scores, threats and
reference controls are left out, and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from secretguard.compliance.exchange.ciso_mapping import crosswalk_of
from secretguard.compliance.exchange.document import Document
from secretguard.compliance.exchange.fields import FieldReader, Fields
from secretguard.compliance.exchange.imported import Imported
from secretguard.compliance.exchange.limits import MAX_TITLE
from secretguard.compliance.exchange.texts import standard_id_of, titled
from secretguard.compliance.exchange.tree import Node, grown
from secretguard.compliance.exchange.urns import short_id
from secretguard.content import Crosswalk, Standard, YamlPath, quoted, whole_profile
from secretguard.i18n import _

_PUBLISHED: Final = re.compile(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_LANGUAGE: Final = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,2}$")
_SHOULD: Final = ("recommended", "nice_to_have")
_LEFT_OUT: Final = ("threats", "reference_controls", "risk_matrix", "metric_definitions")
_FRAMEWORKS: Final = ("framework", "frameworks")
_MAPPINGS: Final = ("requirement_mapping_set", "requirement_mapping_sets")


def is_ciso_library(data: Mapping[str, Any]) -> bool:
    """Whether a document claims to be a library."""
    return isinstance(data.get("objects"), dict) and "urn" in data


def read_ciso_library(document: Document, standard_id: str | None) -> Imported:
    """The framework and the mappings of a library. Raises ContentError with lines."""
    reader = FieldReader(document)
    assert isinstance(document.data, dict)
    library: Fields = document.data
    objects = reader.fields(library, "objects", ())
    frameworks = list(_objects(reader, objects, _FRAMEWORKS))
    if len(frameworks) > 1:
        place, _second = frameworks[1]
        reader.complain(place, _("这个库里有 {count} 部标准，一次只能导入一部。", count=len(frameworks)))
    walks = [
        crosswalk_of(reader, library, place, found) for place, found in _objects(reader, objects, _MAPPINGS)
    ]
    reader.stop()
    if not frameworks and not walks:
        names = _("、").join(quoted(str(name)) for name in list(objects)[:8]) or _("没有内容")
        reader.complain(("objects",), _("这个库里没有标准，也没有对照表，只有：{names}。", names=names))
        reader.stop()
    standard: Standard | None = None
    notes: list[str] = []
    if frameworks:
        standard, notes = _standard(reader, library, *frameworks[0], standard_id)
    notes += _notes(reader, objects, walks, standard)
    profile = None if standard is None else whole_profile(standard)
    return Imported("ciso-assistant", standard, profile, tuple(walks), tuple(notes))


def _objects(
    reader: FieldReader, objects: Fields, names: tuple[str, str]
) -> Iterator[tuple[YamlPath, Fields]]:
    """Both ways of writing it: one object, or a list."""
    for name in names:
        if isinstance(objects.get(name), list):
            yield from reader.each(objects, name, ("objects",))
        elif objects.get(name) is not None:
            found = reader.fields(objects, name, ("objects",))
            if found:
                yield ("objects", name), found


def _standard(
    reader: FieldReader, library: Fields, place: YamlPath, framework: Fields, standard_id: str | None
) -> tuple[Standard, list[str]]:
    urn = reader.line(framework, "urn", place)
    number = reader.line(framework, "ref_id", place)
    name = reader.name(framework, "name", place) or reader.name(library, "name", ())
    title, _whole = titled(name, "", number or urn or _("未注明"))
    nodes = list(_nodes(reader, place, framework, urn))
    reader.stop()
    areas, requirements = grown(nodes, title, reader)
    found = standard_id or standard_id_of(urn, number, title) or "imported"
    published = _PUBLISHED.match(reader.line(library, "publication_date", ()))
    language = reader.line(library, "locale", ())
    values = {
        "kind": "standard",
        "id": found,
        "version": reader.line(library, "version", ())[:200] or "1",
        "title": title,
        "title_en": _translated(reader, framework, place)[:MAX_TITLE] or None,
        "issuer": reader.line(library, "provider", ()) or reader.line(library, "packager", ()) or _("未注明"),
        "number": number[:200] if number and number != found else None,
        "published": published[0] if published else None,
        "language": language if _LANGUAGE.match(language) else "und",
        "copyright": reader.text(library, "copyright", ()) or None,
        "origin": urn or None,
        "source_note": _source_note(reader, library, place, framework),
        "areas": areas,
        "requirements": requirements,
    }
    reader.stop()
    notes = []
    if framework.get("scores_definition"):
        notes.append(_("它自带的打分等级没有导入：这里按符合、部分符合、不符合、不适用评估。"))
    return Standard.model_validate(values), notes


def _source_note(reader: FieldReader, library: Fields, place: YamlPath, framework: Fields) -> str:
    said = reader.text(framework, "description", place) or reader.text(library, "description", ())
    groups = [said] if said else []
    for here, group in reader.each(framework, "implementation_groups_definition", place):
        name = reader.line(group, "ref_id", here)
        title, what = reader.name(group, "name", here), reader.name(group, "description", here)
        groups.append(
            _("分组 {name}：{what}", name=name, what=" ".join(word for word in (title, what) if word))
        )
    return "\n".join(groups)


def _nodes(reader: FieldReader, place: YamlPath, framework: Fields, urn: str) -> Iterator[Node]:
    last_of_depth: dict[int, str] = {}
    for here, node in reader.each(framework, "requirement_nodes", place):
        own_urn = reader.line(node, "urn", here)
        if not own_urn:
            reader.complain(here, _("缺少 urn。"))
            continue
        parent_urn = reader.line(node, "parent_urn", here)
        node_id = _id(reader, own_urn, urn)
        depth = _number(reader.line(node, "depth", here))
        above = last_of_depth.get(depth - 1) if depth is not None and depth > 1 else None
        if depth is not None:
            last_of_depth[depth] = node_id
        weight = _number(reader.line(node, "weight", here)) or 1
        text, asks = reader.text(node, "description", here), tuple(_questions(reader, node, here))
        if not text:  # a node may be nothing but its questions
            text, asks = "\n".join(asks), ()
        yield Node(
            id=node_id,
            place=(*here, "urn"),
            parent=_id(reader, parent_urn, urn) if parent_urn else above,
            number=reader.line(node, "ref_id", here),
            name=reader.name(node, "name", here),
            name_en=_translated(reader, node, here),
            text=text,
            guidance=_guidance(reader, node, here),
            asks=(*reader.words(node, "typical_evidence", here), *asks),
            assessable=reader.flag(node, "assessable", here),
            level="should" if reader.line(node, "importance", here) in _SHOULD else "must",
            weight=min(3, max(1, weight)),
        )


def _id(reader: FieldReader, urn: str, framework: str) -> str:
    return reader.cleaner.requirement_id(short_id(urn, framework))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _guidance(reader: FieldReader, node: Fields, place: YamlPath) -> str:
    groups = reader.words(node, "implementation_groups", place)
    said = reader.text(node, "annotation", place)
    if not groups or not reader.flag(node, "assessable", place):
        return said
    line = _("适用分组：{names}。", names=_("、").join(groups))
    return f"{said}\n{line}".strip()


def _questions(reader: FieldReader, node: Fields, place: YamlPath) -> Iterator[str]:
    """Today's way, questions by their urn; or the older one, a list inside `question`."""
    questions = node.get("questions")
    for name, question in questions.items() if isinstance(questions, dict) else ():
        here = (*place, "questions", name)
        if isinstance(question, dict) and (text := reader.name(question, "text", here)):
            yield text
    older = node.get("question")
    if isinstance(older, dict):
        for here, question in reader.each(older, "questions", (*place, "question")):
            if text := reader.name(question, "text", here):
                yield text


def _translated(reader: FieldReader, fields: Fields, place: YamlPath) -> str:
    """The English name beside another language's."""
    translations = fields.get("translations")
    english = translations.get("en") if isinstance(translations, dict) else None
    return reader.name(english, "name", (*place, "translations", "en")) if isinstance(english, dict) else ""


def _notes(
    reader: FieldReader, objects: Fields, walks: list[Crosswalk], standard: Standard | None
) -> Iterator[str]:
    left_out = [name for name in _LEFT_OUT if objects.get(name)]
    if left_out:
        yield _("没有导入：{names}。", names=_("、").join(left_out))
    if reader.cleaner.taken_out:
        yield _("去掉了 {count} 个看不见的字符。", count=reader.cleaner.taken_out)
    here = None if standard is None else standard.id
    for walk in walks:
        absent = [name for name in (walk.source, walk.target) if name != here]
        if absent:
            names = _("、").join(absent)
            yield _(
                "对照表 {id} 的另一头不在这个文件里：{names}；先留着，导入以后就能用。",
                id=walk.id,
                names=names,
            )
