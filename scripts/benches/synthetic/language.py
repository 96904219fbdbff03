"""A made-up Arabic: words from roots and patterns with clitics, drawn by Zipf's law; nothing is taken from a text.

The words are shaped like Arabic ones (three consonants in a pattern, the article, conjunctions, pronouns), so that
folding, stemming, tokenising and compressing cost what they cost on real text. They mean nothing.
"""

from __future__ import annotations

import random
import sys
from array import array
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate


def listed(text: str) -> tuple[str, ...]:
    """The words of a list written as one text."""
    return tuple(text.split())


# `1`, `2` and `3` stand for the consonants of the root.
NOUNS = listed("""
    123 12ا3 12و3 12ي3 1ا23 م12و3 م123 م123ة 123ة 12ا3ة ت12ي3 م1ا23ة ان12ا3 ا1ت2ا3 است12ا3 أ12ا3 1وا23 م1ا2ي3
    12ا2ي3 123ان 1ا23ة 12و3ة م12ا3 123ي 123ية م1ت23 مست123 ت1ا23 12ا3ي ت12ي3ي
""")
VERBS = listed("ي123 ت123 ي1ت23 ت1ت23 يست123 ين123 ي12ي3 ت12ي3 1ا23ت است123 ا1ت23 أ123 ت1ا23ت ن123")
_BEFORE_NOUN = ("", "ال", "وال", "و", "ب", "بال", "ل", "لل", "ك")
_NOUN_WEIGHTS = (44, 31, 5, 6, 4, 3, 3, 3, 1)
_AFTER_NOUN = ("", "ه", "ها", "هم", "ات", "ين", "نا")
_BEFORE_VERB = ("", "و", "ف", "س", "وس")
_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
_COMMON = "بتجحدرسشعفقكلمنهو"
# The words of grammar, which head every list of Arabic frequencies.
GRAMMAR = listed("""
    في من على إلى أن التي الذي عن ما مع هذا هذه لا كان بعد كل بين قد ذلك لم كما إن أو حتى ثم لكن منذ عند غير قبل
    خلال أي تلك كانت الذين حول نحو هو هي وهو دون ولم وقد فيها منها لها له به إذا حين بل لن ليس
""")
_SLOTS = 1 << 19
_RANKS = 400_000
_FLATTEN = 2.7  # Mandelbrot's correction of Zipf's law at the head
_GRAMMAR_SHARE = 0.17


@lru_cache(maxsize=1)
def lexicon() -> tuple[str, ...]:
    """Words as often as they are to be drawn: any element is drawn with the same probability.

    Zipf–Mandelbrot over 400,000 forms; the rarest of them share what is left of the slots.
    """
    rng = random.Random("lexicon")
    grammar = round(_SLOTS * _GRAMMAR_SHARE)
    slots = _spread(list(GRAMMAR), grammar)
    forms = _forms(rng)
    slots += _spread(forms, _SLOTS - grammar)
    rng.shuffle(slots)
    return tuple(slots)


def _spread(forms: Sequence[str] | Iterator[str], slots: int) -> list[str]:
    """Each form in as many slots as its rank earns, the last ones at intervals."""
    count = len(forms) if isinstance(forms, Sequence) else _RANKS
    weights = list(accumulate(1 / (rank + _FLATTEN) for rank in range(1, count + 1)))
    step = weights[-1] / slots
    spread: list[str] = []
    for place, form in enumerate(forms):
        due = int(weights[place] / step) if place < count - 1 else slots
        spread += [form] * (due - len(spread))
        if len(spread) == slots:
            break
    return spread


def roots(rng: random.Random) -> list[str]:
    """Triconsonantal roots; neighbours differ, as they do in the language."""
    made: dict[str, None] = {}
    while len(made) < 2_400:
        first, second, third = rng.choice(_COMMON), rng.choice(_LETTERS), rng.choice(_COMMON)
        if first != second and not {first, second} & set("اوي") and third != first:
            made[first + second + third] = None
    return list(made)


def fill(pattern: str, root: str) -> str:
    """A root in a pattern: `م12و3` of `كتب` is `مكتوب`."""
    return pattern.replace("1", root[0]).replace("2", root[1]).replace("3", root[2])


def _forms(rng: random.Random) -> Iterator[str]:
    """Words by falling rank. The commoner the word, the commoner its root and pattern."""
    all_roots = roots(rng)
    for rank in range(_RANKS):
        reach = min(len(all_roots), 60 + rank)
        root = sys.intern(all_roots[int(reach * rng.random())])
        if rng.random() < 0.76:
            before = rng.choices(_BEFORE_NOUN, _NOUN_WEIGHTS)[0]
            after = rng.choice(_AFTER_NOUN) if rng.random() < 0.3 and "ال" not in before else ""
            noun = fill(NOUNS[int(len(NOUNS) * rng.random() ** 1.7)], root)
            yield before + (noun[:-1] + "ت" if after and noun[-1] == "ة" else noun) + after
        else:
            after = rng.choice(("", "ه", "ها", "هم")) if rng.random() < 0.25 else ""
            yield rng.choice(_BEFORE_VERB) + fill(VERBS[int(len(VERBS) * rng.random() ** 1.4)], root) + after


def words(rng: random.Random, count: int) -> list[str]:
    """So many words, drawn by their frequency."""
    slots = lexicon()
    picks = array("I", rng.randbytes(4 * count))
    return [slots[pick & (_SLOTS - 1)] for pick in picks]


class Zipf:
    """Whole numbers below `count`, the small ones often: the weight of n is 1 / (n + 1 + `flatten`)."""

    def __init__(self, count: int, flatten: float = 2.0) -> None:
        self._weights = list(accumulate(1 / (rank + 1 + flatten) for rank in range(count)))

    def draw(self, rng: random.Random) -> int:
        return bisect(self._weights, rng.random() * self._weights[-1])
