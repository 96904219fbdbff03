"""Article pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from markupsafe import Markup

from khizana.catalogue.catalogue import Catalogue
from khizana.catalogue.entry import Entry
from khizana.catalogue.mentions import TITLE
from khizana.profile import Block, Link, to_html
from khizana.profile.serialize import isolate, safe_address
from khizana.publish.cards import TYPE_LABELS
from khizana.publish.links import Links
from khizana.publish.page import Page
from khizana.publish.templates import fill
from khizana.publish.urls import article_url, entity_url, relative, tag_url
from khizana.registry import ENTITY_TYPES, Entity


@dataclass(frozen=True)
class Site:
    """What bodies need to know of the site around them. `url` ends in a slash; `edit` is where edits begin."""

    name: str
    url: str
    edit: str = ""

    def edit_address(self, source: str) -> str:
        """Where a file below docs/ is edited, or nothing."""
        return f"{self.edit}{source}" if self.edit else ""


def article_pages(catalogue: Catalogue, site: Site, links: Links) -> Iterator[Page]:
    """The page of every entry. Links that lead nowhere are noted in `links`."""
    for place, entry in enumerate(catalogue.entries):
        newer = catalogue.entries[place - 1] if place else None
        older = catalogue.entries[place + 1] if place + 1 < len(catalogue.entries) else None
        yield _page(entry, newer, older, catalogue, site, links)


def _page(
    entry: Entry, newer: Entry | None, older: Entry | None, catalogue: Catalogue, site: Site, links: Links
) -> Page:
    article, url = entry.article, article_url(entry.article.id)
    outlet = catalogue.registry.outlets.get(article.source.outlet)
    values = {
        "article": article,
        "outlet": outlet,
        "original": _outside(article.source.url),
        "captured": date.fromisoformat(entry.captured[:10]) if entry.captured else None,
        "permanent": f"{site.url}{url}" if site.url else "",
        "sections": [block for block in entry.blocks if block.kind == "heading"],
        "body": body_html(entry, url, links),
        "tags": [
            (catalogue.registry.tags[tag].label, relative(tag_url(tag), url))
            for tag in article.tags
            if tag in catalogue.registry.tags
        ],
        "named": _named(entry, catalogue, url),
        "newer": _neighbour(newer, url),
        "older": _neighbour(older, url),
        "edit": site.edit_address(f"{PurePosixPath(url).with_suffix('.md')}"),
    }
    head = fill("article-head.html", article=article, url=values["permanent"], site=site.name, outlet=outlet)
    return Page(url, article.title, article.description, fill("article.html", **values), head)


def _outside(address: str) -> str:
    """The address of the original if it is one a reader can safely follow."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # half an IPv6 address, say
        return ""
    return address if scheme in ("http", "https") and safe_address(address) else ""


def _neighbour(entry: Entry | None, url: str) -> tuple[str, str] | None:
    return (entry.article.title, relative(article_url(entry.article.id), url)) if entry else None


def _named(entry: Entry, catalogue: Catalogue, url: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who and what the article names, by type, each with its page, in order of appearance."""
    ids = dict.fromkeys(mention.entity for mention in entry.mentions)
    named = [catalogue.registry.entities[id] for id in ids]
    groups = ((type, [_way(entity, url) for entity in named if entity.type == type]) for type in ENTITY_TYPES)
    return [(TYPE_LABELS[type], ways) for type, ways in groups if ways]


def _way(entity: Entity, url: str) -> tuple[str, str]:
    return entity.label, relative(entity_url(entity.id), url)


def body_html(entry: Entry, url: str, links: Links) -> Markup:
    """The text of an article: paragraph ids in place, the first mention in each section linked."""
    drawn = _first_mentions(entry, url)
    resolve = links.resolver(entry, url)
    pieces = []
    for place, block in enumerate(entry.blocks):
        if block.kind == "heading":
            pieces.append(_heading(block))
            continue
        ids = {part.element: id for part, id in zip(block.parts, entry.paragraphs[place], strict=True)}
        pieces += [
            _earlier(entry, set(ids.values())),
            to_html(block.element, links=drawn.get(place, ()), resolve=resolve, ids=ids),
        ]
    return Markup("\n".join(pieces))


def _earlier(entry: Entry, ids: set[str]) -> str:
    """Landing places for links to paragraphs that have become one of these."""
    return "".join(f'<span id="{escape(old)}"></span>' for old, new in entry.successors.items() if new in ids)


def _heading(block: Block) -> str:
    anchor = escape(block.id)
    permalink = f'<a class="kz-anchor" href="#{anchor}" aria-label="رابط هذا القسم"></a>'
    return f'<h{block.level} id="{anchor}">{isolate(block.text)}{permalink}</h{block.level}>'


def _first_mentions(entry: Entry, url: str) -> dict[int, list[Link]]:
    seen: set[tuple[str, str]] = set()
    drawn: dict[int, list[Link]] = {}
    for mention in entry.mentions:
        key = (mention.section, mention.entity)
        if mention.block != TITLE and key not in seen:
            seen.add(key)
            way = relative(entity_url(mention.entity), url)
            drawn.setdefault(mention.block, []).append(Link(mention.start, mention.end, way))
    return drawn
