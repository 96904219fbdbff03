"""A small archive made by hand, for tests of index pages that need no conversion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest

from khizana.catalogue.catalogue import group
from khizana.catalogue.record import Line, Named, Record
from khizana.publish.page import Site
from khizana.publish.rooms import Rooms
from khizana.registry import Entity, Outlet, Registry, Tag

HOSTILE = "</script><img src=x onerror=alert(1)>\u202e\u2028"

ENTITIES = (
    Entity(
        "cairo",
        "place",
        "القاهرة",
        coordinates=(30.04, 31.24),
        geonames="360630",
        wikidata="Q85",
        relations={"located_in": ("egypt",)},
    ),
    Entity("egypt", "place", "مصر", coordinates=(27.0, 30.0)),
    Entity(
        "salma",
        "person",
        "سلمى الحداد",
        aliases=("الحداد",),
        latin="Salma",
        dates={"birth": "1956-07-26", "death": "2016"},
        relations={"member_of": ("authority",)},
        viaf="95216565",
    ),
    Entity("authority", "organisation", "هيئة الري", dates={"founded": "-331"}, relations={"located_in": ("cairo",)}),
    Entity("opening", "event", f"افتتاح {HOSTILE}", relations={"located_in": ("cairo",)}, dates={"from": "2017-06"}),
    Entity("war", "event", "حرب", dates={"from": "1956-10-29", "to": "1956-11-07"}),
    Entity("nobody", "person", "لا أحد", relations={"related": ("salma",)}),
    Entity("old", "place", "المحروسة", merged_into="cairo"),
)
TAGS = (
    Tag("water", "مياه", "الأنهار والسدود", related=("culture",)),
    Tag("dams", "سدود", broader="water"),
    Tag("culture", "ثقافة"),
)
REGISTRY = Registry(
    {one.id: one for one in ENTITIES},
    {one.id: one for one in TAGS},
    {"fajr": Outlet("fajr", "الفجر", home="https://fajr.example/")},
)


def record(number: int, date: str, named: Sequence[str], tags: Sequence[str] = (), title: str = "") -> Record:
    """An article that names each of these twice in one paragraph."""
    letters = "".join(chr(ord("a") + number // 26**place % 26) for place in range(4))
    id = f"{date[:10]}-{letters}" if date else f"{letters}aaaa"
    found = tuple(Named(entity, 2, 1) for entity in named)
    digest = f"{number}{date}{named}{tags}{title}".encode()
    authors = ("سلمى الكاتبة",) if number % 2 else ()
    return Record(
        id, title or f"مقال {number}", "نبذة", date, "fajr", authors, tuple(tags), found, digest, "full", digest
    )


RECORDS = (
    record(1, "2017-06-29T15:01:00+02:00", ["salma", "cairo", "authority"], ["dams"]),
    record(2, "2017-06-02", ["salma", "authority"], ["water", "culture"]),
    record(3, "2016-02-29", ["salma", "cairo", "opening"], ["culture"], title=f"عنوان {HOSTILE}"),
    record(4, "2012-01-01", ["cairo", "egypt"]),
    record(5, "", ["egypt"], ["water"]),
)


def lines(record: Record, entity: str) -> tuple[Line, ...]:
    return (Line("p-abc123", f"… <mark>{entity}</mark> …"),)


Make = Callable[[Iterable[Record]], Rooms]


@pytest.fixture
def make() -> Make:
    """The rooms of an archive with these articles."""
    return lambda records: Rooms(
        group(REGISTRY, records, lines), Site("أرشيف «ن»", "https://a.example/", "https://e.example/"), 100
    )


@pytest.fixture
def rooms(make: Make) -> Rooms:
    return make(RECORDS)
