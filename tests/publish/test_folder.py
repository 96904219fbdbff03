"""The folder a site is built in, and its exchange for the one that is served."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from khizana.publish import folder as folder_module
from khizana.publish.folder import building_folder, complete, next_site, put_in_place
from khizana.publish.outputs import Made, Outputs, Place
from khizana.publish.page import File, Site
from khizana.publish.shelf import Shelf
from khizana.publish.states import states
from tests.support.archive import contents


class TestPaths:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("a.html", "a.html"),
            ("a.html", "A.HTML"),
            ("ß.html", "SS.html"),
            (unicodedata.normalize("NFC", "é.html"), unicodedata.normalize("NFD", "é.html")),
            (unicodedata.normalize("NFC", "آ.html"), unicodedata.normalize("NFD", "آ.html")),
        ],
    )
    def test_two_pages_on_one_path_are_refused(self, outputs: Outputs, one: str, other: str) -> None:
        outputs.claim(one)
        with pytest.raises(ValueError, match="two pages"):
            outputs.claim(other)

    @pytest.mark.parametrize("url", ["../a.html", "a/../../b.html", "/a.html"])
    def test_nothing_leads_outside(self, outputs: Outputs, url: str) -> None:
        with pytest.raises(ValueError, match="html"):
            outputs.claim(url)

    def test_who_waits_is_told_how_many_are_rendered(self, tmp_path: Path) -> None:
        told: list[tuple[int, int]] = []
        outputs = Outputs(
            Place(tmp_path, None), Made(b"", Site("", ""), {}), {}, {}, lambda done, total: told.append((done, total))
        )
        files = [File("a.json", (), lambda: "1"), File("b/c.json", (), lambda: "2")]
        outputs.put(Shelf("data", (), lambda: files))
        outputs.finish()
        assert told == [(1, 2), (2, 2)]
        assert contents(tmp_path) == {"a.json": b"1", "b/c.json": b"2"}

    @pytest.fixture
    def outputs(self, tmp_path: Path) -> Outputs:
        return Outputs(Place(tmp_path, None), Made(b"", Site("", ""), {}), {}, {})

    def test_a_killed_build_s_leavings_go(self, tmp_path: Path) -> None:
        site = tmp_path / "site"
        (building_folder(site) / "old.html").write_text("x", "utf-8")
        assert list(building_folder(site).iterdir()) == []
        assert not site.exists()


@pytest.fixture(params=["one step", "two renames"])
def swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to put a site in place."""
    if request.param == "two renames":
        monkeypatch.setattr(folder_module, "_exchange", lambda one, other: False)
    return str(request.param)


class TestPutInPlace:
    @pytest.fixture
    def fresh(self, tmp_path: Path) -> Path:
        fresh = building_folder(tmp_path / "site")
        (fresh / "index.html").write_text("new", "utf-8")
        return fresh

    @pytest.mark.usefixtures("swap")
    def test_a_first_site_has_a_twin_where_the_next_is_put_together(self, fresh: Path, tmp_path: Path) -> None:
        (fresh / "deep").mkdir()
        (fresh / "deep/page.html").write_text("page", "utf-8")
        put_in_place(fresh, tmp_path / "site")
        for folder in (tmp_path / "site", fresh):
            assert contents(folder) == {"index.html": b"new", "deep/page.html": b"page"}
        assert (fresh / "deep/page.html").samefile(tmp_path / "site/deep/page.html")

    @pytest.mark.usefixtures("swap")
    def test_a_new_site_replaces_the_old_one_whole(self, fresh: Path, tmp_path: Path) -> None:
        (tmp_path / "site/deep").mkdir(parents=True)
        (tmp_path / "site/deep/old.html").write_text("old", "utf-8")
        put_in_place(fresh, tmp_path / "site")
        assert contents(tmp_path / "site") == {"index.html": b"new"}
        assert {path.name for path in tmp_path.iterdir()} <= {"site", fresh.name}

    @pytest.mark.usefixtures("swap")
    def test_leavings_of_an_earlier_exchange_do_not_matter(self, fresh: Path, tmp_path: Path) -> None:
        for name in ("site", ".site.old"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "old.html").write_text("old", "utf-8")
        put_in_place(fresh, tmp_path / "site")
        assert (tmp_path / "site/index.html").read_text("utf-8") == "new"
        assert not (tmp_path / "site/old.html").exists()

    def test_what_cannot_be_exchanged_leaves_the_old_site(
        self, fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "site").mkdir()
        (tmp_path / "site/index.html").write_text("old", "utf-8")

        def refuse(one: Path, other: Path) -> bool:
            raise OSError(13, "Permission denied", str(other))

        monkeypatch.setattr(folder_module, "_exchange", refuse)
        with pytest.raises(OSError, match="Permission"):
            put_in_place(fresh, tmp_path / "site")
        assert (tmp_path / "site/index.html").read_text("utf-8") == "old"


class TestComplete:
    """The next site, put together on the site before the one that stands."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = next_site(tmp_path / "site")
        put(folder, {"kept.html": "kept", "deep/gone.html": "gone", "style.css": "old"})
        return folder

    def test_what_is_nobody_s_goes_and_what_mkdocs_built_comes(self, folder: Path, tmp_path: Path) -> None:
        fresh = building_folder(tmp_path / "site")
        put(fresh, {"style.css": "new", "about/index.html": "about", "kept.html": "MkDocs'"})
        complete(folder, fresh, tmp_path / "site", {"kept.html"}, ["deep/gone.html", "style.css"])
        assert contents(folder) == {"kept.html": b"kept", "style.css": b"new", "about/index.html": b"about"}
        assert not (folder / "deep").exists()
        assert not fresh.exists()

    def test_a_folder_may_be_where_a_file_was_and_the_reverse(self, folder: Path, tmp_path: Path) -> None:
        put(folder, {"was-file/now.html": "now"})
        (folder / "deep/gone.html").unlink()
        (folder / "deep").rmdir()
        put(folder, {"deep": "a file"})
        fresh = building_folder(tmp_path / "site")
        complete(folder, fresh, tmp_path / "site", {"deep", "was-file/now.html"}, ["was-file", "deep/gone.html"])
        assert contents(folder).keys() == {"kept.html", "style.css", "deep", "was-file/now.html"}

    def test_an_equal_file_is_the_one_that_stands(self, folder: Path, tmp_path: Path) -> None:
        site, fresh = tmp_path / "site", building_folder(tmp_path / "site")
        put(site, {"style.css": "same"})
        put(fresh, {"style.css": "same"})
        complete(folder, fresh, site, (), [])
        assert (folder / "style.css").samefile(site / "style.css")

    def test_a_link_in_it_is_not_followed(self, folder: Path, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        put(outside, {"mine.html": "mine"})
        (folder / "articles").symlink_to(outside)
        assert dict(states(str(folder))).keys() == {"kept.html", "deep/gone.html", "style.css"}
        assert contents(outside) == {"mine.html": b"mine"}
        assert not (folder / "articles").exists()


def put(folder: Path, files: Mapping[str, str]) -> None:
    for url, text in files.items():
        (folder / url).parent.mkdir(parents=True, exist_ok=True)
        (folder / url).write_text(text, "utf-8")


def test_the_exchange_itself(tmp_path: Path) -> None:
    """Linux can swap two names in one step; elsewhere False says so and nothing happened."""
    exchange: Callable[[Path, Path], bool] = folder_module._exchange
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    done = exchange(tmp_path / "a", tmp_path / "b")
    assert {path.name for path in (tmp_path / "a").iterdir()} == ({"b"} if done else {"a"})
