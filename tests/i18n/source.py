"""Reading our own source for strings: which are shown to a user, which are marked, what runs on import."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent.parent.parent / "secretguard"
MARKS = frozenset({"_", "_p", "_n", "deferred"})
TRANSLATING = frozenset({"_", "_p", "_n"})
WORDS = re.compile(r"[\u3400-\u9fff、，。；：（）]")
"""Han characters and the marks that join sentences; gaps and frames (U+3000, 「」) are drawing."""


@dataclass(frozen=True)
class Literal:
    """A string in the source."""

    file: str
    line: int
    text: str


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package, by its path inside it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def unmarked(file: str, tree: ast.Module) -> Iterator[Literal]:
    """Strings with Chinese words outside every mark, documentation and compiled pattern."""
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            spared.add(id(node.value))
        if isinstance(node, ast.Call) and (_called(node) in MARKS or _called(node) == "re.compile"):
            spared.update(id(inner) for argument in node.args for inner in ast.walk(argument))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in spared:
            continue
        if WORDS.search(node.value):
            yield Literal(file, node.lineno, node.value)


def translated_on_import(file: str, tree: ast.Module) -> Iterator[Literal]:
    """Calls of `_` that run when the module is imported, so that a later change of language misses them."""
    yield from _on_import(file, tree)


def _on_import(file: str, node: ast.AST) -> Iterator[Literal]:
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        # Annotations are text here (`from __future__ import annotations`); the body runs later.
        defaults = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        for part in [*node.decorator_list, *defaults]:
            yield from _on_import(file, part)
        return
    if isinstance(node, ast.Call) and _called(node) in TRANSLATING:
        yield Literal(file, node.lineno, ast.unparse(node))
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.AnnAssign) and child is node.annotation):
            yield from _on_import(file, child)


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func)
