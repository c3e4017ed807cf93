"""Writes the JSON vectors of the SG1 format from the independent reading in `independent.py`.

`python -m tests.vectors.generate` rewrites them in place; a test holds the files against this script, and
another drives the package by the files. Every file has `good` cases and, where there is something to
refuse, `bad` ones with a `why`. Binary data is lower-case hexadecimal.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.vectors import record_cases, value_cases

FOLDER = Path(__file__).parent

FILES: dict[str, Callable[[], dict[str, object]]] = {
    "canonical": value_cases.canonical,
    "ids": value_cases.ids,
    "unlock": value_cases.unlock,
    "recovery": value_cases.recovery,
    "wrap": value_cases.wrap,
    "rows": record_cases.rows,
    "entries": record_cases.entries,
    "log": record_cases.log,
    "notes": record_cases.notes,
    "blob": record_cases.blob,
}


def render(name: str) -> str:
    """The text of one vector file."""
    return json.dumps(FILES[name](), ensure_ascii=True, indent=1) + "\n"


if __name__ == "__main__":
    for file_name in FILES:
        (FOLDER / f"{file_name}.json").write_text(render(file_name), "ascii")
