"""The report of an assessment against a standard of 1 200 requirements."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from itertools import cycle

import pikepdf

from benchmarks.measuring import Row, seconds_of
from secretguard.compliance import fold
from secretguard.compliance.entries import AnswerSet, AssessmentOpened, EvidenceLinked, Subject
from secretguard.content import Standard, whole_profile
from secretguard.documents import Document, to_html, to_pdf
from secretguard.documents.compliance import Frame, Outside, View, paper_document
from secretguard.entries import unrecorded

_AREAS, _EACH = 20, 60
_MOMENT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def rows() -> list[Row]:
    """The rows about an assessment's report: from the folded state to the file."""
    view = _view()
    made: list[Document] = []
    files: list[bytes] = []
    read = seconds_of(lambda: made.append(paper_document("report", view)))
    printed = seconds_of(lambda: files.append(to_pdf(made[0])))
    with pikepdf.open(BytesIO(files[0])) as opened:
        pages = len(opened.pages)
    html = seconds_of(lambda: to_html(made[0]))
    note = f"{pages} pages"
    return [
        Row("report of 1 200 requirements, PDF", read + printed, "s", 3, at_most=True, note=note),
        Row("… as HTML", read + html, "s", 3, at_most=True),
    ]


def _view() -> View:
    standard = Standard.model_validate(
        {
            "kind": "standard",
            "id": "large",
            "version": "1",
            "title": "大标准",
            "issuer": "示例机构",
            "areas": [{"id": f"A{area}", "title": f"第 {area} 方面"} for area in range(_AREAS)],
            "requirements": [
                {
                    "id": f"A{area}.{number}",
                    "area": f"A{area}",
                    "title": f"第 {area}.{number} 项：应当做到，并且能当场看到",
                    "weight": number % 3 + 1,
                }
                for area in range(_AREAS)
                for number in range(_EACH)
            ],
        }
    )
    profile = whole_profile(standard)
    subject = Subject(
        standard="large", version="1", profile="large", year=2026, side="self", title="大标准 2026 年评估"
    )
    opened = AssessmentOpened(
        subject=subject,
        standard=standard.model_dump(mode="json", exclude_defaults=True) | {"kind": "standard"},
        profile=profile.model_dump(mode="json", exclude_defaults=True) | {"kind": "profile"},
    )
    verdicts = cycle(("met", "met", "partly", "unmet", "met"))
    answers = [
        AnswerSet.model_validate(
            {
                "requirement": item.id,
                "verdict": next(verdicts),
                "remark": f"{item.id}：抽查三份，对得上，有一份没有签日期",
                "by": "示例甲",
            }
        )
        for item in standard.requirements
    ]
    links = [
        EvidenceLinked(requirement=item.id, sort="outside", what="现场看到的标识")
        for item in standard.requirements[::3]
    ]
    state = fold(unrecorded([opened, *answers, *links]))
    assert state.story is not None
    return View(state, state.story, Outside(enterprise="示例公司"), Frame(_MOMENT))
