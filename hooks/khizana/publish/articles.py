"""Article pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from markupsafe import Markup

from khizana.catalogue.catalogue import Catalogue
from khizana.catalogue.record import Record
from khizana.profile.serialize import safe_address
from khizana.publish.cards import TYPE_LABELS
from khizana.publish.digest import Text
from khizana.publish.nearness import rows
from khizana.publish.page import Body, Page, Site, between
from khizana.publish.related import Near
from khizana.publish.shelf import Shelf
from khizana.publish.templates import fill
from khizana.publish.urls import article_url, entity_url, relative, tag_url
from khizana.registry import ENTITY_TYPES, Entity, Registry


@dataclass(frozen=True)
class _Article:
    """One article among the others."""

    record: Record
    newer: Record | None
    older: Record | None


@dataclass(frozen=True)
class Known:
    """What the pages of articles show that no record has: the text of each, its dead links, its related articles.

    `related` are digests of the articles that `near` gives; `text` and `near` are asked when a page is rendered.
    """

    text: Callable[[Record], Text]
    broken: Mapping[str, Sequence[str]]
    related: Mapping[str, bytes]
    near: Callable[[str], Sequence[Near]]


def article_shelves(catalogue: Catalogue, site: Site, known: Known, registry: bytes) -> Iterator[Shelf]:
    """The pages of all articles, a shelf for each month; `registry` is the fingerprint of registry and settings."""
    months: dict[str, list[_Article]] = {}
    for newer, record, older in between(catalogue.records):
        months.setdefault(record.month, []).append(_Article(record, newer, older))
    shown = _Shown(catalogue.registry)
    for month, articles in months.items():
        inputs = (_digest(articles, known), registry)
        yield Shelf(f"articles {month}", inputs, partial(_pages, articles, catalogue, site, known, shown))


def _digest(articles: Iterable[_Article], known: Known) -> bytes:
    """What changes when one of these articles does, a neighbour in time, or what is known of one."""
    digest = blake2b(digest_size=16)
    for one in articles:
        around = (one.newer.face if one.newer else b"-", one.older.face if one.older else b"-")
        digest.update(b"".join((one.record.digest, *around, known.related[one.record.id])))
        digest.update(repr(known.broken.get(one.record.id, "")).encode())
    return digest.digest()


def _pages(
    articles: Iterable[_Article], catalogue: Catalogue, site: Site, known: Known, shown: _Shown
) -> Iterator[Page]:
    for one in articles:
        record, newer, older = one.record, one.newer, one.older
        around = (newer and (newer.id, newer.title), older and (older.id, older.title))
        about = (known.broken.get(record.id), known.related[record.id])
        inputs = (record.digest, around, shown.of(record), *about)
        render = partial(_body, one, catalogue, site, known)
        yield Page(article_url(record.id), record.title, record.description, inputs, render)


class _Shown:
    """What article pages show of the registry, so that a new label reaches the pages that bear it and no others."""

    def __init__(self, registry: Registry) -> None:
        self._entities = {one.id: f"{one.label}\0{one.type}" for one in registry.entities.values()}
        self._tags = {one.id: one.label for one in registry.tags.values()}
        self._outlets = {one.id: one.label for one in registry.outlets.values()}

    def of(self, record: Record) -> tuple[str, str, str]:
        """The labels a record's page bears, as few texts as can be: this is asked for every article."""
        return (
            self._outlets.get(record.outlet, ""),
            "\0".join([self._tags.get(tag, "") for tag in record.tags]),
            "\0".join([self._entities[named.entity] for named in record.named]),
        )


def _body(article: _Article, catalogue: Catalogue, site: Site, known: Known) -> Body:
    record, text, url = article.record, known.text(article.record), article_url(article.record.id)
    tags, outlet = catalogue.registry.tags, catalogue.registry.outlets.get(record.outlet)
    moment = moment_of(record.date)
    values = {
        "record": record,
        "moment": moment,
        "outlet": outlet,
        "text": text,
        "original": _outside(text.original),
        "captured": dt.date.fromisoformat(text.captured[:10]) if text.captured else None,
        "permanent": f"{site.url}{url}" if site.url else "",
        "body": Markup(text.body),
        "tags": [(tags[tag].label, relative(tag_url(tag), url)) for tag in record.tags if tag in tags],
        "named": _named(record, catalogue, url),
        "newer": _neighbour(article.newer, url),
        "older": _neighbour(article.older, url),
        "related": rows(known.near(record.id), catalogue.registry, url),
        "edit": site.edit_address(f"{PurePosixPath(url).with_suffix('.md')}"),
    }
    head = fill("article-head.html", record=record, moment=moment, url=values["permanent"], site=site.name)
    return Body(fill("article.html", **values), head)


def moment_of(written: str) -> dt.date | dt.datetime | None:
    """The day, or the moment, of a record's date."""
    if not written:
        return None
    return dt.datetime.fromisoformat(written) if "T" in written else dt.date.fromisoformat(written)


def _outside(address: str) -> str:
    """The address of the original if it is one a reader can safely follow."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # half an IPv6 address, say
        return ""
    return address if scheme in ("http", "https") and safe_address(address) else ""


def _neighbour(record: Record | None, url: str) -> tuple[str, str] | None:
    return (record.title, relative(article_url(record.id), url)) if record else None


def _named(record: Record, catalogue: Catalogue, url: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who and what the article names, by type, each with its page, in order of appearance."""
    named = [catalogue.registry.entities[one.entity] for one in record.named]
    groups = ((type, _ways((one for one in named if one.type == type), url)) for type in ENTITY_TYPES)
    return [(TYPE_LABELS[type], ways) for type, ways in groups if ways]


def _ways(entities: Iterable[Entity], url: str) -> list[tuple[str, str]]:
    return [(entity.label, relative(entity_url(entity.id), url)) for entity in entities]
