"""保密措施证明卷: a past day's paper is the same for ever; gaps and late records are named."""

from __future__ import annotations

from base64 import b64decode
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from secretguard import documents, drills
from secretguard.actions import ActionsState
from secretguard.content import LawTable, Playbook, content_folders, load_law, load_plan_form
from secretguard.documents.coverage import printable
from secretguard.documents.from_register import MadeMeasures, MeasuresPapers
from secretguard.drills import DrillRoom
from secretguard.errors import RefusedError
from secretguard.plans import Plans, contact_value, gather
from secretguard.register import (
    ExitItem,
    ExitList,
    FileDigest,
    MeasureName,
    MeasureSet,
    Profile,
    RecordRef,
    Register,
    Service,
    add_enterprise,
)
from secretguard.vault import Vault, VaultReadOnly
from secretguard.visible import clean
from tests.conftest import NOON, HandClock, SampleVault
from tests.documents.hostile import HOSTILE
from tests.documents.reading_pdf import squeezed, whole_text
from tests.drills.table import play_through
from tests.plans.forms import small_form, small_rules
from tests.vectors import stranger

DAY = NOON.date()
HASH = "ab" * 32


@pytest.fixture(scope="session")
def law() -> LawTable:
    return load_law(content_folders("standards"))


@pytest.fixture
def papers(vault: Vault, register: Register, law: LawTable, clock: HandClock) -> MeasuresPapers:
    return MeasuresPapers(vault, register, law, clock)


def fence(**changes: Any) -> MeasureSet:
    """A measure of the third kind."""
    parts = {
        "measure": MeasureName(id="M9", what="围墙加高", kind=3),
        "since": DAY,
        "evidence": (FileDigest(name="围墙.jpg", sha256="cd" * 32),),
        "secrets": ("S1",),
    }
    return MeasureSet(**(parts | changes))


def drawn(made: MadeMeasures) -> tuple[bytes, str, str]:
    return documents.to_pdf(made.document), made.facts.proof, documents.to_terminal(made.document)


def said(made: MadeMeasures) -> str:
    return squeezed(documents.to_terminal(made.document, width=400))


def change_everything(
    vault: Vault, register: Register, law: LawTable, clock: HandClock, playbook: Playbook
) -> None:
    """A drill held, a plan approved, measures added, changed and taken out, a checkpoint on the way."""
    state = register.state
    register.set(fence())
    register.set(state.measures["M2"].model_copy(update={"where": "换了地方", "since": date(2020, 1, 1)}))
    register.remove(RecordRef("measure", "M1"), "停用")
    register.set_person(
        state.people["P5"].model_copy(update={"service": Service(status="left", left_on=DAY)})
    )
    vault.checkpoint()
    hold_drill(vault, register, playbook, clock)
    approve_plan(vault, register, law, clock)
    clock.advance(days=20)
    register.set_secret(state.secrets["S1"].model_copy(update={"started": date(2021, 1, 1)}))


def hold_drill(vault: Vault, register: Register, playbook: Playbook, clock: HandClock) -> DrillRoom:
    room = drills.plan_drill(vault, register, playbook, clock, facilitator="示例庚")
    drills.start(room)
    play_through(room, "a", "b", "c")
    drills.begin_hotwash(room)
    drills.finish(room)
    return room


def approve_plan(vault: Vault, register: Register, law: LawTable, clock: HandClock) -> None:
    form = small_form()
    made = Plans(vault, register.id, form, small_rules(), clock, register=register)
    made.open("card")
    facts = gather(register.state, ActionsState(), law, clock().date())
    made.accept(["enterprise", "head", "liaison", "secrets"], facts)
    made.answer("deputy", contact_value("示例庚", person="P7"))
    made.submit("示例乙", "示例甲")
    today = clock().date()
    made.approve("示例甲", "总经理", today, today + timedelta(days=300), facts, HASH)


def test_the_paper_of_an_earlier_day_is_the_same_before_and_after_whatever_is_recorded_later(
    papers: MeasuresPapers,
    vault: Vault,
    register: Register,
    law: LawTable,
    clock: HandClock,
    small_playbook: Playbook,
) -> None:
    clock.advance(days=1)
    first = papers.issue(DAY)
    assert first.new and first.facts.complete
    before = drawn(first)
    change_everything(vault, register, law, clock, small_playbook)
    again = papers.issue(DAY)
    assert not again.new and again.issue == first.issue
    assert drawn(again) == before
    assert drawn(MeasuresPapers(vault, Register(vault, register.journal), law, clock).issue(DAY)) == before
    assert said(papers.issue(clock().date())) != before[2]


