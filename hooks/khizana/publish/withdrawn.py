"""The pages that stand where withdrawn articles stood, so that a citation leads to an answer and not to an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from khizana.publish.page import Body, Page
from khizana.publish.templates import fill
from khizana.publish.urls import article_url
from khizana.tombstones import Tombstone


def withdrawn_pages(stones: Iterable[Tombstone]) -> Iterator[Page]:
    """A page for each article that was taken down."""
    for stone in stones:
        inputs = (stone.date.isoformat(), stone.reason)
        yield Page(article_url(stone.id), "مقال مسحوب", "سُحب هذا المقال من الأرشيف", inputs, partial(_body, stone))


def _body(stone: Tombstone) -> Body:
    return Body(fill("withdrawn.html", stone=stone), '<meta name="robots" content="noindex">')
