"""Assessments that have one of everything a paper prints: last year, this year, the bureau's review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secretguard.actions import Actions
from secretguard.compliance import Assessment, Verdict, begin_assessment, gaps_of_assessment
from secretguard.content import (
    LawTable,
    StandardShelf,
    content_folders,
    find_profile,
    find_standard,
    load_law,
    load_standards,
)
from secretguard.register import MeasureSet, Register
from secretguard.vault import Vault
from tests.conftest import HandClock

_ROUND: tuple[Verdict, ...] = ("met", "met", "partly", "met", "unmet", "met", "met")


@dataclass(frozen=True)
class Tables:
    """What the papers put sources into words with."""

    law: LawTable
    shelf: StandardShelf


def tables() -> Tables:
    """The law table and the standards that ship."""
    folders = content_folders("standards")
    law = load_law(folders)
    return Tables(law, load_standards(folders, law))


def begun(
    vault: Vault, register: Register, found: Tables, clock: HandClock, profile: str, **more: object
) -> Assessment:
    """An assessment against a profile that ships."""
    chosen = find_profile(profile, found.shelf).profile
    standard = find_standard(chosen.standard, found.shelf).standard
    return begin_assessment(vault, register, standard, chosen, clock, **more)  # type: ignore[arg-type]


def answered(room: Assessment, shift: int = 0) -> None:
    """Every requirement answered, in turn with other verdicts."""
    for number, item in enumerate(room.state.requirements, shift):
        if item.id not in room.state.answers:
            verdict = _ROUND[number % len(_ROUND)]
            remark = (
                f"看过{item.title}的原件" if number % 3 else "抽查三份，对得上；有一份没有签日期，当天补了"
            )
            room.answer(item.id, verdict, remark=remark, by="示例乙")


def this_year(
    vault: Vault, register: Register, found: Tables, clock: HandClock, profile: str = "starter"
) -> Assessment:
    """A whole assessment of the sample enterprise, frozen, with last year's before it."""
    _measures(register)
    last = begun(vault, register, found, clock, profile, year=2025)
    answered(last, 3)
    last.freeze("示例甲")
    clock.advance(days=1)
    room = begun(vault, register, found, clock, profile, opened_by="示例甲")
    room.set_assessor("示例乙", "商业秘密管理员")
    room.set_assessor("示例丙", "外部指导员")
    room.carry_from(last)
    for item in room.state.requirements[3:]:
        room.clear(item.id)
    room.confirm_all(by="示例乙")
    overruled = next(
        key for key, auto in room.autos().items() if auto.decides == "verdict" and auto.found == "unmet"
    )
    room.answer(overruled, "met", remark="纸质台账在保密柜里，还没有录进来，当场看过", by="示例乙")
    for item in room.state.requirements[-2:]:
        room.answer(item.id, "na", remark=f"没有{item.title}的情形", by="示例乙")
    answered(room)
    room.link("ORG-01", "file", "任命书扫描件.pdf", sha256="ab" * 32)
    room.link("CLASS-03", "outside", "图纸柜上的标识，现场拍照")
    room.link("SCOPE-01", "record", "代号清单", place="register:secret:S1")
    room.own("EMERG-01", "示例丁", date(2027, 1, 31))
    room.interview("示例戊", "最怕丢的三样：配方、客户报价、模具图", "ORG-01")
    room.interview("示例己", "不知道泄密了先打给谁")
    room.raise_gaps(Actions(vault, register.id), gaps_of_assessment(room.state)[:2])
    room.look_again()
    room.freeze("示例乙", post="商业秘密管理员", reviewer="示例丙")
    return room


def reviewed(
    vault: Vault, register: Register, found: Tables, clock: HandClock, room: Assessment
) -> Assessment:
    """The bureau's review, which differs in the first two that the enterprise calls met."""
    subject = room.state.opened.subject if room.state.opened else None
    review = begun(
        vault, register, found, clock, subject.profile if subject else "", side="bureau", reviews=room
    )
    met = [key for key, each in room.state.answers.items() if each.given.verdict == "met"]
    for item in review.state.requirements:
        mine = room.state.answers[item.id].given.verdict
        differs = item.id in met[:2]
        remark = "现场看过，与材料不符" if differs else "同自评"
        review.answer(item.id, "unmet" if differs else mine, remark=remark)
    return review


def _measures(register: Register) -> None:
    core = next(each for each in register.state.secrets.values() if each.secret.classification == "core")
    register.set_all(
        [
            MeasureSet.model_validate(
                {
                    "measure": {"id": f"M9{kind}", "what": what, "kind": kind},
                    "since": date(2025, 3, kind),
                    "secrets": (core.id,),
                }
            )
            for kind, what in ((1, "全员保密协议"), (4, "图纸盖章、分柜"), (5, "研发机封 USB"))
        ]
    )
