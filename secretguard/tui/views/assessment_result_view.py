"""What comes of an assessment: the law's view first, the sum with what holds it down, gaps ranked. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from secretguard.compliance import (
    AssessmentState,
    ComplianceGap,
    KindAnswers,
    KindCover,
    Result,
    SecretCover,
    WhatIf,
    effort_word,
    owner_word,
    verdict_badge,
)
from secretguard.i18n import _, _p
from secretguard.register import MEASURE_KINDS
from secretguard.tui.marks import badge
from secretguard.tui.safe_text import safe, shortened
from secretguard.tui.views.assessment_words import (
    area_words,
    carried_count,
    letter_mark,
    percent_words,
    titled,
    verdict_mark,
)

_BAR = 10
_MOST_NAMES = 5


def score_text(state: AssessmentState, result: Result) -> Text:
    """分 and grade, the counts, what caps it, stop items, who signed."""
    total = result.total
    text = Text(percent_words(total.percent) or _("还没有分数"), style="bold")
    text.append(" ")
    text.append_text(letter_mark(result.letter))
    text.append("　")
    counts = {
        "met": total.met,
        "partly": total.partly,
        "unmet": total.unmet,
        "na": total.na,
        None: total.open,
    }
    for verdict, count in counts.items():
        text.append_text(verdict_mark(verdict))
        text.append(f" {count}　", style="not bold")
    if total.na:
        text.append(_("免的不进总分"), style="not bold dim")
    if result.caps:
        words = _("权重 3 的「应」没做到 {count} 项，总评不高于 C", count=len(result.caps))
        if result.is_capped:
            words += _("（只看分数是 {letter}）", letter=result.uncapped)
        _line(
            text,
            badge(_p("assessment", "压"), "bad"),
            _("{words}：{names}", words=words, names=_names(state, result.caps)),
        )
    if result.stops:
        words = _("基本项没全做到 {count} 项，单列：{names}", count=len(result.stops),
                  names=_names(state, result.stops))  # fmt: skip
        _line(text, badge(_p("assessment", "基"), "care"), words)
    carried = carried_count(state)
    if carried:
        words = _("{count} 项是沿用以前评估的回答（印“沿”），这一次没有重新看过。", count=carried)
        _line(text, badge(_p("assessment", "沿"), "care"), words)
    if state.assessors:
        names = _("、").join(
            _("{name}（{post}）", name=one.assessor, post=one.post) if one.post else one.assessor
            for one in state.assessors
        )
        _line(text, badge(_p("assessment", "评"), "info"), _("评估人 {names}", names=names))
    frozen = state.frozen
    if frozen is not None:
        reviewer = _("，{name} 复核", name=frozen.reviewer) if frozen.reviewer else ""
        words = _("{day} 由 {by} 签字封存{reviewer}", day=frozen.today, by=frozen.by, reviewer=reviewer)
        _line(text, badge(_p("assessment", "封"), "off"), words)
    return text


def _line(text: Text, sign: Text, words: str) -> None:
    text.append("\n")
    text.append_text(sign)
    text.append(" " + safe(words), style="not bold")


def _names(state: AssessmentState, keys: Sequence[str]) -> str:
    items = [state.requirement(key) for key in keys[:_MOST_NAMES]]
    names = _("、").join(item.printed_number for item in items if item is not None)
    return names if len(keys) <= _MOST_NAMES else _("{names} 等", names=names)


def side_text(
    state: AssessmentState,
    result: Result,
    covers: Sequence[SecretCover],
    kinds: Sequence[KindAnswers],
    better: WhatIf,
) -> Text:
    """The law's view, then what mending would bring, then the areas."""
    text = Text()
    _law(text, covers, kinds)
    _what_if(text, better)
    text.append("\n\n" + _("各章"), style="bold")
    for area, tally in result.areas.items():
        percent = tally.percent
        filled = round(_BAR * (percent or 0) / 100)
        bar = "=" * filled + "." * (_BAR - filled)
        score = percent_words(percent) or "－"
        text.append(f"\n[{bar}] {score:>5}　", style="not bold")
        text.append(safe(area_words(state, area)), style="not bold")
        if tally.open:
            text.append("　" + _("待 {count}", count=tally.open), style="not bold dim")
    return text


