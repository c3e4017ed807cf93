"""The legal ground of a requirement, from the law table alone."""

from __future__ import annotations

from secretguard.content import LawTable
from secretguard.content.basis import article_name, statute_name
from secretguard.documents.quick_report.model import Ground
from secretguard.i18n import _


def ground_of(basis: str, law: LawTable) -> Ground:
    """The ground in words; 待核 where nobody compared the text, and where the table does not have it."""
    found = law.article(basis)
    if found is None:
        return Ground(kind="law", statute=_("本机法律依据表里没有："), article=basis, pending=True)
    statute, article = found
    check = law.last_check(basis)
    checked = article.mark == "checked" or check is not None
    note = ""
    if article.mark != "checked" and check is not None:
        note = _(
            "{person}于 {day} 对照 {copy} 核对", person=check.by, day=check.checked_on, copy=check.copy_read
        )
    return Ground(
        kind="law",
        statute=statute_name(statute),
        article=article.name or article_name(article.id),
        pending=not checked,
        note=note,
    )
