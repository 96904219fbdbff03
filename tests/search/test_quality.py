"""The committed queries, over this archive's own articles and made-up ones, hold their floor in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.benches.searching import corpora
from scripts.benches.searching.browser import ids_of, opened, results, scores
from scripts.benches.searching.corpora import Query, Text
from scripts.benches.searching.firefox import firefox, results_in_firefox
from scripts.benches.searching.probes import missed, probes
from scripts.benches.searching.sites import make_site, served

pytestmark = pytest.mark.browser
FLOORS = {"title": (1.0, 0.97), "words2": (1.0, 0.9), "variant2": (0.97, 0.85)}
SOME = slice(None, None, 4)


@pytest.fixture(scope="module")
def own() -> tuple[list[Text], list[Query]]:
    return corpora.own()


@pytest.fixture(scope="module")
def queries(own: tuple[list[Text], list[Query]]) -> list[Query]:
    texts, queries = own
    if not {id for query in queries for id in query.right} <= {text.id for text in texts}:
        pytest.skip("these are not the articles the queries were written for")
    return queries


@pytest.fixture(scope="module")
def site(own: tuple[list[Text], list[Query]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("quality") / "site"
    make_site(folder, map(corpora.document_of, own[0]))
    return folder


def test_the_floor_holds(site: Path, queries: list[Query], browser: Browser) -> None:
    page = opened(browser, site.as_uri() + "/")
    found = scores(queries, ids_of(results(page, [query.text for query in queries])))
    page.context.close()
    assert len(queries) >= 100
    for kind, (r10, mrr) in FLOORS.items():
        assert found[kind]["r10"] >= r10, (kind, found[kind])
        assert found[kind]["mrr"] >= mrr, (kind, found[kind])


def test_results_are_the_same_from_a_server_and_in_firefox(site: Path, queries: list[Query], browser: Browser) -> None:
    some = [query.text for query in queries[SOME]]
    page = opened(browser, site.as_uri() + "/")
    expected = results(page, some)
    page.context.close()
    with served(site) as address:
        page = opened(browser, address)
        assert results(page, some) == expected
        page.context.close()
        if not firefox():
            pytest.skip("there is no Firefox")
        assert results_in_firefox(site, address, some) == expected
    assert results_in_firefox(site, site.as_uri() + "/", some) == expected


def test_words_are_found_under_their_other_forms(tmp_path: Path, browser: Browser) -> None:
    assert sum(len(queries) for _, queries in probes()) == 35
    assert missed(browser, tmp_path) == []
