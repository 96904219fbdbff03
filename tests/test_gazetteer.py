"""Names in text: what tests/cases/gazetteer.txt says, and what holds for every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khizana.arabic import fold
from khizana.gazetteer import Gazetteer, Name
from tests.support.cases import read_rows

ROWS = read_rows("gazetteer.txt")
WORDS = st.sampled_from(
    ["الرقة", "رقة", "دمشق", "تنظيم", "داعش", "مدينة", "و", "بال", "لل", "ل", "عبد", "الله", "أبو", "BBC"]
)
JOINTS = st.sampled_from(
    [" ", "", " «", "» ", ". ", "، ", "-", "\n", "ـ", "َ", "(", ")", "\u200f", "\u00a0", "…", "ا", '"']
)
PARTS = st.tuples(WORDS | st.text(max_size=3), JOINTS).map("".join)
TEXTS = st.lists(PARTS, max_size=10).map("".join)
NAMES = ["الرقة", "مدينة الرقة", "دمشق", "تنظيم داعش", "داعش", "عبد الله", "أبو دمشق", "BBC", "الله"]


def found(text: str, *names: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in Gazetteer(Name(name, name) for name in names).find(text)]


@pytest.mark.parametrize(("text", "names", "expected"), ROWS, ids=[f"{row[0]} ← {row[1]}" for row in ROWS])
def test_cases(text: str, names: str, expected: str) -> None:
    assert found(text, *names.split(" + ")) == ([] if expected == "-" else expected.split(" + "))


@given(TEXTS)
@settings(max_examples=500)
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for hit in Gazetteer(Name(name, name) for name in NAMES).find(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end
        letters = "".join(char for char in fold(text[hit.start : hit.end]) if char.isalnum())
        name = "".join(char for char in fold(hit.id) if char.isalnum())
        assert name.removeprefix("ا") in letters or letters in name or name.removeprefix("ال") in letters


@given(st.text(max_size=40), st.lists(st.text(max_size=6), max_size=4))
@settings(max_examples=300)
def test_any_name_and_any_text(text: str, names: list[str]) -> None:
    end = 0
    for hit in Gazetteer(Name(name, name) for name in names).find(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end


@given(
    st.sampled_from(NAMES),
    st.sampled_from(["", "و", "ف", "و «", '"', "("]),
    st.sampled_from(["", ".", "،", '"', "»", "؟", "\n"]),
)
def test_a_name_is_found_between_any_marks(name: str, before: str, after: str) -> None:
    assert len(found(f"كلام {before}{name}{after} كلام", name)) == 1


def test_no_names_find_nothing() -> None:
    assert found("الرقة") == []
    assert found("الرقة", "", " ", "،", "ـ", "\u064b") == []
    assert found("", "الرقة") == []


def test_people_get_no_article() -> None:
    text = "قال السعيد لسعيد"
    hits = Gazetteer([Name("سعيد", "person", article=False)]).find(text)
    assert [text[hit.start : hit.end] for hit in hits] == ["سعيد"]


def test_the_first_of_two_records_with_one_name_wins() -> None:
    names = [Name("الرقة", "first"), Name("الرقه", "second")]
    assert [hit.id for hit in Gazetteer(names).find("في الرقة")] == ["first"]


def test_many_names_are_found_at_once() -> None:
    names = [f"قرية{number}" for number in range(2000)]
    text = " ".join(reversed(names))
    assert found(text, *names) == list(reversed(names))
