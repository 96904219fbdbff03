"""The entity index, an alphabetical index of each type and one by mentions, and the pages of merged records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from itertools import groupby

from khizana.arabic import counted, initial
from khizana.publish.cards import Row
from khizana.publish.entity.files import entity_files
from khizana.publish.entity.page import entity_series, one_entity
from khizana.publish.head import NAME_SCRIPTS, page_head, scripts
from khizana.publish.names import names_files, names_pieces
from khizana.publish.page import Body, Page, Part, split
from khizana.publish.rooms import Rooms, digest_of_all
from khizana.publish.shelf import Output, Shelf
from khizana.publish.templates import fill
from khizana.publish.urls import TYPE_PAGES, anchor_of, entity_url, relative
from khizana.publish.words import NAMES, TYPE_LABELS
from khizana.registry import ENTITY_TYPES, Entity, EntityType

_MOST_CHIPS = 24
_MOST_BYTES = 70_000
_ROW = 330
NETWORK = "entities/network.html"


def entity_shelves(rooms: Rooms) -> Iterator[Shelf]:
    """The entity indexes, every entity some article names, and the ways on from merged records."""
    yield Shelf("entities", tuple((id, len(items)) for id, items in rooms.named.items()), partial(_indexes, rooms))
    ranks = tuple(place.id for place in rooms.placed)  # a map shows the most named places around
    for id, items in rooms.named.items():
        entity = rooms.catalogue.registry.entities[id]
        inputs = (digest_of_all(items), ranks if entity.coordinates else ())
        yield Shelf(f"entities/{id}", inputs, partial(_entity, entity, rooms))
    yield Shelf("merged", (), partial(_all_merged, rooms), listed=False)


def _indexes(rooms: Rooms) -> Iterator[Output]:
    """The index of all, of each type by letter and by mentions, and the names as scripts for the filters."""
    yield _index(rooms)
    for type, ones in rooms.entities.items():
        yield from _alphabetical(type, ones, rooms)
        yield from _ranked(type, ones, rooms)
    yield from names_files(rooms)


def _entity(entity: Entity, rooms: Rooms) -> Iterator[Output]:
    series = entity_series(entity, rooms)
    yield from one_entity(entity, series, rooms)
    yield from entity_files(entity, series, rooms)


def _all_merged(rooms: Rooms) -> Iterator[Page]:
    for entity in rooms.catalogue.registry.entities.values():
        now = rooms.catalogue.registry.entity(entity.id)
        if entity.merged_into and now.id in rooms.named:
            yield _merged(entity, now)


def ranked_url(type: EntityType) -> str:
    """The index by mentions; no id has an underscore."""
    return f"{TYPE_PAGES[type].removesuffix('.html')}_by-mentions.html"


def entity_row(entity: Entity, page: str, rooms: Rooms) -> Row:
    href = relative(entity_url(entity.id), page)
    return Row(entity.label, entity.description, href, len(rooms.named[entity.id]))


def most_named(type: EntityType, rooms: Rooms, page: str, most: int) -> list[Row]:
    """The entities of a type that most articles name, those first that more do."""
    return [entity_row(one, page, rooms) for one in _by_mentions(rooms.entities.get(type, ()), rooms)[:most]]


def _by_mentions(ones: Sequence[Entity], rooms: Rooms) -> list[Entity]:
    return sorted(ones, key=lambda one: -len(rooms.named[one.id]))


def _counts(ones: Sequence[Entity], rooms: Rooms) -> tuple[tuple[str, int], ...]:
    return tuple((one.id, len(rooms.named[one.id])) for one in ones)


def _index(rooms: Rooms) -> Page:
    url = "entities/index.html"
    shown = tuple(_counts(_by_mentions(ones, rooms)[:_MOST_CHIPS], rooms) for ones in rooms.entities.values())
    sizes = tuple(len(ones) for ones in rooms.entities.values())
    about = "فهرس الأشخاص والمنظمات والأماكن والأحداث والأعمال التي وردت في الأرشيف"
    return Page(url, "الأعلام", about, (shown, sizes), partial(_index_body, url, rooms))


def _index_body(url: str, rooms: Rooms) -> Body:
    groups = [
        {
            "label": TYPE_LABELS[type],
            "href": relative(TYPE_PAGES[type], url),
            "ranked": relative(ranked_url(type), url),
            "rows": most_named(type, rooms, url, _MOST_CHIPS),
            "count": counted(len(rooms.entities[type]), NAMES),
        }
        for type in ENTITY_TYPES
        if type in rooms.entities
    ]
    html = fill("entities.html", groups=groups, names=names_pieces(url, rooms), network=relative(NETWORK, url))
    return Body(html, page_head(scripts(url, *NAME_SCRIPTS)))


def _row_size(entity: Entity) -> int:
    return _ROW + 2 * (len(entity.label) + len(entity.description))


def _alphabetical(type: EntityType, ones: Sequence[Entity], rooms: Rooms) -> Iterator[Page]:
    parts = _split(TYPE_PAGES[type], ones, rooms)
    letters = _letters(parts)
    for part in parts:
        title = TYPE_LABELS[type] + _span(part)
        about = f"فهرس {TYPE_LABELS[type]} مرتبًا على حروف الهجاء"
        inputs = (_counts(part.items, rooms), tuple(letters.items()), part.ways, len(ones))
        yield Page(part.url, title, about, inputs, partial(_alphabet, type, part, letters, rooms))


def _split(url: str, ones: Sequence[Entity], rooms: Rooms) -> list[Part[Entity]]:
    least = _MOST_BYTES // rooms.longest
    return list(split(url, ones, _MOST_BYTES, lambda one: max(least, _row_size(one))))


def _letter(entity: Entity) -> str:
    return initial(entity.sort or entity.label) or "#"


def _letters(parts: Sequence[Part[Entity]]) -> Mapping[str, Sequence[str]]:
    """The addresses of the parts that hold each letter's names."""
    found: dict[str, dict[str, None]] = {}
    for part in parts:
        for one in part.items:
            found.setdefault(_letter(one), {})[part.url] = None
    return {letter: tuple(urls) for letter, urls in found.items()}


