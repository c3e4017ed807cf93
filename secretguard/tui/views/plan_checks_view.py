"""The plan's checks as a frozen view: the score with its reasons, defects by class, floor tests. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from secretguard.content import FloorTest
from secretguard.i18n import _, _p
from secretguard.plans import CLASSES, Defect, FloorAnswered, Met, PlanView, Score, class_word, size_word
from secretguard.tui.marks import STYLES, Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.plan_basis_view import Grounds, basis_words
from secretguard.tui.widgets.lists import Row

CLASS_TONES: Mapping[str, Tone] = {"leak": "bad", "unlawful": "bad", "stale": "info", "slogan": "info"}
MET_TONES: Mapping[Met, Tone] = {"yes": "good", "partly": "care", "no": "bad"}


@dataclass(frozen=True, slots=True)
class ChecksView:
    """Everything on the screen, but for the details of the row under the cursor."""

    right: str
    score: Text
    defects_title: str
    defects: tuple[Row, ...]
    floor_title: str
    floor: tuple[Row, ...]


def met_word(met: Met) -> str:
    """合 半 缺: how a floor test went."""
    return {"yes": _p("floor test", "合"), "partly": _p("floor test", "半"), "no": _p("floor test", "缺")}[
        met
    ]


def checks_view(
    view: PlanView,
    score: Score,
    defects: Sequence[Defect],
    tests: Sequence[FloorTest],
    answers: Mapping[str, FloorAnswered],
) -> ChecksView:
    """The score first with why, then what is wrong, then what was seen on the floor."""
    blocks = sum(one.blocks for one in defects)
    return ChecksView(
        right=f"{size_word(view.size)}　{_('{total} 分 {letter}', total=score.total, letter=score.letter)}",
        score=score_words(score),
        defects_title=_("缺陷 {count}，其中挡住批准 {blocks}（回车直达）", count=len(defects), blocks=blocks),
        defects=tuple(_defect_rows(defects)),
        floor_title=_("现场测试 {done}/{count}（回车记录）", done=len(answers), count=len(tests)),
        floor=tuple(_floor_row(test, answers.get(test.id)) for test in tests),
    )


def score_words(score: Score) -> Text:
    """71 分 B: where the points come from, and what holds the letter down."""
    text = Text()
    total = _("{total} 分　{letter}", total=score.total, letter=score.letter)
    text.append(safe(total), style="bold")
    parts = _(
        "　必填 {fields}/60（{met}/{asked}）　检查 {checks}/25（{rules}/{rules_asked}）　现场 {floor}/15",
        fields=score.fields, met=score.fields_met, asked=score.fields_asked, checks=score.checks,
        rules=score.rules_met, rules_asked=score.rules_asked, floor=score.floor,
    )  # fmt: skip
    text.append(safe(parts))
    for cap in score.caps:
        words = _("封顶 C：{reason}", reason=cap.reason)
        text.append("\n").append_text(line(badge(_p("badge", "封"), "care"), words))
    return text


def _defect_rows(defects: Sequence[Defect]) -> Iterator[Row]:
    for wanted in CLASSES:
        for place, defect in enumerate(defects):
            if defect.defect_class != wanted:
                continue
            tone = CLASS_TONES.get(wanted, "care")
            sign = Text(safe(class_word(wanted)), style=STYLES[tone])
            stop = badge(_p("badge", "挡"), "bad") if defect.blocks else Text("  ")
            words = f"{defect.section} {defect.message}"
            yield Row(f"defect:{place}", line(stop, sign, words), words=words, hang=5)


def _floor_row(test: FloorTest, answer: FloorAnswered | None) -> Row:
    sign = badge(met_word(answer.met), MET_TONES[answer.met]) if answer else badge(_p("badge", "待"), "off")
    return Row(f"floor:{test.id}", line(sign, f"{test.id} {test.question}"), words=test.question)


def defect_details(defect: Defect, grounds: Grounds) -> Text:
    """What is wrong, what to do, why, by what ground."""
    text = line(Text(safe(defect.message), style="bold"))
    for name, words in (
        (_("怎么改"), defect.remedy),
        (_("为什么"), defect.why),
        (_("依据"), basis_words(defect.basis, grounds)),
    ):
        if words:
            text.append("\n").append(safe(f"{name}　{words}"))
    if defect.reviewer is not None:
        text.append("\n").append(
            safe(_("审核清单第 {number} 条　规则 {rule}", number=defect.reviewer, rule=defect.rule))
        )
    return text


def floor_details(test: FloorTest, answer: FloorAnswered | None) -> Text:
    """How to test, what counts as met, what was seen."""
    text = line(Text(safe(test.question), style="bold"))
    text.append("\n").append(safe(_("怎么测　{how}", how=test.how)))
    text.append("\n").append(safe(_("算做到　{met}", met=test.met)))
    if answer is None:
        text.append("\n").append(safe(_("还没有测。1 做到 2 部分 3 没做到，再写看到了什么。")))
        return text
    seen = _("{day} {by}：{words}", day=answer.on.isoformat(), by=answer.by, words=answer.words)
    text.append("\n").append_text(line(badge(met_word(answer.met), MET_TONES[answer.met]), seen))
    if answer.photo:
        text.append("\n").append(
            safe(
                _(
                    "照片 {name}　校验值 {digest}",
                    name=answer.photo_name or "",
                    digest=answer.photo[:16] + "⋯",
                )
            )
        )
    return text
