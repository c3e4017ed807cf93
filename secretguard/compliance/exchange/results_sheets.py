"""An assessment's result as a workbook: the sum, every requirement, the gaps, the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from secretguard.compliance.exchange.sheets import Sheet, SheetColumn, Value, workbook_bytes
from secretguard.compliance.gaps import gaps_of_assessment
from secretguard.compliance.scoring import Tally, result_of
from secretguard.compliance.state import AssessmentState, Story
from secretguard.compliance.words import effort_word, side_word, verdict_word
from secretguard.content import Requirement
from secretguard.errors import RefusedError
from secretguard.i18n import _, _p
from secretguard.register import duty_words

_WIDE: Final = 60
_MIDDLE: Final = 28
_NARROW: Final = 10


def results_xlsx(state: AssessmentState) -> bytes:
    """The workbook. Raises RefusedError for an assessment that has not begun."""
    story = state.story
    if story is None:
        raise RefusedError(_("这次评估没有建完，里面还没有内容。"), _("请重新开始一次评估。"))
    return workbook_bytes(
        (
            _summary(state, story),
            _areas(state, story),
            _requirements(state, story),
            _gaps(state),
            _evidence(state),
        )
    )


def level_word(item: Requirement) -> str:
    """应 or 宜."""
    return _p("requirement level", "应") if item.level == "must" else _p("requirement level", "宜")


def _summary(state: AssessmentState, story: Story) -> Sheet:
    result = result_of(state)
    subject = state.opened.subject if state.opened else None
    rows: list[tuple[Value, Value]] = [
        (_("评估"), subject.title if subject else ""),
        (_("年度"), subject.year if subject else ""),
        (_("由谁评"), side_word(subject.side) if subject else ""),
        (_("适用方案"), story.profile.title),
        (_("标准"), f"{story.standard.title} {story.standard.version}"),
        (_("得分"), "" if result.total.percent is None else result.total.percent),
        (_("等级"), result.letter or ""),
        *((verdict_word(name), getattr(result.total, name)) for name in ("met", "partly", "unmet", "na")),
        (verdict_word(None), result.total.open),
        (_("未完全符合的基本项"), _("、").join(result.stops) or _("无")),
        (_("压低等级的项"), _("、").join(result.caps) or _("无")),
    ]
    if state.frozen is not None:
        rows.append((_("签字封存"), f"{state.frozen.by} {state.frozen.today.isoformat()}"))
    if not story.standard.own and story.standard.text_checked is None:
        rows.append((_("核对"), _("条文没有同正式文本核对过。")))
    columns = (SheetColumn("what", "", _MIDDLE), SheetColumn("value", "", _WIDE))
    return Sheet(_("汇总"), columns, tuple(rows), headed=False)


def _areas(state: AssessmentState, story: Story) -> Sheet:
    names = ("met", "partly", "unmet", "na")
    columns = (
        SheetColumn("area", _("领域"), _MIDDLE),
        SheetColumn("percent", _("得分"), _NARROW),
        *(SheetColumn(name, verdict_word(name), _NARROW) for name in names),
        SheetColumn("open", verdict_word(None), _NARROW),
    )

    def row(title: str, tally: Tally) -> tuple[Value, ...]:
        percent: Value = "" if tally.percent is None else tally.percent
        return (title, percent, *(getattr(tally, name) for name in names), tally.open)

    tallies = result_of(state).areas
    rows = [row(area.title, tallies[area.id]) for area in story.standard.areas if area.id in tallies]
    return Sheet(_("各领域"), columns, tuple(rows))


def _requirements(state: AssessmentState, story: Story) -> Sheet:
    titles = {area.id: area.title for area in story.standard.areas}
    columns = (
        SheetColumn("id", _("编号"), 14),
        SheetColumn("area", _("领域"), 20),
        SheetColumn("title", _("要求"), _MIDDLE),
        SheetColumn("text", _("内容"), _WIDE),
        SheetColumn("level", _("应／宜"), _NARROW),
        SheetColumn("weight", _("权重"), _NARROW),
        SheetColumn("verdict", _("回答"), _NARROW),
        SheetColumn("remark", _("说明"), _MIDDLE),
        SheetColumn("by", _("谁答的"), 12),
        SheetColumn("records", _("记录"), _MIDDLE),
        SheetColumn("owner", _("负责人"), 12),
        SheetColumn("due", _("限期"), 12),
    )
    return Sheet(_("逐项"), columns, tuple(_line(item, titles, state) for item in state.requirements))


def _line(item: Requirement, titles: dict[str, str], state: AssessmentState) -> tuple[Value, ...]:
    given = state.answers[item.id].given if item.id in state.answers else None
    auto = given.auto if given else None
    owner = state.owners.get(item.id)
    return (
        item.printed_number,
        titles.get(item.area, item.area),
        item.title,
        item.text,
        level_word(item),
        state.weight(item),
        verdict_word(given.verdict if given else None),
        (given.remark or "") if given else "",
        (given.by or "") if given else "",
        "\n".join((auto.why, *(shown.words for shown in auto.shown))) if auto else "",
        owner.name if owner else "",
        owner.due.isoformat() if owner and owner.due else "",
    )


def _gaps(state: AssessmentState) -> Sheet:
    duties = duty_words()
    columns = (
        SheetColumn("rank", _("次序"), _NARROW),
        SheetColumn("id", _("编号"), 14),
        SheetColumn("title", _("要求"), _MIDDLE),
        SheetColumn("verdict", _("回答"), _NARROW),
        SheetColumn("weight", _("权重"), _NARROW),
        SheetColumn("gain", _("可增加的分"), 12),
        SheetColumn("effort", _("要花"), _NARROW),
        SheetColumn("owner", _("归谁"), 16),
        SheetColumn("guidance", _("怎样做"), _WIDE),
    )
    rows = (
        (
            rank,
            gap.requirement.printed_number,
            gap.requirement.title,
            verdict_word(gap.verdict),
            gap.weight,
            gap.gain,
            effort_word(gap.effort),
            duties.get(gap.requirement.owner, "") if gap.requirement.owner else "",
            gap.requirement.guidance,
        )
        for rank, gap in enumerate(gaps_of_assessment(state), 1)
    )
    return Sheet(_("差距"), columns, tuple(rows))


def _evidence(state: AssessmentState) -> Sheet:
    columns = (
        SheetColumn("id", _("编号"), 14),
        SheetColumn("title", _("要求"), _MIDDLE),
        SheetColumn("what", _("凭据"), _WIDE),
        SheetColumn("place", _("在哪里"), _MIDDLE),
        SheetColumn("sha256", "SHA-256", _MIDDLE),
    )
    return Sheet(_("证据"), columns, tuple(_proofs(state)))


def _proofs(state: AssessmentState) -> Iterator[tuple[Value, ...]]:
    for item in state.requirements:
        head = (item.printed_number, item.title)
        for link in state.links.get(item.id, ()):
            evidence = link.evidence
            yield (*head, evidence.what, evidence.place or "", evidence.sha256 or "")
        given = state.answers.get(item.id)
        for shown in given.given.auto.shown if given and given.given.auto else ():
            yield (*head, shown.words, shown.place, "")
