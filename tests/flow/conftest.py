"""What tests of the flows share: a GitHub on this machine, and an archive in a repository of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flow.hub import Hub, running
from tests.flow.workflow import ROOT
from tests.support.archive import Archive, fixture_archive

IDENTITY = ("-c", "user.name=editor", "-c", "user.email=editor@example.org", "-c", "core.hooksPath=/dev/null")
IGNORED = "site/\n.site.*\n.khizana/\n__pycache__/\n"


@dataclass(frozen=True)
class Repository:
    """An archive under git."""

    archive: Archive

    @property
    def root(self) -> Path:
        return self.archive.root

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *IDENTITY, *arguments], cwd=self.root, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def commit(self, message: str = "a change") -> str:
        """Everything that stands, as a commit; its name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def copy(self, root: Path) -> Repository:
        shutil.copytree(self.root, root, symlinks=True)
        return Repository(Archive(root))


@pytest.fixture(scope="session")
def main_branch(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The fixture archive with its machinery, committed on main. Not to be changed."""
    archive = fixture_archive(tmp_path_factory.mktemp("flow") / "main")
    shutil.copytree(ROOT / "scripts", archive.root / "scripts", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    (archive.root / ".gitignore").write_text(IGNORED, "utf-8")
    repository = Repository(archive)
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.commit("what main is")
    return repository


@pytest.fixture
def repository(main_branch: Repository, tmp_path: Path) -> Repository:
    """A copy of main to be changed."""
    return main_branch.copy(tmp_path / "repository")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with running() as hub:
        for name, value in {
            **hub.environment,
            "GITHUB_RUN_ID": "77",
            "GITHUB_SERVER_URL": "https://github.com",
        }.items():
            monkeypatch.setenv(name, value)
        yield hub
