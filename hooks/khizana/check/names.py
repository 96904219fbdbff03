"""Names of the registry as texts spell them: respelt, or with a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from khizana.arabic import TATWEEL, fold, strip_marks
from khizana.gazetteer import Gazetteer, Name
from khizana.registry import Registry

_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670]")
# A word of a name in which one letter may be wrong; shorter ones are too often another word: صالح, صلاح.
_SHORTEST = 5


@dataclass(frozen=True)
class Spelt:
    """A name as it stands at a place of a text, and as its record has it. `slip`: is it a slip, not a spelling?"""

    start: int
    written: str
    name: str
    slip: bool


# A name by its folded words, and which of them is meant.
_Place = tuple[tuple[str, ...], int]


class Names:
    """The accepted names of a registry that are no ordinary words."""

    def __init__(self, registry: Registry) -> None:
        names = [
            (name, one.id, one.type != "person")
            for one in registry.entities.values()
            if one.status == "accepted" and not one.merged_into
            for name in one.names
            if name not in one.ambiguous and len(fold(name)) >= _SHORTEST and not name.isascii()
        ]
        self._written = {strip_marks(name) for name, _, _ in names}
        self._by_fold: dict[str, str] = {}
        for name, _, _ in names:
            self._by_fold.setdefault(fold(name), name)
        self._gazetteer = Gazetteer(Name(name, id, article=article) for name, id, article in names)
        self._known = {word for folded in self._by_fold for word in folded.split()}
        self._slipped: dict[tuple[str, int, str], list[_Place]] = {}
        for folded in self._by_fold:
            words = tuple(folded.split())
            for place in range(len(words)) if len(words) > 1 else ():
                # Beside each word that may be wrong stands one that is right: the one before it, else the one behind.
                step = -1 if place else 1
                for shorter in _shorter(words[place]) if len(words[place]) >= _SHORTEST else ():
                    self._slipped.setdefault((words[place + step], step, shorter), []).append((words, place))
        self._beside = {word for word, _, _ in self._slipped}

    def spelt(self, text: str) -> Iterator[Spelt]:
        """The names of a text that are not written as any record has them, in no order."""
        known = self._gazetteer.find(text)
        for found in known:
            written = " ".join(text[found.start : found.end].split())
            name = self._by_fold.get(fold(written))
            if name and strip_marks(written) not in self._written and written.lower() != name.lower():
                yield Spelt(found.start, written, name, slip=False)
        # Of what is a known name as it stands, nothing is a slip.
        taken = [(found.start, found.end) for found in known]
        for slip in self._slips(text):
            end = slip.start + len(slip.written)
            if all(end <= first or last <= slip.start for first, last in taken):
                yield slip

    def _slips(self, text: str) -> Iterator[Spelt]:
        words = _WORD.findall(fold(text))
        for place, right, wrong in self._beside_known(words):
            for shorter in _shorter(words[wrong]):
                for name, at in self._slipped.get((right, place - wrong, shorter), ()):
                    first = wrong - at
                    if first >= 0 and self._is_slip(words[first : first + len(name)], name, at):
                        yield from self._placed(text, len(words), first, name)
                        break

    def _beside_known(self, words: list[str]) -> Iterator[tuple[int, str, int]]:
        """Places of words that names have, the word without a particle, and the place of an unknown word beside it."""
        for place, word in enumerate(words):
            for right in _bare(word):
                if right in self._beside:
                    for wrong in (place + 1, place - 1):
                        if 0 <= wrong < len(words) and self._may_be_slip(words[wrong]):
                            yield place, right, wrong

    def _may_be_slip(self, word: str) -> bool:
        return len(word) >= _SHORTEST and word not in self._known and word.isalpha()

    def _placed(self, text: str, count: int, first: int, name: tuple[str, ...]) -> Iterator[Spelt]:
        spans = [match.span() for match in _WORD.finditer(_whole(text))]
        if len(spans) == count:
            start, end = spans[first][0], spans[first + len(name) - 1][1]
            yield Spelt(start, text[start:end], self._by_fold[" ".join(name)], slip=True)

    def _is_slip(self, words: list[str], name: tuple[str, ...], at: int) -> bool:
        """Do all words agree but the one at that place, in which a letter is wrong, missing, doubled or misplaced?"""
        right = len(words) == len(name) and all(
            word == wanted or place == at or (place == 0 and wanted in _bare(word))
            for place, (word, wanted) in enumerate(zip(words, name, strict=True))
        )
        if not right:
            return False
        word, wanted = words[at], name[at]
        # What stands before or behind a word makes another form of it, not a slip.
        attached = word.endswith(wanted) or word.startswith(wanted) or wanted.startswith(word) or wanted.endswith(word)
        return not attached and OSA.distance(word, wanted, score_cutoff=1) == 1


def _shorter(word: str) -> set[str]:
    """The word, and without each of its letters: words a slip apart have one of these in common."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _bare(word: str) -> tuple[str, ...]:
    """A word, and what it is without the particle it may begin with."""
    if word.startswith("لل"):
        return (word, f"ال{word[2:]}")
    return (word, word[1:]) if word[:1] in "وفبلك" else (word,)


def _whole(text: str) -> str:
    """The text with tatweel for vowel signs, so that words stay whole and offsets hold."""
    return _MARK.sub(TATWEEL, text)
