"""The canonical text of a plan: what the hash of a version is taken over."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from secretguard.documents.plan import PlanPaper, PlanPerson, PlanSecret, plan_hash, plan_text
from secretguard.i18n import set_language
from tests.documents.sample_plan import APPROVED, PLAN_MOMENT, answer, own_answers, sample_paper


def lines(paper: PlanPaper) -> dict[str, str]:
    """The text's lines by what they begin with."""
    found = {}
    for line in plan_text(paper).splitlines():
        *key, content = line.split(" ", 2)
        found[" ".join(key)] = content
    return found


def test_the_text_is_the_same_in_every_language_and_at_every_time():
    before = plan_text(sample_paper())
    set_language("en")
    assert plan_text(sample_paper(moment=PLAN_MOMENT + timedelta(days=400))) == before


def test_what_is_approved_is_the_text_that_was_submitted():
    submitted = sample_paper()
    approved = sample_paper(version=APPROVED, promises=(), drills=(), findings=(), revisions=(), card=None)
    assert plan_text(approved) == plan_text(submitted)


def test_the_hash_is_the_sha256_of_the_text():
    paper = sample_paper()
    assert plan_hash(paper) == hashlib.sha256(plan_text(paper).encode()).hexdigest()


def test_decided_and_unknown_answers_stand_there_and_others_do_not():
    text = lines(sample_paper())
    assert json.loads(text["answer own-minutes"])["value"] == 30
    assert json.loads(text["answer own-days"])["value"] == 90, "a default that stays is decided"
    unknown = json.loads(text["answer own-unknown"])
    assert (unknown["unknown"], unknown["owner"], unknown["due"]) == (True, "示例乙", "2026-12-01")
    assert "answer own-proposed" not in text
    assert "answer own-missing" not in text


def test_a_person_counts_once_an_answer_names_them_and_a_core_secret_always():
    text = lines(sample_paper())
    assert json.loads(text["person P1"]) == {"name": "示例甲", "phones": ["000-0000-0001", "000-0000-0002"]}
    assert "secret S1" in text
    assert "secret S2" not in text
    alone = lines(sample_paper(answers=()))
    assert "person P1" not in alone
    assert "secret S1" in alone


def test_the_order_in_which_facts_arrive_changes_nothing():
    paper = sample_paper()
    turned = sample_paper(
        answers=tuple(reversed(paper.answers)),
        people=tuple(reversed(paper.people)),
        secrets=tuple(reversed(paper.secrets)),
        law=tuple(reversed(paper.law)),
    )
    assert plan_text(turned) == plan_text(paper)


def test_a_line_end_in_an_answer_makes_no_line():
    paper = sample_paper(
        answers=(answer("own-text", "1", "文字", "text", 'a\nanswer own-minutes {"value":1}'),)
    )
    assert sum(line.startswith("answer ") for line in plan_text(paper).split("\n")) == 1


@given(before=st.text(), after=st.text())
def test_one_character_changes_the_hash(before: str, after: str):
    one = sample_paper(answers=(answer("own-text", "1", "文字", "text", before),))
    other = sample_paper(answers=(answer("own-text", "1", "文字", "text", after),))
    assert (plan_text(one) == plan_text(other)) == (before == after)


def test_a_changed_phone_of_a_named_person_changes_the_text():
    paper = sample_paper()
    people = (PlanPerson(id="P1", name="示例甲", phones=("000-0000-0009",)), *paper.people[1:])
    assert plan_text(sample_paper(people=people)) != plan_text(paper)


def test_a_downgraded_secret_changes_the_text():
    secrets = (PlanSecret(id="S1", code_name="代号甲", grade="important"),)
    assert plan_text(sample_paper(secrets=secrets)) != plan_text(sample_paper())


def test_the_text_has_the_form_that_is_documented():
    first, about, *_rest = plan_text(sample_paper(answers=own_answers()[:1])).splitlines()
    assert first == "secretguard-plan 1"
    assert about == (
        'plan {"enterprise":"示例公司","form":1,"number":"示例密预案〔2026〕2号","size":"full","version":"2"}'
    )
