"""The page of search results: what stands there before a script fills it, and the ways on where none runs."""

from __future__ import annotations

from khizana.publish.page import Body, Page
from khizana.publish.templates import fill
from khizana.publish.urls import relative

URL = "search.html"
_INDEXES = (
    ("الوسوم", "موضوعات المقالات", "tags/index.html"),
    ("الأعلام", "الأشخاص والأماكن والمنظمات والأحداث", "entities/index.html"),
    ("الأرشيف الزمني", "المقالات سنة سنة وشهرًا شهرًا", "archive/index.html"),
    ("المصادر", "الصحف والمواقع التي نشرت المقالات", "outlets/index.html"),
)


def search_page() -> Page:
    """The page of results. It depends on nothing but its template: queries are answered in the reader's browser."""
    return Page(URL, "البحث", "البحث في نصوص مقالات الأرشيف", (), _body)


def _body() -> Body:
    ways = [(label, note, relative(url, URL)) for label, note, url in _INDEXES]
    return Body(fill("search.html", ways=ways), '<link rel="stylesheet" href="assets/stylesheets/search-page.css">')
