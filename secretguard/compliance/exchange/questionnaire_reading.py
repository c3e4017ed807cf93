"""A filled questionnaire read back: what it would change, shown before anything is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from secretguard.compliance.entries import Verdict
from secretguard.compliance.exchange.questionnaire import (
    KEY_ANSWER,
    KEY_ID,
    KEY_REMARK,
    KEY_STANDARD,
    VERDICTS,
)
from secretguard.compliance.state import AssessmentState
from secretguard.compliance.words import verdict_badge, verdict_word
from secretguard.content import quoted
from secretguard.errors import RefusedError, StorageError
from secretguard.i18n import _, deferred
from secretguard.register.exchange import (
    Cell,
    Formula,
    Place,
    Problem,
    RawSheet,
    SpreadsheetError,
    as_text,
    column_letters,
    exported,
    read_xlsx,
    told,
)

_LOOK_AT_ROWS: Final = 12
_LONGEST_REMARK: Final = 2_000
_SUFFIXES: Final = (".xlsx", ".xlsm")
_HEADINGS: Final[Mapping[str, str]] = {
    KEY_ID: deferred("编号"),
    KEY_ANSWER: deferred("回答"),
    KEY_REMARK: deferred("说明"),
}
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "met": (deferred("符合"), "1"),
    "partly": (deferred("部分符合"), "2"),
    "unmet": (deferred("不符合"), "3"),
    "na": (deferred("不适用"), "4"),
}
"""What each verdict is called in Chinese, whatever the language now, and its digit on the screens."""

Row = Mapping[int, Cell | Formula]


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer that the questionnaire would add or change."""

    requirement: str
    verdict: Verdict
    remark: str | None
    place: Place
    before: str | None
    """The verdict that stands now."""


