"""From the facts to what the template loops over: plain dictionaries of words and numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from secretguard.clock import long_date
from secretguard.documents.measures.model import (
    Book,
    CheckpointFacts,
    Cite,
    ItemFacts,
    LeaverRow,
    MeasureRow,
    MeasuresProof,
    PersonRow,
    SecretRow,
)
from secretguard.documents.quick_report.words import zone
from secretguard.i18n import _
from secretguard.register import MEASURE_KINDS

Words = dict[str, object]

PROOF = "measures-entries.json"
"""The name of the entries inside the PDF."""

_NONE = "—"
_LINK_SHOWN = 8
_LINK_LISTED = 16


def checkpoint_file(point: CheckpointFacts) -> str:
    """The name of the checkpoint's note."""
    return f"checkpoint-{point.size}.txt"


def signature_file(point: CheckpointFacts) -> str:
    """The name of its signature, in base64 since a PDF's attachments are texts here."""
    return f"checkpoint-{point.size}.sig.b64"


def key_file(point: CheckpointFacts) -> str:
    """The name of the signer's public key."""
    return f"{point.signer}.pem"


def template_data(proof: MeasuresProof) -> Words:
    """Everything that `measures-proof.md` asks for."""
    return {
        "proof": {"number": proof.number, "enterprise": proof.enterprise, "day": long_date(proof.day)},
        "until": _until(proof),
        "items": [_item(item) for item in proof.items],
        "secrets": [_secret(secret) for secret in proof.secrets],
        "other_gaps": proof.other_gaps,
        "people": [_person(person) for person in proof.people],
        "signed_people": sum(bool(person.agreements) for person in proof.people),
        "trained_people": sum(bool(person.trained) for person in proof.people),
        "trainings": [
            {"id": row.id, "topic": row.topic, "on": _day(row.on), "attended": row.attended,
             "cleared": row.cleared, "cites": _cites(row.cites)}
            for row in proof.trainings
        ],
        "leavers": [_leaver(leaver) for leaver in proof.leavers],
        "partners": [
            {"name": row.name, "secrets": row.secrets or _NONE, "disclosed": _day(row.disclosed),
             "agreements": _lines(row.agreements) or _("未见记录"), "ended": row.ended,
             "cites": _cites(row.cites)}
            for row in proof.partners
        ],
        "approvals": [
            {"number": row.number, "on": _day(row.on), "effective": _day(row.effective), "by": row.by,
             "hash": row.hash, "cites": _cites(row.cites[-1:])}
            for row in proof.approvals
        ],
        "drills": [
            {"title": row.title, "playbook": row.playbook, "started": _day(row.started.date()),
             "state": _("已结束") if row.finished else _("未结束"), "grade": row.grade or _NONE,
             "reports": _lines(row.reports), "cites": _cites(row.cites[1:2] + row.cites[-1:])}
            for row in proof.drills
        ],
        "books": [_book(book) for book in proof.books],
        "used": [
            {"book": line.cite.book, "seq": line.cite.seq, "kind": line.kind, "about": line.about,
             "recorded": f"{line.cite.recorded:%Y-%m-%d %H:%M:%S}", "author": line.cite.author,
             "link": line.cite.link[:_LINK_LISTED]}
            for line in proof.used
        ],
        "late": any(row.late_on for item in proof.items for row in item.rows),
        "point": _checkpoint(proof),
        "files": [{"name": name, "sha256": digest} for name, digest in _attached(proof)],
        "example": dict(proof.example),
        "example_link": _example_link(proof),
    }  # fmt: skip


def _until(proof: MeasuresProof) -> str:
    if proof.complete:
        return _("当日结束以前（{zone}）录入的记录", zone=zone(proof.moment))
    return _("当日出卷以前（{zone}）录入的记录；这一天出卷时还没有过完", zone=zone(proof.moment))


def _item(item: ItemFacts) -> Words:
    legal = item.legal
    return {
        "number": legal.number,
        "short": _(MEASURE_KINDS[legal.number]),
        "article": legal.article,
        "says": legal.says + (_("（待核）") if legal.pending else ""),
        "rows": [_row(row) for row in item.rows],
        "files": [
            {
                "of": file.of,
                "name": file.name,
                "sha256": file.sha256 or _("未登记"),
                "cite": f"{file.cite.book}-{file.cite.seq}",
            }
            for file in item.files
        ],
        "gaps": item.gaps,
    }


