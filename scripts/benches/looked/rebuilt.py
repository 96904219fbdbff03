"""The site of an archive built again and again in this process, and compared with one built from nothing.

The shells are fixed, so that MkDocs is not needed. After each build every file that has other bytes than before must
be told as written, and no other may have been: it is still the same file, by its inode.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from unittest.mock import patch

import click

from khizana.layout import Layout
from khizana.publish.build import Build, Report, Surroundings
from khizana.publish.folder import building_folder, complete, next_site, put_in_place
from khizana.publish.outputs import Place
from khizana.publish.page import Site
from scripts.benches.looked.editor import Around, Editor

Seen = dict[str, tuple[int, bytes]]  # of every file its inode and a hash of its bytes


class Faults(list[str]):
    """What went wrong. Each fault is told at once: a run of an hour may be cut short."""

    def add(self, told: str) -> None:
        click.echo(told, err=True)
        self.append(told)


@dataclass
class Rebuilt:
    """The builds of one archive; `faults` must stay empty."""

    editor: Editor
    elsewhere: Path
    faults: Faults = field(default_factory=Faults)
    builds: int = 0
    comparisons: int = 0
    written: int = 0
    rendered: int = 0
    _before: Seen = field(default_factory=dict)
    _problems: list[str] = field(default_factory=list)

    def build(self, told: str) -> None:
        """Build after an edit, and see that only what changed was written."""
        report, problems = build_site(self.editor.layout, self.editor.site, self.editor.around)
        self.builds += 1
        self.written += len(report.written)
        self.rendered += len(report.rendered)
        now = seen(self.editor.site)
        for fault in self._needless(report, now):
            self.faults.add(f"{told}: {fault}")
        self._before, self._problems = now, problems
        self.editor.tampered.clear()

    def _needless(self, report: Report, now: Seen) -> Iterator[str]:
        written = set(report.written)
        for url, (inode, content) in now.items():
            was = self._before.get(url)
            if url in self.editor.tampered:
                continue
            if was is None or was[1] != content:
                if url not in written:
                    yield f"{url} has changed and was not told as written"
            elif url in written:
                yield f"{url} was written and has not changed"
            elif was[0] != inode:
                yield f"{url} is a new file with the bytes of the old one"
        if set(now) != report.own:
            yield f"the report and the site differ: {sorted(set(now) ^ report.own)[:3]}"

    def compare(self, told: str) -> None:
        """Build from nothing, in another folder and another number of processes, and compare byte for byte."""
        layout = Layout(self.elsewhere)
        layout.root.mkdir(parents=True)
        layout.docs.symlink_to(self.editor.layout.docs)
        with patch.dict(os.environ, {"KHIZANA_PROCESSES": str(1 + self.comparisons % 3), "TZ": "Asia/Tokyo"}):
            _, problems = build_site(layout, layout.root / "site", self.editor.around)
        self.comparisons += 1
        site = layout.root / "site"
        for url, fault in differences(seen(site), self._before):
            self.faults.add(f"{told}: {url} {fault}{where(site / url, self.editor.site / url)}")
        if problems != self._problems:
            self.faults.add(f"{told}: problems differ: {sorted(set(problems) ^ set(self._problems))[:3]}")
        shutil.rmtree(self.elsewhere)


def differences(clean: Seen, incremental: Seen) -> Iterator[tuple[str, str]]:
    """The files in which two sites differ, and how."""
    for url in sorted({*clean, *incremental}):
        one, other = clean.get(url), incremental.get(url)
        if other is None or one is None:
            yield url, "is missing" if other is None else "is left over"
        elif one[1] != other[1]:
            yield url, "differs from a clean build"


def where(clean: Path, other: Path) -> str:
    """The first place where two files differ, with a little around it."""
    if not clean.is_file() or not other.is_file():
        return ""
    right, wrong = (path.read_text(encoding="utf-8", errors="replace") for path in (clean, other))
    differ = (place for place, (one, two) in enumerate(zip(right, wrong, strict=False)) if one != two)
    start = max(0, next(differ, min(len(right), len(wrong))) - 40)
    return f": {right[start : start + 90]!r} became {wrong[start : start + 90]!r}"


def build_site(layout: Layout, site: Path, around: Around) -> tuple[Report, list[str]]:
    """One build as the hooks do it, without MkDocs; the report and the problems as text."""
    fresh, folder = building_folder(site), next_site(site)
    own = Site(around.name, around.address, "https://edit.example/")
    build = Build(layout, around.settings, own, Place(folder, site))
    with patch("khizana.publish.build.code_fingerprint", lambda: around.code):
        build.read()
        report = build.write(Surroundings(around.shells(), around.hand_written))
    complete(folder, fresh, site, report.own, report.left)
    put_in_place(folder, site)
    build.keep()
    return report, sorted(str(replace(one, path=layout.shown(one.path))) for one in build.problems)


def seen(site: Path) -> Seen:
    """Every file of a site."""
    found: Seen = {}
    for base, _, names in os.walk(site):
        for name in names:
            path = Path(base, name)
            digest = blake2b(path.read_bytes(), digest_size=16).digest()
            found[path.relative_to(site).as_posix()] = (path.lstat().st_ino, digest)
    return found
