"""What a template's author sees: the language works as told, and every slip is named with its place."""

from __future__ import annotations

import pytest

from secretguard import documents
from secretguard.documents.tree.blocks import Form, Heading, ListBlock, Paragraph, Table
from secretguard.documents.tree.inlines import Emphasis, Link, Strong
from secretguard.errors import ContentError
from tests.documents.conftest import MOMENT

HEAD = "---\ntitle: 题目\norg: 示例公司\n---\n"


@pytest.fixture
def build(tmp_path):
    def build_from(body, head=HEAD, **data):
        (tmp_path / "t.md").write_text(head + body, "utf-8")
        return documents.read("t.md", data, moment=MOMENT, folder=tmp_path)

    return build_from


def test_chinese_quotation_marks_do_not_stop_bold(build):
    (paragraph,) = build("**“甲方”**是，*楷体*也是").blocks
    assert paragraph.content == (Strong(("“甲方”",)), "是，", Emphasis(("楷体",)), "也是")


def test_a_line_end_joins_chinese_and_separates_latin(build):
    chinese, latin = build("一行\n二行\n\none\ntwo").blocks
    assert chinese.content == ("一行二行",)
    assert latin.content == ("one two",)


def test_a_space_beside_a_chinese_value_goes_and_beside_a_number_stays(build):
    chinese, number = build("由 {{ name }} 办\n\n共 {{ count }} 项", name="示例甲", count=3).blocks
    assert chinese.content == ("由示例甲办",)
    assert number.content == ("共 3 项",)


def test_headings_are_numbered_and_references_follow(build):
    document = build(
        "# 甲 {id=a}\n\n## 乙\n\n# 丙 {-}\n\n见[](#t)\n\n::: table caption=表 id=t\n|a|\n|-|\n|1|\n:::\n"
    )
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [heading.number for heading in headings] == ["一、", "（一）", ""]
    link = next(part for part in document.blocks[3].content if isinstance(part, Link))
    assert link.content == ("表 1",)


def test_a_paragraph_holds_on_to_the_list_that_follows(build):
    first, following = build("引出：\n\n- 一\n").blocks
    assert isinstance(following, ListBlock)
    assert isinstance(first, Paragraph)
    assert first.keep


def test_a_form_pair_splits_at_the_author_s_colon_only(build):
    (form,) = build(
        "::: form\n- {{ label }}: {{ text }}\n- +宽: x\n:::\n", label="甲：乙", text="+a: b"
    ).blocks
    assert isinstance(form, Form)
    assert form.rows[0][0].label == ("甲：乙",)
    assert form.rows[0][0].content == ("+a: b",)
    assert form.rows[1][0].wide


def test_only_an_author_makes_a_group_row(build):
    body = "|a|b|\n|-|-|\n|组| |\n|{{ x }}|{{ empty }}|\n"
    (table,) = build(body, x="一", empty="").blocks
    assert isinstance(table, Table)
    assert [row.group for row in table.rows] == [True, False]


def test_a_heading_value_cannot_set_an_id(build):
    (heading,) = build("# {{ x }}\n", x="题 {id=evil} {-}").blocks
    assert heading.number == "一、"
    assert heading.content == ("题 {id=evil} {-}",)


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("一\n\n::: nothing\n:::\n", 7, "没有叫“nothing”的指令"),
        ("::: callout\n文字\n", 5, "没有结束"),
        (":::\n", 5, "没有可以结束的"),
        ("::: toc colour=red\n", 5, "没有选项 colour"),
        ("::: callout loud\n:::\n", 5, "不认识“loud”"),
        ("::: lines many\n", 5, "不认识“many”"),
        ("::: space\n", 5, "少了一个数"),
        ("::: table widths=1\n|a|b|\n|-|-|\n|1|2|\n:::\n", 5, "widths 有 1 个数，表格有 2 列"),
        ("::: chart bars\n没有\n:::\n", 5, "缺少一张表格"),
        ("::: chart bars\n|a|b|\n|-|-|\n|1|{{ x }}|\n:::\n", 5, "不是数字"),
        ("::: chart radar\n|a|b|\n|-|-|\n|1|2|\n:::\n", 5, "至少要三行"),
        ("::: qr\n", 5, "二维码没有内容"),
        ("见[](#none)\n", 5, "没有编号为“none”"),
        ("{{ missing }}\n", 5, "missing"),
        ("{{ x.__class__ }}\n", 5, "missing|class|不被允许|数据里没有"),
        ("{{ x * 9 }}\n", 5, "不允许用 \\* 重复"),
        ("{% macro m() %}{% endmacro %}\n", 5, "不支持 {% macro %}"),
        ("{% set y %}a{% endset %}\n", 5, "不支持"),
        ("{% if %}\n", 5, "写法不对"),
        ("{{ x | safe }}\n", 5, "safe"),
        ("{{ 1 / 0 }}\n", 5, "不能计算"),
        ("{% include 'gone.md' %}\n", 0, "找不到模板 gone.md"),
        ("{{ badge('a', 'loud') }}\n", 5, "没有叫“loud”的徽标"),
        ("\ue0001\ue001\n", 0, "保留字符"),
    ],
)
def test_a_slip_is_named_with_its_line_and_a_hint(build, body, line, words):
    with pytest.raises(ContentError, match=words) as caught:
        build(body, x="不是数")
    assert caught.value.facts["file"] == "t.md"
    assert caught.value.facts["line"] == line
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("没有文首\n", "缺少文首信息"),
        ("---\ntitle: a\n", "没有结束"),
        ("---\ntitle: a\n---\n", "缺少“org”"),
        ("---\ntitle: [\n---\n", "不是正确的 YAML"),
        ("---\n- a\n---\n", "“名称: 内容”"),
        ("---\ntitle: &a b\norg: *a\n---\n", "别名"),
        ("---\ntitle: a\norg: b\ncolour: c\n---\n", "没有“colour”"),
        ("---\ntitle: a\norg: b\nstyle: loud\n---\n", "没有叫“loud”的版式"),
        ("---\ntitle: a\norg: b\nnumbering: loud\n---\n", "编号方式"),
    ],
)
def test_a_slip_in_the_front_matter_is_named(build, head, words):
    with pytest.raises(ContentError, match=words):
        build("文字\n", head=head)


def test_a_missing_template_is_named(tmp_path):
    with pytest.raises(ContentError, match="找不到模板"):
        documents.read("gone.md", {}, moment=MOMENT, folder=tmp_path)


def test_front_matter_values_are_never_yaml(build):
    document = build("文字", head='---\ntitle: "{{ x }}"\norg: {{ x }}\n---\n', x='a: "b"\n- &c')
    assert document.meta.title == 'a: "b" - &c'
    assert document.meta.organisation == 'a: "b" - &c'
