from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.vault.errors import MistypedRecoveryCode
from secretguard.vault.recovery import (
    GROUPS,
    format_recovery_code,
    is_group_right,
    new_recovery_secret,
    parse_recovery_code,
)

_secrets = st.binary(min_size=20, max_size=20)
_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(_secrets)
def test_a_code_typed_back_in_any_case_and_spacing_gives_the_secret(secret: bytes) -> None:
    code = format_recovery_code(secret)
    assert [len(group) for group in code.split("-")] == [5] * GROUPS
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", ""), f"  {code}\n"):
        assert parse_recovery_code(typed) == secret


@given(_secrets)
def test_look_alike_letters_count_as_the_digits_they_look_like(secret: bytes) -> None:
    code = format_recovery_code(secret)
    assert parse_recovery_code(code.replace("0", "O").replace("1", "I")) == secret
    assert parse_recovery_code(code.replace("0", "o").replace("1", "l")) == secret


@given(_secrets, st.integers(0, GROUPS - 1), st.integers(0, 3), st.sampled_from(_SYMBOLS))
def test_one_wrong_symbol_is_found_in_its_own_group(
    secret: bytes, group: int, place: int, symbol: str
) -> None:
    groups = format_recovery_code(secret).split("-")
    changed = groups[group][:place] + symbol + groups[group][place + 1 :]
    if changed == groups[group]:
        assert is_group_right(group, changed)
        return
    assert not is_group_right(group, changed)
    with pytest.raises(MistypedRecoveryCode) as caught:
        parse_recovery_code("-".join([*groups[:group], changed, *groups[group + 1 :]]))
    assert caught.value.facts["group"] == group + 1


@given(_secrets)
def test_each_group_is_checked_while_it_is_typed(secret: bytes) -> None:
    for place, group in enumerate(format_recovery_code(secret).split("-")):
        assert is_group_right(place, group.lower())
        assert not is_group_right(place, group[:4])


@pytest.mark.parametrize("typed", ["", "ABCDE", "中文" * 20, "U" * 40, "-" * 40, "0" * 41])
def test_nonsense_is_refused_with_a_remedy(typed: str) -> None:
    with pytest.raises(MistypedRecoveryCode) as caught:
        parse_recovery_code(typed)
    assert caught.value.remedy


def test_two_secrets_differ() -> None:
    assert new_recovery_secret() != new_recovery_secret()
