"""The catalogue that ships, and the profiles over it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest

from secretguard.content import (
    BASELINE,
    LawTable,
    OwnerRole,
    Profile,
    Requirement,
    Standard,
    StandardShelf,
    content_folders,
    load_law,
    load_standards,
    new_crosswalk,
    printed_clauses,
)
from secretguard.register import duty_words

FOLDERS = content_folders("standards")
UNREAD = ("linhai-enterprise", "linhai-park", "zhejiang-2020", "taizhou-2021")
AREAS = {
    "ORG": 7, "SCOPE": 9, "CLASS": 5, "PEOPLE": 11, "CARRIER": 7, "AREA": 7, "SYSTEM": 14, "DATA": 3,
    "COOP": 9, "PUB": 4, "PATENT": 4, "EMERG": 8, "RIGHTS": 5, "EVID": 6, "AWARE": 4, "CHECK": 6, "PARK": 39,
}  # fmt: skip


@pytest.fixture(scope="module")
def law() -> LawTable:
    return load_law(FOLDERS)


@pytest.fixture(scope="module")
def shelf(law: LawTable) -> StandardShelf:
    return load_standards(FOLDERS, law)


@pytest.fixture(scope="module")
def baseline(shelf: StandardShelf) -> Standard:
    found = shelf.standard(BASELINE)
    assert found is not None
    return found


def profile(shelf: StandardShelf, profile_id: str) -> Profile:
    found = shelf.profile(profile_id)
    assert found is not None
    return found


def texts(one: Requirement) -> Iterator[str]:
    yield from (one.title, one.text, one.guidance, one.stop_why or "", *one.asks)


def test_nothing_that_ships_is_broken(shelf: StandardShelf) -> None:
    assert shelf.broken == ()
    assert {one.profile.id for one in shelf.profiles} == {"starter", "enterprise", "park", *UNREAD}


def test_every_area_has_its_requirements_numbered_without_a_gap(baseline: Standard) -> None:
    assert Counter(one.area for one in baseline.requirements) == AREAS
    for area, count in AREAS.items():
        ids = [one.id for one in baseline.in_area(area)]
        assert ids == [f"{area}-{number:02d}" for number in range(1, count + 1)]


def test_musts_and_caps_are_as_many_as_the_scoring_rules_say(baseline: Standard) -> None:
    ours = [one for one in baseline.requirements if one.area != "PARK"]
    parks = baseline.in_area("PARK")
    assert [sum(one.level == "must" for one in part) for part in (ours, parks)] == [76, 25]
    assert [sum(one.caps for one in part) for part in (ours, parks)] == [20, 7]


def test_every_requirement_can_be_followed_assessed_and_given_to_somebody(baseline: Standard) -> None:
    for one in baseline.requirements:
        assert one.title_en and one.effort and one.owner and one.evidence_kinds, one.id
        assert len(one.asks) >= 2 and 15 <= len(one.guidance) <= 150, one.id
        wanted = "应" if one.level == "must" else "宜"
        assert wanted in one.text and one.text.endswith("。") and one.guidance.endswith("。"), one.id


def test_every_owner_is_a_duty_of_the_register_and_parks_have_only_their_own(baseline: Standard) -> None:
    assert set(get_args(OwnerRole)) == set(duty_words())
    parks = {one.owner for one in baseline.in_area("PARK")}
    assert parks <= {"GM", "CO", "GUIDE", "LEG", "IT", "PR"}


def test_every_automatic_rule_is_used_once_and_speaks_a_sentence(baseline: Standard) -> None:
    used = Counter(one.auto for one in baseline.requirements if one.auto is not None)
    assert used == {rule.id: 1 for rule in baseline.auto_rules}
    assert len(baseline.auto_rules) == 47
    assert all(rule.rule.endswith("。") for rule in baseline.auto_rules)


def test_every_measure_of_article_six_is_served_and_named_as_its_ground(baseline: Standard) -> None:
    served = {item for one in baseline.requirements for item in one.art6}
    assert served == set(range(1, 8))
    for one in baseline.requirements:
        named = {int(basis[-2]) for basis in one.grounds if basis.startswith("law:fashi-2020-7:6(")}
        assert named == set(one.art6), one.id


def test_stop_items_are_few_and_all_in_the_starter_profile(baseline: Standard, shelf: StandardShelf) -> None:
    stops = [one for one in baseline.requirements if one.stop]
    assert [one.area == "PARK" for one in stops] == [False] * 8 + [True] * 3
    assert {one.id for one in stops if one.area != "PARK"} <= set(profile(shelf, "starter").ids())


def test_no_text_says_what_must_not_be_said(baseline: Standard, law: LawTable) -> None:
    said = [
        (one.id, text) for one in baseline.requirements for text in texts(one) if law.wrong_sentences(text)
    ]
    assert said == []


def test_texts_are_in_full_width_punctuation_and_name_somebody(baseline: Standard) -> None:
    for one in baseline.requirements:
        for text in texts(one):
            assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", text), (one.id, text)
            assert not re.search("相关(部门|人员)|各部门负责|[！]", text), (one.id, text)


def test_every_ground_that_carries_a_requirement_has_been_compared(baseline: Standard, law: LawTable) -> None:
    for basis in {basis for one in baseline.requirements for basis in one.grounds}:
        found = law.article(basis)
        assert found is not None and found[1].mark == "checked", basis


def test_the_starter_profile_is_twenty_in_three_months_and_covers_article_six(
    baseline: Standard, shelf: StandardShelf
) -> None:
    starter = profile(shelf, "starter")
    assert [phase.until_day for phase in starter.phases] == [30, 60, 90]
    assert tuple(one for phase in starter.phases for one in phase.requirements) == starter.ids()
    assert len(starter.ids()) == 20
    chosen = [one for one in baseline.requirements if one.id in starter.ids()]
    assert {item for one in chosen for item in one.art6} == set(range(1, 8))


@pytest.mark.parametrize(
    ("name", "count", "subject"),
    [
        ("enterprise", 109, "enterprise"),
        ("park", 39, "park"),
        ("linhai-enterprise", 109, "enterprise"),
        ("linhai-park", 39, "park"),
    ],
)
def test_whole_profiles_take_everything_of_their_side(
    shelf: StandardShelf, name: str, count: int, subject: str
) -> None:
    found = profile(shelf, name)
    assert len(found.ids()) == count and found.subject == subject
    assert all(one.startswith("PARK") == (subject == "park") for one in found.ids())


@pytest.mark.parametrize("name", UNREAD)
def test_a_text_that_nobody_read_has_no_clause_and_no_number(shelf: StandardShelf, name: str) -> None:
    found = profile(shelf, name)
    assert found.stands_for_a_text and found.text_checked is None and found.number is None
    assert all(choice.clause is None for choice in found.requirements)
    assert "待核" in f"{found.issuer}{found.source_note}"
    assert printed_clauses(found, shelf).numbers == {}


def test_the_topics_of_the_provincial_standard_hold_each_requirement_once(shelf: StandardShelf) -> None:
    found = profile(shelf, "zhejiang-2020")
    named = [one for topic in found.topics for one in topic.requirements]
    assert sorted(named) == sorted(found.ids()) and len(set(named)) == len(named)


def test_the_taizhou_form_has_its_rows(shelf: StandardShelf) -> None:
    found = profile(shelf, "taizhou-2021")
    assert [len(form.rows) for form in found.forms] == [14, 5, 4]
    assert {row.kind for row in found.form_rows()} == {"yes_no_photo", "words"}
    assert {one for row in found.form_rows() for one in row.requirements} == set(found.ids())


def test_a_skeleton_for_every_unread_text_is_a_crosswalk_with_a_row_for_each(
    baseline: Standard, shelf: StandardShelf
) -> None:
    for name in UNREAD:
        text = new_crosswalk(profile(shelf, name), baseline, date(2026, 12, 1))
        assert text.count("  - {source: []") == len(profile(shelf, name).ids())


def test_siblings_show_a_clause_only_where_a_contents_page_or_text_was_seen(baseline: Standard) -> None:
    for one in baseline.requirements:
        for sibling in one.siblings:
            source = baseline.source(sibling.std)
            assert source is not None
            if sibling.clause is not None:
                assert source.seen in ("contents", "contents_partly", "text_partly"), (one.id, sibling.std)
