"""`python -m benchmarks`: measure everything and print the table; 1 if an aim is missed."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.measuring import Row


def main() -> int:
    """Measure in a folder of its own on the disk where temporary files lie."""
    # Printing comes first: its first report must be the first thing this process prints.
    from benchmarks import (
        appending,
        compliance_report,
        evidence,
        incident_log,
        printing,
        reading,
        registering,
        screens,
        searching,
    )

    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        table = [*printing.rows(base), *appending.rows(base), *reading.rows(base)]
        table += [*registering.rows(base), *searching.rows(), *screens.rows(base)]
        table += [*compliance_report.rows()]
        table += [*incident_log.rows(base), *evidence.rows(base)]
    _print(table)
    print(_machine(), f"{time.monotonic() - began:.0f} s")
    return 0 if all(row.met for row in table) else 1


def _print(table: Iterable[Row]) -> None:
    print(f"{'':<62}{'measured':>12}{'aim':>10}")
    for row in table:
        aim = "" if row.aim is None else f"{'≤' if row.at_most else '≥'} {row.aim:g}"
        sign = "" if row.met else "  MISSED"
        print(f"{row.name:<62}{_figure(row.value):>9} {row.unit:<2}{aim:>10}{sign:<8} {row.note}")


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value < 10 else f"{value:.1f}"


def _machine() -> str:
    version, cores = platform.python_version(), os.cpu_count()
    return f"Python {version}, SQLite {sqlite3.sqlite_version}, {platform.machine()}, {cores} cores,"


if __name__ == "__main__":
    sys.exit(main())
