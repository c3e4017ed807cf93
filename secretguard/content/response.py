"""What a response playbook says, as frozen models: `kind: response`, the tasks of a real incident.

Deadlines are minutes from discovery; `30m`, `6h`, `3d` and plain numbers are all read. Nothing here is
scored and nothing is secret: whoever answers an incident may read all of it.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from secretguard.content.playbook import Basis, ContentModel, Identifier, Line, Minutes, Prose

ResponseLevel = Literal["I", "II", "III", "IV"]
RESPONSE_LEVELS: Final[tuple[ResponseLevel, ...]] = ("I", "II", "III", "IV")
"""The gravest first."""

PhaseId = Literal["first-hour", "day-1", "day-3", "later"]
ResponseRole = Literal[
    "FINDER", "GM", "CO", "LEG", "IT", "HR", "RD", "PRD", "SAL", "PUR", "PR", "SEC", "ACC", "GUIDE"
]
"""The duties of the register, and FINDER: whoever saw it first."""

EvidenceKind = Literal["RAM", "ACC", "PHONE", "WEB", "PLANT", "LOG", "DISK", "CCTV", "WIT", "SAMPLE", "PAPER"]
Fact = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
FactTest = Annotated[str, StringConstraints(pattern=r"^(not )?[a-z][a-z_]{1,39}$")]

DUPLICATE: Final = "duplicate"
"""The task that every restricting task comes after: the forensic copy, the captured page, the saved log."""

STILL_FLOWING: Final = "still_flowing"
"""The fact that alone allows a cut before the duplicate (rule of order 4)."""


class Deadlines(ContentModel):
    """Minutes from discovery for each level; null: that level sets no limit, the task is offered."""

    first: Annotated[Minutes | None, Field(alias="I")]
    second: Annotated[Minutes | None, Field(alias="II")]
    third: Annotated[Minutes | None, Field(alias="III")]
    fourth: Annotated[Minutes | None, Field(alias="IV")]

    def at(self, level: ResponseLevel) -> int | None:
        """Minutes from discovery at this level, or None."""
        return {"I": self.first, "II": self.second, "III": self.third, "IV": self.fourth}[level]


class ResponseCall(ContentModel):
    """When to take this playbook: a line to read, and words that the answer to 出了什么事 may hold."""

    says: Line
    words: tuple[Annotated[str, StringConstraints(min_length=2, max_length=20)], ...] = ()


class ResponsePhase(ContentModel):
    """A stretch of the response. `until`: minutes from discovery; null: no end set."""

    id: PhaseId
    title: Line
    until: Minutes | None


class ResponseQuestion(ContentModel):
    """A fact that decides whether tasks apply. Its id is what `only_if` names.

    A `contract-notice` is answered with whom to tell and within how many hours; naming one counts as yes.
    """

    id: Fact
    ask: Line
    help: Line | None = None
    kind: Literal["yes-no", "contract-notice"] = "yes-no"
    only_if: tuple[FactTest, ...] = ()


class ResponseTask(ContentModel):
    """One thing to do, by whom and by when.

    `after`: tasks that must be done first. `restricts`: it confronts, disables, deletes, takes down or warns,
    so it comes after the duplicate; `cut` is the one exception, and asks for the minute and the reason.
    `plan_step`: the row of the plan's response table (`plan-form.yaml`) whose promise this task keeps.
    `clock`: the legal clock of the law table that it fulfils.
    """

    id: Identifier
    phase: PhaseId
    title: Annotated[Line, Field(max_length=40)]
    how: Prose
    role: ResponseRole
    within: Deadlines
    basis: tuple[Basis, ...] = Field(min_length=1)
    why_now: Line
    record: Line
    after: tuple[Identifier, ...] = ()
    preserves: tuple[EvidenceKind, ...] = ()
    only_if: tuple[FactTest, ...] = ()
    restricts: bool = False
    cut: bool = False
    clock: Identifier | None = None
    plan_step: Identifier | None = None


class ResponseEnd(ContentModel):
    """A criterion that must be met, or answered for, before the incident is closed."""

    id: Identifier
    title: Line
    only_if: tuple[FactTest, ...] = ()


class ResponsePlaybook(ContentModel):
    """A whole response. Names and order are checked on loading, the rest by `response_problems`."""

    kind: Literal["response"]
    id: Annotated[str, StringConstraints(pattern=r"^response-[a-z0-9-]{1,54}$")]
    version: Annotated[int, Field(ge=1)]
    title: Line
    title_en: Line
    summary: Prose
    banner: Line = Field(description="one line that stands above the tasks the whole time")
    when: ResponseCall
    questions: tuple[ResponseQuestion, ...] = ()
    phases: tuple[ResponsePhase, ...] = Field(min_length=1)
    tasks: tuple[ResponseTask, ...] = Field(min_length=1)
    ends: tuple[ResponseEnd, ...] = Field(min_length=1)

    def task(self, task_id: str) -> ResponseTask | None:
        """The task of that id, if there is one."""
        return next((task for task in self.tasks if task.id == task_id), None)

    def question(self, fact: str) -> ResponseQuestion | None:
        """The question that settles this fact, if there is one."""
        return next((question for question in self.questions if question.id == fact), None)
