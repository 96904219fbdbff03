"""Saved pages: the article of a page, with everything else on it accounted for.

In the order of work: `embedded` (pictures in the page's own text), `guard` (markup no parser should be given), `parse`
(the page as lines), `tables` (a row as one), `metadata` (what it claims), `extractor` and `container` (where the
article is), `titles` and `days` (claims weighed against what is shown), `links` and `roles` (what markup says of each
line), `pictures`, and here the `Original` made of all this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from khizana.convert.addresses import absolute
from khizana.convert.companions import Beside, nothing_beside
from khizana.convert.original import Hint, Original, Picture, host_of, refused
from khizana.convert.readers.content import Markup
from khizana.convert.readers.encoding import checked, read_decoded
from khizana.convert.readers.html.container import find_container
from khizana.convert.readers.html.days import choose_date
from khizana.convert.readers.html.embedded import Embedded, take_out
from khizana.convert.readers.html.guard import too_much
from khizana.convert.readers.html.metadata import Metadata, read_metadata
from khizana.convert.readers.html.parse import Page, parse
from khizana.convert.readers.html.pictures import Around, article_pictures, fragment_pictures
from khizana.convert.readers.html.roles import Found, inside_hints, line_hints, written_by
from khizana.convert.readers.html.tables import with_rows
from khizana.convert.readers.html.titles import choose_title, letters
from khizana.problems import ProblemError
from khizana.profile import Mark
from khizana.registry import Registry

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,60}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.I,
)
_DECLARED_IN = 8192
_LONGEST_NAME = 80
# A parsed page takes fifty times its size in memory.
_MOST_MARKUP = 6_000_000
_MOST_LINES = 20_000
_MOST_HEADINGS = 2_000


def read_html(
    path: Path, registry: Registry, encoding: str = "", beside: Beside = nothing_beside
) -> Iterator[Original | ProblemError]:
    """The one article of a saved page; `encoding` is what the outlet's profile says."""
    data, html = read_decoded(path, [encoding], declared_in)
    yield read_page(path, html, registry, digest=sha256(data).hexdigest(), data=data, beside=beside)


def declared_in(data: bytes) -> tuple[str, ...]:
    """The encodings a page says it is in."""
    return tuple((one or other).decode("ascii") for one, other in _DECLARED.findall(data[:_DECLARED_IN]))


def read_page(
    path: Path,
    html: str,
    registry: Registry,
    *,
    digest: str,
    data: bytes = b"",
    record: int = 0,
    url: str = "",
    beside: Beside = nothing_beside,
) -> Original:
    """The article of a whole page. `url` is where a capture got it, `beside` finds what came with it.

    Raises ProblemError where no article can be told.
    """
    embedded = _parsable(path, html)
    document, page = parse(embedded.html)
    page = with_rows(page)
    if not page.lines:
        raise refused(path, "has no text in it; remove it or capture the page again")
    _limit("lines", len(page.lines), _MOST_LINES, path)
    metadata, container = read_metadata(document, html), find_container(page)
    if container.doubt:
        raise refused(path, f"set aside for review: {container.doubt}; save the article's own page, or its text")
    title = choose_title(page, container, metadata)
    dated = choose_date(page, container, max(title.lines, default=-1), metadata)
    authors = _authors(metadata)
    hints = line_hints(page, Found(container, title, dated, authors))
    _limit("headings", sum(hint.role == "heading" for hint in hints.values()), _MOST_HEADINGS, path)
    address = metadata.url or url
    around = Around(absolute(_stated_base(document), address) or address, embedded, beside)
    pictures = article_pictures(page, container, title, hints, around)
    markup = _markup(page, hints, pictures, around.base)
    outlet = registry.outlet_of("", host_of(address))
    fields = {
        "title": title.text,
        "author": "، ".join(authors or written_by(page, hints)),
        "date": dated.printed,
        "url": address,
        "tags": "، ".join(metadata.tags),
        "outlet": outlet.id if outlet else "",
    }
    return Original(
        path,
        digest,
        checked(path, markup.text),
        data,
        record,
        fields,
        markup.hints,
        dated.doubts,
        markup.marks,
        markup.pictures,
    )


def _limit(what: str, count: int, most: int, path: Path) -> None:
    if count > most:
        raise refused(path, f"has {count:,} {what}; more than {most:,} is no article, cut it into several")


def read_fragment(path: Path, html: str, base: str = "") -> Markup:
    """Markup that is an article and nothing else, as records and feeds hold it. Raises ProblemError.

    `base` is the address it was published under.
    """
    embedded = _parsable(path, html)
    page = with_rows(parse(embedded.html)[1])
    hints = inside_hints(page, range(len(page.lines)))
    return _markup(page, hints, fragment_pictures(page, Around(base, embedded, nothing_beside)), base)


def _stated_base(document: LexborHTMLParser) -> str:
    node = document.css_first("base[href]")
    return node.attributes.get("href") or "" if node else ""


def is_whole_page(html: str) -> bool:
    """Is this a page with a head or body of its own, rather than a piece of one?"""
    return re.search(r"<(?:html|head|body|!doctype)\b", html[:_DECLARED_IN], re.IGNORECASE) is not None


def _parsable(path: Path, html: str) -> Embedded:
    embedded = take_out(html)
    if len(embedded.html) > _MOST_MARKUP:
        raise refused(path, f"holds more than {_MOST_MARKUP:,} characters beside its pictures; cut it into articles")
    if reason := too_much(embedded.html):
        raise refused(path, reason)
    return embedded


def _markup(page: Page, hints: Mapping[int, Hint], pictures: Iterable[tuple[int, Picture]], base: str) -> Markup:
    starts, place = list[int](), 0
    for line in page.lines:
        starts.append(place)
        place += line.size + 1
    text = "\n".join(line.text for line in page.lines)
    return Markup(
        text,
        {starts[number]: hint for number, hint in sorted(hints.items())},
        tuple(_marks(page, starts, hints, base)),
        tuple(replace(picture, place=starts[at] if at < len(starts) else len(text)) for at, picture in pictures),
    )


def _marks(page: Page, starts: Sequence[int], hints: Mapping[int, Hint], base: str) -> Iterator[Mark]:
    """The marks of all lines but those around the article, links with their whole addresses."""
    for number, line in enumerate(page.lines):
        if number in hints and hints[number].role == "outside":
            continue
        for mark in line.marks:
            href = absolute(mark.href, base) if mark.kind == "link" else ""
            if href or mark.kind != "link":
                yield Mark(mark.start + starts[number], mark.end + starts[number], mark.kind, href)


def _authors(metadata: Metadata) -> tuple[str, ...]:
    """Claimed authors that are persons' names: not the site, an account or an address."""
    sites = {letters(name) for name in metadata.site_names}
    sites |= {letters(part) for title in metadata.page_titles for part in re.split(r"\s[|–—-]\s", title)}
    return tuple(_persons(metadata.authors, sites))


def _persons(names: Iterable[str], sites: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set(sites)
    for name in names:
        sound = len(name) <= _LONGEST_NAME and not re.search(r"[@/()|\d]|https?:|www\.", name)
        if sound and letters(name) and letters(name) not in seen:
            seen.add(letters(name))
            yield name


__all__ = ["Markup", "declared_in", "is_whole_page", "read_fragment", "read_html", "read_page"]
