"""The law's view: of each core secret the seven kinds of measures (法释〔2020〕7号 art. 6)."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.compliance import answers_by_kind
from secretguard.documents.compliance import words
from secretguard.documents.compliance.outside import KeptKind, KeptSecret
from secretguard.documents.compliance.view import View, Words
from secretguard.i18n import _
from secretguard.register import MEASURE_KINDS


def law_words(view: View) -> Words:
    """A matrix secrets × kinds, the lines behind it, and how the requirements that serve each kind stand."""
    secrets, law = view.outside.secrets, view.outside.measures_law
    return {
        "law_name": law.statute,
        "law_pending": law.pending,
        "kinds": [
            {"number": kind, "short": _(word)[1:2], "word": _(word)} for kind, word in MEASURE_KINDS.items()
        ],
        "secrets": [_secret(each) for each in secrets],
        "all_secrets": view.outside.all_secrets,
        "kind_answers": [
            {
                "kind": _(MEASURE_KINDS[each.kind]),
                "met": each.met,
                "partly": each.partly,
                "unmet": each.unmet,
                "open": each.open,
            }
            for each in answers_by_kind(view.state)
            if each.met + each.partly + each.unmet + each.open
        ],
        "law_gaps": list(_gaps(secrets)),
        "covered_line": _covered_line(secrets),
    }


def covered(secrets: tuple[KeptSecret, ...]) -> tuple[int, int]:
    """How many kinds are covered, of how many that have sense."""
    kinds = [kind for secret in secrets for kind in secret.kinds if not _excused(kind)]
    return sum(1 for kind in kinds if kind.by), len(kinds)


def _excused(kind: KeptKind) -> bool:
    return not kind.by and kind.not_applicable is not None


def _secret(secret: KeptSecret) -> Words:
    has, of = covered((secret,))
    return {
        "name": f"{secret.secret} {secret.name}",
        "covered": f"{has}/{of}",
        "cells": [_cell(kind) for kind in secret.kinds],
        "lines": [
            {
                "kind": _(MEASURE_KINDS[kind.kind]),
                "by": _by(kind),
                "since": words.day(kind.since) if kind.by else words.NONE,
                "missing": not kind.by and not _excused(kind),
            }
            for kind in secret.kinds
        ],
    }


def _cell(kind: KeptKind) -> Words:
    if kind.by:
        return {"word": _("有"), "since": words.month(kind.since), "missing": False}
    if _excused(kind):
        return {"word": _("不适用"), "since": "", "missing": False}
    return {"word": _("缺"), "since": "", "missing": True}


def _by(kind: KeptKind) -> str:
    if kind.by:
        return words.first_names(list(kind.by), 4)
    if kind.not_applicable is not None:
        return _("不适用：{reason}", reason=kind.not_applicable)
    return _("台账里没有这一类措施")


def _gaps(secrets: tuple[KeptSecret, ...]) -> Iterator[str]:
    for secret in secrets:
        missing = [_(MEASURE_KINDS[kind.kind]) for kind in secret.kinds if not kind.by and not _excused(kind)]
        if missing:
            yield _(
                "{secret} {name}：缺{kinds}",
                secret=secret.secret,
                name=secret.name,
                kinds=_("、").join(missing),
            )


def _covered_line(secrets: tuple[KeptSecret, ...]) -> str:
    has, of = covered(secrets)
    return f"{has}/{of}" if of else words.NONE
