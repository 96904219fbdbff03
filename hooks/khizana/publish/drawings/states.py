"""The states of the world: their areas, and their names in Arabic.

Areas are those of the outlines in `world`, names those of the Unicode CLDR by the ISO 3166-1 number of each. Areas
without a number have no name and are none of the states here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from babel import Locale
from babel.core import get_global

from khizana.arabic import fold
from khizana.publish.drawings.world import Line, Outline, Window, clip, joined, outline, rings_of, topology


@dataclass(frozen=True)
class State:
    """`names` are folded, in Arabic and English; `rings` are closed, the largest area first."""

    name: str
    names: frozenset[str]
    rings: tuple[Outline, ...]

    @property
    def window(self) -> Window:
        """What its largest area fits in."""
        return self.rings[0].window

    def holds(self, latitude: float, longitude: float) -> bool:
        """Is a point in its area: does a ray to the east cross the rings an odd number of times? Holes are rings."""
        longitude = (longitude + 180) % 360 - 180
        here = Window(longitude, latitude, longitude, latitude)
        crossed = 0
        for ring in (ring.line for ring in self.rings if here.meets(ring.window)):
            for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
                if (y1 > latitude) != (y2 > latitude) and longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1):
                    crossed += 1
        return crossed % 2 == 1


@cache
def states() -> tuple[State, ...]:
    """All states, read once."""
    objects, arcs = topology()
    codes, arabic, english = get_global("territory_aliases"), Locale("ar").territories, Locale("en").territories
    found = []
    for geometry in objects["countries"]["geometries"]:
        for code in codes.get(geometry.get("id", ""), ())[:1]:
            names = (arabic[code], english[code], geometry["properties"]["name"])
            rings = sorted((outline(joined(ring, arcs)) for ring in rings_of(geometry)), key=_size, reverse=True)
            found.append(State(arabic[code], frozenset(map(fold, names)), tuple(rings)))
    return tuple(found)


def state_at(latitude: float, longitude: float) -> State | None:
    """The state in whose area a point lies; on the sea and on small islands none."""
    return next((one for one in states() if one.holds(latitude, longitude)), None)


def state_called(names: Iterable[str], latitude: float, longitude: float) -> State | None:
    """The state that bears one of these names, if the point lies about where it is."""
    wanted = {fold(name) for name in names if name}
    here = Window(longitude, latitude, longitude, latitude)
    return next(
        (one for one in states() if wanted & one.names and any(here.meets(ring.window) for ring in one.rings)), None
    )


def area_in(state: State, window: Window) -> Iterator[Line]:
    """The area of a state inside a window, as closed rings cut at its edges."""
    for shift in (-360.0, 0.0, 360.0):
        for ring in state.rings:
            if window.meets(ring.window, shift):
                cut = clip([(x + shift, y) for x, y in ring.line], window)
                if len(cut) > 2:
                    yield cut


def middle_of(ring: Line) -> tuple[float, float]:
    """The centre of gravity of an area, longitude first."""
    doubled = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        cross = x1 * y2 - x2 * y1
        doubled += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return (x / doubled / 3, y / doubled / 3) if doubled else (ring[0][0], ring[0][1])


def area_of(ring: Line) -> float:
    """The size of an area in square degrees."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]))) / 2


def _size(ring: Outline) -> float:
    return area_of(ring.line)
