"""What a guide does with a crosswalk: a skeleton to fill in, a check with lines, the clause numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from secretguard.content.crosswalk import Crosswalk
from secretguard.content.plan_problems import nearest
from secretguard.content.problems import ContentProblem, quoted
from secretguard.content.profile import Choice, Profile
from secretguard.content.standard import Standard
from secretguard.content.standard_shelf import LoadedCrosswalk, StandardShelf
from secretguard.content.text_check import TextCheck
from secretguard.content.yaml_source import YamlPath
from secretguard.i18n import _


@dataclass(frozen=True, slots=True)
class ClauseNumbers:
    """The clause numbers that may be printed, by requirement id, and who checked them. Both empty: none."""

    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    check: TextCheck | None = None


def printed_clauses(profile: Profile, shelf: StandardShelf) -> ClauseNumbers:
    """The clause numbers of the text behind a profile, as far as somebody compared it. Pure.

    From the profile's own `text_checked`, else from the newest crosswalk that was checked; never otherwise.
    """
    if profile.text_checked is not None:
        own = {one.id: (one.clause,) for one in profile.requirements if one.clause is not None}
        return ClauseNumbers(own, profile.text_checked)
    walks = shelf.crosswalks_between(profile.id, profile.standard)
    checked = [(walk.crosswalk, check) for walk in walks if (check := walk.crosswalk.checked) is not None]
    if not checked:
        return ClauseNumbers()
    walk, newest = max(checked, key=lambda pair: pair[1].when)
    numbers: dict[str, tuple[str, ...]] = {}
    for requirement_id in profile.ids():
        clauses = tuple(clause for row in walk.sources_of(requirement_id) for clause in row.source)
        if clauses:
            numbers[requirement_id] = tuple(dict.fromkeys(clauses))
    return ClauseNumbers(numbers, newest)


def whole_profile(standard: Standard) -> Profile:
    """A profile that takes everything, for a standard that comes without one. Its id is the standard's."""
    return Profile(
        kind="profile",
        id=standard.id,
        version=standard.version,
        standard=standard.id,
        title=standard.title,
        title_en=standard.title_en,
        why=_("整部标准，逐项评估。"),
        issuer=None if standard.own else standard.issuer,
        number=standard.number,
        published=standard.published,
        text_checked=standard.text_checked,
        requirements=tuple(Choice(id=one.id) for one in standard.assessed()),
    )


def new_crosswalk(profile: Profile, standard: Standard, today: date) -> str:
    """A skeleton for a guide who holds the text behind a profile: a row for every requirement. Pure."""
    titles = {one.id: one.title for one in standard.requirements}
    head = [
        _("# 条号对照表：{title}。由持有正式文本的人填写。", title=profile.title),
        _("# source 填条号，如 {example}；没有对应的条款写 relation: not。", example='["6.2", "6.3"]'),
        _("# relation：equal 相同，subset 条款较窄，superset 条款较宽，intersects 部分相同，not 不对应。"),
        _("# 填完把 checked 的“no”改成：{example}", example=_check_example(today)),
        _("# 没有核对人、日期和所据文本，报告不印条号。"),
    ]
    body = [
        "kind: crosswalk",
        f"id: crosswalk-{profile.id}",
        f"source: {profile.id}",
        f"target: {standard.id}",
        "checked: no",
        "rows:",
    ]
    for requirement_id in profile.ids():
        row = f'  - {{source: [], target: ["{requirement_id}"], relation: equal}}'
        body.append(f"{row}  # {titles.get(requirement_id, '')}".rstrip("# "))
    return "\n".join([*head, *body]) + "\n"


def crosswalk_progress(crosswalk: Crosswalk) -> tuple[int, int]:
    """How many rows somebody has looked at, and how many there are."""
    return sum(row.done for row in crosswalk.rows), len(crosswalk.rows)


def crosswalk_problems(loaded: LoadedCrosswalk, shelf: StandardShelf) -> tuple[ContentProblem, ...]:
    """What is wrong in a crosswalk, with its line; rows that are still empty are no fault. Pure.

    A side that is not on the shelf is one problem, not one for each of its ids.
    """
    return (
        *_sides(loaded, shelf),
        *_ids(loaded, shelf),
        *_twice(loaded),
        *_unsigned(loaded, shelf),
    )


def _check_example(today: date) -> str:
    return _("{{by: 姓名, when: {day}, copy: 所据文本}}", day=today.isoformat())


def _sides(loaded: LoadedCrosswalk, shelf: StandardShelf) -> Iterator[ContentProblem]:
    known = [one.standard.id for one in shelf.standards] + [one.profile.id for one in shelf.profiles]
    walk = loaded.crosswalk
    for name, one in (("source", walk.source), ("target", walk.target)):
        if one not in known:
            message = _("{name} 不在手边，这一侧的编号没有核对。", name=quoted(one, 80))
            yield loaded.source.problem((name,), message, nearest(one, known))


def _ids(loaded: LoadedCrosswalk, shelf: StandardShelf) -> Iterator[ContentProblem]:
    walk = loaded.crosswalk
    sides: tuple[tuple[str, Standard | None], ...] = (
        ("source", shelf.standard(walk.source)),
        ("target", shelf.standard(walk.target)),
    )
    for name, standard in sides:
        known = None if standard is None else standard.by_id()
        for index, row in enumerate(walk.rows):
            for number, one in enumerate(row.source if name == "source" else row.target):
                if known is not None and one not in known:
                    message = _(
                        "{standard} 里没有 {name}。", standard=_side(walk, name), name=quoted(one, 80)
                    )
                    place: YamlPath = ("rows", index, name, number)
                    yield loaded.source.problem(place, message, nearest(one, known))


def _side(walk: Crosswalk, side: str) -> str:

    return walk.source if side == "source" else walk.target


def _twice(loaded: LoadedCrosswalk) -> Iterator[ContentProblem]:
    first: dict[tuple[str, str], int] = {}
    for index, row in enumerate(loaded.crosswalk.rows):
        for pair in ((left, right) for left in row.source for right in row.target):
            if pair in first:
                message = _(
                    "{left} 和 {right} 前面已经对过（第 {row} 行对照）。",
                    left=quoted(pair[0]),
                    right=quoted(pair[1]),
                    row=first[pair] + 1,
                )
                yield loaded.source.problem(("rows", index), message, _("请只留一处。"))
            first.setdefault(pair, index)


def _unsigned(loaded: LoadedCrosswalk, shelf: StandardShelf) -> Iterator[ContentProblem]:
    walk = loaded.crosswalk
    numbered = shelf.profile(walk.source) is not None and any(row.source for row in walk.rows)
    if numbered and walk.checked is None:
        message = _("填了条号，还没有写谁核对的，报告不会印。")
        hint = _("请把 checked 写成 {example}。", example=_("{{by: 姓名, when: 日期, copy: 所据文本}}"))
        yield loaded.source.problem(("checked",), message, hint)
