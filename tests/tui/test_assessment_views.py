"""What the screens of an assessment draw, from states made in a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from secretguard.compliance import (
    AssessmentLine,
    AssessmentState,
    AutoAnswer,
    KindCover,
    SecretCover,
    Shown,
    answers_by_kind,
    fold,
    gaps_of_assessment,
    law_view,
    result_of,
    verdict_badge,
    what_if,
)
from secretguard.compliance.entries import (
    AnswerSet,
    AssessmentFrozen,
    AssessmentOpened,
    Carried,
    EvidenceLinked,
    OwnerSet,
    Subject,
)
from secretguard.content import ContentProblem, Profile, Standard, content_error, whole_profile
from secretguard.entries import EntryModel, unrecorded
from secretguard.i18n import current_language, set_language
from secretguard.register import MEASURE_KINDS, RegisterState
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.assessment_table import AssessmentTableScreen
from secretguard.tui.views.assessment_compare_view import differences_title
from secretguard.tui.views.assessment_list_view import assessment_rows, home_rows, trend_words
from secretguard.tui.views.assessment_new_view import CarryFrom, NewDraft, draft_line
from secretguard.tui.views.assessment_requirement_view import (
    Told,
    belongings_rows,
    full_text,
    record_rows,
    short_text,
)
from secretguard.tui.views.assessment_result_view import gap_text, score_text, side_text
from secretguard.tui.views.assessment_standards_view import refused_text
from secretguard.tui.views.assessment_table_view import TableLook, head_words, line_text, table_view

DAY = date(2026, 11, 24)
STANDARD = Standard.model_validate(
    {
        "kind": "standard", "id": "small", "version": "1", "title": "小目录", "issuer": "示例公司",
        "evidence_kinds": [{"id": "form", "title": "审批单"}],
        "auto_rules": [
            {"id": "head_named", "reads": ["people", "tenants"], "decides": "verdict", "rule": "有人"}
        ],
        "areas": [{"id": "A", "title": "组织"}, {"id": "B", "title": "门禁"}],
        "requirements": [
            {
                "id": "A-1", "area": "A", "title": "负责人", "weight": 3, "effort": 1, "owner": "GM",
                "auto": "head_named",
            },
            {
                "id": "A-2", "area": "A", "title": "制度", "stop": True, "stop_why": "没有就落空",
                "asks": ["看原件"],
            },
            {"id": "B-1", "area": "B", "title": "大门", "level": "should", "evidence_kinds": ["form"]},
        ],
    }
)  # fmt: skip
PROFILE = whole_profile(STANDARD).model_copy(update={"issuer": None})
UNMET = AutoAnswer(
    rule="head_named", decides="verdict", found="unmet", why="没有负责人", on=DAY,
    shown=(Shown(place="register:person:P1", words="示例甲"),),
)  # fmt: skip


def state_of(*entries: EntryModel, profile: Profile = PROFILE) -> AssessmentState:
    subject = Subject(
        standard="small", version="1", profile=profile.id, year=2026, side="self", title="小评估"
    )
    opened = AssessmentOpened(
        subject=subject, standard=STANDARD.model_dump(mode="json"), profile=profile.model_dump(mode="json")
    )
    return fold(unrecorded([opened, *entries]))


def answer(requirement: str, verdict: Any, **more: Any) -> AnswerSet:
    return AnswerSet(requirement=requirement, verdict=verdict, **more)


def told(auto: AutoAnswer | None = None, **more: Any) -> Told:
    return Told(auto, True, more.get("clauses", ()), more.get("checked", False), lambda basis: basis)


def line_of(key: str, **more: Any) -> AssessmentLine:
    line = AssessmentLine(
        id=key, title="小评估", enterprise="e", standard="small", profile="small", side="self", year=2026,
        status="frozen", answered=3, all=3, percent=71.5, letter="C", on="2026-11-24",
    )  # fmt: skip
    return replace(line, **more)


def test_the_table_goes_by_areas_and_each_line_says_who_answered() -> None:
    carried = Carried(journal="ab", requirements=("B-1",), relation="equal", verdict="met")
    state = state_of(answer("A-2", "na", remark="没有"), answer("B-1", "met", carried=carried))
    autos = {"A-1": UNMET}
    view = table_view(state, autos, TableLook())
    assert view.keys == (-1, 0, 1, -2, 2)
    drawn = [line_text(one, state, autos, view, 30).plain for one in view.lines]
    assert drawn[0].startswith("A 组织　1/2 ─")
    assert (
        "待 自缺 A-1 负责人" in drawn[1] and "免 人　 A-2 制度 基" in drawn[2] and "合 沿　 B-1" in drawn[4]
    )
    assert head_words(view).startswith("3 项　自动 1　待您答 1　")
    assert head_words(table_view(state_of(), {}, TableLook())) == "3 项　自动 0　待您答 3"


def test_only_what_is_open_and_what_is_typed_is_shown() -> None:
    state = state_of(answer("A-1", "met", remark="看过任命书"), answer("A-2", "met"))
    assert table_view(state, {}, TableLook(open_only=True)).keys == (-2, 2)
    carried = Carried(journal="j", requirements=("A-1",), relation="equal", verdict="met")
    over = state_of(answer("A-1", "met", carried=carried), answer("A-2", "met"), answer("B-1", "met"))
    assert table_view(over, {}, TableLook(open_only=True)).keys == (-1, 0), "carried is not looked at"
    assert "1 项是沿用以前评估的回答" in score_text(over, result_of(over)).plain
    assert "沿用" not in score_text(state, result_of(state)).plain
    assert table_view(state, {}, TableLook(words="任命书")).keys == (-1, 0)
    assert table_view(state, {}, TableLook(words="门 大")).keys == (-2, 2)
    assert not table_view(state, {}, TableLook(words="没有")).lines


def test_a_requirement_shows_both_answers_and_no_clause_that_nobody_checked() -> None:
    state = state_of(answer("A-1", "met", auto=UNMET, overrules="昨天任命", remark="昨天任命"))
    item = state.requirements[0]
    words = short_text(item, state, told(UNMET)).plain
    assert "人判断" in words and "当时记录说「不符合」：没有负责人" in words and "改判理由　昨天任命" in words
    assert "惯例（不是法定）" in words and "条款号" not in words
    whole = full_text(item, state, told(UNMET)).plain
    assert "应，权重 3" in whole and "总评不高于 C" in whole and "牵头 负责人" in whole
    foreign = PROFILE.model_copy(update={"issuer": "示例局"})
    state = state_of(profile=foreign)
    assert "条款号　未核对" in short_text(item, state, told(clauses=("5.1",))).plain
    assert "条款号　5.1" in short_text(item, state, told(clauses=("5.1",), checked=True)).plain


def test_records_lead_to_their_place_or_to_the_room_where_they_are_missing() -> None:
    state = state_of(
        OwnerSet(requirement="A-1", owner="示例丙", due=DAY),
        EvidenceLinked(requirement="A-1", sort="outside", what="公告栏"),
    )
    item = state.requirements[0]
    (row,) = record_rows(item, told(UNMET), ("people",))
    assert (
        row.id.split(":", 2)[2] == "register:person:P1" and row.aside is not None and "P1" in row.aside.plain
    )
    empty = UNMET.model_copy(update={"shown": ()})
    (row,) = record_rows(item, told(empty), ("people", "tenants"))
    assert row.id.split(":", 2)[2] == "register:person:" and "还没有" in row.words
    assert record_rows(state.requirements[1], told(), ()) == ()
    assert [row.words for row in belongings_rows(item, state)] == ["示例丙　2026-11-24", "公告栏"]


def test_the_result_says_what_holds_it_down_and_what_to_do_first() -> None:
    state = state_of(answer("A-1", "unmet"), answer("A-2", "partly"), answer("B-1", "met"),
                     OwnerSet(requirement="A-2", owner="示例丙"))  # fmt: skip
    score = score_text(state, result_of(state)).plain
    assert "总评不高于 C：A-1" in score and "基本项没全做到 1 项，单列：A-2" in score
    side = side_text(state, result_of(state), law_view(RegisterState()), (), what_if(state)).plain
    assert side.index("法院先看") < side.index("先做哪十项") < side.index("各章")
    assert "台账里没有核心秘密" in side and "先补这 2 项" in side
    drawn = [gap_text(gap, state, 44, picked=True).plain for gap in gaps_of_assessment(state)]
    assert "勾 半 基 A-2 制度" in drawn[0] and drawn[0].rstrip().endswith("示例丙")
    assert "缺 压 A-1" in drawn[1] and "半天" in drawn[1]
    frozen = AssessmentFrozen(by="示例甲", reviewer="示例乙", today=DAY, result={})
    assert "由 示例甲 签字封存，示例乙 复核" in score_text(state_of(frozen), result_of(state)).plain
    assert differences_title(()) == "没有不同"


def test_lists_say_how_far_an_assessment_is_and_how_the_years_went() -> None:
    last = line_of("1", year=2025, percent=60.0, letter="C", on="2025-11-24")
    now, running = line_of("2"), line_of("3", status="open", answered=1, percent=None, letter=None)
    assert [row.id for row in assessment_rows((running, now, last))] == ["3", "2", "1"]
    assert "待答 2/3" in assessment_rows((running,))[0].words
    assert [row.id for row in home_rows((running, now))] == ["assessment:3"]
    assert "上次 60 分" in home_rows((now, last))[0].words and home_rows(()) == ()
    years = trend_words((running, now, last)).plain.splitlines()
    assert years[0].startswith("2025") and years[1].startswith("2026") and len(years) == 2
    draft = NewDraft(2026, carry=1)
    assert "小评估（企业自评）" in draft_line(draft, (CarryFrom(now),)).plain
    assert draft.turn_carry(1).carry == 0 and draft.turn_side().carry == 0


def test_a_refused_file_is_told_with_every_line_and_french_keeps_its_apostrophe() -> None:
    error = content_error([ContentProblem("坏.yaml", 7, "requirements[3].id", "编号重复")])
    assert "第 7 行" in refused_text(error).plain
    assert safe("services d’informatique") == "services d'informatique"
    assert safe("‘单引’") == "『单引』"


def test_in_english_the_keys_answers_and_kinds_of_measures_are_in_one_language() -> None:
    state = state_of(answer("A-1", "unmet"))
    secret = SecretCover("S1", "甲", tuple(KindCover(kind) for kind in MEASURE_KINDS))
    before = current_language()
    set_language("en")
    try:
        shown = side_text(state, result_of(state), (secret,), answers_by_kind(state), what_if(state)).plain
        labels = [key.label() for key in AssessmentTableScreen.KEYS[:4]]
        badges = [verdict_badge(verdict) for verdict in ("met", "partly", "unmet", "na")]
    finally:
        set_language(before)
    assert labels == badges and "(7) other" in shown and "（七）" not in shown
