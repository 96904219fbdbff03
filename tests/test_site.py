"""Whole sites, built strictly by MkDocs from archives in a temporary folder, and looked at from outside."""

from __future__ import annotations

import json
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.support import html
from tests.support.archive import Archive, Run, contents, new_archive
from tests.support.capture import capture
from tests.support.text import visible

OWN = "https://khizana.example/"
RIVER = "الساقيةَ الكبرى"


def complaints(run: Run) -> list[str]:
    """The lines a build complains with, less those that count them."""
    counting = ("INFO", "Aborted with", "ERROR   -  Problems in the archive")
    return [line for line in run.lines if not line.startswith(counting)]


def pages(site: Path) -> dict[str, str]:
    return {url: (site / url).read_text("utf-8") for url in html.html_pages(site)}


def published(archive: Archive, words: str) -> str:
    """The published page of the article that has these words."""
    source = archive.page(words).relative_to(archive.layout.docs)
    return (archive.site / source.with_suffix(".html")).read_text("utf-8")


def edit(archive: Archive, words: str, old: str, new: str) -> None:
    page = archive.page(words)
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), "utf-8")


def build(archive: Archive) -> None:
    run = archive.build()
    assert run.code == 0, run.output
    assert complaints(run) == []


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


class TestAgain:
    def test_two_builds_are_the_same_bytes(self, site_copy: Archive) -> None:
        before = contents(site_copy.site)
        build(site_copy)
        assert contents(site_copy.site) == before
        assert [path.name for path in site_copy.root.glob(".site*")] in ([], [".site.before"])

    def test_a_build_leaves_docs_alone(self, site_copy: Archive) -> None:
        before = site_copy.files()
        build(site_copy)
        assert site_copy.files() == before

    def test_what_is_gone_from_the_archive_goes_from_the_site(self, site_copy: Archive) -> None:
        page = site_copy.page("من يصبر")
        url = page.relative_to(site_copy.layout.docs).with_suffix(".html")
        assert (site_copy.site / url).is_file()
        page.unlink()
        build(site_copy)
        assert not (site_copy.site / url).exists()
        assert not (site_copy.site / "archive/undated.html").exists()
        assert html.broken(site_copy.site, OWN) == []

    @pytest.mark.parametrize("event", ["on_page_content", "on_post_page", "on_post_build", "on_env"])
    def test_a_killed_build_leaves_the_old_site_whole(self, site_copy: Archive, event: str) -> None:
        before = contents(site_copy.site)
        kill = f"import os, signal\n\n\ndef {event}(*args, **kwargs):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        site_copy.write("kill.py", kill)
        edit(site_copy, RIVER, "وبكى من حضر", "وفرح من حضر")
        for hooks in (["kill.py", "hooks/site.py"], ["hooks/site.py", "kill.py"]):
            site_copy.set({"hooks": hooks})
            assert site_copy.build().code == -signal.SIGKILL
            if hooks[0] == "kill.py" or event != "on_post_build":
                assert contents(site_copy.site) == before
        site_copy.set({"hooks": ["hooks/site.py"]})
        build(site_copy)
        assert "وفرح من حضر" in published(site_copy, RIVER)


def _rename(archive: Archive, old: str, new: str) -> None:
    """An article of another id."""
    page = archive.page(old)
    archive.write(f"docs/articles/undated/{new}.md", re.sub(r"(?m)^id: .*$", f"id: {new}", page.read_text("utf-8")))
    page.unlink()


def _wrong_folder(archive: Archive) -> None:
    page = archive.page(RIVER)
    archive.write(f"docs/articles/2001/01/{page.name}", page.read_bytes())
    page.unlink()


def _extra(value: object) -> Callable[[Archive], None]:
    return lambda archive: archive.set({"extra": {"generator": False, "khizana": value}})


