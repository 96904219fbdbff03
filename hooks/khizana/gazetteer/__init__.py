"""Finding known names in Arabic text, whatever is attached to them or respelt in them.

A name is found through vowel signs, hamza spelling, quotation marks and line breaks around or inside it, the
particles Arabic writes onto the next word, and the accusative alef. Only whole words match. One Aho-Corasick
pass over the text, so the cost grows with the text and not with the number of names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from khizana.arabic import fold
from khizana.gazetteer.forms import Form, forms
from khizana.gazetteer.prepare import Prepared

__all__ = ["Found", "Gazetteer", "Name"]
_QUOTES = (('"', '"'), ("«", "»"), ("“", "”"), ("(", ")"))


@dataclass(frozen=True)
class Name:
    """A form to look for and the id it stands for. `article`: may the text add ال to it?

    `near` are words of which one must be near it, None where it needs none; a `family` name counts only after
    the full name. Both are rules for whoever reads the findings: the gazetteer finds the name in any case.
    """

    text: str
    id: str
    article: bool = True
    near: tuple[str, ...] | None = None
    family: bool = False


@dataclass(frozen=True, order=True)
class Found:
    """`text[start:end]` names `id`; particles in front are outside the span.

    `names` are all the names that have this form, that of `id` first.
    """

    start: int
    end: int
    id: str
    names: tuple[Name, ...] = field(default=(), compare=False)


class Gazetteer:
    """A set of names ready to be found. Of two records with one folded name, the first wins."""

    def __init__(self, names: Iterable[Name]) -> None:
        owners: dict[str, list[tuple[Form, Name]]] = {}
        for name in names:
            for form in forms(name.text, article=name.article):
                owners.setdefault(form.text, []).append((form, name))
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(list(owners))

    def find(self, text: str) -> list[Found]:
        """All names in the text, in order, none overlapping another; the longer of two rivals wins."""
        if not self._owners:
            return []
        prepared = Prepared(text)
        matches = sorted(self._matches(prepared), key=lambda match: (match[0] - match[1], match[0]))
        taken = bytearray(len(prepared.text))
        found = []
        for start, end, names in matches:
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(_found(text, prepared.offset(start), prepared.offset(end - 1), names))
        return sorted(found)

    def _matches(self, prepared: Prepared) -> Iterator[tuple[int, int, tuple[Name, ...]]]:
        text = prepared.text
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            alef = text[end : end + 1] == "ا"
            end += alef
            if end < len(text) and text[end] not in " |":
                continue
            prefix = text[max(text.rfind(" ", 0, start), text.rfind("|", 0, start)) + 1 : start]
            names = tuple(
                name
                for form, name in self._owners[index]
                if prefix in form.prefixes
                and (form.alef or not alef)
                and (not form.capitals or prepared.is_upper(start, end))
            )
            if names:
                yield start, end, names


def _found(text: str, start: int, last: int, names: tuple[Name, ...]) -> Found:
    """The span up to the character at `last`, with the marks on it and the closing mate of a quote inside."""
    end = last + 1
    while end < len(text) and not fold(text[end]):
        end += 1
    for opening, closing in _QUOTES:
        inside = text[start:end]
        unclosed = inside.count(opening) % 2 if opening == closing else opening in inside and closing not in inside
        if unclosed and text[end : end + 1] == closing:
            end += 1
    return Found(start, end, names[0].id, names)
