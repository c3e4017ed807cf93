"""The shelf of standards: what ships, what was imported, what `--content` lays over it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from secretguard.cli.state import CommandState
from secretguard.content import LawTable, StandardShelf, content_folders, load_law, load_standards
from secretguard.locations import imported_content_folder

_KIND = "standards"


def content_of(state: CommandState) -> Path:
    """The content folder in which an imported standard is kept: `--content`, else the user's own."""
    return state.content or imported_content_folder()


def shelf_of(state: CommandState) -> StandardShelf:
    """All standards, profiles and crosswalks, read once for all lines of a session.

    What ships, then what was imported, then `--content`; later goes over earlier.
    """
    shipped, *overlay = content_folders(_KIND, state.content)
    own = imported_content_folder() / _KIND
    return _shelf((shipped, *([own] if own.is_dir() else ()), *overlay), (shipped, *overlay))


def law_of(state: CommandState) -> LawTable:
    """The law table, read once for all lines of a session."""
    return _law(content_folders(_KIND, state.content))


def forget_shelf() -> None:
    """Something was added: read the folders anew when next asked."""
    _shelf.cache_clear()


@lru_cache(maxsize=1)
def _law(folders: tuple[Path, ...]) -> LawTable:
    return load_law(folders)


@lru_cache(maxsize=1)
def _shelf(folders: tuple[Path, ...], law_folders: tuple[Path, ...]) -> StandardShelf:
    return load_standards(folders, _law(law_folders))
