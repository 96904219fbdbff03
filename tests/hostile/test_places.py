"""Where vectors stand in pages, and that the pages chosen to be opened hold them all."""

from __future__ import annotations

from tests.hostile.live import parse
from tests.hostile.places import Places, fewest, kind_of

PAGE = """<html><head><title>سر <b></title><meta content="سر <i>">
<script type="application/ld+json">{"name": ["\\u003cb>"]}</script></head>
<body><p>ق <em>&lt;</em>b&gt;</p><!-- <i> --><a href="x?<i>">ا</a></body></html>"""


def test_a_vector_is_found_in_every_place() -> None:
    found = Places(["<b>", "< i >", " "]).pairs("tags/a12.html", parse(PAGE))
    assert found == {
        (0, "tags/a title"),
        (0, "tags/a script"),
        (0, "tags/a p"),
        (1, "tags/a meta[content]"),
        (1, "tags/a comment"),
        (1, "tags/a a[href]"),
    }


def test_pages_of_one_template_are_of_one_kind() -> None:
    articles = {kind_of("articles/2017/06/2017-06-29-k7qd.html"), kind_of("articles/undated/b2ap.html")}
    assert articles == {"articles"} and kind_of("authors/a0c1.html") == "authors"
    assert kind_of("authors/index-3.html") == "authors/index-" != kind_of("authors/index.html")


def test_the_fewest_pages_hold_every_pair_and_every_kind() -> None:
    pages = {"tags/a1.html": {1, 2, 3}, "tags/a2.html": {1, 3}, "tags/a3.html": {4}, "about.html": set[int]()}
    assert fewest(pages) == ["tags/a1.html", "tags/a3.html", "about.html"]
