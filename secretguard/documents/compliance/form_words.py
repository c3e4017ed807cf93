"""A bureau's form filled from the answers: yes or no with photographs, and rows in words."""

from __future__ import annotations

from secretguard.compliance import verdict_word
from secretguard.content import FormRow, Profile
from secretguard.documents.compliance import words
from secretguard.documents.compliance.view import View, Words
from secretguard.i18n import _


def form_words(view: View) -> Words:
    """Every table of the form; a row says yes only if every requirement behind it is met."""
    form = view.outside.form or view.story.profile
    return {
        "form_title": form.title,
        "form_note": form.source_note,
        "form_pending": form.text_checked is None,
        "form_issuer": form.issuer or words.NONE,
        "forms": [
            {
                "title": table.title,
                "note": table.note or "",
                "yes_no": [_yes_no(row, view) for row in table.rows if row.kind == "yes_no_photo"],
                "in_words": [_in_words(row, view) for row in table.rows if row.kind == "words"],
            }
            for table in form.forms
        ],
    }


def has_forms(profile: Profile | None) -> bool:
    """Whether there is a paper to fill."""
    return profile is not None and bool(profile.forms)


def _yes_no(row: FormRow, view: View) -> Words:
    verdicts = [view.state.verdict(key) for key in row.requirements]
    yes = all(verdict == "met" for verdict in verdicts)
    no = all(verdict == "unmet" for verdict in verdicts)
    files = [
        _("凭{number} {what}", number=view.links[link.stamp.seq], what=link.evidence.what)
        for key in row.requirements
        for link in view.state.links.get(key, ())
    ]
    return {
        "label": row.label,
        "yes": yes,
        "no": no,
        "doubt": "" if yes or no else _("请填表人定"),
        "answers": [_answer(key, view, remark=False) for key in row.requirements],
        "files": files,
    }


def _in_words(row: FormRow, view: View) -> Words:
    return {"label": row.label, "answers": [_answer(key, view, remark=True) for key in row.requirements]}


def _answer(key: str, view: View, *, remark: bool) -> str:
    if key not in view.story.by_id:
        return _("{key}：这次评估没有问到", key=key)
    line = _("{title}：{verdict}", title=view.title(key), verdict=verdict_word(view.state.verdict(key)))
    answered = view.state.answers.get(key)
    if remark and answered is not None and answered.given.remark:
        return _("{line}。{remark}", line=line, remark=answered.given.remark)
    return line
