"""The search box and the page of results: once with the engine itself, in detail over a stand-in for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from khizana.arabic import ARTICLES, counted
from tests.browser.conftest import Home, Open, Watch, pages_of

pytestmark = pytest.mark.browser
ENGINE = (Path(__file__).parent / "fake_engine.js").read_text(encoding="utf-8")
REAL_ENGINE = re.compile(r"/assets/javascripts/search-(?!ui)")
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused') } })"
NO_HISTORY = "History.prototype.pushState = () => { throw new DOMException('refused') }"
PRESS = "key => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

Search = Callable[..., tuple[Page, Watch]]


@pytest.fixture
def search(browser: Browser) -> Iterator[Search]:
    """`search(home, path, width=…, script=…, **context)` opens a page whose engine is the stand-in."""
    with pages_of(browser) as fresh:

        def open_one(
            home: Home, path: str, *, width: int = 1280, script: str = "", **options: Any
        ) -> tuple[Page, Watch]:
            page, watch = fresh(home, width=width, height=800, **options)
            page.context.route(REAL_ENGINE, lambda route: route.fulfill(body="", content_type="text/javascript"))
            page.context.add_init_script(f"window.FAKE_ROOT = {home.url!r};\n{ENGINE}\n{script}")
            page.goto(f"{home.url}{path}")
            return page, watch

        yield open_one


def results(**fields: str) -> str:
    return "search.html?" + "&".join(f"{name}={quote(value)}" for name, value in fields.items())


def asked(page: Page) -> dict[str, str]:
    """The fields of the page's address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def status(page: Page, text: str) -> None:
    """The page of results says this, sooner or later."""
    page.locator("#kz-find-status", has_text=re.compile(f"^{re.escape(text)}$")).wait_for()


def chosen(page: Page) -> str:
    """The option the box points to."""
    id = page.locator("[role=combobox]").get_attribute("aria-activedescendant")
    return page.locator(f"#{id}[aria-selected=true]").inner_text().split("\n")[0] if id else ""


def test_a_search_from_its_box_to_a_paragraph_and_back(open_page: Open, home: Home) -> None:
    """With the engine itself and the index of the built site."""
    page, watch = open_page(home, "tags/water.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("النهر")
    page.locator("[role=option]", has_text="النهر الكبير").first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".kz-card mark").first.wait_for()
    assert asked(page) == {"q": "النهر"}
    found = page.locator("#kz-find-status").inner_text()
    page.locator(".kz-facet a", has_text="مياه").click()
    page.locator(".kz-find__chips a", has_text="مياه").wait_for()
    assert asked(page) == {"q": "النهر", "tag": "water"}
    page.go_back()
    page.locator(".kz-find__chips a").wait_for(state="detached")
    status(page, found)
    way = page.locator(".kz-find__snippet a[href*='#p-']").first
    words, target = way.locator("mark").first.inner_text(), str(way.get_attribute("href"))
    way.click()
    page.wait_for_url(target)
    assert words in page.locator(":target").inner_text()
    page.go_back()
    status(page, found)
    watch.check()


