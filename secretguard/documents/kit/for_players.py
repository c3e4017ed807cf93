"""The papers that players hold: invitation, scenario brief, sign-in, role cards, hand-outs.

What they may say is an allow-list: the setting, the objectives' titles, the seats that players take, the
agenda and the rules. Hand-outs are given out at their inject, one page each.
"""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.content import Inject, Role
from secretguard.documents.kit.model import KitDrill, Words
from secretguard.documents.kit.wording import event, presence_word
from secretguard.drills.words import seat_word
from secretguard.i18n import _

_STAFF = ("DIRECTOR", "FACILITATOR", "EVALUATOR", "RECORDER", "OBSERVER")
_CARDS_FOR_STAFF = ("EVALUATOR", "RECORDER", "OBSERVER")
_ROWS_ON_A_PAGE = 13
_FEWEST_SPARE_ROWS = 4


def invitation(drill: KitDrill) -> Words:
    """邀请函: who comes, when, why, what to bring, and a slip to send back."""
    return {"event": event(drill), "people": list(_people(drill))}


def scenario_brief(drill: KitDrill) -> Words:
    """情景简表: one page of what players know before the first inject."""
    setting = drill.fill(drill.playbook.setting)
    return {
        "event": event(drill),
        "setting": [line.strip() for line in setting.splitlines() if line.strip()],
        "objectives": [drill.fill(objective.title) for objective in drill.playbook.objectives],
        "people": list(_people(drill)),
    }


def sign_in(drill: KitDrill) -> Words:
    """签到表, with the promise of secrecy that each signature stands for."""
    people = list(_people(drill))
    spare = max(_FEWEST_SPARE_ROWS, _ROWS_ON_A_PAGE - len(people))
    return {"event": event(drill), "people": people, "spare": range(spare)}


def role_cards(drill: KitDrill) -> Words:
    """角色卡: one page a seat, with the deputy."""
    cards = [_card(drill, role) for role in drill.players()]
    cards += [
        _staff_card(drill, seat) for seat in _CARDS_FOR_STAFF if drill.seat(seat) or seat == "EVALUATOR"
    ]
    return {"event": event(drill), "cards": cards}


def handouts(drill: KitDrill) -> Words:
    """发放材料: what is put on the table at an inject, one page each; the rest stays with the facilitator."""
    pages = []
    for inject in drill.injects("planned", "contingency", "adhoc"):
        for number, handout in enumerate(_shown(inject), 1):
            pages.append(
                {
                    "mark": f"{inject.id}-{number}",
                    "title": drill.fill(handout[0]),
                    "lines": drill.fill(handout[1]).strip().splitlines(),
                }
            )
    return {"event": event(drill), "pages": pages}


def _shown(inject: Inject) -> Iterator[tuple[str, str]]:
    """Title and text of every hand-out for players, those of the variants included, each once."""
    every = [*inject.handouts, *(one for variant in inject.variants for one in variant.handouts or ())]
    yield from dict.fromkeys((handout.title, handout.text) for handout in every if handout.show_players)


def _people(drill: KitDrill) -> Iterator[Words]:
    for role in drill.players():
        yield {
            "role": role.title,
            "name": drill.name_at(role.id),
            "needed": role.needed,
            "how": presence_word(drill, role.id),
            "exception": _exception(drill, role.id),
            "deputy": drill.context.deputies.get(role.id, ""),
        }
    for seat in _STAFF:
        if drill.seat(seat) is not None:
            yield {
                "role": seat_word(seat, {}),
                "name": drill.name_at(seat),
                "needed": seat in ("FACILITATOR", "EVALUATOR"),
                "how": presence_word(drill, seat),
                "exception": _exception(drill, seat),
                "deputy": "",
            }


def _exception(drill: KitDrill, seat: str) -> str:
    """How a person takes part, where it is not simply by being there."""
    taken = drill.seat(seat)
    return "" if taken is None or taken.presence == "present" else presence_word(drill, seat)


def _card(drill: KitDrill, role: Role) -> Words:
    return {
        "title": role.title,
        "name": drill.name_at(role.id),
        "how": _exception(drill, role.id),
        "deputy": drill.context.deputies.get(role.id, ""),
        "needed": role.needed,
        "brief": drill.fill(role.brief) if role.brief else _("按您平时的职责说话、做决定。"),
        "player": True,
    }


def _staff_card(drill: KitDrill, seat: str) -> Words:
    briefs = {
        "EVALUATOR": _(
            "只看、只记、不提示。每个预期行动记下谁在第几分做到，标完、迟、半、漏、略；评级要能说出理由。"
        ),
        "RECORDER": _("记谁在几点几分说了什么、定了什么，用原话。不评论，不补充；听不清当场问一遍。"),
        "OBSERVER": _("只看不说。想到的写在下面，复盘时主持人请您讲，再讲。"),
    }
    return {
        "title": seat_word(seat, {}),
        "name": drill.name_at(seat),
        "how": _exception(drill, seat),
        "deputy": "",
        "needed": seat == "EVALUATOR",
        "brief": briefs[seat],
        "player": False,
    }
