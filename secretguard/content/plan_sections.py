"""The sections of the emergency plan, by number: `standards/plan-sections.yaml`, `kind: plan-sections`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from secretguard.content.playbook import ContentModel, Line
from secretguard.content.problems import ContentProblem, content_error
from secretguard.content.reading import read_model
from secretguard.content.yaml_source import read_yaml
from secretguard.i18n import _

FILE_NAME: Final = "plan-sections.yaml"

SectionNumber = Annotated[str, StringConstraints(pattern=r"^([0-9]{1,2}(\.[0-9]{1,2}){0,3}|[A-Z])$")]


class PlanSection(ContentModel):
    """A section (`5.3`) or an annex (`D`)."""

    number: SectionNumber
    title: Line


class PlanSections(ContentModel):
    """All sections of the plan's outline, in order."""

    kind: Literal["plan-sections"]
    version: Annotated[int, Field(ge=1)] = 1
    title: Line
    sections: tuple[PlanSection, ...] = Field(min_length=1)

    def find(self, number: str) -> PlanSection | None:
        """The section of that number, if the outline has it."""
        return next((section for section in self.sections if section.number == number), None)


def load_plan_sections(folders: Sequence[Path]) -> PlanSections:
    """The outline of the last folder that holds one. Raises ContentError (missing, broken, number twice)."""
    path = next((folder / FILE_NAME for folder in reversed(folders) if (folder / FILE_NAME).is_file()), None)
    if path is None:
        message = _("找不到应急预案的节号表。")
        raise content_error([ContentProblem(FILE_NAME, None, "", message)], _("请重新安装密盾。"))
    source = read_yaml(path)
    outline = read_model(source, PlanSections)
    seen: set[str] = set()
    for index, section in enumerate(outline.sections):
        if section.number in seen:
            message = _("节号 {number} 写了两次。", number=section.number)
            raise content_error([source.problem(("sections", index), message, _("请只留一个。"))])
        seen.add(section.number)
    return outline
