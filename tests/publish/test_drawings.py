"""Drawings: well formed, small, safe, with a text that says the same, and the same every time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khizana.publish.drawings import Edge, Network, Node, Spot, heat, network, place_map, timeline
from khizana.publish.drawings.states import state_at, states

LABELS = st.text(min_size=1, max_size=12).filter(lambda text: any(char.isalnum() for char in text))
PLACES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
MONTHS = st.dictionaries(
    st.builds("{:04d}-{:02d}".format, st.integers(1900, 2030), st.integers(1, 12)), st.integers(1, 900), max_size=60
)
DAYS = st.dictionaries(
    st.integers(0, 365).map(lambda day: date(2016, 1, 1) + timedelta(day)), st.integers(1, 50), min_size=1, max_size=366
)
SHOWN = {"svg", "title", "desc", "path", "text", "circle", "line", "a"}


def drawn(svg: str) -> Element:
    """The drawing, after what holds for all of them was looked at."""
    assert len(svg.encode()) <= 30_000
    root = fromstring(svg)
    assert {element.tag for element in root.iter()} <= SHOWN
    names = {name for element in root.iter() for name in element.keys()}  # noqa: SIM118
    assert not {name for name in names if name.startswith("on") or name == "style"}
    words = root.get("aria-labelledby", "").split()
    assert [element.get("id") for element in root if element.tag in ("title", "desc")] == words
    return root


def words(root: Element) -> str:
    return "".join(root.itertext())


class TestPlaces:
    @given(PLACES, st.lists(st.builds(Spot, LABELS, PLACES), max_size=6), LABELS)
    @settings(max_examples=40)
    def test_any_place(self, place: tuple[float, float], near: list[Spot], label: str) -> None:
        svg = place_map(Spot(label, place), near)
        drawn(svg)
        assert svg == place_map(Spot(label, place), near)

    def test_what_is_around_is_said_and_shown_alike(self) -> None:
        baghdad, london = Spot("بغداد", (33.3, 44.4)), Spot("لندن", (51.5, 0.0))
        root = drawn(place_map(Spot("الموصل", (36.34, 43.13)), [baghdad, london]))
        description = words(root[1])
        assert "الموصل" in description and "يظهر حوله: بغداد." in description
        assert [element.text for element in root.iter("text")] == ["بغداد", "العراق", "الموصل"]
        assert "في العراق." in description

    def test_a_state_is_its_area(self) -> None:
        iraq, mosul = Spot("العراق", (33.2, 43.7)), Spot("الموصل", (36.34, 43.13))
        root = drawn(place_map(iraq, [mosul, Spot("الشام", (35.0, 38.5), "Syria"), Spot("العراق", (33.0, 43.0))]))
        assert len(list(root.iter("circle"))) == 1
        assert [element.get("class") for element in root.iter("text")] == [
            "kz-near-state__name", "kz-near-spot__name", "kz-state__name",
        ]  # fmt: skip
        assert 'class="kz-state"' in place_map(iraq) and "kz-state--around" in place_map(mosul)

    def test_a_state_is_told_by_name_and_place(self) -> None:
        assert Spot("الولايات المتحدة", (39.8, -98.6)).state is Spot("أمريكا", (39.8, -98.6), "United States").state
        assert Spot("الأردن", (31.2, 36.5)).state and not Spot("الأردن", (46.0, -93.0)).state
        assert not Spot("نهر الأردن", (31.2, 35.5)).state

    def test_every_state_can_be_drawn(self) -> None:
        for state in states():
            window = state.window
            place = ((window.south + window.north) / 2, (window.west + window.east) / 2)
            assert len(place_map(Spot(state.name, place)).encode()) < 30_000
        assert state_at(30.04, 31.24) is Spot("مصر", (27.0, 30.0)).state
        assert state_at(35.0, 18.0) is None

    def test_the_line_of_dates_is_no_edge(self) -> None:
        root = drawn(place_map(Spot("سوفا", (-18.1, 178.4)), [Spot("أبيا", (-13.8, -171.8))]))
        assert "أبيا" in words(root[1])

    def test_there_is_land_in_sight_of_cairo(self) -> None:
        assert 'class="kz-land"' in place_map(Spot("القاهرة", (30.04, 31.24)))


class TestTimeline:
    @given(MONTHS)
    @settings(max_examples=40)
    def test_any_counts(self, months: dict[str, int]) -> None:
        svg = timeline(months, "مقالات")
        assert bool(svg) == (len(months) > 1)
        if svg:
            drawn(svg)

    def test_years(self) -> None:
        root = drawn(timeline({"2011-03": 3, "2017-06": 9, "2017-07": 1}, "مقالات مصر"))
        assert words(root[0]) == "مقالات مصر على السنين"
        assert words(root[1]) == "2011: 3 مقالات؛ 2017: 10 مقالات. وأكثرها 2017."
        assert [element.text for element in root.iter("text")][:4] == ["3", "10", "2011", "2017"]

    def test_names_below_the_bars_do_not_touch(self) -> None:
        for months in (74, 30, 3):
            svg = timeline({f"{1990 + n // 12}-{n % 12 + 1:02d}": n % 7 + 1 for n in range(months)}, "مقالات")
            axis = [one for one in drawn(svg).iter("text") if one.get("class") == "kz-axis"]
            ends = sorted((float(one.get("x", "")), len(one.text or "") * 3.6) for one in axis)
            assert all(x + half <= y - other for (x, half), (y, other) in pairwise(ends))
            assert ends[0][0] - ends[0][1] >= 0 and ends[-1][0] + ends[-1][1] <= 480

    def test_months_where_years_are_few(self) -> None:
        root = drawn(timeline({"2016-12": 3, "2017-02": 9}, "مقالات"))
        assert words(root[1]) == "ديسمبر 2016: 3 مقالات؛ فبراير 2017: 9 مقالات. وأكثرها فبراير 2017."


class TestHeat:
    @given(DAYS)
    @settings(max_examples=40)
    def test_any_year(self, days: dict[date, int]) -> None:
        drawn(heat(2016, days))

    def test_every_day_has_a_square(self) -> None:
        for year, length in ((2016, 366), (2017, 365)):
            assert heat(year, {date(year, 6, 1): 2}).count("h-12z") == length

    def test_it_says_what_it_shows(self) -> None:
        root = drawn(heat(2016, {date(2016, 2, 29): 3, date(2016, 1, 1): 1}))
        assert words(root[1]) == "مقالات السنة في يومين، وأكثرها 29 فبراير 2016: 3 مقالات."


class TestNetwork:
    @staticmethod
    def of(count: int, label: str = "اسم") -> Network:
        nodes = [Node(f"n{place}", f"{label} {place}", "place", 40 - place, f"n{place}.html") for place in range(count)]
        edges = [Edge(f"n{place}", f"n{place * 7 % count}", place % 5 + 1) for place in range(1, count)]
        return Network(nodes, [edge for edge in edges if edge.one != edge.other])

    @pytest.mark.parametrize("count", [2, 3, 28])
    def test_names_are_apart_and_inside(self, count: int) -> None:
        root = drawn(network(self.of(count), "شبكة", "كلام"))
        circles = [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in root.iter("circle")]
        assert len(circles) == count
        assert all(20 <= x <= 880 and 20 <= y <= 620 for x, y in circles)
        apart = [abs(x - u) + abs(y - v) for n, (x, y) in enumerate(circles) for u, v in circles[n + 1 :]]
        assert min(apart) > 30

    def test_it_is_drawn_alike_every_time_and_safe(self) -> None:
        graph = self.of(9, '<b>"&')
        assert network(graph, "ش", "ك") == network(graph, "ش", "ك")
        drawn(network(graph, "ش", "ك"))

    def test_one_name_is_no_network(self) -> None:
        assert network(self.of(1), "ش", "ك") == ""
