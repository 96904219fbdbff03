"""The bench that looks at a built site finds every kind of fault in one made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.benches.site import compare, measure, sound

HOME = """<html><head><link rel="canonical" href="https://a.example/"><script src="a.js"></script></head>
<body><a href="tags/index.html">1</a><a href="articles/2017/06/x.html#p-1">2</a>
<a href="https://b.example/">3</a><a href="mailto:a@b.example">4</a><a href="#top" id="top">5</a></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    _put(tmp_path, "index.html", HOME)
    _put(tmp_path, "a.js", "")
    _put(tmp_path, "tags/index.html", '<a href="../articles/2017/06/x.html">x</a>')
    _put(tmp_path, "articles/2017/06/x.html", '<p id="p-1">x</p><a href="../../../index.html">home</a>')
    _put(tmp_path, "data/mentions.jsonl", "{}\n{}\n")
    return tmp_path


def _put(site: Path, path: str, text: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, "utf-8")


def test_a_whole_site_is_sound(site: Path) -> None:
    figures = measure(site)
    assert sound(figures)
    assert (figures["pages"], figures["article_pages"], figures["index_pages"]) == (3, 1, 1)
    assert (figures["mentions"], figures["most_clicks"], figures["anchors"]) == (2, 1, 2)
    assert figures["index_bytes_per_mention"] == figures["index_bytes"] / 2


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("gone.html", "gone.html"),
        ("../gone.html", "../gone.html"),
        ("articles/2017/06/x.html#p-2", "articles/2017/06/x.html#p-2"),
        ("#nowhere", "index.html#nowhere"),
        ("https://a.example/gone.html", "/gone.html"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(site: Path, link: str, shown: str) -> None:
    _put(site, "index.html", HOME + f'<a href="{link}">x</a>')
    figures = measure(site)
    assert figures["broken_first"] == [f"index.html: {shown}"]
    assert not sound(figures)


def test_what_a_page_loads_must_be_there(site: Path) -> None:
    _put(site, "index.html", HOME + '<img src="b.png"><script src="c.js"></script>')
    assert measure(site)["broken"] == 2


def test_a_page_nobody_leads_to_is_found(site: Path) -> None:
    _put(site, "tags/lost.html", "")
    assert measure(site)["unreachable_first"] == ["tags/lost.html"]


def test_pages_far_from_home_are_found(site: Path) -> None:
    for number in range(6):
        _put(site, f"tags/{number}.html", f'<a href="{number + 1}.html">x</a>')
    _put(site, "tags/6.html", "")
    _put(site, "tags/index.html", '<a href="0.html">x</a>')
    figures = measure(site)
    assert figures["most_clicks"] == 8
    assert figures["beyond_first"] == ["tags/4.html", "tags/5.html", "tags/6.html"]


def test_an_index_page_that_is_too_large_is_found(site: Path) -> None:
    _put(site, "tags/index.html", '<a href="../articles/2017/06/x.html">x</a>' + " " * 150_000)
    figures = measure(site)
    assert figures["over_150_kb"] == [figures["largest_index"]] == ["tags/index.html"]


def test_growth_is_told_by_mention(site: Path) -> None:
    small = measure(site)
    _put(site, "data/mentions.jsonl", "{}\n{}\n{}\n{}\n")
    figures = compare([small, measure(site)])
    assert figures["growth_index_bytes_per_mention"] == pytest.approx(0.5, abs=0.01)
    assert sound(figures) and not sound(figures | {"growth_index_bytes_per_mention": 1.2})


def test_what_an_added_mention_costs(site: Path) -> None:
    measured = []
    for mentions in (2, 3, 5):
        _put(site, "data/mentions.jsonl", "{}\n" * mentions)
        _put(site, "tags/index.html", '<a href="../articles/2017/06/x.html">x</a>' + " " * (100 + mentions * 10))
        measured.append(measure(site))
    figures = compare(measured)
    assert figures["index_bytes_per_added_mention"] == [10, 10]
    assert figures["growth_index_bytes_per_added_mention"] == 1