class TestBox:
    def test_suggestions_by_keyboard(self, search: Search, disk: Home) -> None:
        page, watch = search(disk, "tags/index.html")
        page.keyboard.press("/")
        box = page.locator("[role=combobox]")
        assert box.get_attribute("aria-expanded") == "false"
        page.keyboard.type("الماء")
        page.locator("[role=option]").first.wait_for()
        assert (box.get_attribute("aria-expanded"), chosen(page)) == ("true", "")
        labels = page.locator("[role=option] bdi").all_inner_texts()
        assert (labels[0], labels[1], labels[-1]) == ("النهر الكبير", "مياه", "«الماء»")
        assert page.locator("[role=option]").nth(2).locator("span").all_inner_texts() == ["مقال", "29 يونيو 2017"]
        seen = []
        for key in ("ArrowDown", "ArrowDown", "End", "ArrowDown", "ArrowUp", "Home"):
            page.keyboard.press(key)
            seen.append(chosen(page))
        assert seen == ["النهر الكبير", "مياه", "«الماء»", "", "«الماء»", "النهر الكبير"]
        expect(page.locator(".kz-search [role=status]")).to_have_text("3 اقتراحات، تصفّحها بالسهمين")
        page.keyboard.press("Escape")
        assert (box.get_attribute("aria-expanded"), box.input_value()) == ("false", "الماء")
        page.keyboard.press("ArrowDown")
        page.locator("[role=option]").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{disk.url}tags/water.html")
        watch.check()

    def test_shortcuts_are_letters_while_one_types(self, search: Search, disk: Home) -> None:
        page, _ = search(disk, "about.html")
        page.evaluate(PRESS, "ظ")  # the key of the slash on an Arabic keyboard
        assert page.evaluate("document.activeElement.role") == "combobox"
        page.keyboard.type("a/ظ")
        expect(page.locator("[role=combobox]")).to_have_value("a/ظ")

    def test_on_a_phone_it_opens_over_the_header(self, search: Search, disk: Home) -> None:
        page, _ = search(disk, "about.html", width=320)
        opener = page.locator(".kz-search__open")
        assert not page.locator("[role=combobox]").is_visible()
        opener.click()
        assert opener.get_attribute("aria-expanded") == "true"
        page.keyboard.type("الماء")
        page.locator("[role=option]").first.wait_for()
        assert page.evaluate(WIDER) == 0
        page.locator(".kz-search__close").click()
        assert not page.locator("[role=combobox]").is_visible()
        assert page.evaluate("document.activeElement.className") == "kz-search__open"

    def test_suggestions_are_text_and_lead_nowhere_else(self, search: Search, disk: Home) -> None:
        page, watch = search(disk, "about.html")
        page.locator("[role=combobox]").fill("الماء")
        page.locator("[role=option]").first.wait_for()
        ways = page.eval_on_selector_all("a[role=option]", "all => all.map(one => one.href)")
        assert len(ways) == 4
        assert all(way.startswith(disk.url) for way in ways)
        assert page.evaluate("[window.HACKED, document.querySelectorAll('.kz-search img').length]") == [None, 0]
        page.locator("[role=combobox]").fill("تالف")
        page.locator("[role=option]", has_text="«تالف»").wait_for()
        expect(page.locator("[role=option]")).to_have_count(1)
        watch.check()

    def test_counts_are_those_of_the_library(self, search: Search, disk: Home) -> None:
        page, _ = search(disk, "about.html")
        numbers = [*range(121), 200, 203, 999, 1000, 1011, 1100, 1102, 31_000, 1_234_567]
        shown = page.evaluate("all => all.map(one => khizanaUi.counted(one, khizanaUi.ARTICLES))", numbers)
        assert shown == [counted(number, ARTICLES) for number in numbers]

    def test_without_scripts_it_leads_to_the_indexes(self, search: Search, disk: Home) -> None:
        page, watch = search(disk, "tags/water.html", java_script_enabled=False)
        page.locator(".kz-search__link").click()
        expect(page).to_have_url(f"{disk.url}search.html")
        expect(page.locator(".md-content")).to_contain_text("جافاسكربت", use_inner_text=True)
        page.locator(".md-content a", has_text="الأعلام").click()
        expect(page).to_have_url(f"{disk.url}entities/index.html")
        watch.check()


class TestRecentSearches:
    def test_stay_on_the_device_until_cleared(self, search: Search, disk: Home) -> None:
        page, watch = search(disk, "search.html")
        for text in ("النيل", "الماء", "النيل"):
            page.locator("[role=combobox]").fill(text)
            page.keyboard.press("Enter")
            page.wait_for_function("text => document.title.includes(text)", arg=text)
        page.goto(f"{disk.url}about.html")
        page.locator("[role=combobox]").click()
        page.locator("[role=option]").first.wait_for()
        expect(page.locator("[role=option] bdi")).to_have_text(["النيل", "الماء"])
        page.locator("[role=option]", has_text="امسح").click()
        expect(page.locator("[role=option]")).to_have_count(0)
        assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('recent'))") == []
        watch.check()

    def test_where_nothing_can_be_kept(self, search: Search, disk: Home) -> None:
        page, _ = search(disk, "search.html", script=NO_STORAGE)
        page.locator("[role=combobox]").fill("الماء")
        page.keyboard.press("Enter")
        status(page, "34 نتيجةً")


