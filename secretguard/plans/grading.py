"""The severity table (事件分级): the gravest criterion met decides. Pure; the table is tested by machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import Final, Literal

from secretguard.content import FormField
from secretguard.i18n import _
from secretguard.plans.typed.showing import show_number
from secretguard.plans.typed.tables import ROW_ID
from secretguard.plans.values import default_rows, number_of, rows_of, text_of
from secretguard.vault import Json

Level = Literal["I", "II", "III", "IV"]
LEVELS: Final[tuple[Level, ...]] = ("I", "II", "III", "IV")
CASES: Final = 200
SEED: Final = 20_260_601
_LARGEST_LOSS: Final = 10**10


@dataclass(frozen=True, slots=True)
class Situation:
    """One line of the table: what happened, by which criterion, and which level that is."""

    id: str
    criterion: str
    text: str
    level: Level | None


@dataclass(frozen=True, slots=True)
class SeverityTable:
    """The whole table. `asked` are the situations that may happen; a level's threshold is the least loss.

    `yuan` and `percent` (of yearly sales) hold levels Ⅰ to Ⅲ; below the last it is Ⅳ.
    """

    situations: tuple[Situation, ...]
    asked: tuple[Situation, ...]
    criteria: Mapping[str, str]
    yuan: Mapping[Level, int]
    percent: Mapping[Level, int]


@dataclass(frozen=True, slots=True)
class SeverityCase:
    """What is known of an incident: the situations met (ids), the loss at stake, whether one is unsure."""

    situations: tuple[str, ...] = ()
    loss_yuan: int | None = None
    loss_percent: int | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """The level and the criteria that decided it, in words."""

    level: Level
    reasons: tuple[str, ...]


def severity_table(grading: FormField, grading_value: Json, losses_value: Json) -> SeverityTable:
    """The table of two answers: situations with levels, and thresholds by level."""
    own = tuple(_situation(row) for row in rows_of(grading_value))
    ids = {situation.id for situation in own}
    dropped = tuple(s for s in (_situation(row) for row in default_rows(grading)) if s.id not in ids)
    criterion = grading.column("criterion")
    labels = {option.id: option.label for option in criterion.options} if criterion else {}
    return SeverityTable(
        situations=own,
        asked=(*own, *(replace(situation, level=None) for situation in dropped)),
        criteria=labels,
        yuan=_thresholds(losses_value, "yuan"),
        percent=_thresholds(losses_value, "percent"),
    )


def grade(table: SeverityTable, case: SeverityCase) -> Grade:
    """The level of a case: the gravest that anything met gives; one level up while unsure; else Ⅳ."""
    found: list[tuple[Level, str]] = [
        (situation.level, situation.text)
        for situation in table.situations
        if situation.id in case.situations and situation.level is not None
    ]
    for kind, loss, limits in _losses(table, case):
        for level in _bands(loss, limits):
            if level != "IV":
                text = _("损失达到{limit}", limit=show_number(kind, limits[level]))
                found.append((level, text))
    gravest: Level = min((level for level, _reason in found), key=LEVELS.index, default="IV")
    reasons = tuple(reason for level, reason in found if level == gravest)
    if case.unsure and gravest != "I":
        return Grade(LEVELS[LEVELS.index(gravest) - 1], (*reasons, _("拿不准，先高一级")))
    return Grade(gravest, reasons or (_("没有碰到任何一条"),))


def fault(table: SeverityTable, rng: Random) -> str | None:
    """The first of 200 random cases that does not get exactly one level, in words; None if all do."""
    return next(filter(None, (_case_fault(table, rng) for _case in range(CASES))), None)


def level_name(level: Level) -> str:
    """Ⅰ级…Ⅳ级."""
    return _("{level}级", level={"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ"}[level])


def _case_fault(table: SeverityTable, rng: Random) -> str | None:
    by_criterion: dict[str, list[Situation]] = {}
    for situation in table.asked:
        by_criterion.setdefault(situation.criterion, []).append(situation)
    for criterion, situations in by_criterion.items():
        met = rng.choice(situations)
        same = [other for other in situations if _plain(other.text) == _plain(met.text)]
        levels = sorted({other.level for other in same if other.level}, key=LEVELS.index)
        name = table.criteria.get(criterion, criterion)
        if not levels:
            return _("出了“{text}”，按“{criterion}”没有级别。", text=met.text, criterion=name)
        if len(levels) > 1:
            listed = _("和").join(level_name(level) for level in levels)
            return _(
                "出了“{text}”，按“{criterion}”既是{levels}。", text=met.text, criterion=name, levels=listed
            )
    return _loss_fault("yuan", table.yuan, rng) or (
        _loss_fault("percent", table.percent, rng) if table.percent else None
    )


def _loss_fault(kind: str, limits: Mapping[Level, int], rng: Random) -> str | None:
    if kind == "yuan":
        absent = next((level for level in LEVELS[:3] if level not in limits), None)
        if absent is not None:
            return _("{level}没有写损失达到多少元。", level=level_name(absent))
    edges = [limit + step for limit in limits.values() for step in (-1, 0, 1)]
    loss = rng.choice([*edges, rng.randrange(_LARGEST_LOSS if kind == "yuan" else 100)])
    loss = max(0, loss)
    shared = tuple(level for level, limit in limits.items() if limit == loss)
    levels = shared if len(shared) > 1 else tuple(_bands(loss, limits))
    if len(levels) == 1:
        return None
    shown = show_number(kind, loss)
    listed = _("和").join(level_name(level) for level in levels)
    return _("损失{loss}，既是{levels}：门槛要一级比一级低。", loss=shown, levels=listed)


def _bands(loss: int, limits: Mapping[Level, int]) -> Iterator[Level]:
    """Every level whose band (from its own threshold up to the next graver one's) holds the loss."""
    given: list[Level] = [level for level in LEVELS[:3] if level in limits]
    if not given or loss >= limits[given[0]]:
        yield given[0] if given else "IV"
    for graver, level in pairwise((*given, "IV")):
        if limits.get(level, 0) <= loss < limits[graver]:
            yield level


def _losses(table: SeverityTable, case: SeverityCase) -> Iterator[tuple[str, int, Mapping[Level, int]]]:
    if case.loss_yuan is not None and table.yuan:
        yield "yuan", case.loss_yuan, table.yuan
    if case.loss_percent is not None and table.percent:
        yield "percent", case.loss_percent, table.percent


def _situation(row: Mapping[str, Json]) -> Situation:
    level = text_of(row.get("level"))
    known = next((one for one in LEVELS if one == level), None)
    return Situation(
        text_of(row.get(ROW_ID)), text_of(row.get("criterion")), text_of(row.get("situation")), known
    )


def _thresholds(value: Json, column: str) -> dict[Level, int]:
    rows = {text_of(row.get(ROW_ID)): number_of(row.get(column)) for row in rows_of(value)}
    found: dict[Level, int] = {}
    for level in LEVELS[:3]:
        number = rows.get(level)
        if number is not None:
            found[level] = number
    return found


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
