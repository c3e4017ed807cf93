"""Standards, profiles and crosswalks from folders, later over earlier; a bad file spoils no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from secretguard.content.crosswalk import Crosswalk
from secretguard.content.law import LawTable
from secretguard.content.law_loading import load_law
from secretguard.content.loading import BrokenFile, kind_of, not_on_shelf, problems_of
from secretguard.content.problems import ContentProblem, content_error, quoted
from secretguard.content.profile import Profile
from secretguard.content.profile_problems import profile_problems
from secretguard.content.reading import read_model
from secretguard.content.standard import Standard
from secretguard.content.standard_file import KINDS, read_standard_source, standard_files
from secretguard.content.standard_problems import standard_problems
from secretguard.content.standard_shelf import (
    Loaded,
    LoadedCrosswalk,
    LoadedProfile,
    LoadedStandard,
    StandardShelf,
)
from secretguard.errors import ContentError
from secretguard.i18n import _

Entry = TypeVar("Entry", LoadedStandard, LoadedProfile, LoadedCrosswalk)


def load_standards(folders: Sequence[Path], law: LawTable | None = None) -> StandardShelf:
    """Every standard, profile and crosswalk of the folders. A broken file stands in `broken`, with reasons.

    A user's file that is broken leaves the shipped one of the same id in its place. Raises ContentError
    only where the law table itself cannot be read.
    """
    table = law or load_law(folders)
    broken: list[BrokenFile] = []
    found: list[Loaded] = []
    for folder in folders:
        here: dict[tuple[str, str], Loaded] = {}
        for path in standard_files(folder):
            try:
                loaded = _only_one(_read(path), here)
            except ContentError as error:
                broken.append(BrokenFile(path, problems_of(error)))
                continue
            here[_key(loaded)] = loaded
        found.extend(here.values())
    standards = _good(_only(found, LoadedStandard), lambda one: standard_problems(one, table), broken)
    shelf = StandardShelf(tuple({one.standard.id: one for one in standards}.values()))
    profiles = _good(
        _only(found, LoadedProfile),
        lambda one: profile_problems(one, shelf.standard(one.profile.standard), table),
        broken,
    )
    shelf = replace(shelf, profiles=tuple({one.profile.id: one for one in profiles}.values()))
    walks = {one.crosswalk.id: one for one in _only(found, LoadedCrosswalk)}
    crosswalks = tuple(_resolved(one, shelf) for one in walks.values())
    return replace(shelf, crosswalks=crosswalks, broken=tuple(broken))


def read_standard(path: Path) -> LoadedStandard:
    """A standard as written. Raises ContentError with file, line, field and hint; names are not judged."""
    source = read_standard_source(path)
    return LoadedStandard(read_model(source, Standard), source, path)


def read_profile(path: Path) -> LoadedProfile:
    """A profile as written. Raises ContentError with file, line, field and hint; names are not judged."""
    source = read_standard_source(path)
    return LoadedProfile(read_model(source, Profile), source, path)


def read_crosswalk(path: Path) -> LoadedCrosswalk:
    """A crosswalk as written. Raises ContentError with file, line, field and hint; names are not judged."""
    source = read_standard_source(path)
    return LoadedCrosswalk(read_model(source, Crosswalk), source, path)


def find_standard(standard_id: str, shelf: StandardShelf) -> LoadedStandard:
    """The standard of that id. Raises RefusedError naming the nearest, ContentError if its file is broken."""
    known = {one.standard.id: one for one in shelf.standards}
    return _found(standard_id, known, shelf, _("没有编号为 {name} 的标准。", name=quoted(standard_id)))


def find_profile(profile_id: str, shelf: StandardShelf) -> LoadedProfile:
    """The profile of that id. Raises RefusedError naming the nearest, ContentError if its file is broken."""
    known = {one.profile.id: one for one in shelf.profiles}
    return _found(profile_id, known, shelf, _("没有编号为 {name} 的适用方案。", name=quoted(profile_id)))


def find_crosswalk(crosswalk_id: str, shelf: StandardShelf) -> LoadedCrosswalk:
    """The crosswalk of that id. Raises RefusedError naming the nearest, ContentError if it is broken."""
    known = {one.crosswalk.id: one for one in shelf.crosswalks}
    return _found(crosswalk_id, known, shelf, _("没有编号为 {name} 的对照表。", name=quoted(crosswalk_id)))


def _found(name: str, known: dict[str, Entry], shelf: StandardShelf, message: str) -> Entry:
    if (loaded := known.get(name)) is not None:
        return loaded
    for file in shelf.broken:
        if file.path.stem in {f"{kind}-{name}" for kind in KINDS}:
            raise content_error(file.problems)
    raise not_on_shelf(name, tuple(known), shelf.broken, message)


def _read(path: Path) -> Loaded:
    source = read_standard_source(path)
    kind = kind_of(source) or path.name.partition("-")[0]
    if kind == "profile":
        return LoadedProfile(read_model(source, Profile), source, path)
    if kind == "crosswalk":
        return LoadedCrosswalk(read_model(source, Crosswalk), source, path)
    return LoadedStandard(read_model(source, Standard), source, path)


def _key(loaded: Loaded) -> tuple[str, str]:
    if isinstance(loaded, LoadedStandard):
        return "standard", loaded.standard.id
    if isinstance(loaded, LoadedProfile):
        return "profile", loaded.profile.id
    return "crosswalk", loaded.crosswalk.id


def _only_one(loaded: Loaded, here: dict[tuple[str, str], Loaded]) -> Loaded:
    other = here.get(_key(loaded))
    if other is None:
        return loaded
    message = _("编号 {name} 已经被 {file} 用了。", name=_key(loaded)[1], file=other.source.file)
    raise content_error([loaded.source.problem(("id",), message, _("请换一个编号。"))])


def _only(found: Iterable[Loaded], kind: type[Entry]) -> tuple[Entry, ...]:
    return tuple(one for one in found if isinstance(one, kind))


def _good(
    loaded: Iterable[Entry],
    problems: Callable[[Entry], tuple[ContentProblem, ...]],
    broken: list[BrokenFile],
) -> tuple[Entry, ...]:
    """Those without problems, in order; the others are put with the broken ones."""
    good: list[Entry] = []
    for one in loaded:
        found = problems(one)
        if found:
            broken.append(BrokenFile(one.path, found))
        else:
            good.append(one)
    return tuple(good)


def _resolved(loaded: LoadedCrosswalk, shelf: StandardShelf) -> LoadedCrosswalk:
    walk = loaded.crosswalk
    sources = {name for row in walk.rows for name in row.source}
    targets = {name for row in walk.rows for name in row.target}
    missing = (*_missing(walk.source, sources, shelf), *_missing(walk.target, targets, shelf))
    return replace(
        loaded,
        source_known=_is_known(walk.source, shelf),
        target_known=_is_known(walk.target, shelf),
        unresolved=tuple(dict.fromkeys(missing)),
    )


def _is_known(name: str, shelf: StandardShelf) -> bool:
    return shelf.standard(name) is not None or shelf.profile(name) is not None


def _missing(name: str, ids: set[str], shelf: StandardShelf) -> tuple[str, ...]:
    standard = shelf.standard(name)
    if standard is None:
        return () if shelf.profile(name) is not None else tuple(sorted(ids))
    return tuple(sorted(ids - standard.by_id().keys()))
