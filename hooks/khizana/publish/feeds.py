"""Atom feeds (RFC 4287) of the newest fifty articles: of the archive, of each tag, entity, outlet and author.

Their ids are addresses of the site, so a site without one has no feeds. An article without a date, which the format
demands, is in none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from html import escape
from itertools import islice
from urllib.parse import quote

from khizana.arabic import balanced, one_line
from khizana.catalogue.record import Record
from khizana.publish.page import File
from khizana.publish.rooms import Item, Rooms, digest_of_all
from khizana.publish.urls import article_url

_MOST = 50
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NEVER = "1970-01-01T00:00:00Z"


def archive_feed(rooms: Rooms) -> File:
    """The feed of the whole archive, the only one with descriptions."""
    items = [(record, 0) for record in islice(rooms.catalogue.records, _MOST)]
    return feed("feed.xml", "index.html", rooms.site.name, items, rooms, described=True)


def feed(url: str, page: str, title: str, items: Sequence[Item], rooms: Rooms, *, described: bool = False) -> File:
    """A feed at an address, of what a page lists, newest first."""
    newest = [item for item in items[:_MOST] if item[0].date]
    inputs = (digest_of_all(newest), page, title)
    records = [record for record, _ in newest]
    return File(url, inputs, partial(_xml, url, page, title, records, rooms, described))


def _xml(url: str, page: str, title: str, records: Sequence[Record], rooms: Rooms, described: bool) -> str:
    site = rooms.site
    name = title if title == site.name else f"{title}: {site.name}"
    updated = moment(records[0].date) if records else _NEVER
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">\n',
            f"<id>{_address(site.url, page)}</id>\n<title>{_text(name)}</title>\n<updated>{updated}</updated>\n",
            f"<author><name>{_text(site.name)}</name></author>\n",
            f'<link rel="self" type="application/atom+xml" href="{_address(site.url, url)}"/>\n',
            f'<link rel="alternate" type="text/html" href="{_address(site.url, page)}"/>\n',
            *_entries(records, site.url, described),
            "</feed>\n",
        )
    )


def _entries(records: Iterable[Record], site_url: str, described: bool) -> Iterable[str]:
    for record in records:
        summary = f"<summary>{_text(record.description)}</summary>\n" if described and record.description else ""
        yield f"{_entry(record.id, record.title, record.date, record.authors, site_url)}{summary}</entry>\n"


@lru_cache(maxsize=20_000)
def _entry(id: str, title: str, date: str, authors: tuple[str, ...], site_url: str) -> str:
    """The beginning of an entry, which stands in many feeds."""
    address, when = _address(site_url, article_url(id)), moment(date)
    names = "".join(f"<author><name>{_text(author)}</name></author>\n" for author in authors)
    return (
        f"<entry>\n<id>{address}</id>\n<title>{_text(title)}</title>\n<updated>{when}</updated>\n"
        f'<published>{when}</published>\n{names}<link rel="alternate" type="text/html" href="{address}"/>\n'
    )


def moment(date: str) -> str:
    """An ISO day or moment as Atom wants it; a day counts from its first moment in UTC (RFC 3339)."""
    if "T" not in date:
        return f"{date}T00:00:00Z"
    value = dt.datetime.fromisoformat(date)
    return (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).isoformat().replace("+00:00", "Z")


def _address(site_url: str, url: str) -> str:
    return escape(f"{site_url}{quote(url)}")


def _text(words: str) -> str:
    """Words as the text of an element; what XML 1.0 cannot hold is left out."""
    return escape(_NO_XML.sub("", balanced(one_line(words))))
