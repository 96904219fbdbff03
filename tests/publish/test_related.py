"""Related articles: what is shared decides, the rare before the common, the near in time alone."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from khizana.catalogue.catalogue import Catalogue, group
from khizana.catalogue.record import Named, Record
from khizana.publish.related import WINDOW, Relations, weight
from tests.publish.conftest import RECORDS, REGISTRY, record

MORE = Named("salma", 1, 1)


def many(count: int, entity: str = "cairo") -> list[Record]:
    """One article a day, each of which names an entity."""
    start = date(2000, 1, 1)
    return [record(place, (start + timedelta(place)).isoformat(), [entity]) for place in range(count)]


def catalogue(records: list[Record]) -> Catalogue:
    return group(REGISTRY, records)


class TestRelated:
    def test_what_they_share_is_why(self) -> None:
        found = Relations(catalogue(list(RECORDS))).of(RECORDS[0])
        assert [(one.id, one.entities, one.tags) for one in found] == [
            (RECORDS[1].id, ("salma", "authority"), ()),
            (RECORDS[2].id, ("salma", "cairo"), ()),
            (RECORDS[3].id, ("cairo",), ()),
        ]

    def test_an_article_is_not_related_to_itself(self) -> None:
        relations = Relations(catalogue(list(RECORDS)))
        for one in RECORDS:
            assert one.id not in [found.id for found in relations.of(one)]

    def test_the_rare_counts_more(self) -> None:
        assert [weight(count) for count in (1, 2, 3, 4, 1000, 200_000)] == [256, 225, 225, 196, 49, 0]

    def test_one_more_article_changes_no_weight_until_they_double(self) -> None:
        assert len({weight(count) for count in range(64, 128)}) == 1

    @given(st.integers(0, 219), st.integers(0, 219))
    @settings(max_examples=40)
    def test_a_change_far_off_changes_nothing(self, here: int, there: int) -> None:
        records = many(220)
        before = Relations(catalogue(records)).of(records[here])
        changed = [
            replace(one, named=(*one.named, MORE)) if place == there else one for place, one in enumerate(records)
        ]
        after = Relations(catalogue(changed)).of(changed[here])
        if abs(here - there) > WINDOW:
            assert [one.id for one in before] == [one.id for one in after]

    def test_only_what_is_near_in_time_is_looked_at(self) -> None:
        records = many(200)
        days = [date.fromisoformat(one.date) for one in Relations(catalogue(records)).of(records[100])]
        assert all(day and abs((day - date(2000, 1, 1)).days - 100) <= WINDOW for day in days)
