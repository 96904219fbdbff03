"""Finding known names in Arabic text, whatever is attached to them or respelt in them.

A name is found through vowel signs, hamza spelling, quotation marks around or inside it, and the particles
Arabic writes onto the next word (و ف ب ك ل, the article ال and the fusion لل). Only whole words match.
One Aho-Corasick pass over the text, so the cost grows with the text and not with the number of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from khizana.arabic import fold, fold_with_offsets

# Between the words of a name: spaces, quotation marks, brackets and hyphens; other marks end it.
_SOFT = re.compile(r"[\s\"'“”„‟‘’‚‹›«»()\[\]\-‐‑–_]+")
_HARD = re.compile(r"[^\w\s\"'“”„‟‘’‚‹›«»()\[\]\-‐‑–_]")
_QUOTES = (('"', '"'), ("«", "»"), ("“", "”"), ("(", ")"))
_CONJUNCTIONS = ("", "و", "ف")
_BARE = frozenset(a + b for a in _CONJUNCTIONS for b in ("", "ب", "ك"))
_BEFORE_NOUN = _BARE | {a + "ل" for a in _CONJUNCTIONS}
_WITH_ARTICLE = _BEFORE_NOUN | {a + "ال" for a in _BARE} | {a + "لل" for a in _CONJUNCTIONS}
_FUSED = frozenset(a + "ل" for a in _CONJUNCTIONS)
# Two or three letters with the article are another word more often than not: صور / الصور.
_SHORTEST_WITH_ARTICLE = 4


@dataclass(frozen=True)
class Name:
    """A form to look for and the id it stands for. `article`: may the text add ال to it?"""

    text: str
    id: str
    article: bool = True


@dataclass(frozen=True, order=True)
class Found:
    """`text[start:end]` names `id`; particles in front are outside the span."""

    start: int
    end: int
    id: str


@dataclass(frozen=True)
class _Pattern:
    text: str
    id: str
    prefixes: frozenset[str]


class Gazetteer:
    """A set of names ready to be found. Of two records with one folded name, the first wins."""

    def __init__(self, names: Iterable[Name]) -> None:
        patterns: dict[str, _Pattern] = {}
        for name in names:
            for pattern in _patterns(name):
                patterns.setdefault(pattern.text, pattern)
        self._patterns = list(patterns.values())
        self._automaton = AhoCorasick([pattern.text for pattern in self._patterns])

    def find(self, text: str) -> list[Found]:
        """All names in the text, in order, none overlapping another; the longer of two rivals wins."""
        if not self._patterns:
            return []
        folded, offsets = _prepare(text)
        chosen: list[tuple[int, int, str]] = []
        taken = bytearray(len(folded))
        for start, end, id in sorted(self._matches(folded), key=lambda match: (match[0] - match[1], match[0])):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                chosen.append((start, end, id))
        return [_found(text, offsets[start], offsets[end - 1], id) for start, end, id in sorted(chosen)]

    def _matches(self, folded: str) -> Iterator[tuple[int, int, str]]:
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            pattern = self._patterns[index]
            if end < len(folded) and folded[end] not in " |":
                continue
            word_start = max(folded.rfind(" ", 0, start), folded.rfind("|", 0, start)) + 1
            if folded[word_start:start] in pattern.prefixes:
                yield start, end, pattern.id


def _patterns(name: Name) -> Iterator[_Pattern]:
    text = _SOFT.sub(" ", _HARD.sub(" ", fold(name.text))).strip()
    if not text:
        return
    if text.startswith("ال"):
        yield _Pattern(text, name.id, _BARE)
        yield _Pattern(text[1:], name.id, _FUSED)
    elif name.article and len(text) >= _SHORTEST_WITH_ARTICLE:
        yield _Pattern(text, name.id, _WITH_ARTICLE)
    else:
        yield _Pattern(text, name.id, _BEFORE_NOUN)


def _prepare(text: str) -> tuple[str, list[int]]:
    """Folded text in which words are parted by one space, and sentences by `|`; offsets lead back."""
    folded, offsets = fold_with_offsets(text)
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for gap in _SOFT.finditer(folded):
        pieces += [_HARD.sub("|", folded[end : gap.start()]), " "]
        places += [*offsets[end : gap.start()], offsets[gap.start()]]
        end = gap.end()
    pieces.append(_HARD.sub("|", folded[end:]))
    return "".join(pieces), places + offsets[end:]


def _found(text: str, start: int, last: int, id: str) -> Found:
    """The span up to the character at `last`, with the marks on it and the closing mate of a quote inside."""
    end = last + 1
    while end < len(text) and not fold(text[end]):
        end += 1
    for opening, closing in _QUOTES:
        inside = text[start:end]
        unclosed = inside.count(opening) % 2 if opening == closing else opening in inside and closing not in inside
        if unclosed and text[end : end + 1] == closing:
            end += 1
    return Found(start, end, id)
