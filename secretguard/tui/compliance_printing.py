"""Papers and tables of an assessment as files beside the vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from secretguard.i18n import _
from secretguard.tui.desk import Desk
from secretguard.tui.printing import report_folder

if TYPE_CHECKING:
    from secretguard.compliance import Assessment
    from secretguard.documents.from_compliance import CompliancePapers, MadePaper, Paper, Wanted

_ENDS: Final = {"results": "xlsx", "questionnaire": "xlsx", "oscal": "json"}


def assessment_folder(desk: Desk, assessment_id: str) -> Path:
    """One folder for an assessment's papers."""
    return report_folder(desk) / _("评估 {id}", id=assessment_id[:8].upper())


def papers_of(desk: Desk) -> CompliancePapers:
    """The papers of the assessment at hand."""
    from secretguard.documents.from_compliance import CompliancePapers

    compliance = desk.compliance()
    return CompliancePapers(compliance.at_hand(), compliance.law, compliance.shelf())


def draft_of(papers: CompliancePapers, chosen: str) -> MadePaper:
    """The paper behind a row, to look at: `new:report` as things stand, `issued:NUMBER` again."""
    kind, _colon, name = chosen.partition(":")
    if kind == "issued":
        return papers.reprint(papers.find(name))
    return papers.preview(_wanted(name))


def issued_of(papers: CompliancePapers, chosen: str) -> MadePaper:
    """The same, issued."""
    kind, _colon, name = chosen.partition(":")
    if kind == "issued":
        return papers.reprint(papers.find(name))
    return papers.issue(_wanted(name))


def _wanted(name: str) -> Wanted:
    from secretguard.documents.from_compliance import PAPERS, Wanted

    paper: Paper = next(one for one in PAPERS if one == name)
    return Wanted(paper)


def write_table(room: Assessment, name: str, folder: Path, stem: str) -> Path:
    """A table for other programs: written whole, never over another file. Raises RefusedError."""
    from secretguard.compliance import exchange

    make = {
        "results": exchange.results_xlsx,
        "questionnaire": exchange.questionnaire_xlsx,
        "oscal": exchange.assessment_results,
    }[name]
    path = folder / f"{stem}.{_ENDS[name]}"
    folder.mkdir(parents=True, exist_ok=True)
    exchange.write_new(path, make(room.state))
    return path
