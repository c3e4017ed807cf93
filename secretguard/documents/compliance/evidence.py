"""The evidence index, the records that automatic answers rest on, interviews, assessors and grounds."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.documents.compliance import words
from secretguard.documents.compliance.view import View, Words
from secretguard.i18n import _

_MOST_SHOWN = 8


def evidence_words(view: View) -> Words:
    """What was named as proof, numbered as the table cites it."""
    return {
        "evidence": list(_links(view)),
        "records": list(_records(view)),
        "interviews": [
            {
                "on": words.day(each.on),
                "who": each.who,
                "text": each.text,
                "about": view.title(each.requirement) if each.requirement else words.NONE,
            }
            for each in view.state.interviews
        ],
    }


def signing_words(view: View) -> Words:
    """Who assessed, the legal grounds by statute, who signs."""
    frozen = view.state.frozen
    opened = view.state.opened
    return {
        "assessors": [
            {"name": each.assessor, "post": each.post or words.NONE} for each in view.state.assessors
        ],
        "opened_by": (opened.opened_by if opened else None) or words.NONE,
        "laws": view.grounds.listed(),
        "signed_by": frozen.by if frozen else "",
        "reviewed_by": (frozen.reviewer if frozen else None) or "",
        "bureau": opened is not None and opened.subject.side == "bureau",
    }


def _links(view: View) -> Iterator[Words]:
    for item in view.state.requirements:
        for link in view.state.links.get(item.id, ()):
            proof = link.evidence
            yield {
                "label": _("凭{number}", number=view.links[link.stamp.seq]),
                "number": item.printed_number,
                "sort": words.sort_word(proof.sort),
                "what": proof.what,
                "place": words.place_word(proof.place) if proof.place else "",
                "sha256": proof.sha256 or "",
            }


def _records(view: View) -> Iterator[Words]:
    """Per requirement with a rule: what the rule asks and which records it looked at."""
    for item in view.state.requirements:
        answered = view.state.answers.get(item.id)
        auto = answered.given.auto if answered and answered.given.auto else view.autos.get(item.id)
        if auto is None:
            continue
        rule = view.story.standard.rule(auto.rule)
        names = [f"{words.place_word(each.place)} {each.words}".strip() for each in auto.shown]
        yield {
            "number": item.printed_number,
            "rule": rule.rule if rule else auto.rule,
            "decides": _("判定") if auto.decides == "verdict" else _("提示"),
            "names": words.first_names(names, _MOST_SHOWN) or words.NONE,
            "on": words.day(auto.on),
        }
