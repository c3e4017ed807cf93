"""The first minute as frozen views: a time understood, the level, whom to call, which playbook. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rich.text import Text

from secretguard.content import LoadedResponse
from secretguard.errors import UsageError
from secretguard.i18n import _, _p
from secretguard.incidents import Answers, Call, Grading, Override, Proposal, time_at_start
from secretguard.register import RegisterState
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.incident_head_view import LEVELS
from secretguard.tui.widgets.lists import Row

OUTSIDE, UNSURE = "outside", "unsure"
_SEPARATORS = "，,、；;　"


@dataclass(slots=True)
class StartDraft:
    """What was typed into the three questions and not begun yet; it waits until the incident is started."""

    what: str = ""
    found: str = ""
    knows: str = ""
    ticks: set[str] = field(default_factory=lambda: {UNSURE})
    known: Answers | None = None
    """What a drill has told already."""


def moment_of(text: str, now: datetime) -> datetime:
    """When it was discovered; nothing typed means now. Raises UsageError for what is no past time."""
    typed = text.strip()
    if not typed:
        return now
    found = time_at_start(typed, now)
    if found is None or found.moment is None or typed[found.length :].strip(" 左右。"):
        raise UsageError(
            _("“{text}”不是一个时间。", text=typed),
            _("写 -10（十分钟前）、14:05、昨天下午3点、半小时前；空着就是现在。"),
        )
    if found.future:
        raise UsageError(_("发现的时间还没有到。"), _("请写已经过去的时间，例如 -10（十分钟前）或 14:05。"))
    return found.moment


def moment_words(text: str, now: datetime) -> str:
    """How the time that is being typed is understood, for the line under it."""
    try:
        found = moment_of(text, now)
    except UsageError as error:
        return f"{error.message} {error.remedy}"
    minutes = int((now - found).total_seconds()) // 60
    if not text.strip():
        return _("空着就是现在 {moment:%H:%M}。也可写 -10、14:05、昨天下午3点、半小时前", moment=found)
    return _(
        "{moment:%m-%d %H:%M} 发现，{hours} 小时 {minutes} 分钟前",
        moment=found,
        hours=minutes // 60,
        minutes=minutes % 60,
    )


def answers_of(draft: StartDraft, now: datetime, register: RegisterState) -> Answers:
    """The three answers with the secrets they name. Raises UsageError."""
    what = draft.what.strip()
    if not what:
        raise UsageError(_("先写一句：出了什么事。"), _("例如：报价单误发到客户微信群。"))
    from_drill = draft.known
    return Answers(
        what=what,
        found=moment_of(draft.found, now),
        knows=tuple(_names(draft.knows)),
        path=from_drill.path if from_drill else None,
        reported_by=from_drill.reported_by if from_drill else None,
        secrets=tuple(
            secret.id for secret in register.secrets.values() if secret.name and secret.name in what
        ),
        situations=tuple(sorted(draft.ticks - {OUTSIDE, UNSURE})),
        outside=OUTSIDE in draft.ticks,
        unsure=UNSURE in draft.ticks,
        from_drill=from_drill.from_drill if from_drill else None,
    )


def _names(text: str) -> list[str]:
    for mark in _SEPARATORS:
        text = text.replace(mark, " ")
    return list(dict.fromkeys(name.lstrip("@＠") for name in text.split() if name.lstrip("@＠")))


def tick_rows(grading: Grading, answers: Answers, register: RegisterState) -> tuple[Row, ...]:
    """What raises the level and may be ticked: unsure, already outside, the situations of the table."""
    ticked = {*answers.situations}
    own = [(UNSURE, _("拿不准：先高一级"), "", answers.unsure)]
    if answers.secrets:
        names = " ".join(register.secrets[one].name for one in answers.secrets)
        own.append((OUTSIDE, _("{names} 已经传到外面", names=names), "", answers.outside))
    own += [
        (one.id, one.text, LEVELS[one.level] if one.level else "", one.id in ticked)
        for one in grading.table.asked
        if not one.id.startswith("secret-")
    ]
    return tuple(_tick_row(*each) for each in own)


def _tick_row(identity: str, words: str, level: str, ticked: bool) -> Row:
    sign = badge(_p("tick", "勾") if ticked else "　", "care" if ticked else "off")
    aside = Text(safe(_("{level}级", level=level)), style="dim") if level else None
    return Row(identity, line(sign, words), words=words, aside=aside)


def proposal_words(proposal: Proposal, override: Override | None) -> Text:
    """The level with its reasons, and where another was set, with that reason."""
    source = _("按批准的预案") if proposal.source == "plan" else _("按通用分级表")
    text = Text()
    text.append(safe(_("建议{level}级", level=LEVELS[proposal.level])), style="bold")
    text.append(safe(f"　{source}\n"))
    text.append(safe("\n".join(proposal.reasons)))
    if override is not None:
        text.append("\n")
        text.append(
            safe(_("另定{level}级：{why}", level=LEVELS[override.level], why=override.why)), style="bold"
        )
    return text


def call_rows(calls: Sequence[Call]) -> tuple[Row, ...]:
    """Whom to call, in order, with both numbers, and who stands in."""
    rows = []
    for number, call in enumerate(calls, 1):
        words = Text(safe(f"{call.person.name} "), style="bold")
        words.append(safe(_phones(call.person.phones.first, call.person.phones.second)), style="not bold")
        if call.deputy is not None:
            deputy = _phones(call.deputy.phones.first, call.deputy.phones.second)
            words.append(
                safe(_("　不在找 {name} {phones}", name=call.deputy.name, phones=deputy)),
                style="not bold dim",
            )
        rows.append(
            Row(f"call:{call.person.id}", line(badge(str(number), "info"), words), words=call.person.name)
        )
    if not rows:
        nobody = _("台账里还没有人：先打负责人、保密专员、律师的电话，回头在台账补上。")
        rows.append(Row("call:none", line(badge(_p("register", "缺"), "care"), nobody)))
    return tuple(rows)


def _phones(*numbers: str | None) -> str:
    return " ".join(filter(None, numbers)) or _("没有电话")


def response_rows(responses: Sequence[LoadedResponse], chosen: str) -> tuple[Row, ...]:
    """The response playbooks by digit, the one taken marked."""
    rows = []
    for number, loaded in enumerate(responses, 1):
        book = loaded.playbook
        taken = book.id == chosen
        words = Text(safe(f"{number} {book.title}"), style="bold" if taken else "")
        rows.append(
            Row(
                book.id,
                line(badge(_p("tick", "勾") if taken else "　", "good" if taken else "off"), words),
                words=book.title,
            )
        )
    return tuple(rows)


def override_of(text: str, levels: Collection[str] = ("I", "II", "III", "IV")) -> Override:
    """`2 已经传到群外`: the level and why. Raises UsageError."""
    typed = text.strip()
    digit = typed[:1].translate(str.maketrans("１２３４一二三四", "12341234"))
    why = typed[1:].lstrip("级 　，,：:")
    if digit not in ("1", "2", "3", "4") or not why:
        raise UsageError(
            _("没看懂另定几级、为什么。"), _("先写 1 到 4，空一格，再写原因，例如：2 已经传到群外。")
        )
    level = tuple(levels)[int(digit) - 1]
    return Override(level=level, why=why)  # type: ignore[arg-type]
