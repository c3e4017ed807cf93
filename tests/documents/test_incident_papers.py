"""Papers of an incident: what they say, that issued ones stay, that masked ones give nothing away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pypdfium2
import pytest

from secretguard import documents
from secretguard.clock import to_microseconds
from secretguard.content import content_folders, load_law, load_plan_sections
from secretguard.documents.from_incident import PAPERS, IncidentPapers, MadePaper, Wanted, write_paper
from secretguard.documents.incident import Sheet, paper_document, words
from secretguard.documents.incident import paper as volumes
from secretguard.documents.incident.ending_model import PromiseFact
from secretguard.documents.incident.masking import ALLOWED, HIDDEN, Mask
from secretguard.documents.incident.model import IncidentFacts
from secretguard.errors import RefusedError
from secretguard.incidents import ClockState, IncidentRoom, erase_body, parse_line, write_line
from secretguard.incidents.quick_entry import Known
from secretguard.register import Register, list_enterprises
from secretguard.vault import VaultReadOnly
from tests.conftest import NOON, HandClock, SampleVault
from tests.documents.reading_pdf import pages, squeezed, whole_text
from tests.documents.sample_incident import CANARY, ended, started, worked

SHEET = Wanted("custody", item=1)


class Sample:
    """An incident after its first hour, with its papers issued, then closed."""

    def __init__(self, vault: SampleVault, folder: Any) -> None:
        self.clock, self.source = HandClock(), vault
        self.vault = vault.open(self.clock)
        register = Register(self.vault, bytes.fromhex(list_enterprises(self.vault)[0].id))
        self.room = started(self.vault, register, self.clock)
        worked(self.room, register, self.clock, folder)
        law, sections = (
            load_law(content_folders("standards")),
            load_plan_sections(content_folders("standards")),
        )
        self.papers = IncidentPapers(self.room, law, sections)
        self.first = {paper: self.papers.issue(wanted(paper)) for paper in PAPERS}
        self.again = {paper: self.papers.issue(wanted(paper)) for paper in PAPERS}
        self.pdf = {paper: documents.to_pdf(made.document) for paper, made in self.first.items()}
        ended(self.room, register, self.clock)
        self.masked = {paper: self.papers.issue(wanted(paper, masked=True)) for paper in PAPERS}
        self.closed = self.papers.issue(Wanted("incident"))


def wanted(paper: Any, *, masked: bool = False) -> Wanted:
    return Wanted(paper, masked, 1 if paper == "custody" else None)


@pytest.fixture(scope="module")
def sample(template: SampleVault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder = tmp_path_factory.mktemp("incident")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETGUARD_DATA", str(folder / "user-data"))
        patch.setenv("SECRETGUARD_CONFIG", str(folder / "user-config"))
        made = Sample(template.copy(folder / "库.sgv"), folder)
        yield made
        made.vault.lock()


def text_of(made: MadePaper) -> str:
    return squeezed(documents.to_html(made.document))


def test_a_paper_asked_for_again_without_news_is_the_same_issue(sample: Sample) -> None:
    for paper in PAPERS:
        first, again = sample.first[paper], sample.again[paper]
        assert first.new and not again.new and first.issue == again.issue
    assert sample.closed.new and sample.closed.issue != sample.first["incident"].issue


def test_an_issued_paper_prints_the_same_bytes_after_all_that_came_later(sample: Sample) -> None:
    for paper, pdf in sample.pdf.items():
        issue = sample.first[paper].issue
        assert issue is not None
        again = sample.papers.reprint(sample.papers.find(issue.number))
        assert documents.to_pdf(again.document) == pdf, paper
        assert issue.checkpoint_root in whole_text(pdf)


def test_the_report_says_what_is_known_unknown_done_and_next(sample: Sample) -> None:
    text = whole_text(sample.pdf["incident"])
    for said in (
        f"{CANARY}报价单误发微信群",
        "什么时候开始泄露，还不知道",
        "法院采取保全了吗",
        f"{CANARY}人要走了",
        f"{CANARY}还在下载",
        "做复制，算哈希",
        f"{CANARY}不群发",
        f"第7条更正为：{CANARY}改了",
        "《国家网络安全事件报告管理办法》",
        f"通知{CANARY}客户",
        f"{CANARY}鉴定人",
        "1件证据对不上",
    ):
        assert squeezed(said) in text, said
    after = text_of(sample.closed)
    for said in (f"{CANARY}没人看日志", f"{CANARY}定人看", "20,000", "到结束没有做", f"{CANARY}时效"):
        assert squeezed(said) in after, said


def test_a_promise_that_still_runs_is_not_called_broken(sample: Sample) -> None:
    text = whole_text(sample.pdf["incident"])
    assert "没有做到" not in text and "未做到" not in text and "在走" in text
    assert "待答" in whole_text(sample.pdf["tasks"])


@pytest.mark.parametrize(
    ("state", "actual", "stopped", "said"),
    [
        ("running", None, False, (words.NONE, "在走")),
        ("running", None, True, ("到结束没有做", "已停")),
        ("met", 60_000_000, False, ("1 分钟", "做到")),
        ("missed", None, False, ("没有做到", "未做到")),
        ("missed", 7_200_000_000, False, ("2 小时", "未做到")),
        ("uncertain", 7_200_000_000, False, ("没有记，待补", "待补")),
    ],
)
def test_a_promise_reads_as_its_clock_stands(
    state: ClockState, actual: int | None, stopped: bool, said: tuple[str, str]
) -> None:
    assert words.promise_state(PromiseFact("report", "", "5.3", 1, actual, state, stopped))[:2] == said


def test_the_timeline_marks_late_lines_corrections_and_what_was_withdrawn(sample: Sample) -> None:
    text = whole_text(sample.pdf["timeline"])
    for said in ("补记，晚10分钟", "原文，后有更正", "已撤销，见第", f"{CANARY}错人"):
        assert said in text, said


def test_tasks_say_which_limits_were_kept(sample: Sample) -> None:
    text = whole_text(sample.pdf["tasks"])
    for said in ("完成，超时", "超时未做", "免做", "未按先后", f"{CANARY}另加", "先要做完：做复制，算哈希"):
        assert said in text or said.startswith("先要"), said


def test_the_evidence_list_has_digests_in_full_and_the_chain(sample: Sample) -> None:
    text = whole_text(sample.pdf["evidence"])
    blob = sample.room.state.evidence[1].blob
    assert blob is not None and blob.sm3 is not None
    for said in (blob.sha256, blob.sm3, "监管链", f"{CANARY}几点发出", "封签号对不上", "移交人", "见证人"):
        assert said in text, said


def test_a_hand_over_sheet_is_two_copies_that_each_say_all(sample: Sample) -> None:
    sheet = [squeezed(page) for page in pages(sample.pdf["custody"])]
    blob = sample.room.state.evidence[1].blob
    assert blob is not None
    assert len(sheet) == 2 and "第一联" in sheet[0] and "第二联" in sheet[1]
    for page in sheet:
        assert page.count(blob.sha256) == 2 and f"{CANARY}鉴定人" in page and "接收人" in page
    taking = sample.papers.preview(Wanted("custody", item=1, link=sample.room.state.evidence[1].stamp.seq))
    assert "收取时计算" in text_of(taking) and taking.name.endswith("草稿")


def test_a_masked_paper_has_nothing_that_a_person_wrote_and_says_what_was_masked(sample: Sample) -> None:
    for paper, made in sample.masked.items():
        for drawn in (documents.to_html(made.document), documents.to_terminal(made.document)):
            assert CANARY not in drawn and "示例" not in drawn, paper
        assert HIDDEN in drawn and "遮盖本" in drawn and made.masked_counts["人名改为职责"] > 0
        assert "遮盖本" in made.name
    evidence = text_of(sample.masked["evidence"])
    blob = sample.room.state.evidence[1].blob
    assert blob is not None and blob.sha256 in evidence and "聊天记录导出" in evidence


class _Filler:
    """Makes facts of every type with a text in each field: one given, else the name of where it stands."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def make(self, kind: Any) -> Any:
        hints = get_type_hints(kind)
        return kind(
            **{one.name: self.value(hints[one.name], f"{kind.__name__}.{one.name}") for one in fields(kind)}
        )

    def value(self, hint: Any, place: str) -> Any:
        if is_dataclass(hint):
            return self.make(hint)
        if get_origin(hint) is Literal:
            return get_args(hint)[0]
        if get_origin(hint) in (Union, UnionType):
            return self.value(next(one for one in get_args(hint) if one is not NoneType), place)
        if get_origin(hint) is tuple:
            return (self.value(get_args(hint)[0], place),)
        plain = {str: self.text or place, int: 1, bool: False}
        return plain[hint] if hint in plain else (NOON if "datetime" in str(hint) else NOON.date())


