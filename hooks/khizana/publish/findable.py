"""What search is told of an article, and the search index kept up with the archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from khizana.catalogue.entry import Entry
from khizana.files import DAMAGE, remove_database
from khizana.publish.cache import Cache
from khizana.publish.page import File
from khizana.publish.shelf import Shelf
from khizana.publish.urls import article_url
from khizana.registry import Registry
from khizana.search import Document, Index, Labels, analyse

# The two pieces whose names say nothing of their content.
_FIXED = ("head.js", "suggest.js")


def findable(entry: Entry, labels: Mapping[str, str]) -> bytes:
    """The article as the search index takes it; `labels` are the names of entities by id."""
    article = entry.article
    entities = tuple(dict.fromkeys(mention.entity for mention in entry.mentions))
    headings = ((block.id, block.text) for block in entry.blocks if block.kind == "heading")
    paragraphs = (
        (id, block.text[part.start : part.end])
        for block, ids in zip(entry.blocks, entry.paragraphs, strict=True)
        for part, id in zip(block.parts, ids, strict=True)
    )
    document = Document(
        id=article.id,
        url=article_url(article.id),
        title=article.title,
        date=article.day.isoformat() if article.day else "",
        outlet=article.source.outlet,
        tags=article.tags,
        entities=entities,
        names=tuple(labels[id] for id in entities),
        headings=tuple(headings),
        paragraphs=tuple(paragraphs),
    )
    return analyse(document)


class News(NamedTuple):
    """Which articles are new or not what they were, and which are gone, since the articles had the digest `before`.

    Now they have the digest `now`; `code` is what the index is made with.
    """

    became: Sequence[str]
    gone: Sequence[str]
    before: bytes
    now: bytes
    code: bytes


@dataclass(frozen=True)
class Finding:
    """The search index of an archive, in a file of its own beside the cache that has the articles' words."""

    path: Path
    cache: Cache
    registry: Registry

    def update(self, news: News) -> None:
        """Bring the index up to date, whatever it stands for. Raises DamagedError.

        An index that turns out to be damaged is made anew.
        """
        try:
            self._update(news)
        except (*DAMAGE, msgspec.MsgspecError):
            remove_database(self.path)
            self._update(news)
        self.cache.close()

    def _update(self, news: News) -> None:
        labels = self._labels()
        names = blake2b(repr(labels).encode(), digest_size=16).hexdigest()
        wanted = f"{news.code.hex()} {news.now.hex()} {names}"
        index = Index(self.path)
        made_with, _, stands_for = index.state.partition(" ")
        if made_with != news.code.hex():
            index.close()
            remove_database(self.path)
            index = Index(self.path)
        if made_with == news.code.hex() and stands_for.startswith(news.before.hex()):
            if index.state != wanted:
                index.update(self.cache.documents(news.became), news.gone, labels, wanted)
        elif index.state != wanted:
            ids = self.cache.ids()
            index.update(self.cache.documents(ids), sorted(index.ids().difference(ids)), labels, wanted)
        index.close()

    def shelf(self) -> Shelf:
        """The files of the index, as they are published."""
        index = Index(self.path)
        state = index.state
        index.close()
        return Shelf("search", (state,), self._files)

    def _files(self) -> Iterator[File]:
        index = Index(self.path)
        for name, read in index.pieces().items():
            inputs = (blake2b(read(), digest_size=16).digest(),) if name in _FIXED else ()
            yield File(f"search/{name}", inputs, read)
        index.close()

    def _labels(self) -> Labels:
        registry = self.registry
        return Labels(
            tags={one.id: one.label for one in registry.tags.values()},
            entities={one.id: one.label for one in registry.entities.values()},
            outlets={one.id: one.label for one in registry.outlets.values()},
        )
