"""Where a place is: coasts and borders around it, itself in the middle, and other places for bearings.

A place is a dot with its name, in the state around it; a state is its area.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import cos, radians

from markupsafe import Markup

from khizana.publish.drawings.states import State, area_in, area_of, middle_of, state_at, state_called
from khizana.publish.drawings.svg import box, frame, label, number, path
from khizana.publish.drawings.world import Line, Window, borders_in, land_in
from khizana.publish.words import coordinates_words

_WIDTH, _HEIGHT = 480.0, 300.0
_TALL = 22.0  # degrees of latitude
_TALL_OF_STATE = (13.0, 75.0)  # the least and the most around a state, that takes up two thirds of it
_NARROWEST = 0.25  # near the poles, where degrees of longitude shrink to nothing
_LETTER = 8.0
_LINE = 18.0
# Where else the name of a state may stand.
_DOWN, _ASIDE = (0, 12, -12, 24, -24, 36, -36), (0, 20, -20, 40, -40, 60, -60)

Room = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spot:
    """A named place; `coordinates` are (latitude, longitude) in degrees, `latin` is its name in Latin letters."""

    label: str
    coordinates: tuple[float, float]
    latin: str = ""

    @cached_property
    def state(self) -> State | None:
        """The state that it is, if it is one."""
        return state_called((self.label, self.latin), *self.coordinates)


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

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude of a place in the drawing."""
        return self.window.north - y / self.down, self.window.west + x / self.across

    def at(self, spot: Spot) -> tuple[int, int]:
        latitude, longitude = spot.coordinates
        for turn in (0.0, 360.0, -360.0):
            if self.window.west <= longitude + turn <= self.window.east:
                return self(longitude + turn, latitude)
        return self(longitude, latitude)


@dataclass(frozen=True)
class _Name:
    """A name in the drawing; `dot` is the size of the dot below it, 0 for that of an area."""

    words: str
    x: int
    y: int
    kind: str
    dot: float = 0

    @property
    def room(self) -> Room:
        half = max(6.0, len(self.words) * _LETTER / 2)
        above = _LINE + 6 if self.dot else _LINE - 4
        return (self.x - half, self.y - above, self.x + half, self.y + 6)

    @property
    def drawn(self) -> str:
        if not self.dot:
            return label(self.words, self.x, self.y, f"{self.kind}__name")
        circle = f'<circle class="{self.kind}" cx="{self.x}" cy="{self.y}" r="{number(self.dot)}"/>'
        return circle + label(self.words, self.x, self.y - self.dot - 4, f"{self.kind}__name")


def place_map(spot: Spot, near: Sequence[Spot] = ()) -> Markup:
    """The map of a place. Of `near`, nearest first, those that are inside and whose names have room are shown."""
    state = spot.state or state_at(*spot.coordinates)
    view = _view_of_state(spot.state) if spot.state else _view(spot.coordinates, _TALL)
    own = _Name(spot.label, *view.at(spot), "kz-state" if spot.state else "kz-spot", 0 if spot.state else 6)
    others = [one for one in near if one.state is None or one.state is not state]
    within = "" if spot.state or not state else _called(state, near)
    wanted = [_near(one, view) for one in others]
    around = [] if spot.state or not state else _around(state, within, view, [list(_with_room([own, *wanted])), [own]])
    names = list(_with_room([own, *around, *wanted]))
    area = "".join(_way(ring, view, "z") for ring in area_in(state, view.window)) if state else ""
    body = [
        path(box(0, 0, _WIDTH, _HEIGHT), "kz-sea"),
        path("".join(_way(ring, view, "z") for ring in land_in(view.window)), "kz-land"),
        path(area, "kz-state" if spot.state else "kz-state kz-state--around"),
        path("".join(_way(line, view) for line in borders_in(view.window)), "kz-border"),
        *(name.drawn for name in reversed(names)),
    ]
    seen = [name.words for name in names if name is not own and name not in around]
    return frame("map", _WIDTH, _HEIGHT, f"خريطة {spot.label}", _words(spot, within, seen), body)


def _words(spot: Spot, within: str, seen: Sequence[str]) -> str:
    """What the drawing shows, and the state around a place also where its name has no room."""
    where = f"، في {within}" if within else ""
    words = f"{spot.label}: {coordinates_words(spot.coordinates)}{where}."
    return f"{words} يظهر حوله: {'، '.join(seen)}." if seen else words


def _view(middle: tuple[float, float], tall: float) -> _View:
    latitude, longitude = middle
    centre = min(max(latitude, tall / 2 - 90), 90 - tall / 2)
    down = _HEIGHT / tall
    across = down * max(cos(radians(centre)), _NARROWEST)
    wide = _WIDTH / across
    window = Window(longitude - wide / 2, centre - tall / 2, longitude + wide / 2, centre + tall / 2)
    return _View(window, across, down)


def _view_of_state(state: State) -> _View:
    around = state.window
    latitude, longitude = (around.south + around.north) / 2, (around.west + around.east) / 2
    across = (around.east - around.west) * max(cos(radians(latitude)), _NARROWEST) * _HEIGHT / _WIDTH
    least, most = _TALL_OF_STATE
    return _view((latitude, longitude), min(max(1.5 * max(around.north - around.south, across), least), most))


def _called(state: State, near: Iterable[Spot]) -> str:
    """The name of a state, as the archive calls it if it does."""
    return next((one.label for one in near if one.state is state), state.name)


def _around(state: State, words: str, view: _View, others: Sequence[Sequence[_Name]]) -> list[_Name]:
    """The name of the state around a place.

    It stands in its area, wholly if it can, where there is room beside the first of these names, or else the second.
    """
    pieces = list(area_in(state, view.window))
    if not pieces:
        return []
    x, y = view(*middle_of(max(pieces, key=area_of)))
    names = [_Name(words, x + aside, y + down, "kz-near-state") for down in _DOWN for aside in _ASIDE]
    inside = [name for name in names if state.holds(*view.place(name.x, name.y))]
    inside.sort(key=lambda name: not all(state.holds(*view.place(end, name.y)) for end in name.room[::2]))
    rooms = ([name.room for name in some] for some in others)
    return list(islice((name for taken in rooms for name in inside if _is_free(name.room, taken)), 1))


def _near(spot: Spot, view: _View) -> _Name:
    x, y = view.at(spot)
    return _Name(spot.label, x, y, "kz-near-state") if spot.state else _Name(spot.label, x, y, "kz-near-spot", 3.5)


def _with_room(names: Iterable[_Name]) -> Iterator[_Name]:
    """Those whose dot and name lie inside and touch no other's, and the first in any case."""
    taken: list[Room] = []
    for name in names:
        if not taken or _is_free(name.room, taken):
            taken.append(name.room)
            yield name


def _is_free(room: Room, taken: Iterable[Room]) -> bool:
    """Is it inside the drawing, and does it touch no other?"""
    inside = room[0] >= 0 and room[2] <= _WIDTH and room[1] >= 0 and room[3] <= _HEIGHT
    return inside and not any(_meet(room, one) for one in taken)


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


def _meet(one: Room, other: Room) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
