"""The blank questionnaire: what is asked, what to look at, boxes to tick. It needs no vault."""

from __future__ import annotations

from secretguard.content import Profile, Requirement, Standard
from secretguard.documents.compliance import words
from secretguard.documents.compliance.heading import clause_line
from secretguard.documents.compliance.view import Words
from secretguard.documents.compliance.words import paper_word
from secretguard.i18n import _


def questionnaire_words(standard: Standard, profile: Profile) -> Words:
    """Every requirement of the profile in its area."""
    chosen = set(profile.ids())
    asked = [item for item in standard.requirements if item.assessable and item.id in chosen]
    return {
        "asked_areas": [
            {
                "title": area.title,
                "rows": [_row(item, profile, standard) for item in asked if item.area == area.id],
            }
            for area in standard.areas
            if any(item.area == area.id for item in asked)
        ],
        "asked_count": len(asked),
        "source_note": profile.source_note,
    }


def blank_frame(standard: Standard, profile: Profile, enterprise: str, date: str) -> Words:
    """The frame of a questionnaire that belongs to no assessment."""
    return {
        "paper": paper_word("questionnaire", profile.subject),
        "enterprise": enterprise or _("（单位名称）"),
        "subject_word": words.subject_word(profile),
        "profile": profile.title,
        "catalogue": _("{title}（{version} 版）", title=standard.title, version=standard.version),
        "clause_line": clause_line(standard, profile, None),
        "date": date,
        "number": "",
        "draft": False,
        "proof": {"printed": "", "root": ""},
    }


def _row(item: Requirement, profile: Profile, standard: Standard) -> Words:
    weight = _("{level}，权重 {weight}", level=words.level_word(item.level), weight=profile.weight_of(item))
    return {
        "number": item.printed_number,
        "title": words.title_of(item),
        "text": item.text if words.title_of(item) == item.title else "",
        "weight": _("{weight}，基本项", weight=weight) if item.stop else weight,
        "asks": list(item.asks),
        "proofs": _("、").join(kind.title for kind in map(standard.proof_kind, item.evidence_kinds) if kind),
    }
