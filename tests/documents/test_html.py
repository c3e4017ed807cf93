"""The HTML: one file, in order, readable without us."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from secretguard import documents

_VOID = {"meta", "br", "col", "hr"}


class _Balance(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
        self.ids = []

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def _checked(page: str) -> _Balance:
    balance = _Balance()
    balance.feed(page)
    return balance


def test_every_tag_is_closed_in_order_and_every_id_is_given_once(report, specimen):
    for document in (report, specimen):
        balance = _checked(documents.to_html(document))
        assert balance.open == []
        assert len(balance.ids) == len(set(balance.ids))


def test_every_inner_link_has_a_target(specimen):
    page = documents.to_html(specimen)
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(_checked(page).ids)
    assert "tab-one" in targets


def test_it_names_no_outside_source(report):
    page = documents.to_html(report)
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert "url(" not in page


def test_its_table_heads_are_heads(report):
    page = documents.to_html(report)
    assert page.count('<th scope="col"') > 20
    assert '<th class="group" scope="rowgroup"' in page
