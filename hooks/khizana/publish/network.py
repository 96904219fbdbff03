"""The page of who is named with whom: a drawing of the most named, and the same as a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sized
from functools import partial
from itertools import combinations
from math import sqrt

from khizana.publish.drawings import Edge, Network, Node, network
from khizana.publish.page import Body, Page
from khizana.publish.rooms import Rooms
from khizana.publish.templates import fill
from khizana.publish.urls import entity_url, relative
from khizana.publish.words import TYPE_LABELS, articles
from khizana.registry import ENTITY_TYPES

URL = "entities/network.html"
_MOST_NAMES = 28
_WAYS_EACH = 2


def network_page(rooms: Rooms) -> Page:
    """The page; the drawing takes longer than finding out whether it is still the same."""
    graph = graph_of(rooms)
    inputs = (graph.nodes, graph.edges)
    about = "أكثر الأعلام ذكرًا في الأرشيف ومن يُذكر مع من"
    return Page(URL, "شبكة الأعلام", about, inputs, partial(_body, graph))


def _body(graph: Network) -> Body:
    labels = {node.id: node.label for node in graph.nodes}
    closest = graph.edges[:3]
    words = "؛ ".join(f"{labels[edge.one]} و{labels[edge.other]}: {articles(edge.count)}" for edge in closest)
    drawing = network(graph, "الأعلام الأكثر ذكرًا ومن يُذكر مع من", f"أكثرها اجتماعًا: {words}." if words else "")
    values = {
        "drawing": drawing,
        "lists": _lists(graph),
        "kinds": [(type, TYPE_LABELS[type]) for type in ENTITY_TYPES if any(node.kind == type for node in graph.nodes)],
        "index": relative("entities/index.html", URL),
    }
    return Body(fill("network.html", **values))


def graph_of(rooms: Rooms) -> Network:
    """The names most articles bear, each joined to those it shares most articles with."""
    entities, named = rooms.catalogue.registry.entities, rooms.named
    chosen = sorted(named, key=lambda id: (-len(named[id]), rooms.order[id]))[:_MOST_NAMES]
    among = set(chosen)
    counts: Counter[tuple[str, str]] = Counter()
    for record in rooms.catalogue.records:
        present = sorted([one.entity for one in record.named if one.entity in among])
        counts.update(combinations(present, 2))
    edges = [Edge(one, other, counts[one, other]) for one, other in _closest(counts, named)]
    nodes = [
        Node(id, entities[id].label, entities[id].type, len(named[id]), relative(entity_url(id), URL)) for id in chosen
    ]
    return Network(nodes, edges)


def _closest(counts: Counter[tuple[str, str]], named: Mapping[str, Sized]) -> list[tuple[str, str]]:
    """The few closest of each name, by the share of their articles that two have in common (cosine).

    Counts alone would join all to the few that are named everywhere.
    """

    def near(pair: tuple[str, str]) -> tuple[float, tuple[str, str]]:
        one, other = pair
        return -counts[pair] / sqrt(len(named[one]) * len(named[other])), pair

    ways: dict[str, list[tuple[str, str]]] = {}
    for pair in sorted(counts, key=near):
        for id in pair:
            ways.setdefault(id, []).append(pair)
    kept = {pair for pairs in ways.values() for pair in pairs[:_WAYS_EACH]}
    return sorted(kept, key=lambda pair: (-counts[pair], pair))


def _lists(graph: Network) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    """What the drawing shows, in words: each name, and those it is joined to."""
    nodes = {node.id: node for node in graph.nodes}
    found = []
    for node in graph.nodes:
        edges = [edge for edge in graph.edges if node.id in (edge.one, edge.other)]
        ends = [(nodes[edge.other if edge.one == node.id else edge.one], edge.count) for edge in edges]
        joined = [(other.label, other.href, articles(count)) for other, count in ends]
        found.append((node.label, node.href, articles(node.count), joined))
    return found
