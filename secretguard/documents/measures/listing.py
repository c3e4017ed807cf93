"""Every entry that the paper rests on, in words: kind and what it is about. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secretguard.documents.measures.books import OpenBook
from secretguard.documents.measures.model import Book, UsedEntry
from secretguard.documents.measures.traces import record_set_by
from secretguard.i18n import _, _p
from secretguard.register import RECORD_TYPES
from secretguard.vault import Entry


def used_entries(books: Iterable[OpenBook]) -> Iterator[UsedEntry]:
    """Book by book, in the order of their numbers."""
    for book in books:
        for cite in book.cite(*(book.at(seq) for seq in sorted(book.cited))):
            entry = book.at(cite.seq)
            yield UsedEntry(cite, kind_word(entry), _about(entry))


def as_facts(book: OpenBook) -> Book:
    """A book as printed."""
    return Book(book.name, book.journal.hex(), book.last, book.entries[-1].link.hex(), frozenset(book.cited))


def kind_word(entry: Entry) -> str:
    """What kind of entry it is, in the user's words; an unknown kind keeps its own name."""
    if (ref := record_set_by(entry)) is not None:
        return RECORD_TYPES[ref.kind].label
    return {
        "journal.open": _p("entry", "立卷"),
        "enterprise.profile": _p("entry", "企业概况"),
        "version.approved": _p("entry", "预案批准"),
        "drill.planned": _p("entry", "推演立项"),
        "drill.started": _p("entry", "推演开始"),
        "drill.story-ended": _p("entry", "情节结束"),
        "drill.finished": _p("entry", "推演结束"),
        "drill.report-issued": _p("entry", "签发报告"),
    }.get(entry.kind, entry.kind)


def _about(entry: Entry) -> str:
    ref = record_set_by(entry)
    if ref is not None:
        head = entry.parts[RECORD_TYPES[ref.kind].head]
        assert isinstance(head, dict)
        name = next((head[key] for key in _NAMES if isinstance(head.get(key), str)), "")
        return f"{ref.id} {name}"
    return " ".join(_texts(entry))


def _texts(entry: Entry) -> Iterator[str]:
    parts = entry.parts
    match entry.kind, parts:
        case "journal.open", {"title": str(title)}:
            yield title
        case "enterprise.profile", {"profile": {"name": str(name)}}:
            yield name
        case "version.approved", {"approval": {"number": int(number)}}:
            yield _("第 {number} 版", number=number)
        case "drill.planned", {"playbook": {"id": str(playbook)}}:
            yield playbook
        case "drill.report-issued", {"number": str(number)}:
            yield number


_NAMES = ("name", "code_name", "title", "what", "topic", "person")
