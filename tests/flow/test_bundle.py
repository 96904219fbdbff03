"""A bundle crosses from a job that anybody can lead astray to one that can write: nothing odd gets across."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.flows import bundle
from scripts.flows.bundle import BundleError, read_bundle

PAGE = "docs/articles/2017/06/2017-06-29-k7qd.md"
BASE = "0" * 40


def write(folder: Path, paths: dict[str, bytes], **other: Any) -> Path:
    for path, content in paths.items():
        file = folder / "files" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    listed = {"format": 1, "base": BASE, "files": sorted(paths), "removed": [], **other}
    (folder / "bundle.json").write_text(json.dumps(listed), "utf-8")
    return folder


def test_a_bundle_is_read(tmp_path: Path) -> None:
    files = {
        PAGE: b"---\n",
        "docs/sources/containers/2015 ملف.zip": b"PK",
        "docs/registry/tags/water.yml": b"id: water\n",
    }
    removed = ["docs/sources/inbox/al-fajr/خبر (2).txt"]
    found = read_bundle(write(tmp_path, files, removed=removed))
    assert (found.files, found.removed) == (files, tuple(removed))


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "hooks/site.py",
        ".github/workflows/ci.yml",
        "docs/index.md",
        "docs/articles",
        "docs/articles-not/a.md",
        "docs/articles/../../hooks/site.py",
        "docs/articles/./a.md",
        "docs/articles//a.md",
        "/etc/passwd",
        "docs/articles/2017/06/.git/config.md",
        "docs/sources/.gitattributes",
        "docs/articles/a.html",
        "docs/assets/images/a.svg",
        "docs/sources/a\\b.txt",
        "docs/sources/a\nb.txt",
        "docs/sources/\u202etxt.a",
        "docs/sources/-rf",
        "docs/sources/" + "a" * 300,
    ],
)
@pytest.mark.parametrize("key", ["files", "removed"])
def test_a_path_that_is_not_of_texts_is_refused(tmp_path: Path, path: str, key: str) -> None:
    with pytest.raises(BundleError):
        read_bundle(write(tmp_path, {}, **{key: [path]}))


def test_a_link_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/2017-06-29-k7qd.md").write_text("x", "utf-8")
    folder = write(tmp_path / "bundle", {"docs/articles/1/a.md": b"x"})
    (folder / "files" / "docs/articles/2").symlink_to(tmp_path / "secret")
    (folder / "files" / "docs/articles/b.md").symlink_to(tmp_path / "secret/2017-06-29-k7qd.md")
    for path in ("docs/articles/2/2017-06-29-k7qd.md", "docs/articles/b.md"):
        write(folder, {}, files=[path])
        with pytest.raises(BundleError, match="no regular file"):
            read_bundle(folder)


def test_a_listed_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no regular file"):
        read_bundle(write(tmp_path, {}, files=[PAGE]))


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"base": "main; rm -rf /"},
        {"extra": 1},
        {"files": PAGE},
        {"files": [PAGE, PAGE]},
        {"removed": [f"docs/sources/{number}.txt" for number in range(2001)]},
    ],
)
def test_another_form_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(BundleError):
        read_bundle(write(tmp_path, {PAGE: b"x"}, **changes))


def test_no_json_and_no_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError):
        read_bundle(tmp_path)
    (tmp_path / "bundle.json").write_bytes(b"\xff{")
    with pytest.raises(BundleError):
        read_bundle(tmp_path)


def test_sizes_are_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST_BYTES", 200)
    folder = write(tmp_path, {"docs/sources/a.txt": b"x" * 100, "docs/sources/b.txt": b"x" * 101})
    with pytest.raises(BundleError, match="too large"):
        read_bundle(folder)


def test_lock_files_pass_only_where_they_are_meant(tmp_path: Path) -> None:
    folder = write(tmp_path, {"requirements.lock": b"x"})
    assert set(read_bundle(folder, locks=True).files) == {"requirements.lock"}
    with pytest.raises(BundleError):
        read_bundle(folder)
    with pytest.raises(BundleError):
        read_bundle(write(tmp_path, {PAGE: b"x"}), locks=True)
