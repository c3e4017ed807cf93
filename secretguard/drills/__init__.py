"""Tabletop exercises (桌面推演): a drill is a journal; its state is a fold; what counts is decided here."""

from secretguard.drills.budgets import table_budgets, table_time
from secretguard.drills.clocks import ClockReading, readings
from secretguard.drills.closing import (
    TOPICS,
    begin_hotwash,
    comment,
    finish,
    is_current,
    issue_report,
    last_issue,
    override_rating,
    plan_gaps,
    raise_machine_findings,
    say,
    state_as_issued,
)
from secretguard.drills.entries import (
    JOURNAL_KIND,
    Form,
    Pin,
    Presence,
    Promise,
    ReportIssued,
    ReportKind,
)
from secretguard.drills.facts import (
    confirmed_grade,
    confirmed_ratings,
    facts_of,
    outcome_of,
    scorecard_of,
)
from secretguard.drills.findings import clock_name, longest_delay
from secretguard.drills.fold import extend, fold
from secretguard.drills.for_plans import KnownDrills, drill_facts
from secretguard.drills.gate import GateLine, gate_gaps, gate_lines
from secretguard.drills.marking import Marked, clear_mark, mark, unmarked
from secretguard.drills.planning import STAFF_SEATS, answer_gate, clear_seat, plan_drill, seat, start
from secretguard.drills.playing import (
    Moved,
    advance,
    chosen_option,
    decide,
    decline_contingency,
    jump,
    next_step,
    note,
    offers,
    pause,
    take_contingency,
    unplanned,
)
from secretguard.drills.room import REFRESH_SECONDS, DrillRoom, list_drills, open_drill
from secretguard.drills.session import DrillSession
from secretguard.drills.state import DrillState, Visit
from secretguard.drills.timing import clock_text, scenario_text
from secretguard.drills.undoing import Undone, last_undoable, undo

__all__ = [
    "JOURNAL_KIND",
    "REFRESH_SECONDS",
    "STAFF_SEATS",
    "TOPICS",
    "ClockReading",
    "DrillRoom",
    "DrillSession",
    "DrillState",
    "Form",
    "GateLine",
    "KnownDrills",
    "Marked",
    "Moved",
    "Pin",
    "Presence",
    "Promise",
    "ReportIssued",
    "ReportKind",
    "Undone",
    "Visit",
    "advance",
    "answer_gate",
    "begin_hotwash",
    "chosen_option",
    "clear_mark",
    "clear_seat",
    "clock_name",
    "clock_text",
    "comment",
    "confirmed_grade",
    "confirmed_ratings",
    "decide",
    "decline_contingency",
    "drill_facts",
    "extend",
    "facts_of",
    "finish",
    "fold",
    "gate_gaps",
    "gate_lines",
    "is_current",
    "issue_report",
    "jump",
    "last_issue",
    "last_undoable",
    "list_drills",
    "longest_delay",
    "mark",
    "next_step",
    "note",
    "offers",
    "open_drill",
    "outcome_of",
    "override_rating",
    "pause",
    "plan_drill",
    "plan_gaps",
    "raise_machine_findings",
    "readings",
    "say",
    "scenario_text",
    "scorecard_of",
    "seat",
    "start",
    "state_as_issued",
    "table_budgets",
    "table_time",
    "take_contingency",
    "undo",
    "unmarked",
    "unplanned",
]