@dataclass(frozen=True, slots=True)
class QuestionnairePreview:
    """What reading a questionnaire would do to the assessment as it stood at entry `seq`."""

    source: str
    seq: int
    answers: tuple[ReadAnswer, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.answers


def read_questionnaire(path: Path, state: AssessmentState) -> QuestionnairePreview:
    """What the filled questionnaire would change; nothing is recorded.

    Faults of single rows stand in the preview. Raises SpreadsheetError for a file that cannot be read or is
    no questionnaire, StorageError for one that is not there.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise SpreadsheetError(
            _("“{name}”不是能读的表格。", name=path.name),
            _("请另存为 .xlsx；旧的 .xls 或 .et 也在表格软件里另存为 .xlsx。"),
        )
    try:
        sheets = read_xlsx(path)
    except OSError as error:
        raise StorageError(
            _("“{name}”打不开：{reason}", name=path.name, reason=error.strerror or str(error)),
            _("请检查路径和权限；若在表格软件里开着，请先关掉。"),
            path=str(path),
        ) from error
    return preview_of(sheets, state, path.name)


def preview_of(sheets: tuple[RawSheet, ...], state: AssessmentState, source: str) -> QuestionnairePreview:
    """The same from sheets that were read already. Pure."""
    for sheet in sheets:
        heading = _heading(sheet)
        if heading is not None:
            return _Reading(sheet, heading, state).preview(source, _standard_of(sheets))
    raise SpreadsheetError(
        _("“{name}”里没有问卷：找不到“编号”和“回答”两列。", name=source),
        _("请用导出的问卷来填；表头和隐藏的第二行不要删。"),
    )


@dataclass(frozen=True, slots=True)
class _Heading:
    """Where the columns are: by key, their place; the rows up to `row` are heading."""

    places: Mapping[str, int]
    row: int


def _heading(sheet: RawSheet) -> _Heading | None:
    """By the hidden keys if they are still there, else by what the columns are called."""
    first = list(sheet.rows.items())[:_LOOK_AT_ROWS]
    named = {key: key for key in _HEADINGS}
    spoken = {word: key for key, source in _HEADINGS.items() for word in (source, _(source))}
    for words in (named, spoken):
        for number, row in first:
            places = {
                key: place
                for place, cell in reversed(list(row.items()))
                if isinstance(cell, str) and (key := words.get(cell.strip())) is not None
            }
            if {KEY_ID, KEY_ANSWER} <= places.keys():
                return _Heading(places, number)
    return None


def _standard_of(sheets: tuple[RawSheet, ...]) -> str | None:
    for sheet in sheets:
        for row in sheet.rows.values():
            if row.get(0) == KEY_STANDARD and isinstance(found := row.get(1), str):
                return found
    return None


class _Reading:
    """One sheet on its way to a preview."""

    def __init__(self, sheet: RawSheet, heading: _Heading, state: AssessmentState) -> None:
        self.sheet, self.heading, self.state = sheet, heading, state
        self.words = _verdict_words()
        self.problems: list[Problem] = []
        self.answers: dict[str, ReadAnswer] = {}
        self.rows_of: dict[str, int] = {}
        self.unchanged = self.remarks_alone = 0

    def preview(self, source: str, standard: str | None) -> QuestionnairePreview:
        if self.sheet.merged:
            self._complain(0, None, _("有合并的格子（{range}），请先拆开。", range=self.sheet.merged[0]))
        for number, row in self.sheet.rows.items():
            if number > self.heading.row:
                self._take(number, row)
        return QuestionnairePreview(
            source=source,
            seq=self.state.seq,
            answers=tuple(self.answers.values()),
            unchanged=self.unchanged,
            problems=told(self.problems),
            notes=tuple(self._notes(standard)),
        )

    def _notes(self, standard: str | None) -> Iterator[str]:
        here = self.state.story.standard if self.state.story else None
        if standard is not None and here is not None and standard != f"{here.id} {here.version}":
            yield _(
                "问卷出自 {there}，这次评估依据的是 {here}。",
                there=quoted(standard),
                here=f"{here.id} {here.version}",
            )
        if self.remarks_alone:
            yield _("有 {count} 行只写了说明，没有选回答，没有读入。", count=self.remarks_alone)
        missing = [item for item in self.state.requirements if item.id not in self.rows_of]
        if missing:
            yield _("问卷里没有的还有 {count} 项，不受影响。", count=len(missing))

    def _take(self, number: int, row: Row) -> None:
        wanted = self._text(number, row, KEY_ID)
        verdict_text = self._text(number, row, KEY_ANSWER)
        remark = self._text(number, row, KEY_REMARK)
        if wanted is None or verdict_text is None or remark is None:
            return  # a formula; said already
        if not wanted:
            if verdict_text:
                self._complain(number, KEY_ID, _("有回答，没有编号。"))
            return
        item = self.state.requirement(wanted)
        if item is None:
            self._complain(number, KEY_ID, _("这次评估里没有“{wanted}”这一项。", wanted=quoted(wanted)))
        elif item.id in self.rows_of:
            first = self.rows_of[item.id]
            self._complain(number, KEY_ID, _("{id} 在第 {row} 行已经有了。", id=item.id, row=first))
        else:
            self.rows_of[item.id] = number
            self._answered(number, item.id, verdict_text, remark)

    def _answered(self, number: int, requirement: str, verdict_text: str, remark: str) -> None:
        given = self.state.answers.get(requirement)
        before = given.given if given else None
        if verdict_text in ("", verdict_word(None)):
            self.remarks_alone += bool(remark)
            return
        verdict = self.words.get(verdict_text.casefold())
        if verdict is None:
            known = _("、").join(verdict_word(each) for each in VERDICTS)
            message = _("看不懂“{text}”。可以写：{words}。", text=quoted(verdict_text), words=known)
            self._complain(number, KEY_ANSWER, message)
        elif len(remark) > _LONGEST_REMARK:
            self._complain(number, KEY_REMARK, _("超过 {limit} 字。", limit=_LONGEST_REMARK))
        elif verdict == "na" and not (remark or (before and before.verdict == "na")):
            self._complain(number, KEY_REMARK, _("“不适用”要写明为什么。"))
        elif before and before.verdict == verdict and remark in ("", before.remark or ""):
            self.unchanged += 1
        else:
            place = self._place(number, KEY_ANSWER)
            was = before.verdict if before else None
            self.answers[requirement] = ReadAnswer(requirement, verdict, remark or None, place, was)

    def _text(self, number: int, row: Row, key: str) -> str | None:
        """A cell as text; None for a formula, which is a problem: it may show anything."""
        place = self.heading.places.get(key)
        cell = row.get(place) if place is not None else None
        if cell is None:
            return ""
        if isinstance(cell, Formula):
            self._complain(number, key, _("这里是公式，请改成文字。"))
            return None
        return exported(as_text(cell, is_day=False)).strip()

    def _complain(self, row: int, key: str | None, reason: str) -> None:
        self.problems.append(Problem(self._place(row, key), reason))

    def _place(self, row: int, key: str | None) -> Place:
        place = self.heading.places.get(key) if key is not None else None
        if place is None or key is None:
            return Place(self.sheet.title, row)
        return Place(self.sheet.title, row, column_letters(place), _(_HEADINGS[key]))


def _verdict_words() -> dict[str, Verdict]:
    found: dict[str, Verdict] = {}
    for name, (chinese, digit) in _WORDS.items():
        for word in (name, chinese, digit, verdict_word(name), verdict_badge(name)):
            found.setdefault(word.casefold(), cast("Verdict", name))
    return found


def refuse_unless_ready(preview: QuestionnairePreview, state: AssessmentState) -> None:
    """Raises RefusedError if the preview has problems, has nothing to do, or answers changed meanwhile."""
    if preview.problems:
        raise RefusedError(
            _("问卷里有 {count} 处问题，什么都没有读入。", count=len(preview.problems)),
            _("请按提示改好，再读一次。第一处：{problem}", problem=preview.problems[0]),
        )
    if state.seq != preview.seq:
        raise RefusedError(_("预览以后评估又有了改动，没有读入。"), _("请重新预览。"))
    if preview.is_empty:
        raise RefusedError(_("问卷与评估一致，没有要读入的。"))
