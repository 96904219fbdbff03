"""The site in a browser, opened from disk without a network and over HTTP, as readers go through it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Home, Open, served
from tests.support.archive import Archive

pytestmark = pytest.mark.browser
SCHEME = "document.body.getAttribute('data-md-color-scheme')"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Elements that stick out of the window although the page does not scroll: their end cannot be read.
STICKING_OUT = """() => [...document.querySelectorAll('main *')].filter(one => {
  const box = one.getBoundingClientRect(), style = getComputedStyle(one)
  if (!box.width || !box.height || style.visibility === 'hidden' || style.position === 'fixed') return false
  for (let up = one; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible') return false
  return box.right > innerWidth + 1 || box.left < -1
}).map(one => one.outerHTML.slice(0, 120))"""


def heading(page: Page) -> Locator:
    return page.locator("h1").first


def in_view(page: Page, id: str) -> bool:
    """Is the element with this id in the window?"""
    return bool(
        page.evaluate(
            "id => { const box = document.getElementById(id).getBoundingClientRect();"
            " return box.bottom > 0 && box.top < innerHeight }",
            id,
        )
    )


def test_a_walk_by_links(open_page: Open, home: Home) -> None:
    page, watch = open_page(home, "index.html")
    page.get_by_role("link", name="مع عودة الماء إلى النهر").first.click()
    expect(heading(page)).to_contain_text("مع عودة الماء")
    page.locator(".kz-text a.mention", has_text="النهر الكبير").first.click()
    expect(heading(page)).to_have_text("النهر الكبير")
    page.locator(".kz-card a", has_text="جسر معلّق").click()
    expect(heading(page)).to_contain_text("جسر معلّق")
    page.locator(".kz-chip", has_text="مياه").first.click()
    expect(heading(page)).to_have_text("مياه")
    page.locator(".md-tabs__link", has_text="الأرشيف الزمني").click()
    expect(heading(page)).to_have_text("الأرشيف الزمني")
    page.locator("a", has_text="بلا تاريخ").click()
    page.locator(".kz-card a", has_text="حكاية بلا تاريخ").click()
    expect(heading(page)).to_have_text("حكاية بلا تاريخ من دفتر صياد")
    page.locator("a.md-logo").first.click()
    expect(page).to_have_url(f"{home.url}index.html")
    watch.check()


def test_every_kind_of_page_opens_cleanly(open_page: Open, home: Home, places: Mapping[str, str]) -> None:
    page, watch = open_page(home, "index.html")
    for path in places.values():
        page.goto(f"{home.url}{path}")
        expect(heading(page)).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    watch.check()


def test_the_page_of_a_merged_entity_leads_on(open_page: Open, home: Home) -> None:
    page, watch = open_page(home, "entities/old-oasis.html")
    page.wait_for_url(f"{home.url}entities/oasis.html")
    expect(heading(page)).to_have_text("مدينة الواحة")
    watch.check()


def test_a_missing_page_has_the_site_s_own_answer(open_page: Open, built: Archive) -> None:
    with served(built.site) as address:
        page, _ = open_page(Home(address, offline=False), "404.html")
        expect(heading(page)).to_contain_text("ليست في الخزانة")
        page.locator(".kz-chip", has_text="الوسوم").click()
        expect(page).to_have_url(f"{address}tags/index.html")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(open_page: Open, disk: Home, places: Mapping[str, str], width: int) -> None:
    page, watch = open_page(disk, "index.html", width=width)
    for path in places.values():
        page.goto(f"{disk.url}{path}")
        assert (path, page.evaluate(WIDER)) == (path, 0)
        assert (path, page.evaluate(STICKING_OUT)) == (path, [])
    watch.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["home", "article", "tag", "entity", "places", "archive", "about"])
def test_axe_finds_nothing_serious(
    open_page: Open, disk: Home, places: Mapping[str, str], kind: str, scheme: str
) -> None:
    page, _ = open_page(disk, places[kind], color_scheme=scheme)
    assert page.evaluate(SCHEME) == {"light": "default", "dark": "slate"}[scheme]
    page.wait_for_timeout(300)  # colours fade in, and axe must not measure one half-way
    violations = Axe().run(page).response["violations"]
    serious = [
        f"{found['id']}: {node['html'][:150]}: {node['failureSummary']}"
        for found in violations
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]
    assert serious == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_palette_can_be_changed_and_is_remembered(
    open_page: Open, home: Home, places: Mapping[str, str], scheme: str
) -> None:
    page, watch = open_page(home, "index.html", color_scheme=scheme)
    toggle = page.locator("label[for^='__palette']:visible")
    seen = [page.evaluate(SCHEME)]
    for _ in range(3):
        toggle.click()
        seen.append(page.evaluate(SCHEME))
    assert set(seen) == {"default", "slate"}
    while page.evaluate(SCHEME) == seen[0]:
        toggle.click()
    chosen = page.evaluate(SCHEME)
    page.reload()
    assert page.evaluate(SCHEME) == chosen
    page.goto(f"{home.url}{places['article']}")
    assert page.evaluate(SCHEME) == chosen
    watch.check()


def test_contents_and_paragraphs_are_jumped_to(open_page: Open, home: Home, places: Mapping[str, str]) -> None:
    page, watch = open_page(home, places["article"], width=900)
    assert not in_view(page, "ما-بقي-من-العمل")
    page.locator(".kz-contents a", has_text="ما بقي من العمل").click()
    page.wait_for_function("() => scrollY > 0")
    assert in_view(page, "ما-بقي-من-العمل")
    page.goto(f"{home.url}entities/irrigation-authority.html")
    way = page.locator(".kz-contexts a", has_text="تنظف القناة").first
    id = str(way.get_attribute("href")).split("#")[1]
    way.click()
    expect(page).to_have_url(re.compile(re.escape(f"{places['article']}#{quote(id)}") + "$"))
    page.wait_for_function("() => scrollY > 0")
    assert in_view(page, id)
    watch.check()


def test_headings_are_not_hidden_under_the_header(open_page: Open, disk: Home, places: Mapping[str, str]) -> None:
    page, _ = open_page(disk, f"{places['article']}#ما-بقي-من-العمل", width=900)
    page.wait_for_function("() => scrollY > 0")
    top = page.evaluate("() => document.getElementById('ما-بقي-من-العمل').getBoundingClientRect().top")
    header = page.evaluate("() => document.querySelector('.md-header').getBoundingClientRect().bottom")
    assert top >= header


def test_without_scripts_it_can_be_read(open_page: Open, home: Home, places: Mapping[str, str]) -> None:
    page, watch = open_page(home, "index.html", java_script_enabled=False)
    for path in places.values():
        page.goto(f"{home.url}{path}")
        assert page.locator("h1").first.is_visible(), path
        assert page.locator(".md-content a:visible").count() > 0, path
    page.goto(f"{home.url}{places['article']}")
    page.locator(".kz-text p").last.wait_for(state="visible")
    watch.check()


def test_a_phone_s_menu_opens_and_leads_on(open_page: Open, home: Home) -> None:
    page, watch = open_page(home, "index.html", width=390)
    page.locator("label.md-header__button[for='__drawer']").click()
    page.locator(".md-nav--primary a", has_text="الأعلام").click()
    expect(heading(page)).to_have_text("الأعلام")
    watch.check()


def test_the_keyboard_reaches_the_text(open_page: Open, disk: Home, places: Mapping[str, str]) -> None:
    page, _ = open_page(disk, places["article"])
    page.keyboard.press("Tab")
    focused = "() => [document.activeElement.tagName, document.activeElement.getBoundingClientRect().width > 0]"
    assert page.evaluate(focused) == ["A", True]


def test_arabic_is_drawn_from_right_to_left_in_our_own_faces(
    open_page: Open, disk: Home, places: Mapping[str, str]
) -> None:
    page, _ = open_page(disk, places["article"])
    assert page.evaluate("() => getComputedStyle(document.querySelector('.kz-text p')).direction") == "rtl"
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).letterSpacing") in ("normal", "0px")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    assert page.evaluate("() => [...document.fonts].filter(face => face.status === 'loaded').length") > 0
    assert page.evaluate("() => [...document.fonts].filter(face => face.status === 'error').length") == 0


def test_latin_inside_arabic_keeps_its_order(open_page: Open, disk: Home, places: Mapping[str, str]) -> None:
    page, _ = open_page(disk, places["article"])
    assert page.locator("bdi[dir=ltr]", has_text="KSB-200").first.is_visible()


@pytest.mark.parametrize("media", ["print", "screen"])
def test_pages_can_be_printed(open_page: Open, disk: Home, places: Mapping[str, str], media: str) -> None:
    page, _ = open_page(disk, places["article"])
    page.emulate_media(media="print" if media == "print" else "screen")
    assert page.locator(".kz-text p").first.is_visible()


def test_an_attack_that_reaches_a_page_is_stopped_by_the_policy(
    open_page: Open, built: Archive, tmp_path: Path
) -> None:
    """The policy is the second wall: a script that a bug let into the body does not run."""
    archive = built.copy(tmp_path / "archive")
    path = archive.site / "about.html"
    attack = "<script>document.title = 'broken'</script><img src=x onerror=\"document.title = 'broken'\">"
    path.write_text(path.read_text("utf-8").replace("</h1>", f"</h1>{attack}", 1), "utf-8")
    page, watch = open_page(Home(f"file://{archive.site}/", offline=True), "about.html")
    page.wait_for_load_state("networkidle")
    assert page.title() != "broken"
    assert any("Content Security Policy" in line for line in watch.wrong)
