"""One requirement: how it was answered and why, what it asks, the records and proofs it rests on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.text import Text

from secretguard.compliance import (
    Answered,
    AssessmentState,
    AutoAnswer,
    Linked,
    effort_word,
    owner_word,
    verdict_word,
)
from secretguard.content import Requirement
from secretguard.i18n import _, _p, deferred
from secretguard.register import RECORD_TYPES
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.assessment_words import (
    origin_words,
    says_something,
    titled,
    verdict_mark,
)
from secretguard.tui.widgets.lists import Row

Ground = Callable[[str], str]
"""A law table's id as words."""

_ROOMS: Final = {
    "register": ("register:secret:", deferred("台账：商业秘密")),
    "people": ("register:person:", deferred("台账：人员")),
    "leavers": ("register:cleared:", deferred("台账：涉密人员")),
    "partners": ("register:partner:", deferred("台账：外部合作")),
    "training": ("register:training:", deferred("台账：培训")),
    "plan": ("plan:", deferred("应急预案")),
    "drills": ("drill:", deferred("桌面推演")),
    "findings": ("finding:", deferred("整改")),
    "incidents": ("incident:", deferred("泄密事件")),
}
"""Where a kind of records is written; what no room holds yet is not here."""


@dataclass(frozen=True, slots=True)
class Told:
    """What stands around a requirement and is not its own: the records' answer, clauses, ground in words."""

    auto: AutoAnswer | None
    looked: bool
    """Whether the records were looked at yet."""
    clauses: tuple[str, ...]
    clauses_checked: bool
    ground: Ground


def short_text(item: Requirement, state: AssessmentState, told: Told) -> Text:
    """For the pane beside the table: answer and reason first, then what is asked."""
    text = _heading(item)
    _answer(text, item, state)
    _records(text, item, told)
    _part(text, _("要求"), item.text)
    _part(text, _("怎么做"), item.guidance)
    _asks(text, item)
    _grounds(text, item, told, state)
    return text


def full_text(item: Requirement, state: AssessmentState, told: Told) -> Text:
    """The same with everything that is known of it."""
    text = _heading(item)
    _answer(text, item, state)
    _records(text, item, told)
    _part(text, _("要求"), item.text)
    _part(text, _("怎么做"), item.guidance)
    _asks(text, item)
    _part(text, _("凭据"), _("、").join(_proofs(item, state)))
    if item.stop:
        _part(text, _("基本项"), item.stop_why or _("没做到就单列在总分之外"))
    _grounds(text, item, told, state)
    weight = state.weight(item)
    level = _p("requirement", "应") if item.level == "must" else _p("requirement", "宜")
    known = [_("{level}，权重 {weight}", level=level, weight=weight)]
    if item.effort:
        known.append(_("做到要 {effort}", effort=effort_word(item.effort)))
    park = state.story is not None and state.story.profile.subject == "park"
    if item.owner:
        known.append(_("牵头 {owner}", owner=owner_word(item.owner, park=park)))
    if weight == 3 and item.level == "must":
        known.append(_("没做到，总评不高于 C"))
    _part(text, _("分量"), "　".join(known))
    heard = [each for each in state.interviews if each.requirement == item.id]
    for note in heard:
        _part(text, _("访谈"), _("{day} {who}：{text}", day=f"{note.on:%m-%d}", who=note.who, text=note.text))
    return text


def _heading(item: Requirement) -> Text:
    return Text(safe(f"{item.printed_number} {titled(item)}"), style="bold")


def _part(text: Text, label: str, words: str) -> None:
    if words:
        text.append("\n" + safe(label) + "　", style="not bold dim")
        text.append(safe(words.strip()), style="not bold")


def _answer(text: Text, item: Requirement, state: AssessmentState) -> None:
    answered = state.answers.get(item.id)
    text.append("\n")
    text.append_text(verdict_mark(answered.given.verdict if answered else None))
    if answered is None:
        text.append(" " + safe(_("待答：1 合 2 半 3 缺 4 免")), style="not bold")
        return
    given = answered.given
    by = f"　{given.by}" if given.by else ""
    words = f" {verdict_word(given.verdict)}　{origin_words(answered)}{by}"
    text.append(safe(words), style="not bold")
    _overruled(text, answered)
    if given.remark and given.remark != given.overrules:
        _part(text, _("说明"), given.remark)


