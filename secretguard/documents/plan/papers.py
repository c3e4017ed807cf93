"""Which papers there are, and the one way to make each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from secretguard.documents.first_hour_card import CardWords
from secretguard.documents.plan.answers import Answers
from secretguard.documents.plan.model import PlanClock, PlanPaper, PlanVersion
from secretguard.documents.plan.presenting import plan_data
from secretguard.documents.plan.sheets import ANNEXES, LANDSCAPE, annex_titles, sheet_data
from secretguard.documents.plan.wording import day
from secretguard.documents.reading import read
from secretguard.documents.tree.document import Document
from secretguard.errors import UsageError
from secretguard.i18n import _, _p

FULL: Final = "full"
SHORT: Final = "short"
CONTACTS_WALL: Final = "contacts-wall"
ANNEX_FORMS: Final = tuple(f"annex-{letter.lower()}" for letter in ANNEXES)
"""The annexes A–N as papers of their own."""

_SHEETS: Final = {"wall": "annex-j", "pocket": "annex-k", "contacts": "annex-a"}
"""Papers that are known by a name of their own."""

PLAN_PAPERS: Final = (
    FULL,
    SHORT,
    *_SHEETS,
    CONTACTS_WALL,
    *(form for form in ANNEX_FORMS if form not in _SHEETS.values()),
)
"""The names of all papers, each once, in the order in which they are handed out."""


def papers_of_size(size: str) -> tuple[str, ...]:
    """What a plan of a size (card, short, full) is printed for, where no paper is named."""
    everyday = (SHORT, *_SHEETS, CONTACTS_WALL)
    return (FULL, *everyday) if size == "full" else everyday


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """One paper: its name, what it is called, and the document."""

    name: str
    title: str
    document: Document

    @property
    def file_name(self) -> str:
        """`03-首小时卡`, without an ending: sorts in the order of use."""
        return f"{PLAN_PAPERS.index(self.name) + 1:02}-{self.title}"


def plan_papers(paper: PlanPaper, only: Iterable[str] = ()) -> Iterator[PrintedPaper]:
    """The papers wanted (all, if none is named), in their order.

    Raises UsageError for a name that no paper has, ContentError for a broken template.
    """
    wanted = {_known(name) for name in only} or set(PLAN_PAPERS)
    for name in PLAN_PAPERS:
        if name in wanted:
            yield PrintedPaper(name, paper_title(name, paper), plan_document(paper, name))


def plan_document(paper: PlanPaper, kind: str = FULL) -> Document:
    """One paper of the plan: a name of `PLAN_PAPERS` or of `ANNEX_FORMS`.

    Raises UsageError for a name that no paper has, ContentError for a broken template.
    """
    name = _known(kind)
    answers = Answers(paper)
    if name in (FULL, SHORT):
        template = "card" if _is_one_page(name, paper) else name
        return read(f"plan-{template}.md", plan_data(paper, answers), moment=paper.moment)
    data = {**sheet_data(paper, answers), "sheet": _sheet(paper, name)}
    return read("annex-sheet.md", data, moment=paper.moment)


def blank_form(
    letter: str,
    enterprise: str,
    moment: datetime,
    *,
    clocks: tuple[PlanClock, ...] = (),
    card: CardWords | None = None,
) -> Document:
    """An annex form (`C`, `D`…) to fill in by hand, for an enterprise that may have no plan yet.

    Raises UsageError for a letter that no annex has.
    """
    paper = PlanPaper(
        moment=moment,
        enterprise=enterprise,
        plan_number="",
        title="",
        size="card",
        form_version=1,
        version=PlanVersion(number=""),
        sections=(),
        answers=(),
        clocks=clocks,
        card=card,
    )
    return plan_document(paper, f"annex-{letter.lower()}")


def paper_title(name: str, paper: PlanPaper | None = None) -> str:
    """What a paper is called; an annex by the enterprise's own outline, where a paper is given."""
    own = {
        FULL: _p("plan paper", "应急预案（完整版）"),
        SHORT: _p("plan paper", "应急预案（简版）"),
        CONTACTS_WALL: _p("plan paper", "通讯录（上墙版）"),
    }
    if paper is not None and _is_one_page(name, paper):
        return _p("plan paper", "应急预案（一页纸）")
    if name in own:
        return own[name]
    return annex_titles(paper)[_letter(_known(name))]


def _is_one_page(name: str, paper: PlanPaper) -> bool:
    """The short plan of the smallest size stands on one page, and is called so."""
    return name == SHORT and paper.size == "card"


def _known(name: str) -> str:
    if name in PLAN_PAPERS:
        return name
    for alias, form in _SHEETS.items():
        if name == form:
            return alias
    raise UsageError(
        _("没有叫 {name} 的文件。", name=name), _("可用：{names}。", names=_("、").join(PLAN_PAPERS))
    )


def _letter(name: str) -> str:
    return _SHEETS.get(name, name).removeprefix("annex-").upper()


def _sheet(paper: PlanPaper, name: str) -> dict[str, object]:
    body = "annex-a-wall" if name == CONTACTS_WALL else _SHEETS.get(name, name)
    wall = name == CONTACTS_WALL
    letter = "A" if wall else _letter(name)
    return {
        "title": paper_title(name, paper),
        "body": f"{body}.md",
        "letter": letter,
        "landscape": letter in LANDSCAPE and not wall,
        "rest": not wall and letter not in "AJK",
        "date": day(paper.moment),
        "number": paper.plan_number,
        "draft": _draft_mark(paper),
        "about": _about(paper),
        "footer": _footer(paper, letter),
    }


def _about(paper: PlanPaper) -> str:
    """Number, version and state, for the faces that have no running head."""
    if not paper.version.number:
        return ""
    version = _("第 {number} 版", number=paper.version.number)
    return "　".join(part for part in (paper.plan_number, version, _draft_mark(paper)) if part)


def _draft_mark(paper: PlanPaper) -> str:
    return "" if paper.version.issued or not paper.version.number else _("草稿　未批准")


def _footer(paper: PlanPaper, letter: str) -> str:
    version = paper.version
    form = _("附录 {letter}", letter=letter)
    if not version.number:
        return _("{form}　空白表", form=form)
    if not version.issued:
        return _("{form}　草稿　打印日期 {date}", form=form, date=day(paper.moment))
    return _(
        "{form}　预案第 {number} 版　{date}批准　人员或者电话一变就重印",
        form=form,
        number=version.number,
        date=day(version.approved),
    )
