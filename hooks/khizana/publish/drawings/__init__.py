"""Drawings made at build: pure functions from plain values to small, safe SVG that needs no script.

Colours come from classes, so that they follow the page by day and by night. Every drawing has a title and a
description for those who do not see it, and stands beside a text that says the same.
"""

from khizana.publish.drawings.heat import heat
from khizana.publish.drawings.network import Edge, Network, Node, network
from khizana.publish.drawings.place import Spot, place_map
from khizana.publish.drawings.timeline import timeline

__all__ = ["Edge", "Network", "Node", "Spot", "heat", "network", "place_map", "timeline"]
