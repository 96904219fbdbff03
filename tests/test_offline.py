"""The site as one file: unzipped it is the same site, and the same site gives the same file."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts.offline import main
from tests.support import html
from tests.support.archive import Archive, contents


def pack(site: Path, target: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(site), str(target)])
    return result.exit_code, result.output


@pytest.fixture
def packed(built: Archive, tmp_path: Path) -> Path:
    target = tmp_path / "dist/archive.zip"
    assert pack(built.site, target)[0] == 0
    return target


def test_it_unpacks_to_the_same_bytes(built: Archive, packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        assert file.testzip() is None
        file.extractall(tmp_path / "out")
    assert contents(tmp_path / "out/archive") == contents(built.site)
    assert html.broken(tmp_path / "out/archive", "https://khizana.example/") == []


def test_two_runs_give_the_same_file(built: Archive, packed: Path, tmp_path: Path) -> None:
    for path in built.site.rglob("*"):
        os.utime(path)
    assert pack(built.site, tmp_path / "again/archive.zip")[0] == 0
    assert (tmp_path / "again/archive.zip").read_bytes() == packed.read_bytes()


def test_names_are_plain_sorted_and_inside_one_folder(packed: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        names = file.namelist()
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == sorted(names)
    assert all(
        name.isascii() and name.startswith("archive/") and ".." not in name and "\\" not in name for name in names
    )


def test_nothing_is_left_beside_it(packed: Path) -> None:
    assert [path.name for path in packed.parent.iterdir()] == ["archive.zip"]


def test_without_a_site_there_is_nothing_to_pack(tmp_path: Path) -> None:
    code, said = pack(tmp_path / "nowhere", tmp_path / "a.zip")
    assert code == 1
    assert "there is no site to pack" in said
    assert not (tmp_path / "a.zip").exists()
