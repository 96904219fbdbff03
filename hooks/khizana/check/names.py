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
        self._by_word: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for folded in self._by_fold:
            words = tuple(folded.split())
            for place, word in enumerate(words if len(words) > 1 else ()):
                for form in (word,) if place else _attached(word):
                    self._by_word.setdefault(form, []).append((words, place))

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
        if self._by_word.keys().isdisjoint(words):
            return
        for place, word in enumerate(words):
            for name, here in self._by_word.get(word, ()):
                first, end = place - here, place - here + len(name)
                if first >= 0 and end <= len(words) and self._is_slip(words[first:end], name, here):
                    spans = [match.span() for match in _WORD.finditer(_whole(text))]
                    if len(spans) == len(words):
                        start, last = spans[first][0], spans[end - 1][1]
                        yield Spelt(start, text[start:last], self._by_fold[" ".join(name)], slip=True)

    def _is_slip(self, words: list[str], name: tuple[str, ...], here: int) -> bool:
        """Do all words agree but one, in which a letter is wrong, missing, doubled or misplaced?

        The word at `here` agrees, with a particle on it or without.
        """
        wrong = [at for at in range(len(name)) if at != here and words[at] != name[at]]
        if len(wrong) != 1:
            return False
        word, wanted = words[wrong[0]], name[wrong[0]]
        if min(len(word), len(wanted)) < _SHORTEST or word in self._known or not word.isalpha():
            return False
        # What stands before or behind a word makes another form of it, not a slip.
        attached = word.endswith(wanted) or word.startswith(wanted) or wanted.startswith(word) or wanted.endswith(word)
        return not attached and OSA.distance(word, wanted, score_cutoff=1) == 1


def _attached(word: str) -> Iterator[str]:
    """The first word of a name, and what it is with a particle written onto it."""
    yield word
    yield from (f"{particle}{word}" for particle in "وفبلك")
    if word.startswith("ال"):
        yield f"لل{word[2:]}"


def _whole(text: str) -> str:
    """The text with tatweel for vowel signs, so that words stay whole and offsets hold."""
    return _MARK.sub(TATWEEL, text)
