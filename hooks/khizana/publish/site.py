"""The whole site at once: every page of the library written into its shell, and the sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from khizana.catalogue.catalogue import Catalogue
from khizana.publish.archive import archive_pages
from khizana.publish.articles import Site, article_pages
from khizana.publish.entities import entity_pages
from khizana.publish.folder import Folder
from khizana.publish.links import Links
from khizana.publish.page import Page
from khizana.publish.shells import Shell
from khizana.publish.sitemap import sitemaps
from khizana.publish.tags import tag_pages

# A stand-in page for each room and depth; the theme renders it once, and its shell serves all pages there.
STAND_INS = {
    ("articles", 3): "articles/0000/00/shell.md",
    ("articles", 2): "articles/undated/shell.md",
    ("tags", 1): "tags/index.md",
    ("entities", 1): "entities/index.md",
    ("archive", 1): "archive/index.md",
}


def index_pages(catalogue: Catalogue, longest: int) -> Iterator[Page]:
    """Every index page of the archive; `longest` is the most entries one holds."""
    yield from tag_pages(catalogue, longest)
    yield from entity_pages(catalogue, longest)
    yield from archive_pages(catalogue, longest)


def write_site(
    catalogue: Catalogue,
    site: Site,
    links: Links,
    indexes: Iterable[Page],
    shells: Mapping[tuple[str, int], Shell],
    folder: Folder,
    hand_written: Iterable[str],
) -> None:
    """Write the index pages, all article pages, and a sitemap that also names the hand-written pages.

    Without an address of its own a site has no sitemap, whose addresses must be absolute.
    """
    urls = list(hand_written)
    for page in chain(indexes, article_pages(catalogue, site, links)):
        folder.write(page.url, shells[page.shell].fill(page.slots(site.url)))
        if not page.moved_to:
            urls.append(page.url)
    for name, xml in sitemaps(sorted(urls), site.url) if site.url else ():
        folder.write(name, xml)
