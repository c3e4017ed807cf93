"""Summary and figures: grade and why, three bars, areas against last year, the row of years, stop items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from secretguard.compliance import CAP, Tally, WhatIf, verdict_word, what_if
from secretguard.content import Requirement
from secretguard.documents.charts import ink
from secretguard.documents.compliance import words
from secretguard.documents.compliance.law_words import covered
from secretguard.documents.compliance.view import View, Words
from secretguard.i18n import _

_ORGANISATION: Final = ("ORG", "AWARE", "CHECK")
_READINESS: Final = ("EMERG", "RIGHTS", "EVID")
_PARK_ORGANISATION: Final = tuple(f"PARK-{number:02d}" for number in range(1, 7))
_PARK_READINESS: Final = tuple(f"PARK-{number:02d}" for number in range(20, 25))
_MOST_AREAS_DRAWN: Final = 24
_LABEL_WIDTH: Final = 18
_SHARE: Final = {"met": 1.0, "partly": 0.5}


def summary_words(view: View) -> Words:
    """What stands on the one page."""
    result, total = view.result, view.result.total
    better = what_if(view.state)
    bars = list(_bars(view))
    return {
        "score": _percent(total.percent),
        "letter": result.letter or words.NONE,
        "uncapped": result.uncapped or words.NONE,
        "capped": result.is_capped,
        "cap": CAP,
        "total": _tally(total),
        "caps": [view.title(key) for key in result.caps],
        "stops_missing": len(result.stops),
        "stops_all": sum(1 for item in view.state.requirements if item.stop),
        "unmet_musts": len(result.unmet_musts),
        "bars": [bar for bar in bars if bar["figure"]],
        "bars_missing": [bar["name"] for bar in bars if not bar["figure"]],
        "whatif": _after(better),
        "held": _held(view),
    }


def area_words(view: View) -> Words:
    """Every area with its sum; last year beside it where there is one."""
    last = view.outside.points[-1] if view.outside.points else None
    areas = []
    for area in view.story.standard.areas:
        tally = view.result.areas.get(area.id)
        if tally is None:
            continue
        before = last.areas.get(area.id) if last else None
        areas.append(
            {
                "id": area.id,
                "title": area.title,
                "label": _label(area.title),
                "before": words.percent(before),
                **_tally(tally),
            }
        )
    return {
        "areas": areas,
        "last_year": last.year if last else 0,
        "draw_areas": 0 < len(areas) <= _MOST_AREAS_DRAWN and any(area["figure"] for area in areas),
        "years": list(_years(view)),
    }


def topic_words(view: View) -> Words:
    """The headings of the text behind a profile, and the stretches of its way, with what was answered."""
    profile = view.story.profile
    return {
        "topics": [{"title": topic.title, **_counts(view, topic.requirements)} for topic in profile.topics],
        "phases": [
            {"title": phase.title, "until": phase.until_day, **_counts(view, phase.requirements)}
            for phase in profile.phases
        ],
    }


def stop_words(view: View) -> Words:
    """The stop items, apart from the sum."""
    return {
        "stops": [
            {
                "number": item.printed_number,
                "title": item.title,
                "why": item.stop_why or words.NONE,
                "word": verdict_word(view.state.verdict(item.id)),
                "tone": words.verdict_tone(view.state.verdict(item.id)),
                "missing": item.id in view.result.stops,
            }
            for item in view.state.requirements
            if item.stop
        ]
    }


def _after(better: WhatIf) -> str:
    """What the first gaps would bring, in a sentence."""
    before, after = better.before, better.after
    line = _(
        "做完前 {count} 项，得分由 {before} 到 {after}",
        count=len(better.chosen),
        before=_percent(before.total.percent),
        after=_percent(after.total.percent),
    )
    if better.raises is None:
        return _("{line}，等级仍是 {letter}。", line=line, letter=before.letter or words.NONE)
    return _(
        "{line}，等级由 {before} 到 {after}。",
        line=line,
        before=before.letter or words.NONE,
        after=after.letter,
    )


def _counts(view: View, keys: Sequence[str]) -> Words:
    verdicts = [view.state.verdict(key) for key in keys if key in view.story.by_id]
    return {
        "all": len(verdicts),
        "met": verdicts.count("met"),
        "partly": verdicts.count("partly"),
        "unmet": verdicts.count("unmet"),
        "na": verdicts.count("na"),
        "open": verdicts.count(None),
    }


def _tally(tally: Tally) -> Words:
    return {
        "all": tally.all,
        "met": tally.met,
        "partly": tally.partly,
        "unmet": tally.unmet,
        "na": tally.na,
        "open": tally.open,
        "percent": _percent(tally.percent),
        "figure": "" if tally.percent is None else f"{tally.percent:.1f}",
    }


def _percent(percent: float | None) -> str:
    return words.percent(None if percent is None else round(percent * 10))


def _bars(view: View) -> Iterator[Words]:
    """Organisation, measures in the law's eyes, readiness. Empty figures: nothing there to count."""
    organisation, readiness = _of(view, _ORGANISATION), _of(view, _READINESS)
    law_name, law = _("法律眼中的措施"), _law_share(view)
    if view.is_park:
        organisation, readiness = _named(view, _PARK_ORGANISATION), _named(view, _PARK_READINESS)
        law_name = _("对企业措施的支持")
        law = _share(view, (item for item in view.state.requirements if item.art6))
    yield {"name": _("组织"), "figure": _share(view, organisation)}
    yield {"name": law_name, "figure": law}
    yield {"name": _("应急准备"), "figure": _share(view, readiness)}


