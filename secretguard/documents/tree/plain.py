"""The tree as plain JSON values, for a renderer that is not Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def to_plain(node: object, text: Callable[[str], str] = str) -> Plain:
    """A node and all below it: a dataclass becomes an object with its kind as `t`, a tuple a list.

    `text` is applied to every string but drawings.
    """
    if is_dataclass(node) and not isinstance(node, type):
        plain: dict[str, Plain] = {"t": getattr(node, "kind", "")}
        for member in fields(node):
            content = getattr(node, member.name)
            plain[member.name] = to_plain(content, str if member.name in ("svg", "qr") else text)
        return plain
    if isinstance(node, str):
        return text(node)
    if isinstance(node, list | tuple):
        return [to_plain(part, text) for part in node]
    if node is None or isinstance(node, bool | int | float):
        return node
    raise TypeError(type(node).__name__)
