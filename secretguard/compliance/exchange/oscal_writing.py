"""A standard as an OSCAL catalogue (NIST, OSCAL 1.1.2): the same standard gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from secretguard.compliance.exchange.oscal_names import (
    NAMESPACE,
    OSCAL_VERSION,
    Prop,
    Tokens,
    is_uuid,
    named_uuid,
    own_prop,
)
from secretguard.compliance.exchange.oscal_text import marked
from secretguard.compliance.exchange.tree import is_remaining
from secretguard.content import Area, Requirement, Standard

_UNDATED: Final = "2000-01-01"
_WHOLE_DATE: Final = 10


@dataclass
class _Branch:
    """A node with what stands below it. OSCAL keeps groups and controls in two lists, so that only where
    all are groups may they be written as groups, or their order would be lost."""

    one: Requirement | Area
    below: list[_Branch] = field(default_factory=list)

    @property
    def groups(self) -> bool:
        return isinstance(self.one, Area) or not self.one.assessable


def to_oscal_catalog(standard: Standard) -> bytes:
    """The catalogue as JSON; importing it gives the same standard again.

    Level, weight, asks, legal grounds and the like go along as properties of our namespace.
    """
    tokens = standard_tokens(standard)
    catalog: dict[str, Any] = {
        "uuid": catalog_uuid(standard),
        "metadata": _metadata(standard),
        **_lists(_forest(standard), tokens),
    }
    return oscal_json({"catalog": catalog})


def catalog_uuid(standard: Standard) -> str:
    """The identifier of a standard's catalogue: the one it came with, else always the same."""
    if standard.origin is not None and is_uuid(standard.origin):
        return standard.origin.lower()
    return named_uuid("catalog", standard.id, standard.version)


def oscal_json(document: Mapping[str, Any]) -> bytes:
    """A document as a file."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def statement_id(token: str) -> str:
    """The id of the statement of a control; findings point at it."""
    return f"{token}_smt"


def standard_tokens(standard: Standard) -> Tokens:
    """The tokens under which a standard's catalogue knows its requirements."""
    return Tokens((*(area.id for area in standard.areas), *(one.id for one in standard.requirements)))


def _metadata(standard: Standard) -> dict[str, Any]:
    published = standard.published or ""
    day = published if len(published) == _WHOLE_DATE else _UNDATED
    party = named_uuid("issuer", standard.issuer)
    props = [own_prop("standard-id", standard.id), own_prop("language", standard.language)]
    for name, value in (
        ("published", "" if len(published) == _WHOLE_DATE else published),
        ("number", standard.number),
        ("title-en", standard.title_en),
        ("origin", standard.origin if standard.origin and not is_uuid(standard.origin) else ""),
    ):
        if value:
            props.append(own_prop(name, value))
    if standard.copyright:
        said = standard.copyright
        props.append(own_prop("copyright", said) | {"remarks": marked(said)})
    metadata: dict[str, Any] = {
        "title": marked(standard.title),
        "last-modified": f"{day}T00:00:00Z",
        "version": standard.version,
        "oscal-version": OSCAL_VERSION,
        "props": props,
        "roles": [{"id": "creator", "title": "Creator"}],
        "parties": [{"uuid": party, "type": "organization", "name": standard.issuer}],
        "responsible-parties": [{"role-id": "creator", "party-uuids": [party]}],
    }
    if day == published:
        metadata["published"] = f"{day}T00:00:00Z"
    if standard.source_note:
        metadata["remarks"] = marked(standard.source_note)
    return metadata


def _forest(standard: Standard) -> list[_Branch]:
    own = {one.id for one in standard.requirements}
    headings = {
        area.id: area for area in standard.areas if area.id not in own and not is_remaining(area, standard)
    }
    roots: list[_Branch] = []
    branches: dict[str, _Branch] = {}
    for one in standard.requirements:
        branch = _Branch(one)
        if one.parent is None and one.area in headings and one.area not in branches:
            branches[one.area] = _Branch(headings[one.area])
            roots.append(branches[one.area])
        above = branches.get(one.parent or one.area)
        (roots if above is None else above.below).append(branch)
        branches[one.id] = branch
    return roots


def _lists(branches: list[_Branch], tokens: Tokens, *, may_group: bool = True) -> dict[str, Any]:
    if not branches:
        return {}
    as_groups = may_group and all(branch.groups for branch in branches)
    written = [_written(branch, tokens, as_group=as_groups) for branch in branches]
    return {"groups" if as_groups else "controls": written}


def _written(branch: _Branch, tokens: Tokens, *, as_group: bool) -> dict[str, Any]:
    one = branch.one
    props = tokens.props(one.id)
    if one.title_en is not None:
        props.append(own_prop("title-en", one.title_en))
    parts: list[dict[str, Any]] = []
    if isinstance(one, Requirement):
        props += _props(one)
        parts = _parts(one, tokens.of(one.id))
    if branch.groups and not as_group:
        props.append(own_prop("assessable", "no"))
    written: dict[str, Any] = {"id": tokens.of(one.id), "title": marked(one.title)}
    if props:
        written["props"] = props
    if parts:
        written["parts"] = parts
    return written | _lists(branch.below, tokens, may_group=as_group)


def _props(one: Requirement) -> list[Prop]:
    props: list[Prop] = []
    if one.number is not None:
        props.append({"name": "label", "value": one.number})
    if one.level != "must":
        props.append(own_prop("level", one.level))
    if one.weight != 1:
        props.append(own_prop("weight", str(one.weight)))
    if one.stop:
        props.append(own_prop("stop", one.stop_why or "yes"))
    props += [own_prop("ground", ground) for ground in one.grounds]
    props += [own_prop("measure-kind", str(item)) for item in one.art6]
    props += [own_prop("evidence-kind", kind) for kind in one.evidence_kinds]
    for name, value in (("effort", one.effort), ("owner", one.owner), ("automatic-rule", one.auto)):
        if value is not None:
            props.append(own_prop(name, str(value)))
    return props


def _parts(one: Requirement, token: str) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    if one.text:
        parts.append({"id": statement_id(token), "name": "statement", "prose": marked(one.text)})
    if one.guidance:
        parts.append({"id": f"{token}_gdn", "name": "guidance", "prose": marked(one.guidance)})
    for number, ask in enumerate(one.asks, 1):
        parts.append({"id": f"{token}_ask.{number}", "name": "ask", "ns": NAMESPACE, "prose": marked(ask)})
    return parts
