"""A reader who does not know the archive: what they come to find, each in at most four actions, opened from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support.archive import Archive

pytestmark = pytest.mark.browser
_MOST_ACTIONS = 4
_SAID = ".kz-choose__said"


@dataclass
class Reader:
    """Somebody at the home page; counts what they do."""

    page: Page
    actions: int = 0

    def follow(self, words: str) -> None:
        """Take a link; what is asked next is asked of the page it leads to."""
        self._act()
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=words).first.click()

    def write(self, box: str, words: str) -> None:
        self._act()
        self.page.get_by_label(box).fill(words)
        self.page.keyboard.press("Enter")

    def choose(self, box: str, words: str) -> None:
        self._act()
        self.page.get_by_label(box).select_option(label=words)

    def open(self, words: str) -> None:
        self._act()
        self.page.locator("summary", has_text=words).click()

    def _act(self) -> None:
        self.actions += 1
        assert self.actions <= _MOST_ACTIONS

    def chosen(self) -> list[str]:
        return self.page.locator(".kz-chosen .kz-card__title").all_inner_texts()


@pytest.fixture
def page(browser: Browser, built: Archive) -> Iterator[Page]:
    """The home page, from disk; whatever the browser complains of fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto((built.site / "index.html").as_uri())
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def reader(page: Page) -> Reader:
    return Reader(page)


class TestTasks:
    def test_which_articles_of_a_year_speak_of_both(self, reader: Reader) -> None:
        reader.follow("مدينة الواحة")
        reader.write("مع اسم آخر", "النهر الكبير")
        reader.choose("السنة", "2017")
        expect(reader.page.locator(_SAID)).to_have_text("3 مقالات مع النهر الكبير، سنة 2017")
        expect(reader.page.locator(".kz-chosen mark").first).to_have_text(re.compile("الواحة"))
        assert reader.page.locator(".kz-chosen h3").first.inner_text() == "سنة 2017"
        assert [words[:12] for words in reader.chosen()] == ["ثلاثة آلاف ن", "مع عودة الما", "جسر معلّق يص"]
        assert reader.page.url.endswith("#with=great-river&year=2017")

    def test_where_it_is_and_what_happened_there(self, reader: Reader) -> None:
        reader.follow("مدينة الواحة")
        expect(reader.page.locator(".kz-facts")).to_contain_text("26°30′")
        expect(reader.page.get_by_role("img", name="خريطة مدينة الواحة")).to_be_visible()
        with reader.page.expect_navigation():
            reader.page.locator(".kz-contexts a").first.click()
        assert "#p-" in reader.page.url
        expect(reader.page.locator("p:target, li:target").first).to_be_visible()

    def test_who_somebody_is_and_with_whom_they_are_named(self, reader: Reader) -> None:
        reader.follow("سلمى الحداد")
        expect(reader.page.locator(".kz-lead")).to_have_text("مهندسة مياه.")
        reader.open("رأس السمك")
        reader.follow("صفحة رأس السمك")
        assert reader.page.url.endswith("/entities/fish-cape.html")

    def test_everything_under_a_tag_oldest_first(self, reader: Reader) -> None:
        reader.follow("مياه")
        newest = reader.page.locator(".kz-card__title").all_inner_texts()
        reader.choose("الترتيب", "الأقدم أولًا")
        expect(reader.page.locator(_SAID)).to_contain_text("4 مقالات")
        assert reader.chosen() == newest[::-1]
        expect(reader.page.locator(".kz-head [data-kz-order]")).to_have_text("الأقدم أولًا")

    def test_a_name_that_is_not_there_is_told_of_and_undone(self, reader: Reader) -> None:
        reader.follow("مدينة الواحة")
        reader.write("مع اسم آخر", "ققققق")
        expect(reader.page.locator(_SAID)).to_contain_text("لا اسم في الفهرس يطابق «ققققق»")
        expect(reader.page.locator(".kz-whole")).to_be_hidden()
        reader.page.get_by_role("button", name="القائمة كاملة").click()
        expect(reader.page.locator(".kz-whole")).to_be_visible()
        expect(reader.page.locator(_SAID)).to_have_text("")

    def test_a_name_that_is_not_at_hand(self, reader: Reader) -> None:
        reader.page.goto(reader.page.url.replace("index.html", "entities/index.html"))
        reader.write("ابحث عن اسم", "واحه")
        expect(reader.page.locator("#kz-filter-said")).to_have_text("اسم واحد")
        reader.follow("مدينة الواحة")
        assert reader.page.url.endswith("/entities/oasis.html")

    def test_the_way_back_and_the_way_again(self, reader: Reader) -> None:
        reader.follow("مدينة الواحة")
        reader.choose("الترتيب", "الأقدم أولًا")
        expect(reader.page.locator(".kz-whole")).to_be_hidden()
        reader.page.go_back()
        expect(reader.page.locator(".kz-whole")).to_be_visible()
        reader.page.go_forward()
        expect(reader.page.locator(".kz-chosen")).to_be_visible()


def test_without_a_script_nothing_is_missing(browser: Browser, built: Archive) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / "entities/oasis.html").as_uri())
    expect(page.locator(".kz-choose")).to_be_hidden()
    expect(page.locator(".kz-card")).to_have_count(3)
    page.locator(".kz-years a").first.click()
    expect(page).to_have_url(re.compile("#y2017$"))
    page.goto((built.site / "entities/index.html").as_uri())
    expect(page.locator(".kz-filter")).to_be_hidden()
    context.close()


def test_articles_of_later_pages_are_shown_too(browser: Browser, site_copy: Archive) -> None:
    piece = site_copy.site / "entities/oasis.js"
    more = ',["2001-02-03-abcd","2001-02-03","عنوان <b>",0]],[],["المسار"]);'
    piece.write_text(piece.read_text("utf-8").replace("],[],[]);", more), "utf-8")
    page = browser.new_page()
    page.goto((site_copy.site / "entities/oasis.html").as_uri())
    page.get_by_label("الترتيب").select_option(label="الأقدم أولًا")
    first = page.locator(".kz-chosen .kz-card").first
    expect(first).to_have_text("عنوان <b>3 فبراير 2001المسار")
    expect(first.locator("a")).to_have_attribute("href", "../articles/2001/02/2001-02-03-abcd.html")
    expect(page.locator(".kz-chosen h3").first).to_have_text("سنة 2001")
    page.close()


def test_pieces_that_are_gone_are_told_of(browser: Browser, site_copy: Archive) -> None:
    (site_copy.site / "entities/oasis.js").unlink()
    (site_copy.site / "entities/places.js").unlink()
    context = browser.new_context()
    page = context.new_page()
    page.goto((site_copy.site / "entities/oasis.html").as_uri())
    page.get_by_label("الترتيب").select_option(label="الأقدم أولًا")
    expect(page.locator(_SAID)).to_contain_text("تعذّر تحميل القائمة")
    expect(page.locator(".kz-card")).to_have_count(3)
    page.goto((site_copy.site / "entities/places.html").as_uri())
    page.get_by_label("ابحث في أسماء هذا الباب").fill("راس")
    expect(page.locator("#kz-filter-said")).to_contain_text("هذه الصفحة وحدها")
    expect(page.locator(".kz-row:visible")).to_have_count(1)
    context.close()


@pytest.mark.parametrize("url", ["entities/network", "archive/2017", "data/index"])
def test_axe_finds_nothing_serious(browser: Browser, built: Archive, url: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((built.site / f"{url}.html").as_uri())
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
