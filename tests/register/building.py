"""Records for tests: written without a vault, generated at random, or many at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from secretguard.clock import to_microseconds
from secretguard.entries import EntryModel, UnrecordedEntry
from secretguard.locations import samples_folder
from secretguard.register import (
    AgreementName,
    AgreementSet,
    Circle,
    CircleRole,
    ClearedName,
    ClearedSet,
    EntryDeclaration,
    ExitItem,
    ExitList,
    FileDigest,
    Identity,
    MeasureName,
    MeasureSet,
    NonCompete,
    Noted,
    OutsideChannel,
    PartnerContact,
    PartnerName,
    PartnerSet,
    PatentChoice,
    PersonSet,
    Phones,
    Record,
    RegisterState,
    Review,
    SecrecyBasis,
    SecretMeasure,
    SecretName,
    SecretPoints,
    SecretSet,
    SecretValue,
    Service,
    TrainingName,
    TrainingSet,
    load_profile,
)
from secretguard.register.fold import extended
from secretguard.register.from_profile import entries_of

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def written(models: Iterable[EntryModel]) -> list[UnrecordedEntry]:
    """Models as entries, one second apart."""
    start = to_microseconds(NOON)
    return [
        UnrecordedEntry(number, model.kind, model.parts(), start + number * 1_000_000, tz=480)
        for number, model in enumerate(models, 1)
    ]


def sample_state() -> RegisterState:
    """The sample enterprise."""
    return extended(RegisterState(), entries_of(load_profile(samples_folder() / "example-company.yaml")))


def state_of(records: Iterable[Record]) -> RegisterState:
    """A state with these records."""
    return extended(RegisterState(), records)


# --- at random

# Everything a text may hold: signs that spreadsheets take for formulas, separators, what cannot be seen.
_SIGNS = st.sampled_from((*"示例甲乙ab1 =+-@'\"|；;、,\\\t\n〔_－😀\u202e\u200b\x07", "_x000D_"))
words = st.lists(_SIGNS, min_size=1, max_size=12).map("".join).filter(lambda text: bool(text.strip()))
maybe_words = st.none() | words
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
maybe_days = st.none() | days
yuan = st.none() | st.integers(0, 10**12)
digests = st.builds(FileDigest, name=words, sha256=st.none() | st.just("0" * 63 + "1"))
noted = st.builds(Noted, on=maybe_days, by=maybe_words)


def _ids(letter: str, largest: int = 4) -> st.SearchStrategy[str]:
    return st.integers(1, largest).map(lambda number: f"{letter}{number}")


def _many(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=3).map(tuple)


people = st.builds(
    PersonSet,
    person=st.builds(Identity, id=_ids("P"), name=words, title=maybe_words),
    duties=st.sampled_from([(), ("GM",), ("CO", "IT"), ("x-1",)]),
    phones=st.builds(Phones, first=maybe_words, second=maybe_words),
    deputy=st.none() | _ids("P"),
    confirmed=maybe_days,
    outside=st.builds(OutsideChannel, email=maybe_words, messenger=maybe_words),
    trained=maybe_days,
    service=st.builds(Service, status=st.sampled_from(["in", "left"]), since=maybe_days, left_on=maybe_days),
)
secrets = st.builds(
    SecretSet,
    secret=st.builds(
        SecretName,
        id=_ids("S"),
        code_name=words,
        classification=st.sampled_from(["core", "important", "general"]),
        category=st.sampled_from([None, "technical", "business"]),
    ),
    holder=maybe_words,
    holder_id=st.none() | _ids("P"),
    system=maybe_words,
    also_in=_many(words),
    points=st.builds(
        SecretPoints, count=st.none() | st.integers(0, 99), kept=maybe_words, version=maybe_days
    ),
    carriers=_many(words),
    circle=st.builds(
        Circle,
        people=_many(_ids("P")),
        roles=_many(st.builds(CircleRole, role=words, count=st.integers(1, 99))),
        approved=noted,
    ),
    value=st.builds(SecretValue, yuan=yuan, method=maybe_words, on=maybe_days),
    basis=st.builds(SecrecyBasis, not_public=maybe_words, searched=maybe_days, value=maybe_words),
    measures=_many(
        st.builds(
            SecretMeasure,
            kind=st.integers(1, 7),
            measure=st.none() | _ids("M"),
            text=maybe_words,
            on=maybe_days,
            not_applicable=maybe_words,
        )
    ),
    review=st.builds(Review, last=maybe_days, due=maybe_days),
    patent=st.builds(
        PatentChoice,
        decision=st.sampled_from([None, "kept", "to_file", "filed", "partly_public"]),
        decided=noted,
        leaked_on=maybe_days,
    ),
    patent_reasons=maybe_words,
    remark=maybe_words,
)
cleared = st.builds(
    ClearedSet,
    cleared=st.builds(ClearedName, id=_ids("C"), person=_ids("P"), post=maybe_words),
    secrets=_many(_ids("S")),
    granted=maybe_days,
    agreement=st.none() | _ids("A"),
    trained=_many(days),
    declaration=st.builds(EntryDeclaration, declared=maybe_days, former_duties=maybe_words),
    exit=st.builds(
        ExitList,
        opened=maybe_days,
        items=_many(
            st.builds(ExitItem, what=words, state=st.sampled_from(["open", "returned"]), on=maybe_days)
        ),
        closed=maybe_days,
    ),
    non_compete=st.builds(NonCompete, agreed=st.booleans(), until=maybe_days),
)
agreements = st.builds(
    AgreementSet,
    agreement=st.builds(AgreementName, id=_ids("A"), title=words),
    parties=_many(_ids("P") | _ids("H")),
    signed=maybe_days,
    until=maybe_days,
    file=st.none() | digests,
    kept=maybe_words,
)
partners = st.builds(
    PartnerSet,
    partner=st.builds(PartnerName, id=_ids("H"), name=words),
    secrets=_many(_ids("S")),
    agreement=st.none() | _ids("A"),
    contact=st.builds(PartnerContact, name=maybe_words, phone=maybe_words, email=maybe_words),
    notice_hours=st.none() | st.integers(0, 99),
    ended=maybe_days,
)
measures = st.builds(
    MeasureSet,
    measure=st.builds(MeasureName, id=_ids("M"), what=words, kind=st.integers(1, 7)),
    where=maybe_words,
    since=maybe_days,
    checked=noted,
    evidence=_many(digests),
    secrets=_many(_ids("S")),
)
trainings = st.builds(
    TrainingSet,
    training=st.builds(TrainingName, id=_ids("T"), topic=words, on=maybe_days),
    attended=_many(_ids("P")),
    evidence=_many(digests),
)
records: st.SearchStrategy[Record] = st.one_of(
    people, secrets, cleared, agreements, partners, measures, trainings
)
