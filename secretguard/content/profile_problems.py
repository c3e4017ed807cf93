"""Whether a profile fits its standard, and prints no clause number that nobody checked."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.content.law import LawTable
from secretguard.content.plan_problems import repeated_ids
from secretguard.content.problems import ContentProblem, quoted
from secretguard.content.profile import Profile
from secretguard.content.standard import Standard
from secretguard.content.standard_problems import unknown_id, wrong_words
from secretguard.content.standard_shelf import LoadedProfile
from secretguard.content.yaml_source import YamlPath, YamlSource
from secretguard.i18n import _


def profile_problems(
    loaded: LoadedProfile, standard: Standard | None, law: LawTable
) -> tuple[ContentProblem, ...]:
    """Everything that keeps this profile from being used, with its line; `()`: it is good. Pure.

    `standard`: the one it names, or None if that is not at hand.
    """
    profile, source = loaded.profile, loaded.source
    if standard is None:
        message = _("找不到标准 {name}。", name=quoted(profile.standard))
        return (source.problem(("standard",), message, _("请先导入它，或者改正编号。")),)
    return (
        *repeated_ids(source, ("requirements",), profile.ids()),
        *_unknown(profile, standard, source),
        *_clauses(profile, source),
        *wrong_words(source, law, _texts(profile)),
    )


def _unknown(profile: Profile, standard: Standard, source: YamlSource) -> Iterator[ContentProblem]:
    known = standard.by_id()
    for index, choice in enumerate(profile.requirements):
        yield from unknown_id(source, ("requirements", index), choice.id, known)
    chosen = profile.ids()
    for place, names in _lists(profile):
        for index, name in enumerate(names):
            yield from unknown_id(source, (*place, index), name, chosen)


def _lists(profile: Profile) -> Iterator[tuple[YamlPath, tuple[str, ...]]]:
    """The lists of ids that may only name what the profile takes."""
    for index, phase in enumerate(profile.phases):
        yield ("phases", index, "requirements"), phase.requirements
    for index, topic in enumerate(profile.topics):
        yield ("topics", index, "requirements"), topic.requirements
    for index, form in enumerate(profile.forms):
        for number, row in enumerate(form.rows):
            yield ("forms", index, "rows", number, "requirements"), row.requirements


def _clauses(profile: Profile, source: YamlSource) -> Iterator[ContentProblem]:
    if profile.text_checked is not None:
        return
    for index, choice in enumerate(profile.requirements):
        if choice.clause is not None:
            message = _("没有人核对过正式文本，不能写条号。")
            hint = _("请删去 clause，或者在 text_checked 里写明谁、哪天、对照哪一份。")
            yield source.problem(("requirements", index, "clause"), message, hint)


def _texts(profile: Profile) -> Iterator[tuple[YamlPath, str]]:
    for name in ("title", "why", "source_note"):
        yield (name,), getattr(profile, name)
