"""Cover, frame, and the statement of what the paper rests on and what nobody checked."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.clock import from_microseconds, long_date, long_time
from secretguard.compliance import origin_of, side_word
from secretguard.content import Profile, Standard, TextCheck
from secretguard.documents.compliance import words
from secretguard.documents.compliance.view import View, Words
from secretguard.documents.compliance.words import Paper, paper_word
from secretguard.documents.quick_report.words import zone
from secretguard.i18n import _


def frame_words(view: View, paper: Paper) -> Words:
    """What every paper has: title, cover, checkpoint."""
    proof, moment = view.frame.proof, view.frame.moment
    opened = view.state.opened
    subject = opened.subject if opened else None
    profile, total = view.story.profile, view.result.total
    return {
        "paper": paper_word(paper, profile.subject),
        "enterprise": view.outside.enterprise,
        "park": view.is_park,
        "subject_word": words.subject_word(profile),
        "profile": profile.title,
        "year": subject.year if subject else 0,
        "side": side_word(subject.side if subject else "self"),
        "date": long_date(moment),
        "as_of": _("{time}（{zone}）", time=long_time(moment), zone=zone(moment)),
        "status": _status(view),
        "open": total.open,
        "catalogue": _(
            "{title}（{version} 版）", title=view.story.standard.title, version=view.story.standard.version
        ),
        "clause_line": clause_line(view.story.standard, profile, view.outside.check),
        "frozen": view.state.frozen is not None,
        "draft": proof is None,
        "number": proof.number if proof else _("草稿"),
        "proof": {
            "printed": f"{proof.size} {proof.root}" if proof else "",
            "journal": proof.journal if proof else "",
            "last": proof.last_entry if proof else 0,
            "size": proof.size if proof else 0,
            "root": proof.root if proof else "",
        },
    }


def basis_words(view: View) -> Words:
    """The statement of basis, and of what was not checked."""
    story = view.story
    return {
        "basis": list(_basis(story.standard, story.profile)),
        "unchecked": list(_unchecked(view)),
        "copyright": "" if story.standard.own else (story.standard.copyright or ""),
    }


def clause_line(standard: Standard, profile: Profile, check: TextCheck | None) -> str:
    """Whether clause numbers are printed, and who compared them with which copy."""
    if not profile.stands_for_a_text:
        return _("配置由密盾自拟，背后没有别的条文，不印条号")
    if check is None and profile.id == standard.id:
        return _("未核对，编号照导入的文件印")
    if check is None:
        return _("未核对，不印条号")
    return _("{by}于 {day} 对照{copy}核对", by=check.by, day=words.day(check.when), copy=check.copy_read)


def _status(view: View) -> str:
    frozen = view.state.frozen
    if frozen is None:
        left = view.result.total.open
        return _("未封存，还有 {count} 项待答", count=left) if left else _("未封存，已全部回答")
    who = _("{by}（{post}）", by=frozen.by, post=frozen.post) if frozen.post else frozen.by
    line = _("{day} 由{who}签字封存", day=words.day(frozen.today), who=who)
    return _("{line}，{reviewer}复核", line=line, reviewer=frozen.reviewer) if frozen.reviewer else line


def _basis(standard: Standard, profile: Profile) -> Iterator[Words]:
    yield {"label": _("要求目录"), "text": _text_line(standard)}
    if standard.source_note:
        yield {"label": _("目录来源"), "text": standard.source_note}
    yield {"label": _("评估配置"), "text": _profile_line(profile)}
    if profile.source_note:
        yield {"label": _("配置来源"), "text": profile.source_note}
    yield {
        "label": _("法律依据"),
        "text": _("只取自法律依据表；没有核对过条文的印“待核”。没有条文要求的项目不印依据。"),
    }


def _text_line(standard: Standard) -> str:
    line = _(
        "{title}，{version} 版，{issuer}",
        title=standard.title,
        version=standard.version,
        issuer=standard.issuer,
    )
    if standard.number:
        line = _("{line}，编号 {number}", line=line, number=standard.number)
    if standard.own:
        return _("{line}；文字自拟，不是任何标准的条文。", line=line)
    check = standard.text_checked
    if check is None:
        return _("{line}；本机所用文字没有与正式文本核对。", line=line)
    return _(
        "{line}；{by}于 {day} 对照{copy}核对。",
        line=line,
        by=check.by,
        day=words.day(check.when),
        copy=check.copy_read,
    )


def _profile_line(profile: Profile) -> str:
    line = _("{title}，共取 {count} 项", title=profile.title, count=len(profile.requirements))
    if profile.issuer:
        line = _("{line}；所对文本的发布者：{issuer}", line=line, issuer=profile.issuer)
    if profile.published:
        line = _("{line}，{published}", line=line, published=profile.published)
    return _("{line}。", line=line)


def _reopened(view: View) -> Iterator[str]:
    """That somebody had signed before, and why it was opened again: never hidden by a later signature."""
    for each in view.state.reopenings:
        moment = from_microseconds(each.stamp.recorded, each.stamp.tz)
        yield _(
            "{by}于 {day} 签字封存过，{again} 重新打开，原因：{why}",
            by=each.signed_by,
            day=words.day(each.signed_on),
            again=words.day(moment.date()),
            why=each.why,
        )


def _unchecked(view: View) -> Iterator[str]:
    yield from _reopened(view)
    yield from _texts_unchecked(view)
    answers = [(key, each.given) for key, each in view.state.answers.items()]
    if view.result.total.open:
        yield _("还有 {count} 项没有回答，计分时按没有做到算。", count=view.result.total.open)
    carried = sum(1 for _key, given in answers if given.carried is not None)
    if carried:
        yield _("{count} 项是沿用以前评估的回答（印“沿”），这一次没有重新看过。", count=carried)
    bare = sum(1 for key, given in answers if _is_bare(view, key) and given.verdict in ("met", "partly"))
    if bare:
        yield _("{count} 项由人判为符合或者部分符合，没有挂凭据。", count=bare)
    dark = sum(1 for auto in view.autos.values() if auto.found == "unknown")
    if dark:
        yield _("{count} 项想从记录里找答案而找不到，由人判断；记录里没有，不等于没有做。", count=dark)
    yield _("记录证明什么时候记下了什么，不证明所记的事真实；评估人有没有到现场，以签署人的说明为准。")


def _is_bare(view: View, requirement: str) -> bool:
    """Whether a person said so and nothing is linked that shows it."""
    answered = view.state.answers[requirement]
    return origin_of(answered) == "person" and not view.state.links.get(requirement)


def _texts_unchecked(view: View) -> Iterator[str]:
    profile, standard = view.story.profile, view.story.standard
    if view.outside.check is None and profile.stands_for_a_text and not view.behind_a_text:
        yield _("要求和编号照导入的文件印，没有与“{title}”的正式文本核对。", title=profile.title)
    elif view.outside.check is None and profile.stands_for_a_text:
        yield _(
            "“{title}”的正式文本没有核对：标准编号、章条都待核，本件不印条号，也不表示该文本提出同样的要求。",
            title=profile.title,
        )
    elif view.behind_a_text:
        without = sum(1 for item in view.state.requirements if not view.clause(item))
        if without:
            yield _("条号只印核对过的；{count} 项没有对应的条号，印“未核对”。", count=without)
    if not standard.own and standard.text_checked is None and not profile.stands_for_a_text:
        yield _("“{title}”的文字没有与正式文本核对。", title=standard.title)
    pending = sum(1 for ground in view.outside.grounds.values() if ground.pending)
    if pending:
        yield _("{count} 处法律依据待核。", count=pending)
