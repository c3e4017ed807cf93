"""The canonical text of a plan: what its version's hash is taken over.

The text says what the enterprise decided and which register lines it used, and nothing else: no label, no
translated word, no status of approval, no time of printing. So the text that was submitted is the text that
is approved, the hash is the same in every language and on every machine, and a change of one character in
one answer changes it. One line each, in this order; every JSON object has its keys sorted, no blank space,
and its characters unescaped; lines end in LF; the whole is UTF-8 without a mark in front:

    secretguard-plan 1
    plan {"enterprise":…,"form":…,"number":…,"size":…,"version":…}
    answer <field id> {"due":…,"owner":…,"unknown":…,"value":…,"why":…}     by field id
    person <id> {"name":…,"phones":[…]}                                     by id
    secret <id> {"code_name":…,"grade":…}                                   by id
    law <id> {"checked":…,"name":…}                                         by id

An answer stands there once it is decided or said to be unknown: missing answers and mere proposals do not.
A person or secret stands there if an answer names it by id, since the register's words are printed for it; a
secret of the grades core and important always does. Dates are YYYY-MM-DD.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from pydantic import JsonValue

from secretguard.documents.plan.model import DECIDED, PlanAnswer, PlanPaper

FIRST_LINE = "secretguard-plan 1"


def plan_text(paper: PlanPaper) -> str:
    """The canonical text of the plan that a paper prints; the same facts give the same text."""
    return "".join(f"{line}\n" for line in _lines(paper))


def plan_hash(paper: PlanPaper) -> str:
    """The SHA-256 of `plan_text`, in hexadecimal."""
    return hashlib.sha256(plan_text(paper).encode("utf-8")).hexdigest()


def _lines(paper: PlanPaper) -> Iterator[str]:
    yield FIRST_LINE
    about = {
        "enterprise": paper.enterprise,
        "form": paper.form_version,
        "number": paper.plan_number,
        "size": paper.size,
        "version": paper.version.number,
    }
    yield f"plan {_json(about)}"
    for answer in sorted(paper.answers, key=lambda answer: answer.field):
        if answer.status in DECIDED or answer.status == "unknown":
            yield f"answer {answer.field} {_json(_said(answer))}"
    named = _ids_in([answer.value for answer in paper.answers if answer.status in DECIDED])
    for person in sorted(paper.people, key=lambda person: person.id):
        if person.id in named:
            yield f"person {person.id} {_json({'name': person.name, 'phones': list(person.phones)})}"
    for secret in sorted(paper.secrets, key=lambda secret: secret.id):
        if secret.grade != "general" or secret.id in named:
            yield f"secret {secret.id} {_json({'code_name': secret.code_name, 'grade': secret.grade})}"
    for law in sorted(paper.law, key=lambda law: law.id):
        checked = law.checked.isoformat() if law.checked else None
        yield f"law {law.id} {_json({'checked': checked, 'name': law.name})}"


def _ids_in(value: JsonValue) -> frozenset[str]:
    """Whatever in the answers may be an id of the register: every text, anywhere."""
    if isinstance(value, str):
        return frozenset((value,))
    inner: list[JsonValue] = []
    if isinstance(value, list):
        inner = value
    elif isinstance(value, dict):
        inner = list(value.values())
    return frozenset[str]().union(*(_ids_in(item) for item in inner))


def _said(answer: PlanAnswer) -> dict[str, object]:
    unknown = answer.status == "unknown"
    return {
        "due": answer.due.isoformat() if unknown and answer.due else None,
        "owner": answer.owner if unknown else None,
        "unknown": unknown,
        "value": None if unknown else answer.value,
        "why": answer.why if unknown else None,
    }


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
