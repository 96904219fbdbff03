"""The registry: one monstrous folder with every mistake, one valid one, and merges."""

from __future__ import annotations

from pathlib import Path

import pytest

from khizana.problems import ProblemError
from khizana.registry import Registry, read_registry
from tests.support.archive import FIXTURE

MONSTROUS = FIXTURE.parent / "monstrous"


def problems(folder: Path) -> list[str]:
    """What is wrong with a registry, paths from its folder."""
    with pytest.raises(ProblemError) as caught:
        read_registry(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def write(folder: Path, name: str, *lines: str) -> None:
    path = folder / f"{name}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((f"id: {path.stem}", *lines, "")), "utf-8")


def place(folder: Path, id: str, label: str, *lines: str) -> None:
    write(folder, f"entities/{id}", "type: place", f"label: {label}", *lines)


def test_every_mistake_is_told_at_once() -> None:
    """Add a mistake to tests/fixtures/monstrous and its line to problems.txt there."""
    told = [line.split("; known are")[0] for line in problems(MONSTROUS)]
    expected = (MONSTROUS / "problems.txt").read_text("utf-8").splitlines()
    assert told == [line.split("; known are")[0] for line in expected]


def test_a_valid_registry_is_read() -> None:
    registry = read_registry(FIXTURE / "registry")
    oasis = registry.entities["oasis"]
    assert (oasis.type, oasis.label, oasis.names) == ("place", "مدينة الواحة", ("مدينة الواحة", "الواحة"))
    assert oasis.coordinates == (26.5, 31.25)
    assert registry.tags["water"].terms == ("السد", "النهر", "الري")
    assert registry.tags["water"].broader == "environment"
    assert registry.outlets["al-sahil"].time_zone == "Asia/Beirut"
    assert list(registry.entities) == sorted(registry.entities)


def test_no_registry_is_an_empty_one(tmp_path: Path) -> None:
    assert read_registry(tmp_path / "nowhere") == Registry()


def test_other_files_are_no_records(tmp_path: Path) -> None:
    (tmp_path / "entities").mkdir()
    (tmp_path / "entities/.gitkeep").touch()
    (tmp_path / "entities/README.md").write_text("شرح", "utf-8")
    assert read_registry(tmp_path) == Registry()


def test_merges_are_followed_to_their_end(tmp_path: Path) -> None:
    place(tmp_path, "a", "أولى", "merged_into: b")
    place(tmp_path, "b", "ثانية", "merged_into: c")
    place(tmp_path, "c", "ثالثة")
    registry = read_registry(tmp_path)
    assert {registry.entity(id).id for id in "abc"} == {"c"}


def test_a_merged_record_shares_names_with_the_one_it_went_into(tmp_path: Path) -> None:
    place(tmp_path, "a", "أسوان", "merged_into: b")
    place(tmp_path, "b", "اسوان")
    assert read_registry(tmp_path).entity("a").label == "اسوان"


@pytest.mark.parametrize("spelt", ["أسوانُ", "اسوان", "أســوان", "آسوان"])
def test_names_are_compared_folded(tmp_path: Path, spelt: str) -> None:
    place(tmp_path, "a", "أسوان")
    place(tmp_path, "b", "أخرى", f"aliases: [{spelt}]")
    assert problems(tmp_path) == [
        f"entities/b.yml:4: the name {spelt} already belongs to a; keep it in one record",
    ]


def test_a_faulty_record_is_not_said_to_be_missing(tmp_path: Path) -> None:
    write(tmp_path, "tags/wide", "label: NO")
    write(tmp_path, "tags/narrow", "label: ضيق", "broader: wide")
    assert problems(tmp_path) == ["tags/wide.yml:2: label must be text (put it in quotes)"]


def test_a_record_may_give_a_name_twice_itself(tmp_path: Path) -> None:
    place(tmp_path, "a", "أسوان", "aliases: [اسوان]")
    assert read_registry(tmp_path).entities["a"].aliases == ("اسوان",)


@pytest.mark.parametrize("id", ["a-2", "a-10"])
def test_ids_that_would_be_parts_of_another_page(tmp_path: Path, id: str) -> None:
    place(tmp_path, "a", "أولى")
    place(tmp_path, id, "ثانية")
    assert len(problems(tmp_path)) == 1


@pytest.mark.parametrize("id", ["june-1967", "f-16", "a-b"])
def test_ids_with_numbers_that_are_parts_of_nothing(tmp_path: Path, id: str) -> None:
    place(tmp_path, id, "حدث")
    assert id in read_registry(tmp_path).entities


def test_tags_and_entities_may_have_one_id(tmp_path: Path) -> None:
    place(tmp_path, "water", "ماء")
    write(tmp_path, "tags/water", "label: ماء")
    registry = read_registry(tmp_path)
    assert set(registry.entities) == set(registry.tags) == {"water"}


@pytest.mark.parametrize("label", ['"><script>', "NO", "12:30", "عاجل: خبر", "#وسم", "طويل " * 300])
def test_hostile_labels_are_only_text(tmp_path: Path, label: str) -> None:
    place(tmp_path, "a", "'" + label + "'")
    assert read_registry(tmp_path).entities["a"].label == label


@pytest.mark.parametrize("label", ["''", "' '", "'،'"])
def test_a_label_that_shows_nothing_is_refused(tmp_path: Path, label: str) -> None:
    """A record without a name would be a link without words and a page without a heading."""
    place(tmp_path, "a", label)
    assert len(problems(tmp_path)) == 1


@pytest.mark.parametrize(
    "coordinates", ["[91, 0]", "[0, 181]", "[1]", "[a, b]", "x", "[.nan, 0]", "[true, false]", "[.inf, 0]"]
)
def test_coordinates_that_are_none(tmp_path: Path, coordinates: str) -> None:
    place(tmp_path, "a", "مكان", f"coordinates: {coordinates}")
    assert [line.split(" ")[0] for line in problems(tmp_path)] == ["entities/a.yml:4:"]
