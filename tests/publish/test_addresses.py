"""Addresses of pages, ways between them, and the parts of long lists."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khizana.layout import article_id, folder_of
from khizana.publish.page import split
from khizana.publish.urls import archive_url, article_url, entity_url, part_url, relative, tag_url

NAMES = st.text(st.sampled_from("abcقاف-_2 "), min_size=1, max_size=5).filter(lambda name: name.strip() == name)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(lambda names: "/".join(names) + ".html")


class TestAddresses:
    def test_of_pages(self) -> None:
        assert article_url("2017-06-29-k7qd") == "articles/2017/06/2017-06-29-k7qd.html"
        assert article_url("k7qdk7qd") == "articles/undated/k7qdk7qd.html"
        assert (tag_url("water"), entity_url("oasis")) == ("tags/water.html", "entities/oasis.html")
        assert (archive_url("2017-06"), archive_url("undated")) == ("archive/2017-06.html", "archive/undated.html")
        assert [part_url("tags/water.html", part) for part in (1, 2, 10)] == [
            "tags/water.html", "tags/water-2.html", "tags/water-10.html",
        ]  # fmt: skip

    def test_of_articles_on_disk(self) -> None:
        assert folder_of("2017-06-29-k7qd") == "2017/06"
        assert folder_of("2017-06-29") == folder_of("k7qdk7qd") == "undated"
        assert article_id(None, "00" * 32) == "aaaaaaaa"
        assert len(article_id(None, "ff" * 32, 52)) == 52

    @pytest.mark.parametrize(
        ("target", "page", "way"),
        [
            ("tags/a.html", "articles/2017/06/x.html", "../../../tags/a.html"),
            ("index.html", "index.html", "index.html"),
            ("a.html#قسم", "a.html", "#%D9%82%D8%B3%D9%85"),
            ("a/b.html#x", "a/c.html", "b.html#x"),
        ],
    )
    def test_ways(self, target: str, page: str, way: str) -> None:
        assert relative(target, page) == way

    @given(PATHS, PATHS, st.sampled_from(["", "قسم", "p-1"]))
    def test_a_browser_follows_them(self, target: str, page: str, anchor: str) -> None:
        way = relative(f"{target}#{anchor}" if anchor else target, page)
        assert not way.startswith("/") and ":" not in way
        followed = urljoin(f"http://e.example/root/{page}", way)
        assert unquote(followed) == f"http://e.example/root/{target}" + (f"#{anchor}" if anchor else "")


class TestParts:
    @given(st.integers(0, 60), st.integers(1, 12))
    def test_every_item_is_in_one_part_and_no_part_too_long(self, count: int, longest: int) -> None:
        parts = list(split("tags/a.html", list(range(count)), longest))
        assert [item for part in parts for item in part.items] == list(range(count))
        assert all(len(part.items) <= longest for part in parts)
        assert len(parts) == len({part.url for part in parts}) == parts[0].total >= 1
        assert all(part.items for part in parts) or count == 0

    @given(st.integers(1, 60), st.integers(1, 5))
    def test_ways_lead_to_parts_and_reach_both_ends(self, count: int, longest: int) -> None:
        parts = list(split("tags/a.html", list(range(count)), longest))
        for part in parts:
            numbers = [number for number, _ in part.ways]
            assert numbers == sorted(set(numbers))
            assert {1, part.number, part.total} <= set(numbers)
            assert len(numbers) <= 9 + 2 * len(parts) ** 0.5
            for number, way in part.ways:
                assert posixpath.join("tags", way) == parts[number - 1].url
        first = {number for number, _ in parts[0].ways}
        assert first | {far for near in first for far, _ in parts[near - 1].ways} == set(range(1, len(parts) + 1))

    @given(st.lists(st.integers(1, 9), min_size=1, max_size=40), st.integers(9, 20))
    def test_full_parts_stay_where_they_are_as_a_list_grows(self, weights: list[int], longest: int) -> None:
        """Lists grow at their beginning; whatever is in a later part keeps its address."""
        items = list(enumerate(reversed(weights)))[::-1]
        before = {part.url: part.items for part in split("a.html", items[1:], longest, lambda item: item[1])}
        after = {part.url: part.items for part in split("a.html", items, longest, lambda item: item[1])}
        for url, inside in before.items():
            assert url == "a.html" or after[url] == inside

    def test_only_later_parts_say_which_they_are(self) -> None:
        assert [part.suffix for part in split("a.html", "abc", 2)] == ["", " (صفحة 2)"]
