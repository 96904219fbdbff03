"""Every bad input is converted or refused in a line that says why; others in the run are untouched, and so is the
archive when a run is killed."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.hostile.bad_inputs import bad_inputs
from tests.hostile.case import BadInput, page, paragraphs
from tests.hostile.handling import handle
from tests.hostile.of_containers import zipped
from tests.hostile.whole import examine
from tests.support.archive import ROOT, Archive, contents, new_archive
from tests.support.capture import capture

CASES = bad_inputs()
KILLS = 15
# Of a run of everything at once only some of each kind, so that it stays short; the bench runs all.
_EVERY = 9
# What a kill may leave: a temporary file, a ledger whose original is still in the inbox or whose page is not yet made.
_UNDONE = ("was left behind", "has no page", "its original is gone or another")


def test_there_are_enough() -> None:
    assert len(CASES) >= 300


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_is_converted_or_refused_in_a_line(case: BadInput, tmp_path: Path) -> None:
    assert handle(case, tmp_path, "--accept-removals").wrong == ()


def test_the_others_in_a_run_are_unaffected(tmp_path: Path) -> None:
    alone, among = (new_archive(tmp_path / name, machinery=False) for name in ("alone", "among"))
    folder = tmp_path / "captures"
    for number, case in enumerate(CASES[::_EVERY]):
        case.put(folder / f"{number:04}")
    for number in range(8):
        good = folder / f"{number:04} good.txt"
        good.write_text(capture(title=f"خبر سليم رقم {number}"), "utf-8")
        alone.convert("--publish-duplicates", good)
    among.convert("--publish-duplicates", "--accept-removals", folder)
    pages, found = among.files("docs/articles"), examine(among.layout)
    assert alone.files("docs/articles").items() <= pages.items()
    assert (found.wrong, found.unexplained) == ([], 0)


def test_nothing_is_written_for_what_is_refused(archive: Archive) -> None:
    before = archive.files()
    path = archive.put("inbox/bad.txt", b"\xff\xfe\x00")
    assert archive.convert(path).code == 1
    assert archive.files() == {**before, "sources/inbox/bad.txt": b"\xff\xfe\x00"}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """What a run that nobody stops leaves behind, and the seconds it takes."""
    archive = _filled(tmp_path_factory.mktemp("undisturbed") / "archive")
    begun = time.monotonic()
    assert _start(archive).wait() == 0
    return _told_without_moments(archive), time.monotonic() - begun


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_run_leaves_whole_files_and_the_next_ends_the_work(
    number: int, tmp_path: Path, undisturbed: tuple[dict[str, bytes], float]
) -> None:
    wanted, seconds = undisturbed
    archive = _filled(tmp_path / "archive")
    run = _start(archive)
    time.sleep(random.Random(number).uniform(0.3, 1.0) * seconds)
    run.send_signal(signal.SIGKILL)
    run.wait()
    found = examine(archive.layout)
    assert [line for line in found.wrong if not line.endswith(_UNDONE)] == []
    assert archive.convert("--publish-duplicates").code == 0
    assert _told_without_moments(archive) == wanted


def _filled(root: Path) -> Archive:
    """An archive with an inbox of every kind of capture."""
    archive = new_archive(root, machinery=False)
    for number in range(12):
        archive.put(f"inbox/al-fajr/{number}.txt", capture(title=f"قطار رقم {number}"))
        archive.put(f"inbox/{number}.html", page(paragraphs(), title=f"صفحة رقم {number}"))
    records = ({"title": f"سجل رقم {number}", "content": capture(title=f"سجل رقم {number}")} for number in range(12))
    archive.put("inbox/records.jsonl", "".join(f"{json.dumps(record)}\n" for record in records))
    archive.put("inbox/pack.zip", zipped({f"{n}.txt": capture(title=f"ملف رقم {n}") for n in range(12)}))
    return archive


def _start(archive: Archive) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "--root", str(archive.root), "--publish-duplicates"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _told_without_moments(archive: Archive) -> dict[str, bytes]:
    """All files but those of a stopped run, ledgers without the moment of capture."""
    files = {name: data for name, data in contents(archive.layout.docs).items() if not name.endswith(".tmp")}
    return {name: _timeless(data) if name.endswith(".ledger.json") else data for name, data in files.items()}


def _timeless(ledger: bytes) -> bytes:
    return json.dumps({**json.loads(ledger), "captured": ""}, sort_keys=True).encode()
