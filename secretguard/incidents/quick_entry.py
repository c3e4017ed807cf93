"""One line under stress (记一笔): `-10 发现群里有人转发 @王芳 #截图 !不群发撤回 +通知甲方`. Pure.

A time stands at the beginning. `@` a person, `#` a tag or an evidence item (`#E-03`, `#3`); `!` begins a
decision and `+` a task, each up to the next of the two or the end. `!` and `+` count only after a space or
at the beginning, so that `C++` and `对！` stay what they are. Nothing typed is ever lost: what was not
understood stays in the text and is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from secretguard.i18n import _
from secretguard.incidents.spoken_times import time_at_start

LONGEST: Final = 4000
_BLOCK: Final = re.compile(r"(?:(?<=\s)|^)(?P<mark>[!！+＋])(?=\S)")
_MENTION: Final = re.compile(r"(?<![A-Za-z0-9._%+-])(?P<mark>[@＠#＃])(?=\S)")
_WORD: Final = re.compile(r"[^\s@＠#＃，。；！？、,;!?：:（）()“”\"]+")
_ITEM: Final = re.compile(r"^(?:[Ee]-?)?0*([1-9]\d{0,5})$")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something of the register that the line names."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """What names mean: people and secrets by every name they go by, and the numbers of evidence items."""

    people: Mapping[str, str]
    secrets: Mapping[str, str]
    items: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood of a line. `occurred` is None if the line gives no time: it happened now.

    `problems` are sentences about what was not understood; `decision` says that a decision was taken.
    """

    text: str
    occurred: datetime | None = None
    people: tuple[Named, ...] = ()
    secrets: tuple[Named, ...] = ()
    items: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    decision: bool = False
    tasks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to record."""
        return not (self.text or self.tasks or self.items or self.tags)


class _Reading:
    """What a line gave so far."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.people: dict[str, Named] = {}
        self.secrets: dict[str, Named] = {}
        self.items: dict[int, None] = {}
        self.tags: dict[str, None] = {}
        self.problems: list[str] = []

    def said(self, text: str) -> str:
        """The text with its mentions taken out, or put into words."""
        pieces, place = [], 0
        for match in _MENTION.finditer(text):
            if match.start() < place:
                continue
            pieces.append(text[place : match.start()])
            is_person = match["mark"] in "@＠"
            shown, length = (self._person if is_person else self._tag)(text[match.end() :])
            pieces.append(shown)
            place = match.end() + length
        return _tidy("".join((*pieces, text[place:])))

    def _person(self, rest: str) -> tuple[str, int]:
        name = _longest(rest, self.known.people)
        if name is not None:
            identity = self.known.people[name]
            self.people.setdefault(identity, Named(identity, name))
            return name, len(name)
        word = _WORD.match(rest)
        if word is None:
            return "@", 0
        self.problems.append(_("人员名单里没有“{name}”，先照写。", name=word[0]))
        return word[0], len(word[0])

    def _tag(self, rest: str) -> tuple[str, int]:
        name = _longest(rest, self.known.secrets)
        if name is not None:
            identity = self.known.secrets[name]
            self.secrets.setdefault(identity, Named(identity, name))
            return name, len(name)
        word = _WORD.match(rest)
        if word is None:
            return "#", 0
        item = _ITEM.match(word[0])
        if item is None:
            self.tags.setdefault(word[0])
            return " ", len(word[0])
        number = int(item[1])
        if number not in self.known.items:
            self.problems.append(_("还没有编号 E-{number:02d} 的证据，先照写。", number=number))
            return f"E-{number:02d}", len(word[0])
        self.items.setdefault(number)
        return f"E-{number:02d}", len(word[0])


def parse_line(line: str, now: datetime, known: Known) -> Parsed:
    """Read one line. `now` is the moment it is typed, in the zone of whoever types. Raises nothing."""
    text = line.strip()
    reading = _Reading(known)
    occurred, text = _occurred(text, now, reading)
    said: list[str] = []
    tasks: list[str] = []
    decided = False
    for mark, piece in _blocks(text):
        words = reading.said(piece)
        if not words:
            continue
        if mark == "+":
            tasks.append(words)
        elif mark == "!":
            decided = True
            said.append(_("决定：{words}", words=words))
        else:
            said.append(words)
    if len(text) > LONGEST:
        reading.problems.append(_("太长，最多 {limit} 个字；请分成几条记。", limit=LONGEST))
    return Parsed(
        text="；".join(said),
        occurred=occurred,
        people=tuple(reading.people.values()),
        secrets=tuple(reading.secrets.values()),
        items=tuple(reading.items),
        tags=tuple(reading.tags),
        decision=decided,
        tasks=tuple(tasks),
        problems=tuple(reading.problems),
    )


def _occurred(text: str, now: datetime, reading: _Reading) -> tuple[datetime | None, str]:
    found = time_at_start(text, now)
    if found is None:
        return None, text
    said = text[: found.length].strip()
    if found.moment is None:
        reading.problems.append(_("“{said}”不是一个时间，先按现在记，原文留着。", said=said))
        return None, text
    if found.future:
        reading.problems.append(_("“{said}”还没有到，先按现在记，原文留着。", said=said))
        return None, text
    return found.moment, text[found.length :].lstrip(" \t，,：:、")


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a line, each with the mark it began with: none, `!` or `+`."""
    mark, place = "", 0
    for match in _BLOCK.finditer(text):
        yield mark, text[place : match.start()]
        mark, place = "!" if match["mark"] in "!！" else "+", match.end()
    yield mark, text[place:]


def _longest(rest: str, names: Mapping[str, str]) -> str | None:
    return max((name for name in names if name and rest.startswith(name)), key=len, default=None)


def _tidy(text: str) -> str:
    return re.sub(r"[ \t]+", " ", text).strip()
