"""Shells that the theme rendered, and the sitemap."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

import pytest

from khizana.publish.page import Body, Page
from khizana.publish.shells import Nonce, make_shell
from khizana.publish.sitemap import sitemaps

THEME_PAGE = """<!doctype html>
<html lang="ar" class="no-js">
<head>
<meta charset="utf-8">
<title>{title}</title>{head}
<script>one()</script>
<script src="bundle.js"></script>
<script id="c" type="application/json">{{"a": 1}}</script>
</head>
<body>{body}<script>two()</script></body></html>"""


def sha256(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


class TestShells:
    def theme_page(self, nonce: Nonce) -> str:
        return THEME_PAGE.format(**{name: nonce.slot(name) for name in ("title", "head", "body")})

    def test_slots_are_filled_once(self) -> None:
        """What is filled in is never searched again, even if it holds the slot words of this very build."""
        nonce = Nonce()
        shell = make_shell(self.theme_page(nonce), nonce)
        filled = {"title": nonce.slot("body"), "head": nonce.slot("title"), "body": "<p>متن</p>"}
        page = shell.fill(filled)
        assert f"<title>{nonce.slot('body')}</title>" in page
        assert page.count("<p>متن</p>") == 1

    def test_a_shell_is_filled_many_times(self) -> None:
        nonce = Nonce()
        shell = make_shell(self.theme_page(nonce), nonce)
        one, other = (shell.fill({"title": title, "head": "", "body": ""}) for title in ("أ", "ب"))
        assert one.replace("<title>أ", "<title>ب") == other

    def test_every_build_has_slots_of_its_own(self) -> None:
        assert Nonce().slot("body") != Nonce().slot("body")

    def test_the_direction_stands_on_the_root(self) -> None:
        nonce = Nonce()
        page = make_shell(self.theme_page(nonce), nonce).fill({"title": "", "head": "", "body": ""})
        assert '<html lang="ar" dir="rtl" class="no-js">' in page

    def test_the_policy_names_each_inline_script_of_the_theme_and_nothing_else(self) -> None:
        nonce = Nonce()
        attack = "<script>alert(1)</script>"
        page = make_shell(self.theme_page(nonce), nonce).fill({"title": "أ", "head": attack, "body": attack})
        assert set(re.findall(r"'sha256-([^']+)'", page)) == {sha256("one()"), sha256("two()")}
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
        assert policy
        assert "default-src 'none'" in policy[1] and "unsafe" not in policy[1] and "*" not in policy[1]
        assert page.index("Content-Security-Policy") < page.index("<script")
        assert page.index("charset") < page.index("Content-Security-Policy")

    def test_the_preview_has_no_policy(self) -> None:
        nonce = Nonce()
        assert "Content-Security-Policy" not in "".join(make_shell(self.theme_page(nonce), nonce, policy=False).pieces)

    @pytest.mark.parametrize("page", ["", "<html><head></head></html>", '<html lang="ar"><head></head></html>'])
    def test_a_theme_that_changed_is_noticed(self, page: str) -> None:
        with pytest.raises(ValueError, match="theme"):
            make_shell(page, Nonce())

    def test_values_of_pages_are_safe_in_their_slots(self) -> None:
        page = Page("a.html", "<b>\"'&", '"><x', (), lambda: Body("<p>", "<meta>"))
        slots = page.slots("https://e.example/")
        assert slots["title"] == "&lt;b&gt;&quot;&#x27;&amp;"
        assert slots["description"] == "&quot;&gt;&lt;x"
        assert slots["canonical"] == "https://e.example/a.html"


MANY = [f"articles/{number}.html" for number in range(50_001)]


def texts(urls: Sequence[str], site_url: str) -> list[tuple[str, str]]:
    """The sitemaps of these addresses, rendered."""
    return [(file.url, str(file.render())) for file in sitemaps(urls, site_url)]


class TestSitemap:
    def test_a_small_one_is_one_file(self) -> None:
        [(name, xml)] = texts(["a.html", "أ&ب.html"], "https://e.example/")
        assert name == "sitemap.xml"
        assert "<loc>https://e.example/a.html</loc>" in xml
        assert "<loc>https://e.example/%D8%A3%26%D8%A8.html</loc>" in xml

    def test_fifty_thousand_still_fit(self) -> None:
        assert [name for name, _ in texts(MANY[:-1], "https://e.example/")] == ["sitemap.xml"]

    def test_one_more_makes_an_index(self) -> None:
        files = dict(texts(MANY, "https://e.example/"))
        assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
        assert re.findall("<loc>(.*?)</loc>", files["sitemap.xml"]) == [
            "https://e.example/sitemap-1.xml", "https://e.example/sitemap-2.xml",
        ]  # fmt: skip
        assert files["sitemap.xml"].count("<sitemap>") == 2
        assert [files[f"sitemap-{part}.xml"].count("<url>") for part in (1, 2)] == [50_000, 1]

    def test_none_at_all(self) -> None:
        [(name, xml)] = texts([], "https://e.example/")
        assert name == "sitemap.xml" and "<url>" not in xml
