"""The words that the papers of an assessment print for codes, marks and places."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from secretguard import compliance
from secretguard.compliance import Answered, EvidenceSort, origin_of
from secretguard.content import Profile, Requirement
from secretguard.i18n import _, _p

Paper = Literal["report", "brief", "form", "questionnaire"]
PAPERS: Final[tuple[Paper, ...]] = ("report", "brief", "form", "questionnaire")
NONE: Final = "—"
_PLACES: Final = 6
_ID_LENGTH: Final = 8
_SHORT: Final = 90
_LONG: Final = 300


def paper_word(paper: Paper, subject: str = "enterprise") -> str:
    """What a paper is called; `subject` is enterprise or park."""
    return {
        "report": _("园区商业秘密保护评估报告") if subject == "park" else _("商业秘密保护评估报告"),
        "brief": _("评估摘要"),
        "form": _("申报表"),
        "questionnaire": _("评估问卷"),
    }[paper]


def subject_word(profile: Profile) -> str:
    """企业 or 园区."""
    return _("园区") if profile.subject == "park" else _("企业")


def origin_mark(answered: Answered | None) -> str:
    """自 from the records, 人 a person judged, 沿 carried over and not looked at since."""
    if answered is None:
        return NONE
    return {
        "records": _p("assessment", "自"),
        "person": _p("assessment", "人"),
        "carried": _p("assessment", "沿"),
    }[origin_of(answered)]


def level_word(level: str) -> str:
    """应 or 宜."""
    return _p("requirement", "应") if level == "must" else _p("requirement", "宜")


def verdict_tone(verdict: str | None) -> str:
    """The badge that tells verdicts apart without colour."""
    return {"met": "good", "partly": "mid", "unmet": "bad", "na": "good"}.get(verdict or "", "warn")


def sort_word(sort: EvidenceSort) -> str:
    """What kind of proof was named."""
    return {
        "record": _("台账记录"),
        "entry": _("库内记录"),
        "file": _("文件"),
        "paper": _("已出文书"),
        "outside": _("现场所见"),
    }[sort]


def place_word(place: str) -> str:
    """`register:secret:S1` → 台账 S1; `drill:1a2b…` → 推演 1A2B3C4D."""
    kind, _colon, rest = place.partition(":")
    last = rest.rpartition(":")[2]
    words = {
        "register": _("台账"),
        "plan": _("预案"),
        "drill": _("推演"),
        "finding": _("整改"),
        "incident": _("事件"),
        "assessment": _("评估"),
    }
    if kind not in words:
        return place
    if kind in ("drill", "incident", "assessment"):
        last = last[:_ID_LENGTH].upper()
    return f"{words[kind]} {last}".strip()


def owner_word(role: str | None, *, park: bool) -> str:
    """The role that a requirement falls to, a dash for none."""
    return compliance.owner_word(role, park=park) or NONE


def shortened(text: str, most: int = _SHORT) -> str:
    """The first whole sentences that fit, for a page that must not grow."""
    if len(text) <= most:
        return text
    end = text.rfind("。", 0, most)
    return text[: end + 1] if end > 0 else text[: most - 1] + "…"


def title_of(item: Requirement) -> str:
    """The title; the text itself where the title is only a number or its beginning, as importers leave it."""
    bare = item.title in (item.printed_number, item.id) or item.title.endswith("…")
    return shortened(item.text, _LONG) if bare and item.text else item.title


def percent(tenths: int | None) -> str:
    """`62.5`, `100`, or a dash. Given in tenths."""
    if tenths is None:
        return NONE
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths / 10:.1f}"


def day(when: date | None) -> str:
    """`2026-11-24`, or a dash."""
    return when.isoformat() if when else NONE


def month(when: date | None) -> str:
    """`2026-11`, or nothing."""
    return f"{when:%Y-%m}" if when else ""


def first_names(names: list[str], most: int = _PLACES) -> str:
    """The first names, and how many there are."""
    shown = _("、").join(names[:most])
    return shown if len(names) <= most else _("{names} 等 {count} 项", names=shown, count=len(names))
