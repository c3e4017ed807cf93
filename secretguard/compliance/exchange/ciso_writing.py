"""A standard and its crosswalks as a CISO Assistant library. What it has no field for is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import yaml

from secretguard.compliance.exchange.ciso_mapping import RELATION_WORDS
from secretguard.compliance.exchange.texts import is_derived
from secretguard.compliance.exchange.tree import is_remaining
from secretguard.compliance.exchange.urns import framework_urn, library_urn, mapping_urn, node_urn
from secretguard.content import Area, Crosswalk, Requirement, Standard

_DUMPER: Final[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WIDTH: Final = 110


def to_ciso_assistant(standard: Standard | None, crosswalks: Iterable[Crosswalk] = ()) -> bytes:
    """The library as YAML; importing it gives the same standard again. One of the two must be there.

    Level, weight and asks go along; legal grounds, automatic rules and stop items have no place in it.
    """
    walks = tuple(crosswalks)
    head: Standard | Crosswalk = standard if standard is not None else walks[0]
    urn = _library_of(standard, walks)
    objects: dict[str, Any] = {}
    if standard is not None:
        objects["framework"] = _framework(standard)
    if walks:
        objects["requirement_mapping_sets"] = [_mapping_set(walk, standard) for walk in walks]
    library = {
        "urn": urn,
        "locale": head.language if isinstance(head, Standard) else "en",
        "ref_id": head.id,
        "name": head.title or head.id,
        "copyright": head.copyright,
        "version": head.version,
        "publication_date": head.published if isinstance(head, Standard) else None,
        "provider": head.issuer if isinstance(head, Standard) else None,
        "packager": urn.split(":")[1],
        "objects": objects,
    }
    return yaml.dump(
        _filled(library), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=_WIDTH
    ).encode()


def _library_of(standard: Standard | None, walks: tuple[Crosswalk, ...]) -> str:
    if standard is not None:
        return library_urn(framework_urn(standard.id, standard.origin))
    urn, _source, _target = _sides(walks[0], None)
    return urn.replace(":req_mapping_set:", ":library:")


def _framework(standard: Standard) -> dict[str, Any]:
    urn = framework_urn(standard.id, standard.origin)
    return _filled(
        {
            "urn": urn,
            "ref_id": standard.number or standard.id,
            "name": standard.title,
            "description": standard.source_note,
            "translations": _english(standard.title_en),
            "requirement_nodes": list(_nodes(standard, urn)),
        }
    )


def _nodes(standard: Standard, urn: str) -> Iterator[dict[str, Any]]:
    """Each area that the text has stands before its first requirement."""
    own = {one.id for one in standard.requirements}
    headings = {area.id: area for area in standard.areas if area.id not in own}
    roots = {area.id for area in headings.values() if not is_remaining(area, standard)}
    depths = standard.depths()
    written: set[str] = set()
    for one in standard.requirements:
        under = one.area in roots
        if under and one.area not in written:
            written.add(one.area)
            yield _area(headings[one.area], urn)
        parent = one.parent or (one.area if under else None)
        yield _node(one, urn, depths[one.id] + 1 + under, parent)


def _area(area: Area, urn: str) -> dict[str, Any]:
    return _filled(
        {
            "urn": node_urn(area.id, urn),
            "assessable": False,
            "depth": 1,
            "ref_id": area.id,
            "name": area.title,
            "translations": _english(area.title_en),
        }
    )


def _node(one: Requirement, urn: str, depth: int, parent: str | None) -> dict[str, Any]:
    name = None if is_derived(one.title, one.text, one.printed_number) else one.title
    return _filled(
        {
            "urn": node_urn(one.id, urn),
            "assessable": one.assessable,
            "depth": depth,
            "parent_urn": None if parent is None else node_urn(parent, urn),
            "ref_id": one.printed_number,
            "name": name,
            "description": one.text,
            "annotation": one.guidance,
            "typical_evidence": "\n".join(" ".join(ask.split()) for ask in one.asks),
            "importance": "recommended" if one.level == "should" else None,
            "weight": one.weight if one.weight != 1 else None,
            "translations": _english(one.title_en),
        }
    )


def _mapping_set(walk: Crosswalk, standard: Standard | None) -> dict[str, Any]:
    urn, source, target = _sides(walk, standard)
    return _filled(
        {
            "urn": urn,
            "ref_id": walk.id,
            "name": walk.title or walk.id,
            "description": walk.note,
            "source_framework_urn": source,
            "target_framework_urn": target,
            "requirement_mappings": [
                _filled(
                    {
                        "source_requirement_urn": node_urn(left, source),
                        "target_requirement_urn": node_urn(right, target),
                        "relationship": RELATION_WORDS[row.relation],
                        "annotation": row.note,
                    }
                )
                for row in walk.rows
                for left in row.source
                for right in row.target
            ],
        }
    )


def _sides(walk: Crosswalk, standard: Standard | None) -> tuple[str, str, str]:
    """The urns of the set and of both frameworks: as they came, else as ours."""
    named = (walk.origin or "").split()
    urn, *sides = named if len(named) == 3 else ("", "", "")

    def side(name: str, came_with: str) -> str:
        if standard is not None and name == standard.id:
            return framework_urn(name, standard.origin)
        return came_with or framework_urn(name, None)

    return mapping_urn(walk.id, urn), side(walk.source, sides[0]), side(walk.target, sides[1])


def _english(title: str | None) -> dict[str, Any] | None:
    return None if title is None else {"en": {"name": title}}


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value != ""}
