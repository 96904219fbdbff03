"""The words of the archive, and which of them look like names.

A word that Arabic inflects is an ordinary one: it is met with and without the article, with pronouns, in feminine
and plural. A name that came from another language is not inflected, and its letters follow each other otherwise
than those of Arabic words: two character models tell them apart (as in Cavnar & Trenkle 1994, with trigrams). One is
trained on the archive's inflected words, the other on GeoNames' Arabic names of places outside the Arab countries.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from khizana.arabic import fold, fold_with_offsets
from khizana.catalogue.lexicon import FUNCTION, GIVEN, LEXICON, ORDINARY

_WORD = re.compile(r"\w+")
# The most frequent preposition folds to the most frequent name but two; here they stay apart.
_ON = "على"
_SOFT = re.compile(r"[\s\"'“”«»‹›()\[\]]*")
_CLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
_ENDINGS = ("ها", "هم", "نا", "ه", "ين", "ون", "ات", "يه", "ي", "ا", "ان", "تها", "ته", "تهم", "هن", "وا", "ت")
_BEGINNINGS = ("ال", "لل", "ي", "ت", "ن", "سي", "ست", "م")


@dataclass(frozen=True)
class Token:
    """A folded word at `text[start:end]`.

    `first`: no word before it belongs to its phrase; `quoted`: a quote opens or ends before it.
    """

    word: str
    start: int
    end: int
    first: bool
    quoted: bool


def tokens(text: str) -> list[Token]:
    """The words of a text; a phrase ends at every mark but quotes and brackets."""
    folded, offsets = fold_with_offsets(text)
    found = []
    end = 0
    for match in _WORD.finditer(folded):
        gap = folded[end : match.start()]
        soft = bool(end) and _SOFT.fullmatch(gap) is not None
        quoted = any(mark in gap for mark in '"«»“”')
        start, last = offsets[match.start()], offsets[match.end() - 1] + 1
        word = _ON if text[start:last] == _ON else match[0]
        found.append(Token(word, start, last, not soft, quoted))
        end = match.end()
    return found


class Words:
    """What the texts of an archive tell about its words. `foreign` are names from other languages, to learn from."""

    def __init__(self, texts: Iterable[list[Token]], foreign: Iterable[str]) -> None:
        self.counts = Counter(token.word for text in texts for token in text)
        self.common = LEXICON | {word for word in self.counts if self._is_inflected(word)}
        self._names = _Trigrams(word for name in foreign for word in fold(name).split())
        self._words = _Trigrams(self.common)
        self.bare = cache(self._bare)
        self.strange = cache(self._strange)

    def _is_inflected(self, word: str) -> bool:
        """Is this word met in other shapes too, as names are not?"""
        stem = word.removeprefix("ال").removesuffix("ه")
        if len(stem) < 2:
            return True
        shapes = [*(start + stem for start in _BEGINNINGS), *(stem + end for end in _ENDINGS)]
        shapes += [f"ال{stem}{end}" for end in ("ه", "ات", "ين", "يه", "ي")]
        return sum(shape in self.counts for shape in {*shapes, stem} - {word}) >= 2

    def _bare(self, word: str) -> str:
        """The word without the particles on it, where what is left is a word of the archive too, and a likelier one."""
        for clitic in _CLITICS:
            rest = word.removeprefix(clitic)
            known = rest in LEXICON or (clitic == "و" and rest in GIVEN)
            if len(rest) > 2 and rest != word and (known or self.counts[rest] >= max(2, self.counts[word])):
                return self.bare(rest)
        for fused in ("لل", "ولل"):
            rest = "ال" + word.removeprefix(fused)
            if word.startswith(fused) and self.counts[rest]:
                return rest
        return word

    def _strange(self, word: str) -> float:
        """How much more the letters look like a foreign name than like a word: log odds for each letter."""
        if word in FUNCTION | ORDINARY or word == _ON or word.isdecimal() or len(word) < 2:
            return -9.0
        return (self._names.log_chance(word) - self._words.log_chance(word)) / len(word)

    def is_name(self, word: str) -> bool:
        """Can the word, without particles, be part of a person's name?"""
        if word in GIVEN:
            return True
        ordinary = word in self.common or word.startswith("ال") or self.is_made_up(word)
        return not ordinary and self.strange(word) > 0

    def is_made_up(self, word: str) -> bool:
        """Is it an ordinary word with a particle before it or a case ending after it?"""
        rests = [word.removeprefix(clitic) for clitic in ("و", "ف", "ب", "ل", "ك", "س", "ول", "وب", "لل")]
        if any(rest != word and rest in self.common for rest in rests):
            return True
        if word.endswith(("ها", "هم", "هما")) or (word.startswith(("ست", "سي")) and f"{word[1:]}" in self.counts):
            return True
        if word.startswith("و") and (word[1:] in GIVEN or self.counts[word[1:]] > 0):
            return True
        return word.endswith("ا") and (word[:-1] in self.common or self.counts[f"ال{word[:-1]}"] > 0)

    def is_singular(self, word: str) -> bool:
        """Is this a word that is only ever met with the article, like الكرملين, and often enough to tell?"""
        stem = word.removeprefix("ال")
        shapes = (stem, f"{stem}ه", f"{stem}ات", f"{stem}ا", f"{word}ه", f"{word}ات", f"{word}يه", f"{word}ين")
        if stem == word or self.counts[word] < 3 or word in FUNCTION or self.is_adjective(word):
            return False
        return not any(self.counts[shape] for shape in shapes)

    def is_adjective(self, word: str) -> bool:
        """Is a word with the article one of the adjectives, which agree in gender: الأمريكي, الأمريكية?"""
        return (word.endswith("ي") and self.counts[f"{word}ه"] > 0) or word.endswith("يه")


class _Trigrams:
    """Chances of letters after the two before them, with the estimate of Witten & Bell for what was never seen."""

    def __init__(self, words: Iterable[str]) -> None:
        self._after: dict[str, Counter[str]] = {}
        for word in words:
            for context, letter in _steps(word):
                for size in range(3):
                    self._after.setdefault(context[2 - size :], Counter())[letter] += 1

    def log_chance(self, word: str) -> float:
        return sum(math.log(self._chance(context, letter)) for context, letter in _steps(word))

    def _chance(self, context: str, letter: str) -> float:
        lower = self._chance(context[1:], letter) if context else 1 / 40
        seen = self._after.get(context)
        if not seen:
            return lower
        return (seen[letter] + len(seen) * lower) / (seen.total() + len(seen))


def _steps(word: str) -> Iterator[tuple[str, str]]:
    padded = f"^^{word}$"
    return ((padded[place - 2 : place], padded[place]) for place in range(2, len(padded)))
