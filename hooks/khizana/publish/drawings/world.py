"""Outlines of the world's land and of states, clipped to a window of degrees.

The outlines are Natural Earth's, 1:110 million, in the public domain, as packed in TopoJSON by the npm package
world-atlas 2.0.2 (ISC, LICENSE-world-atlas.txt). The file is theirs, byte for byte.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Line = Sequence[Point]
_TILE = 10.0
_FILE = Path(__file__).parent / "countries-110m.json"


@dataclass(frozen=True)
class Window:
    """A part of the world in degrees, longitude before latitude; `west` may be below -180 and `east` above 180."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Window, shift: float = 0) -> bool:
        """Have the two windows a place in common, the other moved east by `shift` degrees?"""
        return (
            other.east + shift >= self.west
            and other.west + shift <= self.east
            and other.north >= self.south
            and other.south <= self.north
        )


@dataclass(frozen=True)
class Outline:
    """A line and the smallest window it fits in."""

    line: Line
    window: Window


@dataclass(frozen=True)
class World:
    """`land` are closed rings, `borders` open lines between two states."""

    land: tuple[Outline, ...]
    borders: tuple[Outline, ...]


@cache
def topology() -> tuple[Any, Sequence[Line]]:
    """The objects of the file, land and countries, and the arcs they are made of."""
    read = json.loads(_FILE.read_bytes())
    return read["objects"], [list(_positions(arc, read["transform"])) for arc in read["arcs"]]


@cache
def world() -> World:
    """The outlines, read once."""
    objects, arcs = topology()
    rings = [ring for geometry in objects["land"]["geometries"] for ring in rings_of(geometry)]
    uses: Counter[int] = Counter()
    for geometry in objects["countries"]["geometries"]:
        uses.update({arc if arc >= 0 else ~arc for ring in rings_of(geometry) for arc in ring})
    land = tuple(outline(joined(ring, arcs)) for ring in rings)
    return World(land, tuple(outline(arcs[arc]) for arc in sorted(uses) if uses[arc] > 1))


def outline(line: Line) -> Outline:
    return Outline(line, _around(line))


def _around(line: Line) -> Window:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return Window(min(xs), min(ys), max(xs), max(ys))


def _positions(arc: Iterable[Sequence[int]], transform: Any) -> Iterator[Point]:
    """The points of an arc, which TopoJSON stores as steps in whole units (TopoJSON 1.0, 2.1.3)."""
    (scale_x, scale_y), (start_x, start_y) = transform["scale"], transform["translate"]
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x * scale_x + start_x, y * scale_y + start_y


def rings_of(geometry: Any) -> Iterator[list[int]]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        yield from polygon


def joined(ring: Iterable[int], arcs: Sequence[Line]) -> Line:
    """A ring from its arcs; the complement of a number is that arc backwards."""
    points: list[Point] = []
    for arc in ring:
        line = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points += line[1:] if points else line
    return points


def land_in(window: Window) -> Iterator[Line]:
    """The land inside a window as closed rings cut at its edges."""
    for ring in _region(_coarse(window)).land:
        if window.meets(ring.window):
            clipped = clip(ring.line, window)
            if len(clipped) > 2:
                yield clipped


def borders_in(window: Window) -> Iterator[Line]:
    """The borders that pass through a window, each to one point past its edge."""
    for border in _region(_coarse(window)).borders:
        if window.meets(border.window):
            yield from _pieces(border.line, window)


def _coarse(window: Window) -> Window:
    """A window of whole tiles around it: the places of one archive share a few of them."""
    return Window(
        window.west // _TILE * _TILE,
        window.south // _TILE * _TILE,
        -(-window.east // _TILE) * _TILE,
        -(-window.north // _TILE) * _TILE,
    )


@lru_cache(maxsize=64)
def _region(window: Window) -> World:
    """What of the world is in a window, also where that reaches over the line of 180 degrees."""
    land, borders = [], []
    for shift in (-360.0, 0.0, 360.0):
        rings = (ring for ring in world().land if window.meets(ring.window, shift))
        lines = (line for line in world().borders if window.meets(line.window, shift))
        cut = (clip([(x + shift, y) for x, y in ring.line], window) for ring in rings)
        land += [outline(ring) for ring in cut if len(ring) > 2]
        borders += [outline([(x + shift, y) for x, y in line.line]) for line in lines]
    return World(tuple(land), tuple(borders))


def _pieces(line: Line, window: Window) -> Iterator[Line]:
    piece: list[Point] = []
    for one, other in pairwise(line):
        if not _beside(one, other, window):
            piece = [*piece, other] if piece else [one, other]
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _beside(one: Point, other: Point, window: Window) -> bool:
    """Do both points lie beyond one edge of the window?"""
    return (
        (one[0] < window.west and other[0] < window.west)
        or (one[0] > window.east and other[0] > window.east)
        or (one[1] < window.south and other[1] < window.south)
        or (one[1] > window.north and other[1] > window.north)
    )


def clip(ring: Line, window: Window) -> Line:
    """A ring cut by the four edges of a window, one after the other (Sutherland and Hodgman 1974)."""
    edges: list[tuple[int, float, Callable[[float, float], bool]]] = [
        (0, window.west, float.__ge__),
        (0, window.east, float.__le__),
        (1, window.south, float.__ge__),
        (1, window.north, float.__le__),
    ]
    for axis, limit, keeps in edges:
        ring = _cut(ring, axis, limit, keeps)
        if not ring:
            break
    return ring


def _cut(ring: Line, axis: int, limit: float, keeps: Callable[[float, float], bool]) -> Line:
    cut: list[Point] = []
    for place, point in enumerate(ring):
        before = ring[place - 1]
        if keeps(point[axis], limit) != keeps(before[axis], limit):
            share = (limit - before[axis]) / (point[axis] - before[axis])
            cut.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if keeps(point[axis], limit):
            cut.append(point)
    return cut
