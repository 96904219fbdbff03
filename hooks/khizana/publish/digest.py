"""What a build needs of one article, made of its page, its ledger and the names of the registry alone.

Digests are kept in the cache: as long as those three are the same, the page is not read again. So nothing in one
may depend on any other article; that a link leads somewhere is checked afterwards, at every build.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Mapping
from hashlib import blake2b
from html import escape
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from khizana.article import Publish
from khizana.catalogue.entry import Entry
from khizana.catalogue.mentions import TITLE, WHOLE
from khizana.catalogue.record import Line, Record, record_of
from khizana.layout import folder_of
from khizana.profile import Block, Link, to_html
from khizana.profile.serialize import isolate
from khizana.publish.context import context_line
from khizana.publish.urls import article_url, entity_url, relative

_SCHEME = re.compile(r"[^/?#]*:")


class Text(Struct, frozen=True, array_like=True, gc=False):
    """What the article's own page shows: `body` is HTML, a section is (id, heading, level)."""

    body: str
    sections: tuple[tuple[str, str, int], ...]
    original: str
    date_printed: str
    date_updated: str
    place: str
    agency: str
    captured: str


class Digest(Struct, frozen=True, array_like=True, gc=False):
    """`lines` are by entity; `links` maps addresses as written to what they lead to on the site, `page#anchor`.

    `anchors` are the ids inside the page that a link may lead to.
    """

    record: Record
    text: Text
    lines: dict[str, tuple[Line, ...]]
    links: dict[str, str]
    anchors: tuple[str, ...]


def digest_of(entry: Entry, key: bytes, publish: Publish, broken: Container[str] = ()) -> Digest:
    """The digest of an entry, already cut to what `publish` allows.

    Addresses that are `broken` are shown as words without a link.
    """
    url = article_url(entry.article.id)
    links = _Links(url, folder_of(entry.article.id), broken)
    source = entry.article.source
    sections = ((block.id, block.text, block.level) for block in entry.blocks if block.kind == "heading")
    text = Text(
        body=body_html(entry, url, links.resolve),
        sections=tuple(sections),
        original=source.url,
        date_printed=source.date_printed,
        date_updated=source.date_updated,
        place=source.place,
        agency=source.agency,
        captured=entry.captured,
    )
    lines = lines_of(entry)
    record = _with_face(record_of(entry, key, publish), lines)
    return Digest(record, text, lines, links.found, tuple(sorted(entry.anchors)))


def _with_face(record: Record, lines: Mapping[str, tuple[Line, ...]]) -> Record:
    """The record with the digest of what other pages can show of it."""
    shown = msgspec.msgpack.encode((msgspec.structs.replace(record, digest=b""), lines))
    return msgspec.structs.replace(record, face=blake2b(shown, digest_size=16).digest())


class _Links:
    """Links of an article as an editor writes them, led to the pages of the site; all are noted in `found`."""

    def __init__(self, page: str, folder: str, broken: Container[str]) -> None:
        self.found: dict[str, str] = {}
        self._page, self._folder, self._broken = page, f"articles/{folder}", broken

    def resolve(self, address: str) -> str | None:
        if _SCHEME.match(address):
            return address
        path, _, anchor = address.partition("#")
        target = self._target(unquote(path)) if path else self._page
        self.found[address] = where = f"{target}#{unquote(anchor)}" if anchor else target
        return None if address in self._broken else relative(where, self._page)

    def _target(self, path: str) -> str:
        target = posixpath.normpath(posixpath.join(self._folder, path))
        return f"{target.removesuffix('.md')}.html" if target.endswith(".md") else target


def lines_of(entry: Entry) -> dict[str, tuple[Line, ...]]:
    """The lines that name each entity, one a paragraph; that of the title only where no paragraph names it."""
    found: dict[str, dict[str, Line]] = {}
    for mention in entry.mentions:
        if mention.block != WHOLE:
            lines = found.setdefault(mention.entity, {})
            if mention.paragraph not in lines:
                lines[mention.paragraph] = Line(mention.paragraph, str(context_line(entry, mention)))
    return {
        entity: tuple(line for line in lines.values() if line.anchor or len(lines) == 1)
        for entity, lines in found.items()
    }


def body_html(entry: Entry, url: str, resolve: Callable[[str], str | None]) -> str:
    """The text of an article: paragraph ids in place, the first mention in each section linked."""
    drawn = _first_mentions(entry, url)
    pieces = []
    for place, block in enumerate(entry.blocks):
        if block.kind == "heading":
            pieces.append(_heading(block))
            continue
        ids = {part.element: id for part, id in zip(block.parts, entry.paragraphs[place], strict=True)}
        pieces += [
            _earlier(entry.successors, set(ids.values())),
            to_html(block.element, links=drawn.get(place, ()), resolve=resolve, ids=ids),
        ]
    return "\n".join(pieces)


def _earlier(successors: Mapping[str, str], ids: Iterable[str]) -> str:
    """Landing places for links to paragraphs that have become one of these."""
    return "".join(f'<span id="{escape(old)}"></span>' for old, new in successors.items() if new in ids)


def _heading(block: Block) -> str:
    anchor = escape(block.id)
    permalink = f'<a class="kz-anchor" href="#{anchor}" aria-label="رابط هذا القسم"></a>'
    return f'<h{block.level} id="{anchor}">{isolate(block.text)}{permalink}</h{block.level}>'


def _first_mentions(entry: Entry, url: str) -> dict[int, list[Link]]:
    seen: set[tuple[str, str]] = set()
    drawn: dict[int, list[Link]] = {}
    for mention in entry.mentions:
        key = (mention.section, mention.entity)
        if mention.block not in (TITLE, WHOLE) and key not in seen:
            seen.add(key)
            way = relative(entity_url(mention.entity), url)
            drawn.setdefault(mention.block, []).append(Link(mention.start, mention.end, way))
    return drawn
