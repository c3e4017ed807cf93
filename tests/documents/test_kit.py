"""The papers before a drill: players' papers give nothing away, the staff's leave nothing out."""

from __future__ import annotations

import dataclasses
import html
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from secretguard import drills
from secretguard.content import Playbook, content_folders, list_playbooks, load_law, load_plan_sections
from secretguard.documents import to_html, to_pdf, to_terminal
from secretguard.documents.from_law import grounds_in_words
from secretguard.documents.kit import PAPERS, KitContext, bases_in, kit
from secretguard.documents.kit.model import kit_drill
from secretguard.documents.kit.preparing import kit_context
from secretguard.documents.kit.schedule import acts, agenda, whole_length
from secretguard.documents.quick_report.model import Ground
from secretguard.drills import DrillRoom, DrillState, plan_drill
from secretguard.errors import RefusedError
from secretguard.i18n import set_language
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import NOON, PROMISES, HandClock
from tests.documents.reading_pdf import pages, squeezed, whole_text

FOR_PLAYERS = ("invitation", "scenario-brief", "sign-in", "role-cards", "handouts")
FOR_STAFF = ("evaluator-sheets", "facilitator-script", "readiness")
CONTEXT = KitContext(enterprise="示例公司", moment=NOON, grounds={}, stop_word="红灯")

Planner = Callable[..., DrillRoom]


@pytest.fixture
def planner(vault: Vault, register: Register, clock: HandClock) -> Planner:
    """Plans a drill of a playbook and gives its room."""

    def plan(playbook: Playbook, **more: Any) -> DrillRoom:
        return plan_drill(vault, register, playbook, clock, promises=PROMISES, facilitator="示例庚", **more)

    return plan


@pytest.fixture
def room(planner: Planner, departing_engineer: Playbook) -> DrillRoom:
    return planner(departing_engineer, place="三楼会议室")


def texts(state: DrillState, *only: str, context: KitContext = CONTEXT) -> dict[str, str]:
    """What each paper says, as one text without markup's escapes."""
    return {paper.name: html.unescape(to_html(paper.document)) for paper in kit(state, context, only)}


class Canaries:
    """Plants a word of its own in every text of a playbook, and remembers whose it was."""

    def __init__(self) -> None:
        self.planted: dict[str, str] = {}

    def plant(self, place: str) -> str:
        word = f"CANARY{len(self.planted):04d}X"
        self.planted[word] = place
        return word

    def infested(self, playbook: Playbook) -> Playbook:
        data = playbook.model_dump(mode="json", by_alias=True)
        return Playbook.model_validate(self._walked(data, ""))

    def _walked(self, value: Any, place: str) -> Any:
        if isinstance(value, dict):
            return {key: self._leaf(item, f"{place}.{key}") for key, item in value.items()}
        if isinstance(value, list):
            return [self._leaf(item, place) for item in value]
        return value

    def _leaf(self, value: Any, place: str) -> Any:
        if isinstance(value, str) and place.rsplit(".", 1)[-1] in _PROSE:
            return f"{value}{self.plant(place)}"
        return self._walked(value, place)

    def found_in(self, text: str) -> set[str]:
        """The places whose words stand in a text."""
        return {place for word, place in self.planted.items() if word in text}

    def words_of(self, *places: str) -> set[str]:
        return {word for word, place in self.planted.items() if place in places}


_PROSE = {
    *("title", "title_en", "summary", "setting", "measure", "brief", "ask", "default", "killed_by", "text"),
    *("fact", "questions", "action", "why", "consequence", "note", "case", "source", "short", "full"),
    *("end_card", "channel"),
}

ALLOWED = {
    ".setting",
    ".objectives.title",
    ".roles.title",
    ".roles.brief",
    ".parameters.secret.default",
    ".parameters.system.default",
}


@pytest.fixture
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture
def infested(planner: Planner, departing_engineer: Playbook, canaries: Canaries) -> DrillState:
    return planner(canaries.infested(departing_engineer)).state


def test_players_papers_hold_only_what_players_may_know(infested: DrillState, canaries: Canaries) -> None:
    for name, text in texts(infested, *FOR_PLAYERS[:-1]).items():
        assert canaries.found_in(text) <= ALLOWED, name


def test_the_seats_that_the_facilitator_voices_are_on_no_players_paper(room: DrillRoom) -> None:
    voiced = [role.title for role in kit_drill(room.state, CONTEXT).voices()]
    assert voiced
    for name, text in texts(room.state, *FOR_PLAYERS[:-1]).items():
        shown = text.replace("客户、机关、供应商", "")
        assert not [title for title in voiced if title in shown.replace("行政指导员（示例）", "")], name


def test_handouts_hold_the_handouts_for_players_and_nothing_else(
    infested: DrillState, canaries: Canaries
) -> None:
    found = canaries.found_in(texts(infested, "handouts")["handouts"])
    assert found <= ALLOWED | {
        ".injects.handouts.title",
        ".injects.handouts.text",
        ".injects.variants.handouts.title",
        ".injects.variants.handouts.text",
    }
    assert ".injects.handouts.text" in found


