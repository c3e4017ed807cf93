"""Vectors of single values: canonical JSON, ids, unlock rows, recovery codes, wraps."""

from __future__ import annotations

from pathlib import Path

from tests.vectors import independent as sg
from tests.vectors.example import ALICE, BOB, FOUNDING_NONCE, JOURNAL, KEYS, VAULT

Case = dict[str, object]
Vectors = dict[str, object]

FLOOR = (65536, 3, 4)
SALT, NONCE = bytes(range(16)), bytes(range(12))
RECOVERY_SECRET = bytes(range(20))
WRAP = Path(__file__).parent / "wrap.hex"


def canonical() -> Vectors:
    values: list[object] = [
        None,
        True,
        0,
        -1,
        2**53 - 1,
        1 - 2**53,
        "",
        [],
        {},
        "密点 ©\u2028 \u007f 😀 /",
        '"\\\b\f\n\r\t\u0000\u001f',
        "e\u0301 與 \uf92c (not normalised)",
        {"b": [1, {"z": None, "a": False}], "a": "甲", "A": "乙", "": 0},
    ]
    good: list[Case] = [{"value": value, "bytes": sg.canonical(value).hex()} for value in values]
    bad = {
        "white space": b'{"a": 1}',
        "keys out of order": b'{"b":1,"a":2}',
        "duplicate key": b'{"a":1,"a":1}',
        "float": b"1.5",
        "whole float": b"1.0",
        "exponent": b"1e3",
        "minus zero": b"-0",
        "leading zero": b"01",
        "2^53": b"9007199254740992",
        "-2^53": b"-9007199254740992",
        "not a number": b"NaN",
        "infinity": b"Infinity",
        "needless escape": b'"\\u0061"',
        "escaped solidus": b'"\\/"',
        "upper-case escape": b'"\\u001F"',
        "raw control": b'"\x01"',
        "lone surrogate, escaped": b'"\\ud800"',
        "lone surrogate, in bytes": b'"\xed\xa0\x80"',
        "not UTF-8": b'"\xff"',
        "byte order mark": b"\xef\xbb\xbf1",
        "key not ASCII": '{"密":1}'.encode(),
        "nested too deep": b"[" * 33 + b"]" * 33,
        "nested beyond any stack": b"[" * 5000,
        "trailing bytes": b"1 ",
        "two values": b"1 2",
        "nothing": b"",
    }
    return {"good": good, "bad": [{"why": why, "bytes": data.hex()} for why, data in bad.items()]}


def ids() -> Vectors:
    members = [
        {
            "secret": member.secret.hex(),
            "sign_pk": member.sign_public.hex(),
            "hpke_pk": member.hpke_public.hex(),
            "hpke_hash": sg.digest(member.hpke_public).hex(),
            "member_id": member.id.hex(),
        }
        for member in (ALICE, BOB)
    ]
    vault = {"founder": ALICE.id.hex(), "nonce": FOUNDING_NONCE.hex(), "vault_id": VAULT.hex()}
    values: list[Case] = []
    for journal, epoch in ((VAULT, 1), (JOURNAL, 1), (JOURNAL, 2), (JOURNAL, 2**32 - 1)):
        value = sg.check_value(KEYS[journal], VAULT, journal, epoch)
        place = {"vault": VAULT.hex(), "journal": journal.hex(), "epoch": epoch}
        values.append({"key": KEYS[journal].hex(), **place, "kcv": value.hex()})
    refused = {
        "y = 0": bytes(32),
        "y = 1": b"\x01" + bytes(31),
        "y = 1, sign bit set": b"\x01" + bytes(30) + b"\x80",
        "y = p - 1": (2**255 - 20).to_bytes(32, "little"),
        "y = p": (2**255 - 19).to_bytes(32, "little"),
        "y = p + 1": (2**255 - 18).to_bytes(32, "little"),
        "order 8": bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        "order 8, sign bit set": bytes.fromhex(
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"
        ),
        "order 8, the other": bytes.fromhex(
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
        ),
        "31 bytes": bytes(31),
    }
    bad = [{"why": why, "sign_pk": key.hex()} for why, key in refused.items()]
    return {"members": members, "vault": vault, "kcv": values, "bad": bad}


def _unlock_case(passphrase: str) -> Case:
    key = sg.passphrase_key(passphrase, FLOOR, SALT)
    data = sg.unlock_data(VAULT, ALICE.id, 1, FLOOR, SALT)
    sealed = sg.lock_secret(key, NONCE, ALICE.secret, data)
    row = {"member": ALICE.id.hex(), "way": 1, "m": FLOOR[0], "t": FLOOR[1], "p": FLOOR[2]}
    return {"vault": VAULT.hex(), **row, "salt": SALT.hex(), "sealed": sealed.hex()}


