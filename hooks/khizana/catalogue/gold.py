"""Text with marked names: `token TAG` a line, tags O, B-X, I-X; an empty line ends an article.

Tokens are set apart by a space, also marks; particles stay on their words, as ANERcorp (Benajiba 2007) has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from khizana.registry import EntityType

# MISC holds events, works and whatever else bears a name.
TYPES: dict[str, EntityType] = {
    "PERS": "person",
    "PER": "person",
    "LOC": "place",
    "ORG": "organisation",
    "MISC": "event",
}


@dataclass(frozen=True)
class Gold:
    """A marked name: `text[start:end]`, particles on its first word included."""

    start: int
    end: int
    type: EntityType


@dataclass(frozen=True)
class Passage:
    """A running text and the names marked in it."""

    text: str
    names: tuple[Gold, ...]

    def words(self, name: Gold) -> str:
        """The name as it is written."""
        return self.text[name.start : name.end]


def read_conll(path: Path) -> list[Passage]:
    """The articles of a file; one without empty lines is a single article."""
    blocks = path.read_text("utf-8").split("\n\n")
    return [_passage(rows) for rows in (list(_rows(block)) for block in blocks) if rows]


def _rows(block: str) -> Iterator[tuple[str, str]]:
    for line in block.split("\n"):
        columns = line.split()
        if len(columns) > 1:
            yield columns[0], columns[-1]


def _passage(rows: Sequence[tuple[str, str]]) -> Passage:
    names: list[Gold] = []
    place, last = 0, "O"
    for token, tag in rows:
        end = place + len(token)
        kind = TYPES.get(tag[2:])
        if kind and tag[0] == "I" and last[2:] == tag[2:]:
            names[-1] = Gold(names[-1].start, end, names[-1].type)
        elif kind:
            names.append(Gold(place, end, kind))
        place, last = end + 1, tag
    return Passage(" ".join(token for token, _ in rows), tuple(names))
