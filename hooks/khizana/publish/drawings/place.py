"""Where a place is: coasts and borders around it, itself in the middle, and other places for bearings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from markupsafe import Markup

from khizana.publish.drawings.svg import box, frame, label, number, path
from khizana.publish.drawings.world import Line, Window, borders_in, land_in
from khizana.publish.words import coordinates_words

_WIDTH, _HEIGHT = 480.0, 300.0
_TALL = 22.0  # degrees of latitude
_NARROWEST = 0.25  # near the poles, where degrees of longitude shrink to nothing
_LETTER = 8.0
_LINE = 18.0


@dataclass(frozen=True)
class Spot:
    """A named place; `coordinates` are (latitude, longitude) in degrees."""

    label: str
    coordinates: tuple[float, float]


@dataclass(frozen=True)
class _View:
    """Degrees to units of the drawing: a flat map, true to shape at its middle."""

    window: Window
    across: float
    down: float

    def __call__(self, longitude: float, latitude: float) -> tuple[int, int]:
        return (
            round((longitude - self.window.west) * self.across),
            round((self.window.north - latitude) * self.down),
        )


def place_map(spot: Spot, near: Sequence[Spot] = ()) -> Markup:
    """The map of a place. Of `near`, nearest first, those that are inside and whose names have room are shown."""
    view = _view(spot.coordinates)
    seen = _with_room(spot, near, view)
    words = f"{spot.label}: {coordinates_words(spot.coordinates)}."
    if seen:
        words += f" يظهر حوله: {'، '.join(other.label for other in seen)}."
    body = [
        path(box(0, 0, _WIDTH, _HEIGHT), "kz-sea"),
        path("".join(_way(ring, view, "z") for ring in land_in(view.window)), "kz-land"),
        path("".join(_way(line, view) for line in borders_in(view.window)), "kz-border"),
        *(_dot(other, view, "kz-near-spot", 3.5) for other in seen),
        _dot(spot, view, "kz-spot", 6),
    ]
    return frame("map", _WIDTH, _HEIGHT, f"خريطة {spot.label}", words, body)


def _view(middle: tuple[float, float]) -> _View:
    latitude, longitude = middle
    centre = min(max(latitude, _TALL / 2 - 90), 90 - _TALL / 2)
    down = _HEIGHT / _TALL
    across = down * max(cos(radians(centre)), _NARROWEST)
    wide = _WIDTH / across
    window = Window(longitude - wide / 2, centre - _TALL / 2, longitude + wide / 2, centre + _TALL / 2)
    return _View(window, across, down)


def _way(line: Line, view: _View, end: str = "") -> str:
    """A line as a piece of a path, in whole units and steps; points that fall together are one."""
    points = [view(*point) for point in line]
    x, y = points[0]
    steps = []
    for new_x, new_y in points[1:]:
        if (new_x, new_y) != (x, y):
            steps.append(f"{new_x - x} {new_y - y}")
            x, y = new_x, new_y
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}{end}" if steps else ""


def _dot(spot: Spot, view: _View, class_: str, size: float) -> str:
    x, y = _at(spot, view)
    return f'<circle class="{class_}" cx="{x}" cy="{y}" r="{number(size)}"/>' + label(
        spot.label, x, y - size - 4, f"{class_}__name"
    )


def _at(spot: Spot, view: _View) -> tuple[int, int]:
    latitude, longitude = spot.coordinates
    for turn in (0.0, 360.0, -360.0):
        if view.window.west <= longitude + turn <= view.window.east:
            return view(longitude + turn, latitude)
    return view(longitude, latitude)


def _with_room(spot: Spot, near: Iterable[Spot], view: _View) -> list[Spot]:
    """Those whose dot and name lie inside and touch no other's."""
    taken = [_room(spot, view)]
    kept = []
    for other in near:
        room = _room(other, view)
        inside = room[0] >= 0 and room[2] <= _WIDTH and room[1] >= 0 and room[3] <= _HEIGHT
        if inside and not any(_meet(room, one) for one in taken):
            taken.append(room)
            kept.append(other)
    return kept


Room = tuple[float, float, float, float]


def _room(spot: Spot, view: _View) -> Room:
    x, y = _at(spot, view)
    half = max(6.0, len(spot.label) * _LETTER / 2)
    return x - half, y - _LINE - 6, x + half, y + 6


def _meet(one: Room, other: Room) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
