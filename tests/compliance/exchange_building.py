"""Small foreign documents that break no rule, to be spoilt one way at a time; nobody's text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from secretguard.compliance.entries import AnswerSet, AssessmentOpened, Subject
from secretguard.compliance.fold import fold
from secretguard.compliance.state import AssessmentState
from secretguard.content import Profile, Standard
from secretguard.entries import EntryModel, unrecorded

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples" / "standards"
"""Documents that others wrote, where there are any."""

LIBRARY = """\
urn: urn:example:risk:library:demo
locale: fr
ref_id: demo
name: Cadre de démonstration
copyright: Exemple
version: 3
publication_date: 2024-05-06
provider: EXEMPLE
packager: example
objects:
  framework:
    urn: urn:example:risk:framework:demo
    ref_id: DEMO v3
    name: Cadre de démonstration
    description: Deux parties
    scores_definition: [{score: 0, name: Aucun}]
    implementation_groups_definition:
    - {ref_id: G1, name: Tous, description: pour tous}
    requirement_nodes:
    - {urn: 'urn:example:risk:req_node:demo:1', assessable: false, depth: 1, ref_id: '1', name: Gouverner}
    - urn: urn:example:risk:req_node:demo:1.1
      assessable: true
      depth: 2
      parent_urn: urn:example:risk:req_node:demo:1
      ref_id: '1.1'
      name: Nommer
      description: "Nommer quelqu'un.\\nPar écrit."
      annotation: Une page suffit.
      typical_evidence: "La décision\\nLa signature"
      implementation_groups: [G1]
      importance: recommended
      weight: 2
      translations: {en: {name: Appoint}}
      questions: {q1: {type: unique_choice, text: Qui donc ?}}
    - urn: urn:example:risk:req_node:demo:1.1.a
      assessable: true
      depth: 3
      parent_urn: urn:example:risk:req_node:demo:1.1
      ref_id: 1.1.A
      description: Sans nom, la première ligne devient le titre
    - urn: urn:example:risk:req_node:demo:2
      assessable: true
      depth: 1
      ref_id: '2'
      description: Seul au sommet
  requirement_mapping_set:
    urn: urn:other:risk:req_mapping_set:demo-to-far
    ref_id: demo-to-far
    name: Demo -> Far
    source_framework_urn: urn:example:risk:framework:demo
    target_framework_urn: urn:example:risk:framework:far
    requirement_mappings:
    - source_requirement_urn: urn:example:risk:req_node:demo:1.1
      target_requirement_urn: urn:example:risk:req_node:far:a.5
      relationship: intersect
      rationale: semantic
      strength_of_relationship: 7
    - source_requirement_urn: urn:example:risk:req_node:demo:2
      target_requirement_urn: urn:example:risk:req_node:far:a.6
      relationship: not_related
"""


def catalog() -> dict[str, Any]:
    """Two groups, nested controls, parameters, a withdrawn one."""
    return {
        "catalog": {
            "uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724",
            "metadata": {
                "title": "Small *catalogue*",
                "last-modified": "2024-02-01T13:57:28Z",
                "version": "1.1",
                "oscal-version": "1.1.2",
                "parties": [{"uuid": "1", "type": "organization", "name": "Example Institute"}],
                "remarks": "From [somewhere](https://example.org/x).",
            },
            "params": [{"id": "often", "label": "frequency"}],
            "groups": [
                {
                    "id": "a",
                    "title": "Access",
                    "props": [{"name": "label", "value": "A"}],
                    "controls": [
                        {
                            "id": "a-1",
                            "title": "Accounts",
                            "props": [
                                {"name": "label", "value": "A-01", "class": "padded"},
                                {"name": "label", "value": "A-1"},
                            ],
                            "params": [
                                {"id": "a-1_p", "select": {"choice": ["lock", "{{ insert: param, often }}"]}},
                                {"id": "a-1_v", "values": ["two"]},
                            ],
                            "parts": [
                                {
                                    "name": "statement",
                                    "prose": "Review {{ insert: param, often }}:",
                                    "parts": [
                                        {
                                            "name": "item",
                                            "props": [{"name": "label", "value": "a."}],
                                            "prose": "by {{ insert: param, a-1_v }}; {{a-1_p}}",
                                            "parts": [{"name": "item", "prose": "deeper"}],
                                        }
                                    ],
                                },
                                {"name": "guidance", "prose": "Keep `it` simple."},
                                {"name": "assessment-objective", "prose": "is it done"},
                                {
                                    "name": "assessment-method",
                                    "props": [{"name": "method", "value": "EXAMINE"}],
                                    "parts": [{"name": "assessment-objects", "prose": "list\n\nrecord"}],
                                },
                            ],
                            "controls": [{"id": "a-1.1", "title": "Automatic"}],
                        },
                        {
                            "id": "a-2",
                            "title": "Gone",
                            "props": [{"name": "status", "value": "withdrawn"}],
                            "links": [{"rel": "incorporated-into", "href": "#a-1"}],
                        },
                    ],
                },
                {"title": "Outer", "groups": [{"id": "b.1", "title": "Inner", "controls": [_bare("b-1")]}]},
            ],
            "controls": [_bare("free")],
        }
    }


def _bare(control: str) -> dict[str, Any]:
    return {"id": control, "title": f"Control {control}"}


def written(folder: Path, name: str, content: str | bytes | dict[str, Any]) -> Path:
    """A file that holds this."""
    path = folder / name
    if isinstance(content, dict):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def samples() -> list[Any]:
    """Every sample as a case; one that is skipped if there are none."""
    found = sorted(SAMPLES.iterdir()) if SAMPLES.is_dir() else []
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(reason="no samples beside this tree"))]
    return [pytest.param(path, id=path.name) for path in found]


def opened(standard: Standard, profile: Profile, *more: EntryModel) -> AssessmentState:
    """An assessment as its entries leave it, without a vault."""
    first = AssessmentOpened(
        subject=Subject(
            standard=standard.id,
            version=standard.version,
            profile=profile.id,
            year=2026,
            side="self",
            title="示例公司 2026 年评估",
        ),
        standard=standard.model_dump(mode="json", exclude_defaults=True) | {"kind": "standard"},
        profile=profile.model_dump(mode="json", exclude_defaults=True) | {"kind": "profile"},
    )
    return fold(unrecorded([first, *more]))


def answers(**verdicts: str) -> Iterable[AnswerSet]:
    """Answers by id, `_` for `-`; what does not apply says why."""
    for key, verdict in verdicts.items():
        remark = "没有这样的业务" if verdict == "na" else None
        yield AnswerSet(requirement=key.replace("_", "-"), verdict=verdict, remark=remark, by="示例甲")
