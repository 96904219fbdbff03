"""Arabic text as data: folding, anchors, order and counting. Pure functions from text to text.

Folding follows the Unicode character database (NFKC for presentation forms) and the usual practice of
Arabic retrieval: vowel signs and tatweel out, hamza seats, ta marbuta and alef maqsura unified.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from slugify import slugify

TATWEEL = "\u0640"
_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640]")
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ؤ": "و", "ئ": "ي", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه",
    "ک": "ك", "ڪ": "ك",
}  # fmt: skip
_ARABIC = Locale.parse("ar")
_ARTICLE = re.compile(r"^ال(?=\w{2})")


_BREAKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f]")


def one_line(text: str) -> str:
    """The text on one line: breaks become spaces, control characters, which nobody sees, vanish."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", text)).strip()


_CLOSERS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
_OPENERS = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068]")


def balanced(text: str) -> str:
    """The text with every bidi embedding, override and isolate closed (UAX #9), so that it turns nothing else round."""
    if not _OPENERS.search(text):
        return text
    open_: list[str] = []
    for char in text:
        if char in _CLOSERS:
            open_.append(_CLOSERS[char])
        elif open_ and char == open_[-1]:
            open_.pop()
    return text + "".join(reversed(open_))


def strip_marks(text: str) -> str:
    """The text without vowel signs, Quranic marks and tatweel; letters stay as they are."""
    return _MARKS.sub("", text)


class _FoldTable(dict[int, str]):
    """Folding of one character, computed when first met (`str.translate` asks through __missing__)."""

    def __missing__(self, code: int) -> str:
        folded = "".join(_fold_character(char) for char in unicodedata.normalize("NFKC", chr(code)).lower())
        self[code] = folded
        return folded


def _fold_character(char: str) -> str:
    if _MARKS.match(char) or unicodedata.category(char) in ("Cf", "Mn"):
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return _LETTERS.get(char, char)


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """The text with everything unified that writers of Arabic vary freely.

    Idempotent. Words stay words: no affix is touched. Digits of all families become ASCII,
    Latin becomes lower case, invisible format characters vanish.
    """
    return text.translate(_FOLD)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the offset in `text` it came from."""
    pieces = [_FOLD[ord(char)] for char in text]
    offsets = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), offsets


def slug(text: str) -> str:
    """An anchor in Arabic letters: `ارتباك في "داعش":` becomes `ارتباك-في-داعش`; may be empty.

    Marks go first: slugify cuts words at vowel signs unless `algorithm="modern"`, and never drops tatweel.
    """
    return slugify(strip_marks(text), allow_unicode=True, algorithm="modern")


@lru_cache(maxsize=50_000)
def sort_key(text: str) -> tuple[str, str]:
    """Arabic alphabetical order: the article ال, marks and hamza seats do not count; ties by the text."""
    return _bare(text), text


def initial(text: str) -> str:
    """The letter under which an alphabetical index files the text (`القاهرة` under ق), upper case."""
    return _bare(text)[:1].upper()


def _bare(text: str) -> str:
    words = re.sub(r"[^\w\s]", "", fold(text)).strip()
    return _ARTICLE.sub("", words)


@dataclass(frozen=True)
class Noun:
    """The shapes a counted noun takes in Arabic; `one` and `two` stand without a number."""

    zero: str
    one: str
    two: str
    few: str
    many: str
    other: str


ARTICLES = Noun("لا مقالات", "مقال واحد", "مقالان", "مقالات", "مقالًا", "مقال")
OTHER_PLACES = Noun("لا مواضع أخرى", "موضع آخر", "موضعان آخران", "مواضع أخرى", "موضعًا آخر", "موضع آخر")


@lru_cache(maxsize=4096)
def counted(number: int, noun: Noun) -> str:
    """A number with its noun in the form CLDR's plural rules for Arabic ask: `3 مقالات`, `11 مقالًا`.

    Kept, because a build asks it for every name in every list.
    """
    form: str = getattr(noun, _ARABIC.plural_form(number))
    return form if number in (0, 1, 2) else f"{number:,} {form}"
