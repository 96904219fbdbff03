"""Publishing piece by piece: addresses, parts of lists, shells, the sitemap, and the folder a site is built in."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khizana.catalogue.catalogue import build_catalogue
from khizana.catalogue.entry import TITLE, Entry, Mention
from khizana.layout import article_id, folder_of
from khizana.publish import folder as folder_module
from khizana.publish.context import context_line
from khizana.publish.folder import Folder, building_folder, put_in_place
from khizana.publish.page import Page, split
from khizana.publish.shells import Nonce, make_shell
from khizana.publish.sitemap import sitemaps
from khizana.publish.urls import archive_url, article_url, entity_url, part_url, relative, tag_url
from khizana.registry import read_registry
from tests.support.archive import Archive, contents

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
            assert len(numbers) <= 7
            for number, way in part.ways:
                assert posixpath.join("tags", way) == parts[number - 1].url

    def test_only_later_parts_say_which_they_are(self) -> None:
        assert [part.suffix for part in split("a.html", "abc", 2)] == ["", " (صفحة 2)"]


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
        slots = Page("a.html", "<b>\"'&", '"><x', "<p>", "<meta>").slots("https://e.example/")
        assert slots["title"] == "&lt;b&gt;&quot;&#x27;&amp;"
        assert slots["description"] == "&quot;&gt;&lt;x"
        assert slots["canonical"] == "https://e.example/a.html"


MANY = [f"articles/{number}.html" for number in range(50_001)]


class TestSitemap:
    def test_a_small_one_is_one_file(self) -> None:
        [(name, xml)] = sitemaps(["a.html", "أ&ب.html"], "https://e.example/")
        assert name == "sitemap.xml"
        assert "<loc>https://e.example/a.html</loc>" in xml
        assert "<loc>https://e.example/%D8%A3%26%D8%A8.html</loc>" in xml

    def test_fifty_thousand_still_fit(self) -> None:
        assert [name for name, _ in sitemaps(MANY[:-1], "https://e.example/")] == ["sitemap.xml"]

    def test_one_more_makes_an_index(self) -> None:
        files = dict(sitemaps(MANY, "https://e.example/"))
        assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
        assert re.findall("<loc>(.*?)</loc>", files["sitemap.xml"]) == [
            "https://e.example/sitemap-1.xml", "https://e.example/sitemap-2.xml",
        ]  # fmt: skip
        assert files["sitemap.xml"].count("<sitemap>") == 2
        assert [files[f"sitemap-{part}.xml"].count("<url>") for part in (1, 2)] == [50_000, 1]

    def test_none_at_all(self) -> None:
        [(name, xml)] = sitemaps([], "https://e.example/")
        assert name == "sitemap.xml" and "<url>" not in xml


class TestContext:
    @pytest.fixture
    def entries(self, converted: Archive) -> list[Entry]:
        made, _ = build_catalogue(converted.layout, read_registry(converted.layout.registry))
        return list(made.entries)

    def test_every_mention_has_a_short_line_with_its_name_marked(self, entries: list[Entry]) -> None:
        seen = 0
        for entry in entries:
            for mention in entry.mentions:
                line = str(context_line(entry, mention))
                text = entry.article.title if mention.block == TITLE else entry.blocks[mention.block].text
                [name] = re.findall("<mark>(.*?)</mark>", line)
                assert name == text[mention.start : mention.end]
                plain = re.sub("<[^>]+>", "", line)
                assert len(plain) <= 160
                assert "\n" not in plain
                seen += 1
        assert seen > 10

    def test_lines_are_cut_at_words(self, entries: list[Entry]) -> None:
        for entry in entries:
            for mention in (one for one in entry.mentions if one.block != TITLE):
                words = set(entry.blocks[mention.block].text.split())
                plain = unescape(re.sub("<[^>]+>", "", str(context_line(entry, mention))))
                assert {word for word in plain.split() if word.strip("…")} <= words

    def test_lines_are_escaped(self, converted: Archive, entries: list[Entry]) -> None:
        hostile = "<b onclick=x> النهر الكبير </b>&amp;"
        page = converted.page("من يصبر")
        page.write_text(page.read_text("utf-8") + f"\n{hostile}\n", "utf-8")
        made, _ = build_catalogue(converted.layout, read_registry(converted.layout.registry))
        lines = [
            str(context_line(entry, mention))
            for entry in made.entries
            for mention in entry.mentions
            if mention.entity == "great-river" and entry.path == page
        ]
        assert len(lines) == 1 and "<b" not in lines[0].replace("<bdi", "")

    def test_a_mention_at_the_edge(self, entries: list[Entry]) -> None:
        entry = entries[0]
        text = entry.blocks[0].text
        assert str(context_line(entry, Mention("x", 0, 0, len(text)))).startswith("<mark>")


class TestFolder:
    def test_files_are_written_below_it(self, tmp_path: Path) -> None:
        Folder(tmp_path).write("a/b.html", "نص\n")
        assert (tmp_path / "a/b.html").read_bytes() == "نص\n".encode()

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("a.html", "a.html"),
            ("a.html", "A.HTML"),
            ("ß.html", "SS.html"),
            (unicodedata.normalize("NFC", "é.html"), unicodedata.normalize("NFD", "é.html")),
            (unicodedata.normalize("NFC", "آ.html"), unicodedata.normalize("NFD", "آ.html")),
        ],
    )
    def test_two_pages_on_one_path_are_refused(self, tmp_path: Path, one: str, other: str) -> None:
        folder = Folder(tmp_path)
        folder.write(one, "x")
        with pytest.raises(ValueError, match="two pages"):
            folder.write(other, "y")

    @pytest.mark.parametrize("url", ["../a.html", "a/../../b.html", "/a.html"])
    def test_nothing_is_written_outside(self, tmp_path: Path, url: str) -> None:
        with pytest.raises(ValueError, match="html"):
            Folder(tmp_path / "in").write(url, "x")
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]

    def test_a_killed_build_s_leavings_go(self, tmp_path: Path) -> None:
        site = tmp_path / "site"
        (building_folder(site) / "old.html").write_text("x", "utf-8")
        assert list(building_folder(site).iterdir()) == []
        assert not site.exists()


@pytest.fixture(params=["one step", "two renames"])
def swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to put a site in place."""
    if request.param == "two renames":
        monkeypatch.setattr(folder_module, "_exchange", lambda one, other: False)
    return str(request.param)


