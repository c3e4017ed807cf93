"""The papers of an emergency plan: nothing lost, nothing given away, marked for what they are."""

from __future__ import annotations

import html
import re
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from secretguard.content import content_folders, load_law, load_plan_form, load_plan_sections
from secretguard.documents import Document, to_html, to_pdf, to_terminal, to_word
from secretguard.documents.coverage import printable
from secretguard.documents.plan import (
    ANNEX_FORMS,
    PLAN_PAPERS,
    PlanPaper,
    PlanSectionTitle,
    PlanVersion,
    blank_form,
    paper_title,
    plan_document,
    plan_papers,
)
from secretguard.errors import UsageError
from secretguard.i18n import set_language
from secretguard.locations import content_folder
from secretguard.visible import clean
from tests.documents.hostile import HOSTILE
from tests.documents.reading_pdf import pages, squeezed, whole_text
from tests.documents.reading_word import main_text, text_of
from tests.documents.sample_plan import (
    APPROVED,
    HASH,
    PLAN_MOMENT,
    answer,
    contact,
    sample_paper,
)


def words(document: Document) -> str:
    """What a paper says, without markup."""
    page = to_html(document).split("</style>", 1)[1]
    return squeezed(html.unescape(re.sub(r"<[^>]+>", "", page)))


@cache
def sample_words(kind: str) -> str:
    return words(plan_document(sample_paper(), kind))


def paper_words(kind: str = "full", paper: PlanPaper | None = None) -> str:
    return words(plan_document(paper, kind)) if paper else sample_words(kind)


@pytest.mark.parametrize("kind", PLAN_PAPERS)
def test_every_paper_prints_as_pdf_word_page_and_text(kind: str):
    document = plan_document(sample_paper(), kind)
    assert whole_text(to_pdf(document))
    assert text_of(main_text(to_word(document)))
    assert "示例公司" in to_terminal(document, width=80) + to_html(document)


@pytest.mark.parametrize("letter", [form.removeprefix("annex-") for form in ANNEX_FORMS])
def test_every_annex_prints_empty_for_an_enterprise_without_a_plan(letter: str):
    document = blank_form(letter, "示例公司", PLAN_MOMENT)
    assert "草稿" not in words(document)
    with pikepdf.open(BytesIO(to_pdf(document))) as opened:
        assert 1 <= len(opened.pages) <= 2


def test_the_papers_come_in_their_order_with_names_that_sort():
    names = [paper.file_name for paper in plan_papers(sample_paper())]
    assert names == sorted(names)
    assert len(names) == len(PLAN_PAPERS) == 17


def test_only_the_papers_wanted_are_made():
    assert [paper.name for paper in plan_papers(sample_paper(), ["pocket", "annex-j"])] == ["wall", "pocket"]


def test_an_unknown_paper_is_refused_with_the_names_there_are():
    with pytest.raises(UsageError) as caught:
        plan_document(sample_paper(), "poster")
    assert "contacts-wall" in caught.value.remedy


def test_a_paper_goes_by_the_title_of_the_enterprises_own_outline():
    paper = sample_paper(sections=(PlanSectionTitle(number="D", title="取证登记"),))
    assert paper_title("annex-d", paper) == "取证登记"
    assert "取证登记" in paper_words("annex-d", paper)


def test_no_answer_is_lost_whatever_a_form_asks():
    text = paper_words()
    for said in (
        "全部厂区",
        "甲厂；乙厂",
        "示例律师事务所，示例己",
        "30分钟‡1",
        "4小时",
        "90天",
        "30万元",
        "5%",
        "2027年11月20日",
        "是",
        "先保全",
        "代号甲（图档柜）",
        "示例甲；示例乙",
        "记下征兆",
        "10分钟‡2",
        "示例法院〔建议，待确认〕",
    ):
        assert squeezed(said) in text, said


def test_the_short_plan_loses_no_answer_either():
    text = paper_words("short")
    for said in ("全部厂区", "甲厂；乙厂", "30分钟‡1", "30万元", "记下征兆"):
        assert squeezed(said) in text, said


def test_not_known_prints_as_an_open_item_with_owner_and_date():
    text = paper_words()
    assert "〔待补1：由示例乙在2026年12月1日前补上〕" in text
    assert "待补18.1自有待补示例乙2026年12月1日等供应商答复" in text


def test_what_is_missing_before_approval_is_named():
    text = paper_words()
    assert "〔尚未填写：自有缺项〕" in text
    assert "批准以前须补齐：自有缺项（10）" in text


def test_every_promise_is_marked_where_it_stands_and_listed_at_the_end():
    text = paper_words()
    listed = text.split("承诺一览")[-1]
    for number in (1, 2):
        assert text.count(f"‡{number}") >= 2
        assert f"‡{number}" in listed
    assert "报告，30分钟" in listed


