"""Three-way merge of pages, line by line: what an editor changed and what a better rule changed, together.

The classic diff3 (Khanna, Kunal and Pierce, 2007): stretches that both sides left alone part the text into
chunks; a chunk that one side changed takes that side, one that both changed differently is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = Sequence[str]


@dataclass(frozen=True)
class Merge:
    """`text` is the merged page, or, where `conflicts` is not 0, a page with both versions between markers."""

    text: str
    conflicts: int


def merge(base: str, edited: str, converted: str) -> Merge:
    """The page that has both the editor's changes to `base` and the converter's."""
    lines: list[str] = []
    conflicts = 0
    for old, ours, theirs in _chunks(base.split("\n"), edited.split("\n"), converted.split("\n")):
        if ours == theirs or theirs == old:
            lines += ours
        elif ours == old:
            lines += theirs
        else:
            conflicts += 1
            lines += ["<<<<<<< edited by hand", *ours, "=======", *theirs, ">>>>>>> converted anew"]
    return Merge("\n".join(lines), conflicts)


def _chunks(base: Lines, ours: Lines, theirs: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    """The text in chunks, each as (base, ours, theirs): alternately changed somewhere and the same in all."""
    at_base = at_ours = at_theirs = 0
    for start, in_ours, in_theirs, length in _common(base, ours, theirs):
        yield base[at_base:start], ours[at_ours:in_ours], theirs[at_theirs:in_theirs]
        yield (base[start : start + length],) * 3
        at_base, at_ours, at_theirs = start + length, in_ours + length, in_theirs + length
    yield base[at_base:], ours[at_ours:], theirs[at_theirs:]


def _common(base: Lines, ours: Lines, theirs: Lines) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that stand in all three: where in each, and how many."""
    to_ours, to_theirs = _matched(base, ours), _matched(base, theirs)
    place = 0
    while place < len(base):
        length = 0
        while (
            place + length in to_ours
            and place + length in to_theirs
            and (
                length == 0
                or (to_ours[place + length], to_theirs[place + length])
                == (to_ours[place] + length, to_theirs[place] + length)
            )
        ):
            length += 1
        if length:
            yield place, to_ours[place], to_theirs[place], length
        place += max(length, 1)


def _matched(base: Lines, other: Lines) -> dict[int, int]:
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
