"""One spelling for many: the folded text the patterns run on, and the way back to the printed one."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

TATWEEL = "\N{ARABIC TATWEEL}"
# Apart from letters (and their vowel marks) it is no stretching but a dash: `24 ـ 6 ـ 1431`.
_LONE_TATWEEL = re.compile(rf"(?<![^\W\d_])(?<![\u064b-\u0652]){TATWEEL}(?![^\W\d_])")
# The compatibility tags in UnicodeData.txt of joined Arabic letters (not of superscripts and the like).
_PRESENTATION_FORMS = ("<isolated>", "<initial>", "<medial>", "<final>")

# Letters that pages exchange freely: seats of hamza, final ya and ta marbuta, and the Persian, Urdu and
# Kurdish code points of kaf, ya and ha that keyboards leave in Arabic words.
_EXCHANGED = {
    "ا": "أإآٱ",
    "ي": "ىیې",
    "ك": "ک",
    "ه": "ةھہۀە",
    "-": "\N{MINUS SIGN}",
    "/": "\N{FRACTION SLASH}",
}
_TO_ONE = {ord(other): one for one, others in _EXCHANGED.items() for other in others}


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
    """Fold digits, letters, spaces, dashes and case; drop vowel marks, tatweel and format characters."""
    chars = _LONE_TATWEEL.sub("-", raw)
    if all(len(_fold_char(char)) == 1 for char in set(chars)):
        return Folded(raw, "".join(map(_fold_char, chars)), range(len(raw)))
    pairs = [(out, i) for i, char in enumerate(chars) for out in _fold_char(char)]
    return Folded(raw, "".join(out for out, _ in pairs), [i for _, i in pairs])


def fold_name(name: str) -> str:
    """Fold a table entry; a zero-width non-joiner counts as a space, which patterns take as optional."""
    return fold(name.replace("\N{ZERO WIDTH NON-JOINER}", " ")).text


def _is_mark(char: str) -> bool:
    return char == TATWEEL or unicodedata.category(char) == "Mn"


@cache
def _fold_char(char: str) -> str:
    """What stands for `char` in folded text: mostly one character, none for marks, two for a lam-alef."""
    category = unicodedata.category(char)
    if category == "Cf" or _is_mark(char):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Zs" or char == "\t":
        return " "
    if category == "Pd":
        return "-"
    if unicodedata.decomposition(char).startswith(_PRESENTATION_FORMS):
        return "".join(map(_fold_char, unicodedata.normalize("NFKC", char)))
    return char.lower().translate(_TO_ONE)
