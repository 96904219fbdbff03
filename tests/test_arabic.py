"""Arabic as data: folding, anchors, order and counting."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khizana.arabic import (
    ARTICLES,
    OTHER_PLACES,
    Noun,
    counted,
    fold,
    fold_with_offsets,
    initial,
    slug,
    sort_key,
    strip_marks,
)

ARABIC = st.text(st.sampled_from("ابتثةأإآٱؤئىيكهـًٌٍَُِّْٰ ٣۴3،؛؟«»\"'-_()لاﷲﻻﺔABé\u200c\u200f\u202e\u00a0"), max_size=30)


@given(st.text() | ARABIC)
@example("ﷺ")
@example("İ")
@example("ſﬁ")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text() | ARABIC)
def test_offsets_lead_back(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    for place in set(offsets):
        here = [char for char, offset in zip(folded, offsets, strict=True) if offset == place]
        assert "".join(here) == fold(text[place])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أسطول", "اسطول"), ("إيران", "ايران"), ("آثار", "اثار"), ("ٱلله", "الله"), ("مقهى", "مقهي"),
        ("القنطرة", "القنطره"), ("مسؤول", "مسوول"), ("شاطئ", "شاطي"), ("مِحْرَاب", "محراب"), ("بستـــان", "بستان"),
        ("١٩٧٣", "1973"), ("۱۹۷۳", "1973"),
        ("فضلاً", "فضلا"), ("ﻻ", "لا"), ("ﻛﺘﺎﺏ", "كتاب"), ("BBC", "bbc"), ("می\u200cخواهم", "ميخواهم"), ("کتاب", "كتاب"),
    ],
)  # fmt: skip
def test_what_writers_vary_is_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("كتاب", "كتب"), ("الكتاب", "كتاب"), ("عمر", "عمرو"), ("سار", "صار")])
def test_words_stay_words(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ('ارتباك في "داعش":', "ارتباك-في-داعش"),
        ("كِتَابٌ", "كتاب"),
        ("بستـــان", "بستان"),
        ("أزمة إيران", "أزمة-إيران"),
        ("ماذا بعد؟", "ماذا-بعد"),
        ("2017، عام الحسم", "2017-عام-الحسم"),
        ("قوات F-16", "قوات-f-16"),
        ("«»", ""),
        ("", ""),
    ],
)
def test_anchors(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


@given(st.text() | ARABIC)
def test_anchors_fit_into_an_address_and_an_id(text: str) -> None:
    anchor = slug(text)
    assert re.fullmatch(r"(?:[^\W_]|[-\u200c\u200d])*", strip_combining(anchor)), anchor
    assert not re.search(r"[\s\"'<>&#?%{}]", anchor)
    assert slug(anchor) == anchor


def strip_combining(text: str) -> str:
    """Text without the marks of other scripts (Devanagari and the like), which belong to their words."""
    return "".join(char for char in text if not unicodedata.category(char).startswith("M"))


def test_marks_are_stripped_and_letters_kept() -> None:
    assert strip_marks("إِنَّ الـقُرْآنَ") == "إن القرآن"


def test_order_ignores_the_article_hamza_and_marks() -> None:
    names = ["ياسر", "القاهرة", "بيروت", "أسوان", "الإسكندرية", "إيران", "قطر", "قَانون", "ابن خلدون"]
    assert sorted(names, key=sort_key) == [
        "ابن خلدون", "الإسكندرية", "أسوان", "إيران", "بيروت", "قَانون", "القاهرة", "قطر", "ياسر",
    ]  # fmt: skip


def test_order_is_total() -> None:
    assert sort_key("أحمد") != sort_key("احمد")
    assert sorted(["احمد", "أحمد"], key=sort_key) == sorted(["أحمد", "احمد"], key=sort_key)


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("القاهرة", "ق"),
        ("أسوان", "ا"),
        ("«الأهرام»", "ا"),
        ("BBC", "B"),
        ("bbc", "B"),
        ("ال", "ا"),
        ("3 يوليو", "3"),
        ("", ""),
    ],
)
def test_initials(name: str, letter: str) -> None:
    assert initial(name) == letter


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالًا"),
        (99, "99 مقالًا"),
        (100, "100 مقال"),
        (101, "101 مقال"),
        (102, "102 مقال"),
        (103, "103 مقالات"),
        (111, "111 مقالًا"),
        (200, "200 مقال"),
        (1000, "1,000 مقال"),
        (1234, "1,234 مقالًا"),
    ],
)
def test_counting(number: int, words: str) -> None:
    assert counted(number, ARTICLES) == words


@pytest.mark.parametrize("noun", [ARTICLES, OTHER_PLACES])
def test_every_number_has_a_form(noun: Noun) -> None:
    assert counted(1, noun) == noun.one
    assert counted(2, noun) == noun.two
    assert {counted(number, noun).split(" ", 1)[-1] for number in range(3, 1000)} <= {noun.few, noun.many, noun.other}
