"""A value is never anything but text, wherever it stands and whichever face shows it."""

from __future__ import annotations

import html
import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from secretguard import documents
from secretguard.documents.coverage import printable
from secretguard.visible import clean
from tests.documents.conftest import MOMENT, TEMPLATES
from tests.documents.hostile import HOSTILE, PLACES
from tests.documents.reading_pdf import pages, squeezed

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def test_the_tree_has_exactly_the_blocks_of_the_template(hostile):
    kinds = Counter(block.kind for block in hostile.blocks)
    count = len(HOSTILE)
    assert kinds == {
        "heading": count,
        "paragraph": 4 * count,
        "list": count,
        "table": count,
        "callout": count,
    }


def test_every_hostile_value_stands_whole_in_all_places_of_the_pdf(hostile):
    running = re.compile("^转义检验第\\d+个值|第\\d+页共\\d+页$")
    text = "".join(running.sub("", squeezed(page)) for page in pages(documents.to_pdf(hostile)))
    for value in HOSTILE:
        assert text.count(squeezed(printable(clean(value)))) == PLACES, value


def test_every_hostile_value_stands_whole_in_all_places_of_the_html(hostile):
    page = documents.to_html(hostile).split("</style>", 1)[1]
    text = squeezed(html.unescape(re.sub(r"<[^>]+>", "", page)))
    for value in HOSTILE:
        assert text.count(squeezed(clean(value))) == PLACES, value


def test_every_hostile_value_stands_whole_in_all_places_of_the_terminal(hostile):
    shown = documents.to_terminal(hostile, width=500)
    text = squeezed(re.sub("[│┃┏┓┗┛━─╭╮╰╯•]", "", shown))
    for value in HOSTILE:
        assert text.count(squeezed(clean(value))) == PLACES, value


def test_the_html_runs_nothing_and_loads_nothing(hostile, specimen):
    for document in (hostile, specimen):
        page = documents.to_html(document)
        assert "<script" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page
        assert "default-src 'none'" in page
        assert not _BIDI.search(page)


def test_the_terminal_text_moves_no_cursor_and_reorders_nothing(hostile):
    shown = documents.to_terminal(hostile)
    assert "\x1b" not in shown
    assert not _BIDI.search(shown)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)


def test_a_value_in_a_chart_label_is_escaped():
    document = documents.read("specimen.md", {"x": "</text><a>&", "rows": 1}, moment=MOMENT, folder=TEMPLATES)
    page = documents.to_html(document)
    assert "&lt;/text&gt;&lt;a&gt;&amp;" in page
    assert "</text><a>" not in page


@given(value=st.text())
@settings(max_examples=60, deadline=None)
def test_no_text_whatever_changes_the_tree(value):
    document = documents.read("hostile.md", {"hostile": [value]}, moment=MOMENT, folder=TEMPLATES)
    kinds = [block.kind for block in document.blocks]
    assert kinds == [
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
        "paragraph",
        "list",
        "table",
        "callout",
    ]
    assert document.blocks[-1].title == clean(value).replace("\n", " ")


@given(text=st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_unseen(text):
    once = clean(text)
    assert clean(once) == once
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ue000-\uf8ff]", once)


def test_a_list_or_dictionary_in_the_data_prints_as_text():
    document = documents.read(
        "hostile.md", {"hostile": [{"t": "badge", "text": "x"}, ["a"]]}, moment=MOMENT, folder=TEMPLATES
    )
    assert document.blocks[1].content == ("{'t': 'badge', 'text': 'x'}",)
