"""What cannot be converted is refused in one line, and nothing is touched."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.archive import Archive
from tests.support.capture import BODY, capture
from tests.support.conversion import refusals


def _png() -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))


REFUSED: dict[str, bytes] = {
    "binary.txt": _png(),
    "surrogate.txt": "نص \ud800".encode("utf-8", "surrogatepass"),
    "truncated.txt": capture().encode()[:-2] + b"\xd9",
    "nul.txt": f"{capture()}\0".encode(),
    "empty.txt": b"",
    "blank.txt": " \n\t\u00a0\n\ufeff\u2003\n".encode(),
    "page.html": b"<p>x</p>",
    "drawing.svg": b"<svg/>",
    "word.docx": b"PK\x03\x04",
    "no-suffix": capture().encode(),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(archive: Archive, name: str) -> None:
    path = archive.put(f"inbox/{name}", REFUSED[name])
    archive.put("inbox/good.txt", capture())
    run = archive.convert()
    assert run.code == 1
    [line] = refusals(run)
    assert re.match(rf"docs/sources/inbox/{re.escape(name)}(:\d+)?: \S", line), line
    assert run.lines[-1] == "1 converted, 1 refused"
    assert path.read_bytes() == REFUSED[name]
    assert len(archive.pages()) == 1


def test_a_wrong_byte_is_located(archive: Archive) -> None:
    archive.put("inbox/a.txt", "سطر\nسطر\n".encode() + b"\xff\n")
    assert refusals(archive.convert())[0].startswith("docs/sources/inbox/a.txt:3: ")


def _symlink(path: Path) -> None:
    target = path.with_name(".target.txt")
    target.write_text(capture("الهدف", "", BODY), "utf-8")
    path.symlink_to(target)


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _broken_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


@pytest.mark.parametrize("make", [_symlink, _fifo, _broken_link, Path.mkdir])
@pytest.mark.parametrize("given_by_name", [True, False])
def test_what_is_no_regular_file(archive: Archive, make: Callable[[Path], None], given_by_name: bool) -> None:
    make(archive.layout.inbox / "odd.txt")
    good = archive.put("inbox/good.txt", capture())
    arguments = [archive.layout.inbox / "odd.txt", good] if given_by_name else []
    run = archive.convert(*arguments)
    if make is Path.mkdir:  # an empty folder: nothing in it, nothing wrong
        assert (run.code, refusals(run)) == (0, [])
    else:
        assert run.code == 1
        [line] = refusals(run)
        assert line.startswith("docs/sources/inbox/odd.txt: is not a regular file")
    assert len(archive.pages()) == 1


def test_a_path_that_is_not_there(archive: Archive, tmp_path: Path) -> None:
    run = archive.convert(tmp_path / "nothing.txt")
    assert run.code == 1
    assert len(refusals(run)) == 1


def test_files_from_elsewhere_are_copied_and_stay(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(capture(), "utf-8")
    assert archive.convert("--outlet", "al-sahil", "--url", "https://example.org/a?b=ج", path).code == 0
    [article] = archive.articles()
    assert (article.source.outlet, article.source.url) == ("al-sahil", "https://example.org/a?b=ج")
    assert path.read_text("utf-8") == archive.original(article.id)


def test_folders_are_searched_in_order(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/deep/a.txt").write_text(capture("أول", body="نص أول.\n"), "utf-8")
    (tmp_path / "in/.hidden.txt").write_text(capture("خفي", body="نص خفي.\n"), "utf-8")
    (tmp_path / "in/b.txt").write_text(capture("ثانٍ", body="نص ثانٍ.\n"), "utf-8")
    assert archive.convert(tmp_path / "in").code == 0
    assert {article.title for article in archive.articles()} == {"أول", "ثانٍ"}


def test_a_changed_original_is_refused_and_nothing_touched(converted: Archive, river: str) -> None:
    path = converted.layout.original(river, ".txt")
    path.write_text(path.read_text("utf-8") + "زيادة\n", "utf-8")
    before = converted.files()
    run = converted.convert()
    assert run.code == 1
    assert refusals(run) == [
        f"{path.relative_to(converted.root)}: was changed after it was captured; restore it from git"
    ]
    assert converted.files() == before


def test_a_damaged_ledger_is_refused_and_nothing_touched(converted: Archive, river: str) -> None:
    converted.layout.ledger(river).write_text("{", "utf-8")
    before = converted.files()
    run = converted.convert()
    assert run.code == 1
    assert len(refusals(run)) == 1 and refusals(run)[0].startswith(f"docs/sources/2017/06/{river}.ledger.json: ")
    assert converted.files() == before


@pytest.mark.parametrize("way", ["option", "folder"])
def test_an_unknown_outlet(archive: Archive, way: str) -> None:
    archive.put("inbox/nowhere/a.txt" if way == "folder" else "inbox/a.txt", capture())
    run = archive.convert(*(["--outlet", "nowhere"] if way == "option" else []))
    assert run.code == 1
    [line] = refusals(run)
    assert "nowhere" in line and "docs/registry/sources/nowhere.yml" in line
    assert not archive.pages()


def test_a_broken_registry_stops_the_run_with_its_problems(archive: Archive) -> None:
    archive.write("docs/registry/tags/Bad.yml", "id: Bad\nlabel: NO\n")
    archive.put("inbox/a.txt", capture())
    run = archive.convert()
    assert run.code == 1
    assert all(line.startswith("docs/registry/tags/Bad.yml:") for line in run.lines)
    assert not archive.pages()
