"""The forms one name takes in writing: joined and parted words, cases, acronyms, and what may stand before each.

The particles are those Arabic writes onto the next word (Ryding, A Reference Grammar of Modern Standard Arabic,
ch. 16 and 18): و ف, then ب ك ل or the future س, then the article ال, which ل fuses with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from khizana.gazetteer.prepare import normal

_CONJUNCTIONS = ("", "و", "ف")
_BARE = frozenset(a + b for a in _CONJUNCTIONS for b in ("", "ب", "ك"))
_FUTURE = frozenset(a + "س" for a in _CONJUNCTIONS)
_BEFORE_NOUN = _BARE | {a + "ل" for a in _CONJUNCTIONS}
_WITH_ARTICLE = _BEFORE_NOUN | {a + "ال" for a in _BARE} | {a + "لل" for a in _CONJUNCTIONS}
_FUSED = frozenset(a + "ل" for a in _CONJUNCTIONS)
# Two or three letters with the article are another word more often than not: صور / الصور.
_SHORTEST_WITH_ARTICLE = 4
_SHORTEST_WITH_ALEF = 3
_SHORTEST_WITH_FUTURE = 5
_NO_ALEF = frozenset("اهيوء")
# Nouns whose long vowel is their case, and the two spellings of "son of".
_CASES = {"ابو": ("ابو", "ابي", "ابا"), "ذو": ("ذو", "ذي", "ذا"), "بنو": ("بنو", "بني"), "اخو": ("اخو", "اخي", "اخا")}
_SONS = {"بن": ("بن", "ابن"), "ابن": ("ابن", "بن")}
_JOINED = re.compile(r"\b(عبد|ابو) (?=\w)")
_PARTED = re.compile(r"\bعبد(?=ال\w)")
_LATIN = re.compile(r"[A-Z]{2,6}")


@dataclass(frozen=True)
class Form:
    """One way to write a name: what may be written onto it, whether -ا may follow, whether it must be capitals."""

    text: str
    prefixes: frozenset[str]
    alef: bool = False
    capitals: bool = False


def forms(name: str, *, article: bool) -> Iterator[Form]:
    """Every form of a name. `article`: may the text add ال to it?"""
    capitals = bool(_LATIN.fullmatch(name))
    for text in dict.fromkeys(_spellings(normal(name).strip(" |"), capitals)):
        last = text.rpartition(" ")[2]
        alef = len(last) >= _SHORTEST_WITH_ALEF and last[-1] not in _NO_ALEF and not last.startswith("ال")
        if text.startswith("ال"):
            yield Form(text, _BARE, alef)
            yield Form(text[1:], _FUSED, alef)
            if text.startswith("الل"):  # three lams are never written: اللاذقية, للاذقية
                yield Form(text[2:], _FUSED, alef)
        elif text:
            added = article and len(text) >= _SHORTEST_WITH_ARTICLE
            prefixes = _WITH_ARTICLE if added else _BEFORE_NOUN
            prefixes |= _FUTURE if len(text) >= _SHORTEST_WITH_FUTURE else frozenset()
            yield Form(text, prefixes, alef, capitals)


def _spellings(text: str, capitals: bool) -> Iterator[str]:
    words = text.split(" ")
    choices = [_CASES.get(word, (word,)) if place == 0 else _inner(word) for place, word in enumerate(words)]
    for chosen in product(*choices):
        joined = " ".join(chosen)
        yield joined
        yield _JOINED.sub(r"\1", joined)
        yield _PARTED.sub("عبد ", joined)
    if "|" in text:
        yield text.replace("|", " ")
    if capitals:
        yield "|".join(text)
    if len(words) > 1 and all(len(word) == 1 for word in words):
        yield "|".join(words)


def _inner(word: str) -> tuple[str, ...]:
    return _SONS.get(word) or _CASES.get(word, (word,))