def _span(part: Part[Entity]) -> str:
    """What tells a later part's title from the first's: its letters."""
    if part.number == 1:
        return ""
    first, last = _letter(part.items[0]), _letter(part.items[-1])
    letters = f"حرف {first}" if first == last else f"من {first} إلى {last}"
    return f" ({letters}، صفحة {part.number})"


def _alphabet(type: EntityType, part: Part[Entity], letters: Mapping[str, Sequence[str]], rooms: Rooms) -> Body:
    url = part.url
    groups = [
        (letter, [entity_row(one, url, rooms) for one in inside]) for letter, inside in groupby(part.items, key=_letter)
    ]
    values = {
        "label": TYPE_LABELS[type],
        "index": relative("entities/index.html", url),
        "ranked": relative(ranked_url(type), url),
        "letters": [(letter, _ways(letter, pages, url)) for letter, pages in letters.items()],
        "groups": [(letter, anchor_of(letter), rows) for letter, rows in groups],
        "names": names_pieces(url, rooms, type),
        "total": counted(len(rooms.entities[type]), NAMES),
        "part": part,
    }
    return Body(fill("entity-type.html", **values), page_head(scripts(url, *NAME_SCRIPTS)))


def _ways(letter: str, pages: Sequence[str], url: str) -> list[str]:
    return [relative(f"{page}#{anchor_of(letter)}", url) for page in pages]


def _ranked(type: EntityType, ones: Sequence[Entity], rooms: Rooms) -> Iterator[Page]:
    for part in _split(ranked_url(type), _by_mentions(ones, rooms), rooms):
        part = replace(part, open=True)
        title = f"{TYPE_LABELS[type]} بعدد المقالات" + (f" (صفحة {part.number})" if part.number > 1 else "")
        about = f"{TYPE_LABELS[type]} مرتبة بعدد المقالات التي تذكرها"
        inputs = (_counts(part.items, rooms), part.ways, len(ones))
        yield Page(part.url, title, about, inputs, partial(_ranking, type, part, rooms))


def _ranking(type: EntityType, part: Part[Entity], rooms: Rooms) -> Body:
    url = part.url
    values = {
        "label": TYPE_LABELS[type],
        "index": relative("entities/index.html", url),
        "alphabetical": relative(TYPE_PAGES[type], url),
        "rows": [entity_row(one, url, rooms) for one in part.items],
        "part": part,
    }
    return Body(fill("entity-ranking.html", **values))


def _merged(entity: Entity, now: Entity) -> Page:
    """The page at the address of a merged record: it leads on, with or without the reader's help."""
    url, target = entity_url(entity.id), entity_url(now.id)
    way = relative(target, url)
    head = f'<meta http-equiv="refresh" content="0; url={escape(way)}">'

    def render() -> Body:
        return Body(fill("moved.html", label=now.label, way=way), head)

    return Page(url, now.label, now.description, (), render, moved_to=target)