class TestResults:
    def test_what_a_result_shows(self, search: Search, disk: Home) -> None:
        page, watch = search(disk, results(q="الماء"))
        status(page, "34 نتيجةً")
        card = page.locator(".kz-card").nth(1)
        assert card.locator("h2").inner_text() == "عودة الماء إلى النهر بعد سنوات من الجفاف، الحلقة 2"
        assert card.locator(".kz-meta").inner_text().split() == ["12", "مارس", "2017", "صحيفة", "الفجر"]
        assert card.locator("mark").all_inner_texts() == ["الماء"]
        ways = card.locator("a").evaluate_all("all => all.map(one => one.href)")
        assert ways == [f"{disk.url}entities/oasis.html", f"{disk.url}entities/oasis.html#p-2"]
        assert page.title().startswith("«الماء» - البحث")
        assert page.evaluate("[window.HACKED, document.querySelectorAll('.kz-find img').length]") == [None, 0]
        watch.check()

    def test_filters_are_addresses(self, search: Search, disk: Home) -> None:
        page, watch = search(disk, results(q="الماء", tag="water", outlet="al-fajr", **{"from": "2014"}))
        page.locator(".kz-find__chips a", has_text="مياه").wait_for()
        assert page.locator(".kz-find__chips bdi").all_inner_texts() == ["من 2014", "مياه", "صحيفة الفجر"]
        assert page.locator(".kz-facet [aria-current] bdi").all_inner_texts() == ["مياه", "صحيفة الفجر"]
        page.locator(".kz-find__orders a", has_text="الأحدث").click()
        page.locator(".kz-find__orders [aria-current]", has_text="الأحدث").wait_for()
        page.locator(".kz-find__chips a", has_text="صحيفة الفجر").click()
        page.locator(".kz-find__chips a", has_text="صحيفة الفجر").wait_for(state="detached")
        page.locator(".kz-facet a", has_text="2017").click()
        page.locator(".kz-find__chips a", has_text="2017").wait_for()
        assert asked(page) == {"q": "الماء", "tag": "water", "sort": "date", "from": "2017", "to": "2017"}
        text, options = page.evaluate("khizana.calls.at(-1)")
        assert text == "الماء"
        assert {name: options[name] for name in ("tag", "from", "to", "sort", "entity", "limit", "offset")} == {
            "tag": "water", "from": "2017", "to": "2017", "sort": "date", "entity": "", "limit": 10, "offset": 0,
        }  # fmt: skip
        watch.check()

    def test_where_a_page_may_not_change_its_address(self, search: Search, disk: Home) -> None:
        page, watch = search(disk, results(q="الماء"), script=NO_HISTORY)
        page.locator(".kz-facet a", has_text="مياه").click()
        page.locator(".kz-find__chips a", has_text="مياه").wait_for()
        assert asked(page) == {"q": "الماء", "tag": "water"}
        watch.check()

    def test_years_in_any_digits(self, search: Search, disk: Home) -> None:
        page, _ = search(disk, results(q="الماء"))
        chip = page.locator(".kz-find__chips a")
        for box, year, said in (
            ("from", "٢٠١٧", "من 2017"),
            ("to", "١٩٩٨", "من 1998 إلى 2017"),
            ("from", "س", "إلى 2017"),
        ):
            page.locator(f"[data-key=range-{box}]").fill(year)
            page.locator(f"[data-key=range-{box}]").press("Enter")
            chip.locator("bdi", has_text=re.compile(f"^{said}$")).wait_for()

    def test_a_year_half_typed_outlives_new_facets(self, search: Search, disk: Home) -> None:
        page, _ = search(disk, results(q="الماء"))
        page.locator("[data-key=range-from]").press_sequentially("20")
        page.locator(".kz-facet__range").evaluate("range => { range.dataset.old = 'yes'; }")
        page.evaluate("history.pushState(null, '', location.search + '&sort=date')")
        page.evaluate("dispatchEvent(new Event('popstate'))")
        page.locator(".kz-facet__range:not([data-old])").wait_for()
        page.keyboard.type("17")
        page.keyboard.press("Enter")
        page.locator(".kz-find__chips bdi", has_text="من 2017").wait_for()

    def test_long_lists_are_shown_when_asked_for(self, search: Search, disk: Home) -> None:
        page, _ = search(disk, results(q="الماء"))
        years = page.locator(".kz-facet", has_text="السنة").locator("li:visible")
        page.locator(".kz-facet__more").wait_for()
        assert years.count() == 6
        page.locator(".kz-facet__more").click()
        assert years.count() == 9
        for number in (20, 30, 34):
            page.locator("[data-find=more]").click()
            page.locator(".kz-card").nth(number - 1).wait_for()
        assert not page.locator("[data-find=more]").is_visible()
        assert "الحلقة 31" in page.evaluate("document.activeElement.textContent")
        page.locator(".kz-card h2 a").nth(25).click()
        page.wait_for_url(f"{disk.url}entities/oasis.html")
        page.go_back()
        page.locator(".kz-card").nth(33).wait_for()

    def test_what_it_says(self, search: Search, disk: Home) -> None:
        page, watch = search(disk, "search.html")
        broken = "تعذّر البحث: لم يُحمَّل فهرس البحث أو بعضه تالف."
        for query, said, note in (
            ("لا شيء", "لا نتائج", "لم يرد هذا في نصوص الأرشيف"),
            ("-؟", "لا نتائج", "اكتب كلمة واحدة على الأقل"),
            ("ناقص", "34 نتيجةً", "فقد تنقص النتائج"),
            ("ناقص لا شيء", "لا نتائج", "أعد المحاولة"),
            ("كلمة " * 100, "34 نتيجةً", "فلم يُبحث إلا عن أوله"),
            ("تالف", broken, "أعد المحاولة"),
        ):
            page.goto(f"{disk.url}{results(q=query)}")
            status(page, said)
            assert note in page.locator("[data-find=notes]").inner_text()
        page.evaluate("delete window.khizana")
        page.get_by_role("button", name="أعد المحاولة").click()
        status(page, broken)
        watch.check()

    def test_ways_out_of_a_search_that_finds_nothing(self, search: Search, disk: Home) -> None:
        page, _ = search(disk, results(q="المأ", tag="none"))
        status(page, "لا نتائج")
        page.locator(".kz-find__chips a").click()
        status(page, "34 نتيجةً")
        expect(page.locator(".kz-find__meant")).to_have_text("هل تقصد «الماء»؟")
        page.locator(".kz-find__meant a").click()
        page.locator(".kz-find__meant").wait_for(state="detached")
        assert asked(page) == {"q": "الماء"}

    def test_progress_of_a_slow_search(self, search: Search, disk: Home) -> None:
        page, _ = search(disk, results(q="بطيء"))
        bar = page.locator("progress")
        bar.wait_for()
        assert float(bar.get_attribute("value") or 0) >= 1
        expect(page.locator("#kz-find-status")).to_have_text("جارٍ البحث…")
        status(page, "34 نتيجةً")
        assert not bar.is_visible()

    def test_hostile_queries(self, search: Search, disk: Home) -> None:
        page, watch = search(disk, "search.html")
        for query in ("%3Cscript%3EHACKED=1%3C/script%3E", "%ED%A0%80%FF", "%E2%80%AE" * 9, "a" * 100_000):
            page.goto(f"{disk.url}search.html?q={query}&tag=%3Cb%3E&from=x&sort=__proto__")
            page.locator(".kz-card").first.wait_for()
            assert page.evaluate("[window.HACKED, document.querySelectorAll('.kz-find b').length]") == [None, 0]
            assert len(page.evaluate("khizana.calls.at(-1)[0]")) <= 300
        page.evaluate("document.querySelector('[role=combobox]').value = 'ماء \\ud800'")
        page.locator("[role=combobox]").press("Enter")
        page.wait_for_function("document.title.includes('ماء')")
        watch.check()


