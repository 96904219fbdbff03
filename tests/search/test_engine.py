"""The engine in a browser, from disk and under the site's content policy."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from khizana.search import Document
from scripts.benches.searching.sites import make_site

pytestmark = pytest.mark.browser
VECTORS = Path(__file__).parent / "vectors.json"
TEXTS = {
    "one": ("القلاع القديمة", "بنى القائد قلعة على الجبل.\nوكانت السفينة في الميناء عام ١٩٧٣."),
    "two": ("سفن البحر", "مرت قوافل التجار، ثم عادت إلى المدينة. قال الوزير: «لا شيء جديد»."),
    "three": ("وزراء ومسؤولون", "اجتمع المسؤولون في أبوظبي في يناير. <script>hacked = 1</script> قلعة أخرى."),
    "four": ("الفسطاط", "مدينة الفسطاط بناها عمرو بن العاص. الوزير قال كلاما بعيدا عن الجبل وأبو سمبل وأبو ظبي."),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("search") / "site"
    make_site(folder, (_document(number, id) for number, id in enumerate(TEXTS)))
    return folder


def _document(number: int, id: str) -> Document:
    title, body = TEXTS[id]
    paragraphs = tuple((f"p-{n}", text) for n, text in enumerate(body.split("\n")))
    tags = ("sea",) if id == "two" else ()
    return Document(id, f"articles/{id}.html", title, f"201{number}-05-01", "paper", tags, (), (), (), paragraphs)


@pytest.fixture(scope="module")
def page(site: Path, browser: Browser) -> Iterator[Page]:
    page = browser.new_context().new_page()
    page.goto((site / "page.html").as_uri())
    yield page
    page.context.close()


def _search(page: Page, text: str, options: dict[str, Any] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        """async ([text, options]) => {
          const found = await khizana.search(text, options);
          return {ids: found.map(one => one.url.match(/articles\\/(.*)\\.html/)[1]), results: Array.from(found),
                  total: found.total, warnings: found.warnings,
                  didYouMean: found.didYouMean, facets: await found.facets};
        }""",
        [text, options or {}],
    )
    return found


def test_the_twin_reads_words_as_the_index_does(page: Page) -> None:
    _search(page, "قلعة")
    wrong = page.evaluate(
        """vectors => {
          const a = khizana.analyser, same = (one, two) => JSON.stringify(one) === JSON.stringify(two);
          return [vectors.forms.filter(([text, forms]) => !same(a.forms(text), forms)),
                  vectors.keys.filter(([form, key, keys]) => a.key(form) !== key || !same(a.keys(form), keys)),
                  vectors.relations.filter(([one, two, near]) => a.relation(one, two) !== near)];
        }""",
        json.loads(VECTORS.read_text(encoding="utf-8")),
    )
    assert wrong == [[], [], []]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("قلعه", "one"),
        ("سفينة", "two"),
        ("قافلة", "two"),
        ("مسئول", "three"),
        ("جانفي", "three"),
        ("1973", "one"),
        ('"قال الوزير"', "two"),
        ("قال الوزير -البحر", "four"),
    ],
)
def test_queries(page: Page, query: str, first: str) -> None:
    assert _search(page, query)["ids"][:1] == [first]


def test_a_snippet_marks_the_words_as_written_and_leads_to_the_paragraph(page: Page) -> None:
    result = next(one for one in _search(page, "سفن")["results"] if "/one.html" in one["url"])
    assert result["url"].endswith("#p-1")
    assert [part["text"] for part in result["snippetParts"] if part["mark"]] == ["السفينة"]
    assert "".join(part["text"] for part in result["snippetParts"]) == result["snippet"]


def test_what_has_no_hit_is_not_replaced_but_suggested(page: Page) -> None:
    found = _search(page, "سطاط")
    assert found["ids"] == []
    assert _search(page, "الوزبر")["didYouMean"] in (None, "الوزير")


def test_words_written_together(page: Page) -> None:
    assert _search(page, "ابوسمبل")["ids"] == ["four"]
    assert sorted(_search(page, "أبو ظبي")["ids"]) == ["four", "three"]
    assert _search(page, "أبوظبي")["ids"] == ["three", "four"]
    assert sorted(_search(page, "جزيرة أبي ظبي")["ids"]) == ["four", "three"]
    assert _search(page, "قلعةالجبل")["didYouMean"] == "قلعة الجبل"


def test_filters_and_facets(page: Page) -> None:
    assert _search(page, "", {"tag": "sea"})["ids"] == ["two"]
    assert _search(page, "", {"from": "2011", "to": "2012"})["ids"] == ["three", "two"]
    years = _search(page, "قلعة")["facets"]["year"]
    assert [(year["id"], year["count"]) for year in years] == [("2012", 1), ("2010", 1)]


@pytest.mark.parametrize(
    "query",
    ["ق" * 100_000, "\ud800", "<img src=x onerror=hacked=1>", "(a+)+$" * 50, "\u202eقلعة", '"', "-", "--", "* : ^"],
)
def test_hostile_queries_end_well(page: Page, query: str) -> None:
    assert _search(page, query)["total"] >= 0
    assert page.evaluate("typeof hacked") == "undefined"


def test_a_page_that_was_open_while_a_new_site_came_searches_that(tmp_path: Path, browser: Browser) -> None:
    documents = [_document(number, id) for number, id in enumerate(TEXTS)]
    make_site(tmp_path / "old", documents[:2])
    make_site(tmp_path / "new", documents)
    page = browser.new_context().new_page()
    page.goto((tmp_path / "old" / "page.html").as_uri())
    assert _search(page, "قلعة")["ids"] == ["one"]
    shutil.rmtree(tmp_path / "old" / "search")
    (tmp_path / "new" / "search").rename(tmp_path / "old" / "search")
    found = _search(page, "الفسطاط")
    page.context.close()
    assert (found["ids"], found["warnings"]) == (["four"], [])


def test_a_loader_of_another_build_takes_the_engine_that_the_head_names(tmp_path: Path, browser: Browser) -> None:
    make_site(tmp_path / "site", [_document(0, "one")])
    loader = tmp_path / "site" / "assets" / "javascripts" / "search-loader.js"
    told = re.sub(r'(ENGINE|TABLES) = "\w+"', r'\1 = "gone"', loader.read_text(encoding="utf-8"))
    loader.write_text(told, encoding="utf-8")
    page = browser.new_context().new_page()
    page.goto((tmp_path / "site" / "page.html").as_uri())
    found = _search(page, "قلعة")
    page.context.close()
    assert told.count('"gone"') == 2
    assert (found["ids"], found["warnings"]) == (["one"], [])


def test_missing_pieces_leave_the_other_results(site: Path, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto((site / "page.html").as_uri())
    texts = sorted((site / "search").glob("x*.js"))
    kept = {path: path.read_bytes() for path in texts}
    try:
        for path in texts[: len(texts) // 2]:
            path.unlink()
        for path in texts[len(texts) // 2 : len(texts) // 2 + 1]:
            path.write_bytes(path.read_bytes()[:-20])
        found = _search(page, "قلعة وزير سفينة")
        assert "missing-piece" in found["warnings"]
    finally:
        page.context.close()
        for path, content in kept.items():
            path.write_bytes(content)
