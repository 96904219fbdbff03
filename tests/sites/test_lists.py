"""Lists that are longer than a page."""

from __future__ import annotations

import re

import pytest

from tests.support import html
from tests.support.archive import Archive
from tests.support.sites import OWN, build, pages


@pytest.fixture(scope="module")
def split(built: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The fixture archive with lists of two."""
    archive = built.copy(tmp_path_factory.mktemp("split") / "archive")
    archive.set_own(entries_per_page=2, latest=3)
    build(archive)
    return archive


WATER = ("tags/water.html", "tags/water-3.html", "tags/water-2.html")  # in the order a reader turns them


class TestLists:
    def test_they_are_split_and_every_link_resolves(self, split: Archive) -> None:
        assert html.broken(split.site, OWN) == []
        for url in (*WATER, "archive/2017-06-2.html", "entities/places-2.html"):
            assert (split.site / url).is_file(), url
        assert not (split.site / "tags/water-4.html").exists()

    def test_every_article_is_in_one_part(self, split: Archive) -> None:
        cards = [
            href
            for url in WATER
            for _, values, href in html.read(split.site / url).addresses()
            if href.startswith("../articles/")
        ]
        assert len(cards) == len(set(cards)) == 4

    def test_no_list_is_longer(self, split: Archive) -> None:
        for url, text in pages(split.site).items():
            if url.startswith(("tags/", "entities/", "archive/")) and "/index" not in url:
                assert text.count('<li class="kz-card">') <= 2, url
                assert text.count('<li class="kz-row">') <= 2 or url.startswith("archive/"), url

    def test_parts_tell_themselves_apart(self, split: Archive) -> None:
        """A list grows at its beginning, so the oldest part has the lowest address and keeps it."""
        first, second, last = ((split.site / url).read_text("utf-8") for url in WATER)
        titles = [re.findall("<title>(.*?)</title>", page)[0] for page in (first, second, last)]
        assert titles[0] == "مياه - خزانة"
        assert all(re.fullmatch(r"مياه \(.*\d{4}\) - خزانة", title) for title in titles[1:])
        assert len(set(titles)) == 3

    def test_home_shows_the_latest(self, split: Archive) -> None:
        home = (split.site / "index.html").read_text("utf-8")
        assert home.count('class="kz-card"') == 3
        assert home.index("ثلاثة آلاف نخلة") < home.index("مع عودة الماء") < home.index("جسر معلّق")