class TestForEveryone:
    @pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
    def test_axe_finds_nothing_serious(self, search: Search, disk: Home, width: int, scheme: str) -> None:
        page, _ = search(disk, results(q="المأ", tag="water"), width=width, color_scheme=scheme)
        page.locator(".kz-find__chips a", has_text="مياه").wait_for()
        page.evaluate("document.querySelector('details').open = true")
        page.keyboard.press("/")
        page.keyboard.press("ArrowDown")
        page.locator("[role=option]").first.wait_for()
        page.keyboard.press("ArrowDown")
        assert page.evaluate(WIDER) == 0
        assert serious(page) == []

    def test_with_forced_colours_the_choice_is_seen(self, search: Search, disk: Home) -> None:
        page, _ = search(disk, "about.html", forced_colors="active", reduced_motion="reduce")
        page.keyboard.press("/")
        page.keyboard.type("الماء")
        page.locator("[role=option]").first.wait_for()
        page.keyboard.press("ArrowDown")
        assert page.eval_on_selector("[aria-selected=true]", "one => getComputedStyle(one).outlineStyle") == "solid"


def serious(page: Page) -> list[str]:
    page.wait_for_timeout(300)  # colours fade in, and axe must not measure one half-way
    return [
        f"{found['id']}: {node['html'][:150]}: {node['failureSummary']}"
        for found in Axe().run(page).response["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]
