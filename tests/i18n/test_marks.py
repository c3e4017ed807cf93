"""No Chinese reaches a user unmarked, and nothing is translated before the language is known."""

from __future__ import annotations

import ast
from collections.abc import Mapping

import pytest

from tests.i18n.source import modules, translated_on_import, unmarked

STAYS_CHINESE: Mapping[str, str] = {
    "content/basis.py": "names of statutes and articles are law content, which stays Chinese",
    "content/chinese_numbers.py": "Chinese numerals",
    "documents/building/numbering.py": "Chinese heading numbers; English papers number in digits",
    "documents/terminal/wrapping.py": "characters that may not begin or end a line",
    "tui/kinsoku.py": "characters that may not begin or end a line",
    "tui/safe_text.py": "look-alikes for characters of uncertain width",
    "documents/word/look.py": "names of typefaces",
    "documents/word/styles.py": "names of styles inside the Word file",
    "drills/quality/company_names.py": "words of Chinese company names",
    **dict.fromkeys(
        (
            *("incidents/spoken_times.py", "incidents/quick_entry.py", "register/typed.py"),
            *("plans/typed/dates.py", "plans/typed/numbers.py", "plans/typed/parsing.py"),
            *("plans/typed/people.py", "plans/typed/spans.py", "plans/typed/tables.py"),
            *("plans/checks/naming.py", "tui/screens/register_import.py", "register/phones.py"),
            *("tui/views/incident_typed.py", "tui/screens/incident_tasks.py"),
        ),
        "what people type, or call their folders, in Chinese",
    ),
    "demo/assessing.py": "the sample enterprise's people",
    "demo/incident.py": "the sample incident's words, people and file names",
    "demo/planning.py": "file names of the demo, and the sample enterprise's people",
    "demo/run.py": "says both languages at once",
    "demo/stage.py": "file names of the demo",
    "demo/story/__init__.py": "the sample enterprise's people, words and file names",
}
"""Whole files whose Chinese is data, each with the reason."""

SYNCED_PLACES = (
    *("文档", "我的文档", "桌面", "坚果云", "百度", "百度网盘", "wps云盘", "WPS 云盘"),
    *("微云", "阿里云盘", "网盘", "云盘"),
)

NOT_SHOWN: Mapping[tuple[str, str], str] = {
    ("clock.py", "年"): "the Chinese form of a date; English has its own beside it",
    ("clock.py", "月"): "the Chinese form of a date",
    ("clock.py", "日"): "the Chinese form of a date",
    ("documents/first_hour_card.py", "（"): "where a Chinese content name is cut",
    ("locations.py", "密盾"): "default folder, the same whatever the language",
    ("locations.py", "密盾库-1.sgv"): "default folder, the same whatever the language",
    **dict.fromkeys(
        (
            *(
                ("plans/checks/course.py", "。"),
                ("plans/checks/wording.py", "。"),
                ("plans/triggers.py", "。"),
                ("documents/compliance/words.py", "。"),
            ),
            *(("documents/plan/answers.py", "。"), ("content/plan_form.py", "、")),
            *(
                ("plans/facts.py", "（"),
                ("plans/facts.py", "）"),
            ),
            *(("tui/views/register_view.py", sign) for sign in ("（", "）", "一二三四五六七")),
            *(("documents/from_plan.py", piece) for piece in ("密预案〔", "号")),
        ),
        "punctuation of Chinese content and law names, looked for or kept as it stands",
    ),
    **dict.fromkeys(
        (("plans/promises.py", unit) for unit in ("分钟", "小时", "天", "个工作日", "元")),
        "how the form's own Chinese sentence goes on",
    ),
    **dict.fromkeys(
        (
            *(("register/columns/values.py", sign) for sign in ("；", "；;\n")),
            *(("tui/views/register_cell_view.py", sign) for sign in ("；", "；;、, ", "；;")),
            *(("register/exchange/headings.py", "*:："), ("register/exchange/rows.py", "说明")),
            ("tui/screens/plan_answering.py", "，"),
            *(
                ("tui/views/incident_start_view.py", typed)
                for typed in ("，,、；;\u3000", "级 \u3000，,：:", " 左右。", "１２３４一二三四")
            ),
        ),
        "separators that people type in a cell, the same in every language",
    ),
    ("tui/app.py", "密盾"): "the product's name in the window title",
    ("tui/screens/first_run_enterprise.py", "人"): "what a user may type after a number",
    ("tui/screens/first_run_panes.py", "请选语言 / Language"): "asked before a language is chosen",
    ("tui/screens/first_run_panes.py", "1 中文"): "a language is called by its own name",
    **dict.fromkeys(
        (("tui/views/first_run_view.py", name) for name in SYNCED_PLACES),
        "names of synced folders and of the services that sync them",
    ),
}
"""Single strings that are not words to a user, each with the reason."""


def test_every_chinese_string_is_marked_or_excused() -> None:
    found = [
        f"{literal.file}:{literal.line} {literal.text!r}"
        for file, tree in modules()
        if file not in STAYS_CHINESE
        for literal in unmarked(file, tree)
        if (literal.file, literal.text) not in NOT_SHOWN
    ]
    assert found == [], "mark these with _(…), or excuse them with a reason"


def test_every_excuse_is_still_needed() -> None:
    literals = {file: {literal.text for literal in unmarked(file, tree)} for file, tree in modules()}
    assert [file for file in STAYS_CHINESE if not literals.get(file)] == []
    assert [key for key in NOT_SHOWN if key[1] not in literals.get(key[0], set())] == []


def test_nothing_is_translated_at_import_time() -> None:
    found = [
        f"{literal.file}:{literal.line} {literal.text}"
        for file, tree in modules()
        for literal in translated_on_import(file, tree)
    ]
    assert found == [], "mark these with deferred(…) and translate where they are shown"


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ('say("已记")', True),
        ('say("、".join(names))', True),
        ('say(f"{name}：{text}")', True),
        ('say(_("已记"))', False),
        ('say(_p("mark", "完"))', False),
        ('"""说明"""', False),
        ('PATTERN = re.compile("公司")', False),
        ('say(f"{left}\\u3000{right}")', False),
    ],
)
def test_the_scan_sees_what_a_user_would(source: str, seen: bool) -> None:
    assert bool(list(unmarked("x.py", ast.parse(source)))) is seen


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ('TITLE = _("完")', True),
        ('class A:\n    title = _("完")', True),
        ('def f(a=_("完")): ...', True),
        ('@command(app, "x", _("完"))\ndef f(): ...', True),
        ('def f(a: Annotated[str, Option(help=_("完"))]): ...', False),
        ('def f():\n    return _("完")', False),
        ('TITLE = lambda: _("完")', False),
        ('TITLE = deferred("完")', False),
    ],
)
def test_the_scan_knows_what_runs_on_import(source: str, seen: bool) -> None:
    assert bool(list(translated_on_import("x.py", ast.parse(source)))) is seen
