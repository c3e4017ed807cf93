"""Beginning an assessment: which profile, for which year, by which side, carried from what. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.text import Text

from secretguard.compliance import AssessmentLine, Side, side_word
from secretguard.content import BASELINE, Crosswalk, Profile, Standard, StandardShelf, whole_profile
from secretguard.i18n import _, _p, current_language
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row


@dataclass(frozen=True)
class Choice:
    """A profile with the standard it belongs to."""

    standard: Standard
    profile: Profile

    @property
    def id(self) -> str:
        """As the list knows it."""
        return f"{self.standard.id}/{self.profile.id}"


@dataclass(frozen=True)
class CarryFrom:
    """An assessment to start from; by a crosswalk where it was by another standard."""

    line: AssessmentLine
    crosswalk: Crosswalk | None = None

    @property
    def words(self) -> str:
        """去年那一次; with the crosswalk where there is one."""
        name = _("{title}（{side}）", title=self.line.title, side=side_word(self.line.side))
        return name if self.crosswalk is None else _("{name}，按对照表换算", name=name)


@dataclass(frozen=True, slots=True)
class NewDraft:
    """The choices besides the profile. `carry` counts the sources offered, 0 is none."""

    year: int
    side: Side = "self"
    carry: int = 0

    def turn_side(self) -> NewDraft:
        """Self-assessment or a bureau's review; a review starts from nothing."""
        side: Side = "self" if self.side == "bureau" else "bureau"
        return replace(self, side=side, carry=0 if side == "bureau" else self.carry)

    def turn_carry(self, offered: int) -> NewDraft:
        """The next source, then none."""
        return replace(self, carry=(self.carry + 1) % (offered + 1))


def choices_of(shelf: StandardShelf) -> tuple[Choice, ...]:
    """Every profile of every standard, the project's own first; a standard without profiles as a whole."""
    found = []
    for loaded in sorted(shelf.standards, key=lambda one: one.standard.id != BASELINE):
        standard = loaded.standard
        profiles = shelf.profiles_of(standard.id) or (whole_profile(standard),)
        found += [
            Choice(standard, profile) for profile in sorted(profiles, key=lambda each: each.stands_for_a_text)
        ]
    return tuple(found)


def choice_rows(choices: Sequence[Choice]) -> tuple[Row, ...]:
    """企 for an enterprise, 园 for a park, with how much is asked."""
    rows = []
    for one in choices:
        profile = one.profile
        sign = badge(_p("assessment", "企"), "info")
        if profile.subject == "park":
            sign = badge(_p("assessment", "园"), "info")
        aside = Text(_("{count} 项", count=len(profile.requirements)))
        known = f"{_title(profile)} {one.standard.title} {profile.id}"
        rows.append(Row(one.id, line(sign, _title(profile)), words=known, aside=aside))
    return tuple(rows)


def _title(model: Profile | Standard) -> str:
    return model.title_en if current_language() == "en" and model.title_en else model.title


def choice_details(one: Choice) -> Text:
    """What a profile is, why one would take it, how honest it can be about its source."""
    standard, profile = one.standard, one.profile
    text = Text()
    text.append(safe(_title(profile)), style="bold")
    text.append("\n" + safe(profile.why))
    known = [standard.issuer, standard.number or "", f"{_('版本')} {standard.version}"]
    text.append("\n\n" + _("目录") + "　", style="dim")
    text.append(safe(f"{_title(standard)}　{'　'.join(filter(None, known))}"))
    if profile.issuer:
        text.append("\n" + _("对应") + "　", style="dim")
        text.append(safe(f"{profile.issuer} {profile.number or ''} {profile.published or ''}".strip()))
    text.append("\n" + _("正文") + "　", style="dim")
    text.append(safe(_checked(one)))
    if profile.source_note or standard.source_note:
        text.append("\n" + _("来源") + "　", style="dim")
        text.append(safe(profile.source_note or standard.source_note))
    for phase in profile.phases:
        words = _(
            "{title}：前 {days} 天，{count} 项",
            title=phase.title,
            days=phase.until_day,
            count=len(phase.requirements),
        )
        text.append("\n" + _("阶段") + "　", style="dim")
        text.append(safe(words))
    if standard.copyright:
        text.append("\n" + _("版权") + "　", style="dim")
        text.append(safe(standard.copyright))
    return text


def _checked(one: Choice) -> str:
    check = one.profile.text_checked or one.standard.text_checked
    if check is not None:
        return _("{by} {when} 核对过：{copy}", by=check.by, when=check.when, copy=check.copy_read)
    if one.standard.own and not one.profile.stands_for_a_text:
        return _("密盾自己的话，不冒充任何标准的条文")
    return _("没有人对照原文核对过，报告不印条款号")


def draft_line(draft: NewDraft, offered: Sequence[CarryFrom]) -> Text:
    """1 年份 2026　2 企业自评　3 沿用：去年那一次."""
    carried = offered[draft.carry - 1].words if 0 < draft.carry <= len(offered) else _("不沿用，从空的开始")
    if not offered:
        carried = _("没有可以沿用的")
    parts = (
        (_("1 年份"), str(draft.year)),
        (_("2 谁评"), side_word(draft.side)),
        (_("3 沿用"), carried),
    )
    text = Text()
    for number, (label, words) in enumerate(parts):
        text.append("　　" if number else "")
        text.append(f"{label} ", style="bold")
        text.append(safe(words))
    return text
