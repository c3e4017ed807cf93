"""Every decision, action, option, condition and text of a playbook, with its place in the file.

Variants count: what they bring stands in the file too and must hold as well as the inject's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from pydantic import BaseModel

from secretguard.content.playbook import (
    Condition,
    Decision,
    ExpectedAction,
    Inject,
    Option,
    Playbook,
    Variant,
)
from secretguard.content.yaml_source import YamlPath

PARAMETER_PLACE: Final = re.compile(r"\{([^{}]*)\}")
"""`{secret}`: a place that the enterprise's own words fill."""

_NOT_PROSE: Final = frozenset(
    {"kind", "id", "version", "title_en", "from", "to", "next", "set", "basis", "role", "objective", "duty"}
    | {"plan", "requirements", "law", "flag", "missed", "chosen", "kept", "lost", "at_risk"}
    | {"fails_if_lost", "source", "rating", "mark", "flags", "duties", "volatility", "clock", "stage"}
    | {"audience", "played_by"}
)
"""Fields that hold names and codes, not sentences."""


class Placed(NamedTuple):
    """Something of an inject, and where it stands."""

    place: YamlPath
    inject: Inject


class PlacedAction(NamedTuple):
    """An expected action and where it stands."""

    place: YamlPath
    inject: Inject
    action: ExpectedAction


class PlacedDecision(NamedTuple):
    """A decision and where it stands."""

    place: YamlPath
    inject: Inject
    decision: Decision


class PlacedOption(NamedTuple):
    """An option and where it stands."""

    place: YamlPath
    inject: Inject
    option: Option


def injects(playbook: Playbook) -> Iterator[Placed]:
    """Every inject."""
    for index, inject in enumerate(playbook.injects):
        yield Placed(("injects", index), inject)


def shapes(playbook: Playbook) -> Iterator[tuple[YamlPath, Inject, Inject | Variant]]:
    """Every inject itself and each of its variants: place, inject, and the one or the other."""
    for place, inject in injects(playbook):
        yield place, inject, inject
        for index, variant in enumerate(inject.variants):
            yield (*place, "variants", index), inject, variant


def actions(playbook: Playbook) -> Iterator[PlacedAction]:
    """Every expected action."""
    for place, inject, shape in shapes(playbook):
        for index, action in enumerate(shape.expected or ()):
            yield PlacedAction((*place, "expected", index), inject, action)


def decisions(playbook: Playbook) -> Iterator[PlacedDecision]:
    """Every decision."""
    for place, inject, shape in shapes(playbook):
        if shape.decision is not None:
            yield PlacedDecision((*place, "decision"), inject, shape.decision)


def options(playbook: Playbook) -> Iterator[PlacedOption]:
    """Every option of every decision."""
    for place, inject, decision in decisions(playbook):
        for index, option in enumerate(decision.options):
            yield PlacedOption((*place, "options", index), inject, option)


def conditions(playbook: Playbook) -> Iterator[tuple[YamlPath, Condition]]:
    """Every condition: of contingencies, variants and endings."""
    for place, _inject, shape in shapes(playbook):
        if shape.when is not None:
            yield (*place, "when"), shape.when
    for index, ending in enumerate(playbook.endings):
        if ending.when is not None:
            yield ("endings", index, "when"), ending.when


def sentences(playbook: Playbook) -> Iterator[tuple[YamlPath, str]]:
    """Every text a person may read, `grounded_in` included, with its place."""
    return _sentences(playbook, ())


def _sentences(value: object, place: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            key = field.alias or name
            if key not in _NOT_PROSE and not (key == "objectives" and place):
                yield from _sentences(getattr(value, name), (*place, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _sentences(item, (*place, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _sentences(item, (*place, str(key)))
