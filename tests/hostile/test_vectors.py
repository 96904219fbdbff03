"""Attack vectors through every place a text can stand: nothing live in any page, nothing runs in a browser.

All articles, and so all vectors, are checked statically, and one in ten of the other pages. A browser opens some of
the pages, with the content policy and without; `scripts/bench.py inputs` has it open every vector in every place.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.hostile.attacked import Attacked, attacked_archive, harmless_archive
from tests.hostile.bad_inputs import samples_folder
from tests.hostile.browsing import CONTROL, copy_without_policies, is_watchful, visit_all
from tests.hostile.live import Harmless, faults, harmless_parts, parse
from tests.hostile.vectors import vectors

PER_PAGE = 60
OPENED = 8


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    return attacked_archive(tmp_path_factory.mktemp("attacked") / "archive", vectors(samples_folder()), PER_PAGE)


def test_there_are_enough_vectors() -> None:
    assert len(vectors()) >= 1500


def test_no_page_has_anything_live_and_all_texts_are_there(attacked: Attacked, tmp_path: Path) -> None:
    harmless = harmless_parts(harmless_archive(tmp_path / "archive").site)
    assert list(faults(attacked.site, harmless, attacked.shown, others=10))[:20] == []
    assert sum(len(shown) for shown in attacked.shown.values()) >= 1500


def test_the_static_check_sees_what_is_live() -> None:
    found = list(Harmless().strange(parse(CONTROL)))
    assert any("onclick" in line for line in found) and any("javascript:" in line for line in found)


@pytest.mark.browser
def test_nothing_runs_in_a_browser(attacked: Attacked, browser: Browser, tmp_path: Path) -> None:
    names, bare = _some(attacked), tmp_path / "bare"
    copy_without_policies(attacked.site, bare, names)
    assert is_watchful(browser, tmp_path)
    with_policy = visit_all(browser, [attacked.site / name for name in names])
    without = visit_all(browser, [bare / name for name in names])
    assert (with_policy.happened, without.happened) == ([], [])
    assert with_policy.opened == without.opened == len(names)


def _some(attacked: Attacked) -> list[str]:
    """Pages of every room, spread over all vectors."""
    names = sorted(path.relative_to(attacked.site).as_posix() for path in attacked.site.rglob("*.html"))
    articles = [name for name in names if name.startswith("articles/")]
    others = [
        "index.html",
        "tags/index.html",
        "entities/places.html",
        "archive/2020.html",
        "tags/attack7.html",
        "entities/attack9.html",
    ]
    return [*articles[:: max(1, len(articles) // OPENED)], *(name for name in others if name in names)]
