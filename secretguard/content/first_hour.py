"""The first-hour card (第一小时处置卡): `standards/first-hour.yaml`, `kind: first-hour`. Public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from secretguard.content.basis import find_ground
from secretguard.content.law import LawTable
from secretguard.content.plan_sections import PlanSections
from secretguard.content.playbook import Basis, ContentModel, Identifier, Line
from secretguard.content.problems import ContentProblem, content_error
from secretguard.content.reading import read_model
from secretguard.content.yaml_source import YamlPath, YamlSource, read_yaml
from secretguard.errors import RefusedError
from secretguard.i18n import _

FILE_NAME: Final = "first-hour.yaml"

Duty = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,12}$")]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9-]{2,19}$")]


class FirstStep(ContentModel):
    """One thing to do. `within`: minutes since discovery; `who`: a duty, or FINDER for whoever saw it."""

    id: Identifier
    within: Annotated[int, Field(ge=1, le=60)]
    who: Duty
    do: Line
    how: Line
    basis: tuple[Basis, ...] = Field(min_length=1)


class FirstException(ContentModel):
    """The one case in which the path is cut before anything is copied."""

    when: Line
    do: Line
    basis: tuple[Basis, ...] = Field(min_length=1)


class NeverDo(ContentModel):
    """One thing not to do, and what it costs."""

    id: Identifier
    what: Line
    why: Line
    basis: tuple[Basis, ...] = Field(min_length=1)


class Call(ContentModel):
    """Whom to call: a duty of the register, or a public number."""

    id: Identifier
    whom: Line
    what: Line
    duty: Duty | None = None
    number: Number | None = None
    basis: tuple[Basis, ...] = ()


class FirstHour(ContentModel):
    """The whole card. `clocks` are ids of the law table's own clocks."""

    kind: Literal["first-hour"]
    version: Annotated[int, Field(ge=1)] = 1
    title: Line
    lead: Line
    steps: tuple[FirstStep, ...] = Field(min_length=1, max_length=8)
    exception: FirstException
    after: Line
    never: tuple[NeverDo, ...] = Field(min_length=1, max_length=8)
    calls: tuple[Call, ...] = Field(min_length=1, max_length=10)
    clocks: tuple[Identifier, ...] = ()
    state_secret: Line

    def bases(self) -> tuple[str, ...]:
        """Every basis the card leans on, each once, in order of appearance."""
        leaning = [step.basis for step in self.steps]
        leaning += [self.exception.basis, *(item.basis for item in self.never)]
        leaning += [call.basis for call in self.calls]
        return tuple(dict.fromkeys(basis for bases in leaning for basis in bases))


def load_first_hour(folders: Sequence[Path], law: LawTable, sections: PlanSections) -> FirstHour:
    """The card of the last folder that holds one.

    Raises ContentError with file, line, field and hint: no card, a broken one, a basis or clock that
    nothing answers to, steps out of order, an id twice.
    """
    path = next((folder / FILE_NAME for folder in reversed(folders) if (folder / FILE_NAME).is_file()), None)
    if path is None:
        message = _("找不到第一小时处置卡。")
        raise content_error([ContentProblem(FILE_NAME, None, "", message)], _("请重新安装密盾。"))
    source = read_yaml(path)
    card = read_model(source, FirstHour)
    problems = (*_shape_problems(card, source), *_reference_problems(card, source, law, sections))
    if problems:
        raise content_error(problems)
    return card


def _shape_problems(card: FirstHour, source: YamlSource) -> Iterator[ContentProblem]:
    for index, step in enumerate(card.steps[1:], 1):
        if step.within < card.steps[index - 1].within:
            message = _("时限比上一步还早。")
            yield source.problem(("steps", index, "within"), message, _("请按先后排列。"))
    for name, ids in _ids(card).items():
        for index, one in enumerate(ids):
            if one in ids[:index]:
                yield source.problem((name, index), _("编号 {id} 写了两次。", id=one), _("请只留一个。"))


def _ids(card: FirstHour) -> dict[str, list[str]]:
    return {
        "steps": [step.id for step in card.steps],
        "never": [item.id for item in card.never],
        "calls": [call.id for call in card.calls],
    }


def _reference_problems(
    card: FirstHour, source: YamlSource, law: LawTable, sections: PlanSections
) -> Iterator[ContentProblem]:
    for place, bases in _basis_places(card):
        for basis in bases:
            try:
                find_ground(basis, law, sections)
            except RefusedError as error:
                yield source.problem((*place, "basis"), error.message, error.remedy)
    for index, clock in enumerate(card.clocks):
        if law.clock(clock) is None:
            message = _("法定时限一览里没有 {id}。", id=clock)
            yield source.problem(("clocks", index), message, _("请在 law.yaml 的 clocks 里补上。"))


def _basis_places(card: FirstHour) -> Iterator[tuple[YamlPath, tuple[str, ...]]]:
    for index, step in enumerate(card.steps):
        yield ("steps", index), step.basis
    yield ("exception",), card.exception.basis
    for index, item in enumerate(card.never):
        yield ("never", index), item.basis
    for index, call in enumerate(card.calls):
        yield ("calls", index), call.basis
