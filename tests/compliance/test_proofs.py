"""What is named as proof is found where it stands, or refused; words stay words."""

from __future__ import annotations

import pytest

from secretguard import incidents
from secretguard.compliance import NamedProof, begin_assessment, named_proof
from secretguard.compliance.entries import AssessmentIssued
from secretguard.content import (
    content_folders,
    find_profile,
    find_standard,
    load_standards,
)
from secretguard.errors import RefusedError
from secretguard.incidents import Grading, IncidentRoom
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import HandClock
from tests.incidents.conftest import ANSWERS, FACTS, grading, shipped_form
from tests.incidents.playbooks import small_response

__all__ = ["grading", "shipped_form"]


@pytest.fixture
def room(vault: Vault, register: Register, clock: HandClock, grading: Grading) -> IncidentRoom:
    return incidents.start_incident(vault, register, ANSWERS, small_response(), grading, clock)


def test_a_line_of_the_register_is_found_by_its_number(
    vault: Vault, register: Register, clock: HandClock
) -> None:
    name = register.state.people["P1"].name
    found = named_proof(" p1 ", vault, register, clock)
    assert found == NamedProof("record", f"人员 P1 {name}", "register:person:P1")
    with pytest.raises(RefusedError, match="M99"):
        named_proof("M99", vault, register, clock)


def test_an_incidents_evidence_brings_its_place(
    room: IncidentRoom, vault: Vault, register: Register, clock: HandClock, grading: Grading
) -> None:
    with pytest.raises(RefusedError):
        named_proof("E-01", vault, register, clock)
    incidents.take_object(room, FACTS)
    found = named_proof("e-01", vault, register, clock)
    assert found is not None
    assert (found.sort, found.place, found.sha256) == ("file", f"incident:{room.id}:1", None)
    assert named_proof(f"{room.id[:8]} E-01", vault, register, clock) == found
    incidents.start_incident(vault, register, ANSWERS, small_response(), grading, clock)
    with pytest.raises(RefusedError, match="哪起"):
        named_proof("E-01", vault, register, clock)


def test_an_issued_paper_is_found_by_the_number_printed_on_it(
    vault: Vault, register: Register, clock: HandClock
) -> None:
    shelf = load_standards(content_folders("standards"))
    standard = find_standard("baseline", shelf).standard
    started = begin_assessment(vault, register, standard, find_profile("starter", shelf).profile, clock)
    started.record_issue(AssessmentIssued(paper="brief", number=1, issued=1, tz=480, pins={}))
    number = f"{started.id[:8].upper()}-01"
    found = named_proof(number.lower(), vault, register, clock)
    assert found is not None and (found.sort, found.what) == ("paper", number)
    assert found.place.startswith(f"assessment:{started.id}:")
    with pytest.raises(RefusedError):
        named_proof("TY-20260101-63CF-1", vault, register, clock)


@pytest.mark.parametrize("words", ["任命书原件", "A4 纸质任命书", "C:\\文档\\任命书.pdf", "", "Q7", "E-mail"])
def test_words_and_paths_stay_what_they_are(
    words: str, vault: Vault, register: Register, clock: HandClock
) -> None:
    assert named_proof(words, vault, register, clock) is None
