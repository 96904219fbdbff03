"""How large an index is cut: how many pieces of each kind, and which piece and number an article has.

Everything follows from the number of articles, on a ladder whose steps are half as wide as the archive: within a step
nothing moves when an article comes or goes, and a step up costs one clean build.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple
from zlib import crc32

MOST_TEXTS, MOST_TERMS = 1_270, 480
_STEP = 32
# Articles in a piece of text, when there is room for all. Ten results need ten of these pieces, so they are small: half
# as many would be packed a twentieth better.
_TOGETHER = 11
FACETS, WORDS = 8, 16


class Shape(NamedTuple):
    """Pieces of text, of terms, of heavy terms and of places; the numbers a piece of text has; when a term is heavy or
    huge.

    A huge term says so little that it is fetched only if a query has no rarer one; these share an eighth of the packs.
    """

    texts: int
    slots: int
    terms: int
    packs: int
    spots: int
    heavy: int
    huge: int
    facets: int
    words: int


def shape_for(count: int) -> Shape:
    """The shape of an index of `count` articles."""
    capacity = _STEP
    while capacity < count:
        capacity = capacity * 3 // 2
    texts = min(MOST_TEXTS, ceil(capacity / _TOGETHER))
    terms = max(1, min(MOST_TERMS, ceil(0.121 * capacity**0.8)))
    slots = 16
    while slots < 2.5 * capacity / texts:
        slots *= 2
    return Shape(
        texts,
        slots,
        terms,
        max(2, terms * 4 // 15),
        max(1, terms * 3 // 20),
        max(64, capacity // 20),
        max(128, capacity // 5),
        min(FACETS, texts),
        min(WORDS, terms),
    )


def piece_of(id: str, shape: Shape) -> int:
    """The piece of text an article stands in."""
    return crc32(id.encode()) % shape.texts


def numbered(ids: Iterable[str], piece: int, shape: Shape) -> dict[str, int] | None:
    """The numbers of all articles of one piece; None if they do not fit.

    Each wants the place its id's checksum names, and takes the next free one; whoever wants less goes first. So the
    numbers depend on the set of ids alone, and a new id moves only those it pushes on.
    """
    wanted = sorted((crc32(id.encode()) // shape.texts % (shape.slots * 3 // 4), id) for id in ids)
    numbers: dict[str, int] = {}
    free = 0
    for place, id in wanted:
        free = max(free, place)
        numbers[id] = piece * shape.slots + free
        free += 1
    return numbers if free <= shape.slots else None


def is_facet(form: str) -> bool:
    """Whether a form stands for a tag, an entity or an outlet: these are in an article, but in no place of it."""
    return form.startswith("\x02")


def pack_of(form: str, count: int, shape: Shape) -> int:
    """The pack of a heavy or huge form or of a facet; -1 for others.

    The last eighth of `packs` is for huge forms; facets, which only filters ask for, have packs of their own behind.
    """
    chosen = crc32(form.encode("utf-8", "surrogatepass"))
    if is_facet(form):
        return shape.packs + chosen % shape.facets
    if count < shape.heavy:
        return -1
    few = -(-shape.packs // 8)
    return shape.packs - few + chosen % few if count >= shape.huge else chosen % (shape.packs - few)
