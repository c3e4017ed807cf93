"""Which assessments there are; beginning one; opening one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from secretguard.clock import Clock
from secretguard.compliance.entries import JOURNAL_KIND, AssessmentOpened, Side, Subject
from secretguard.compliance.fold import fold
from secretguard.compliance.service import Assessment, summary_of
from secretguard.content import Profile, Standard
from secretguard.entries import unrecorded
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register import Register
from secretguard.vault import Json, Vault


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment in a list, from its sealed summary alone."""

    id: str
    title: str
    enterprise: str
    standard: str
    profile: str
    side: str
    year: int
    status: str
    answered: int
    all: int
    percent: float | None
    letter: str | None
    on: str | None


def begin_assessment(
    vault: Vault,
    register: Register,
    standard: Standard,
    profile: Profile,
    clock: Clock,
    *,
    year: int | None = None,
    side: Side = "self",
    opened_by: str | None = None,
    previous: Assessment | None = None,
    reviews: Assessment | None = None,
) -> Assessment:
    """Begin one; with `previous`, its answers are carried over, each marked. Raises RefusedError.

    The standard and the profile go into the first entry: a later catalogue changes nothing here.
    """
    if profile.standard != standard.id:
        raise RefusedError(
            _("配置“{profile}”不属于标准“{standard}”。", profile=profile.id, standard=standard.id),
            _("请选这部标准自己的配置。"),
        )
    year = year or clock().year
    title = _("{title} {year} 年评估", title=profile.title, year=year)
    opened = AssessmentOpened(
        subject=Subject(
            standard=standard.id,
            version=standard.version,
            profile=profile.id,
            year=year,
            side=side,
            title=title,
        ),
        standard=_kept(standard),
        profile=_kept(profile),
        opened_by=opened_by,
        previous=previous.id if previous else None,
        reviews=reviews.id if reviews else None,
    )
    journal = vault.create_journal(JOURNAL_KIND, title, enterprise=register.id)
    summary = summary_of(fold(unrecorded([opened])))
    vault.append(journal, opened.kind, opened.parts(), version=opened.version, summary=summary)
    room = Assessment(vault, journal, register, clock)
    if previous is not None:
        room.carry_from(previous)
    return room


def list_assessments(vault: Vault, enterprise: str | None = None) -> list[AssessmentLine]:
    """Every assessment, oldest first; of one enterprise if named."""
    infos = vault.journals(JOURNAL_KIND)
    return [
        _line(info.id, info.title, info.enterprise or "", info.summary or {})
        for info in infos
        if enterprise is None or info.enterprise == enterprise
    ]


def open_assessment(vault: Vault, wanted: str | None, register: Register, clock: Clock) -> Assessment:
    """By id or its beginning; without a wish, the last one of the enterprise. Raises RefusedError."""
    lines = [each for each in list_assessments(vault, register.id) if each.status != "empty"]
    found = [each for each in lines if wanted is None or each.id.startswith(wanted.lower())]
    if wanted is not None and len(found) > 1:
        raise RefusedError(_("“{wanted}”开头的评估不止一次。", wanted=wanted), _("请多写几位编号。"))
    if not found:
        raise RefusedError(
            _("没有找到这次评估。"), _("用 assess list 看有哪些，或者用 assess new 新开一次。")
        )
    return Assessment(vault, bytes.fromhex(found[-1].id), register, clock)


def _kept(model: Standard | Profile) -> dict[str, Json]:
    kept: dict[str, Json] = model.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return {"kind": model.kind, **kept}


def _line(journal: bytes, title: str, enterprise: str, summary: Mapping[str, Json]) -> AssessmentLine:
    def number(name: str) -> int:
        value = summary.get(name)
        return value if isinstance(value, int) else 0

    def words(name: str) -> str | None:
        value = summary.get(name)
        return value if isinstance(value, str) and value else None

    tenths = summary.get("tenths")
    return AssessmentLine(
        id=journal.hex(),
        title=words("title") or title,
        enterprise=enterprise,
        standard=words("standard") or "",
        profile=words("profile") or "",
        side=words("side") or "self",
        year=number("year"),
        status=words("status") or "empty",
        answered=number("answered"),
        all=number("all"),
        percent=tenths / 10 if isinstance(tenths, int) else None,
        letter=words("letter"),
        on=words("on"),
    )
