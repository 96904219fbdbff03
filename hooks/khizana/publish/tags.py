"""The tag index and the page of each tag."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.catalogue.catalogue import Catalogue
from khizana.publish.cards import card, tag_row
from khizana.publish.page import Page, split
from khizana.publish.templates import fill
from khizana.publish.urls import relative, tag_url
from khizana.registry import Tag


def tag_pages(catalogue: Catalogue, longest: int) -> Iterator[Page]:
    """The index of tags and every tag in use; `longest` is the most entries a page holds."""
    tags = catalogue.tags()
    for part in split("tags/index.html", tags, longest):
        rows = [tag_row(tag, part.url, catalogue) for tag in part.items]
        body = fill("tags.html", rows=rows, part=part)
        yield Page(part.url, f"الوسوم{part.suffix}", "فهرس وسوم الأرشيف وعدد مقالات كل وسم", body)
    for tag in tags:
        yield from _one_tag(tag, catalogue, longest)


def _one_tag(tag: Tag, catalogue: Catalogue, longest: int) -> Iterator[Page]:
    entries = catalogue.by_tag.get(tag.id, ())
    broader = catalogue.registry.tags[tag.broader] if tag.broader else None
    for part in split(tag_url(tag.id), entries, longest):
        values = {
            "tag": tag,
            "count": len(entries),
            "broader": tag_row(broader, part.url, catalogue) if broader else None,
            "narrower": [tag_row(one, part.url, catalogue) for one in catalogue.narrower(tag.id)],
            "cards": [card(entry, part.url, catalogue) for entry in part.items],
            "index": relative("tags/index.html", part.url),
            "part": part,
        }
        yield Page(part.url, f"{tag.label}{part.suffix}", tag.description, fill("tag.html", **values))