def _row(row: MeasureRow) -> Words:
    return {
        "id": row.id,
        "what": row.what,
        "since": _day(row.since),
        "covers": row.covers or _NONE,
        "note": row.note,
        "late": _day(row.late_on) if row.late_on else "",
        "cites": _cites(row.cites),
    }


def _secret(secret: SecretRow) -> Words:
    unnamed = secret.circle - secret.named
    agreements = _("{covered}/{named} 人", covered=secret.covered, named=secret.named)
    return {
        "id": secret.id,
        "code_name": secret.code_name,
        "classification": secret.classification,
        "started": _since(secret),
        "circle": _("{count} 人", count=secret.circle) if secret.circle else _("未登记"),
        "agreements": agreements + (_("，另有 {count} 人按岗位未列名", count=unnamed) if unnamed else ""),
        "kinds": _("、").join(str(kind) for kind in secret.kinds),
        "cites": _cites(secret.cites),
    }


def _since(secret: SecretRow) -> str:
    said = [_("形成 {day}", day=secret.started)] if secret.started else []
    said += [_("措施 {day}", day=secret.protected)] if secret.protected else []
    return _lines([*said, _("在册 {day}", day=secret.registered)])


def _person(person: PersonRow) -> Words:
    return {
        "name": person.name,
        "post": person.post or _NONE,
        "granted": _day(person.granted),
        "agreements": _lines(person.agreements) if person.agreements else _("未见记录"),
        "trained": _lines(_day(day) for day in person.trained) if person.trained else _("未见记录"),
        "cites": _cites(person.cites),
    }


def _leaver(leaver: LeaverRow) -> Words:
    return {
        "name": leaver.name,
        "left_on": _day(leaver.left_on),
        "list": _lines(_("{head}：{rest}", head=what, rest=became) for what, became in leaver.items)
        or _("未见记录"),
        "letter": _day(leaver.letter),
        "closed": _day(leaver.closed),
        "cites": _cites(leaver.cites),
    }


def _book(book: Book) -> Words:
    return {
        "name": book.name,
        "journal": book.journal,
        "last": book.last,
        "used": len(book.used),
        "rest": book.last - len(book.used),
        "link": book.link,
    }


def _checkpoint(proof: MeasuresProof) -> Words:
    point = proof.checkpoint
    return {
        "size": point.size,
        "root": point.root,
        "printed": f"{point.size} {point.root}",
        "time": point.time,
        "local": f"{proof.moment:%Y-%m-%d %H:%M:%S}",
        "zone": zone(proof.moment),
        "note": point.note.rstrip("\n"),
        "signature": point.signature.strip(),
        "signer": point.signer,
        "signer_name": point.signer_name,
        "key": point.key.strip(),
        "note_file": checkpoint_file(point),
        "signature_file": signature_file(point),
        "signature_raw": signature_file(point).removesuffix(".b64"),
        "key_file": key_file(point),
        "proof_file": PROOF,
    }


def _attached(proof: MeasuresProof) -> Iterator[tuple[str, str]]:
    point = proof.checkpoint
    yield PROOF, _sha256(proof.proof)
    yield checkpoint_file(point), _sha256(point.note)
    yield signature_file(point), _sha256(point.signature)
    yield key_file(point), _sha256(point.key)


def _example_link(proof: MeasuresProof) -> str:
    seq = proof.example.get("seq")
    first = proof.books[0].name
    return next((e.cite.link for e in proof.used if e.cite.book == first and str(e.cite.seq) == seq), "")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _cites(cites: Sequence[Cite]) -> str:
    once = {(cite.book, cite.seq): cite for cite in cites}
    return _lines(_cite(cite) for cite in once.values())


def _cite(cite: Cite) -> str:
    return _(
        "{book}-{seq} {day} {link}",
        book=cite.book,
        seq=cite.seq,
        day=f"{cite.recorded:%Y-%m-%d}",
        link=cite.link[:_LINK_SHOWN],
    )


def _day(day: date | None) -> str:
    return _NONE if day is None else day.isoformat()


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)
