"""A build that is killed leaves the site of before or of after, whole, and does not harm the next build."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.benches.looked.killed import Victim, fingerprint, kill_builds
from tests.support.archive import fixture_archive


def test_killed_builds_leave_a_whole_site_and_the_next_one_is_right(tmp_path: Path) -> None:
    archive = fixture_archive(tmp_path / "archive")
    page, tag = archive.pages()[0], sorted(archive.layout.registry.glob("tags/*.yml"))[0]
    plain = {page: page.read_text("utf-8"), tag: tag.read_text("utf-8")}

    def first() -> None:
        for path, text in plain.items():
            path.write_text(text, "utf-8")

    def second() -> None:
        page.write_text(f"{plain[page]}\nفقرة جديدة.\n", "utf-8")
        tag.write_text(plain[tag].replace("label: ", "label: وسم "), "utf-8")

    command = [str(Path(sys.executable).parent / "mkdocs"), "build", "--strict"]
    victim = Victim(archive.root, command, (first, second), {"NO_MKDOCS_2_WARNING": "1"})
    killed = kill_builds(victim, 5)
    assert killed.faults == []
    assert killed.old + killed.new == killed.times == 5


def test_a_fingerprint_tells_paths_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", "utf-8")
    one = fingerprint(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    other = fingerprint(tmp_path)
    (tmp_path / "b").write_text("y", "utf-8")
    assert len({one, other, fingerprint(tmp_path)}) == 3
