"""One entry of the proof worked by hand: a script of `sh`, `xxd`, `sha256sum` and `openssl` alone. Pure.

The formulas are those of FORMAT.md §5 and §12; the script prints the entry's link.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

SCRIPT: Final = "verify-one-entry.sh"


def worked_example(proof: str, journal: bytes, seq: int, previous: bytes) -> dict[str, str]:
    """`seq`, `script` and `previous` of one entry; empty if the entry is withheld or not in the proof."""
    data = json.loads(proof)
    item = _item(data, journal.hex(), seq)
    if item is None or "parts" not in item:
        return {}
    header = f"{data['vault']}{journal.hex()}{seq:016x}"
    return {
        "seq": str(seq),
        "previous": previous.hex(),
        "script": "\n".join(_lines(item, header, previous.hex())) + "\n",
    }


def _item(data: Mapping[str, Any], journal: str, seq: int) -> Mapping[str, Any] | None:
    for run in data["runs"]:
        place = seq - run["first"]
        if run["journal"] == journal and 0 <= place < len(run["items"]):
            found: Mapping[str, Any] = run["items"][place]
            return found
    return None


def _lines(item: Mapping[str, Any], header: str, previous: str) -> Iterator[str]:
    parts = item["parts"]
    yield "hex() { printf '%s' \"$1\" | xxd -r -p; }"
    yield "first() { sed 's/.*= //' | cut -c1-64; }"
    yield (
        "part() { { printf 'SG1/part\\0'; hex $header; hex $1; printf '%s' \"$3\"; } "
        "| openssl dgst -sha256 -mac HMAC -macopt hexkey:$2 | first; }"
    )
    yield f"header={header}"
    yield f"prev={previous}"
    for index, part in enumerate(parts):
        yield _commitment(index, part)
    every = "".join(f"$c{index}" for index in range(len(parts)))
    yield (
        "commitment=$( { printf 'SG1/commit\\0'; hex $header; "
        f"hex {len(parts):04x}; hex {every}; }} | sha256sum | first)"
    )
    yield f"sighash=$(hex {item['sig']} | sha256sum | first)"
    yield "message=$prev$header$commitment"
    yield "{ printf 'SG1/link\\0'; hex $message; hex $sighash; } | sha256sum | first"


def _commitment(index: int, part: Mapping[str, str]) -> str:
    if "commitment" in part:
        return f"c{index}={part['commitment']}"
    text = part["text"].replace("'", "'\\''")
    return f"c{index}=$(part {index:04x} {part['salt']} '{text}')"