def test_the_promises_of_a_table_row_stand_on_one_line():
    marks = tuple(
        {
            "number": number,
            "id": f"own-table.note.{level}",
            "text": level,
            "section": "6",
            "field": "own-table",
            "minutes": minutes,
        }
        for number, (level, minutes) in enumerate((("I", 10), ("II", 30)), 1)
    )
    paper = sample_paper(promises=marks)
    table = next(one for one in paper.answers if one.field == "own-table")
    rest = tuple(one for one in paper.answers if one.field != "own-table")
    named = table.model_copy(update={"row_label": "step"})
    text = paper_words(paper=paper.model_copy(update={"answers": (*rest, named)}))
    assert "‡1—‡2记下征兆：I10分钟，II30分钟" in text


def test_a_legal_ground_a_pending_one_and_a_habit_each_say_what_they_are():
    text = paper_words()
    assert "据《示例规定》第六条第四项：自有清单" in text
    assert "据《示例办法》第三条（待核）：自有小时" in text
    assert "惯例（不是法定）：自有文字" in text
    assert "本预案不是法律意见" in text


def test_a_draft_says_so_and_an_approved_version_says_who_and_when():
    for kind in ("full", "short", "wall", "contacts"):
        assert "草稿" in paper_words(kind), kind
        assert "草稿" not in paper_words(kind, sample_paper(version=APPROVED)), kind
    text = paper_words(paper=sample_paper(version=APPROVED))
    for said in ("示例甲", "总经理", "2026年11月20日", "2026年12月1日", "2027年11月20日", HASH):
        assert said in text
    assert "现行有效" in text


def test_every_page_of_a_draft_says_that_it_is_one():
    lines = answer("own-lines", "1.3", "清单", "lines", ["句" * 60] * 20)
    draft = sample_paper(answers=(lines,), promises=(), secrets=(), people=())
    printed = pages(to_pdf(plan_document(draft)))
    assert len(printed) > 3 and all("草稿" in page for page in printed)
    approved = sample_paper(answers=(lines,), promises=(), secrets=(), people=(), version=APPROVED)
    assert not any("草稿" in page for page in pages(to_pdf(plan_document(approved))))


def test_a_version_in_review_is_a_draft_on_paper():
    assert "送审稿" in paper_words(paper=sample_paper(version=PlanVersion(number="2", status="review")))


def test_an_approved_plan_asks_for_nothing_to_be_filled_in():
    text = paper_words(paper=sample_paper(version=APPROVED))
    assert "尚未填写" not in text
    assert "批准以前" not in text


def test_what_nobody_has_decided_is_no_part_of_an_approved_plan():
    half = answer(
        "own-half",
        "2",
        "半张表",
        "table",
        [{"id": "a", "c": "半行"}],
        status="missing",
        columns=({"id": "c", "label": "列"},),
    )
    answers = (*sample_paper().answers, half.model_copy(update={"required": True}))
    assert "半行" in paper_words(paper=sample_paper(answers=answers))
    approved = paper_words(paper=sample_paper(answers=answers, version=APPROVED))
    assert "半行" not in approved
    assert "示例法院" not in approved


def test_the_wall_sheet_names_people_without_their_numbers():
    text = paper_words("contacts-wall")
    assert "示例甲" in text
    assert "110" in text
    assert "000-0000" not in text


def test_the_wall_sheet_has_the_numbers_only_where_the_enterprise_decided_so():
    agreed = answer("wall-numbers", "A", "贴墙版印私人手机", "yes_no", True)
    paper = sample_paper()
    text = paper_words("contacts-wall", sample_paper(answers=(*paper.answers, agreed)))
    assert "000-0000-0001" in text


def test_the_full_contact_sheet_has_both_numbers_of_everybody_once():
    text = paper_words("contacts")
    assert text.count("000-0000-0001") == 1
    assert "000-0000-0002" in text
    assert "示例律师事务所，示例己" in text


def test_the_general_secrets_do_not_stand_on_the_list_of_secrets():
    text = paper_words("annex-b")
    assert "代号甲" in text
    assert "代号乙" not in text


def test_eight_pocket_cards_stand_on_one_page():
    liaison = answer("liaison", "2", "联络员", "contact", contact("P2"))
    document = plan_document(sample_paper(answers=(liaison,)), "pocket")
    (only,) = pages(to_pdf(document))
    assert squeezed(only).count("发现泄密，照这张卡做") == 8
    assert squeezed(only).count("联络员示例乙000-0000-0003") == 8


def test_the_wall_card_stands_on_one_page():
    assert len(pages(to_pdf(plan_document(sample_paper(), "wall")))) == 1


