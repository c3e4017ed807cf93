"""The group's app, and how a command line names an item."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from secretguard.cli.grammar import group
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred

app = group(deferred("证据：收取、交接、查阅、导出、复核"))

ItemName = Annotated[str, typer.Argument(help=deferred("证据的编号，如 E-01"), metavar=deferred("证据"))]

_ITEM = re.compile(r"^[Ee]?[-－]?0*([1-9]\d{0,5})$")


def item_number(text: str) -> int:
    """`E-01`, `e1` or `1` as a number. Raises UsageError."""
    match = _ITEM.match(text.strip())
    if match is None:
        raise UsageError(
            _("“{text}”不是证据的编号。", text=text), _("写成 E-01；用 evidence list 看全部编号。")
        )
    return int(match[1])
