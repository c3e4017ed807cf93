"""The English catalogue: gather every marked string, keep the translations, compile.

`python -m tools.catalogue` (`make catalogue`) brings `secretguard.po` up to date, lists what still wants
an English text, and compiles `secretguard.mo`. `--check` writes nothing and fails if the catalogue is
stale, incomplete or wrong. The same sources give the same bytes on every machine.

Marks: `_("…")` and `deferred("…")`, `_p(context, "…")`, `_n(one, many, number)` in Python; `t("…")` in
the templates.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).parent.parent
MESSAGES = ROOT / "secretguard" / "locale" / "en" / "LC_MESSAGES"
PO = MESSAGES / "secretguard.po"
MO = MESSAGES / "secretguard.mo"

_PYTHON_MARKS: Mapping[str, int] = {"_": 1, "deferred": 1, "_p": 2, "_n": 2}
"""How many of the first arguments are literals; the first of `_p` is the context."""
_TEMPLATE_MARKS: Mapping[str, Any] = {"t": (1,)}
_PLACE = re.compile(r"\{\w+(?::[^{} ]+)?\}")
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")

_KEPT_CHINESE = re.compile(
    r"示例[公司甲乙丙丁戊己庚辛]+方?|示例客户|制动卡钳公差链|密盾(?:库|备份)?(?:-1)?|演示记录|附件"
    # What may be typed as it is, whatever the language of the screens.
    r"|不知道|不清楚|\d+(?:分钟|小时|天|万)|半小时前?|半年|五万元?|百分之五|\d+年\d+月\d+日|今天9点|今天|三个月后|“；”"
    r"|昨天下午3点|十分钟前|\d+工作日|\d+年(?= )|“转”|转 801"
)
"""What an English sentence may quote as it is typed or stored: sample names, file names, our own name."""

_HEAD = """English messages of SecretGuard. Chinese is the source.
Written by `make catalogue`: fill in the empty msgstr, then run it again."""


class SteadyCatalog(Catalog):
    """A catalogue whose header holds nothing that changes from run to run."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "SecretGuard"),
            ("Language", "en"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]

    def _set_mime_headers(self, headers: object) -> None:
        """A file's own header is not kept."""

    mime_headers = property(_get_mime_headers, _set_mime_headers)


def gather(root: Path = ROOT) -> Catalog:
    """Every marked string of the package and its templates, in the order of files."""
    found = SteadyCatalog(locale="en", header_comment="", fuzzy=False)
    for path in sorted((root / "secretguard").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        for message, context in marked_in(path.read_text(encoding="utf-8")):
            found.add(message, locations=[(name, 0)], context=context)
    templates = [*(root / "templates").rglob("*.md"), *(root / "secretguard").rglob("*.j2")]
    for path in sorted(templates):
        name = path.relative_to(root).as_posix()
        with path.open("rb") as source:
            for _line, message, _comments, _none in extract(babel_extract, source, _TEMPLATE_MARKS):
                found.add(message, locations=[(name, 0)])
    return found


def marked_in(source: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The messages of a Python source, each with its context.

    Read from the syntax tree: Babel's own reader sees into f-strings on some versions of Python only.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        wanted = _PYTHON_MARKS.get(node.func.id, 0)
        texts = [part.value for part in node.args[:wanted] if isinstance(part, ast.Constant)]
        if wanted and len(texts) == wanted and all(texts):
            first, last = str(texts[0]), str(texts[-1])
            if node.func.id == "_n":
                yield (first, last), None
            else:
                yield last, first if node.func.id == "_p" else None


def read_catalogue(path: Path = PO) -> Catalog:
    """The committed catalogue, empty where there is none yet."""
    if not path.exists():
        return SteadyCatalog(locale="en", fuzzy=False)
    read = SteadyCatalog(locale="en", fuzzy=False)
    with path.open("rb") as source:
        for message in read_po(source, locale="en", abort_invalid=True):
            if message.id:
                read[message.id] = message
    return read


def updated(found: Catalog, known: Catalog) -> Catalog:
    """What was found, with the English texts already known; a text that lost its source goes."""
    new = SteadyCatalog(locale="en", header_comment="", fuzzy=False)
    new.header_comment = "\n".join(f"# {line}" for line in _HEAD.splitlines())
    for message in _messages(found):
        old = known.get(message.id, message.context)
        text = old.string if old is not None else ("", "") if message.pluralizable else ""
        new.add(message.id, text, sorted(set(message.locations)), context=message.context)
        if old is not None and old.fuzzy:
            new.get(message.id, message.context).flags.add("fuzzy")
    return new


def as_po(catalogue: Catalog) -> bytes:
    """The text for translators: sorted, with file names and without line numbers."""
    return _written(write_po, catalogue, width=108, sort_output=True, include_lineno=False)


def as_mo(catalogue: Catalog) -> bytes:
    """The compiled form that ships."""
    return _written(write_mo, catalogue)


def _written(write: Any, catalogue: Catalog, **settings: Any) -> bytes:
    target: IO[bytes] = io.BytesIO()
    write(target, catalogue, **settings)
    target.seek(0)
    return target.read()


def problems(found: Catalog, known: Catalog) -> Iterator[str]:
    """What stands between the committed catalogue and a good one, a line each."""
    wanted = {_key(message) for message in _messages(found)}
    for message in _messages(known):
        if _key(message) not in wanted:
            yield f"no longer used: {_shown(message)}"
    for message in _messages(found):
        old = known.get(message.id, message.context)
        if old is None or not all(_texts(old.string)):
            yield f"not translated: {_shown(message)}"
        elif old.fuzzy:
            yield f"fuzzy: {_shown(message)}"
        else:
            yield from _faults(message, _texts(old.string))


def _faults(message: Message, texts: tuple[str, ...]) -> Iterator[str]:
    places = set(_PLACE.findall(_texts(message.id)[-1]))
    for text in texts:
        if set(_PLACE.findall(text)) != places:
            yield f"other {{places}} than the source: {_shown(message)} → {text}"
        if left := chinese_left(text):
            yield f"Chinese left ({left}): {_shown(message)} → {text}"


def chinese_left(text: str) -> str:
    """The first Chinese run of an English text that is not a name it may quote; empty where there is none."""
    left = _CHINESE.search(_KEPT_CHINESE.sub("", text))
    return left[0] if left else ""


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> tuple[str, str | None]:
    return _texts(message.id)[0], message.context


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (value or "",)


def _shown(message: Message) -> str:
    context = f"[{message.context}] " if message.context else ""
    return context + repr(_texts(message.id)[0])


def check() -> list[str]:
    """The problems of the committed files."""
    known = read_catalogue()
    told = list(problems(gather(), known))
    if not MO.exists() or MO.read_bytes() != as_mo(known):
        told.append("secretguard.mo is not what secretguard.po compiles to")
    return told


def main(argv: list[str] | None = None) -> int:
    """Update, or with `--check` only look. Returns 1 if something is left to do by hand."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is amiss")
    if parser.parse_args(argv).check:
        told = check()
    else:
        found = gather()
        new = updated(found, read_catalogue())
        MESSAGES.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(as_po(new))
        MO.write_bytes(as_mo(new))
        told = list(problems(found, new))
    sys.stdout.write("".join(f"{line}\n" for line in told))
    sys.stdout.write(f"{PO.relative_to(ROOT).as_posix()}: {len(told)} to mend\n" if told else "")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
