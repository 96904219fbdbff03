"""Text as the gazetteer compares it: folded, words parted by one space, sentences by `|`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter

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
    return _joined(text.translate(_TABLE))


def _joined(parted: str) -> str:
    """Of each gap between words one character."""
    return _GAPS.sub(_one_gap, parted)


def _one_gap(gap: re.Match[str]) -> str:
    return "|" if "|" in gap[0] else " "


Turn = tuple[int, int]


class Prepared:
    """A text ready for comparison; `offset` leads from its characters back into the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        self._parted = original.translate(_TABLE)  # gaps are not yet joined
        self.text = _joined(self._parted)

    def offset(self, place: int) -> int:
        """The place in the original that a character of `text` came from."""
        return _follow(self._marks, _follow(self._gaps, place))

    @cached_property
    def _gaps(self) -> list[Turn]:
        """Where `text` falls out of step with itself before gaps were joined: a place in the one, and in the other."""
        turns, joined = [(0, 0)], 0
        for gap in _GAPS.finditer(self._parted):
            joined += gap.end() - gap.start() - 1
            turns.append((gap.end() - joined, gap.end()))
        return turns

    @cached_property
    def _marks(self) -> list[Turn]:
        """Where that falls out of step with the original: only marks become none or several."""
        odd = {char for char in set(self.original) if len(_TABLE[ord(char)]) != 1}
        turns, place, start = [(0, 0)], 0, 0
        for mark in re.finditer(f"[{re.escape(''.join(sorted(odd)))}]", self.original) if odd else ():
            place += mark.start() - start
            start = mark.end()
            several = len(_TABLE[ord(mark[0])])
            turns += [(place + more, mark.start()) for more in range(several)]
            place += several
            turns.append((place, start))
        return turns

    def is_upper(self, start: int, end: int) -> bool:
        """Are the letters of this span capitals in the original?"""
        return self.original[self.offset(start) : self.offset(end - 1) + 1].isupper()


def _follow(turns: Sequence[Turn], place: int) -> int:
    before, after = turns[bisect_right(turns, place, key=itemgetter(0)) - 1]
    return after + place - before
