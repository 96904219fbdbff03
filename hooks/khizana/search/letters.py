"""The letters of the index: one table from characters to what the index keeps of them.

The table is finite and made from `khizana.arabic.fold`, so that a browser can carry it whole and no difference between
versions of Unicode can part the two.
"""

from __future__ import annotations

import codecs
import unicodedata

from khizana import arabic
from khizana.search.coding import TABLE

BLANK = " "
_RANGES = (
    (0x00, 0x590),
    (0x590, 0x800),
    (0x8A0, 0x900),
    (0x1E00, 0x2190),
    (0xFB00, 0xFE00),
    (0xFE70, 0xFEFF),
    (0xFF00, 0xFFF0),
)
_OWN = {
    "ؤ": "ؤ", "ئ": "ئ", "ة": "ة", "آ": "آ", "ۀ": "ة", "ہ": "ه", "ۃ": "ة", "پ": "ب", "ڤ": "ف", "چ": "ج", "گ": "ك",
    "ژ": "ز",
    "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن", "ے": "ي", "ڭ": "ك", "ٮ": "ب", "ٯ": "ق", "ۆ": "و", "ۇ": "و", "ۋ": "و",
}  # fmt: skip


def _kept(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    folded = "".join(_OWN.get(letter) or arabic.fold(letter) for letter in plain)
    return "".join(letter if letter.isalnum() else BLANK for letter in folded)


class _Letters(dict[int, str]):
    """Characters outside the table are letters of no word: a blank."""

    def __missing__(self, code: int) -> str:
        return BLANK


FOLD = _Letters({code: _kept(chr(code)) for start, end in _RANGES for code in range(start, end)})

# The same for texts whose letters are one byte each (`coding.letters`), as nearly all are: several times as fast.
_SINGLE = "".join(char if len(FOLD[ord(char)]) < 2 and FOLD[ord(char)] in TABLE else "\ufffe" for char in TABLE)
_TO_BYTES = codecs.charmap_build(_SINGLE)
_FOLDED = bytes(max(0, TABLE.find(FOLD[ord(char)])) for char in _SINGLE)
_DROPPED = bytes(byte for byte, char in enumerate(_SINGLE) if not FOLD[ord(char)])


def fold(text: str) -> str:
    """The text in the letters of the index; everything that belongs to no word is a blank."""
    try:
        letters, _ = codecs.charmap_encode(text, "strict", _TO_BYTES)
    except UnicodeEncodeError:
        return text.translate(FOLD)
    return codecs.charmap_decode(letters.translate(_FOLDED, _DROPPED), "strict", TABLE)[0]


def spelt(word: str) -> str:
    """A word in the letters of the index, as a form is spelt."""
    return seated(fold(word))


def seated(folded: str) -> str:
    """A folded run of letters with one hamza for all its seats, but for a last ئ, which is also written ىء."""
    if folded.endswith("ئ"):
        folded = folded[:-1] + "يء"
    return folded.replace("ؤ", "ء").replace("ئ", "ء").replace("آ", "ا")