def unlock() -> Vectors:
    row = _unlock_case("密码ＡＢ")
    sealed = bytes.fromhex(str(row["sealed"]))
    key = sg.recovery_key(RECOVERY_SECRET, VAULT, ALICE.id)
    data = sg.unlock_data(VAULT, ALICE.id, 2, (0, 0, 0), bytes(16))
    second = {**row, "way": 2, "m": 0, "t": 0, "p": 0, "salt": bytes(16).hex()}
    second["sealed"] = sg.lock_secret(key, NONCE, ALICE.secret, data).hex()
    foreign = sg.lock_secret(
        sg.passphrase_key("密码AB", FLOOR, SALT),
        NONCE,
        BOB.secret,
        sg.unlock_data(VAULT, ALICE.id, 1, FLOOR, SALT),
    )
    changes: dict[str, Case] = {
        "another passphrase": {"passphrase": "密码Ab"},
        "another vault": {"vault": bytes(16).hex()},
        "another member's row": {"member": BOB.id.hex()},
        "tag changed": {"sealed": (sealed[:-1] + bytes([sealed[-1] ^ 1])).hex()},
        "suite 02": {"sealed": (b"\x02" + sealed[1:]).hex()},
        "cut short": {"sealed": sealed[:-1].hex()},
        "another salt": {"salt": bytes(16).hex()},
        "the secret of another member": {"sealed": foreign.hex()},
    }
    bounds: dict[str, Case] = {
        "too little memory": {"m": 65535},
        "too much memory": {"m": 4 * 2**20 + 1},
        "memory of a petabyte": {"m": 2**32 - 1},
        "too few passes": {"t": 2},
        "too many passes": {"t": 65},
        "no lane": {"p": 0},
        "too many lanes": {"p": 17},
    }
    typed = {"passphrase": "密码AB"}
    return {
        "good": [
            {**row, "passphrase": "密码ＡＢ", "secret": ALICE.secret.hex()},
            {**row, "passphrase": "密码AB", "secret": ALICE.secret.hex()},
            {**second, "recovery": RECOVERY_SECRET.hex(), "secret": ALICE.secret.hex()},
        ],
        "bad": [{"why": why, **row, **typed, **change} for why, change in changes.items()],
        "out_of_bounds": [{"why": why, **row, **typed, **change} for why, change in bounds.items()],
    }


def recovery() -> Vectors:
    secrets = [bytes(20), b"\xff" * 20, RECOVERY_SECRET, sg.digest(b"recovery")[:20]]
    good = [{"secret": secret.hex(), "code": sg.recovery_code(secret)} for secret in secrets]
    code = sg.recovery_code(RECOVERY_SECRET)
    spoken = {
        "lower case": code.lower(),
        "O for 0": code.replace("0", "O"),
        "l for 1": code.replace("1", "l"),
        "I for 1": code.replace("1", "I"),
        "no hyphens": code.replace("-", ""),
        "spaces": code.replace("-", " "),
    }
    groups = code.split("-")
    swapped = [groups[1], groups[0], *groups[2:]]
    third = [*groups[:2], groups[2][1] + groups[2][0] + groups[2][2:], *groups[3:]]
    if groups[2][0] == groups[2][1]:
        third[2] = groups[2][0] + groups[2][2] + groups[2][1] + groups[2][3:]
    bad: list[Case] = [
        {"why": "two groups exchanged", "typed": "-".join(swapped), "group": 1},
        {"why": "two neighbours exchanged", "typed": "-".join(third), "group": 3},
        {"why": "one symbol changed", "typed": code[:-2] + "7" + code[-1], "group": 8},
        {"why": "wrong check symbol", "typed": code[:-1] + "0", "group": 8},
        {"why": "U is no data symbol", "typed": "U" + code[1:], "group": 1},
        {"why": "a group is missing", "typed": "-".join(groups[:7]), "group": None},
        {"why": "nothing", "typed": "", "group": None},
    ]
    return {
        "good": good,
        "typed": [
            {"why": why, "typed": text, "secret": RECOVERY_SECRET.hex()} for why, text in spoken.items()
        ],
        "bad": bad,
    }


def wrap() -> Vectors:
    """HPKE draws at random, so this one wrap was made once and is kept in `wrap.hex`."""
    sealed = bytes.fromhex("".join(WRAP.read_text("ascii").split()))
    key = sg.unwrap(BOB, sg.wrap_info(VAULT, JOURNAL, 1, BOB.id), sealed)
    case: Case = {
        "secret": BOB.secret.hex(),
        "vault": VAULT.hex(),
        "journal": JOURNAL.hex(),
        "epoch": 1,
        "sealed": sealed.hex(),
    }
    moves: dict[str, Case] = {
        "another member": {"secret": ALICE.secret.hex()},
        "another vault": {"vault": bytes(16).hex()},
        "another journal": {"journal": VAULT.hex()},
        "another epoch": {"epoch": 2},
        "ML-KEM ciphertext changed": {"sealed": (bytes([sealed[0] ^ 1]) + sealed[1:]).hex()},
        "X25519 key changed": {"sealed": (sealed[:1088] + bytes([sealed[1088] ^ 1]) + sealed[1089:]).hex()},
        "tag changed": {"sealed": (sealed[:-1] + bytes([sealed[-1] ^ 1])).hex()},
        "cut short": {"sealed": sealed[:-1].hex()},
        "nothing": {"sealed": ""},
    }
    bad = [{"why": why, **case, **move} for why, move in moves.items()]
    return {"good": [{**case, "key": key.hex()}], "bad": bad}
