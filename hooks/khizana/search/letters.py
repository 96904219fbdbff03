"""The letters of the index: one table from characters to what the index keeps of them.

The table is finite and made from `khizana.arabic.fold`, so that a browser can carry it whole and no difference between
versions of Unicode can part the two.
"""

from __future__ import annotations

import unicodedata

from khizana import arabic

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


def spelt(word: str) -> str:
    """A word in the letters of the index, as a form is spelt."""
    return seated(word.translate(FOLD))


def seated(folded: str) -> str:
    """A folded run of letters with one hamza for all its seats, but for a last ئ, which is also written ىء."""
    if folded.endswith("ئ"):
        folded = folded[:-1] + "يء"
    return folded.replace("ؤ", "ء").replace("ئ", "ء").replace("آ", "ا")
