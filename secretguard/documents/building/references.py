"""`[](#id)` becomes the words that stand for its target; a link to nowhere is a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from secretguard.documents.problems import TemplateFault
from secretguard.documents.tree.inlines import Inlines, Link
from secretguard.i18n import _

_Part = TypeVar("_Part")


def with_references(part: _Part, references: Mapping[str, str]) -> _Part:
    """The same tree with every internal link filled in. Raises TemplateFault on an unknown id."""
    if isinstance(part, tuple):
        return type(part)(with_references(member, references) for member in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changes = {}
    for member in fields(part):
        before = getattr(part, member.name)
        after = with_references(before, references)
        if after != before:
            changes[member.name] = after
    if isinstance(part, Link) and not part.content:
        changes["content"] = _words_of(part, references)
    elif isinstance(part, Link):
        _words_of(part, references)
    return _replaced(part, changes) if changes else part


def _replaced(part: _Part, changes: Mapping[str, object]) -> _Part:
    replaced: _Part = replace(part, **changes)  # type: ignore[type-var]  # a dataclass: checked by the caller
    return replaced


def _words_of(link: Link, references: Mapping[str, str]) -> Inlines:
    if not link.target.startswith("#"):
        return link.content
    identifier = link.target[1:]
    if identifier not in references:
        raise TemplateFault(
            _("没有编号为“{identifier}”的标题、表或图", identifier=identifier),
            _("请核对 id，或在目标处补上 id=…。"),
            excerpt=f"(#{identifier})",
        )
    return (references[identifier],)
