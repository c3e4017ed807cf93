"""Numbers of headings, tables, figures and annexes, and what a reference to each of them says."""

from __future__ import annotations

from secretguard.documents.tree.document import Numbering
from secretguard.i18n import _

_DIGITS = "零一二三四五六七八九十"
_DEEPEST = 6


def chinese_number(number: int) -> str:
    """1–99 in Chinese numerals (十一, 二十); larger numbers in digits."""
    if number > 99:
        return str(number)
    if number <= 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


class Numberer:
    """Counts through one document. `references` maps an id to the words that stand for it."""

    def __init__(self, manner: Numbering) -> None:
        self._manner = manner
        self._headings = [0] * _DEEPEST
        self._tables = self._figures = self._annexes = 0
        self.references: dict[str, str] = {}

    def heading(self, level: int, identifier: str, *, numbered: bool) -> tuple[str, str]:
        """The heading's id (made up where empty) and the number that stands before it."""
        number = self._next_heading(level) if numbered and self._manner != "none" else ""
        identifier = identifier or f"h{len(self.references) + 1}"
        self.references[identifier] = number.rstrip("、　. ")
        return identifier, number

    def table(self, identifier: str) -> str:
        """The next table's number."""
        self._tables += 1
        return self._named(identifier, _("表 {number}", number=self._tables))

    def figure(self, identifier: str) -> str:
        """The next figure's number."""
        self._figures += 1
        return self._named(identifier, _("图 {number}", number=self._figures))

    def annex(self) -> tuple[str, str]:
        """The next annex's id and number."""
        self._annexes += 1
        identifier = f"annex{self._annexes}"
        return identifier, self._named(identifier, _("附件 {number}", number=self._annexes))

    def _named(self, identifier: str, number: str) -> str:
        if identifier:
            self.references[identifier] = number
        return number

    def _next_heading(self, level: int) -> str:
        counts = self._headings
        counts[level - 1] += 1
        counts[level:] = [0] * (_DEEPEST - level)
        if self._manner == "dec":
            return ".".join(str(count) for count in counts[:level]) + "　"
        forms = (
            f"{chinese_number(counts[0])}、",
            f"（{chinese_number(counts[1])}）",
            f"{counts[2]}．",
            f"（{counts[3]}）",
        )
        return forms[level - 1] if level <= len(forms) else ""
