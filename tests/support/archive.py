"""Archives in a temporary folder: filled from tests/fixtures, converted and built as a person would do it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from khizana.article import Article, read_page
from khizana.layout import Layout
from scripts.build import main as build_script

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "tests" / "fixtures" / "archive"
MACHINERY = ("mkdocs.yml", "hooks", "docs/assets", "docs/index.md", "docs/about.md", "docs/editors")
# Settings that another archive may have otherwise, and which the tests count on.
SETTINGS: dict[str, object] = {
    "site_name": "خزانة",
    "site_url": "https://khizana.example/",
    "repo_url": "https://example.org/khizana",
    "edit_uri": "edit/main/docs/",
    "extra": {"generator": False, "khizana": {"time_zone": "Africa/Cairo", "entries_per_page": 100, "latest": 9}},
}
_LEFT = shutil.ignore_patterns("__pycache__", ".*")


@dataclass(frozen=True)
class Run:
    """How a command ended and everything it said."""

    code: int
    output: str

    @property
    def lines(self) -> list[str]:
        """What it said, without empty lines and the progress bar."""
        return [line for line in self.output.splitlines() if line.strip() and "Converting" not in line]


@dataclass(frozen=True)
class Archive:
    """An archive; `site` is where its site is built."""

    root: Path

    @property
    def layout(self) -> Layout:
        return Layout(self.root)

    @property
    def site(self) -> Path:
        return self.root / "site"

    def put(self, name: str, text: str | bytes) -> Path:
        """A file below docs/sources, `inbox/al-fajr/x.txt` or any other."""
        return self.write(f"docs/sources/{name}", text)

    def write(self, name: str, text: str | bytes) -> Path:
        """A file of the archive."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def convert(self, *arguments: str | Path) -> Run:
        """Convert with scripts/build.py."""
        return self.command("convert", *arguments)

    def command(self, name: str, *arguments: str | Path) -> Run:
        """Run a command of scripts/build.py on this archive."""
        result = CliRunner().invoke(build_script, [name, "--root", str(self.root), *map(str, arguments)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return Run(result.exit_code, result.output)

    def pages(self) -> list[Path]:
        return sorted(self.layout.articles.rglob("*.md"))

    def articles(self) -> list[Article]:
        return [read_page(page.read_bytes().decode(), page) for page in self.pages()]

    def page(self, words: str) -> Path:
        """The one page that has these words in it."""
        [found] = [page for page in self.pages() if words in page.read_text("utf-8")]
        return found

    def article(self, words: str) -> Article:
        page = self.page(words)
        return read_page(page.read_bytes().decode(), page)

    def ledger(self, id: str) -> dict[str, Any]:
        ledger: dict[str, Any] = json.loads(self.layout.ledger(id).read_bytes())
        return ledger

    def original(self, id: str) -> str:
        return self.layout.original(id, ".txt").read_bytes().decode("utf-8-sig")

    def files(self, folder: str = "docs") -> dict[str, bytes]:
        """All files below a folder, by their path from it."""
        return contents(self.root / folder)

    def build(self, command: str = "mkdocs", *, strict: bool = True) -> Run:
        """Build the site as `make site` does."""
        arguments = [str(Path(sys.executable).parent / command), "build", "-f", "mkdocs.yml"]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(
            [*arguments, *(["--strict"] if strict else ["--no-strict"])],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Run(done.returncode, done.stdout)

    def set(self, values: Mapping[str, object]) -> None:
        """Change top-level settings of mkdocs.yml; None removes one."""
        path = self.root / "mkdocs.yml"
        config = {**yaml.safe_load(path.read_bytes()), **values}
        path.write_text(yaml.safe_dump({k: v for k, v in config.items() if v is not None}, sort_keys=False), "utf-8")

    def set_own(self, **values: object) -> None:
        """Change settings under extra.khizana."""
        extra = yaml.safe_load((self.root / "mkdocs.yml").read_bytes())["extra"]
        self.set({"extra": {**extra, "khizana": {**extra["khizana"], **values}}})

    def copy(self, root: Path) -> Archive:
        shutil.copytree(self.root, root)
        return Archive(root)


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of all files below a folder, by their path from it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def new_archive(root: Path, *, machinery: bool = True) -> Archive:
    """An archive with the fixture's registry and no articles; with `machinery`, one that builds a site."""
    for name in MACHINERY if machinery else MACHINERY[:1]:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=_LEFT)
        else:
            shutil.copy(source, target)
    shutil.copytree(FIXTURE / "registry", root / "docs/registry")
    (root / "docs/sources/inbox").mkdir(parents=True)
    archive = Archive(root)
    archive.set(SETTINGS)
    return archive


def fixture_archive(root: Path, *, machinery: bool = True) -> Archive:
    """The fixture archive with all its articles converted."""
    archive = new_archive(root, machinery=machinery)
    shutil.copytree(FIXTURE / "inbox", archive.layout.inbox, dirs_exist_ok=True)
    run = archive.convert()
    assert run.code == 0, run.output
    return archive
