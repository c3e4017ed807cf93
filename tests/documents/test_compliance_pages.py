"""What the papers of an assessment print, from entries alone: sources, marks, pages, the park, a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from secretguard import documents
from secretguard.compliance import fold
from secretguard.compliance.entries import AnswerSet, AssessmentOpened, AutoAnswer, Carried, Subject
from secretguard.content import (
    Choice,
    Crosswalk,
    LoadedCrosswalk,
    Profile,
    Standard,
    StandardShelf,
    TextCheck,
    find_profile,
    find_standard,
    printed_clauses,
    whole_profile,
)
from secretguard.content.yaml_source import YamlSource
from secretguard.documents.compliance import Frame, Outside, View, paper_document
from secretguard.documents.compliance.grounds import ground_of
from secretguard.documents.compliance.outside import KeptKind, KeptSecret
from secretguard.documents.compliance.words import Paper, origin_mark, place_word
from secretguard.documents.from_compliance import blank_questionnaire
from secretguard.documents.quick_report.model import Ground
from secretguard.entries import unrecorded
from tests.conftest import NOON
from tests.documents.reading_pdf import pages, squeezed
from tests.documents.sample_assessment import Tables, tables

Verdicts = Callable[[int], str | None]


@pytest.fixture(scope="module")
def found() -> Tables:
    return tables()


def chosen(found: Tables, profile: str) -> tuple[Standard, Profile]:
    one = find_profile(profile, found.shelf).profile
    return find_standard(one.standard, found.shelf).standard, one


def view_of(
    standard: Standard,
    profile: Profile,
    verdicts: Verdicts,
    answers: Mapping[str, Any] | None = None,
    **outside: Any,
) -> View:
    """An assessment with a verdict for each requirement (None: not answered); `answers` are more parts."""
    opened = AssessmentOpened(
        subject=Subject(
            standard=standard.id, version="1", profile=profile.id, year=2026, side="self", title=profile.title
        ),
        standard={**standard.model_dump(mode="json", exclude_defaults=True), "kind": "standard"},
        profile={**profile.model_dump(mode="json", exclude_defaults=True), "kind": "profile"},
    )
    said = []
    for number, key in enumerate(profile.ids()):
        verdict = verdicts(number)
        if verdict is not None:
            more = (answers or {}).get(key, {})
            said.append(AnswerSet.model_validate({"requirement": key, "verdict": verdict, **more}))
    state = fold(unrecorded([opened, *said]))
    assert state.story is not None
    bases = {basis for one in state.requirements for basis in one.grounds}
    named = {basis: Ground(kind="law", statute="《示例法》", article=basis) for basis in bases}
    outside = {"grounds": named, **outside}
    return View(
        state, state.story, Outside.model_validate({"enterprise": "示例公司", **outside}), Frame(NOON)
    )


def text_of(paper: Paper, view: View) -> str:
    return squeezed(documents.to_html(paper_document(paper, view)))


def many_secrets(count: int) -> tuple[KeptSecret, ...]:
    kinds = tuple(
        KeptKind(kind=kind, by=("保密协议",) if kind % 2 else (), since=date(2025, 3, 1))
        for kind in range(1, 7)
    )
    excused = KeptKind(kind=7, not_applicable="没有别的载体")
    return tuple(
        KeptSecret(secret=f"S{n}", name=f"代号很长的第{n}号配方", kinds=(*kinds, excused))
        for n in range(count)
    )


def test_clause_numbers_are_printed_only_when_somebody_checked_them(found: Tables) -> None:
    standard, whole = chosen(found, "linhai-enterprise")
    profile = whole.model_copy(update={"requirements": whole.requirements[:4]})
    unchecked = text_of("report", view_of(standard, profile, lambda _number: "met"))
    assert "按所对文本的题目" not in unchecked, "nobody read the text's contents"
    assert "条号未核对" in unchecked and "章条都待核" in unchecked and "8.8.8" not in unchecked
    row = {"source": ["8.8.8"], "target": ["ORG-01"], "relation": "equal"}
    head = {"kind": "crosswalk", "id": "walk", "source": profile.id, "target": "baseline", "rows": [row]}
    check = {"by": "示例指导员", "when": "2026-11-01", "copy": "正式印本"}
    for checked, seen in (("no", False), (check, True)):
        walk = Crosswalk.model_validate({**head, "checked": checked})
        source, path = YamlSource("walk.yaml", {}, {}), Path("walk.yaml")
        loaded = LoadedCrosswalk(walk, source, path, source_known=True, target_known=True, unresolved=())
        clauses = printed_clauses(profile, StandardShelf(crosswalks=(loaded,)))
        view = view_of(standard, profile, lambda _number: "met", clauses=clauses.numbers, check=clauses.check)
        text = text_of("report", view)
        assert ("条号8.8.8" in text) is seen
        assert ("示例指导员于2026-11-01对照正式印本核对" in text) is seen


def test_a_ground_that_nobody_compared_is_printed_with_its_mark(found: Tables) -> None:
    standard, profile = chosen(found, "starter")
    item = next(one for one in standard.requirements if one.grounds and one.id in profile.ids())
    checked = {basis: ground_of(basis, found.law) for basis in item.grounds}
    pending = {basis: ground.model_copy(update={"pending": True}) for basis, ground in checked.items()}
    short = profile.model_copy(update={"requirements": (Choice(id=item.id),), "phases": ()})
    for grounds, seen in ((checked, False), (pending, True)):
        text = text_of("report", view_of(standard, short, lambda _number: "met", grounds=grounds))
        assert (f"{len(pending)}处法律依据待核" in text) is seen and ("待核〕" in text) is seen
    assert ground_of("law:nowhere:1", found.law).pending


def test_marks_tell_records_people_and_carried_answers_apart(found: Tables) -> None:
    standard, profile = chosen(found, "starter")
    auto = AutoAnswer(rule="register_complete", decides="verdict", found="met", why="都在", on=NOON.date())
    hint = auto.model_copy(update={"decides": "hint"})
    carried = Carried(journal="ab" * 16, requirements=("X-1",), relation="subset", verdict="met")
    keys = profile.ids()
    answers = {keys[0]: {"auto": auto}, keys[1]: {"auto": hint}, keys[2]: {"carried": carried}}
    view = view_of(standard, profile, lambda number: "met" if number < 3 else None, answers)
    assert [origin_mark(view.state.answers.get(key)) for key in keys[:4]] == ["自", "人", "沿", "—"]
    text = text_of("report", view)
    assert "沿用评估ABABABAB的X-1" in text and "还有17项没有回答，计分时按没有做到算" in text
    assert place_word("drill:1a2b3c4d5e6f") == "推演 1A2B3C4D" and place_word("柜子") == "柜子"


def test_the_directors_paper_is_two_pages_at_worst(found: Tables) -> None:
    standard, profile = chosen(found, "enterprise")
    worst = view_of(standard, profile, lambda _number: "unmet", secrets=many_secrets(9), all_secrets=30)
    pdf = documents.to_pdf(paper_document("brief", worst))
    assert len(pages(pdf)) == 2
    assert "另有 3 项核心秘密" in "".join(pages(pdf)).replace("\n", "")
    best = view_of(standard, profile, lambda _number: "met")
    assert "没有缺口" in text_of("brief", best)
    assert "没有一项定为核心" in text_of("brief", best)


def test_a_reason_is_no_measure_and_a_missing_kind_is_named(found: Tables) -> None:
    standard, profile = chosen(found, "starter")
    text = text_of("report", view_of(standard, profile, lambda _number: "met", secrets=many_secrets(1)))
    assert "不适用：没有别的载体" in text and "3/6" in text and "台账里没有这一类措施" in text


def test_a_park_has_a_report_of_its_own(found: Tables) -> None:
    standard, profile = chosen(found, "park")
    text = text_of("report", view_of(standard, profile, lambda number: "unmet" if number == 0 else "met"))
    for said in (
        "园区商业秘密保护评估报告",
        "园区的要求怎样支持企业的七类措施",
        "对企业措施的支持",
        "分管负责人",
        "园区负责人",
    ):
        assert said in text, said
    assert "企业负责人" not in text


def test_a_form_says_yes_only_where_everything_behind_the_row_is_met(found: Tables) -> None:
    standard, profile = chosen(found, "taizhou-2021")
    keys = profile.ids()
    fate = dict.fromkeys(keys, "met") | {"PEOPLE-03": "unmet", "ORG-05": "unmet"}
    view = view_of(standard, profile, lambda number: fate[keys[number]])
    form = documents.to_terminal(paper_document("form", view), width=160)
    lines = {line.split()[0]: line for line in form.splitlines() if line.split()}
    assert "☑ 是" in lines["文件密级划分"] and "☐ 否" in lines["文件密级划分"]
    assert "☐ 是" in lines["保密制度"] and "☑ 否" in lines["保密制度"]
    doubtful = next(line for line in form.splitlines() if "员工保密协议" in line)
    assert "☐ 是" in doubtful and "☐ 否" in doubtful


def test_an_imported_standard_is_assessed_by_its_own_numbers_and_says_so() -> None:
    standard = Standard.model_validate(
        {
            "kind": "standard",
            "id": "foreign",
            "version": "1",
            "title": "外来标准",
            "issuer": "示例机构",
            "copyright": "© 示例机构",
            "areas": [{"id": "A", "title": "第一章"}],
            "requirements": [
                {"id": "g", "area": "A", "title": "总则一节", "assessable": False},
                {"id": "1.1", "area": "A", "parent": "g", "title": "1.1", "text": "要做到的事"},
                {"id": "1.3", "area": "A", "parent": "g", "title": "很长的…", "text": "很长的一句话到底"},
                {"id": "1.2", "area": "A", "parent": "g", "title": "标题", "text": "别家的全文不照抄"},
            ],
        }
    )
    text = text_of("report", view_of(standard, whole_profile(standard), lambda _number: "partly"))
    for said in (
        "总则一节",
        "要做到的事",
        "很长的一句话到底",
        "编号照导入的文件印",
        "©示例机构",
        "没有可数的：组织、法律眼中的措施、应急准备",
    ):
        assert said in text, said
    assert "别家的全文不照抄" not in text and "条号未核对" not in text


def test_hostile_remarks_stay_words(found: Tables) -> None:
    standard, profile = chosen(found, "starter")
    hostile = "| {{ 7*7 }} ::: \n# <script>alert(1)</script> \u202e"
    key = profile.ids()[0]
    view = view_of(standard, profile, lambda _number: "na", {key: {"remark": hostile}})
    page = documents.to_html(paper_document("report", view))
    assert "<script" not in page and "{{ 7*7 }}" in page and "〔U+202E〕" in page


def test_a_questionnaire_can_be_printed_before_there_is_an_assessment(found: Tables) -> None:
    standard, profile = chosen(found, "park")
    made = blank_questionnaire(standard, profile, lambda: NOON + timedelta(days=1), "示例园区")
    text = squeezed(documents.to_html(made.document))
    assert all(squeezed(item.title) in text for item in standard.requirements if item.id in profile.ids())
    assert made.name == "park-评估问卷" and made.issue is None and "草稿" not in text


def test_a_check_of_the_text_keeps_its_names_when_pinned() -> None:
    check = TextCheck.model_validate({"by": "示例庚", "when": "2026-12-01", "copy": "公报文本"})
    kept = Outside(enterprise="示例公司", check=check).kept()
    assert Outside.model_validate(kept).check == check
