"""Who published the articles and who wrote them: an index of outlets, one of authors, and the page of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from khizana.arabic import counted, initial, sort_key
from khizana.publish.cards import Row
from khizana.publish.listing import Listing, listing_outputs
from khizana.publish.page import Body, Page, Part, split
from khizana.publish.rooms import Item, Rooms, digest_of_all
from khizana.publish.series import Series
from khizana.publish.shelf import Shelf
from khizana.publish.templates import fill
from khizana.publish.urls import anchor_of, author_url, outlet_url, relative
from khizana.publish.words import AUTHORS
from khizana.registry import Outlet

OUTLETS = "outlets/index.html"
AUTHORS_INDEX = "authors/index.html"
_MOST_BYTES = 70_000
_ROW = 330


def outlet_shelves(rooms: Rooms) -> Iterator[Shelf]:
    """The index of outlets that have articles, and each of them."""
    outlets = sorted(_present(rooms), key=lambda one: sort_key(one.label))
    counts = tuple((one.id, _spans(rooms.catalogue.by_outlet[one.id])) for one in outlets)
    about = "الصحف والمواقع والوكالات التي نشرت مقالات الأرشيف"
    index = Page(OUTLETS, "المصادر", about, (counts, len(rooms.by_author)), partial(_outlets, outlets, rooms))
    yield Shelf("outlets", index.inputs, lambda: [index])
    for outlet in outlets:
        items = [(record, 0) for record in rooms.catalogue.by_outlet[outlet.id]]
        yield _shelf(f"outlets/{outlet.id}", items, partial(_outlet, outlet, items, rooms), rooms)


def _shelf(name: str, items: Sequence[Item], listing: Callable[[], Listing], rooms: Rooms) -> Shelf:
    return Shelf(name, (digest_of_all(items),), lambda: listing_outputs(listing(), rooms))


def _present(rooms: Rooms) -> list[Outlet]:
    return [rooms.catalogue.registry.outlets[id] for id in rooms.catalogue.by_outlet]


def _spans(records: Sequence[object]) -> tuple[int, str, str]:
    """How many articles, and the years of the first and the last that bears a date."""
    dates = [date for record in records if (date := getattr(record, "date", ""))]
    return len(records), dates[-1][:4] if dates else "", dates[0][:4] if dates else ""


def _outlets(outlets: Sequence[Outlet], rooms: Rooms) -> Body:
    rows = []
    for one in outlets:
        count, first, last = _spans(rooms.catalogue.by_outlet[one.id])
        note = "" if not first else f"سنة {first}" if first == last else f"من {first} إلى {last}"
        rows.append(Row(one.label, note, relative(outlet_url(one.id), OUTLETS), count))
    authors = relative(AUTHORS_INDEX, OUTLETS) if rooms.by_author else ""
    words = counted(len(rooms.by_author), AUTHORS)
    return Body(fill("outlets.html", rows=rows, authors=authors, count=words))


def _outlet(outlet: Outlet, items: Sequence[Item], rooms: Rooms) -> Listing:
    series = Series(outlet_url(outlet.id), items, rooms.longest, described=True)
    about = f"المقالات المنقولة عن {outlet.label} في الأرشيف"
    return Listing(
        series,
        outlet.label,
        about,
        _outlet_crumbs,
        name=f"المصدر: {outlet.label}",
        extra=lambda page: {"home": outlet.home},
    )


def _outlet_crumbs(page: str) -> list[tuple[str, str]]:
    return [("المصادر", relative(OUTLETS, page))]


def author_shelves(rooms: Rooms) -> Iterator[Shelf]:
    """The index of authors by letter, and each of them; none where no article names its author."""
    counts = tuple((name, len(items)) for name, items in rooms.by_author.items())
    if counts:
        yield Shelf("authors", counts, partial(_authors_index, rooms))
    for name, items in rooms.by_author.items():
        yield _shelf(f"authors/{name}", items, partial(_author, name, items, rooms), rooms)


def _authors_index(rooms: Rooms) -> Iterator[Page]:
    parts = list(split(AUTHORS_INDEX, sorted(rooms.by_author, key=sort_key), _MOST_BYTES, partial(_row_size, rooms)))
    letters = _letters(parts)
    for part in parts:
        counts = tuple((name, len(rooms.by_author[name])) for name in part.items)
        inputs = (counts, tuple(letters.items()), part.ways, len(rooms.by_author))
        render = partial(_authors, part, letters, rooms)
        yield Page(part.url, f"الكتّاب{part.suffix}", "كتّاب مقالات الأرشيف على حروف الهجاء", inputs, render)


def _row_size(rooms: Rooms, name: str) -> int:
    return max(_MOST_BYTES // rooms.longest, _ROW + 2 * len(name))


def _letters(parts: Sequence[Part[str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for part in parts:
        for name in part.items:
            found.setdefault(initial(name) or "#", {})[part.url] = None
    return {letter: tuple(urls) for letter, urls in found.items()}


def _authors(part: Part[str], letters: Mapping[str, Sequence[str]], rooms: Rooms) -> Body:
    url = part.url
    groups = [
        (letter, anchor_of(letter), [_author_row(name, url, rooms) for name in inside])
        for letter, inside in groupby(part.items, key=lambda name: initial(name) or "#")
    ]
    ways = [
        (letter, [relative(f"{page}#{anchor_of(letter)}", url) for page in pages]) for letter, pages in letters.items()
    ]
    values = {"groups": groups, "letters": ways, "part": part, "outlets": relative(OUTLETS, url)}
    return Body(fill("authors.html", total=counted(len(rooms.by_author), AUTHORS), **values))


def _author_row(name: str, page: str, rooms: Rooms) -> Row:
    return Row(name, "", relative(author_url(name), page), len(rooms.by_author[name]))


def _author(name: str, items: Sequence[Item], rooms: Rooms) -> Listing:
    series = Series(author_url(name), items, rooms.longest, described=True)
    return Listing(
        series,
        name,
        f"مقالات {name} في الأرشيف",
        _author_crumbs,
        name=f"مقالات {name}",
        extra=lambda page: {"home": ""},
    )


def _author_crumbs(page: str) -> list[tuple[str, str]]:
    return [("المصادر", relative(OUTLETS, page)), ("الكتّاب", relative(AUTHORS_INDEX, page))]
