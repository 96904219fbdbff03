"""Text set off from the prose around it: verse in two hemistichs, quotations that fill a line, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from khizana.convert.structure.shapes import Shape

SetOff = Literal["verse", "quote", "caption"]

# Two halves of a line of verse, parted by dots, stars or a wide space; no digits, which tables of results have.
_HEMISTICHS = re.compile(
    r"(?P<first>[^\d.…*\t]{8,60}?)\s*(?:\.{2,}|…+|\*{1,3}|\t+|\s{4,})\s*(?P<second>[^\d.…*\t]{8,60})"
)
_FEWEST_WORDS, _MOST_WORDS = 2, 9
_WIDEST_RATIO = 2.0
_QUOTED = re.compile(r"(?:«[^«»]+»|“[^“”]+”|\"[^\"]+\")\s*[.]?")
_SHORTEST_QUOTE = 8  # words: less is a name or a title
_CAPTION = re.compile(r"\W?(?:في\s+)?(?:ال)?(?:صوره|تصوير|عدسه)\s*[:(].{3,160}")
_FEWEST_VERSES = 2


def find_set_off(shapes: Sequence[Shape], taken: set[int]) -> dict[int, SetOff]:
    """The lines that are set off, by place; one line alone is no verse."""
    found: dict[int, SetOff] = {}
    for run in _verses(shapes, taken):
        if len(run) >= _FEWEST_VERSES:
            found |= dict.fromkeys(run, "verse")
    for place, shape in enumerate(shapes):
        if place not in taken and place not in found and (kind := _kind(shape)):
            found[place] = kind
    return found


def _verses(shapes: Sequence[Shape], taken: set[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for place, shape in enumerate(shapes):
        if place not in taken and _is_verse(shape.line.text):
            run.append(place)
        else:
            yield run
            run = []
    yield run


def _is_verse(text: str) -> bool:
    halves = _HEMISTICHS.fullmatch(text)
    if halves is None:
        return False
    sizes = [len(half.strip()) for half in halves.groups()]
    words = [len(half.split()) for half in halves.groups()]
    return max(sizes) <= _WIDEST_RATIO * min(sizes) and all(_FEWEST_WORDS <= count <= _MOST_WORDS for count in words)


def _kind(shape: Shape) -> SetOff | None:
    if _QUOTED.fullmatch(shape.line.text) and shape.line.words >= _SHORTEST_QUOTE:
        return "quote"
    return "caption" if _CAPTION.fullmatch(shape.folded) else None
