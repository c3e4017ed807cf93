"""The response playbook as it was taken into an incident's journal, whole: no later edition changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from secretguard.content import ResponsePlaybook
from secretguard.entries import UnreadableEntryError
from secretguard.i18n import _


def write_story(playbook: ResponsePlaybook) -> dict[str, Any]:
    """The playbook as plain JSON values for an entry."""
    return playbook.model_dump(mode="json", by_alias=True, exclude_none=False)


def read_story(raw: Mapping[str, Any]) -> ResponsePlaybook:
    """The playbook of a `playbook.taken` entry. Raises UnreadableEntryError."""
    try:
        return ResponsePlaybook.model_validate(raw)
    except ValidationError as error:
        raise UnreadableEntryError(
            _("这起事件用的响应剧本“{id}”读不懂：与这一版程序不符。", id=raw.get("id", "?")),
            _("可能是更新版本写下的，请升级密盾后再打开。"),
        ) from error
