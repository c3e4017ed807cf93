"""Badges: one character that carries the state, on a tone that repeats it; readable without colour."""

from __future__ import annotations

from typing import Literal

from rich.text import Text

from secretguard.tui.safe_text import safe

Tone = Literal["good", "care", "bad", "info", "off"]

STYLES: dict[Tone, str] = {
    "good": "bold #0b1a0f on #6fc28a",
    "care": "bold #1f1600 on #e0b25c",
    "bad": "bold #ffffff on #b3261e",
    "info": "bold #061a2b on #7db8e8",
    "off": "#e4e4e4 on #4a4f57",
}

MARK_TONES: dict[str, Tone] = {
    "done": "good",
    "late": "care",
    "partly": "care",
    "missed": "bad",
    "skipped": "off",
}
EVIDENCE_TONES: dict[str, Tone] = {"kept": "good", "at_risk": "care", "lost": "bad", "present": "off"}
OPTION_TONES: dict[str, Tone] = {"good": "good", "partial": "care", "bad": "bad"}
RATING_TONES: dict[str, Tone] = {"P": "good", "S": "info", "M": "care", "U": "bad"}
FINDING_TONES: dict[str, Tone] = {"open": "care", "assigned": "info", "closed": "good", "declined": "off"}


def badge(word: str, tone: Tone) -> Text:
    """A reversed word of two cells."""
    return Text(safe(word), style=STYLES[tone])


def line(*parts: Text | str) -> Text:
    """Badges and words on one line, a space between them; words are made safe, never read as markup."""
    whole = Text(no_wrap=False)
    for number, part in enumerate(parts):
        if number:
            whole.append(" ")
        whole.append_text(part if isinstance(part, Text) else Text(safe(part)))
    return whole
