"""Whether what a user reads is Chinese: no English word but the names that are typed as they are."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(text.split())


# Names of things that have no Chinese name on a command line.
NAMES = words(
    "secretguard json yaml pdf html txt sqlite sha mermaid utf sgvb sgv openssl docs format md zh en it hr"
    " gm co rd leg prd sal evaluator kdf word docx tsa url http toml config"
)


def english_in(text: str, allowed: frozenset[str] = frozenset()) -> list[str]:
    """English words in a text, but for option names, quoted input, file names and the names above."""
    text = re.sub(r"https?://\S+|(?:/[^\s：，。]+)+|\S+\.(?:sgv|sgvb|db|txt|yaml|py|md|toml)\b", " ", text)
    text = re.sub(r"(?<![\w-])--?[a-z][a-z0-9-]*", " ", text)
    found = re.findall(r"[A-Za-z][A-Za-z']{2,}", text)
    return [word for word in found if word.lower() not in NAMES | allowed]