BROKEN: dict[str, tuple[Callable[[Archive], object], str]] = {
    "a broken link": (
        lambda archive: edit(archive, RIVER, "وبكى من حضر", "[وبكى](2017-06-18-none.md) من حضر"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:\d+: .*2017-06-18-none\.md",
    ),
    "a broken anchor": (
        lambda archive: edit(archive, RIVER, "وبكى من حضر", "[وبكى](#لا-قسم) من حضر"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:\d+: .*#لا-قسم",
    ),
    "a broken anchor that looks like a footnote": (
        lambda archive: edit(archive, RIVER, "وبكى من حضر", "[وبكى](#fn-none) من حضر"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:\d+: .*#fn-none",
    ),
    "two sections of one id": (
        lambda archive: edit(archive, RIVER, "{#ما-بقي-من-العمل}", "{#عودة-العروس}"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md(:\d+)?: .*عودة-العروس",
    ),
    "an unknown tag": (
        lambda archive: edit(archive, RIVER, "- water", "- nowhere"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:4: .*nowhere",
    ),
    "an unknown outlet": (
        lambda archive: edit(archive, RIVER, "outlet: al-fajr", "outlet: nowhere"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:\d+: .*nowhere",
    ),
    "no title": (
        lambda archive: edit(archive, RIVER, "title: مع", "title: ''\n# مع"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:2: .*title",
    ),
    "a page without front matter": (
        lambda archive: archive.write("docs/articles/2017/06/2017-06-01-aaaa.md", "نص\n"),
        r"docs/articles/2017/06/2017-06-01-aaaa\.md:1: .*front matter",
    ),
    "a page that is not UTF-8": (
        lambda archive: archive.write("docs/articles/2017/06/2017-06-01-aaaa.md", "نص".encode("cp1256")),
        r"docs/articles/2017/06/2017-06-01-aaaa\.md(:\d+)?: .*UTF-8",
    ),
    "an article in the wrong folder": (_wrong_folder, r"docs/articles/2001/01/2017-06-29-\w+\.md: .*wrong folder"),
    "an id that is none": (
        lambda archive: _rename(archive, "من يصبر", "Foo Bar"),
        r"docs/articles/undated/Foo Bar\.md.*: .*id",
    ),
    "an id that is a page of ours": (
        lambda archive: _rename(archive, "من يصبر", "shell"),
        r"docs/articles/undated/shell\.md.*: .*id",
    ),
    "a folder called like a page": (
        lambda archive: (archive.layout.articles / "undated/aaaaaaaa.md").mkdir(),
        r"docs/articles/undated/aaaaaaaa\.md.*: ",
    ),
    "a damaged ledger": (
        lambda archive: archive.layout.ledger(archive.article(RIVER).id).write_text("{", "utf-8"),
        r"docs/sources/2017/06/2017-06-29-\w+\.ledger\.json: .*restore",
    ),
    "a duplicate name in the registry": (
        lambda archive: archive.write("docs/registry/entities/x.yml", "id: x\ntype: place\nlabel: رأس السمك\n"),
        r"docs/registry/entities/x\.yml:3: .*fish-cape",
    ),
    "an entity called like a page of ours": (
        lambda archive: archive.write(
            "docs/registry/entities/places-2.yml", "id: places-2\ntype: place\nlabel: السد الجديد\n"
        ),
        r"docs/registry/entities/places-2\.yml:1: .*places-2",
    ),
    "a broken link in a hand-written page": (
        lambda archive: archive.write("docs/about.md", "# عن\n\n[x](articles/2017/06/none.md)\n"),
        r"about\.md.*none\.md",
    ),
    "a broken anchor in a hand-written page": (
        lambda archive: archive.write(
            "docs/about.md", f"# عن\n\n[x](articles/undated/{archive.article('من يصبر').id}.md#none)\n"
        ),
        r"about\.md.*#none",
    ),
    "an unknown setting": (_extra({"colour": 1}), r"extra\.khizana\.colour: "),
    "a setting out of its range": (_extra({"entries_per_page": 0}), r"extra\.khizana\.entries_per_page: "),
    "a setting below zero": (_extra({"latest": -1}), r"extra\.khizana\.latest: "),
    "a setting of another kind": (_extra({"latest": "nine"}), r"extra\.khizana\.latest: "),
    "a time zone that is none": (_extra({"time_zone": "Nowhere/None"}), r"extra\.khizana\.time_zone: "),
    "settings that are none": (_extra("text"), r"extra\.khizana"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_said_in_one_line_and_the_old_site_stands(site_copy: Archive, what: str) -> None:
    spoil, said = BROKEN[what]
    spoil(site_copy)
    before = contents(site_copy.site)
    run = site_copy.build()
    assert run.code == 1
    assert "Traceback" not in run.output
    [line] = complaints(run)
    assert re.search(said, line), line
    assert contents(site_copy.site) == before


def test_all_that_is_wrong_is_said_at_once(site_copy: Archive) -> None:
    edit(site_copy, RIVER, "- water", "- nowhere")
    edit(site_copy, RIVER, "وبكى من حضر", "[وبكى](none.md) من حضر")
    site_copy.write("docs/articles/2017/06/2017-06-01-aaaa.md", "نص\n")
    assert len(complaints(site_copy.build())) == 3


def test_links_of_articles_are_followed_as_written(site_copy: Archive) -> None:
    jisr = site_copy.article("طوله ١٢٠ مترًا").id
    undated = site_copy.article("من يصبر").id
    words = (
        f"[أ]({jisr}.md) [ب](../../undated/{undated}.md) [ج](#ما-بقي-من-العمل)"
        f" [هـ](../../../tags/water.html) [و](../../../about.md) [ز](https://example.org/) [ح](mailto:a@example.org)"
    )
    edit(site_copy, RIVER, "وبكى من حضر", words)
    build(site_copy)
    text = published(site_copy, RIVER)
    for href in (f"{jisr}.html", f"../../undated/{undated}.html", "../../../tags/water.html", "../../../about.html"):
        assert f'<a href="{href}">' in text
    assert html.broken(site_copy.site, OWN) == []


def test_pictures_of_our_own_are_shown(site_copy: Archive) -> None:
    site_copy.write("docs/assets/images/dam.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    edit(site_copy, RIVER, "وبكى من حضر", "![السد](../../../assets/images/dam.svg)")
    build(site_copy)
    assert '<img src="../../../assets/images/dam.svg" alt="السد"' in published(site_copy, RIVER)


def test_section_ids_of_editors_do_not_meet_ours(site_copy: Archive) -> None:
    """An editor may give a section any id; the page still has every id once and every link works."""
    edit(site_copy, RIVER, "{#ما-بقي-من-العمل}", "{#kz-record}")
    site_copy.build()
    ids = html.document(published(site_copy, RIVER)).ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", [None, "https://example.org/archive/", "https://example.org/archive"])
def test_the_address_of_the_site_may_be_another_or_unknown(site_copy: Archive, address: str | None) -> None:
    site_copy.set({"site_url": address})
    assert site_copy.build().code == 0
    own = f"{address.rstrip('/')}/" if address else ""
    assert html.broken(site_copy.site, own) == []
    page = site_copy.page(RIVER).relative_to(site_copy.layout.docs).with_suffix(".html").as_posix()
    canonical = f'rel="canonical" href="{own}{page}"'
    assert (canonical in published(site_copy, RIVER)) is bool(own)


HOSTILE = [
    '"><script>alert(1)</script>',
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "'-alert(1)-' {{ 7*7 }} {% raw %}",
    "--><svg onload=alert(1)>",
    "SLOT-00000000000000000000000000000000-body-",
]


@pytest.fixture(scope="module", params=range(len(HOSTILE)))
def attacked(request: pytest.FixtureRequest, built: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The fixture archive with hostile words in every record and page."""
    evil = HOSTILE[request.param]
    archive = built.copy(tmp_path_factory.mktemp("hostile") / "archive")
    for page in archive.pages():
        _, matter, body = page.read_text("utf-8").split("---\n", 2)
        record = yaml.safe_load(matter)
        record |= {"title": f"عنوان {evil}", "description": f"وصف {evil}", "authors": [f"كاتب {evil}"]}
        record["source"] |= {"date_printed": f"تاريخ {evil}", "url": f"https://example.org/{evil}"}
        dumped = yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
        page.write_text(f"---\n{dumped}---\n{body}\n\nنص {evil}\n\n## {evil}\n", "utf-8")
    for path in archive.layout.registry.rglob("*.yml"):
        record = yaml.safe_load(path.read_bytes())
        label = record["label"]
        record["label"] = f"{label} {evil}"
        if path.parent.name == "entities":
            record["aliases"] = [*record.get("aliases", []), label]
            record["latin"] = f"Latin {evil}"
        if path.parent.name != "sources":
            record["description"] = f"وصف {evil}"
        path.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), "utf-8")
    run = archive.build()
    assert run.code == 0, run.output
    archive.write("evil.txt", evil)
    return archive


class TestHostile:
    """What a stranger wrote into records and front matter is text wherever it is shown."""

    def test_no_page_gains_a_script_or_a_handler(self, attacked: Archive, built: Archive) -> None:
        plain = {url: _live(text) for url, text in pages(built.site).items()}
        for url, text in pages(attacked.site).items():
            assert _live(text) <= plain.get(url, next(iter(plain.values()))) | _live(built_like(built, url)), url

    def test_pages_stay_whole(self, attacked: Archive) -> None:
        for url, text in pages(attacked.site).items():
            try:
                html.tree(text)
            except Exception as error:  # html5lib's error does not say which page
                pytest.fail(f"{url}: {error}")
        assert html.broken(attacked.site, OWN) == []

    def test_the_words_are_shown_as_they_are(self, attacked: Archive) -> None:
        evil = (attacked.root / "evil.txt").read_text("utf-8")
        root = html.tree(published(attacked, RIVER))
        shown = visible(html.text_of(root))
        for words in ("عنوان", "كاتب", "تاريخ", "نص"):
            assert visible(f"{words} {evil}") in shown
        [title] = [html.text_of(element) for element in root.iter("title")]
        assert visible(title) == visible(f"عنوان {evil} - خزانة")
        [description] = [meta.get("content") for meta in root.iter("meta") if meta.get("name") == "description"]
        assert visible(str(description)) == visible(f"وصف {evil}")
        entity = html.tree((attacked.site / "entities/oasis.html").read_text("utf-8"))
        assert visible(f"مدينة الواحة {evil}") in visible(html.text_of(entity))


def built_like(built: Archive, url: str) -> str:
    """A page of the same room of the plain site."""
    room = url.split("/")[0]
    return next(text for other, text in pages(built.site).items() if other.split("/")[0] == room)


def _live(text: str) -> set[str]:
    """Everything of a page that could run: scripts, handlers, live addresses, foreign frames."""
    found: set[str] = set()
    for tag, values in html.document(text).tags:
        if tag in ("script", "iframe", "object", "embed", "form", "svg", "base", "style", "textarea"):
            found.add(f"{tag} {values.get('src', '')[-30:]} {values.get('onload', '')}".replace("../", ""))
        found |= {f"{tag} {name}" for name in values if name.startswith("on")}
        found |= {f"{tag} {name}" for name, value in values.items() if html.scheme(value) in ("javascript", "vbscript")}
    return found


BIDI = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
        "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip


def test_bidi_controls_of_a_title_stay_in_it(tmp_path: Path) -> None:
    """An override nobody closes would turn round what stands beside the title, such as the site's name."""
    archive = new_archive(tmp_path / "archive")
    archive.put("inbox/a.txt", capture("خبر \u202eمقلوب \u2067معزول"))
    assert archive.convert().code == 0
    build(archive)
    root = html.tree(published(archive, "القاطرة"))
    for name in ("title", "h1"):
        [shown] = [html.text_of(element) for element in root.iter(name)]
        opened = [char for char in shown if char in BIDI]
        assert len(opened) == sum(char in "\u202c\u2069" for char in shown), name


def test_the_policy_lets_the_theme_s_own_scripts_run(built: Archive) -> None:
    """Every inline script of every page is one the theme put there: its hash is in the policy."""
    import base64
    import hashlib

    for url, text in pages(built.site).items():
        policy = html.document(text).all("meta")[1]["content"]
        inline = re.findall(r"<script(?![^>]*(?:src|application/))[^>]*>(.*?)</script>", text, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in inline]
        assert set(re.findall(r"'sha256-([^']+)'", policy)) == set(hashes), url


def test_properdocs_builds_the_same_site(site_copy: Archive) -> None:
    before = contents(site_copy.site)
    run = site_copy.build("properdocs")
    assert run.code == 0, run.output
    after = contents(site_copy.site)
    assert sorted(after) == sorted(before)
    assert {name for name in after if _neutral(after[name]) != _neutral(before[name])} == set()


def _neutral(data: bytes) -> bytes:
    """A page without the name of what generated it."""
    return re.sub(rb'<meta name="generator" content="[^"]*">', b"", data)


def test_the_page_of_a_duplicate_capture_is_one(site_copy: Archive) -> None:
    """Captures of one article under two addresses end as one page of the site."""
    text = site_copy.original(site_copy.article(RIVER).id)
    site_copy.put("inbox/al-fajr/twin.txt", text.replace("شارك", "شاركها"))
    site_copy.convert()
    before = html.html_pages(site_copy.site)
    build(site_copy)
    assert html.html_pages(site_copy.site) == before


def test_a_title_that_is_long_breaks_nothing(tmp_path: Path) -> None:
    archive = new_archive(tmp_path / "archive")
    archive.put("inbox/a.txt", capture("كلمة طويلة " * 120))
    assert archive.convert().code == 0
    build(archive)
    assert html.broken(archive.site, OWN) == []


def test_json_of_pages_is_json(built: Archive) -> None:
    """Structured data, where a page has any, can be read."""
    for text in pages(built.site).values():
        for data in re.findall(r"<script[^>]+application/(?:ld\+)?json[^>]*>(.*?)</script>", text, re.DOTALL):
            json.loads(data)
