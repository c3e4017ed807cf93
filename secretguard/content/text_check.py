"""Whether somebody compared with the official text: `text_checked: no`, or who, when and which copy."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from secretguard.content.playbook import ContentModel, Line

PublishedWhen = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
"""A day, a month or a year, as far as it is known: `2020-09-15`, `2019-11`, `2024`."""


class TextCheck(ContentModel):
    """Who compared, on which day, with which copy. A report prints all three beside the clause numbers."""

    by: Line
    when: date
    copy_read: Annotated[Line, Field(alias="copy")]


def not_yet(value: object) -> object:
    """`no` is None; whatever else is left for the model."""
    return None if value == "no" else value
