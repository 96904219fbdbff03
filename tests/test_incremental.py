"""Edits drawn at random: building on what the last build left gives, byte for byte, the site of a clean build."""

from __future__ import annotations

from pathlib import Path

import pytest

from khizana.settings import Settings
from scripts.benches.corpus import Corpus
from scripts.benches.edits import begin_with, edit_and_build


def test_sixty_edits_built_one_after_another_give_the_sites_of_clean_builds(tmp_path: Path) -> None:
    rebuilt, kinds = edit_and_build(tmp_path, Corpus(articles=12, entities=10, tags=6), count=60, seed=11)
    assert rebuilt.faults == []
    assert rebuilt.comparisons == 6
    assert len(kinds) > 15, kinds


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "دار المقالات"),
        ("address", "https://elsewhere.example/"),
        ("address", ""),
        ("settings", Settings(entries_per_page=3)),
        ("settings", Settings(latest=2)),
        ("theme", 1),
    ],
)
def test_one_thing_changed_around_the_articles_reaches_every_page(tmp_path: Path, name: str, value: object) -> None:
    """The name alone, say, while the theme's pages do not bear it."""
    rebuilt = begin_with(tmp_path, Corpus(articles=12, entities=10, tags=6), seed=11)
    setattr(rebuilt.editor.around, name, value)
    rebuilt.build(name)
    rebuilt.compare(name)
    assert rebuilt.faults == []
