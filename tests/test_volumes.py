"""Volumes read apart and joined give the site of one machine, by hand and on Dask; a lost or foreign one costs time."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from khizana.layout import Layout
from scripts.benches.corpus import Corpus, write_archive
from scripts.benches.looked.editor import Editor
from scripts.benches.looked.edits_of_articles import add
from scripts.benches.looked.rebuilt import Seen, build_site, differences, seen
from scripts.volumes import main

CORPUS = Corpus(articles=24, entities=12, tags=6)


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    layout = Layout(tmp_path / "archive")
    for _ in write_archive(layout.root, CORPUS, machinery=False):
        pass
    (layout.root / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    return Editor(layout, layout.root / "site", CORPUS, random.Random(1))


def _run(editor: Editor, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["--root", str(editor.layout.root), *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def _read(editor: Editor, folder: Path) -> list[str]:
    """All volumes, each into a file."""
    folder.mkdir()
    names = _run(editor, "list").split()
    files = [str(folder / f"{name}.sqlite") for name in names]
    for name, file in zip(names, files, strict=True):
        _run(editor, "read", name, "--out", file)
    return files


def _site(editor: Editor, site: Path) -> Seen:
    build_site(editor.layout, site, editor.around)
    return seen(site)


def test_joined_volumes_give_the_site_of_one_machine(editor: Editor, tmp_path: Path) -> None:
    files = _read(editor, tmp_path / "volumes")
    assert len(files) > 5
    whole = _site(editor, tmp_path / "whole")
    (editor.layout.cache / "site.sqlite").unlink()
    _run(editor, "join", *files)
    assert not list(differences(whole, _site(editor, tmp_path / "joined")))


def test_a_volume_that_is_missing_or_of_other_texts_costs_only_time(editor: Editor, tmp_path: Path) -> None:
    files = _read(editor, tmp_path / "volumes")
    add(editor)
    page = editor.pages()[0]
    page.write_text(page.read_text("utf-8") + "\nفقرة جديدة.\n", "utf-8")
    whole = _site(editor, tmp_path / "whole")
    (editor.layout.cache / "site.sqlite").unlink()
    _run(editor, "join", *files[1:])
    assert not list(differences(whole, _site(editor, tmp_path / "joined")))


def test_a_damaged_volume_is_named(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / "bad.sqlite").write_bytes(b"nothing")
    result = CliRunner().invoke(main, ["--root", str(editor.layout.root), "join", str(tmp_path / "bad.sqlite")])
    assert result.exit_code == 1
    assert "bad.sqlite" in result.output


def test_a_volume_that_is_not_there_is_named(editor: Editor) -> None:
    result = CliRunner().invoke(main, ["--root", str(editor.layout.root), "read", "1850", "--out", "x"])
    assert result.exit_code == 1
    assert "no volume 1850" in result.output


def test_dask_reads_the_volumes_to_the_same_site(
    editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    from scripts.volumes import read_all

    monkeypatch.setenv("KHIZANA_PROCESSES", "1")
    whole = _site(editor, tmp_path / "whole")
    (editor.layout.cache / "site.sqlite").unlink()
    with distributed.Client(processes=False, n_workers=1, threads_per_worker=2, dashboard_address=None) as client:
        assert read_all(client, editor.layout) == []
    assert not list(differences(whole, _site(editor, tmp_path / "joined")))
