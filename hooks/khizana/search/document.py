"""One article as the index takes it: its words, their weights and places, and the text that snippets are cut from.

What an article gives depends on nothing but the article, so `analyse` can be cached for as long as it does not change.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from zlib import crc32

import msgspec

from khizana.search.analyser import forms, key
from khizana.search.coding import gaps, letters, numbers

GROUPS = 16
FIELD = "\x1f"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DATED = re.compile(r"articles/(?P<year>\d{4})/(?P<month>\d\d)/(?P<id>(?P<day>(?P=year)-(?P=month)-\d\d)[^/]*)\.html")

# BM25F: the weight of a field, how far its length counts, and the length that counts as usual. All constants, so that
# an article's numbers do not change with its neighbours.
_FIELDS = ((6.0, 0.7, 10), (2.0, 0.5, 20), (1.5, 0.5, 20), (1.0, 0.85, 200))
TITLE, HEADINGS, NAMES, BODY = range(4)
STEP = 1.2
LEVELS = 32
LOWEST = 0.12
_MOST_PLACES = 120


class Document(msgspec.Struct, frozen=True):
    """An article to be found. `date` is ISO or empty; `names` are the shown names of `entities`."""

    id: str
    url: str
    title: str
    date: str
    outlet: str
    tags: tuple[str, ...]
    entities: tuple[str, ...]
    names: tuple[str, ...]
    headings: tuple[tuple[str, str], ...]
    paragraphs: tuple[tuple[str, str], ...]


class Labels(msgspec.Struct, frozen=True):
    """What tags, entities and outlets are called, by id."""

    tags: Mapping[str, str]
    entities: Mapping[str, str]
    outlets: Mapping[str, str]


class Analysed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the index keeps of an article. `groups` holds packed postings, by the group of their key."""

    id: str
    date: str
    outlet: str
    tags: tuple[str, ...]
    entities: tuple[str, ...]
    title: str
    url: str
    text: bytes
    groups: tuple[bytes, ...]


class Postings(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The forms of one group, one under another: a level, how many places, and the places as gaps, for each."""

    forms: str
    levels: bytes
    counts: bytes
    places: tuple[bytes, ...]


_ENCODER = msgspec.msgpack.Encoder()
_ANALYSED = msgspec.msgpack.Decoder(Analysed)
_POSTINGS = msgspec.msgpack.Decoder(Postings)


@lru_cache(maxsize=1 << 18)
def bucket(form: str) -> int:
    """A number for the family of a form: 32 bits of its key's checksum. Facets are families of their own."""
    return crc32((form if form.startswith("\x02") else key(form)).encode("utf-8", "surrogatepass"))


def analyse(document: Document) -> bytes:
    """Everything the index needs of a document; pure."""
    return _ENCODER.encode(
        Analysed(
            document.id, document.date, document.outlet, document.tags, document.entities,
            _clean(document.title), document.url, letters(_text(document)),
            tuple(map(_ENCODER.encode, _postings(document))),
        )
    )  # fmt: skip


def read_analysed(data: bytes) -> Analysed:
    """What `analyse` wrote."""
    return _ANALYSED.decode(data)


def read_group(data: bytes) -> Postings:
    """The postings of one group."""
    return _POSTINGS.decode(data)


def facet(kind: str, name: str) -> str:
    """The form under which an article is found by a tag, an entity or an outlet."""
    return f"\x02{kind}:{name}"


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _text(document: Document) -> str:
    where, day = _where_and_when(document)
    parts = [where, document.title, day, document.outlet]
    for anchor, text in (*document.paragraphs, *document.headings):
        parts += [anchor, text]
    return FIELD.join(map(_clean, parts))


def _where_and_when(document: Document) -> tuple[str, str]:
    """Address and day; of an address that follows from an id with its day the id alone, and its day is left out."""
    dated = _DATED.fullmatch(document.url)
    if not dated:
        return document.url, document.date
    return dated["id"], "" if document.date == dated["day"] else document.date or "-"


def _fields(document: Document) -> Iterator[tuple[int, list[str]]]:
    """The forms of each field. Places are counted through all fields, in this order."""
    yield TITLE, forms(document.title)
    yield BODY, forms("\n".join([text for _, text in document.paragraphs]))
    yield HEADINGS, forms("\n".join([text for _, text in document.headings]))
    yield NAMES, forms("\n".join(document.names))


def _postings(document: Document) -> list[Postings]:
    groups: list[list[tuple[str, int, int, bytes]]] = [[] for _ in range(GROUPS)]
    places, weighed = _places(document)
    usual, more = weighed.usual, weighed.more
    once = level(usual)
    for form, found_at in places.items():
        if len(found_at) == 1 and form not in more and found_at[0] < len(_SMALL):  # as most are
            groups[bucket(form) % GROUPS].append((form, once, 1, _SMALL[found_at[0]]))
        else:
            kept = found_at[:_MOST_PLACES]
            weight = usual * len(kept) + more.get(form, 0)
            groups[bucket(form) % GROUPS].append((form, level(weight), len(kept), gaps(kept)))
    for kind, names in (("tag", document.tags), ("entity", document.entities), ("outlet", (document.outlet,))):
        for name in filter(None, dict.fromkeys(names)):
            form = facet(kind, name)
            groups[bucket(form) % GROUPS].append((form, 0, 0, b""))
    return [_packed(group) for group in groups]


def _packed(group: list[tuple[str, int, int, bytes]]) -> Postings:
    if not group:
        return Postings("", b"", b"", ())
    found, levels, counts, places = zip(*group, strict=True)
    return Postings("\n".join(found), bytes(levels), bytes(counts), places)


class _Weights(msgspec.Struct):
    """What one occurrence in the body weighs, and how much more those in other fields do."""

    usual: float
    more: dict[str, float]


def _places(document: Document) -> tuple[dict[str, list[int]], _Weights]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    fields = list(_fields(document))
    weights = {field: _weight(field, len(found)) for field, found in fields}
    more: defaultdict[str, float] = defaultdict(float)
    start = 0
    for field, found in fields:
        for place, form in enumerate(found, start):
            places[form].append(place)
        if field != BODY:
            for form in found:
                more[form] += weights[field] - weights[BODY]
        start += len(found) + 1
    return places, _Weights(weights[BODY], more)


def _weight(field: int, length: int) -> float:
    weight, share, usual = _FIELDS[field]
    return weight / (1 - share + share * length / usual)


_SMALL = [numbers([place]) for place in range(4096)]


# The weights half-way, on a scale of equal ratios, between one level and the next.
_BOUNDS = [LOWEST * STEP ** (height + 0.5) for height in range(LEVELS - 1)]


def level(weight: float) -> int:
    """A weight on a scale of equal ratios."""
    return bisect(_BOUNDS, weight)