def test_a_step_that_the_suspect_would_notice_says_what_comes_first():
    columns = tuple(
        {"id": name, "label": name, "kind": kind}
        for name, kind in (
            ("phase", "text"),
            ("step", "text"),
            ("role", "text"),
            ("I", "minutes"),
            ("record", "text"),
            ("restricts", "yes_no"),
            ("after-duplicate", "yes_no"),
            ("exception", "text"),
        )
    )
    rows = [
        {"id": "a", "step": "停账号", "I": 360, "restricts": True, "after-duplicate": True},
        {
            "id": "b",
            "step": "断链接",
            "I": 30,
            "restricts": True,
            "after-duplicate": False,
            "exception": "还在往外流",
        },
        {"id": "c", "step": "谈话", "I": 30, "restricts": True, "after-duplicate": False},
    ]
    response = answer("response", "6", "响应表", "table", rows, columns=columns)
    text = paper_words(paper=sample_paper(answers=(response,)))
    assert "复制做完以后" in text
    assert "例外：还在往外流" in text
    assert "〔会惊动当事人，没有写例外的理由〕" in text


def test_hostile_answers_stand_whole_wherever_they_are_printed():
    hostile = [
        one
        for number, value in enumerate(HOSTILE)
        for one in (
            answer(f"own-text-{number}", "1.3", value, "text", value),
            answer(f"own-contact-{number}", "2", "联系人", "contact", contact(None, value, value)),
            answer(
                f"own-table-{number}",
                "6",
                "表",
                "table",
                [{"id": "r", "c": value}],
                columns=({"id": "c", "label": value},),
            ),
            answer(
                f"own-unknown-{number}",
                "7",
                "待补",
                "text",
                status="unknown",
                owner=value,
                due=date(2026, 12, 1),
                why=value,
            ),
        )
    ]
    lines = answer("own-lines", "1.3", "清单", "lines", list(HOSTILE))
    document = plan_document(sample_paper(answers=(*hostile, lines), enterprise=HOSTILE[1]))
    page = to_html(document)
    text = words(document)
    for value in HOSTILE:
        assert text.count(squeezed(clean(value))) >= 11, value
    assert "<script" not in page
    assert "{{7*7}}" in text


def test_hostile_answers_stand_whole_in_the_pdf():
    lines = answer("own-lines", "1.3", "清单", "lines", list(HOSTILE))
    text = whole_text(to_pdf(plan_document(sample_paper(answers=(lines,)), "short")))
    for value in HOSTILE:
        assert squeezed(printable(clean(value))) in text, value


def test_a_full_page_of_the_plan_keeps_the_official_grid():
    said = answer("purpose", "1.1", "目的", "text", "国" * 1400)
    printed = pages(to_pdf(plan_document(sample_paper(answers=(said,), promises=(), secrets=(), people=()))))
    lines = [line for page in printed for line in page.splitlines() if set(line.strip()) == {"国"}]
    whole = next(page for page in printed if page.count("国") == 28 * 22)
    assert whole
    assert {len(line.strip()) for line in lines[1:-1]} == {28}


def test_the_same_plan_gives_the_same_bytes():
    paper = sample_paper()
    assert to_pdf(plan_document(paper, "short")) == to_pdf(plan_document(paper, "short"))


def test_the_papers_are_made_in_english_too():
    set_language("en")
    assert whole_text(to_pdf(plan_document(sample_paper(), "short")))


_FIELD = re.compile(r"\ba\['([a-z0-9-]+)'\]")
_CELL = re.compile(r"\brow\['([A-Za-z-]+)'\]")
_HEADED = re.compile(r"s\['([0-9.]+)'\]")


def templates() -> dict[str, str]:
    folder = content_folder("templates")
    return {
        path.name: path.read_text("utf-8")
        for pattern in ("plan-*.md", "annex-*.md")
        for path in sorted(folder.glob(pattern))
    }


def test_every_field_and_column_that_a_template_names_is_in_the_form():
    form = load_plan_form(content_folders("standards"))
    fields = {field.id: field for field in form.all_fields()}
    columns = {column.id for field in fields.values() for column in field.columns}
    for name, text in templates().items():
        assert set(_FIELD.findall(text)) <= set(fields), name
        assert set(_CELL.findall(text)) <= columns, name


def test_every_section_of_the_outline_has_its_heading():
    outline = [section.number for section in load_plan_sections(content_folders("standards")).sections]
    headed = [number for text in templates().values() for number in _HEADED.findall(text)]
    assert sorted(headed) == sorted(number for number in outline if not number.isalpha())
    first_parts = [number for number in outline if number.isdecimal()]
    assert all(int(before) + 1 == int(after) for before, after in pairwise(first_parts))


def test_no_template_says_what_the_law_table_forbids():
    law = load_law(content_folders("standards"))
    for name, text in templates().items():
        assert not law.wrong_sentences(text), name
    everything = "".join(paper_words(kind) for kind in PLAN_PAPERS)
    assert not law.wrong_sentences(everything)
