"""Which papers of the plan are wanted in which formats, and how far the writing is. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.text import Text

from secretguard.documents.plan import PLAN_PAPERS, PlanPaper, paper_title, papers_of_size
from secretguard.i18n import _, _p
from secretguard.plans import Size
from secretguard.tui.marks import badge, line
from secretguard.tui.widgets.lists import Row

FORMATS = ("pdf", "docx", "html", "text")
_BAR = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is ticked."""

    papers: frozenset[str]
    formats: frozenset[str]

    def turn_paper(self, name: str) -> Wanted:
        """Tick or untick a paper."""
        return replace(self, papers=self.papers ^ {name})

    def turn_format(self, name: str) -> Wanted:
        """Tick or untick a format."""
        return replace(self, formats=self.formats ^ {name})

    def turn_all(self) -> Wanted:
        """All papers, or none if all are ticked."""
        every = frozenset(PLAN_PAPERS)
        return replace(self, papers=frozenset() if self.papers == every else every)

    @property
    def files(self) -> int:
        """How many files that makes."""
        return len(self.papers) * len(self.formats)


def first_wanted(size: Size) -> Wanted:
    """What a size is printed for: PDF to hang up, Word to go on working with."""
    return Wanted(frozenset(papers_of_size(size)), frozenset(("pdf", "docx")))


def format_word(name: str) -> str:
    """PDF, Word, 网页, 文本."""
    return {"pdf": "PDF", "docx": "Word", "html": _("网页"), "text": _("文本")}[name]


def paper_rows(wanted: Wanted, paper: PlanPaper) -> tuple[Row, ...]:
    """All papers, ticked or not."""
    rows = []
    for name in PLAN_PAPERS:
        title = paper_title(name, paper)
        sign = badge(_p("badge", "勾"), "good") if name in wanted.papers else badge(_p("badge", "空"), "off")
        rows.append(Row(name, line(sign, title), words=title))
    return tuple(rows)


def formats_line(wanted: Wanted) -> Text:
    """1 PDF 2 Word 3 网页 4 文本, ticked or not."""
    parts = []
    for number, name in enumerate(FORMATS, 1):
        sign = badge(_p("badge", "勾"), "good") if name in wanted.formats else badge(_p("badge", "空"), "off")
        parts.append(line(sign, f"{number} {format_word(name)}　"))
    return Text("").join(parts)


def progress_line(done: int, total: int, now: str, seconds: float) -> Text:
    """[====    ] 3/10 首小时卡 约 12 秒."""
    filled = _BAR * done // total if total else _BAR
    left = _("　约 {seconds:.0f} 秒", seconds=seconds * (total - done) / done) if done else ""
    return line(f"[{'=' * filled}{' ' * (_BAR - filled)}] {done}/{total} {now}{left}")