def test_no_field_leaves_that_the_allow_list_does_not_name() -> None:
    facts: IncidentFacts = _Filler().make(IncidentFacts)
    mask = Mask({})
    masked = mask.facts(facts)
    allowed = {
        f"{kind.__name__}.{name}"
        for kind, kept in ALLOWED.items()
        for name, how in kept.items()
        if how == "keep"
    }
    places = {f"{kind.__name__}.{one.name}" for kind in ALLOWED for one in fields(kind)}
    assert allowed <= places, "the list names a field that is not there"
    written = repr(masked)
    for place in places - allowed:
        assert f"'{place}'" not in written, place
    for one in PAPERS:
        drawn = documents.to_html(paper_document(Sheet(one, dict(mask.counts), 1, 1), masked))
        assert not [place for place in places - allowed if place in drawn], one


def test_no_value_however_long_or_strange_runs_off_the_page() -> None:
    facts: IncidentFacts = _Filler("很长的名字" * 40 + "RTL \u202egnp.exe " + "A" * 90).make(IncidentFacts)
    for one in PAPERS:
        pdf = documents.to_pdf(paper_document(Sheet(one, None, 1, 1), replace(facts, proof=None)))
        assert "〔U+202E〕" in whole_text(pdf), one
        for page in pypdfium2.PdfDocument(pdf):
            text = page.get_textpage()
            boxes = [text.get_rect(number) for number in range(text.count_rects())]
            assert min(box[0] for box in boxes) > 50 and max(box[2] for box in boxes) < page.get_width() - 50
            assert min(box[1] for box in boxes) > 20 and max(box[3] for box in boxes) < page.get_height() - 12


