"""What all other pages may know of an article: small enough that the records of a whole archive fit in memory.

The text of an article, and the lines that show where it names somebody, stay in the cache until a page needs them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from sys import intern

from msgspec import Struct
from msgspec.structs import replace

from khizana.article import Publish
from khizana.catalogue.entry import Entry
from khizana.catalogue.mentions import WHOLE

UNDATED = "undated"


class Named(Struct, frozen=True, array_like=True, gc=False):
    """An entity an article names: how often, and in how many paragraphs (the title is none).

    Both are 0 where an editor says the article is about it, or where its text is not published.
    """

    entity: str
    count: int
    places: int


class Line(Struct, frozen=True, array_like=True, gc=False):
    """A line around a mention as HTML, the name in `<mark>`; `anchor` is its paragraph's id, empty in the title."""

    anchor: str
    html: str


class Record(Struct, frozen=True, array_like=True, gc=False):
    """An article without its text. `date` is an ISO day or moment, or empty; `outlet`, `tags` and `named` hold ids.

    `named` is in order of appearance. `digest` changes with anything of the article, `face` with what other pages can
    show of it: all that is here, and the lines that name somebody. `shown` says how much of it readers may see.
    """

    id: str
    title: str
    description: str
    date: str
    outlet: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    named: tuple[Named, ...]
    digest: bytes
    shown: Publish = "full"
    face: bytes = b""

    @property
    def day(self) -> dt.date | None:
        """The day of publication in the zone it was printed in."""
        return dt.date.fromisoformat(self.date[:10]) if self.date else None

    @property
    def month(self) -> str:
        """The month the article is filed under: `2017-06`, or `undated`."""
        return self.date[:7] or UNDATED

    @property
    def year(self) -> str:
        return self.date[:4] or UNDATED


def sharing(record: Record) -> Record:
    """The record with ids that are one string in memory for all records: of 100,000 they are most of it."""
    return replace(
        record,
        outlet=intern(record.outlet),
        tags=tuple(map(intern, record.tags)),
        named=tuple(Named(intern(one.entity), one.count, one.places) for one in record.named),
    )


def record_of(entry: Entry, digest: bytes, shown: Publish = "full") -> Record:
    """The record of an entry whose content has this digest, and of which this much may be shown."""
    article = entry.article
    counts = Counter(mention.entity for mention in entry.mentions if mention.block != WHOLE)
    places = Counter(
        entity for entity, paragraph in {(mention.entity, mention.paragraph) for mention in entry.mentions} if paragraph
    )
    named = dict.fromkeys(mention.entity for mention in entry.mentions)
    return Record(
        id=article.id,
        title=article.title,
        description=article.description,
        date=article.date.isoformat() if article.date else "",
        outlet=article.source.outlet,
        authors=article.authors,
        tags=tuple(dict.fromkeys(article.tags)),
        named=tuple(Named(id, counts[id], places[id]) for id in named),
        digest=digest,
        shown=shown,
    )
