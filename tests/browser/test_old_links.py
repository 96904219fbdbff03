"""Old links after editors changed the registry: they still lead to the right place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from khizana.registry.edit import merge
from tests.support.archive import Archive

pytestmark = pytest.mark.browser
LIBRARY = "مكتبة متنقلة تطوف قرى الساحل"


@pytest.fixture
def page(browser: Browser, site_copy: Archive) -> Page:
    """A page of the archive after a place got another name, one was merged, one split, and a mention was dropped."""
    registry = site_copy.layout.registry
    oasis = registry / "entities" / "oasis.yml"
    oasis.write_text(oasis.read_text("utf-8").replace("label: مدينة الواحة", "label: الواحة الكبرى"), "utf-8")
    (registry / "entities" / "blue-cape.yml").write_text("id: blue-cape\ntype: place\nlabel: الرأس الأزرق\n", "utf-8")
    (registry / "entities" / "coast.yml").write_text("id: coast\ntype: place\nlabel: ساحل رأس السمك\n", "utf-8")
    article = site_copy.page(LIBRARY)
    decided = "entities:\n  add: [blue-cape, coast]\n  drop: [fish-cape]\nformat: 1\n"
    article.write_text(article.read_text("utf-8").replace("format: 1\n", decided), "utf-8")
    merge(registry, "coast", "blue-cape")
    run = site_copy.build()
    assert run.code == 0, run.output
    return browser.new_context().new_page()


def test_renamed_merged_split_and_dropped(page: Page, site_copy: Archive) -> None:
    entities = (site_copy.site / "entities").as_uri()
    heading, cards = page.locator("h1").first, page.locator(".kz-card__title")
    page.goto(f"{entities}/oasis.html")
    expect(heading).to_have_text("الواحة الكبرى")
    page.goto(f"{entities}/coast.html")
    page.wait_for_url(f"{entities}/blue-cape.html")
    expect(heading).to_have_text("الرأس الأزرق")
    expect(cards).to_have_text([LIBRARY])
    page.goto(f"{entities}/fish-cape.html")  # what is left after the split, without the mention that was dropped
    expect(heading).to_have_text("رأس السمك")
    expect(cards.filter(has_text=LIBRARY)).to_have_count(0)
    page.context.close()
