"""Three-way merges: whoever changed a line wins, both changing it differently is a conflict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khizana.convert.merge import merge

texts = st.lists(st.sampled_from(["فقرة", "أخرى", "ثالثة", "", "## عنوان {#عنوان}"]), max_size=9).map("\n".join)

CASES = [
    ("one side changed", "أ\nب\nج", "أ\nبب\nج", "أ\nب\nج", "أ\nبب\nج"),
    ("the other side changed", "أ\nب\nج", "أ\nب\nج", "أ\nب\nجج", "أ\nب\nجج"),
    ("both, apart", "أ\nب\nج\nد", "أأ\nب\nج\nد", "أ\nب\nج\nدد", "أأ\nب\nج\nدد"),
    ("both, alike", "أ\nب\nج", "أ\nس\nج", "أ\nس\nج", "أ\nس\nج"),
    ("one took a line out, the other added one", "أ\nب\nج\nد", "أ\nج\nد", "أ\nب\nج\nد\nه", "أ\nج\nد\nه"),
]


@pytest.mark.parametrize(
    ("base", "edited", "converted", "merged"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_changes_of_both_sides_stand(base: str, edited: str, converted: str, merged: str) -> None:
    result = merge(base, edited, converted)
    assert (result.text, result.conflicts) == (merged, 0)


def test_a_line_changed_differently_shows_both_versions() -> None:
    result = merge("أ\nب\nج", "أ\nيدوي\nج", "أ\nآلي\nج")
    assert result.conflicts == 1
    assert result.text.split("\n") == [
        "أ", "<<<<<<< edited by hand", "يدوي", "=======", "آلي", ">>>>>>> converted anew", "ج",
    ]  # fmt: skip


@given(texts, texts)
def test_a_side_that_changed_nothing_yields(base: str, other: str) -> None:
    assert merge(base, other, base) == merge(base, base, other) == merge(base, other, other)
    assert merge(base, other, base).text == other


@given(texts, texts, texts)
def test_no_line_of_either_side_is_lost_in_a_conflict(base: str, edited: str, converted: str) -> None:
    result = merge(base, edited, converted)
    if result.conflicts:
        lines = result.text.split("\n")
        assert all(line in lines for line in edited.split("\n") if line not in base.split("\n"))
        assert all(line in lines for line in converted.split("\n") if line not in base.split("\n"))
