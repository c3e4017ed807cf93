"""The PDF: archival, accessible, complete, and the same on every machine."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from secretguard import documents
from secretguard.documents import pdf as printing
from secretguard.documents.tree.document import outline as tree_outline
from tests.documents.conftest import MOMENT, TEMPLATES
from tests.documents.reading_pdf import outline, pages, squeezed, structure, whole_text

_FAMILIES = ("NotoSansSC", "NotoSerifSC", "NotoEmoji", "SecretGuardKai", "DejaVuSansMono")


def test_it_declares_pdf_a_3b_and_pdf_ua_1(report_pdf, report):
    with pikepdf.open(BytesIO(report_pdf)) as opened:
        about = opened.open_metadata()
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("3", "B")
        assert about["pdfuaid:part"] == "1"
        assert str(opened.Root.Lang).startswith("zh")
        assert bool(opened.Root.MarkInfo.Marked)
        assert len(opened.Root.OutputIntents) == 1
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert about["dc:title"].startswith(report.meta.title)
        assert about["dc:creator"] == ["示例公司"]


def test_its_only_date_is_the_document_s_moment(report_pdf, report):
    with pikepdf.open(BytesIO(report_pdf)) as opened:
        stored = str(opened.docinfo["/CreationDate"])
    assert report.moment.strftime("%M%S") in stored
    assert "20261124074100" in stored


def test_tables_notes_figures_and_contents_are_tagged(specimen_pdf):
    assert {"TOC", "TH", "TD", "Figure", "Note", "Caption", "H1", "H2", "L", "LI", "Link"} <= structure(
        specimen_pdf
    )


def test_every_font_is_embedded_and_ours(specimen_pdf):
    with pikepdf.open(BytesIO(specimen_pdf)) as opened:
        fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
        described = [one for one in fonts if one.get("/Type") == "/FontDescriptor"]
    assert described
    for descriptor in described:
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert str(descriptor.FontName).partition("+")[2].startswith(_FAMILIES)


def test_the_attachment_is_the_data_whose_hash_is_printed(report_pdf, report):
    with pikepdf.open(BytesIO(report_pdf)) as opened:
        assert len(opened.Root.AF) == 1
        attached = opened.attachments["quick-report.json"].get_file().read_bytes()
    assert attached.decode("utf-8") == report.attachments[0].text
    assert hashlib.sha256(attached).hexdigest() in whole_text(report_pdf)


def test_the_contents_page_gives_the_page_of_every_heading(specimen, specimen_pdf):
    by_title = {squeezed(title): page for title, page in outline(specimen_pdf)}
    contents = squeezed(pages(specimen_pdf)[1])
    listed = [entry for entry in tree_outline(specimen.blocks) if entry.level <= 2]
    assert listed
    for entry in listed:
        title = squeezed(entry.number + entry.text)
        assert re.search(re.escape(title) + rf"\.+{by_title[title]}(?!\d)", contents), title


def test_the_last_footer_is_the_number_of_pages(specimen_pdf):
    texts = [squeezed(text) for text in pages(specimen_pdf)]
    assert f"第{len(texts)}页共{len(texts)}页" in texts[-1]


_FRONT = "---\ntitle: 题名\norg: 示例公司\n---\n\n"


def _printed(folder, body: str) -> list[str]:
    """The pages of a document with this text, squeezed."""
    (folder / "own.md").write_text(_FRONT + body, encoding="utf-8")
    document = documents.read("own.md", {}, moment=MOMENT, folder=folder)
    return [squeezed(text) for text in pages(documents.to_pdf(document))]


def test_the_running_head_names_the_section_in_force_where_the_page_begins(tmp_path):
    filler = "示例甲当场记下了时间和来源，示例乙去看机柜。" * 8 + "\n\n"
    first, second, third = _printed(
        tmp_path, f"# 甲节\n\n{filler * 8}# 乙节\n\n一句。\n\n# 丙节\n\n{filler * 6}"
    )[:3]
    assert first.startswith(("题名一、甲节", "题名甲节"))
    assert "乙节" in second and "丙节" in second
    assert "甲节" in second.split("示例")[0] and "乙节" not in second.split("示例")[0]
    assert "丙节" in third.split("示例")[0]


def test_a_short_table_is_never_torn(tmp_path):
    rows = "".join(f"| 第{number}行 | 内容{number} |\n" for number in range(1, 7))
    table = f"\n| 行 | 内容 |\n|---|---|\n{rows}\n"
    for lines in range(20, 40, 3):
        body = "# 节\n\n" + "一行字。\n\n" * lines + table
        holding = [text for text in _printed(tmp_path, body) if "内容1" in text or "内容6" in text]
        assert len(holding) == 1 and "内容1" in holding[0] and "内容6" in holding[0], lines


def test_head_and_group_row_stand_on_every_page_of_a_long_table(specimen_pdf):
    texts = [squeezed(text) for text in pages(specimen_pdf)]
    with_rows = [text for text in texts if text.count("示例甲P完成☑") > 1]
    assert len(with_rows) > 1
    assert all("编号内容评级第一组" in text for text in with_rows)


def test_every_paragraph_and_cell_is_in_the_text(specimen_pdf):
    text = whole_text(specimen_pdf)
    words = (
        "粗体",
        "楷体",
        "代码",
        "脚注里的话。",
        "引用一句",
        "codeblock",
        "当心",
        "留在一页",
        "居中",
        "附件内容",
    )
    assert [word for word in words if word not in text] == []
    assert "\ufffd" not in text


def test_rare_characters_print_and_uncovered_ones_print_as_their_number():
    value = "䶮 㛃 \U0002cc56 😀 ☐ ☑ ☒ ✓ ✗ 𠮷"
    document = documents.read("specimen.md", {"x": value, "rows": 1}, moment=MOMENT, folder=TEMPLATES)
    text = whole_text(documents.to_pdf(document))
    assert "䶮㛃\U0002cc56😀☐☑☒✓✗〔U+20BB7〕" in text
    assert "𠮷" not in text


def test_a_page_of_an_official_document_holds_22_lines_of_28_characters():
    data = {"filler": "国" * 2000}
    document = documents.read("official.md", data, moment=MOMENT, folder=TEMPLATES)
    printed = documents.to_pdf(document)
    full = pages(printed)[1]
    lines = [line for line in full.splitlines() if set(line) == {"国"}]
    assert (len(lines), {len(line) for line in lines}) == (22, {28})
    assert "抄送：示例局" in whole_text(printed)


def test_a_warning_of_the_typesetter_is_a_failure(specimen, monkeypatch):
    monkeypatch.setattr(printing, "_FACES", {**printing._FACES, "kai": "No Such Face"})
    with pytest.raises(documents.PrintingError, match="无法排成 PDF"):
        documents.to_pdf(specimen)


def test_an_english_document_says_so(specimen):
    english = replace(specimen, meta=replace(specimen.meta, language="en"))
    with pikepdf.open(BytesIO(documents.to_pdf(english))) as opened:
        assert str(opened.Root.Lang) == "en"
    assert '<html lang="en">' in documents.to_html(english)


_FINGERPRINTS = """
import hashlib
from secretguard import documents
from tests.documents.sample_report import sample_report
document = documents.quick_report(sample_report())
print(hashlib.sha256(documents.to_pdf(document)).hexdigest())
print(hashlib.sha256(documents.to_html(document).encode()).hexdigest())
print(hashlib.sha256(documents.to_terminal(document).encode()).hexdigest())
"""


def _fingerprints(folder, **environment):
    root = str(TEMPLATES.parent.parent.parent)
    finished = subprocess.run(
        [sys.executable, "-c", _FINGERPRINTS],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout


def test_two_processes_in_different_places_write_the_same_bytes(tmp_path):
    here = _fingerprints(TEMPLATES, TZ="Asia/Shanghai", LANG="zh_CN.UTF-8", PYTHONHASHSEED="1")
    there = _fingerprints(tmp_path, TZ="America/New_York", LANG="C", PYTHONHASHSEED="77", COLUMNS="33")
    assert here == there
