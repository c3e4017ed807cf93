"""The group's app, and what several of its commands take: people, levels, answers."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from secretguard.cli.grammar import group
from secretguard.content import Answer, ResponseLevel
from secretguard.i18n import deferred
from secretguard.incidents import IncidentRoom
from secretguard.register import Register, open_enterprise

app = group(deferred("泄密事件：开卷、任务、记录、时限、结束、文书"))

By = Annotated[str | None, typer.Option("--by", help=deferred("谁"), metavar=deferred("姓名"))]
Why = Annotated[str, typer.Option("--why", help=deferred("原因"), metavar=deferred("原因"))]
Sequence_ = Annotated[int, typer.Argument(help=deferred("时间轴里的编号"), metavar=deferred("编号"), min=1)]

Situations = Annotated[
    list[str] | None,
    typer.Option("--situation", help=deferred("事件分级表里符合的行，可多次写"), metavar=deferred("编号")),
]
Loss = Annotated[
    int | None, typer.Option("--loss", help=deferred("估计损失，元"), metavar=deferred("元"), min=0)
]
Outside = Annotated[bool, typer.Option("--outside", help=deferred("已经传到公司外面"))]
Sure = Annotated[bool, typer.Option("--sure", help=deferred("情况清楚；不写就从严一级"))]


class LevelChoice(enum.StrEnum):
    """Ⅰ to Ⅳ, as typed."""

    I = "I"  # noqa: E741 - the numeral of the level
    II = "II"
    III = "III"
    IV = "IV"

    @property
    def level(self) -> ResponseLevel:
        """As the incident names it."""
        return self.value


class AnswerChoice(enum.StrEnum):
    """An answer to a question of the playbook."""

    yes = "yes"
    no = "no"
    unknown = "unknown"

    @property
    def answer(self) -> Answer:
        """As the incident names it."""
        return self.value


def register_of(room: IncidentRoom) -> Register:
    """The register of the enterprise whose incident it is."""
    return open_enterprise(room.vault, room.vault.journal(room.journal).enterprise)
