"""The Word file: the same paper as the PDF, in Word's own terms."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from io import BytesIO

import docx
import pytest
from lxml import etree

from secretguard import documents
from secretguard.documents.files import write_documents
from secretguard.documents.tree.blocks import (
    Annex,
    Block,
    Callout,
    Chart,
    Group,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    Table,
)
from secretguard.documents.tree.document import outline
from secretguard.documents.tree.inlines import flat
from tests.documents.conftest import MOMENT, TEMPLATES
from tests.documents.reading_word import (
    W,
    data_tables,
    lines_in,
    main_text,
    outside_links,
    parts,
    style_of,
    text_of,
)

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NO_BREAK_SPACE = "\u00a0"


@pytest.fixture(scope="module")
def report_word(report):
    return documents.to_word(report)


@pytest.fixture(scope="module")
def specimen_word(specimen):
    return documents.to_word(specimen)


@pytest.fixture(scope="module")
def official_word():
    document = documents.read("official.md", {"filler": "国" * 800}, moment=MOMENT, folder=TEMPLATES)
    return documents.to_word(document)


def _all(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Annex | Callout | Group):
            yield from _all(block.blocks)
        if isinstance(block, ListBlock):
            for entry in block.entries:
                yield from _all(entry.blocks)


def _said(content) -> str:
    return flat(content).replace(_NO_BREAK_SPACE, "")


def test_python_docx_opens_it_and_finds_who_what_and_when(report_word, report):
    about = docx.Document(BytesIO(report_word)).core_properties
    assert about.title == f"{report.meta.title}　{report.meta.subtitle}"
    assert about.author == report.meta.organisation
    assert about.created == report.moment.astimezone(UTC).replace(microsecond=0)
    assert about.language == "zh-CN"
    assert about.comments == ""


def test_a_very_long_name_still_makes_a_word_file(report):
    long = replace(report, meta=replace(report.meta, organisation="长" * 400, title="题" * 300))
    about = docx.Document(BytesIO(documents.to_word(long))).core_properties
    assert about.author == "长" * 254 + "…"
    assert about.title.startswith("题" * 254)


def test_its_headings_are_those_of_the_tree_in_order(report_word, report, specimen_word, specimen):
    for word, document in ((report_word, report), (specimen_word, specimen)):
        wanted = [
            block.number + flat(block.content)
            for block in _all(document.blocks)
            if isinstance(block, Heading)
        ]
        assert lines_in(word, "Heading") == wanted
        assert len(wanted) > 3


def test_its_headings_have_the_levels_of_the_tree(specimen_word, specimen):
    wanted = [f"Heading{block.level}" for block in _all(specimen.blocks) if isinstance(block, Heading)]
    found = [style_of(line) for line in main_text(specimen_word).iter(f"{W}p")]
    assert [style for style in found if style.startswith("Heading")] == wanted


def test_its_tables_are_those_of_the_tree_cell_by_cell(report_word, report, specimen_word, specimen):
    for word, document in ((report_word, report), (specimen_word, specimen)):
        tables = [block for block in _all(document.blocks) if isinstance(block, Table)]
        wanted = []
        for table in tables:
            body = [row.cells[:1] if row.group else row.cells for row in table.rows]
            wanted.append([[_said(cell) for cell in row] for row in (table.head, *body)])
        found = [
            [[cell.replace(_NO_BREAK_SPACE, "").replace("\n", " ") for cell in row] for row in table]
            for table in data_tables(word)
        ]
        blanks_aside = str.maketrans("", "", "　 ")
        assert _translated(found, blanks_aside) == _translated(wanted, blanks_aside)
        assert tables


def _translated(tables: list[list[list[str]]], mapping: dict[int, None]) -> list[list[list[str]]]:
    return [[[cell.translate(mapping) for cell in row] for row in table] for table in tables]


def test_its_captions_number_tables_and_figures_as_the_tree_does(specimen_word, specimen):
    captioned = [block for block in _all(specimen.blocks) if isinstance(block, Table | Chart)]
    assert lines_in(specimen_word, "Caption") == [f"{block.number}　{block.caption}" for block in captioned]


def test_every_table_has_fixed_widths_that_fit_the_page_on_the_table_and_each_cell(
    report_word, specimen_word
):
    for word in (report_word, specimen_word):
        for table in main_text(word).iter(f"{W}tbl"):
            assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
            columns = [int(one.get(f"{W}w")) for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
            for row in table.iterfind(f"{W}tr"):
                widths = [int(one.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for one in row.iterfind(f"{W}tc")]
                assert sum(widths) == pytest.approx(sum(columns), abs=len(columns))


def test_no_row_breaks_over_two_pages_and_no_two_tables_touch(report_word, specimen_word):
    for word in (report_word, specimen_word):
        root = main_text(word)
        for table in root.iter(f"{W}tbl"):
            following = table.getnext()
            assert following is not None
            assert following.tag != f"{W}tbl"
        for table in data_tables_elements(root):
            assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iterfind(f"{W}tr"))


def data_tables_elements(root: etree._Element) -> list[etree._Element]:
    return [table for table in root.iter(f"{W}tbl") if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]


def test_every_cell_ends_with_a_paragraph_as_word_asks(report_word, specimen_word):
    for word in (report_word, specimen_word):
        for cell in main_text(word).iter(f"{W}tc"):
            assert cell[-1].tag == f"{W}p"


def test_every_style_has_an_east_asian_face_and_no_theme(report_word, official_word):
    for word in (report_word, official_word):
        root = etree.fromstring(parts(word)["word/styles.xml"])
        faces = root.findall(f"{W}style[@{W}type='paragraph']/{W}rPr/{W}rFonts")
        assert len(faces) == len(root.findall(f"{W}style[@{W}type='paragraph']"))
        assert all(face.get(f"{W}eastAsia") for face in faces)
        assert not [name for face in root.iter(f"{W}rFonts") for name in face.attrib if "Theme" in name]


def test_every_style_that_the_paper_uses_exists(report_word, specimen_word, official_word):
    for word in (report_word, specimen_word, official_word):
        held = parts(word)
        known = set(etree.fromstring(held["word/styles.xml"]).xpath("//@*[local-name()='styleId']"))
        for name, content in held.items():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(content)
                used = {one.get(f"{W}val") for one in root.iter(f"{W}pStyle", f"{W}rStyle")}
                assert used <= known, name


def test_the_text_is_indented_by_two_characters_whatever_its_size(report_word):
    normal = etree.fromstring(parts(report_word)["word/styles.xml"]).find(f"{W}style[@{W}styleId='Normal']")
    assert normal.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"


def test_every_inner_link_has_its_bookmark_once(specimen_word):
    root = main_text(specimen_word)
    names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    wanted = {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")} - {None}
    assert len(names) == len(set(names))
    assert wanted
    assert wanted <= set(names)
    assert all(len(name) <= 40 for name in names)


def test_it_links_to_allowed_schemes_only(specimen_word, report_word):
    assert outside_links(specimen_word) == ["https://example.org/a"]
    assert outside_links(report_word) == []


def test_a_footnote_is_called_once_and_stands_whole(specimen_word):
    notes = etree.fromstring(parts(specimen_word)["word/footnotes.xml"])
    called = [one.get(f"{W}id") for one in main_text(specimen_word).iter(f"{W}footnoteReference")]
    written = {note.get(f"{W}id"): text_of(note).strip() for note in notes.iter(f"{W}footnote")}
    assert [written[number] for number in called] == ["脚注里的话。"]


def test_the_contents_are_a_field_that_word_fills_anew_and_list_every_heading_meanwhile(
    specimen_word, specimen
):
    root = main_text(specimen_word)
    instructions = [one.text.strip() for one in root.iter(f"{W}instrText")]
    assert instructions[0].startswith('TOC \\o "1-2"')
    assert root.find(f".//{W}fldChar").get(f"{W}dirty") == "true"
    wanted = [entry.number + entry.text for entry in outline(specimen.blocks) if entry.level <= 2]
    assert lines_in(specimen_word, "TOC") == wanted


def test_every_field_that_begins_ends(specimen_word, official_word):
    for word in (specimen_word, official_word):
        for name, content in parts(word).items():
            if name.startswith("word/") and name.endswith(".xml"):
                kinds = [one.get(f"{W}fldCharType") for one in etree.fromstring(content).iter(f"{W}fldChar")]
                assert kinds.count("begin") == kinds.count("separate") == kinds.count("end"), name


def test_header_and_footer_name_title_chapter_checkpoint_and_pages(report_word, report):
    held = parts(report_word)
    header, footer = (etree.fromstring(held[f"word/{name}1.xml"]) for name in ("header", "footer"))
    assert report.meta.header in text_of(header)
    assert report.meta.footer in text_of(footer)
    codes = [one.text.strip() for root in (header, footer) for one in root.iter(f"{W}instrText")]
    assert codes == ["STYLEREF 1", "PAGE", "NUMPAGES"]


def test_the_cover_has_neither_header_nor_footer_and_a_landscape_page_lies_down(specimen_word):
    sections = list(main_text(specimen_word).iter(f"{W}sectPr"))
    cover, _text, landscape, _annex = sections
    assert cover.find(f"{W}footerReference") is None
    size = landscape.find(f"{W}pgSz")
    assert int(size.get(f"{W}w")) > int(size.get(f"{W}h"))
    assert all(section.find(f"{W}footerReference").get(f"{_R}id") for section in sections[1:])


def test_charts_are_sharp_pictures_that_say_their_data(specimen_word, specimen):
    charts = [block for block in _all(specimen.blocks) if isinstance(block, Chart)]
    described = main_text(specimen_word).xpath("//*[local-name()='docPr']/@descr")
    assert [alternative for alternative in described if alternative in {chart.alt for chart in charts}] == [
        chart.alt for chart in charts
    ]
    drawn = [content for name, content in parts(specimen_word).items() if name.endswith(".png")]
    assert {content[:8] for content in drawn} == {b"\x89PNG\r\n\x1a\n"}
    widest = max(struct.unpack(">I", content[16:20])[0] for content in drawn)
    assert widest == pytest.approx(156 / 25.4 * 220, abs=2)


def test_pictures_have_different_numbers(specimen_word, report_word):
    for word in (specimen_word, report_word):
        numbers = main_text(word).xpath("//*[local-name()='docPr']/@id")
        assert numbers
        assert len(numbers) == len(set(numbers))


def test_boxes_are_boxes_that_can_be_clicked(specimen_word):
    boxes = main_text(specimen_word).xpath(
        "//*[local-name()='checkbox']/*[local-name()='checked']/@*[local-name()='val']"
    )
    assert boxes.count("1") == 62
    assert boxes.count("0") == 2


def test_lists_are_lists_of_word_and_each_numbered_one_starts_at_one(specimen_word):
    counted = main_text(specimen_word).findall(f".//{W}numId")
    lists = etree.fromstring(parts(specimen_word)["word/numbering.xml"])
    assert counted
    for one in counted:
        found = lists.find(f"{W}num[@{W}numId='{one.get(f'{W}val')}']")
        assert found.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"


def test_places_to_sign_the_seal_and_the_code_are_all_there(specimen_word):
    words = text_of(main_text(specimen_word))
    for word in ("主持人", "负责人", "签名", "年　　月　　日", "（公章）", "检查点"):
        assert word in words


def test_an_official_document_has_its_frame_in_order(official_word):
    words = text_of(main_text(official_word)).replace("国", "")
    places = [
        words.index(part)
        for part in (
            "内部资料",
            "示例公司文件",
            "示例发〔2026〕1号",
            "应急预案",
            "各部门：",
            "一、总则",
            "（一）目的",
            "抄送：示例局",
            "示例公司办公室",
            "印发",
        )
    ]
    assert places == sorted(places)
    assert b"evenAndOddHeaders" in parts(official_word)["word/settings.xml"]


def test_an_official_document_uses_the_faces_of_the_standard(official_word):
    styles = etree.fromstring(parts(official_word)["word/styles.xml"])
    faces = {
        style.get(f"{W}styleId"): style.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")
        for style in styles.iterfind(f"{W}style[@{W}type='paragraph']")
    }
    assert [faces[f"Heading{level}"] for level in (1, 2, 3, 4)] == ["黑体", "楷体", "仿宋", "仿宋"]
    assert faces["Normal"] == "仿宋"


def test_it_carries_nothing_but_its_own_parts(report_word):
    assert {name.split("/")[-1] for name in parts(report_word)}.isdisjoint(
        {"thumbnail.jpeg", "app.xml", "item1.xml", "stylesWithEffects.xml", "quick-report.json"}
    )


def test_an_english_document_says_so(specimen):
    english = documents.to_word(replace(specimen, meta=replace(specimen.meta, language="en")))
    assert docx.Document(BytesIO(english)).core_properties.language == "en"


def test_a_document_without_blocks_is_still_a_document(specimen):
    empty = documents.to_word(replace(specimen, blocks=()))
    assert len(list(main_text(empty).iter(f"{W}sectPr"))) == 1
    assert docx.Document(BytesIO(empty)).paragraphs


def test_every_picture_that_cannot_be_drawn_is_told_not_thrown(specimen):
    charts = [block for block in _all(specimen.blocks) if isinstance(block, Chart)]
    broken = replace(specimen, blocks=(replace(charts[0], svg="<svg"),))
    with pytest.raises(documents.PrintingError, match="无法画出 Word 文件里的图"):
        documents.to_word(broken)


def test_it_becomes_a_file_when_asked_for(report, report_word, tmp_path):
    (path,) = write_documents(report, tmp_path, "速报", ("docx",))
    assert path.name == "速报.docx"
    assert path.read_bytes() == report_word


def test_a_break_between_pages_leaves_no_page_empty(specimen):
    text = Paragraph(("一",))
    blocks = (PageBreak(), text, PageBreak(), PageBreak(), text, PageBreak())
    root = main_text(documents.to_word(replace(specimen, blocks=blocks)))
    assert len(list(root.iter(f"{W}pageBreakBefore"))) == 1
