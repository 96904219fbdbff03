"""The pages of whole sites, built strictly by MkDocs in a temporary folder, and looked at from outside."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.support import html
from tests.support.archive import Archive, contents, new_archive
from tests.support.capture import capture
from tests.support.sites import OWN, RIVER, build, pages, published
from tests.support.text import visible


class TestPages:
    def test_every_link_and_anchor_resolves(self, built: Archive) -> None:
        assert html.broken(built.site, OWN) == []

    def test_every_way_inside_the_site_is_relative(self, built: Archive) -> None:
        assert html.absolute(built.site, OWN) == []

    def test_they_are_html_without_an_error(self, built: Archive) -> None:
        for url, text in pages(built.site).items():
            try:
                html.tree(text)
            except Exception as error:  # html5lib's error does not say which page
                pytest.fail(f"{url}: {error}")

    def test_they_are_arabic_from_right_to_left(self, built: Archive) -> None:
        for url, text in pages(built.site).items():
            [root] = html.document(text).all("html")
            assert (url, root["lang"], root["dir"]) == (url, "ar", "rtl")

    def test_the_policy_stands_before_every_script(self, built: Archive) -> None:
        for url, text in pages(built.site).items():
            policy, script = text.index('http-equiv="Content-Security-Policy"'), text.index("<script")
            assert policy < script, url
            assert text.index("<meta charset") < policy
            assert "unsafe" not in text[policy : text.index(">", policy)]

    def test_ids_are_given_once_a_page(self, built: Archive) -> None:
        for url, text in pages(built.site).items():
            ids = html.document(text).ids
            assert sorted(set(ids)) == sorted(ids), url

    def test_nothing_is_loaded_from_another_host(self, built: Archive) -> None:
        for url, text in pages(built.site).items():
            loaded = [href for tag, values, href in html.document(text).addresses() if html.is_loaded(tag, values)]
            assert loaded
            assert not [href for href in loaded if html.scheme(href) or href.startswith("//")], url
            assert not re.search(r"<link[^>]+rel=.?(preconnect|dns-prefetch)", text)

    def test_titles_and_descriptions(self, built: Archive) -> None:
        titles = []
        for url, text in pages(built.site).items():
            if html.moved_to(built.site, url):
                continue
            root = html.tree(text)
            titles.append(html.text_of(next(element for element in root.iter("title"))).strip())
            described = [meta for meta in root.iter("meta") if meta.get("name") == "description"]
            assert url == "404.html" or len(described) == 1, url
        assert all(titles)
        assert len(set(titles) - {"خزانة"}) == len([title for title in titles if title != "خزانة"])

    def test_every_page_has_one_first_heading(self, built: Archive) -> None:
        for url, text in pages(built.site).items():
            headings = [html.text_of(element) for element in html.tree(text).iter("h1")]
            assert len(headings) == 1 and headings[0].strip(), url

    def test_the_sitemap_lists_them(self, built: Archive) -> None:
        listed = re.findall(r"<loc>(.*?)</loc>", (built.site / "sitemap.xml").read_text("utf-8"))
        own = [url for url in html.html_pages(built.site) if not html.moved_to(built.site, url)]
        assert sorted(listed) == sorted(f"{OWN}{url}" for url in own if url != "404.html")
        assert not (built.site / "sitemap.xml.gz").exists()

    def test_the_text_shown_is_what_the_ledger_says_was_kept(self, built: Archive) -> None:
        for article in built.articles():
            ledger, original = built.ledger(article.id), built.original(article.id)
            kept = "".join(original[start:end] for start, end, fate, *_ in ledger["spans"] if fate == "kept")
            text = html.text_of(html.find_class(html.tree(published(built, f"id: {article.id}\n")), "kz-text"))
            assert visible(text) == visible(kept)

    def test_paragraphs_bear_the_ids_of_the_ledger(self, built: Archive) -> None:
        for article in built.articles():
            ids = html.document(published(built, f"id: {article.id}\n")).ids
            paragraphs = [id for id in ids if re.fullmatch(r"p-[0-9a-f]{6}(-\d+)?", id)]
            assert paragraphs == built.ledger(article.id)["paragraphs"]

    def test_an_article_page_says_what_is_known(self, built: Archive) -> None:
        text = visible(html.text_of(html.tree(published(built, RIVER))))
        for words in (
            "جريدة الفجر",
            "سلمى الحداد",
            "مياه",
            "الخميس 29/يونيو/2017 - 03:01 م",
            "الخميس 29 يونيو 2017، 3:01 م",
        ):
            assert visible(words) in text

    def test_an_undated_article_says_so_and_has_its_list(self, built: Archive) -> None:
        assert "بلا تاريخ" in published(built, "من يصبر")
        assert "حكاية بلا تاريخ" in (built.site / "archive/undated.html").read_text("utf-8")

    def test_mentions_lead_to_entities_and_back(self, built: Archive) -> None:
        text = published(built, RIVER)
        assert '<a class="mention" href="../../../entities/great-river.html">النهر الكبير</a>' in text
        river = (built.site / "entities/great-river.html").read_text("utf-8")
        assert "<mark>النهر الكبير</mark>" in river
        for article in ("2017/06", "2017/07"):
            assert re.search(rf"articles/{article}/[^\"]+#p-[0-9a-f]{{6}}\"", river)

    def test_a_merged_entity_s_page_leads_on_and_an_unnamed_one_has_none(self, built: Archive) -> None:
        assert html.moved_to(built.site, "entities/old-oasis.html") == "entities/oasis.html"
        assert not html.moved_to(built.site, "entities/oasis.html")
        assert not (built.site / "entities/nobody.html").exists()

    def test_the_bill_of_tags(self, built: Archive) -> None:
        assert (built.site / "tags/environment.html").is_file()  # no article bears it, a narrower tag does
        index = visible(html.text_of(html.tree((built.site / "tags/index.html").read_text("utf-8"))))
        assert "مياه4مقالات" in index
        assert "ثقافةمقالواحد" in index


class TestOriginals:
    def test_nothing_of_them_reaches_the_site(self, site_copy: Archive) -> None:
        secret = b"sEcReT-0815"
        for name in ("page.html", "drawing.svg", "notes.md", "script.js", "inbox/new.html", "2017/06/x.html"):
            site_copy.put(name, b'<svg onload="alert(1)">' + secret + b"</svg>")
        site_copy.write("docs/registry/entities/x.html", secret)
        build(site_copy)
        files = contents(site_copy.site)
        assert not [name for name in files if name.startswith(("sources", "registry"))]
        assert not [name for name, data in files.items() if secret in data]
        assert not [name for name in files if name.endswith((".txt", ".yml", ".ledger.json")) and "LICENSE" not in name]

    def test_a_symlink_publishes_nothing_from_outside(self, site_copy: Archive, tmp_path: Path) -> None:
        secret = tmp_path / "secret.css"
        secret.write_text("sEcReT-0815", "utf-8")
        (site_copy.layout.docs / "assets/link.css").symlink_to(secret)
        site_copy.build()
        assert not [name for name, data in contents(site_copy.site).items() if b"sEcReT-0815" in data]

    def test_a_page_that_is_a_symlink_is_refused(self, site_copy: Archive, tmp_path: Path) -> None:
        page = site_copy.page("من يصبر")
        page.rename(tmp_path / "moved.md")
        page.symlink_to(tmp_path / "moved.md")
        assert site_copy.build().code == 1


class TestSmall:
    def test_an_empty_archive(self, tmp_path: Path) -> None:
        archive = new_archive(tmp_path / "archive")
        shutil.rmtree(archive.layout.registry)
        build(archive)
        assert html.broken(archive.site, OWN) == []
        assert "لا مقالات في الأرشيف بعد" in (archive.site / "index.html").read_text("utf-8")

    def test_a_registry_without_articles(self, tmp_path: Path) -> None:
        archive = new_archive(tmp_path / "archive")
        build(archive)
        assert html.broken(archive.site, OWN) == []

    def test_one_article(self, tmp_path: Path) -> None:
        archive = new_archive(tmp_path / "archive")
        archive.put("inbox/a.txt", capture())
        assert archive.convert().code == 0
        build(archive)
        assert html.broken(archive.site, OWN) == []
        assert "مقال واحد" in (archive.site / "archive/2017.html").read_text("utf-8")


def test_the_policy_lets_the_theme_s_own_scripts_run(built: Archive) -> None:
    """Every inline script of every page is one the theme put there: its hash is in the policy."""
    import base64
    import hashlib

    for url, text in pages(built.site).items():
        policy = html.document(text).all("meta")[1]["content"]
        inline = re.findall(r"<script(?![^>]*(?:src|application/))[^>]*>(.*?)</script>", text, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in inline]
        assert set(re.findall(r"'sha256-([^']+)'", policy)) == set(hashes), url


def test_json_of_pages_is_json(built: Archive) -> None:
    """Structured data, where a page has any, can be read."""
    for text in pages(built.site).values():
        for data in re.findall(r"<script[^>]+application/(?:ld\+)?json[^>]*>(.*?)</script>", text, re.DOTALL):
            json.loads(data)
