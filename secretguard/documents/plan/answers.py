"""The answers as a template meets them: `a['head']` prints itself, with its promise mark or as an open item.

What no sentence of a section has printed yet is given by `a.rest('5.3')`, so that an answer is never lost,
whatever an enterprise's own form asks beyond ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pydantic import JsonValue

from secretguard.documents.plan.model import DECIDED, PlanAnswer, PlanPaper
from secretguard.documents.plan.wording import (
    TABLE_KIND,
    YES_NO_KIND,
    Reached,
    day,
    every_reached,
    lines_of,
    words_of,
)
from secretguard.i18n import _

NOBODY = Reached("")


class Cells(dict[str, str]):
    """A table row in words; a column that the form lacks is empty."""

    def __missing__(self, column: str) -> str:
        return ""


class Said:
    """One answer in words. `known`: the enterprise has decided it; `yes`: it has decided yes."""

    def __init__(self, answer: PlanAnswer, paper: PlanPaper, marks: dict[str, str], number: int) -> None:
        self._answer, self._paper, self._marks, self._number = answer, paper, marks, number

    @cached_property
    def text(self) -> str:
        """The answer alone, without a mark; empty where there is none."""
        answer = self._answer
        return words_of(answer.kind, answer.value, self._paper, answer.options, answer.unit)

    @property
    def known(self) -> bool:
        """Whether there is an answer that the enterprise stands by."""
        return self._answer.status in DECIDED and bool(self.text)

    @property
    def open(self) -> bool:
        """Whether it was answered with “不知道”."""
        return self._answer.status == "unknown"

    @property
    def shown(self) -> bool:
        """Whether there is anything to print: an answer, an open item, or, in a draft, what waits for one."""
        waits = self._answer.status == "proposed" and not self._paper.version.issued
        return self.known or self.open or waits or self._answer.required

    @property
    def yes(self) -> bool:
        """Whether a yes-or-no question was decided with yes."""
        return self.known and self._answer.kind == YES_NO_KIND and self._answer.value is True

    @property
    def no(self) -> bool:
        """Whether a yes-or-no question was decided with no."""
        return self.known and self._answer.kind == YES_NO_KIND and self._answer.value is False

    @property
    def label(self) -> str:
        """What the form calls it."""
        return self._answer.label

    @property
    def mark(self) -> str:
        """`‡3` where the answer is a promise."""
        return self._marks.get(self._answer.field, "")

    @property
    def people(self) -> list[Reached]:
        """The people that the answer names."""
        return every_reached(self._answer.kind, self._answer.value, self._paper) if self.known else []

    @property
    def who(self) -> Reached:
        """The first person that the answer names; an empty one where it names nobody."""
        return next(iter(self.people), NOBODY)

    @property
    def lines(self) -> list[str]:
        """A list's entries; an answer that is no list as its one line; none where there is none."""
        answer = self._answer
        return lines_of(answer.kind, answer.value, self._paper, answer.options) if self.known else []

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of the options chosen."""
        value = self._answer.value if self.known else None
        picked = value if isinstance(value, list) else [value]
        return frozenset(item for item in picked if isinstance(item, str))

    @property
    def columns(self) -> list[dict[str, str]]:
        """A table's columns: id and label."""
        return [{"id": column.id, "label": column.label} for column in self._answer.columns]

    @property
    def row_label(self) -> str:
        """The column that names a table's row."""
        return self._answer.row_label

    @property
    def rows(self) -> list[Cells]:
        """A table's rows in words by column id; a promise carries its mark in the cell."""
        return [self._row(row) for row in self.raw_rows]

    @property
    def raw_rows(self) -> list[dict[str, JsonValue]]:
        """A table's rows as they are stored, in the order of `rows`; a draft shows half-filled ones too."""
        value, draft = self._answer.value, not self._paper.version.issued
        if self._answer.kind != TABLE_KIND or not (self.known or draft) or not isinstance(value, list):
            return []
        return [row for row in value if isinstance(row, dict)]

    def cell_mark(self, row: str, column: str) -> str:
        """`‡3` where a table's cell is a promise."""
        return self._marks.get(f"{self._answer.field}.{row}.{column}", "")

    @property
    def sentence(self) -> str:
        """The answer as a sentence of its own."""
        return str(self) + _("。")

    def __str__(self) -> str:
        answer = self._answer
        if answer.status == "unknown":
            return self._open_item()
        issued = self._paper.version.issued
        # The sentence around it brings its own full stop.
        words = self.text.removesuffix("。")
        if words and answer.status in DECIDED:
            return words + self.mark
        if words and answer.status == "proposed" and not issued:
            return _("{text}〔建议，待确认〕", text=words)
        if answer.label and not issued:
            return _("〔尚未填写：{label}〕", label=answer.label)
        return _("〔未作规定〕")

    def _open_item(self) -> str:
        owner, due = self._answer.owner, day(self._answer.due)
        if owner and due:
            return _("〔待补 {number}：由{owner}在{due}前补上〕", number=self._number, owner=owner, due=due)
        return _("〔待补 {number}：责任人和日期未定〕", number=self._number)

    def _row(self, row: dict[str, JsonValue]) -> Cells:
        cells = Cells()
        for column in self._answer.columns:
            words = words_of(column.kind, row.get(column.id), self._paper, column.options)
            mark = self.cell_mark(str(row.get("id", "")), column.id)
            cells[column.id] = words + mark if words else ""
        return cells


class Answers:
    """All answers by field id; remembers which have been printed."""

    def __init__(self, paper: PlanPaper) -> None:
        marks = promise_marks(paper)
        numbers = {answer.field: number for number, answer in enumerate(open_answers(paper), 1)}
        self._said = {
            answer.field: Said(answer, paper, marks, numbers.get(answer.field, 0)) for answer in paper.answers
        }
        self._sections = {answer.field: answer.section for answer in paper.answers}
        self._printed: set[str] = set()
        self._paper = paper

    def __getitem__(self, field: str) -> Said:
        self._printed.add(field)
        return self.look(field)

    def look(self, field: str) -> Said:
        """An answer, without counting it as printed."""
        return self._said.get(field) or Said(_not_asked(field), self._paper, {}, 0)

    def printed(self, field: str) -> None:
        """Say that an answer stands on the paper already."""
        self._printed.add(field)

    def rest(self, section: str) -> list[Said]:
        """What a section's sentences have not printed, but for tables."""
        return [said for said in self._left(section) if not said.columns]

    def rest_tables(self, section: str) -> list[Said]:
        """The tables that a section has not printed."""
        return [said for said in self._left(section) if said.columns]

    def _left(self, section: str) -> Iterator[Said]:
        for field, said in self._said.items():
            if self._sections[field] == section and field not in self._printed and said.shown:
                yield said


def open_answers(paper: PlanPaper) -> list[PlanAnswer]:
    """The answers of “不知道”, in the order of the form; their place is their number."""
    return [answer for answer in paper.answers if answer.status == "unknown"]


def promise_marks(paper: PlanPaper) -> dict[str, str]:
    """`‡n` by promise id."""
    return {promise.id: f"‡{promise.number}" for promise in paper.promises}


def _not_asked(field: str) -> PlanAnswer:
    """Stands for a field that this enterprise's form does not have."""
    return PlanAnswer(field=field, section="", label="")
