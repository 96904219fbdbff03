"""Every problem of reading is told in Arabic, too, and with what it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from khizana.article import read_page
from khizana.check.translated import translated
from khizana.problems import Problem, ProblemError
from khizana.registry import read_registry
from khizana.tombstones import read_tombstone
from tests.support.archive import FIXTURE

MONSTROUS = FIXTURE.parent / "monstrous"
PAGES = (
    "no front matter",
    "---\ntitle: [\n---\n",
    "---\n- a\n---\n",
    "---\ntitle: ''\ndate: 2017\ntags: x\nauthors: 5\nentities: 4\npublish: never\nformat: 2\nsource: 3\n---\n",
    "---\ntitle: 5\ndate: 2017-06-29 10:00:00\nsource: {file: a, sha256: b, other: c}\n---\n",
)
TOMBSTONE = "id: Port\ndate: 5\ndigests: [x]\nreason: 5\ncontainers: {a: b}\n"


def problems() -> list[Problem]:
    """Everything that can be wrong with records, from pages and files that have it all."""
    found: list[Problem] = []
    for text in PAGES:
        with pytest.raises(ProblemError) as page:
            read_page(text, Path("x.md"))
        found += page.value.problems
    with pytest.raises(ProblemError) as registry:
        read_registry(MONSTROUS)
    return [*found, *registry.value.problems]


@pytest.mark.parametrize("problem", problems(), ids=lambda problem: problem.message[:40])
def test_a_problem_is_told_in_arabic(problem: Problem) -> None:
    said = translated(problem).filled({})
    assert said.en == problem.message
    assert re.search("[\u0621-\u064a]{2}", said.ar) and said.ar != said.en


def test_problems_of_tombstones_are_told_in_arabic(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(TOMBSTONE, "utf-8")
    with pytest.raises(ProblemError) as caught:
        read_tombstone(tmp_path / "x.yml")
    assert len(caught.value.problems) == 5
    for problem in caught.value.problems:
        assert translated(problem).filled({}).ar != problem.message


def test_names_and_braces_stay_as_they_are() -> None:
    said = translated(Problem(Path("x"), 1, "there is no record {0}; correct broader or add the record"))
    assert said.filled({}).ar == "لا سجل بالمعرّف {0}؛ صحح broader أو أضف السجل"


def test_what_is_not_in_the_table_is_told_in_english() -> None:
    assert translated(Problem(Path("x"), 1, "something new {x}")).filled({}).ar == "something new {x}"
