"""sitemap.xml, ours because articles are not in MkDocs' list of pages (sitemaps.org protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import quote
from xml.sax.saxutils import escape

from khizana.publish.page import File

_MOST = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemaps(urls: Sequence[str], site_url: str) -> Iterator[File]:
    """The sitemap of these addresses; past 50,000 `sitemap.xml` becomes an index of parts."""
    parts = [urls[start : start + _MOST] for start in range(0, len(urls), _MOST)] or [[]]
    if len(parts) == 1:
        yield _file("sitemap.xml", "urlset", "url", parts[0], site_url)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield _file("sitemap.xml", "sitemapindex", "sitemap", names, site_url)
    yield from (_file(name, "urlset", "url", part, site_url) for name, part in zip(names, parts, strict=True))


def _file(name: str, root: str, item: str, urls: Sequence[str], site_url: str) -> File:
    return File(name, (tuple(urls),), partial(_xml, root, item, urls, site_url))


def _xml(root: str, item: str, urls: Sequence[str], site_url: str) -> str:
    rows = "".join(f"<{item}><loc>{escape(site_url + quote(url))}</loc></{item}>\n" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n{rows}</{root}>\n'