class TestPutInPlace:
    @pytest.fixture
    def fresh(self, tmp_path: Path) -> Path:
        fresh = building_folder(tmp_path / "site")
        (fresh / "index.html").write_text("new", "utf-8")
        return fresh

    @pytest.mark.usefixtures("swap")
    def test_a_first_site(self, fresh: Path, tmp_path: Path) -> None:
        put_in_place(fresh, tmp_path / "site")
        assert contents(tmp_path) == {"site/index.html": b"new"}

    @pytest.mark.usefixtures("swap")
    def test_a_new_site_replaces_the_old_one_whole(self, fresh: Path, tmp_path: Path) -> None:
        (tmp_path / "site/deep").mkdir(parents=True)
        (tmp_path / "site/deep/old.html").write_text("old", "utf-8")
        put_in_place(fresh, tmp_path / "site")
        assert contents(tmp_path) == {"site/index.html": b"new"}
        assert [path.name for path in tmp_path.iterdir()] == ["site"]

    @pytest.mark.usefixtures("swap")
    def test_leavings_of_an_earlier_exchange_do_not_matter(self, fresh: Path, tmp_path: Path) -> None:
        for name in ("site", ".site.old"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "old.html").write_text("old", "utf-8")
        put_in_place(fresh, tmp_path / "site")
        assert (tmp_path / "site/index.html").read_text("utf-8") == "new"
        assert not (tmp_path / "site/old.html").exists()

    def test_what_cannot_be_exchanged_leaves_the_old_site(
        self, fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "site").mkdir()
        (tmp_path / "site/index.html").write_text("old", "utf-8")

        def refuse(one: Path, other: Path) -> bool:
            raise OSError(13, "Permission denied", str(other))

        monkeypatch.setattr(folder_module, "_exchange", refuse)
        with pytest.raises(OSError, match="Permission"):
            put_in_place(fresh, tmp_path / "site")
        assert (tmp_path / "site/index.html").read_text("utf-8") == "old"


def test_the_exchange_itself(tmp_path: Path) -> None:
    """Linux can swap two names in one step; elsewhere False says so and nothing happened."""
    exchange: Callable[[Path, Path], bool] = folder_module._exchange
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    done = exchange(tmp_path / "a", tmp_path / "b")
    assert {path.name for path in (tmp_path / "a").iterdir()} == ({"b"} if done else {"a"})
