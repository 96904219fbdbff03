"""Many captures at once: the same bytes with one process and with many, and what was read before is not read again."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from khizana.convert import ahead, taking
from khizana.convert.ahead import Ahead, Done, Task
from khizana.convert.remembered import Remembered
from khizana.convert.setting import Minted, Surroundings
from khizana.problems import ProblemError
from khizana.registry import Registry
from tests.convert.test_pictures import embedded, html, picture, shown
from tests.support.archive import Archive, new_archive
from tests.support.capture import BODY, capture


def timeless(archive: Archive) -> dict[str, bytes]:
    """All files, without the moments of capture."""
    return {name: re.sub(rb'"captured": "[^"]+"', b"", data) for name, data in archive.files().items()}


def fill(archive: Archive) -> Archive:
    """Captures of many kinds, some of them the same, some of them bad."""
    for number in range(9):
        archive.put(f"inbox/al-fajr/{number}.txt", capture(title=f"خبر رقم {number}"))
    archive.put("inbox/twice.txt", capture(title="خبر رقم 3"))
    archive.put("inbox/bad.txt", b"\xff\xfe\x00")
    archive.put("inbox/page.html", html(shown(embedded(picture())) + shown("page_files/a.jpg")))
    archive.put("inbox/page_files/a.jpg", picture(colour="red"))
    records = [{"title": f"سجل رقم {n % 20}", "content": f"{n % 20} {BODY} {n % 20}"} for n in range(30)]
    archive.put("inbox/records.json", json.dumps([*records, {"title": "بلا نص"}]))
    return archive


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "_LEAST_FILES", 1)


@pytest.mark.usefixtures("at_once")
def test_one_process_or_many(tmp_path: Path) -> None:
    one, many = (fill(new_archive(tmp_path / name, machinery=False)) for name in ("one", "many"))
    alone = one.convert("--processes", "1", "--publish-duplicates")
    together = many.convert("--processes", "3", "--publish-duplicates")
    assert together == alone and alone.code == 1
    assert timeless(many) == timeless(one)
    for page in many.pages():
        page.unlink()
    again = many.convert("--processes", "3", "--publish-duplicates")
    assert len(many.pages()) == len(one.pages()) and again.lines[-1].startswith(f"{len(one.pages())} converted")
    assert timeless(many) == timeless(one)
    assert "converted" not in many.convert("--processes", "2").lines[-1]


@pytest.fixture
def dask() -> Iterator[Any]:
    """A cluster of two threads in this process."""
    distributed = pytest.importorskip("distributed", reason="needs the extra `cluster`")
    with distributed.Client(processes=False, n_workers=1, threads_per_worker=2, dashboard_address=None) as client:
        yield client


@pytest.mark.usefixtures("at_once")
def test_a_cluster_writes_the_same(tmp_path: Path, dask: Any) -> None:
    alone, spread = (fill(new_archive(tmp_path / name, machinery=False)) for name in ("alone", "spread"))
    wanted = alone.convert("--processes", "1", "--publish-duplicates")
    assert spread.convert("--scheduler", dask.scheduler.address, "--publish-duplicates") == wanted
    assert timeless(spread) == timeless(alone)


class _Stale:
    """A machine that has other files than this one under the same paths, and cannot read some."""

    number = 1

    def begin(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings

    def submit(self, task: Task) -> Future[list[Done]]:
        made = ahead.convert_elsewhere(self.surroundings, task)
        other = [replace(one, original=replace(one.original, sha256="0")) for one in made if one.original]
        future: Future[list[Done]] = Future()
        future.set_result([] if "bad" in task.path.name else other)
        return future


def test_what_a_machine_read_of_another_file_is_made_here(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.txt" for name in ("a", "bad")]
    for path in paths:
        path.write_text(capture(title=path.stem), "utf-8")
    tasks = ((path, Task(path, Minted("now"))) for path in paths)
    with Ahead(Registry(), ZoneInfo("UTC"), 1, machines=_Stale()) as pool:
        results = dict(pool.results(tasks))
    assert all(done.original and done.original.sha256 != "0" for [done] in results.values())


def _dies(task: Task) -> list[ahead.Done]:
    if "bad" in task.path.name:
        os._exit(9)
    return ahead.convert_task(task)


def test_a_file_that_ends_its_process_is_refused_and_the_others_are_not(tmp_path: Path) -> None:
    """A parser written in C can be made to crash; then only the file that does it is lost."""
    paths = [tmp_path / f"{name}.txt" for name in ("a", "bad", "b")]
    for path in paths:
        path.write_text(capture(title=path.stem), "utf-8")
    tasks: Iterator[tuple[Path, Task]] = ((path, Task(path, Minted("now"))) for path in paths)
    with Ahead(Registry(), ZoneInfo("UTC"), 2, _dies) as pool:
        results = dict(pool.results(tasks))
    made = {path.stem: done.made for path, [done] in results.items()}
    assert isinstance(made["bad"], ProblemError) and "ended the process" in str(made["bad"])
    assert not isinstance(made["a"], ProblemError) and not isinstance(made["b"], ProblemError)


class TestRemembered:
    @pytest.fixture
    def ledgers(self, converted: Archive) -> list[tuple[str, Path]]:
        return [(article.id, converted.layout.ledger(article.id)) for article in converted.articles()]

    def learnt(self, archive: Archive, ledgers: list[tuple[str, Path]]) -> dict[str, tuple[int, ...]]:
        remembered = Remembered(archive.layout.cache / "ledgers.txt")
        found = dict(remembered.sketches(ledgers))
        remembered.write()
        return found

    def test_it_is_what_the_ledgers_say(self, converted: Archive, ledgers: list[tuple[str, Path]]) -> None:
        wanted = {id: tuple(json.loads(path.read_bytes())["sketch"]) for id, path in ledgers}
        wanted = {id: numbers for id, numbers in wanted.items() if numbers}
        assert self.learnt(converted, ledgers) == wanted == self.learnt(converted, ledgers)

    @pytest.mark.parametrize(
        ("old", "new"), [(b" ", b""), (b".", b""), (b"khizana", b"other"), (b"A", b"\xff"), (b"=.", b"."), (b"\n", b"")]
    )
    def test_damage_only_costs_time(
        self, converted: Archive, ledgers: list[tuple[str, Path]], old: bytes, new: bytes
    ) -> None:
        wanted = self.learnt(converted, ledgers)
        path = converted.layout.cache / "ledgers.txt"
        path.write_bytes(path.read_bytes().replace(old, new))
        assert self.learnt(converted, ledgers) == wanted

    def test_a_ledger_that_changed_is_read(self, converted: Archive, ledgers: list[tuple[str, Path]]) -> None:
        before = self.learnt(converted, ledgers)
        id, path = ledgers[0]
        ledger = {**json.loads(path.read_bytes()), "sketch": [1, 2, 3]}
        path.write_text(json.dumps(ledger), "utf-8")
        assert self.learnt(converted, ledgers) == {**before, id: (1, 2, 3)}
