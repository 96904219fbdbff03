"""Lists: several lines in a row under the same bullet, or under numbers that go up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from khizana.convert.structure.shapes import Shape

_BULLETS = frozenset("-–•·*●▪■○►") | {"—"}


def find_items(shapes: Sequence[Shape], taken: set[int]) -> dict[int, int]:
    """The items by place, with the length of the mark to take off; a number stays, it is part of the text.

    A single dash is just how a line begins.
    """
    found: dict[int, int] = {}
    for run in _runs(shapes, taken):
        if len(run) > 1:
            found |= {place: shapes[place].skip if shapes[place].mark != "1" else 0 for place in run}
    return found


def _runs(shapes: Sequence[Shape], taken: set[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for place, shape in enumerate(shapes):
        fits = place not in taken and (shape.mark in _BULLETS or shape.mark == "1")
        if run and not (fits and _goes_on(shapes[run[-1]], shape)):
            yield run
            run = []
        if fits:
            run.append(place)
    yield run


def _goes_on(above: Shape, shape: Shape) -> bool:
    return above.mark == shape.mark and (shape.mark != "1" or above.number < shape.number)


def in_order(numbers: Sequence[int]) -> bool:
    """Does every number exceed the one before it?"""
    return all(above < below for above, below in pairwise(numbers))
