"""Documents that several tests look at, each printed once."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from secretguard import documents
from tests.documents.hostile import HOSTILE
from tests.documents.sample_report import sample_report

TEMPLATES = Path(__file__).parent / "templates"
MOMENT = datetime(2026, 11, 24, 16, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="session")
def hostile() -> documents.Document:
    """Nineteen hostile values in eight places each."""
    return documents.read("hostile.md", {"hostile": HOSTILE}, moment=MOMENT, folder=TEMPLATES)


@pytest.fixture(scope="session")
def specimen() -> documents.Document:
    """Every kind of block once."""
    return documents.read("specimen.md", {"x": "示例甲", "rows": 60}, moment=MOMENT, folder=TEMPLATES)


@pytest.fixture(scope="session")
def report() -> documents.Document:
    """The sample quick report, issued."""
    return documents.quick_report(sample_report())


@pytest.fixture(scope="session")
def specimen_pdf(specimen: documents.Document) -> bytes:
    return documents.to_pdf(specimen)


@pytest.fixture(scope="session")
def report_pdf(report: documents.Document) -> bytes:
    return documents.to_pdf(report)
