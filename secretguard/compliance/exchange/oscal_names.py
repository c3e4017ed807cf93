"""OSCAL's tokens, identifiers and our own properties. Pure.

What OSCAL has no field for (our id where it is no token, level, weight, language…) stands in properties of
the namespace below, which other tools pass over and our import reads again.
"""

from __future__ import annotations

import re
import uuid
from typing import Final

NAMESPACE: Final = "urn:secretguard:oscal"
OSCAL_VERSION: Final = "1.1.2"

_AFTER_FIRST: Final = re.compile(r"[\w.-]*")
_NOT_IN_TOKEN: Final = re.compile(r"[^\w.-]")
_UUIDS: Final = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)
_UUID: Final = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")

Prop = dict[str, str]


def named_uuid(*parts: str) -> str:
    """The same identifier for the same thing, always (RFC 9562, version 5)."""
    return str(uuid.uuid5(_UUIDS, "\x00".join(parts)))


def is_uuid(text: str) -> bool:
    """Whether OSCAL takes it for an identifier."""
    return _UUID.match(text.lower()) is not None


def is_token(text: str) -> bool:
    """Whether OSCAL takes it for an id: a letter or `_` first, then letters, digits, `.`, `-`, `_`."""
    return (text[:1].isalpha() or text[:1] == "_") and _AFTER_FIRST.fullmatch(text) is not None


class Tokens:
    """Tokens for ids, each id its own; an id that is a token stays as it is."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        self._tokens = {one: one for one in ids if is_token(one)}
        taken = set(self._tokens)
        for one in ids:
            if one not in self._tokens:
                token = f"r-{_NOT_IN_TOKEN.sub('_', one)}"
                while token in taken:
                    token += "_"
                taken.add(token)
                self._tokens[one] = token

    def of(self, requirement_id: str) -> str:
        """The token of an id."""
        return self._tokens[requirement_id]

    def props(self, requirement_id: str) -> list[Prop]:
        """The property that says what the id was, if the token differs."""
        return [] if self.of(requirement_id) == requirement_id else [own_prop("id", requirement_id)]


def own_prop(name: str, value: str) -> Prop:
    """A property of ours; its value stands on one line."""
    return {"name": name, "ns": NAMESPACE, "value": " ".join(value.split())}
