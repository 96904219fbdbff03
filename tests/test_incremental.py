"""Edits drawn at random: building on what the last build left gives, byte for byte, the site of a clean build."""

from __future__ import annotations

from pathlib import Path

from scripts.benches.corpus import Corpus
from scripts.benches.edits import edit_and_build


def test_sixty_edits_built_one_after_another_give_the_sites_of_clean_builds(tmp_path: Path) -> None:
    rebuilt, kinds = edit_and_build(tmp_path, Corpus(articles=12, entities=10, tags=6), count=60, seed=11)
    assert rebuilt.faults == []
    assert rebuilt.comparisons == 6
    assert len(kinds) > 15, kinds
