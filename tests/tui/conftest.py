"""What makes a hundred runs of the app cheap: styles and content are read once, a look is one paint."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.tui.settling import settle

_GARBAGE_LIMITS = (100_000, 50, 100)
"""Rarer than Python's own: a run of the app makes much and keeps little."""


@pytest.fixture(scope="session", autouse=True)
def quick_screens() -> Iterator[None]:
    """Textual parses the same rules three times for every app and paints after every stir of a widget.

    Here rules are parsed once for each theme, and a screen is painted when a test looks at it: after the
    keys it pressed (`Table.press`), when it reads the cells (`Table.said`) and for a snapshot.
    """
    parsed: dict[Any, list[RuleSet]] = {}
    parse, paint = Stylesheet._parse_rules, Compositor.render_update

    def parse_once(sheet: Stylesheet, css: str, read_from: Any, *options: Any, **more: Any) -> list[RuleSet]:
        variables = tuple(sorted(sheet._variables.items()))
        key = (css, read_from, options, tuple(sorted(more.items())), variables)
        if key not in parsed:
            parsed[key] = parse(sheet, css, read_from, *options, **more)
        return parsed[key]

    def paint_if_whole(compositor: Compositor, full: bool = False, **more: Any) -> Any:
        return paint(compositor, full=True, **more) if full else None

    limits = gc.get_threshold()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        # The same number as theirs, but not asked for in Python two million times.
        patch.setattr(RuleSet, "__hash__", object.__hash__)
        patch.setattr(Compositor, "render_update", paint_if_whole)
        patch.setattr("textual.app.wait_for_idle", settle)
        patch.setattr("textual.pilot.wait_for_idle", settle)
        patch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
        gc.set_threshold(*_GARBAGE_LIMITS)
        yield
    gc.set_threshold(*limits)


_CONTENT = (
    "secretguard.tui.incident_desk.list_responses",
    "secretguard.tui.plan_desk.load_plan_form",
    "secretguard.tui.plan_desk.load_plan_rules",
    "secretguard.tui.rooms.list_playbooks",
    "secretguard.tui.rooms.load_law",
    "secretguard.tui.rooms.load_plan_sections",
)
"""What a desk reads from the content that ships; all of it is frozen."""


@pytest.fixture(scope="session", autouse=True)
def content_read_once() -> Iterator[None]:
    """Playbooks, law and the plan's form are read for the first desk, and are there for those after it."""
    with pytest.MonkeyPatch.context() as patch:
        for place in _CONTENT:
            module, _dot, name = place.rpartition(".")
            patch.setattr(place, _once(getattr(importlib.import_module(module), name)))
        yield


def _once(load: Callable[..., Any]) -> Callable[..., Any]:
    """The same loader, with a memory for the shipped folder alone: a user's own lies over it in a second."""
    known: dict[Any, Any] = {}

    def read(folders: tuple[Path, ...], *made_from: Any) -> Any:
        if len(folders) > 1:
            return load(folders, *made_from)
        # What it is made from was itself read once, and lives as long as this memory.
        key = (folders, *map(id, made_from))
        if key not in known:
            known[key] = load(folders, *made_from)
        return known[key]

    return read