def _overruled(text: Text, answered: Answered) -> None:
    given = answered.given
    if given.overrules and given.auto is not None:
        words = _("当时记录说「{found}」：{why}", found=verdict_word(given.auto.found), why=given.auto.why)
        _part(text, _("记录"), words)
        _part(text, _("改判理由"), given.overrules)


def _records(text: Text, item: Requirement, told: Told) -> None:
    if item.auto is None:
        return
    if told.auto is None:
        _part(text, _("凭什么"), "" if told.looked else _("正在看记录⋯"))
        return
    auto = told.auto
    text.append("\n")
    if says_something(auto):
        text.append_text(verdict_mark(auto.found))
        how = _("自动判定") if auto.decides == "verdict" else _("记录提示")
        text.append(safe(f" {how} {verdict_word(auto.found)}"), style="not bold")
    else:
        text.append_text(badge(_p("assessment", "问"), "off"))
        text.append(" " + safe(_("记录里看不出来，要您看过再答")), style="not bold")
    _part(text, _("凭什么"), auto.why)


def _asks(text: Text, item: Requirement) -> None:
    for number, ask in enumerate(item.asks):
        _part(text, _("要看") if not number else "　　", f"・{ask}")


def _proofs(item: Requirement, state: AssessmentState) -> list[str]:
    standard = state.story.standard if state.story else None
    kinds = [standard.proof_kind(key) for key in item.evidence_kinds] if standard else []
    return [kind.title for kind in kinds if kind is not None]


def _grounds(text: Text, item: Requirement, told: Told, state: AssessmentState) -> None:
    words = [told.ground(basis) for basis in item.grounds]
    _part(text, _("依据"), "　".join(words) if words else _("惯例（不是法定）"))
    profile = state.story.profile if state.story else None
    if profile is not None and profile.stands_for_a_text:
        named = _("、").join(told.clauses) if told.clauses else _("无")
        _part(text, _("条款号"), named if told.clauses_checked else _("未核对"))


# ---- the list beside


def record_rows(item: Requirement, told: Told, reads: Sequence[str]) -> tuple[Row, ...]:
    """The records behind the answer; where there is none, the rooms in which it would stand."""
    auto = told.auto
    if auto is not None and auto.shown:
        return tuple(
            Row(f"place:{number}:{one.place}", line(badge(_p("assessment", "据"), "info"), one.words),
                words=one.words, aside=Text(safe(_place_word(one.place)), style="dim"))
            for number, one in enumerate(auto.shown)
        )  # fmt: skip
    if item.auto is None or auto is None:
        return ()
    rows = []
    for kind in reads:
        if kind in _ROOMS:
            place, word = _ROOMS[kind]
            words = _("{room}里还没有，去写", room=_(word))
            rows.append(
                Row(f"place:{kind}:{place}", line(badge(_p("assessment", "去"), "care"), words), words=words)
            )
    return tuple(rows)


def _place_word(place: str) -> str:
    """涉密人员 C9, 应急预案 3: where a record stands."""
    kind, _colon, rest = place.partition(":")
    if kind == "register":
        record, _colon, key = rest.partition(":")
        known = RECORD_TYPES.get(record)  # type: ignore[call-overload]
        return f"{known.label if known else record} {key}"
    words = {
        "plan": _("应急预案"), "drill": _("桌面推演"), "finding": _("整改"),
        "incident": _("泄密事件"), "assessment": _("评估"),
    }  # fmt: skip
    word = words.get(kind, kind)
    return f"{word} {rest}" if kind in ("plan", "finding") else word


def belongings_rows(item: Requirement, state: AssessmentState) -> tuple[Row, ...]:
    """Who sees to it, then the proofs named."""
    rows = []
    owner = state.owners.get(item.id)
    if owner is not None:
        due = f"　{owner.due.isoformat()}" if owner.due else ""
        words = f"{owner.name}{due}"
        rows.append(Row("owner", line(badge(_p("assessment", "谁"), "info"), words), words=words))
    rows += [_link(one) for one in state.links.get(item.id, ())]
    return tuple(rows)


def _link(one: Linked) -> Row:
    digest = f"　{one.evidence.sha256[:8]}" if one.evidence.sha256 else ""
    words = f"{one.evidence.what}{digest}"
    return Row(f"link:{one.stamp.seq}", line(badge(_p("assessment", "凭"), "good"), words), words=words)
