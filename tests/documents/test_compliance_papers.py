"""Papers of an assessment in a vault: what they say, that issued ones stay, what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from secretguard import documents
from secretguard.compliance import Assessment, open_assessment
from secretguard.content import StandardShelf
from secretguard.documents.from_compliance import (
    PAPERS,
    CompliancePapers,
    MadePaper,
    Wanted,
    write_paper,
)
from secretguard.errors import RefusedError
from secretguard.register import Register, list_enterprises
from secretguard.vault import VaultReadOnly
from tests.conftest import HandClock, SampleVault
from tests.documents.reading_pdf import outline, pages, squeezed, whole_text
from tests.documents.sample_assessment import begun, reviewed, tables, this_year


class Sample:
    """A frozen assessment with its papers issued; then the world goes on."""

    def __init__(self, source: SampleVault) -> None:
        self.clock, self.source, self.tables = HandClock(), source, tables()
        self.vault = source.open(self.clock)
        self.register = Register(self.vault, bytes.fromhex(list_enterprises(self.vault)[0].id))
        self.room: Assessment = this_year(self.vault, self.register, self.tables, self.clock)
        self.papers = CompliancePapers(self.room, self.tables.law, self.tables.shelf)
        self.first = {paper: self.papers.issue(Wanted(paper)) for paper in PAPERS}
        self.again = {paper: self.papers.issue(Wanted(paper)) for paper in ("brief", "form")}
        self.pdf = documents.to_pdf(self.first["report"].document)
        self.html = {paper: documents.to_html(made.document) for paper, made in self.first.items()}
        reviewed(self.vault, self.register, self.tables, self.clock, self.room)
        self.compared = self.papers.issue(Wanted("report"))


@pytest.fixture(scope="module")
def sample(template: SampleVault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder = tmp_path_factory.mktemp("assessment")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETGUARD_DATA", str(folder / "user-data"))
        patch.setenv("SECRETGUARD_CONFIG", str(folder / "user-config"))
        made = Sample(template.copy(folder / "库.sgv"))
        yield made
        made.vault.lock()


def text_of(made: MadePaper) -> str:
    return squeezed(documents.to_html(made.document))


def said_in(text: str, *wanted: str) -> None:
    for said in wanted:
        assert squeezed(said) in text, said


def test_a_paper_asked_for_again_without_news_is_the_same_issue(sample: Sample) -> None:
    for paper, again in sample.again.items():
        first = sample.first[paper]
        assert first.new and not again.new and first.issue == again.issue, paper
    assert sample.compared.new, "the bureau's review is news"


def test_the_report_says_where_it_comes_from_and_what_nobody_checked(sample: Sample) -> None:
    text = whole_text(sample.pdf)
    said_in(
        text,
        "文字自拟，不是任何标准的条文",
        "配置由密盾自拟，背后没有别的条文，不印条号",
        "没有重新看过",
        "没有挂凭据",
        "记录里没有，不等于没有做",
        "不是认证、检验或者鉴定的结论，也不是行政机关的认定",
        "由示例乙（商业秘密管理员）签字封存，示例丙复核",
    )
    assert not [rule.id for rule in sample.tables.law.never_say if re.search(rule.pattern, text)]


def test_the_report_shows_the_laws_view_answers_and_everything_that_stands_apart(sample: Sample) -> None:
    text, state = whole_text(sample.pdf), sample.room.state
    overruled = next(each.given for each in state.answers.values() if each.given.overrules)
    assert overruled.auto is not None and overruled.overrules is not None
    said_in(
        text,
        "研发机封USB",
        "台账里没有这一类措施",
        "改判，理由见改判一节",
        overruled.auto.why,
        overruled.overrules,
        f"没有{state.requirements[-1].title}的情形",
        "沿用评估",
        "凭据：凭1",
        "任命书扫描件.pdf",
        "ab" * 32,
        "代号清单（台账S1）",
        "2027-01-31",
        "整改F1",
        "最怕丢的三样",
        "会怎样",
        "2025-",
        "法1",
        "分几步走",
        "没有核对的，和读的时候要知道的",
    )
    leaves = [squeezed(page) for page in pages(sample.pdf)]
    for title, page in outline(sample.pdf):
        after = leaves[page - 1].rpartition(squeezed(title))[2].partition("检查点")[0]
        assert len(after) > 20, f"nothing stands under {title}"
    titles = [title.partition("、")[2] for title, _page in outline(sample.pdf)]
    assert titles.index("摘要") < titles.index("法律先看的：七类保密措施") < titles.index("得分")


def test_self_and_bureau_stand_side_by_side(sample: Sample) -> None:
    said_in(text_of(sample.compared), "2项不一样", "现场看过，与材料不符", "监管部门复评")
    assert "自评和复评的差异" not in squeezed(sample.html["report"])


def test_an_issued_report_prints_the_same_bytes_after_all_that_came_later(sample: Sample) -> None:
    issue = sample.first["report"].issue
    assert issue is not None
    room, register = sample.room, sample.register
    room.reopen("漏看一项")
    room.answer("ORG-01", "unmet", remark="任命书过期", by="示例丙")
    register.set_secret(next(iter(register.state.secrets.values())).model_copy(update={"measures": ()}))
    sample.clock.advance(days=40)
    room.look_again()
    again = sample.papers.reprint(sample.papers.find(sample.papers.number(issue)))
    assert documents.to_pdf(again.document) == sample.pdf
    assert str(issue.pins["root"]) in whole_text(sample.pdf)
    draft = text_of(sample.papers.preview(Wanted("report")))
    said_in(draft, "漏看一项", "任命书过期", "未封存，已全部回答", "没有检查点，不能作为凭据")
    for paper in ("brief", "form"):
        kept = sample.first[paper].issue
        assert kept is not None
        assert documents.to_html(sample.papers.reprint(kept).document) == sample.html[paper], paper


def test_a_form_is_filled_from_the_answers_and_says_it_was_not_compared(sample: Sample) -> None:
    text = squeezed(sample.html["form"])
    said_in(text, "待核：这张表没有与正式表格核对", "这次评估没有问到", "离职人员备案", "请填表人定")


def test_the_questionnaire_is_blank(sample: Sample) -> None:
    text = squeezed(sample.html["questionnaire"])
    asked = sample.room.state.requirements
    said_in(text, *(item.title for item in asked), *asked[0].asks, "共20项")
    assert "看过" + asked[0].title not in text and "任命书扫描件" not in text


def test_what_cannot_be_printed_is_refused_with_what_there_is(sample: Sample) -> None:
    with pytest.raises(RefusedError) as caught:
        sample.papers.find("没有")
    assert sample.papers.number(sample.papers.issued()[-1]) in (caught.value.remedy or "")
    with pytest.raises(RefusedError, match="没有可以由这次评估填的表"):
        sample.papers.preview(Wanted("form", form="starter"))
    with pytest.raises(RefusedError):
        sample.papers.preview(Wanted("form", form="没有这个"))
    bare = CompliancePapers(sample.room, sample.tables.law, StandardShelf())
    assert "form" not in bare.offered()
    with pytest.raises(RefusedError, match="申报表"):
        bare.preview(Wanted("form"))


def test_files_are_written_in_four_formats_under_a_name_that_says_what_it_is(
    sample: Sample, tmp_path: Path
) -> None:
    files = write_paper(sample.first["brief"], tmp_path, ("docx", "html", "text"))
    assert [file.suffix for file in files] == [".docx", ".html", ".txt"]
    assert files[0].name.endswith("-02-评估摘要.docx") and all(file.stat().st_size for file in files)


def test_a_vault_open_for_reading_gives_drafts_only(sample_vault: SampleVault, clock: HandClock) -> None:
    found = tables()
    with sample_vault.open(clock) as vault:
        register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
        key = begun(vault, register, found, clock, "starter").id
    with sample_vault.open(clock, read_only=True) as vault:
        register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
        papers = CompliancePapers(open_assessment(vault, key, register, clock), found.law, found.shelf)
        made = papers.preview(Wanted("brief"))
        said_in(text_of(made), "草稿", "还有20项没有回答")
        assert made.issue is None and made.name.endswith("草稿")
        with pytest.raises(VaultReadOnly):
            papers.issue(Wanted("brief"))