def _law(text: Text, covers: Sequence[SecretCover], kinds: Sequence[KindAnswers]) -> None:
    text.append(_("法院先看：七类保密措施"), style="bold")
    text.append("　" + safe(_("法释〔2020〕7号第六条")), style="not bold dim")
    if not covers:
        text.append("\n" + safe(_("台账里没有核心秘密，看不出措施盖住了什么。")), style="not bold")
    for cover in covers:
        name = f"{cover.secret} {cover.name}　{cover.covered}/{len(cover.kinds)}"
        text.append("\n" + safe(name), style="not bold")
        text.append("\n")
        for kind in cover.kinds:
            text.append(f"{kind.kind}", style="not bold")
            text.append_text(_kind_mark(kind))
            text.append(" ")
        missing = [kind for kind in cover.kinds if not kind.is_covered]
        for kind in missing:
            why = _("不适用：{why}", why=kind.not_applicable) if kind.not_applicable else _("没有措施")
            text.append("\n　" + safe(f"{_(MEASURE_KINDS[kind.kind])}　{why}"), style="not bold")
        held = [kind for kind in cover.kinds if kind.is_covered]
        for kind in held:
            since = _("{day} 起", day=kind.since) if kind.since else _("没记从哪天起")
            by = _("、").join(kind.by)
            text.append("\n　" + safe(f"{_(MEASURE_KINDS[kind.kind])}　{by}　{since}"), style="not bold dim")
    text.append("\n" + _("每一类的要求答得怎样"), style="not bold dim")
    for one in kinds:
        counts = ((("met"), one.met), ("partly", one.partly), ("unmet", one.unmet), (None, one.open))
        told = " ".join(f"{verdict_badge(verdict)}{count}" for verdict, count in counts if count)
        text.append("\n" + safe(f"{_(MEASURE_KINDS[one.kind])}　{told or '－'}"), style="not bold")


def _kind_mark(kind: KindCover) -> Text:
    if kind.is_covered:
        return verdict_mark("met")
    return verdict_mark("na" if kind.not_applicable else "unmet")


def _what_if(text: Text, better: WhatIf) -> None:
    text.append("\n\n" + _("先做哪十项"), style="bold")
    if not better.chosen:
        text.append("\n" + safe(_("没有缺项。")), style="not bold")
        return
    before, after = better.before, better.after
    words = _(
        "先补这 {count} 项：{before} {old} 到 {after} {new}",
        count=len(better.chosen),
        before=percent_words(before.total.percent),
        old=before.letter or "",
        after=percent_words(after.total.percent),
        new=after.letter or "",
    )
    text.append("\n" + safe(words), style="not bold")
    if better.raises is None:
        text.append("　" + safe(_("（档次还不变）")), style="not bold dim")
    names = _("、").join(gap.requirement.printed_number for gap in better.chosen)
    text.append("\n" + safe(names), style="not bold dim")


def gap_text(gap: ComplianceGap, state: AssessmentState, width: int, *, picked: bool) -> Text:
    """勾 缺 基 ORG-05 成文制度   +1.8 一周 联络员; who was named for it instead of the role."""
    text = Text(no_wrap=True)
    text.append_text(badge(_p("badge", "勾"), "good") if picked else Text("  "))
    text.append(" ")
    text.append_text(verdict_mark(gap.verdict))
    text.append(" ")
    if gap.requirement.stop:
        text.append_text(badge(_p("assessment", "基"), "care"))
        text.append(" ")
    elif gap.caps:
        text.append_text(badge(_p("assessment", "压"), "bad"))
        text.append(" ")
    else:
        text.append("   ")
    text.append(safe(f"{gap.requirement.printed_number} {titled(gap.requirement)}"))
    named = state.owners.get(gap.requirement.id)
    park = state.story is not None and state.story.profile.subject == "park"
    owner = named.name if named is not None else owner_word(gap.requirement.owner, park=park)
    aside = Text(safe(f" +{gap.gain:.1f} {effort_word(gap.effort)} {owner}".rstrip()))
    room = width - aside.cell_len
    return shortened(text, room, pad=True) + aside


def gaps_title(gaps: Sequence[ComplianceGap], picked: int) -> str:
    """How many gaps, and how many are picked."""
    words = _("缺项 {count}（先做的在前）", count=len(gaps))
    return words + (_("　选了 {picked}", picked=picked) if picked else "")
