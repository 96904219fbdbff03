"""Index pages of a small archive: they hold together, say what they are made of, and stay what they are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khizana.catalogue.record import Record
from khizana.publish.entity.facts import Fact
from khizana.publish.page import Body, File, Page
from khizana.publish.rooms import Rooms
from khizana.publish.series import Series
from khizana.publish.urls import article_url
from khizana.publish.words import coordinates_words, partial_date, period_words
from tests.publish.conftest import HOSTILE, RECORDS, Make, record
from tests.support.html import document, loose_tree, text_of
from tests.support.shelves import index_files, index_pages

SCRIPTS = [f"assets/javascripts/{name}.js" for name in ("lists", "filter-names", "filter-articles")]


def bodies(rooms: Rooms) -> dict[str, Body]:
    """The bodies of all index pages; the search page is none."""
    return {page.url: page.render() for page in index_pages(rooms) if page.url != "search.html"}


class TestAll:
    def test_every_link_leads_somewhere(self, rooms: Rooms) -> None:
        made = bodies(rooms)
        files = {file.url for file in index_files(rooms)}
        known = {*made, *files, "index.html", *(article_url(one.id) for one in RECORDS), *SCRIPTS}
        ids = {url: set(document(body.html).ids) for url, body in made.items()}
        for url, body in made.items():
            for _, _, address in document(body.html + body.head).addresses():
                if ":" in address.split("/")[0]:
                    continue
                path, _, anchor = address.partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(path))) if path else url
                assert target in known, (url, address)
                assert not anchor or target not in ids or unquote(anchor) in ids[target], (url, address)

    def test_ids_are_there_once(self, rooms: Rooms) -> None:
        for url, body in bodies(rooms).items():
            ids = document(body.html).ids
            assert len(ids) == len(set(ids)), url

    def test_hostile_names_and_titles_are_words(self, rooms: Rooms) -> None:
        for url, body in bodies(rooms).items():
            assert "<img" not in body.html + body.head, url
            names = {name for _, values in document(body.html).tags for name in values}
            assert not [name for name in names if name.startswith("on")], url
        shown = text_of(loose_tree(bodies(rooms)["entities/salma.html"].html))
        assert HOSTILE.split("\u202e")[0] in shown

    def test_no_style_and_no_script_of_its_own(self, rooms: Rooms) -> None:
        for url, body in bodies(rooms).items():
            tags = document(body.html).tags
            assert not [tag for tag, values in tags if tag in ("script", "style") or "style" in values], url

    @pytest.mark.parametrize("left", range(len(RECORDS)))
    def test_what_is_made_of_the_same_is_the_same(self, make: Make, rooms: Rooms, left: int) -> None:
        """A build renders a page again only if its inputs changed; so they must be all there is to it."""
        fewer = make([one for place, one in enumerate(RECORDS) if place != left])
        before, after = made_of(rooms), made_of(fewer)
        same = [url for url in before if url in after and before[url][0] == after[url][0]]
        assert same
        for url in same:
            assert before[url][1] == after[url][1], url


def made_of(rooms: Rooms) -> dict[str, tuple[object, object]]:
    """What every page and file says it is made of, and what it comes to."""
    outputs: Iterable[Page | File] = [*index_pages(rooms), *index_files(rooms)]
    return {one.url: (_inputs(one), _content(one)) for one in outputs}


def _inputs(one: Page | File) -> object:
    return (one.inputs, one.title, one.description) if isinstance(one, Page) else one.inputs


def _content(one: Page | File) -> object:
    made = one.render()
    return made if isinstance(made, str | bytes | Body) else "".join(made)


class TestEntities:
    @pytest.fixture
    def cairo(self, rooms: Rooms) -> str:
        return text_of(loose_tree(bodies(rooms)["entities/cairo.html"].html))

    def test_where_it_is_in_words(self, cairo: str) -> None:
        assert "\u206630°02′\u2069 شمالًا، \u206631°14′\u2069 شرقًا" in cairo

    def test_relations_both_ways(self, rooms: Rooms) -> None:
        facts = bodies(rooms)["entities/cairo.html"].html.split("<dl", 1)[1].split("</dl>")[0]
        assert '<dt>الموقع</dt>\n    <dd><a href="egypt.html">مصر</a></dd>' in facts
        assert '<dt>هيئات هنا</dt>\n    <dd><a href="authority.html">' in facts

    def test_what_happened_there(self, rooms: Rooms) -> None:
        made = bodies(rooms)
        cairo, egypt = (made[f"entities/{id}.html"].html for id in ("cairo", "egypt"))
        assert '<h2 id="events">ما وقع هنا</h2>' in cairo and 'href="opening.html"' in cairo
        assert "أحداث ذُكرت معه" not in cairo  # the one there is stands in the list above
        within = egypt.split('<h2 id="events">', 1)[1].split("</section>")[0]
        assert 'href="opening.html"' in within and "يونيو 2017" in within and "القاهرة" in within

    def test_events_named_in_one_paragraph_with_it(self, make: Make) -> None:
        rooms = make([record(1, "2017-06-29", ["egypt", "war"]), record(2, "2016-06-29", ["egypt", "war"])])
        html = bodies(rooms)["entities/egypt.html"].html
        within = html.split('<h2 id="events">', 1)[1].split("</section>")[0]
        assert "أحداث ذُكرت معه" in within and "مقالان مشتركان" in within
        assert 'href="../articles/2017/06/2017-06-29-baaa.html#p-abc123"' in within

    def test_companions_say_how_many_there_are(self, make: Make, rooms: Rooms) -> None:
        html = bodies(rooms)["entities/salma.html"].html
        assert html.count("<details><summary>") == 3 and "أبرز" not in html
        assert '<a href="../articles/2017/06/2017-06-02-caaa.html">مقال 2</a>' in html

    def test_one_that_no_article_names_is_a_word(self, rooms: Rooms) -> None:
        html = bodies(rooms)["entities/salma.html"].html
        assert "<bdi>لا أحد</bdi>" in html and "nobody.html" not in html

    def test_a_merged_one_leads_on(self, rooms: Rooms) -> None:
        assert bodies(rooms)["entities/old.html"].head == '<meta http-equiv="refresh" content="0; url=cairo.html">'

    def test_mentions_lead_to_paragraphs(self, rooms: Rooms) -> None:
        html = bodies(rooms)["entities/salma.html"].html
        assert '<a href="../articles/2017/06/2017-06-29-baaa.html#p-abc123">… <mark>salma</mark> …</a>' in html


class TestTags:
    def test_articles_of_narrower_tags_are_there(self, rooms: Rooms) -> None:
        html = bodies(rooms)["tags/water.html"].html
        assert html.count('class="kz-card"') == 3
        assert "منها مقالان بهذا الوسم نفسه" in html

    def test_related_ones_know_each_other(self, rooms: Rooms) -> None:
        assert 'href="water.html"' in bodies(rooms)["tags/culture.html"].html


class TestSeries:
    @given(st.lists(st.integers(0, 60), min_size=1, max_size=120), st.sampled_from([5, 100]))
    def test_parts_hold_everything_once_and_keep_what_they_hold(self, places: list[int], longest: int) -> None:
        items = [(_dated(number), count) for number, count in enumerate(places)][::-1]
        series = Series("entities/a.html", items, longest, described=False)
        assert [item for part in series.parts for item in part.items] == items
        fewer = Series("entities/a.html", items[1:], longest, described=False) if items[1:] else series
        kept = {part.url: (part.items, fewer.suffix(part)) for part in fewer.parts[1:]}
        for part in series.parts[1:]:
            assert part.url not in kept or kept[part.url] == (part.items, series.suffix(part))

    def test_every_year_has_a_way_to_its_part(self) -> None:
        items = [(_dated(number), 30) for number in range(200)][::-1]
        series = Series("entities/a.html", items, 100, described=False)
        starts = {part.url: {f"y{one.date[:4]}" for one, _ in part.items} for part in series.parts}
        for row in series.years():
            page, _, anchor = row.href.partition("#")
            assert anchor in starts[f"entities/{page}" if page else series.url]


def _dated(number: int) -> Record:
    return record(number, f"{2000 + number // 12}-{number % 12 + 1:02d}-01", ["cairo"])


class TestWords:
    @pytest.mark.parametrize(
        ("value", "words"),
        [("1956", "1956"), ("-331", "331 ق.م"), ("1956-07", "يوليو 1956"), ("1956-07-26", "26 يوليو 1956")],
    )
    def test_dates_of_records(self, value: str, words: str) -> None:
        assert partial_date(value) == words

    @pytest.mark.parametrize(
        ("newest", "oldest", "words"),
        [
            ("2017-06-29", "2016-03-01", "من مارس 2016 إلى يونيو 2017"),
            ("2017-06-29", "2017-06-02", "من 2 إلى 29 يونيو 2017"),
            ("2017-06-29", "2017-06-29", "29 يونيو 2017"),
            ("2017-06-29", "", "حتى يونيو 2017، وما لا تاريخ له"),
            ("", "", "بلا تاريخ"),
        ],
    )
    def test_periods(self, newest: str, oldest: str, words: str) -> None:
        assert period_words(newest, oldest) == words

    def test_degrees(self) -> None:
        assert coordinates_words((-33.999, -0.5)) == "\u206634°00′\u2069 جنوبًا، \u20660°30′\u2069 غربًا"


def test_many_values_of_a_fact_stand_behind_a_click() -> None:
    many = Fact("صلات", tuple((f"اسم {number}", f"a{number}.html") for number in range(12)))
    few = Fact("صلات", many.values[:10])
    assert (many.sight, few.sight) == (8, 10)
