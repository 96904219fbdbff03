"""A new archive: all of the machinery, none of the content, and a site from the first moment."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts.new_archive import main
from tests.support import html
from tests.support.archive import ROOT, Archive
from tests.support.capture import capture


def start(folder: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(folder)])
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    root = tmp_path_factory.mktemp("new") / "archive"
    code, said = start(root)
    assert code == 0, said
    return Archive(root)


@pytest.fixture
def started_copy(started: Archive, tmp_path: Path) -> Archive:
    return started.copy(tmp_path / "archive")


def test_no_content_is_copied(started: Archive) -> None:
    for room in ("articles", "sources", "registry"):
        assert {path.name for path in (started.layout.docs / room).rglob("*") if path.is_file()} <= {".gitkeep"}
    assert started.layout.inbox.is_dir()
    assert not (started.root / "tests/bundled").exists()
    for name in (".git", ".venv", "site", "dist", ".khizana", ".hypothesis", ".pytest_cache"):
        assert not (started.root / name).exists()


def test_the_machinery_is_copied_byte_for_byte(started: Archive) -> None:
    for folder in ("hooks", "scripts", "docs/assets"):
        ours = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
        ours = {path for path in ours if not {"__pycache__", ".hypothesis", ".ruff_cache"} & set(path.parts)}
        for path in ours - {path for path in ours if "egg-info" in str(path)}:
            assert (started.root / path).read_bytes() == (ROOT / path).read_bytes()
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-test.lock", ".gitignore"):
        assert (started.root / name).read_bytes() == (ROOT / name).read_bytes()


def test_it_says_nothing_of_this_archive(started: Archive) -> None:
    config = (started.root / "mkdocs.yml").read_text("utf-8")
    assert "khizana.example" not in config and "github.com/khizana" not in config


def test_it_builds_strictly_and_takes_its_first_article(started_copy: Archive) -> None:
    run = started_copy.build()
    assert run.code == 0, run.output
    assert html.broken(started_copy.site) == []
    assert "لا مقالات في الأرشيف بعد" in (started_copy.site / "index.html").read_text("utf-8")
    started_copy.put("inbox/a.txt", capture())
    assert started_copy.convert().code == 0
    run = started_copy.build()
    assert run.code == 0, run.output
    assert html.broken(started_copy.site) == []
    assert "القطار يعود إلى المحطة" in (started_copy.site / "index.html").read_text("utf-8")


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", "utf-8")
    code, said = start(tmp_path)
    assert code == 1 and "is not empty" in said
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("x", "utf-8")
    assert start(path)[0] == 1
    assert path.read_text("utf-8") == "x"


@pytest.mark.parametrize("inside", ["new", "docs/new", "hooks/../new"])
def test_a_folder_inside_this_archive_is_refused(inside: str) -> None:
    code, said = start(ROOT / inside)
    assert code == 1 and "inside this archive" in said
    assert not (ROOT / "new").exists() and not (ROOT / "docs/new").exists()


@pytest.mark.parametrize("name", ["", "."])
def test_no_name_is_refused(name: str) -> None:
    assert CliRunner().invoke(main, [name]).exit_code == 1


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert start(tmp_path / "empty")[0] == 0
    assert (tmp_path / "empty/mkdocs.yml").is_file()
    shutil.rmtree(tmp_path / "empty")
