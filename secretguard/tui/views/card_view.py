"""The first-hour card as a frozen view: four sections, each line with what stands under it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text

from secretguard.documents.first_hour_card import CardWords
from secretguard.i18n import _, _p
from secretguard.tui.marks import Tone, badge, line
from secretguard.tui.safe_text import safe

_SOON_MINUTES = 10


@dataclass(frozen=True, slots=True)
class CardLine:
    """What stands out, and the explanation under it; either may be all there is."""

    head: Text
    under: Text


@dataclass(frozen=True, slots=True)
class CardView:
    """What stands on the card: what to do, what never to do, whom to call, what the law sets."""

    lead: str
    steps: tuple[CardLine, ...]
    never: tuple[CardLine, ...]
    calls: tuple[CardLine, ...]
    clocks: tuple[CardLine, ...]


def card_view(words: CardWords, *, grounds: bool) -> CardView:
    """The card's sections, with or without the grounds; whoever is not known is said to be unknown."""
    return CardView(
        words.lead, _steps(words, grounds), _never(words, grounds), _calls(words), _clocks(words, grounds)
    )


def _steps(words: CardWords, grounds: bool) -> tuple[CardLine, ...]:
    lines = []
    for step in words.steps:
        tone: Tone = "bad" if step.within <= _SOON_MINUTES else "care"
        head = line(badge(_("{minutes:>2} 分", minutes=step.within), tone), _bold(step.do))
        lines.append(CardLine(head, _under(f"{step.who}　{step.how}", step.ground, grounds)))
    when, do = words.exception
    lines.append(CardLine(line(badge(_p("card", "例外"), "info"), _bold(when)), _under(do)))
    lines.append(CardLine(line(badge(_p("card", "然后"), "good"), _bold(words.after)), Text()))
    return tuple(lines)


def _never(words: CardWords, grounds: bool) -> tuple[CardLine, ...]:
    return tuple(
        CardLine(
            line(badge(_p("card", "禁"), "bad"), _bold(item.what)), _under(item.why, item.ground, grounds)
        )
        for item in words.never
    )


def _calls(words: CardWords) -> tuple[CardLine, ...]:
    lines = []
    for call in words.calls:
        sign = badge(_p("card", "打"), "good") if call.phones else badge(_p("card", "缺"), "care")
        reached = _bold("　".join(filter(None, (call.name, *call.phones))))
        if not call.phones:
            reached = Text(_("电话还没有登记") if not call.name else f"{call.name}　{_('电话还没有登记')}")
        if call.deputy:
            reached.append(safe("　" + _("打不通找 {deputy}", deputy=call.deputy)), style="not bold")
        lines.append(CardLine(line(sign, _bold(call.whom), f"　{call.what}"), reached))
    return tuple(lines)


def _clocks(words: CardWords, grounds: bool) -> tuple[CardLine, ...]:
    lines = []
    for clock in words.clocks:
        limit = _bold(clock.limit)
        if grounds:
            limit.append_text(_ground(clock.ground))
        lines.append(CardLine(line(badge(_p("card", "限"), "info"), clock.event), limit))
    lines.append(CardLine(line(badge(_p("card", "停"), "bad"), _bold(words.state_secret)), Text()))
    return tuple(lines)


def _bold(words: str) -> Text:
    return Text(safe(words), style="bold")


def _under(words: str, ground: str = "", shown: bool = False) -> Text:
    text = Text(safe(words))
    if ground and shown:
        text.append_text(_ground(ground))
    return text


def _ground(ground: str) -> Text:
    return Text("　" + safe(_("据 {ground}", ground=ground)), style="dim")