def test_a_past_day_that_was_never_printed_comes_out_the_same_after_later_changes(
    sample_vault: SampleVault, law: LawTable, clock: HandClock, small_playbook: Playbook
) -> None:
    """No pin holds it: the entries and the first checkpoint that holds them do."""
    with sample_vault.open(clock, read_only=True) as vault:
        register = Register(vault, vault.journals("register")[0].id)
        clock.advance(days=1)
        made = MeasuresPapers(vault, register, law, clock).issue(DAY)
        assert made.issue is None and not made.new
        before = drawn(made)
    with sample_vault.open(clock) as vault:
        register = Register(vault, register.journal)
        change_everything(vault, register, law, clock, small_playbook)
    with sample_vault.open(clock) as vault:
        issued = MeasuresPapers(vault, Register(vault, register.journal), law, clock).issue(DAY)
        assert issued.new and drawn(issued) == before


def test_a_clock_set_back_slips_nothing_into_a_day_that_was_proven(
    papers: MeasuresPapers, register: Register, clock: HandClock
) -> None:
    clock.advance(days=1)
    before = drawn(papers.issue(DAY))
    clock.advance(days=-1, hours=1)
    register.set(fence())
    clock.advance(days=3)
    assert drawn(papers.issue(DAY)) == before


def test_what_is_recorded_after_a_later_entry_does_not_count_as_earlier(
    papers: MeasuresPapers, register: Register, clock: HandClock
) -> None:
    clock.advance(days=2)
    register.set(fence(measure=MeasureName(id="M8", what="后天的事", kind=3)))
    clock.advance(days=-2, hours=1)
    register.set(fence())
    clock.advance(days=3)
    assert "围墙加高" not in said(papers.issue(DAY))


def test_todays_paper_is_that_one_again_until_something_is_recorded(
    papers: MeasuresPapers, register: Register, clock: HandClock
) -> None:
    morning = papers.issue()
    clock.advance(minutes=5)
    assert papers.issue().issue == morning.issue
    assert "还没有过完" in said(morning) and morning.facts.number.endswith("-D")
    register.set(fence())
    evening = papers.issue()
    assert evening.new and "围墙加高" in said(evening) and "围墙加高" not in said(morning)
    assert drawn(papers.reprint(morning.issue)) == drawn(morning)  # type: ignore[arg-type]
    clock.advance(days=1)
    whole = papers.issue(DAY)
    assert whole.new and whole.facts.complete and "还没有过完" not in said(whole)
    assert [issue.complete for issue in papers.issued()] == [False, False, True]


def test_a_day_to_come_and_a_day_before_the_register_are_refused(papers: MeasuresPapers) -> None:
    with pytest.raises(RefusedError, match="还没有到"):
        papers.issue(DAY + timedelta(days=1))
    with pytest.raises(RefusedError, match="还没有记录"):
        papers.issue(DAY - timedelta(days=1))


def test_today_is_not_printed_from_a_vault_that_cannot_be_written(
    sample_vault: SampleVault, law: LawTable, clock: HandClock
) -> None:
    with sample_vault.open(clock, read_only=True) as vault:
        register = Register(vault, vault.journals("register")[0].id)
        with pytest.raises(VaultReadOnly):
            MeasuresPapers(vault, register, law, clock).issue()


def test_the_seven_items_stand_in_order_and_one_without_a_record_says_so(papers: MeasuresPapers) -> None:
    made = papers.issue()
    assert [item.legal.number for item in made.facts.items] == [1, 2, 3, 4, 5, 6, 7]
    assert "未见记录。" in made.facts.items[6].gaps
    assert "（七）其他：缺口•未见记录。" in said(made).replace("┃", "").replace("│", "")
    gaps = [gap for item in made.facts.items for gap in item.gaps]
    assert "示例辛接触秘密，却没有签订的保密协议。" in gaps
    assert any("三号检具标定表" in gap for gap in made.facts.items[2].gaps)


def test_a_beginning_that_was_recorded_long_after_is_marked(
    papers: MeasuresPapers, register: Register, clock: HandClock
) -> None:
    register.set(fence(since=DAY - timedelta(days=20)))
    clock.advance(days=40)
    rows = {row.id: row for item in papers.issue().facts.items for row in item.rows}
    assert rows["M2"].late_on == DAY and rows["M9"].late_on is None
    today = clock().date()
    register.set(fence(since=date(2019, 1, 1)))
    row = {row.id: row for item in papers.issue(today).facts.items for row in item.rows}["M9"]
    assert row.late_on == today and len(row.cites) == 2


