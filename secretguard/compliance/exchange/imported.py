"""What an import found, before anybody decides to keep it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.content import Crosswalk, Profile, Standard, StandardShelf
from secretguard.i18n import _, deferred

SourceFormat = Literal["ciso-assistant", "oscal"]

_FORMATS: Final[Mapping[SourceFormat, str]] = {
    "ciso-assistant": deferred("CISO Assistant 标准库"),
    "oscal": deferred("OSCAL 目录"),
}
_NAMED: Final = 5


@dataclass(frozen=True)
class Imported:
    """A standard with a profile that takes all of it, or mappings alone; `notes` are for the preview."""

    source_format: SourceFormat
    standard: Standard | None
    profile: Profile | None
    crosswalks: tuple[Crosswalk, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def format_words(self) -> str:
        """What kind of file it was."""
        return _(_FORMATS[self.source_format])

    @property
    def title(self) -> str:
        """What was imported, by name."""
        if self.standard is not None:
            return self.standard.title
        return next((walk.title or walk.id for walk in self.crosswalks), "")

    @property
    def assessed(self) -> int:
        """How many requirements are to be answered."""
        return 0 if self.standard is None else len(self.standard.assessed())

    @property
    def rows(self) -> int:
        """How many pairs the crosswalks hold."""
        return sum(len(walk.rows) for walk in self.crosswalks)


@dataclass(frozen=True)
class Unresolved:
    """What a crosswalk names and nobody has: a side that is not at hand, and the ids not found."""

    source: str | None
    target: str | None
    ids: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.source or self.target or self.ids)

    def sentence(self) -> str:
        """What is missing, in words; "" if nothing is."""
        if not self:
            return ""
        absent = [side for side in (self.source, self.target) if side is not None]
        words = []
        if absent:
            words.append(_("{names} 不在手边，对照表先留着。", names=_("、").join(absent)))
        if self.ids:
            shown = _("、").join(self.ids[:_NAMED])
            more = _("等") if len(self.ids) > _NAMED else ""
            words.append(
                _("有 {count} 个编号找不到：{names}{more}。", count=len(self.ids), names=shown, more=more)
            )
        return "".join(words)


def unresolved(crosswalk: Crosswalk, shelf: StandardShelf) -> Unresolved:
    """What of a crosswalk the shelf does not have. Pure."""
    source, missing_sources = _side(
        crosswalk.source, {i for row in crosswalk.rows for i in row.source}, shelf
    )
    target, missing_targets = _side(
        crosswalk.target, {i for row in crosswalk.rows for i in row.target}, shelf
    )
    return Unresolved(source, target, (*missing_sources, *missing_targets))


def _side(name: str, ids: set[str], shelf: StandardShelf) -> tuple[str | None, tuple[str, ...]]:
    standard = shelf.standard(name)
    if standard is not None:
        return None, tuple(sorted(ids - standard.by_id().keys()))
    if shelf.profile(name) is not None:
        return None, ()
    return name, tuple(sorted(ids))