def test_one_person_is_one_word_and_two_with_one_duty_are_told_apart() -> None:
    mask = Mask({"示例甲": "法务", "示例乙": "法务"})
    words = [mask._person(name) for name in ("示例甲", "生人", "示例乙", "示例甲", "又一人")]
    assert words == ["法务", "人员 1", "法务 2", "法务", "人员 2"]


def test_what_cannot_be_printed_is_refused_with_what_there_is(sample: Sample) -> None:
    for wish in (Wanted("custody"), Wanted("custody", item=9), Wanted("custody", item=1, link=1)):
        with pytest.raises(RefusedError):
            sample.papers.preview(wish)
    with pytest.raises(RefusedError) as caught:
        sample.papers.find("没有")
    assert sample.papers.issued()[-1].number in (caught.value.remedy or "")


def test_a_long_timeline_comes_in_volumes_that_together_have_every_line_once(
    sample: Sample, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = len(sample.room.state.timeline)
    monkeypatch.setattr(volumes, "LINES_A_VOLUME", 12)
    made = sample.papers.preview(Wanted("timeline"))
    files = [file for file in write_paper(made, tmp_path, ("html", "pdf")) if file.suffix == ".html"]
    count = -(-whole // 12)
    assert [file.stem for file in files] == [f"{made.name}-{number}" for number in range(1, count + 1)]
    texts = [squeezed(file.read_text("utf-8")) for file in files]
    for number, text in enumerate(texts, 1):
        assert f"第{number}册，共{count}册" in text and f"共{whole}条" in text
    assert sum(text.count("<tr") - 1 for text in texts) == whole


def test_files_are_written_in_four_formats_under_a_name_that_says_what_it_is(
    sample: Sample, tmp_path: Any
) -> None:
    files = write_paper(sample.first["custody"], tmp_path, ("pdf", "docx", "html", "text"))
    assert [file.suffix for file in files] == [".pdf", ".docx", ".html", ".txt"]
    assert files[0].name.endswith("-交接单-E-01.pdf") and all(file.stat().st_size for file in files)


def test_a_running_limit_that_passes_makes_a_new_issue_and_erasure_is_named_in_a_reprint(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    with sample_vault.open(clock) as vault:
        register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
        room: IncidentRoom = started(vault, register, clock)
        note = write_line(room, parse_line(f"{CANARY}要删的", clock(), Known({}, {}, frozenset()))).note
        law, sections = (
            load_law(content_folders("standards")),
            load_plan_sections(content_folders("standards")),
        )
        papers = IncidentPapers(room, law, sections)
        first = papers.issue(Wanted("timeline"))
        clock.advance(days=2)
        assert papers.issue(Wanted("timeline")).new
        assert note is not None and first.issue is not None
        erase_body(room, note, "本人要求")
        again = text_of(papers.reprint(first.issue))
        assert f"{CANARY}要删的" not in again and "本件签发以后" in again and "本人要求" in again
        assert to_microseconds(clock()) - first.issue.issued == timedelta(days=2) // timedelta(microseconds=1)
    with sample_vault.open(clock, read_only=True) as vault:
        room = IncidentRoom(vault, bytes.fromhex(room.id), clock)
        papers = IncidentPapers(room, law, sections)
        assert "草稿" in text_of(papers.preview(Wanted("incident")))
        with pytest.raises(VaultReadOnly):
            papers.issue(Wanted("incident"))
