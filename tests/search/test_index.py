"""The index: what grew by edits equals what is made anew, and nothing in its file can harm a build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from khizana.search import Document, Index, Labels, analyse
from khizana.search.coding import gaps, letters, numbers, read_gaps, read_numbers
from khizana.search.shape import numbered, piece_of, shape_for

LABELS = Labels({"t": "وسم"}, {"e": "كيان"}, {"o": "صحيفة"})
_LINE = "الوزير قال إن المدينة القديمة قلاع وقلعة وسفن وسفينة في البحر يوم الخميس من شهر يناير"
WORDS = _LINE.split()


def _document(number: int, extra: str = "") -> Document:
    text = " ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 30))
    return Document(
        f"2017-06-{number:04}", f"articles/{number}.html", f"{WORDS[number % len(WORDS)]} {extra}", "2017-06-29", "o",
        ("t",), ("e",), ("كيان",), (("s", "عنوان فرعي"),), (("p-1", text), ("p-2", extra)),
    )  # fmt: skip


def _pairs(documents: Iterable[Document]) -> list[tuple[str, bytes]]:
    return [(document.id, analyse(document)) for document in documents]


def _files(index: Index) -> dict[str, bytes]:
    return {name: read() for name, read in index.pieces().items()}


def _clean(folder: Path, documents: Iterable[Document]) -> dict[str, bytes]:
    folder.mkdir(exist_ok=True)
    path = folder / "clean.sqlite"
    path.unlink(missing_ok=True)
    index = Index(path)
    index.update(_pairs(documents), (), LABELS)
    files = _files(index)
    index.close()
    return files


def test_edits_give_what_a_clean_index_gives(tmp_path: Path) -> None:
    held = {number: _document(number) for number in range(70)}
    index = Index(tmp_path / "state.sqlite")
    index.update(_pairs(held.values()), (), LABELS)
    for step in range(5):
        changed = {step: _document(step, "كلمة جديدة"), 200 + step: _document(200 + step)}
        gone = held.pop(50 + step)
        held |= changed
        index.update(_pairs(changed.values()), [gone.id], LABELS)
    assert _files(index) == _clean(tmp_path / "other", held.values())
    index.close()


def test_an_archive_that_grows_and_shrinks_over_a_step(tmp_path: Path) -> None:
    index = Index(tmp_path / "state.sqlite")
    index.update(_pairs(map(_document, range(30))), (), LABELS)
    index.update(_pairs(map(_document, range(30, 60))), (), LABELS)
    assert _files(index) == _clean(tmp_path, map(_document, range(60)))
    index.update((), [_document(number).id for number in range(60)], LABELS)
    assert _files(index) == _clean(tmp_path, ())
    index.close()


def test_order_does_not_matter(tmp_path: Path) -> None:
    documents = [_document(number) for number in range(40)]
    assert _clean(tmp_path / "one", documents) == _clean(tmp_path / "two", reversed(documents))


def test_a_damaged_state_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"no database at all" * 100)
    index = Index(path)
    index.update(_pairs([_document(1)]), (), LABELS)
    assert index.ids() == {_document(1).id}
    index.close()


def test_a_failed_update_changes_nothing(tmp_path: Path) -> None:
    index = Index(tmp_path / "state.sqlite")
    index.update(_pairs([_document(1)]), (), LABELS)
    before = _files(index)
    try:
        index.update([("broken", b"\xc1")], (), LABELS)
    except Exception as error:
        assert error
    assert _files(index) == before
    index.close()


def test_files_are_few_at_any_size() -> None:
    for count in (0, 1, 34, 1_000, 10_000, 31_000, 100_000, 1_000_000):
        shape = shape_for(count)
        pieces = shape.texts + shape.terms + shape.packs + shape.spots + 3 * shape.facets + shape.words
        assert pieces + 5 <= 2_000


@given(st.sets(st.text(alphabet="abc123-", min_size=1, max_size=8), max_size=40))
@settings(max_examples=50)
def test_numbers_depend_on_the_set_alone(ids: set[str]) -> None:
    shape = shape_for(len(ids))
    members = [id for id in ids if piece_of(id, shape) == 0]
    given = numbered(members, 0, shape)
    assert given == numbered(sorted(members, reverse=True), 0, shape)
    assert given is None or len(set(given.values())) == len(members)


@given(st.lists(st.integers(0, 1 << 40)))
def test_numbers_come_back(values: list[int]) -> None:
    assert read_numbers(numbers(values)) == values
    assert read_gaps(gaps(sorted(values))) == sorted(values)


@given(st.text(max_size=50))
def test_a_letter_of_arabic_is_one_byte(text: str) -> None:
    assert len(letters("كتاب «مهم»")) == 10
    assert len(letters(text)) <= 6 * len(text)
