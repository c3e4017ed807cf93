"""The group's app, and what several of its commands take: which assessment, which requirement, a verdict."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from secretguard.cli.grammar import group
from secretguard.cli.state import CommandState
from secretguard.compliance import Assessment, EvidenceSort, Side, Verdict, open_assessment
from secretguard.i18n import deferred

app = group(deferred("合规评估：答题、凭据、结果、封存、报告、导出"))

Which = Annotated[
    str | None,
    typer.Option(
        "--assessment",
        help=deferred("哪一次评估，写编号的前几位；不写就是最近一次"),
        metavar=deferred("编号"),
    ),
]
Asked = Annotated[
    str, typer.Argument(help=deferred("要求的编号，如 ORG-01，见 assess show"), metavar=deferred("要求"))
]
By = Annotated[
    str | None,
    typer.Option("--by", help=deferred("谁答的；不写就是您自己"), metavar=deferred("姓名")),
]
Remark = Annotated[
    str | None,
    typer.Option(
        "--remark",
        help=deferred("说明；不适用，或与记录不同的，一定要写，报告里两个都印"),
        metavar=deferred("说明"),
    ),
]


class VerdictChoice(enum.StrEnum):
    """符合, 部分符合, 不符合, 不适用."""

    met = "met"
    partly = "partly"
    unmet = "unmet"
    na = "na"

    @property
    def verdict(self) -> Verdict:
        """As the assessment names it."""
        return self.value


class SideChoice(enum.StrEnum):
    """Whose assessment it is."""

    self = "self"
    bureau = "bureau"

    @property
    def side(self) -> Side:
        """As the assessment names it."""
        return self.value


class SortChoice(enum.StrEnum):
    """What kind of proof it is."""

    record = "record"
    entry = "entry"
    file = "file"
    paper = "paper"
    outside = "outside"

    @property
    def sort(self) -> EvidenceSort:
        """As the assessment names it."""
        return self.value


@contextmanager
def assessment(state: CommandState, wanted: str | None, *, write: bool = False) -> Iterator[Assessment]:
    """The assessment that is meant: by `--assessment`, else the last one of the enterprise."""
    with state.vault(write=write) as vault:
        yield open_assessment(vault, wanted, state.register(vault), state.clock)


def asked(room: Assessment, wanted: str) -> str:
    """A requirement's id by what a table shows: id, in any case, or the text's own number.

    What is not there is given back as typed: the assessment says so.
    """
    state = room.state
    for name in (wanted, wanted.upper()):
        if state.requirement(name) is not None:
            return name
    numbered = [item.id for item in state.requirements if item.number == wanted]
    return numbered[0] if len(numbered) == 1 else wanted
