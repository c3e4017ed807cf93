"""How CISO Assistant names things: `urn:<packager>:risk:<object>:<framework>[:<node>]`. Pure.

A requirement's id here is what follows the framework's name, if the node's urn is built on the framework's;
otherwise the whole urn. Mappings do the same, so that they meet. Ids of ours that hold other than plain
characters are percent-encoded in our own urns, and only there.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

_PACKAGER: Final = "secretguard"
_OURS: Final = f"urn:{_PACKAGER}:"
_FRAMEWORK: Final = ":framework:"
_NODE: Final = ":req_node:"
_PLAIN: Final = "._-:;/()[]+"


def framework_urn(standard_id: str, origin: str | None) -> str:
    """The urn of a standard: the one it came with, else one of ours."""
    if origin is not None and _FRAMEWORK in origin:
        return origin
    return f"urn:{_PACKAGER}:risk:framework:{standard_id}"


def library_urn(framework: str) -> str:
    """The urn of the library that holds a framework."""
    return framework.replace(_FRAMEWORK, ":library:", 1)


def mapping_urn(mapping_id: str, origin: str) -> str:
    """The urn of a set of mappings."""
    return origin or f"urn:{_PACKAGER}:risk:req_mapping_set:{mapping_id}"


def short_id(urn: str, framework: str) -> str:
    """What a requirement is called inside its framework."""
    prefix = _node_prefix(framework)
    if not prefix or not urn.startswith(prefix) or urn == prefix:
        return urn
    rest = urn[len(prefix) :]
    return unquote(rest) if framework.startswith(_OURS) else rest


def node_urn(requirement_id: str, framework: str) -> str:
    """The urn of a requirement; a whole urn stays what it is."""
    if requirement_id.startswith("urn:"):
        return requirement_id
    known = quote(requirement_id, safe=_PLAIN) if framework.startswith(_OURS) else requirement_id
    return _node_prefix(framework) + known


def _node_prefix(framework: str) -> str:
    return framework.replace(_FRAMEWORK, _NODE, 1) + ":" if _FRAMEWORK in framework else ""