def test_a_handout_kept_by_the_facilitator_is_in_the_script_alone(
    planner: Planner, departing_engineer: Playbook
) -> None:
    data = departing_engineer.model_dump(mode="json", by_alias=True)
    data["injects"][0]["handouts"] = [{"title": "只给主持人", "text": "底牌在这里", "show_players": False}]
    state = planner(Playbook.model_validate(data)).state
    said = texts(state)
    assert "底牌在这里" in said["facilitator-script"]
    assert all("底牌在这里" not in text for name, text in said.items() if name != "facilitator-script")


def test_the_script_leaves_nothing_of_the_story_out(infested: DrillState, canaries: Canaries) -> None:
    script = texts(infested, "facilitator-script")["facilitator-script"]
    parts = ("text", "fact", "note", "questions", "handouts.text", "decision.ask", "expected.action")
    wanted = {f".injects.{part}" for part in parts}
    wanted |= {f".injects.decision.options.{part}" for part in ("text", "why", "consequence")}
    wanted |= {
        f".injects.variants.{part}" for part in ("text", "questions", "expected.action", "decision.ask")
    }
    wanted |= {f".injects.variants.decision.options.{part}" for part in ("text", "why", "consequence")}
    wanted |= {".endings.title", ".endings.text", ".debrief.short", ".debrief.full", ".end_card"}
    wanted |= {".objectives.measure", ".evidence.killed_by", ".grounded_in.case"}
    missing = {word for word in canaries.words_of(*wanted) if word not in script}
    assert not {canaries.planted[word] for word in missing}


def test_every_expected_action_has_its_row_of_boxes(room: DrillRoom, departing_engineer: Playbook) -> None:
    sheet = texts(room.state, "evaluator-sheets")["evaluator-sheets"]
    every = [action for inject in departing_engineer.injects for action in inject.expected]
    every += [
        action
        for inject in departing_engineer.injects
        for one in inject.variants
        for action in one.expected or ()
    ]
    assert len(every) > 20
    for action in every:
        assert room.state.fill(action.action) in sheet
    assert sheet.count("漏") >= len(every)


def test_no_option_is_rated_on_the_evaluator_s_sheet_of_a_decision(room: DrillRoom) -> None:
    sheet = texts(room.state, "evaluator-sheets")["evaluator-sheets"]
    decision = room.state.playbook.injects[0].decision if room.state.playbook else None
    assert decision is not None
    assert all(option.text not in sheet and option.why not in sheet for option in decision.options)


def test_staff_papers_say_on_every_page_whom_they_are_not_for(room: DrillRoom) -> None:
    for paper in kit(room.state, CONTEXT, FOR_STAFF):
        assert not paper.for_players
        assert "导调" in paper.file_name
        assert all("不得发给参演人员" in text or "不发给参演人员" in text for text in _pages(paper.document))


def _pages(document: Any) -> Iterator[str]:
    yield from (squeezed(text) for text in pages(to_pdf(document)))


@pytest.mark.parametrize("name", ["invitation", "scenario-brief", "sign-in"])
def test_a_sheet_is_one_page(room: DrillRoom, name: str) -> None:
    (paper,) = kit(room.state, dataclasses.replace(CONTEXT, when=datetime(2026, 12, 3, 14)), [name])
    assert paper.for_players
    assert len(pages(to_pdf(paper.document))) == 1


def test_every_role_has_a_page_of_its_own(room: DrillRoom) -> None:
    (paper,) = kit(room.state, CONTEXT, ["role-cards"])
    printed = list(_pages(paper.document))
    titles = [role.title for role in kit_drill(room.state, CONTEXT).players()]
    assert len(printed) == len(titles) + 1
    for title, page in zip(titles, printed, strict=False):
        assert squeezed(title) in page


def test_a_card_names_who_sits_there_and_who_stands_in(room: DrillRoom, register: Register) -> None:
    drills.seat(room, register, "HR", "示例丁", deputy="示例辛")
    context = kit_context(room)
    assert context.deputies["GM"] == "示例庚"
    cards = texts(room.state, "role-cards", context=context)["role-cards"]
    assert "示例辛（替示例丁）" in cards
    assert "示例庚" in cards
    assert "还没有指定" in cards


def test_minutes_run_on_and_alternatives_begin_together(room: DrillRoom) -> None:
    plan = {act.inject.id: act for act in acts(kit_drill(room.state, CONTEXT))}
    assert plan["I1"].starts == 5
    assert plan["I2"].starts == plan["I1"].ends
    assert plan["I7"].starts == plan["I8"].starts
    assert plan["I7"].number == plan["I8"].number
    for act in plan.values():
        assert act.starts < act.asks < act.discusses < act.concludes < act.ends
        assert act.ends - act.starts == act.inject.table


