"""The Word file: hostile values stay text, and the same document gives the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from secretguard import documents
from secretguard.visible import clean
from tests.documents.conftest import MOMENT, TEMPLATES
from tests.documents.hostile import HOSTILE, PLACES
from tests.documents.reading_pdf import squeezed
from tests.documents.reading_word import W, main_text, outside_links, parts, text_of

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def hostile_word(hostile):
    return documents.to_word(hostile)


def test_every_hostile_value_stands_whole_in_all_places(hostile_word):
    text = squeezed(text_of(main_text(hostile_word)))
    for value in HOSTILE:
        assert text.count(squeezed(clean(value))) == PLACES, value


def test_a_hostile_value_makes_no_link_no_field_and_no_control(hostile_word):
    root = main_text(hostile_word)
    assert outside_links(hostile_word) == []
    assert not list(root.iter(f"{W}hyperlink", f"{W}instrText", f"{W}fldSimple", f"{W}sdt", f"{W}object"))
    text = text_of(root)
    assert not _BIDI.search(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)


def test_every_part_is_well_formed_and_no_part_is_listed_twice(hostile_word):
    with zipfile.ZipFile(BytesIO(hostile_word)) as opened:
        names = opened.namelist()
    assert len(names) == len(set(names))
    for name, content in parts(hostile_word).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)


@given(value=st.text())
@settings(max_examples=40, deadline=None)
def test_any_text_whatever_is_written_and_read_back(value):
    document = documents.read("hostile.md", {"hostile": [value]}, moment=MOMENT, folder=TEMPLATES)
    root = main_text(documents.to_word(document))
    assert squeezed(text_of(root)).count(squeezed(clean(value))) >= (PLACES if squeezed(clean(value)) else 0)
    assert len(list(root.iter(f"{W}tbl"))) == 2


def test_no_entry_of_the_package_bears_the_time_of_saving(hostile_word):
    with zipfile.ZipFile(BytesIO(hostile_word)) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


_FINGERPRINT = """
import hashlib
from secretguard import documents
from tests.documents.conftest import MOMENT, TEMPLATES
from tests.documents.sample_report import sample_report
specimen = documents.read("specimen.md", {"x": "示例甲", "rows": 9}, moment=MOMENT, folder=TEMPLATES)
for document in (documents.quick_report(sample_report()), specimen):
    print(hashlib.sha256(documents.to_word(document)).hexdigest())
"""


def _fingerprint(folder, **environment):
    root = str(TEMPLATES.parent.parent.parent)
    finished = subprocess.run(
        [sys.executable, "-c", _FINGERPRINT],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout


def test_two_processes_in_different_places_write_the_same_bytes(tmp_path):
    here = _fingerprint(TEMPLATES, TZ="Asia/Shanghai", LANG="zh_CN.UTF-8", PYTHONHASHSEED="1")
    there = _fingerprint(tmp_path, TZ="America/New_York", LANG="C", PYTHONHASHSEED="77", COLUMNS="33")
    assert here == there
    assert len(here.split()) == 2
