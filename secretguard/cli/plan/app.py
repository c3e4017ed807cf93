"""The group's app, and the words that several of its commands take."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from secretguard.cli.grammar import group
from secretguard.i18n import deferred
from secretguard.plans import Size

app = group(deferred("应急预案：回答、检查、批准、比较、导出"))


class SizeChoice(enum.StrEnum):
    """How much plan."""

    card = "card"
    short = "short"
    full = "full"

    @property
    def size(self) -> Size:
        """As the plan names it."""
        return self.value


SIZE_HELP = deferred("card 一页纸（12 项）、short 简版、full 完整版")
FieldName = Annotated[
    str,
    typer.Argument(
        help=deferred("哪一项，如 head；编号用 plan show 或 plan missing 看"), metavar=deferred("项")
    ),
]
VersionNumber = Annotated[
    int | None, typer.Option("--version", help=deferred("看已批准的第几版；不写看草稿"), min=1)
]
