"""An assessment as OSCAL assessment results (NIST, OSCAL 1.1.2): deterministic from the state.

Met is satisfied; partly and unmet are not, and a property keeps the difference. What does not apply is
excluded from the controls reviewed; what nobody answered is neither reviewed nor found. OSCAL wants a plan to
be named: there is none, and the resource that stands for it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from secretguard.clock import from_microseconds
from secretguard.compliance.entries import AutoAnswer
from secretguard.compliance.exchange.oscal_names import OSCAL_VERSION, Prop, Tokens, named_uuid, own_prop
from secretguard.compliance.exchange.oscal_text import marked
from secretguard.compliance.exchange.oscal_writing import (
    catalog_uuid,
    oscal_json,
    standard_tokens,
    statement_id,
)
from secretguard.compliance.scoring import result_of
from secretguard.compliance.state import Answered, AssessmentState, Linked, Stamp, Story
from secretguard.compliance.words import side_word, verdict_word
from secretguard.content import Requirement
from secretguard.errors import RefusedError
from secretguard.i18n import _

_REASONS: Final[Mapping[str, str]] = {"met": "pass", "partly": "other", "unmet": "fail"}
Part = dict[str, Any]


def assessment_results(state: AssessmentState) -> bytes:
    """The document as JSON. Raises RefusedError where nothing was judged: OSCAL wants a control reviewed."""
    if state.story is None or state.opened is None or state.opened_stamp is None:
        raise RefusedError(_("这次评估没有建完，里面还没有内容。"), _("请重新开始一次评估。"))
    if all(given.given.verdict == "na" for given in state.answers.values()):
        raise RefusedError(_("还没有一项评出结果，导不出评估结果。"), _("请先回答至少一项；不适用的不算。"))
    return oscal_json({"assessment-results": _Results(state, state.story, state.opened_stamp).document()})


class _Results:
    """One assessment on its way out; every identifier is made from the beginning's own stamp."""

    def __init__(self, state: AssessmentState, story: Story, opened: Stamp) -> None:
        self.state, self.story, self.opened = state, story, opened
        self.tokens: Tokens = standard_tokens(story.standard)
        assert state.opened is not None
        self.subject = state.opened.subject
        self.root = (story.standard.id, story.profile.id, str(opened.recorded), opened.author)
        self.people = tuple(dict.fromkeys(_names(state)))

    def uuid(self, *parts: str) -> str:
        return named_uuid(*self.root, *parts)

    def document(self) -> Part:
        return {
            "uuid": self.uuid("results"),
            "metadata": self._metadata(),
            "import-ap": {"href": f"#{self.uuid('plan')}"},
            "results": [self._result()],
            "back-matter": {"resources": list(self._resources())},
        }

    def _metadata(self) -> Part:
        parties = [
            {"uuid": self.uuid("person", name), "type": "person", "name": name} for name in self.people
        ]
        metadata: Part = {
            "title": marked(self.subject.title),
            "last-modified": _moment(self._newest()),
            "version": str(self.state.seq),
            "oscal-version": OSCAL_VERSION,
            "props": [own_prop("side", self.subject.side), own_prop("year", str(self.subject.year))],
        }
        if parties:
            metadata["roles"] = [{"id": "assessor", "title": _("评估人")}]
            metadata["parties"] = parties
            metadata["responsible-parties"] = [
                {"role-id": "assessor", "party-uuids": [party["uuid"] for party in parties]}
            ]
        return metadata

    def _result(self) -> Part:
        answered = [
            (item, given) for item in self.story.requirements if (given := self.state.answers.get(item.id))
        ]
        judged = [(item, given) for item, given in answered if given.given.verdict != "na"]
        result: Part = {
            "uuid": self.uuid("result"),
            "title": marked(self.subject.title),
            "description": marked(self._basis()),
            "start": _moment(self.opened),
        }
        if self.state.frozen_stamp is not None and self.state.frozen is not None:
            result["end"] = _moment(self.state.frozen_stamp)
        result["props"] = list(self._sums())
        result["reviewed-controls"] = {"control-selections": [self._reviewed(answered)]}
        result["observations"] = [one for item, given in judged for one in self._observations(item, given)]
        result["findings"] = [self._finding(item, given) for item, given in judged]
        return result

    def _basis(self) -> str:
        standard = self.story.standard
        return _(
            "{side}，依据：{profile}（{standard} {version}）",
            side=side_word(self.subject.side),
            profile=self.story.profile.title,
            standard=standard.title,
            version=standard.version,
        )

    def _sums(self) -> Iterator[Prop]:
        result = result_of(self.state)
        if result.total.percent is not None:
            yield own_prop("percent", str(result.total.percent))
        if result.letter is not None:
            yield own_prop("grade", result.letter)
        for name in ("met", "partly", "unmet", "na", "open"):
            yield own_prop(name, str(getattr(result.total, name)))

    def _reviewed(self, answered: Iterable[tuple[Requirement, Answered]]) -> Part:
        selection: Part = {"description": marked(self.story.profile.title)}
        for key, is_na in (("include-controls", False), ("exclude-controls", True)):
            controls = [
                {"control-id": self.tokens.of(item.id)}
                for item, given in answered
                if (given.given.verdict == "na") is is_na
            ]
            if controls:
                selection[key] = controls
        return selection

    def _finding(self, item: Requirement, given: Answered) -> Part:
        verdict = given.given.verdict
        seen = [{"observation-uuid": one["uuid"]} for one in self._observations(item, given)]
        return {
            "uuid": self.uuid("finding", item.id),
            "title": marked(f"{item.printed_number} {item.title}"),
            "description": marked(item.text or item.title),
            "props": [
                own_prop("verdict", verdict),
                own_prop("weight", str(self.state.weight(item))),
                own_prop("level", item.level),
            ],
            "target": {
                "type": "statement-id",
                "target-id": statement_id(self.tokens.of(item.id)),
                "status": {
                    "state": "satisfied" if verdict == "met" else "not-satisfied",
                    "reason": _REASONS[verdict],
                },
            },
            "related-observations": seen,
        }

    def _observations(self, item: Requirement, given: Answered) -> Iterator[Part]:
        """What was looked at, then each talk."""
        answer = given.given
        observation: Part = {
            "uuid": self.uuid("observation", item.id),
            "description": marked(answer.remark or verdict_word(answer.verdict)),
            "methods": ["EXAMINE"],
        }
        if answer.by is not None:
            observation["origins"] = [{"actors": [self._actor(answer.by)]}]
        evidence = [*_linked(self.state.links.get(item.id, ())), *_recorded(answer.auto)]
        if evidence:
            observation["relevant-evidence"] = evidence
        observation["collected"] = _moment(given.stamp)
        yield observation
        for number, talk in enumerate(self.state.interviews):
            if talk.requirement == item.id:
                yield {
                    "uuid": self.uuid("interview", str(number)),
                    "description": marked(_("{who}：{text}", who=talk.who, text=talk.text)),
                    "methods": ["INTERVIEW"],
                    "collected": f"{talk.on.isoformat()}T00:00:00Z",
                }

    def _actor(self, name: str) -> Part:
        return {"type": "party", "actor-uuid": self.uuid("person", name)}

    def _newest(self) -> Stamp:
        stamps = [self.opened, *(given.stamp for given in self.state.answers.values())]
        stamps += [link.stamp for links in self.state.links.values() for link in links]
        if self.state.frozen_stamp is not None:
            stamps.append(self.state.frozen_stamp)
        return max(stamps, key=lambda stamp: stamp.recorded)

    def _resources(self) -> Iterator[Part]:
        yield {
            "uuid": self.uuid("plan"),
            "title": marked(self.story.profile.title),
            "description": marked(_("没有单独的评估计划：逐项按这个适用方案评估。")),
        }
        standard = self.story.standard
        yield {
            "uuid": catalog_uuid(standard),
            "title": marked(standard.title),
            "description": marked(_("评估所依据的标准，版本 {version}。", version=standard.version)),
        }


def _names(state: AssessmentState) -> Iterator[str]:
    yield from (one.assessor for one in state.assessors)
    yield from (given.given.by for given in state.answers.values() if given.given.by is not None)
    if state.frozen is not None:
        yield state.frozen.by


def _linked(links: Iterable[Linked]) -> Iterator[Part]:
    for link in links:
        evidence = link.evidence
        props = [own_prop("sort", evidence.sort)]
        if evidence.place:
            props.append(own_prop("place", evidence.place))
        if evidence.sha256:
            props.append(own_prop("sha-256", evidence.sha256))
        yield {"description": marked(evidence.what), "props": props}


def _recorded(auto: AutoAnswer | None) -> Iterator[Part]:
    for shown in () if auto is None else auto.shown:
        yield {"description": marked(shown.words), "props": [own_prop("place", shown.place)]}


def _moment(stamp: Stamp) -> str:
    return from_microseconds(stamp.recorded, stamp.tz).isoformat(timespec="seconds")
