"""The articles that come with this repository: whole, valid, and made by the converter from their originals."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from khizana.catalogue.catalogue import group
from khizana.catalogue.reading import read_archive
from khizana.catalogue.record import record_of
from khizana.registry import Registry, read_registry
from tests.support.archive import ROOT, Archive
from tests.support.text import plain, visible

HERE = Archive(ROOT)
IDS = [page.stem for page in HERE.pages()]


@pytest.fixture
def copy(tmp_path: Path) -> Archive:
    """The repository's settings and docs/, to be converted again."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return Archive(tmp_path)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return read_registry(HERE.layout.registry)


def test_there_is_an_archive_to_look_at() -> None:
    assert len(IDS) >= 15


def test_converting_changes_nothing(copy: Archive) -> None:
    before = copy.files()
    run = copy.convert()
    assert (run.code, run.lines) == (0, [f"{len(IDS)} unchanged"])
    assert copy.files() == before


def test_pages_deleted_and_converted_again_are_the_same_bytes(copy: Archive) -> None:
    before = copy.files()
    shutil.rmtree(copy.layout.articles)
    assert copy.convert().code == 0
    assert copy.files() == before


@pytest.mark.parametrize("id", IDS)
def test_the_ledger_accounts_for_the_original(id: str) -> None:
    original, ledger = HERE.original(id), HERE.ledger(id)
    assert hashlib.sha256(HERE.layout.original(id, ".txt").read_bytes()).hexdigest() == ledger["source"]["sha256"]
    end = 0
    for start, stop, fate, where, *text in ledger["spans"]:
        assert visible(original[end:start]) == "" and end <= start < stop
        assert fate in ("kept", "metadata", "removed") and where
        assert visible("".join(text)) == (visible(original[start:stop]) if fate == "removed" else "")
        end = stop
    assert visible(original[end:]) == ""


@pytest.mark.parametrize("id", IDS)
def test_the_page_shows_what_the_ledger_kept(id: str) -> None:
    original, ledger = HERE.original(id), HERE.ledger(id)
    kept = "".join(original[start:stop] for start, stop, fate, *_ in ledger["spans"] if fate == "kept")
    body = "\n".join(ledger["generated"]).split("\n---\n", 1)[1]
    assert visible(plain(body)) == visible(kept)


def test_every_original_has_its_page_and_every_page_its_original() -> None:
    originals = {path.stem for path in HERE.layout.sources.rglob("*.txt")}
    ledgers = {path.name.removesuffix(".ledger.json") for path in HERE.layout.sources.rglob("*.ledger.json")}
    duplicates = {id for id in ledgers if HERE.ledger(id).get("duplicate_of")}
    assert originals == ledgers == set(IDS) | duplicates


def test_it_is_valid_and_every_tag_is_used(registry: Registry) -> None:
    entries, problems = read_archive(HERE.layout, registry)
    assert problems == []
    assert {tag.id for tag in group(registry, (record_of(one, b"") for one in entries)).tags} == set(registry.tags)


def test_headings_have_readable_ids() -> None:
    for article in HERE.articles():
        for heading in re.findall(r"^##.*$", article.body, re.MULTILINE):
            assert re.search(r" \{#[\w-]+\}$", heading), f"{article.id}: {heading}"


def test_the_inbox_is_empty() -> None:
    assert [path for path in HERE.layout.inbox.rglob("*") if path.is_file() and path.name != ".gitkeep"] == []
