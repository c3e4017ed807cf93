"""What was found of standards, profiles and crosswalks, each with its file, and what is broken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from secretguard.content.crosswalk import Crosswalk
from secretguard.content.loading import BrokenFile
from secretguard.content.profile import Profile
from secretguard.content.standard import Standard
from secretguard.content.yaml_source import YamlSource

BASELINE: Final = "baseline"
"""The id of the project's own catalogue."""


@dataclass(frozen=True)
class LoadedStandard:
    """A standard with the file it came from."""

    standard: Standard
    source: YamlSource
    path: Path


@dataclass(frozen=True)
class LoadedProfile:
    """A profile with the file it came from."""

    profile: Profile
    source: YamlSource
    path: Path


@dataclass(frozen=True)
class LoadedCrosswalk:
    """A crosswalk with its file, whether both sides are on the shelf, and the ids that they do not have.

    A side that is not at hand resolves nothing, so all its ids are named; the clauses of a text that a
    profile stands for are not at hand either, and are not counted.
    """

    crosswalk: Crosswalk
    source: YamlSource
    path: Path
    source_known: bool = False
    target_known: bool = False
    unresolved: tuple[str, ...] = ()


Loaded = LoadedStandard | LoadedProfile | LoadedCrosswalk


@dataclass(frozen=True)
class StandardShelf:
    """All that was found, in the order of the file names, and the files that are broken."""

    standards: tuple[LoadedStandard, ...] = ()
    profiles: tuple[LoadedProfile, ...] = ()
    crosswalks: tuple[LoadedCrosswalk, ...] = ()
    broken: tuple[BrokenFile, ...] = ()

    def standard(self, standard_id: str) -> Standard | None:
        """The standard of that id, if it is here."""
        return next((one.standard for one in self.standards if one.standard.id == standard_id), None)

    def profile(self, profile_id: str) -> Profile | None:
        """The profile of that id, if it is here."""
        return next((one.profile for one in self.profiles if one.profile.id == profile_id), None)

    def profiles_of(self, standard_id: str) -> tuple[Profile, ...]:
        """The profiles that choose from a standard."""
        return tuple(one.profile for one in self.profiles if one.profile.standard == standard_id)

    def crosswalks_between(self, source: str, target: str) -> tuple[LoadedCrosswalk, ...]:
        """The crosswalks from one to the other, in this direction."""
        return tuple(
            one for one in self.crosswalks if (one.crosswalk.source, one.crosswalk.target) == (source, target)
        )
