"""What commands do to the registry: minting, merging, schemas; and what a merge leaves on the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from khizana.catalogue.catalogue import group
from khizana.catalogue.record import Named, Record
from khizana.problems import ProblemError
from khizana.publish.page import Page, Site
from khizana.publish.rooms import Rooms
from khizana.registry import Registry, read_registry
from khizana.registry.edit import merge, mint_id
from khizana.registry.fields import KINDS, schema_of
from scripts.registry import main
from tests.support.shelves import index_pages

ROOT = Path(__file__).resolve().parents[1]
NEW = """# كتبه محرر
id: new
type: place
label: صنعاء
aliases: [مدينة صنعاء]   # تعليق
description: عاصمة اليمن.
"""
OLD = """id: old
type: place
label: صنعا
aliases:
- مدينة سام
- مدينه صنعاء القديمة
ambiguous: {مدينة سام: [اليمن]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    registry = tmp_path / "docs" / "registry"
    write(registry, "new", NEW)
    write(registry, "old", OLD)
    return registry


def write(folder: Path, id: str, text: str) -> None:
    path = folder / "entities" / f"{id}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def problems(folder: Path) -> list[str]:
    with pytest.raises(ProblemError) as caught:
        read_registry(folder)
    return [str(problem).removeprefix(f"{folder}/entities/") for problem in caught.value.problems]


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(folder.parents[1]), *arguments])
    return result.exit_code, result.output


class TestMerging:
    """scripts/registry.py merge OLD NEW"""

    def test_names_go_over_and_the_old_record_leads_to_the_new(self, folder: Path) -> None:
        assert run(folder, "merge", "old", "new")[0] == 0
        registry = read_registry(folder)
        assert registry.entity("old").id == "new"
        assert registry.entities["new"].aliases == ("مدينة صنعاء", "صنعا", "مدينة سام", "مدينه صنعاء القديمة")
        assert registry.entities["new"].ambiguous == {"مدينة سام": ("اليمن",)}

    def test_no_line_of_an_editor_is_lost(self, folder: Path) -> None:
        merge(folder, "old", "new")
        text = (folder / "entities/new.yml").read_text("utf-8")
        assert "# كتبه محرر\n" in text
        assert "# تعليق\n" in text
        assert (folder / "entities/old.yml").read_text("utf-8") == f"{OLD}merged_into: new\n"

    @pytest.mark.parametrize(
        "aliases", ["", "aliases: []\n", "aliases:\n- أ\n", "aliases:\n  - أ\n\n# بعد\n", "aliases: [أ, ب]\nlatin: X\n"]
    )
    def test_every_way_to_write_a_list(self, folder: Path, aliases: str) -> None:
        write(folder, "new", f"id: new\ntype: place\nlabel: صنعاء\n{aliases}description: وصف\n")
        before = read_registry(folder).entities["new"].aliases
        merge(folder, "old", "new")
        after = read_registry(folder).entities["new"]
        assert after.aliases == (*before, "صنعا", "مدينة سام", "مدينه صنعاء القديمة")
        assert after.description == "وصف"

    def test_names_both_have_are_not_doubled(self, folder: Path) -> None:
        write(folder, "old", "id: old\ntype: place\nlabel: صنعا\n")
        merge(folder, "old", "new")
        assert "صنعا" in read_registry(folder).entities["new"].names

    @pytest.mark.parametrize(("old", "new"), [("old", "old"), ("old", "nobody"), ("nobody", "new")])
    def test_what_cannot_be_merged(self, folder: Path, old: str, new: str) -> None:
        assert run(folder, "merge", old, new)[0] == 1

    def test_types_must_agree_and_a_merge_is_made_once(self, folder: Path) -> None:
        write(folder, "man", "id: man\ntype: person\nlabel: رجل\n")
        assert "settle the type first" in run(folder, "merge", "man", "new")[1]
        merge(folder, "old", "new")
        assert "is merged into new already" in run(folder, "merge", "old", "new")[1]

    def test_a_page_stays_at_the_old_address(self, folder: Path) -> None:
        merge(folder, "old", "new")
        registry = read_registry(folder)
        record = Record("abcdefgh", "عنوان", "", "", "", (), (), (Named("new", 1, 1),), b"")
        [page] = [page for page in _entity_pages(registry, [record]) if page.url == "entities/old.html"]
        body = page.render()
        assert '<a href="new.html">' in body.html
        assert body.head == '<meta http-equiv="refresh" content="0; url=new.html">'
        assert page.slots("https://x.example/")["canonical"] == "https://x.example/entities/new.html"
        assert not [page for page in _entity_pages(registry, []) if page.url == "entities/old.html"]