def _of(view: View, areas: tuple[str, ...]) -> list[Requirement]:
    return [item for item in view.state.requirements if item.area in areas]


def _named(view: View, wanted: tuple[str, ...]) -> list[Requirement]:
    return [item for item in view.state.requirements if item.id in wanted]


def _share(view: View, items: Iterable[Requirement]) -> str:
    points = possible = 0.0
    for item in items:
        verdict, weight = view.state.verdict(item.id), view.state.weight(item)
        if verdict != "na":
            possible += weight
            points += weight * _SHARE.get(verdict or "", 0.0)
    return f"{100 * points / possible:.1f}" if possible else ""


def _law_share(view: View) -> str:
    has, of = covered(view.outside.secrets)
    return f"{100 * has / of:.1f}" if of else ""


def _years(view: View) -> Iterator[Words]:
    """Earlier years, then this one."""
    if not view.outside.points:
        return
    for point in view.outside.points:
        yield {
            "year": point.year,
            "on": words.day(point.on),
            "percent": words.percent(point.tenths),
            "letter": point.letter or words.NONE,
        }
    frozen, opened = view.state.frozen, view.state.opened
    yield {
        "year": opened.subject.year if opened else 0,
        "on": words.day(frozen.today) if frozen else _("未封存"),
        "percent": _percent(view.result.total.percent),
        "letter": view.result.letter or words.NONE,
    }


def _label(title: str) -> str:
    """As much of a title as stands beside a bar; Latin letters take half the room."""
    if ink.text_width(title, 1) <= _LABEL_WIDTH:
        return title
    kept = title
    while ink.text_width(kept, 1) > _LABEL_WIDTH - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _held(view: View) -> list[Words]:
    """What the vault holds for the case that something happens, in words."""
    held = view.outside.held
    if held.plan is None:
        plan = _("没有生效的预案")
    else:
        plan = _(
            "第 {number} 版，{day} 批准，{due} 前评审", number=held.plan, day=held.plan_on, due=held.plan_due
        )
    drills = _("没有演练到底的记录")
    if held.drills:
        drills = _("{count} 次，最近 {day}", count=held.drills, day=held.last_drill)
    return [
        {"label": _("应急预案"), "text": plan},
        {"label": _("推演"), "text": drills},
        {"label": _("未了结的整改"), "text": _("{count} 项", count=held.unfinished)},
        {"label": _("登记的事件"), "text": _("{count} 起", count=held.incidents)},
    ]