def test_a_leaver_s_list_a_plan_and_a_drill_are_printed_with_their_entries(
    papers: MeasuresPapers,
    vault: Vault,
    register: Register,
    law: LawTable,
    clock: HandClock,
    small_playbook: Playbook,
) -> None:
    state = register.state
    register.set_person(
        state.people["P5"].model_copy(update={"service": Service(status="left", left_on=DAY)})
    )
    leaving = ExitList(opened=DAY, items=(ExitItem(what="笔记本电脑", state="returned", on=DAY),))
    register.set(state.cleared["C2"].model_copy(update={"exit": leaving}))
    hold_drill(vault, register, small_playbook, clock)
    approve_plan(vault, register, law, clock)
    made = papers.issue()
    (leaver,) = made.facts.leavers
    assert leaver.items == (("笔记本电脑", "已返还"),) and leaver.left_on == DAY
    (approval,), (drill,) = made.facts.approvals, made.facts.drills
    assert (approval.number, approval.hash, approval.by) == (1, HASH, "示例甲（总经理）")
    assert drill.finished and drill.grade
    assert [book.name for book in made.facts.books] == ["台账", "预案", "推演1"]
    seventh = [row.what for row in made.facts.items[6].rows]
    assert len(seventh) == 2 and "第 1 版" in seventh[0] and small_playbook.title in seventh[1]
    page = whole_text(documents.to_pdf(made.document))
    for words in (HASH, "笔记本电脑：已返还", small_playbook.title, "推演结束", "预案批准"):
        assert squeezed(words) in page, words


def test_a_drill_that_was_not_begun_and_a_plan_never_approved_are_not_proof(
    papers: MeasuresPapers, vault: Vault, register: Register, clock: HandClock, small_playbook: Playbook
) -> None:
    drills.plan_drill(vault, register, small_playbook, clock)
    plans = Plans(vault, register.id, load_plan_form(content_folders("standards")), small_rules(), clock)
    plans.open("card")
    facts = papers.issue().facts
    assert not facts.drills and not facts.approvals and len(facts.books) == 1


def test_an_erased_entry_leaves_the_paper_readable(
    papers: MeasuresPapers, vault: Vault, register: Register
) -> None:
    seq = next(entry.seq for entry in vault.entries(register.journal) if entry.kind == "measure.set")
    vault.erase(register.journal, seq, "依法清除")
    facts = papers.issue().facts
    assert all(line.cite.seq != seq for line in facts.used)
    assert "M1" not in {row.id for item in facts.items for row in item.rows}


def test_content_erased_after_the_issue_is_missing_from_the_reprint_and_the_rest_still_verifies(
    papers: MeasuresPapers, vault: Vault, register: Register
) -> None:
    issue = papers.issue().issue
    assert issue is not None
    seq = next(entry.seq for entry in vault.entries(register.journal) if entry.kind == "measure.set")
    vault.erase(register.journal, seq, "依法清除")
    again = papers.reprint(issue).facts
    assert "M1" not in {row.id for item in again.items for row in item.rows}
    point = again.checkpoint
    shown = stranger.verify(again.proof.encode(), point.note.encode(), b64decode(point.signature))
    assert [(entry.seq, entry.withheld) for entry in shown if entry.withheld] == [(seq, "erased")]


def test_another_enterprise_of_the_vault_stays_out(
    papers: MeasuresPapers, vault: Vault, clock: HandClock, small_playbook: Playbook
) -> None:
    other = add_enterprise(vault, Profile(name="示例二公司"))
    hold_drill(vault, other, small_playbook, clock)
    made = papers.issue()
    assert not made.facts.drills and other.id not in made.facts.proof
    assert "示例二公司" not in made.facts.proof + said(made)


def test_issuing_leaves_the_register_s_state_undo_and_summary_as_they_were(
    papers: MeasuresPapers, vault: Vault, register: Register
) -> None:
    register.set(fence())
    summary = vault.summary(register.journal)
    papers.issue()
    assert vault.summary(register.journal) == summary
    assert register.undo_last().refs == (RecordRef("measure", "M9"),)


def test_hostile_words_print_as_they_are(papers: MeasuresPapers, register: Register) -> None:
    for number, value in enumerate(HOSTILE):
        what = MeasureName(id=f"M{number + 20}", what=value[:100], kind=3)
        register.set(fence(measure=what, where=value[:100]))
    made = papers.issue()
    text, page = whole_text(documents.to_pdf(made.document)), documents.to_html(made.document)
    for value in HOSTILE:
        assert squeezed(printable(clean(value[:100].strip()))) in text, value
    assert "<script" not in page and 'href="javascript' not in page


def test_the_paper_prints_in_every_face_with_five_files_inside(papers: MeasuresPapers) -> None:
    made = papers.issue()
    pdf = documents.to_pdf(made.document)
    page = whole_text(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        names = set(opened.attachments)
        assert len(opened.Root.AF) == len(names) == 5
        inside = {name: opened.attachments[name].get_file().read_bytes() for name in names}
    assert inside["measures-entries.json"].decode() == made.facts.proof
    root = made.facts.checkpoint.root
    assert page.count(root) >= 3
    for face in (documents.to_html(made.document), said(made)):
        assert root in squeezed(face) and "示例公司" in face
    assert documents.to_word(made.document)
