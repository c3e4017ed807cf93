"""Foreign words made fit for our models, and told of: nothing unseen, nothing endless. Pure."""

from __future__ import annotations

import re
from typing import Final

from secretguard.compliance.exchange.limits import MAX_TITLE
from secretguard.content import UNWANTED

_LINE_ENDS: Final = re.compile("\r\n?|[\x85\u2028\u2029]")
_BULLETS: Final = re.compile("[\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc]")
"""Private characters that word processors write for the dot before an item."""
_NOT_IN_ID: Final = re.compile(r"[\s,\uff0c]+")
_NOT_IN_STANDARD_ID: Final = re.compile(r"[^a-z0-9._-]+")
_HEADLINE: Final = 80
_LONGEST_STANDARD_ID: Final = 80


class Cleaner:
    """Cleans texts and counts what it took out."""

    def __init__(self) -> None:
        self.taken_out = 0

    def text(self, value: str) -> str:
        """A text of several lines."""
        lined = _BULLETS.sub("•", _LINE_ENDS.sub("\n", value))
        cleaned, count = UNWANTED.subn("", lined)
        self.taken_out += count
        return cleaned.strip()

    def line(self, value: str) -> str:
        """A text of one line."""
        return " ".join(self.text(value).split())

    def requirement_id(self, value: str) -> str:
        """An id without blanks and commas; the same for the same, so that mappings still find it."""
        return _NOT_IN_ID.sub("-", self.line(value))


def standard_id_of(*names: str) -> str:
    """An id for a standard from the first name that gives one: a urn's last part, small letters; else ""."""
    for name in names:
        last = name.rstrip(":").rpartition(":")[2].lower()
        found = _NOT_IN_STANDARD_ID.sub("-", last).strip("-._")[:_LONGEST_STANDARD_ID].strip("-._")
        if found:
            return found
    return ""


def headline(text: str) -> str:
    """What a text without a title is called: its first line, cut short."""
    first = " ".join(text.partition("\n")[0].split())
    return first if len(first) <= _HEADLINE else first[: _HEADLINE - 1].rstrip() + "…"


def titled(name: str, text: str, number: str) -> tuple[str, str]:
    """The title and the text: a name that no title holds stands whole in the text."""
    if not name:
        return headline(text) or number, text
    if len(name) <= MAX_TITLE:
        return name, text
    return name[: MAX_TITLE - 1].rstrip() + "…", f"{name}\n{text}".strip()


def is_derived(title: str, text: str, number: str) -> bool:
    """Whether `titled` would find the title again without a name."""
    return title == (headline(text) or number)
