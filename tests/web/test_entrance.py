"""The door: what a wrong code costs."""

from __future__ import annotations

from secretguard.web.entrance import MAX_TOKENS, Entrance


def entrance(pauses: list[None]) -> Entrance:
    return Entrance(lambda _code: None, lambda: pauses.append(None), lambda _below: 42)


def test_the_code_has_six_digits_whatever_was_drawn() -> None:
    assert entrance([]).code == "000042"


def test_every_wrong_code_keeps_the_next_one_waiting_and_the_right_one_does_not() -> None:
    pauses: list[None] = []
    door = entrance(pauses)
    assert [door.enter(code) is None for code in ("1", "2", "000042")] == [True, True, False]
    assert len(pauses) == 2


def test_tokens_are_never_the_same_and_the_oldest_is_forgotten_first() -> None:
    door = entrance([])
    tokens = [door.enter("000042") for _reader in range(MAX_TOKENS + 1)]
    assert len(set(tokens)) == MAX_TOKENS + 1
    assert [door.knows(str(token)) for token in (tokens[0], tokens[1], tokens[-1], "")] == [
        False, True, True, False,
    ]  # fmt: skip
