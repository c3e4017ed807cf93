"""The small playbook of the content tests, with what a table needs: measured actions, more contingencies."""

from __future__ import annotations

from tests.content.building import Data, action, inject, option, valid


def playable() -> Data:
    """I1 … I5, contingencies I6 (a call not noted) and I7 (somebody was warned); I2 is not in the short form.

    I1 asks for `see` within 5 minutes (measured, detect) and `report` within 30 (too long to measure);
    choosing I1.c warns the man, so that I2 reads differently and later.
    """
    data = valid()
    first, second = data["injects"][0], data["injects"][1]
    first["expected"].insert(0, action("see", "CO", "O1", 5, clock="detect"))
    second["expected"][0] |= {"clock": "preserve", "critical": True}
    second["short"] = False
    second["variants"] = [{"when": {"flag": "warned"}, "text": "他已经知道了。", "at": "T+30h"}]
    data["objectives"][1]["fails_if_lost"] = ["DISK"]
    data["injects"].append(
        inject(
            "I7",
            "pressure",
            "T+1d",
            "SUP",
            ["CO", "IT"],
            kind="contingency",
            when={"flag": "warned"},
            expected=[],
            decision={
                "ask": "他在走廊里问起，怎么答？",
                "objectives": ["O1"],
                "options": [option("a", "good", "back"), option("b", "bad", "back")],
            },
        )
    )
    return data
