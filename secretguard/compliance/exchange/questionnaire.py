"""A questionnaire for a spreadsheet: to print, or to fill in and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from secretguard.compliance.exchange.results_sheets import level_word
from secretguard.compliance.exchange.sheets import Sheet, SheetColumn, Value, workbook_bytes
from secretguard.compliance.state import Answered, AssessmentState
from secretguard.compliance.words import verdict_word
from secretguard.content import Profile, Requirement, Standard
from secretguard.errors import RefusedError
from secretguard.i18n import _

KEY_ID: Final = "requirement.id"
KEY_ANSWER: Final = "answer"
KEY_REMARK: Final = "remark"
KEY_STANDARD: Final = "[standard]"
VERDICTS: Final = ("met", "partly", "unmet", "na")


def questionnaire_xlsx(state: AssessmentState, *, blank: bool = False) -> bytes:
    """The questionnaire of an assessment, with the answers given so far unless `blank`.

    Raises RefusedError for an assessment that has not begun.
    """
    if state.story is None:
        raise RefusedError(_("这次评估没有建完，里面还没有内容。"), _("请重新开始一次评估。"))
    given = {} if blank else state.answers
    return _workbook(state.story.standard, state.story.profile, state.requirements, given)


def blank_questionnaire_xlsx(standard: Standard, profile: Profile) -> bytes:
    """The questionnaire before any assessment was begun."""
    wanted = set(profile.ids())
    asked = tuple(item for item in standard.assessed() if item.id in wanted)
    return _workbook(standard, profile, asked, {})


def _workbook(
    standard: Standard, profile: Profile, asked: Iterable[Requirement], given: Mapping[str, Answered]
) -> bytes:
    areas = {area.id: area.title for area in standard.areas}
    rows = tuple(_row(item, areas.get(item.area, item.area), given.get(item.id)) for item in asked)
    return workbook_bytes((Sheet(_("问卷"), _columns(), rows, keyed=True), _explanation(standard, profile)))


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(KEY_ID, _("编号"), 16),
        SheetColumn("area", _("领域"), 18),
        SheetColumn("level", _("应／宜"), 8),
        SheetColumn("title", _("要求"), 26),
        SheetColumn("text", _("内容"), 50),
        SheetColumn("guidance", _("怎样做"), 44),
        SheetColumn("asks", _("看什么"), 36),
        SheetColumn(KEY_ANSWER, _("回答"), 12, tuple(verdict_word(each) for each in VERDICTS), True),
        SheetColumn(KEY_REMARK, _("说明"), 36, (), True),
    )


def _row(item: Requirement, area: str, answered: Answered | None) -> tuple[Value, ...]:
    title = item.title if item.number is None else f"{item.number} {item.title}"
    return (
        item.id,
        area,
        level_word(item),
        title,
        item.text if item.text != item.title else "",
        item.guidance,
        "\n".join(item.asks),
        verdict_word(answered.given.verdict) if answered else "",
        (answered.given.remark or "") if answered else "",
    )


def _explanation(standard: Standard, profile: Profile) -> Sheet:
    rows = (
        (_("怎样填"), _("只填“回答”和“说明”两列。“回答”从下拉列表里选；空着的以后再答。")),
        (_("不适用"), _("选“不适用”的，必须在“说明”里写原因：它不计入总分，会单独印出来。")),
        (_("读回来"), _("存盘以后用“读回问卷”：先看改了什么，确认以后才写进评估。不要改“编号”。")),
        (_("适用方案"), profile.title),
        (_("标准"), f"{standard.title} {standard.version}"),
        (KEY_STANDARD, f"{standard.id} {standard.version}"),
    )
    columns = (SheetColumn("what", "", 16), SheetColumn("how", "", 90))
    return Sheet(_("说明"), columns, rows, headed=False)