def test_the_agenda_has_no_gap_and_adds_up(room: DrillRoom) -> None:
    drill = kit_drill(room.state, CONTEXT)
    lines = agenda(drill)
    assert [line.starts for line in lines] == [
        sum(one.lasts for one in lines[:index]) for index in range(len(lines))
    ]
    assert whole_length(drill) == lines[-1].starts + lines[-1].lasts


def test_the_short_form_leaves_out_what_it_does_not_play(
    planner: Planner, departing_engineer: Playbook
) -> None:
    state = planner(departing_engineer, form="short").state
    script = texts(state, "facilitator-script")["facilitator-script"]
    for inject in departing_engineer.injects:
        assert (f"{inject.id} {inject.title}" in script) == inject.short, inject.id


def test_a_flag_is_told_as_the_choices_that_set_it(room: DrillRoom) -> None:
    script = texts(room.state, "facilitator-script")["facilitator-script"]
    assert "前面选过 I1 a" in script
    assert "到 T+4 小时 还没有做到“列出知情的人，不超过五个，逐个交代不外传”" in script


def test_a_time_agreed_is_printed_and_one_not_agreed_is_a_blank(room: DrillRoom) -> None:
    agreed = dataclasses.replace(CONTEXT, when=datetime(2026, 12, 3, 14))
    assert "2026年12月3日（周四）14:00—" in texts(room.state, "invitation", context=agreed)["invitation"]
    assert "＿＿＿年" in texts(room.state, "invitation")["invitation"]


def test_the_readiness_sheet_ticks_what_the_machine_can_judge(room: DrillRoom) -> None:
    drills.answer_gate(room, "papers", False, "评估表未印")
    sheet = texts(room.state, "readiness", context=kit_context(room))["readiness"]
    assert "机器检查没有发现错误" in sheet
    assert "评估表未印" in sheet
    assert "没有逐项检查" not in sheet


def test_a_playbook_that_was_changed_since_is_not_called_checked(
    planner: Planner, departing_engineer: Playbook
) -> None:
    changed = planner(departing_engineer.model_copy(update={"summary": "换过一句话。"}))
    context = kit_context(changed)
    assert context.readiness is None
    assert "没有逐项检查" in texts(changed.state, "readiness", context=context)["readiness"]


def test_a_journal_without_a_plan_has_no_papers() -> None:
    with pytest.raises(RefusedError, match="没有计划好的推演"):
        list(kit(DrillState(), CONTEXT))


def test_names_are_printed_as_they_are_whatever_they_hold(planner: Planner, small_playbook: Playbook) -> None:
    hostile = "**甲** | <b>{{ x }}</b>\n::: sign"
    room = planner(small_playbook, place=hostile)
    for name, text in texts(room.state, "invitation", "sign-in").items():
        assert "**甲** | <b>{{ x }}</b>" in text, name


def test_grounds_are_numbered_and_listed_once(room: DrillRoom) -> None:
    grounds = {
        basis: Ground(kind="law", statute="《示例法》", article=basis) for basis in bases_in(room.state)
    }
    sheet = texts(room.state, "evaluator-sheets", context=dataclasses.replace(CONTEXT, grounds=grounds))
    assert sheet["evaluator-sheets"].count("《示例法》") == 1
    assert "法1" in sheet["evaluator-sheets"]


SHIPPED = [loaded.playbook for loaded in list_playbooks(content_folders("playbooks", None)).playbooks]


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("playbook", SHIPPED, ids=lambda playbook: playbook.id)
def test_every_playbook_that_ships_makes_every_paper(planner: Planner, playbook: Playbook, form: str) -> None:
    state = planner(playbook, form=form).state
    folders = content_folders("standards", None)
    grounds = grounds_in_words(bases_in(state), load_law(folders), load_plan_sections(folders))
    made = list(kit(state, dataclasses.replace(CONTEXT, grounds=grounds)))
    assert [paper.name for paper in made] == list(PAPERS)
    for paper in made:
        assert "{" not in repr(paper.document.blocks), paper.name


def test_every_paper_prints_and_shows_on_a_terminal(room: DrillRoom) -> None:
    for paper in kit(room.state, CONTEXT, ("handouts", "facilitator-script", "readiness")):
        assert whole_text(to_pdf(paper.document))
        assert to_terminal(paper.document)


def test_an_english_user_gets_english_headings(room: DrillRoom) -> None:
    set_language("en")
    for paper in kit(room.state, CONTEXT, ("invitation", "sign-in")):
        assert paper.document.meta.language == "en"
        assert to_html(paper.document)


def test_the_same_drill_gives_the_same_papers(room: DrillRoom) -> None:
    def made() -> str:
        return json.dumps([to_html(paper.document) for paper in kit(room.state, CONTEXT, FOR_PLAYERS)])

    assert made() == made()