def _entity_pages(registry: Registry, records: list[Record]) -> list[Page]:
    return index_pages(Rooms(group(registry, records), Site("خزانة", ""), 100))


class TestMinting:
    """Ids are minted once, from the Latin label or else from a hash."""

    @pytest.mark.parametrize(
        ("latin", "id"),
        [("Al-Ma'mun", "al-mamun"), ("Shari‘a", "sharia"), ("Deir ez-Zor", "deir-ez-zor"), ("Index", "index-b")],
    )
    def test_from_latin(self, latin: str, id: str) -> None:
        assert mint_id("اسم", latin, ()) == id

    def test_from_nothing_but_arabic(self) -> None:
        assert mint_id("أسوان", "", ()) == mint_id("اسوان", "", ())
        assert mint_id("أسوان", "", ()).startswith("x-")

    def test_a_taken_one_gets_a_letter(self) -> None:
        assert mint_id("اسم", "Sana", ["sana", "sana-b"]) == "sana-c"

    def test_the_command(self, folder: Path) -> None:
        code, output = run(folder, "mint", "place", "عدن", "Aden")
        assert (code, output) == (0, "docs/registry/entities/aden.yml: عدن\n")
        assert read_registry(folder).entities["aden"].label == "عدن"


class TestRecords:
    """What a record may say, and what is wrong with it."""

    def test_everything_at_once(self, folder: Path) -> None:
        write(
            folder,
            "egypt-university",
            "id: egypt-university\ntype: organisation\nlabel: الجامعة\nsort: جامعة\n"
            "founded: 1908-12-21\ndissolved: 1940\n"
            "located_in: [new]\nsucceeded_by: [old]\nviaf: 95216565\nwikidata: Q79\nambiguous: {الجامعة: []}\n"
            "status: proposed\n",
        )
        one = read_registry(folder).entities["egypt-university"]
        assert one.dates == {"founded": "1908-12-21", "dissolved": "1940"}
        assert one.relations == {"located_in": ("new",), "succeeded_by": ("old",)}
        assert (one.viaf, one.status, one.ambiguous) == ("95216565", "proposed", {"الجامعة": ()})
        assert one.order == ("جامعه", "جامعة")

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("part_of: [nobody]", "there is no record nobody"),
            ("part_of: [one]", "part_of leads in a circle: one > one"),
            ("wikidata: 79", "wikidata must be a Wikidata id such as Q79"),
            ("geonames: Q1", "geonames must be a GeoNames number"),
            ("birth: yesterday", "birth must be a year, month or day"),
            ("status: maybe", "status must be one of accepted, proposed"),
            ("ambiguous: {غيره: [كلمة]}", "غيره is no name of this record"),
            ("ambiguous: [اسم]", "ambiguous must map names of this record"),
            ("coordinates: [91, 0]", "coordinates must be [latitude, longitude]"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_line(self, folder: Path, line: str, told: str) -> None:
        write(folder, "one", f"id: one\ntype: place\nlabel: اسم\n{line}\n")
        [problem] = problems(folder)
        assert problem.startswith(f"one.yml:4: {told}")

    def test_an_end_before_its_beginning(self, folder: Path) -> None:
        write(folder, "one", "id: one\ntype: person\nlabel: اسم\nbirth: 1950\ndeath: 1905\n")
        assert problems(folder) == ["one.yml:5: death is before birth; correct one of them"]

    def test_circles_of_many(self, folder: Path) -> None:
        for id, other in (("a", "b"), ("b", "c"), ("c", "a")):
            write(folder, id, f"id: {id}\ntype: place\nlabel: اسم {id}\nlocated_in: [{other}]\n")
        assert "a.yml:4: located_in leads in a circle: a > b > c > a" in " ".join(problems(folder))

    def test_a_number_of_one_authority_stands_for_one_record(self, folder: Path) -> None:
        for id in ("a", "b"):
            write(folder, id, f"id: {id}\ntype: place\nlabel: اسم {id}\nwikidata: Q79\n")
        assert problems(folder) == ["b.yml:4: wikidata Q79 already belongs to a; correct it or merge the records"]


def test_the_schemas_are_those_of_the_checks() -> None:
    """After a change: python scripts/registry.py schema"""
    for kind in KINDS:
        path = ROOT / "docs" / "registry" / "schema" / f"{kind}.json"
        assert json.loads(path.read_bytes()) == schema_of(kind)


def test_the_registry_of_this_archive_is_in_order() -> None:
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 0
    assert isinstance(read_registry(ROOT / "docs" / "registry"), Registry)
