"""What the archive knows of itself: order, groups, mentions, and paragraph ids that survive edits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khizana.catalogue.catalogue import Catalogue, group
from khizana.catalogue.entry import TITLE, Entry
from khizana.catalogue.reading import read_archive
from khizana.catalogue.record import record_of
from khizana.ledger import keep_ids, paragraph_ids
from khizana.problems import Problem
from khizana.registry import read_registry
from tests.support.archive import Archive
from tests.support.capture import capture

RIVER = "الساقيةَ الكبرى"


def read(archive: Archive) -> tuple[list[Entry], list[Problem]]:
    return read_archive(archive.layout, read_registry(archive.layout.registry))


def entries(archive: Archive) -> list[Entry]:
    found, problems = read(archive)
    assert problems == []
    return found


def catalogue(archive: Archive) -> Catalogue:
    return group(read_registry(archive.layout.registry), [record_of(one, b"") for one in entries(archive)])


def entry(archive: Archive, words: str) -> Entry:
    id = archive.article(words).id
    return next(one for one in entries(archive) if one.article.id == id)


def titles(made: Catalogue) -> list[str]:
    return [one.title[:12] for one in made.records]


class TestOrder:
    def test_newest_first_and_undated_last(self, converted: Archive) -> None:
        days = [record.day for record in catalogue(converted).records]
        assert days[-1] is None
        dated = [day for day in days if day]
        assert dated == sorted(dated, reverse=True)
        assert len(days) == 6

    def test_moments_are_compared_across_zones(self, archive: Archive) -> None:
        """Nine in Cairo is after half past nine in Beirut in summer: Cairo kept winter time in 2017."""
        archive.put("inbox/al-fajr/a.txt", capture("القاهرة", "29/يونيو/2017 - 09:00 ص", "نص عن القاهرة.\n"))
        archive.put("inbox/al-sahil/b.txt", capture("بيروت", "29/يونيو/2017 - 09:30 ص", "نص عن بيروت.\n"))
        archive.convert()
        assert titles(catalogue(archive)) == ["القاهرة", "بيروت"]

    def test_a_day_without_a_time_stands_with_its_day(self, archive: Archive) -> None:
        for name, day in {"قبل": "28/6/2017 - 11:00 م", "يوم": "29 يونيو 2017", "بعد": "30/6/2017 - 1:00 ص"}.items():
            archive.put(f"inbox/{name}.txt", capture(name, day, f"نص {name} لا يشبه غيره.\n"))
        archive.convert()
        assert titles(catalogue(archive)) == ["بعد", "يوم", "قبل"]

    def test_equal_moments_are_ordered_by_id(self, archive: Archive) -> None:
        for number in range(6):
            archive.put(f"inbox/{number}.txt", capture(f"خبر {number}", "29 يونيو 2017", f"نص رقم {number}.\n"))
        archive.convert()
        ids = [record.id for record in catalogue(archive).records]
        assert ids == sorted(ids)


class TestGroups:
    def test_months(self, converted: Archive) -> None:
        by_month = catalogue(converted).by_month
        assert {month: len(records) for month, records in by_month.items()} == {
            "2017-07": 1, "2017-06": 3, "2015-02": 1, "undated": 1,
        }  # fmt: skip

    def test_the_month_is_that_of_the_print(self, archive: Archive) -> None:
        """Half past midnight in Beirut is the month before in UTC."""
        archive.put("inbox/al-sahil/a.txt", capture("ليل", "1 تموز 2017 - 00:30", "نص ليلي.\n"))
        archive.convert()
        assert list(catalogue(archive).by_month) == ["2017-07"]

    def test_tags_with_their_broader_ones(self, converted: Archive) -> None:
        made = catalogue(converted)
        assert [tag.id for tag in made.tags] == ["environment", "culture", "water"]
        assert [tag.id for tag in made.narrower("environment")] == ["water"]
        assert len(made.by_tag["water"]) == 4

    def test_entities_of_a_type_in_alphabetical_order(self, converted: Archive) -> None:
        made = catalogue(converted)
        assert [one.label for one in made.entities("place")] == ["رأس السمك", "مدينة الواحة", "النهر الكبير"]
        assert [one.id for one in made.entities("person")] == ["salma-haddad"]


class TestMentions:
    def test_they_point_at_their_words(self, converted: Archive) -> None:
        for one in entries(converted):
            for mention in one.mentions:
                text = one.article.title if mention.block == TITLE else one.blocks[mention.block].text
                assert text[mention.start : mention.end].strip()

    def test_they_know_paragraph_and_section(self, converted: Archive) -> None:
        river = entry(converted, RIVER)
        sections = {mention.section for mention in river.mentions if mention.entity == "irrigation-authority"}
        assert sections == {"", "ما-بقي-من-العمل"}
        ids = {id for ids in river.paragraphs for id in ids}
        assert {mention.paragraph for mention in river.mentions if mention.block != TITLE} <= ids

    def test_titles_are_searched_too(self, converted: Archive) -> None:
        bridge = entry(converted, "طوله ١٢٠ مترًا")
        assert [(mention.entity, mention.paragraph) for mention in bridge.mentions if mention.block == TITLE] == [
            ("great-river", "")
        ]

    def test_merged_entities_count_for_the_one_they_went_into(self, converted: Archive) -> None:
        page = converted.page(RIVER)
        page.write_text(page.read_text("utf-8").replace("وبكى من حضر", "وبكت بلدة الواحة"), "utf-8")
        made = catalogue(converted)
        assert "old-oasis" not in made.by_entity
        mention = next(
            m for m in entry(converted, RIVER).mentions if m.entity == "oasis" and m.section == "عودة-العروس"
        )
        assert mention

    def test_headings_and_footnotes_are_not_searched(self, converted: Archive) -> None:
        page = converted.page("من يصبر")
        page.write_text(page.read_text("utf-8") + "\n## هيئة الري\n\nنص[^1].\n\n[^1]: هيئة الري\n", "utf-8")
        assert "irrigation-authority" not in {mention.entity for mention in entry(converted, "من يصبر").mentions}


class TestParagraphIds:
    def ids(self, archive: Archive) -> list[str]:
        return [id for ids in entry(archive, RIVER).paragraphs for id in ids]

    def edit(self, archive: Archive, old: str, new: str) -> None:
        page = archive.page(RIVER)
        text = page.read_text("utf-8")
        assert old in text
        page.write_text(text.replace(old, new), "utf-8")

    def test_they_are_those_of_the_ledger(self, converted: Archive) -> None:
        id = converted.article(RIVER).id
        assert self.ids(converted) == converted.ledger(id)["paragraphs"]

    def test_an_edited_paragraph_keeps_its_id(self, converted: Archive) -> None:
        before = self.ids(converted)
        self.edit(converted, "وبكى من حضر، ثم علت الزغاريد", "وضحك من حضر ورقصوا")
        assert self.ids(converted) == before

    def test_an_inserted_paragraph_gets_a_new_one(self, converted: Archive) -> None:
        before = self.ids(converted)
        self.edit(converted, "\n\nوقالت المهندسة", "\n\nفقرة جديدة كتبها المحرر.\n\nوقالت المهندسة")
        after = self.ids(converted)
        assert [id for id in after if id in before] == before
        assert len(after) == len(before) + 1 == len(set(after))

    def test_a_removed_paragraph_takes_only_its_own_away(self, converted: Archive) -> None:
        before = self.ids(converted)
        text = converted.page(RIVER).read_text("utf-8")
        paragraph = next(part for part in text.split("\n\n") if part.startswith("وقالت المهندسة"))
        self.edit(converted, f"{paragraph}\n\n", "")
        after = self.ids(converted)
        assert len(after) == len(before) - 1
        assert [id for id in before if id in after] == after

    def test_two_paragraphs_that_change_places_keep_theirs(self, converted: Archive) -> None:
        before = self.ids(converted)
        text = converted.page(RIVER).read_text("utf-8")
        one, other = (next(p for p in text.split("\n\n") if p.startswith(s)) for s in ("تسمي النساء", "وقالت المهندسة"))
        self.edit(converted, f"{one}\n\n{other}", f"{other}\n\n{one}")
        assert sorted(self.ids(converted)) == sorted(before)

    def test_spelling_does_not_matter(self) -> None:
        assert list(paragraph_ids(["الأسطول في القنطرة"])) == list(paragraph_ids(["الاسطول  في القنطرَه"]))

    def test_repeats_are_numbered(self) -> None:
        ids = list(paragraph_ids(["نص", "آخر", "نص", "نص"]))
        assert ids[2] == f"{ids[0]}-2" and ids[3] == f"{ids[0]}-3"
        assert all(re.fullmatch(r"p-[0-9a-f]{6}(-\d+)?", id) for id in ids)

    @given(st.lists(st.sampled_from("أبجدهوز"), max_size=8), st.lists(st.sampled_from("أبجدهوز"), max_size=8))
    def test_every_paragraph_has_one_of_its_own(self, before: list[str], after: list[str]) -> None:
        minted, fresh = list(paragraph_ids(before)), list(paragraph_ids(after))
        kept = keep_ids(minted, fresh)
        assert len(kept) == len(fresh)
        assert len(set(kept)) == len(kept)
        if before == after:
            assert kept == minted


class TestProblems:
    def problems(self, archive: Archive) -> list[str]:
        return [str(problem).removeprefix(f"{archive.root}/") for problem in read(archive)[1]]

    def test_one_bad_page_stops_no_other(self, converted: Archive) -> None:
        converted.write("docs/articles/2017/06/2017-06-01-aaaa.md", "نص")
        found, problems = read(converted)
        assert len(found) == 6
        assert len(problems) == 1

    def test_a_page_of_another_name(self, converted: Archive) -> None:
        page = converted.page(RIVER)
        page.rename(page.with_name("2017-06-29-zzzz.md"))
        [told] = self.problems(converted)
        assert told.startswith("docs/articles/2017/06/2017-06-29-zzzz.md: its id is ")

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_lines_of_unknown_tags(self, converted: Archive, end: str) -> None:
        page = converted.page(RIVER)
        page.write_bytes(page.read_bytes().replace(b"- water", b"- nowhere").replace(b"\n", end.encode()))
        [told] = self.problems(converted)
        assert told.startswith(f"{page.relative_to(converted.root)}:4: ") and "nowhere" in told


def test_a_page_without_a_ledger_is_read(converted: Archive) -> None:
    """Someone may write a page by hand; its paragraphs get ids from their text."""
    path = converted.layout.ledger(converted.article(RIVER).id)
    before = [id for ids in entry(converted, RIVER).paragraphs for id in ids]
    path.unlink()
    assert [id for ids in entry(converted, RIVER).paragraphs for id in ids] == before


def test_hidden_files_are_no_pages(converted: Archive) -> None:
    hidden: Path = converted.layout.articles / "2017/06/.draft.md"
    hidden.write_text("---\n", "utf-8")
    assert len(entries(converted)) == 6
