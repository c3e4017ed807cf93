"""OSCAL's prose: Markdown to plain text and back, parameters in their places. Pure but for a memory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_INSERT: Final = re.compile(r"\{\{\s*(?:insert:\s*)?(?:param\s*,\s*)?([\w.:-]+)\s*\}\}")
_MARKUP: Final = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # an escaped sign is the sign
    r"|\[([^\[\]\n]*)\]\([^()\s]*\)"  # a link is its words
    r"|(\*\*\*|\*\*|\*|`)(?=\S)([^*`\n]*?)(?<=\S)\3"  # emphasis is what it holds
)
_SIGNS: Final = re.compile(r"([\\*`\[\]{}])")
_LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Parameter:
    """A blank in the text: what stands for it, or what may be chosen. All of it prose."""

    label: str
    value: str
    choices: tuple[str, ...]


class Prose:
    """Prose of one catalogue, with the catalogue's parameters."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = parameters
        self._shown: dict[str, str] = {}

    def plain(self, prose: str) -> str:
        """The prose as plain text, parameters inserted: `[frequency]`, `[this | that]`, or the value."""
        return _MARKUP.sub(_meant, self._inserted(prose))

    def _inserted(self, prose: str) -> str:
        return _INSERT.sub(lambda match: self._parameter(match[1]), prose)

    def _parameter(self, name: str) -> str:
        """What is shown for one. Its name, if nobody defined it, it leads into itself or grows endless."""
        if name not in self._shown:
            self._shown[name] = _bracketed(name)  # what it finds if it leads back here
            words = self._words(self._parameters.get(name), name)
            if len(words) <= _LONGEST:
                self._shown[name] = words
        return self._shown[name]

    def _words(self, parameter: Parameter | None, name: str) -> str:
        if parameter is None:
            return _bracketed(name)
        if parameter.value:
            return self._inserted(parameter.value)
        if parameter.choices:
            return _bracketed(" | ".join(self._inserted(choice) for choice in parameter.choices))
        return _bracketed(self._inserted(parameter.label) or name)


def marked(text: str) -> str:
    """Plain text as prose that means the same."""
    return _SIGNS.sub(r"\\\1", text)


def _bracketed(words: str) -> str:
    return rf"\[{words}\]"


def _meant(match: re.Match[str]) -> str:
    if match[1] is not None:
        return match[1]
    return match[2] if match[2] is not None else match[4]
