"""The committed queries, over this archive's own articles and made-up ones, hold their floor in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.benches.searching import corpora
from scripts.benches.searching.browser import answers, opened, scores
from scripts.benches.searching.sites import make_site

pytestmark = pytest.mark.browser
FLOORS = {"title": (1.0, 0.97), "words2": (1.0, 0.9), "variant2": (0.97, 0.85)}


def test_the_floor_holds(tmp_path: Path, browser: Browser) -> None:
    texts, queries = corpora.own()
    if not {id for query in queries for id in query.right} <= {text.id for text in texts}:
        pytest.skip("these are not the articles the queries were written for")
    make_site(tmp_path / "site", map(corpora.document_of, texts))
    page = opened(browser, (tmp_path / "site").as_uri() + "/")
    found = scores(queries, answers(page, [query.text for query in queries]))
    page.context.close()
    assert len(queries) >= 100
    for kind, (r10, mrr) in FLOORS.items():
        assert found[kind]["r10"] >= r10, (kind, found[kind])
        assert found[kind]["mrr"] >= mrr, (kind, found[kind])
