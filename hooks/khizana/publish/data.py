"""The archive as data: tables for spreadsheets and programs, described by a Frictionless data package.

Version 1 of the Data Package standard (specs.frictionlessdata.io). Everything is UTF-8. The CSV begins with a byte
order mark, without which Excel takes Arabic for another encoding, and a cell of words that a spreadsheet would take
for a formula begins with an apostrophe; numbers and dates stay as they are.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice

import msgspec

from khizana.arabic import counted
from khizana.publish.page import Body, File, Page
from khizana.publish.rooms import Rooms, digest_of_all
from khizana.publish.schemas import ARTICLES, ENTITIES, MENTIONS, Column, in_cells, package
from khizana.publish.templates import fill
from khizana.publish.urls import article_url, entity_url, tag_url
from khizana.publish.words import ROWS
from khizana.registry import Entity

INDEX = "data/index.html"
_BOM = "\ufeff"
_FORMULA = "=+-@\t\r"  # what a formula begins with
_PLAIN = re.compile(r"-?\d+([.\-]\d+)*")
_LINES_AT_ONCE = 500
_JSON = msgspec.json.Encoder()

Row = Mapping[str, object]


def data_files(rooms: Rooms) -> Iterator[File]:
    """The tables and their description."""
    everything = (digest_of_all((record, 0) for record in rooms.catalogue.records),)

    def file(name: str, render: Callable[[], str | Iterable[str]]) -> File:
        return File(f"data/{name}", everything, render)

    yield file("entities.csv", lambda: _csv(ENTITIES, _entities(rooms)))
    yield file("articles.csv", lambda: _csv(ARTICLES, map(_in_cells, _articles(rooms))))
    yield file("mentions.jsonl", lambda: _lines(_mentions(rooms)))
    yield file("articles.jsonl", lambda: _lines(_articles(rooms)))
    yield file("tags.json", partial(_tags, rooms))
    yield file("datapackage.json", partial(_package, rooms))


def data_page(rooms: Rooms) -> Page:
    """The page that says what is there."""
    about = "بيانات الأرشيف للباحثين: الأعلام ومواضع ذكرها والمقالات والوسوم في جداول"
    return Page(INDEX, "البيانات", about, (_counts(rooms),), partial(_body, rooms))


def _counts(rooms: Rooms) -> tuple[int, int, int, int]:
    mentions = sum(len(record.named) for record in rooms.catalogue.records)
    return len(rooms.named), mentions, len(rooms.catalogue.records), len(rooms.catalogue.tags)


def _body(rooms: Rooms) -> Body:
    entities, mentions, articles, tags = (counted(count, ROWS) for count in _counts(rooms))
    tables = [
        ("entities.csv", entities, ENTITIES),
        ("mentions.jsonl", mentions, MENTIONS),
        ("articles.csv", articles, in_cells(ARTICLES)),
        ("articles.jsonl", articles, ARTICLES),
        ("tags.json", tags, ()),
    ]
    values = {"tables": tables, "name": rooms.site.name, "url": rooms.site.url, "feed": bool(rooms.site.url)}
    return Body(fill("data.html", **values))


def _csv(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    """A table for spreadsheets, some hundred rows at once."""
    yield _BOM
    names = [column.name for column in columns]
    for some in _batched(chain([dict(zip(names, names, strict=True))], rows), _LINES_AT_ONCE):
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\r\n").writerows([cell(row[name]) for name in names] for row in some)
        yield stream.getvalue()


def _in_cells(row: Row) -> Row:
    """A row whose lists are one text each, for a table of plain cells."""
    return {name: " | ".join(value) if isinstance(value, tuple) else value for name, value in row.items()}


def _entities(rooms: Rooms) -> Iterator[Row]:
    mentions: defaultdict[str, int] = defaultdict(int)
    for record in rooms.catalogue.records:
        for named in record.named:
            mentions[named.entity] += named.count
    return (_entity_row(rooms.catalogue.registry.entities[id], mentions[id], rooms) for id in sorted(rooms.named))


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet runs: words that begin like a formula get an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in _FORMULA and text and not _PLAIN.fullmatch(text) else text


def _entity_row(entity: Entity, mentions: int, rooms: Rooms) -> Row:
    items = rooms.named[entity.id]
    dates = [record.date[:10] for record, _ in items if record.date]
    latitude, longitude = entity.coordinates or (None, None)
    return {
        **{name: getattr(entity, name) for name in ("id", "type", "label", "latin", "description")},
        **{name: getattr(entity, name) for name in ("wikidata", "viaf", "geonames")},
        "aliases": " | ".join(entity.aliases),
        **{name: entity.dates.get(name, "") for name in ("birth", "death", "founded", "dissolved", "from", "to")},
        "latitude": latitude,
        "longitude": longitude,
        "articles": len(items),
        "mentions": mentions,
        "first": dates[-1] if dates else "",
        "last": dates[0] if dates else "",
        "url": f"{rooms.site.url}{entity_url(entity.id)}",
    }


def _mentions(rooms: Rooms) -> Iterator[Row]:
    for record in rooms.catalogue.records:
        for named in record.named:
            yield {
                "article": record.id,
                "entity": named.entity,
                "date": record.date[:10] or None,
                "mentions": named.count,
                "paragraphs": named.places,
            }


def _articles(rooms: Rooms) -> Iterator[Row]:
    for record in rooms.catalogue.records:
        yield {
            "id": record.id,
            "title": record.title,
            "date": record.date or None,
            "outlet": record.outlet or None,
            "authors": record.authors,
            "tags": record.tags,
            "description": record.description,
            "url": f"{rooms.site.url}{article_url(record.id)}",
        }


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    """JSON Lines, some hundred at once."""
    for some in _batched(rows, _LINES_AT_ONCE):
        yield _on_one_line(_JSON.encode_lines(some).decode())


def _on_one_line(text: str) -> str:
    """JSON Lines without the two characters that JSON may hold and some readers take for the end of a line."""
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows in lists of so many."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def _tags(rooms: Rooms) -> str:
    rows = [
        {
            "id": tag.id,
            "label": tag.label,
            "description": tag.description,
            "broader": tag.broader or None,
            "related": tag.related,
            "articles": len(rooms.catalogue.by_tag.get(tag.id, ())),
            "articles_with_narrower": len(rooms.under[tag.id]),
            "url": f"{rooms.site.url}{tag_url(tag.id)}",
        }
        for tag in rooms.catalogue.tags
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _package(rooms: Rooms) -> str:
    return json.dumps(package(rooms.site.name, rooms.site.url), ensure_ascii=False, indent=1) + "\n"
