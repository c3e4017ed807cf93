from __future__ import annotations

import pytest

from secretguard.errors import UsageError
from secretguard.vault import kdf
from secretguard.vault.errors import KdfOutOfBounds, NotEnoughMemory
from secretguard.vault.kdf import DEFAULT, FLOOR, KdfParameters, calibrate, derive_from_passphrase


@pytest.mark.parametrize(
    "parameters",
    [
        KdfParameters(64 * 1024 - 1, 3, 4),
        KdfParameters(4 * 1024 * 1024 + 1, 3, 4),
        KdfParameters(2**40, 3, 4),
        KdfParameters(0, 0, 0),
        KdfParameters(64 * 1024, 2, 4),
        KdfParameters(64 * 1024, 65, 4),
        KdfParameters(64 * 1024, 3, 0),
        KdfParameters(64 * 1024, 3, 17),
    ],
    ids=str,
)
def test_an_effort_out_of_bounds_is_refused_before_anything_is_allocated(
    parameters: KdfParameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "Argon2id", None)
    with pytest.raises(KdfOutOfBounds):
        derive_from_passphrase("口令", bytes(16), parameters)


def test_a_machine_without_the_memory_is_told_how_much_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(kdf, "Argon2id", refuse)
    with pytest.raises(NotEnoughMemory) as caught:
        derive_from_passphrase("口令", bytes(16), DEFAULT)
    assert "256" in caught.value.message


def test_a_passphrase_with_half_a_character_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        derive_from_passphrase("\ud800", bytes(16), FLOOR)


@pytest.mark.parametrize("speed", [0.001, 0.01, 0.05, 0.075, 0.09, 0.125, 0.2, 0.3, 0.4])
def test_calibration_ends_between_a_third_and_half_a_second_where_the_bounds_allow(speed: float) -> None:
    """`speed`: seconds for the floor; effort grows with memory and passes."""
    chosen = calibrate(lambda parameters: speed)
    chosen.refuse_out_of_bounds()
    seconds = speed * (chosen.memory_kib / FLOOR.memory_kib) * (chosen.iterations / FLOOR.iterations)
    if chosen.iterations < 64:
        assert 0.3 <= seconds <= 0.5


def test_a_slow_machine_never_falls_below_the_floor() -> None:
    assert calibrate(lambda parameters: 5.0) == FLOOR


def test_a_busy_moment_does_not_weaken_the_lock() -> None:
    answers = iter([3.0, 0.1])
    assert calibrate(lambda parameters: next(answers)) == DEFAULT


def test_a_machine_of_middling_speed_keeps_the_default() -> None:
    assert calibrate(lambda parameters: 0.1) == DEFAULT


def test_a_rewrap_takes_the_larger_of_both_in_every_respect() -> None:
    stored, here = KdfParameters(300_000, 3, 8), KdfParameters(262_144, 5, 4)
    assert stored.at_least(here) == here.at_least(stored) == KdfParameters(300_000, 5, 8)
