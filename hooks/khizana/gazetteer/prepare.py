"""Text as the gazetteer compares it: folded, words parted by one space, sentences by `|`."""

from __future__ import annotations

import re
from functools import cached_property

from khizana.arabic import fold

# Between the words of a name: spaces, quotation marks, brackets and hyphens; other marks end it.
_SOFT = frozenset(" \t\n\r\v\f\x85\xa0\u2028\u2029\"'“”„‟‘’‚‹›«»()[]-‐‑–_")
_GAPS = re.compile(r"[ |]{2,}")


class _Table(dict[int, str]):
    """What becomes of one character, computed when first met (`str.translate` asks through __missing__)."""

    def __missing__(self, code: int) -> str:
        piece = "".join(_piece(char) for char in fold(chr(code))) if chr(code) not in _SOFT else " "
        self[code] = piece
        return piece


def _piece(char: str) -> str:
    if char in _SOFT or char.isspace():
        return " "
    return char if char.isalnum() else "|"


_TABLE = _Table()


def normal(text: str) -> str:
    """The text as it is compared."""
    return _GAPS.sub(_one_gap, text.translate(_TABLE))


def _one_gap(gap: re.Match[str]) -> str:
    return "|" if "|" in gap[0] else " "


class Prepared:
    """A text ready for comparison; `offsets` lead from its characters back into the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = normal(original)

    @cached_property
    def offsets(self) -> list[int]:
        """For each character of `text` the place in the original it came from."""
        kept: list[int] = []
        places, end = self._places(), 0
        for gap in _GAPS.finditer(self.original.translate(_TABLE)):
            kept += places[end : gap.start() + 1]
            end = gap.end()
        return kept + places[end:]

    def _places(self) -> list[int]:
        """The place of each character before gaps are joined; only marks become none or several."""
        odd = {char for char in set(self.original) if len(_TABLE[ord(char)]) != 1}
        places: list[int] = []
        start = 0
        for mark in re.finditer(f"[{re.escape(''.join(sorted(odd)))}]", self.original) if odd else ():
            places += [*range(start, mark.start()), *([mark.start()] * len(_TABLE[ord(mark[0])]))]
            start = mark.end()
        return [*places, *range(start, len(self.original))]

    def is_upper(self, start: int, end: int) -> bool:
        """Are the letters of this span capitals in the original?"""
        return self.original[self.offsets[start] : self.offsets[end - 1] + 1].isupper()
