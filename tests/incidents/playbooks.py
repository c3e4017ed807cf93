"""A response of eight tasks that has one of everything the room decides on."""

from __future__ import annotations

from typing import Any

from secretguard.content import ResponsePlaybook


def small_response(**changes: Any) -> ResponsePlaybook:
    """Preserve, restrict, cut, ask, report, close."""
    return ResponsePlaybook.model_validate({**_RESPONSE, **changes})


def task(
    task_id: str, title: str, limits: tuple[object, ...] = (30, 60, 240, None), **more: Any
) -> dict[str, Any]:
    """One task with its limits by level."""
    return {
        "id": task_id,
        "phase": "first-hour",
        "title": title,
        "how": "照单子做",
        "role": "CO",
        "within": dict(zip(("I", "II", "III", "IV"), limits, strict=True)),
        "basis": ["practice"],
        "why_now": "晚了就没了",
        "record": "表",
        **more,
    }


_RESPONSE: dict[str, Any] = {
    "kind": "response",
    "id": "response-small",
    "version": 3,
    "title": "小剧本",
    "title_en": "Small",
    "summary": "试用",
    "banner": "先固定，后处置。",
    "when": {"says": "试用"},
    "questions": [
        {"id": "still_flowing", "ask": "还在往外流吗？"},
        {"id": "network_incident", "ask": "是较大以上的网络安全事件吗？"},
        {"id": "critical", "ask": "是关键信息基础设施吗？", "only_if": ["network_incident"]},
        {"id": "contract_notice", "ask": "合同里答应过谁？", "kind": "contract-notice"},
        {"id": "preservation_granted", "ask": "法院采取保全了吗？"},
    ],
    "phases": [
        {"id": "first-hour", "title": "第一小时", "until": 60},
        {"id": "later", "title": "后续", "until": None},
    ],
    "tasks": [
        task("note", "记下几点看到什么", (10, 10, 30, 240), plan_step="note"),
        task("tell", "打电话报到负责人"),
        task(
            "duplicate",
            "做复制，算哈希",
            (360, 720, 1440, 4320),
            preserves=["DISK", "PHONE"],
            plan_step="duplicate",
        ),
        task("freeze", "停账号", (360, 720, 1440, 4320), after=["duplicate"], restricts=True),
        task("brief", "写简报", (720, 1440, None, None), after=["note"]),
        task("cut-path", "断开还在流的路", restricts=True, cut=True, only_if=["still_flowing"]),
        task(
            "report-net",
            "四小时内报网信",
            (240, 240, 240, 240),
            only_if=["network_incident"],
            clock="network-incident",
        ),
        task(
            "sue",
            "三十日内起诉",
            (None,) * 4,
            only_if=["preservation_granted"],
            clock="sue-after-preservation",
        ),
    ],
    "ends": [
        {"id": "stopped", "title": "外流已经停住"},
        {"id": "reported", "title": "该报的都报了", "only_if": ["network_incident"]},
    ],
}
