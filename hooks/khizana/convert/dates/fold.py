"""One spelling for many: the folded text the patterns run on, and the way back to the printed one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from khizana.arabic import TATWEEL, fold_with_offsets


class _Joiners(dict[int, str]):
    """Dashes and slashes of all kinds, and white space, one of each; asked for a character once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        self[code] = "-" if category == "Pd" else " " if category == "Zs" or char == "\t" else char
        return self[code]


_JOINERS = _Joiners(
    {ord("\N{MINUS SIGN}"): "-", ord("\N{FRACTION SLASH}"): "/", ord("\N{DIVISION SLASH}"): "/"},
)


# Apart from letters (and their vowel marks) it is no stretching but a dash: `24 ـ 6 ـ 1431`.
_LONE_TATWEEL = re.compile(rf"(?<![^\W\d_])(?<![\u064b-\u0652]){TATWEEL}(?![^\W\d_])")


@dataclass(frozen=True)
class Folded:
    """`text`, folded from `raw`; `origins[i]` is the index in `raw` that `text[i]` comes from."""

    raw: str
    text: str
    origins: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `raw` behind `text[start:end]` (not empty), with the marks on its last letter."""
        stop = self.origins[end - 1] + 1
        while stop < len(self.raw) and _is_mark(self.raw[stop]):
            stop += 1
        return self.origins[start], stop


def fold(raw: str) -> Folded:
    """Fold as `arabic.fold` does, and dashes, slashes and spaces besides."""
    text, origins = fold_with_offsets(_LONE_TATWEEL.sub("-", raw))
    return Folded(raw, text.translate(_JOINERS), origins)


def fold_name(name: str) -> str:
    """Fold a table entry; a zero-width non-joiner counts as a space, which patterns take as optional."""
    return fold(name.replace("\N{ZERO WIDTH NON-JOINER}", " ")).text


def _is_mark(char: str) -> bool:
    return char == TATWEEL or unicodedata.category(char) == "Mn"
