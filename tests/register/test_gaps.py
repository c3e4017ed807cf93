"""What the register lacks is found, told in a sentence, with its ground and the column to jump to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secretguard.content import content_folders, load_law
from secretguard.register import (
    AgreementName,
    AgreementSet,
    ClearedName,
    ClearedSet,
    ExitItem,
    ExitList,
    Gap,
    Identity,
    MeasureName,
    MeasureSet,
    NonCompete,
    Noted,
    PartnerName,
    PartnerSet,
    PatentChoice,
    PersonSet,
    Phones,
    Record,
    RecordRef,
    Review,
    SecretMeasure,
    SecretName,
    SecretSet,
    Service,
    TrainingName,
    TrainingSet,
    gaps,
    gaps_of,
    measures_of,
    patent_deadline,
)
from tests.register.building import sample_state, state_of

TODAY = date(2026, 11, 24)


def found(*records: Record) -> dict[str, Gap]:
    return {gap.rule: gap for gap in gaps(state_of(records), TODAY)}


def person(number: int = 1, **more: Any) -> PersonSet:
    given: dict[str, Any] = {
        "person": Identity(id=f"P{number}", name=f"示例{number}"),
        "phones": Phones(first="000-0000-0001", second="000-0000-0002"),
        "confirmed": TODAY,
    }
    return PersonSet(**{**given, **more})


def secret(level: str = "general", **more: Any) -> SecretSet:
    head = SecretName(id="S1", code_name="公差链", classification=level)  # type: ignore[arg-type]
    return SecretSet(secret=head, **more)


def cleared(**more: Any) -> ClearedSet:
    return ClearedSet(cleared=ClearedName(id="C1", person="P1"), **more)


def nda(**more: Any) -> AgreementSet:
    given: dict[str, Any] = {"signed": date(2025, 1, 1), "kept": "柜"}
    return AgreementSet(agreement=AgreementName(id="A1", title="协议"), **{**given, **more})


LEFT = Service(status="left", left_on=date(2026, 6, 1))
PARTNER = PartnerSet(partner=PartnerName(id="H1", name="合作方"), secrets=("S1",))
MEASURE = MeasureSet(measure=MeasureName(id="M1", what="门禁", kind=3))
TRAINING = TrainingSet(training=TrainingName(id="T1", topic="保密"))
RETURNED = ExitItem(what="电脑", state="returned", on=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("records", "rule"),
    [
        ([person(phones=Phones())], "phone-missing"),
        ([person(phones=Phones(first="1"))], "second-phone-missing"),
        ([person(confirmed=None)], "confirmation-stale"),
        ([person(confirmed=date(2026, 5, 27))], "confirmation-stale"),
        ([person(duties=("GM",))], "deputy-missing"),
        ([person(duties=("GM",), deputy="P2"), person(2, service=LEFT)], "deputy-gone"),
        ([person(duties=("GM",), service=LEFT)], "duty-of-leaver"),
        ([secret()], "holder-missing"),
        ([secret(holder="示例1", holder_id="P1")], "holder-gone"),
        ([secret()], "measures-missing"),
        ([secret("core", measures=(SecretMeasure(kind=1, text="协议"),))], "measures-partial"),
        ([secret()], "circle-missing"),
        ([secret()], "carriers-missing"),
        ([secret(review=Review(due=date(2026, 11, 23)))], "review-overdue"),
        ([secret()], "review-missing"),
        ([secret("important")], "not-public-missing"),
        ([secret("important")], "value-reason-missing"),
        ([secret("core")], "points-missing"),
        ([secret("core")], "value-missing"),
        ([secret(patent=PatentChoice(leaked_on=date(2026, 6, 1)))], "patent-clock"),
        ([secret(patent=PatentChoice(leaked_on=date(2026, 1, 1)))], "patent-clock-over"),
        ([secret(patent=PatentChoice(decision="kept"))], "patent-reasons-missing"),
        ([cleared()], "cleared-unknown-person"),
        ([person(), cleared()], "agreement-missing"),
        ([person(), nda(until=date(2026, 1, 1)), cleared(agreement="A1")], "agreement-expired"),
        ([person(), nda(), cleared(agreement="A1", granted=date(2024, 1, 1))], "agreement-late"),
        ([person(), cleared(trained=(date(2025, 1, 1),))], "training-missing"),
        ([person(service=LEFT), cleared()], "exit-list-missing"),
        ([person(service=LEFT), cleared(exit=ExitList(items=(ExitItem(what="电脑"),)))], "exit-list-open"),
        ([person(service=LEFT), cleared(exit=ExitList(items=(RETURNED,)))], "exit-list-unclosed"),
        ([person(service=LEFT), cleared()], "exit-letter-missing"),
        ([person(service=LEFT), cleared(non_compete=NonCompete(agreed=True))], "non-compete-open"),
        (
            [
                person(service=LEFT),
                cleared(non_compete=NonCompete(agreed=True, until=date(2028, 6, 2))),
            ],
            "non-compete-too-long",
        ),
        ([nda(signed=None)], "unsigned"),
        ([nda(until=date(2026, 1, 1))], "expired"),
        ([nda(kept=None)], "original-missing"),
        (
            [PARTNER],
            "contact-missing",
        ),
        ([PARTNER], "partner-agreement-missing"),
        ([PARTNER], "notice-missing"),
        ([PARTNER.model_copy(update={"ended": TODAY})], "return-missing"),
        (
            [PARTNER.model_copy(update={"agreement": "A1"}), nda(until=date(2026, 1, 1))],
            "partner-agreement-expired",
        ),
        (
            [PARTNER.model_copy(update={"agreement": "A1", "disclosed": date(2024, 1, 1)}), nda()],
            "partner-agreement-late",
        ),
        ([MEASURE], "since-missing"),
        ([MEASURE], "evidence-missing"),
        ([MEASURE.model_copy(update={"checked": Noted(on=date(2025, 11, 23))})], "check-stale"),
        ([TRAINING], "training-undated"),
        ([TRAINING], "attendance-missing"),
        ([TRAINING], "training-evidence-missing"),
    ],
)
def test_a_gap_is_found_and_told(records: list[Record], rule: str) -> None:
    gap = found(*records)[rule]
    assert gap.sentence.endswith("。") and gap.name
    assert "{" not in gap.sentence


def test_a_record_without_fault_has_no_gap() -> None:
    records = [
        person(duties=("GM",), deputy="P2"),
        person(2),
        nda(parties=("P1",)),
        cleared(agreement="A1", granted=date(2025, 1, 2), trained=(date(2026, 6, 1),)),
        secret(
            holder="示例1",
            holder_id="P1",
            system="PDM",
            circle={"roles": [{"role": "研发", "count": 2}]},
            measures=(SecretMeasure(kind=4, text="盖章"),),
            review=Review(last=date(2026, 6, 1)),
        ),
    ]
    assert found(*records) == {}


def test_a_leaver_in_the_circle_is_told_by_name() -> None:
    gap = found(person(service=LEFT), secret(circle={"people": ["P1"]}))["circle-left"]
    assert "示例1" in gap.sentence and gap.serious


def test_a_kind_that_does_not_apply_counts_when_a_reason_is_given() -> None:
    own = tuple(SecretMeasure(kind=kind, text="有") for kind in (1, 2, 4, 5, 6))
    reasoned = SecretMeasure(kind=3, not_applicable="只存电子件，没有场所")
    assert "measures-partial" in found(secret("core", measures=own))
    assert "measures-partial" not in found(secret("core", measures=(*own, reasoned)))
    assert "measures-partial" in found(secret("core", measures=(*own, SecretMeasure(kind=3))))


def test_a_measure_of_the_register_covers_the_secrets_that_it_names() -> None:
    state = sample_state()
    covering = measures_of(state.secrets["S1"], state)
    assert [item.kind for item in covering] == [1, 2, 3, 4, 5, 6]
    assert covering[1].measure == "M1" and covering[1].since == date(2025, 6, 1)


@pytest.mark.parametrize(
    ("leaked", "deadline"),
    [
        (date(2026, 3, 15), date(2026, 9, 15)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
    ],
)
def test_six_months_are_counted_by_the_calendar(leaked: date, deadline: date) -> None:
    assert patent_deadline(secret(patent=PatentChoice(leaked_on=leaked))) == deadline
    assert patent_deadline(secret(patent=PatentChoice(leaked_on=leaked, decision="filed"))) is None


def test_the_sample_has_the_faults_that_it_says_it_has() -> None:
    told = {(gap.rule, gap.ref.id) for gap in gaps(sample_state(), TODAY)}
    assert told >= {
        ("deputy-missing", "P3"),
        ("deputy-missing", "P6"),
        ("confirmation-stale", "P7"),
        ("measures-missing", "S3"),
        ("review-overdue", "S4"),
        ("agreement-missing", "C4"),
        ("partner-agreement-expired", "H1"),
        ("partner-agreement-missing", "H2"),
        ("check-stale", "M2"),
        ("circle-missing", "S5"),
    }


def test_every_ground_stands_in_the_law_table_and_serious_gaps_come_first() -> None:
    law = load_law(content_folders("standards", None))
    known = {f"law:{statute.id}:{article.id}" for statute in law.statutes for article in statute.articles}
    all_gaps = gaps(sample_state(), TODAY)
    for gap in all_gaps:
        assert gap.basis == "practice" or gap.basis in known, gap.basis
    by_kind = [gap.serious for gap in all_gaps if gap.ref.kind == "secret"]
    assert by_kind == sorted(by_kind, reverse=True)
    assert {gap.ref for gap in gaps_of(RecordRef("secret", "S3"), all_gaps)} == {RecordRef("secret", "S3")}
