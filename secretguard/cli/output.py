"""What the command line prints: text for people, one JSON object for programs. Nothing unescaped."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from secretguard.i18n import _
from secretguard.visible import clean

Progress = Callable[[int, int], None]


class _Console(Console):
    """Rich's console, which would end the process when the reader has gone; that is for `main` to judge."""

    def on_broken_pipe(self) -> None:
        """Let the error go up, past whatever must be put in order first."""
        raise BrokenPipeError


class Output:
    """Collects a command's result; `--json` prints it as one object, else lines went out as they came."""

    def __init__(self, as_json: bool = False, quiet: bool = False) -> None:
        self.as_json = as_json
        self._quiet = quiet or as_json
        self._facts: dict[str, Any] = {}
        width = None if sys.stdout.isatty() else 100
        self._console = _Console(markup=False, highlight=False, emoji=False, width=width, soft_wrap=True)

    def say(self, text: str = "", style: str = "") -> None:
        """A line for people; control characters are shown, never sent."""
        if not self._quiet:
            self._console.print(Text(clean(text), style=style), soft_wrap=True)

    def facts(self, **values: Any) -> None:
        """What `--json` prints; later values replace earlier ones."""
        self._facts.update(values)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
        """A table for people."""
        if self._quiet:
            return
        table = Table(box=box.SIMPLE_HEAD, title=Text(title) if title else None, title_justify="left")
        for head in heads:
            table.add_column(Text(head), overflow="fold")
        for row in rows:
            table.add_row(*(Text(clean(cell)) for cell in row))
        self._console.print(table)

    def progress(self, label: str) -> Progress:
        """A callback (done, total) that draws one line on a terminal and is silent elsewhere."""
        if self._quiet or not sys.stderr.isatty():
            return lambda _done, _total: None

        def draw(done: int, total: int) -> None:
            share = done * 100 // total if total else 100
            sys.stderr.write(f"\r{label} {'█' * (share // 5):<20} {share:3d}%")
            if done >= total:
                sys.stderr.write("\n")
            sys.stderr.flush()

        return draw

    def finish(self) -> None:
        """Print the JSON object, if that is what was asked for."""
        if self.as_json:
            sys.stdout.write(json.dumps(self._facts, ensure_ascii=False, default=str) + "\n")
            self._facts = {}


def yes_no(value: bool) -> str:
    """是 or 否 in the user's language."""
    return _("是") if value else _("否")
