"""Who and what is named together: names as circles, those that share articles joined and drawn near each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt

from markupsafe import Markup

from khizana.publish.drawings.svg import frame, label, number

_WIDTH, _HEIGHT = 900.0, 640.0
_MARGIN_X, _MARGIN_Y = 70.0, 44.0
_STEPS = 160
_LETTER = 8.5
_TALL = 56.0
_PUSHES = 120
_COLUMNS = 7
_WEIGHTS = 4


@dataclass(frozen=True)
class Node:
    """A name and how many articles bear it; `kind` is a word for its class, `href` the way to its page."""

    id: str
    label: str
    kind: str
    count: int
    href: str


@dataclass(frozen=True)
class Edge:
    """Two ids and how many articles name both."""

    one: str
    other: str
    count: int


@dataclass(frozen=True)
class Network:
    nodes: Sequence[Node]
    edges: Sequence[Edge]


def network(graph: Network, title: str, words: str) -> Markup:
    """The drawing of a network of at most a few dozen names. The same network is drawn the same way anywhere."""
    if len(graph.nodes) < 2:
        return Markup()
    places = _apart(graph, _fitted(_laid_out(graph)))
    most = max((edge.count for edge in graph.edges), default=1)
    largest = max(node.count for node in graph.nodes)
    lines = [_line(edge, places, most) for edge in sorted(graph.edges, key=lambda edge: edge.count)]
    circles = [_circle(node, places[node.id], largest) for node in graph.nodes]
    return frame("network", _WIDTH, _HEIGHT, title, words, [*lines, *circles], "group")


def _laid_out(graph: Network) -> dict[str, list[float]]:
    """Places by attraction and repulsion (Fruchterman and Reingold 1991), from a fixed start and without chance."""
    places = {
        node.id: [place % _COLUMNS + 0.13 * (place // _COLUMNS % 2), place // _COLUMNS + 0.07 * (place % 3)]
        for place, node in enumerate(graph.nodes)
    }
    ideal = _COLUMNS / sqrt(len(places))
    most = max((edge.count for edge in graph.edges), default=1)
    for step in range(_STEPS):
        moves = {id: [0.0, 0.0] for id in places}
        _repel(places, moves, ideal)
        for edge in graph.edges:
            _attract(edge, places, moves, ideal, 0.4 + edge.count / most)
        _move(places, moves, ideal * (1 - step / _STEPS) / 4)
    return places


def _repel(places: Mapping[str, Sequence[float]], moves: Mapping[str, list[float]], ideal: float) -> None:
    ids = list(places)
    for number_, one in enumerate(ids):
        x, y = places[one]
        move = moves[one]
        for other in ids[number_ + 1 :]:
            dx, dy = x - places[other][0], y - places[other][1]
            force = ideal * ideal / max(dx * dx + dy * dy, 0.01)
            move[0] += dx * force
            move[1] += dy * force
            moves[other][0] -= dx * force
            moves[other][1] -= dy * force


def _attract(
    edge: Edge,
    places: Mapping[str, Sequence[float]],
    moves: Mapping[str, list[float]],
    ideal: float,
    weight: float,
) -> None:
    dx, dy = (places[edge.other][axis] - places[edge.one][axis] for axis in (0, 1))
    force = weight * sqrt(dx * dx + dy * dy) / ideal
    for axis, way in enumerate((dx, dy)):
        moves[edge.one][axis] += way * force
        moves[edge.other][axis] -= way * force


def _move(places: Mapping[str, list[float]], moves: Mapping[str, Sequence[float]], longest: float) -> None:
    """Each goes where it is drawn to, a little less at every step, and all a little to the middle."""
    for id, place in places.items():
        dx, dy = moves[id]
        length = max(sqrt(dx * dx + dy * dy), 1e-9)
        share = min(length, longest) / length
        place[0] += dx * share - 0.012 * (place[0] - _COLUMNS / 2)
        place[1] += dy * share - 0.012 * (place[1] - _COLUMNS / 2)


def _fitted(places: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    """Places spread over the frame by rank and by distance alike, so that a few far ones do not crowd the rest."""
    fitted: dict[str, list[float]] = {id: [] for id in places}
    for axis, (margin, length) in enumerate(((_MARGIN_X, _WIDTH), (_MARGIN_Y, _HEIGHT))):
        ordered = sorted(places, key=lambda id: (places[id][axis], id))
        low, high = places[ordered[0]][axis], places[ordered[-1]][axis]
        for rank, id in enumerate(ordered):
            far = (places[id][axis] - low) / max(high - low, 1e-9)
            share = (far + rank / max(len(ordered) - 1, 1)) / 2
            fitted[id].append(margin + share * (length - 2 * margin))
    return fitted


def _apart(graph: Network, places: dict[str, list[float]]) -> dict[str, list[float]]:
    """Push names that cover each other apart, for as long as that helps."""
    half = {node.id: max(24.0, len(node.label) * _LETTER / 2 + 6) for node in graph.nodes}
    ids = list(places)
    for _ in range(_PUSHES):
        moved = False
        for number_, one in enumerate(ids):
            for other in ids[number_ + 1 :]:
                moved = _push(places[one], places[other], half[one] + half[other]) or moved
        for id, place in places.items():
            place[0] = min(max(place[0], half[id]), _WIDTH - half[id])
            place[1] = min(max(place[1], _MARGIN_Y), _HEIGHT - _MARGIN_Y)
        if not moved:
            break
    return places


def _push(one: list[float], other: list[float], wide: float) -> bool:
    """Part two names that cover each other, along the axis on which less is needed."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    across, down = wide - abs(dx), _TALL - abs(dy)
    if across <= 0 or down <= 0:
        return False
    axis, push = (0, across) if across < down else (1, down)
    sign = 1 if (dx, dy)[axis] >= 0 else -1
    one[axis] -= sign * push / 2
    other[axis] += sign * push / 2
    return True


def _line(edge: Edge, places: Mapping[str, Sequence[float]], most: int) -> str:
    (x1, y1), (x2, y2) = places[edge.one], places[edge.other]
    weight = -(-edge.count * _WEIGHTS // most)
    return (
        f'<line class="kz-edge kz-edge-{weight}" x1="{number(x1)}" y1="{number(y1)}" '
        f'x2="{number(x2)}" y2="{number(y2)}"/>'
    )


def _circle(node: Node, place: Sequence[float], largest: int) -> str:
    x, y = place
    size = 6 + 12 * sqrt(node.count / max(largest, 1))
    return (
        f'<a href="{escape(node.href)}" class="kz-node kz-node--{node.kind}">'
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(size)}"/>'
        f"{label(node.label, x, y + size + 15)}</a>"
    )
