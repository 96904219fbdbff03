"""Suggestions: what is found without a registry, what is left out, and the command that writes proposals."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khizana.catalogue.suggest import Suggestion, suggest
from khizana.catalogue.suggest.likeness import Likeness
from khizana.catalogue.suggest.places import known_places
from khizana.catalogue.suggest.words import tokens
from khizana.registry import Entity, Registry, read_registry
from scripts.suggest import main
from tests.support.archive import Archive

TEXT = """
وصل الدكتور سامي الخطيب إلى روتردام صباحا. وقال سامي الخطيب إن منظمة الصحة العالمية تتابع الوباء في روتردام.
وأضافت صحيفة المنارة أن الوزير برنارد كوشنير غادر مدينة مكناس. وصدرت رواية «بيت من زجاج» بعد حرب الخليج.
وعاد كوشنير إلى روتردام. وصرح كوشنير بأن منظمة الصحة العالمية ستجتمع. ثم وقف على الأرض.
"""


def found(text: str = TEXT, registry: Registry | None = None) -> dict[str, Suggestion]:
    return {one.name: one for one in suggest([text], registry or Registry())}


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("سامي الخطيب", "person"), ("برنارد كوشنير", "person"), ("روتردام", "place"), ("مكناس", "place"),
        ("منظمة الصحة العالمية", "organisation"), ("المنارة", "organisation"), ("بيت من زجاج", "work"),
        ("حرب الخليج", "event"),
    ],
)  # fmt: skip
def test_names_of_every_type(name: str, type: str) -> None:
    assert found()[name].type == type


def test_words_are_no_names() -> None:
    assert not {"الأرض", "على الأرض", "الوباء", "صباحا"} & set(found())


def test_the_worthiest_come_first_with_their_contexts() -> None:
    suggestions = suggest([TEXT], Registry())
    assert [one.worth for one in suggestions] == sorted((one.worth for one in suggestions), reverse=True)
    assert all(one.contexts for one in suggestions)
    assert found()["روتردام"].count == 3


def test_what_the_registry_has_is_not_suggested() -> None:
    known = Entity("k", "person", "برنارد كوشنير", aliases=("سامي الخطيب",))
    assert not {"برنارد كوشنير", "كوشنير", "سامي الخطيب"} & set(found(registry=Registry({"k": known})))


def test_a_name_nearly_that_of_a_record_is_a_likely_alias() -> None:
    registry = Registry({"kouchner": Entity("kouchner", "person", "برنار كوشنير")})
    assert found(registry=registry)["برنارد كوشنير"].like == "kouchner"


def test_records_that_may_be_one() -> None:
    records = [Entity("a", "place", "روتردام"), Entity("b", "place", "الروتردام"), Entity("c", "person", "روتردامي")]
    registry = Registry({one.id: one for one in records})
    assert [(one.id, other.id) for one, other in Likeness(registry).duplicates()] == [("a", "b")]


def test_places_come_with_coordinates() -> None:
    place = found()["روتردام"].place
    assert place is not None
    assert place.geonames == 2747891
    assert place.coordinates == pytest.approx((51.92, 4.48), abs=0.1)


def test_countries_have_a_geonames_id() -> None:
    assert known_places()["مصر"].geonames == 357994


def test_tokens_lead_back_into_the_text() -> None:
    text = "قال «مُحَمَّدٌ»: نعم"
    assert [(token.word, text[token.start : token.end]) for token in tokens(text)] == [
        ("قال", "قال"), ("محمد", "مُحَمَّد"), ("نعم", "نعم"),
    ]  # fmt: skip
    assert [token.first for token in tokens(text)] == [True, False, True]


def test_nothing_is_suggested_of_nothing() -> None:
    assert suggest([], Registry()) == suggest([""], Registry()) == []


class TestCommand:
    """scripts/suggest.py on an archive."""

    @staticmethod
    def run(archive: Archive, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["--root", str(archive.root), *arguments], catch_exceptions=False)

    @pytest.fixture
    def archive(self, tmp_path: Path) -> Archive:
        archive = Archive(tmp_path)
        archive.write("mkdocs.yml", "site_name: x\n")
        page = "---\ntitle: خبر\nid: abcdefgh\nformat: 1\nsource: {file: f, sha256: '0'}\n---\n"
        archive.write("docs/articles/undated/abcdefgh.md", f"{page}{TEXT.replace(chr(10), ' ').strip()}\n")
        return archive

    def test_it_shows_a_table(self, archive: Archive) -> None:
        output = self.run(archive, "--contexts").output
        assert "place        روتردام  (GeoNames 2747891, Rotterdam" in output
        assert "… " in output

    def test_it_writes_nothing_unasked(self, archive: Archive) -> None:
        before = archive.files()
        self.run(archive)
        assert archive.files() == before

    def test_proposals_are_valid_records_and_not_suggested_again(self, archive: Archive) -> None:
        self.run(archive, "--write", "3")
        registry = read_registry(archive.layout.registry)
        assert len(registry.entities) == 3
        assert {one.status for one in registry.entities.values()} == {"proposed"}
        assert registry.entities["rotterdam"].coordinates is not None
        again = self.run(archive).output
        assert not any(one.label in again.split() for one in registry.entities.values())
