"""Conversions that are run again: over pages edited by hand, after an interruption, with ids that collide."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from khizana.files import write_whole
from tests.support.archive import FIXTURE, Archive, new_archive
from tests.support.capture import capture
from tests.support.conversion import mutable, refusals


class TestEditedByHand:
    @pytest.fixture
    def edited(self, converted: Archive, river: str) -> Path:
        page = converted.layout.page(river)
        page.write_text(page.read_text("utf-8").replace("وبكى من حضر", "وفرح من حضر"), "utf-8")
        return page

    def test_it_is_kept_and_said_so(self, converted: Archive, edited: Path) -> None:
        before = converted.files()
        run = converted.convert()
        assert run.code == 0
        [line] = refusals(run)
        assert line.startswith(f"{edited.relative_to(converted.root)}: was edited by hand")
        assert converted.files() == before

    def test_force_replaces_it_and_saves_the_old_one(self, converted: Archive, edited: Path, river: str) -> None:
        words = edited.read_bytes()
        run = converted.convert("--force")
        assert run.code == 0 and "1 replaced" in run.lines[-1]
        assert "وبكى من حضر" in edited.read_text("utf-8")
        [saved] = list(converted.layout.saved.iterdir())
        assert saved.name.startswith(river) and saved.read_bytes() == words

    def test_a_capture_of_it_again_leaves_it(self, converted: Archive, edited: Path) -> None:
        words = edited.read_bytes()
        converted.put("inbox/al-fajr/again.txt", (FIXTURE / "inbox/al-fajr/nahr.txt").read_bytes())
        assert converted.convert().code == 0
        assert edited.read_bytes() == words

    def test_reconvert_keeps_the_change(self, converted: Archive, edited: Path, river: str) -> None:
        words = edited.read_bytes()
        assert converted.command("reconvert", river).code == 0
        assert edited.read_bytes() == words


class TestInterrupted:
    """Whatever a killed run left, the next one ends where an undisturbed one would have."""

    NAME = "inbox/al-sahil/a.txt"

    @pytest.fixture
    def whole(self, tmp_path: Path) -> Archive:
        """An archive in which one capture was converted without a disturbance."""
        archive = new_archive(tmp_path / "whole", machinery=False)
        archive.put(self.NAME, capture())
        assert archive.convert().code == 0
        return archive

    @pytest.fixture(params=["original", "original, ledger", "original, ledger, page", "stray"])
    def stopped(self, request: pytest.FixtureRequest, whole: Archive, archive: Archive) -> Archive:
        """The same archive as a run left it that was killed after the named step; the inbox file stands."""
        id = whole.articles()[0].id
        archive.put(self.NAME, capture())
        if "original" in request.param:
            archive.put(f"2017/06/{id}.txt", whole.original(id))
        if "ledger" in request.param:
            archive.put(f"2017/06/{id}.ledger.json", whole.layout.ledger(id).read_bytes())
        if "page" in request.param:
            archive.write(f"docs/articles/2017/06/{id}.md", whole.layout.page(id).read_bytes())
        if request.param == "stray":
            archive.put(f"2017/06/.{id}.txt.123.tmp", whole.original(id)[:20])
            archive.put(f"2017/06/.{id}.ledger.json.123.tmp", "{")
            archive.write(f"docs/articles/2017/06/.{id}.md.123.tmp", "---\n")
        return archive

    def test_the_next_run_finishes_it(self, stopped: Archive, whole: Archive) -> None:
        assert stopped.convert().code == 0
        done = {name: data for name, data in mutable(stopped).items() if not name.endswith(".tmp")}
        assert done == mutable(whole)
        assert stopped.convert().lines[-1] == "1 unchanged"

    def test_naming_the_file_finishes_it_too(self, stopped: Archive, whole: Archive) -> None:
        assert stopped.convert(stopped.layout.sources / self.NAME).code == 0
        done = {name: data for name, data in mutable(stopped).items() if not name.endswith(".tmp")}
        assert done == mutable(whole)


def test_writing_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.md"
    write_whole(path, "قديم")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "نص \ud800")

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "جديد")
    assert [entry.read_text("utf-8") for entry in tmp_path.iterdir()] == ["قديم"]


def test_writing_the_same_again_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a/b.md"
    assert write_whole(path, "نص") is True
    before = path.stat().st_ino
    assert write_whole(path, "نص") is False
    assert path.stat().st_ino == before


@pytest.fixture
def colliding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every capture's hash begins with the same forty bits."""

    class Colliding:
        def __init__(self, data: bytes = b"") -> None:
            self.digest = hashlib.sha256(data)

        def hexdigest(self) -> str:
            return "00" * 5 + self.digest.hexdigest()[10:]

    for module in ("khizana.convert.original", "khizana.convert.readers.text", "khizana.convert.readers"):
        monkeypatch.setattr(f"{module}.sha256", Colliding, raising=False)


@pytest.mark.usefixtures("colliding")
@pytest.mark.parametrize("date", ["29 يونيو 2017", ""])
def test_colliding_hashes_lengthen_the_id(archive: Archive, date: str) -> None:
    for number, word in enumerate(["الخبز", "الملح", "الزيت"]):
        archive.put(f"inbox/{number}.txt", capture(f"مقال عن {word}", date, f"كلام طويل عن {word} وما حوله.\n"))
    assert archive.convert().code == 0
    ids = sorted((article.id for article in archive.articles()), key=len)
    assert len(set(ids)) == 3
    assert ids[0] == ("2017-06-29-aaaa" if date else "aaaaaaaa")
    assert all(other.startswith(ids[0]) for other in ids)
    before = archive.files()
    assert archive.convert().lines[-1] == "3 unchanged"
    assert archive.files() == before
