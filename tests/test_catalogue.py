"""The English catalogue is complete, current and well formed; the tool that keeps it so says what is not."""

from __future__ import annotations

import gettext
import io

import pytest
from babel.messages.catalog import Catalog

from tools.catalogue import SteadyCatalog, as_mo, as_po, check, gather, problems, read_catalogue, updated


def catalogue(source: str, text: str = "") -> Catalog:
    made = SteadyCatalog(locale="en", fuzzy=False)
    made.add(source, text)
    return made


def test_every_marked_string_has_its_english_text() -> None:
    assert check() == [], "run `make catalogue` and fill in what it lists"


def test_the_same_sources_give_the_same_bytes() -> None:
    found, known = gather(), read_catalogue()
    once = updated(found, known)
    assert as_po(once) == as_po(updated(found, once))
    assert as_mo(once) == as_mo(updated(found, once))
    assert b"Date" not in as_po(once).split(b"\n\n")[0]


def test_the_compiled_catalogue_translates_with_context() -> None:
    compiled = gettext.GNUTranslations(io.BytesIO(as_mo(read_catalogue())))
    assert compiled.pgettext("mark", "漏") == "MS"
    assert compiled.pgettext("seat", "评估") == "Evaluator"
    assert compiled.gettext("总评") == "Overall"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not translated"),
        ("{name} is gone", "places"),
        ("{path} is 没有", "Chinese left"),
        ("{path} is gone。", "Chinese left"),
    ],
)
def test_a_bad_text_is_reported(text: str, complaint: str) -> None:
    source = "{path} 没有了"
    (told,) = problems(catalogue(source), catalogue(source, text))
    assert complaint in told
    assert source in told


def test_a_good_text_is_not_reported() -> None:
    assert list(problems(catalogue("{path} 没有了"), catalogue("{path} 没有了", "{path} is gone"))) == []


def test_a_fuzzy_text_is_reported_and_stays_fuzzy() -> None:
    known = catalogue("好", "good")
    known["好"].flags.add("fuzzy")
    assert [told.split(":")[0] for told in problems(catalogue("好"), known)] == ["fuzzy"]
    assert updated(catalogue("好"), known)["好"].fuzzy


def test_a_text_whose_source_is_gone_is_reported_then_dropped() -> None:
    known = catalogue("旧", "old")
    assert any("no longer used" in told for told in problems(catalogue("新"), known))
    assert "旧" not in updated(catalogue("新"), known)
