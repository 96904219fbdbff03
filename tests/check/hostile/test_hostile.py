"""Hostile pull requests: each is refused, with the message that says why."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts.check import main
from tests.check.hostile import of_content, of_files
from tests.check.hostile.proposal import Attack, Proposal
from tests.check.support import checked_archive, commit, git, under_git
from tests.support.archive import Archive

ATTACKS = [*of_files.attacks(), *of_content.attacks()]
FILES = [attack for attack in of_files.attacks() if attack.rule != "file-name" or not attack.entered]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The fixture archive under git, one article of it withdrawn on paper only."""
    archive = checked_archive(tmp_path_factory.mktemp("hostile") / "archive")
    digest = archive.article("معلّق").source.sha256
    stone = f"id: 2017-06-18-xq5x\ndate: {dt.date(2020, 1, 1)}\ndigests:\n- '{digest}'\n"
    archive.write("docs/registry/tombstones/2017-06-18-xq5x.yml", stone)
    archive.write("docs/articles/.gitkeep", "")
    archive.write("Makefile", "all:\n")
    return under_git(archive)


def test_there_are_at_least_forty() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 40


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_it_is_refused_with_the_right_message(attack: Attack, base: Archive, tmp_path: Path) -> None:
    archive = _proposed(attack, base, tmp_path)
    result = CliRunner().invoke(main, ["--root", str(archive.root), "--pull-request", "main", "--format", "json"])
    assert isinstance(result.exception, SystemExit) and result.exit_code == 1, result.output
    found = [one for one in json.loads(result.stdout) if (one["rule"], one["path"]) == (attack.rule, attack.path)]
    assert any(one["level"] == "error" and attack.words in one["message"] for one in found), result.stdout


@pytest.mark.parametrize(
    "attack", [one for one in ATTACKS if one.rule in ("file-kind", "file-size", "file-name")][::4], ids=str
)
def test_names_kinds_and_sizes_need_no_checkout(attack: Attack, base: Archive, tmp_path: Path) -> None:
    archive = _proposed(attack, base, tmp_path)
    git(archive.root, "checkout", "--quiet", "--force", "main")
    arguments = ["--pull-request", "main", "--head", "proposal", "--diff-only", "--format", "json"]
    result = CliRunner().invoke(main, ["--root", str(archive.root), *arguments])
    assert result.exit_code == 1
    assert attack.rule in {one["rule"] for one in json.loads(result.stdout)}


def test_nothing_said_of_them_is_a_command_to_the_logs(base: Archive, tmp_path: Path) -> None:
    [attack] = [one for one in ATTACKS if one.name == "a command to the logs in a name"]
    archive = _proposed(attack, base, tmp_path)
    for form in ("text", "github"):
        result = CliRunner().invoke(main, ["--root", str(archive.root), "--pull-request", "main", "--format", form])
        start = "docs/" if form == "text" else "::error file=docs/"
        lines = result.stdout.splitlines()
        assert lines and all(line.startswith(start) for line in lines)


def test_an_honest_contribution_passes(base: Archive, tmp_path: Path) -> None:
    shutil.copytree(base.root, tmp_path / "archive", symlinks=True)
    archive = Archive(tmp_path / "archive")
    git(archive.root, "checkout", "--quiet", "-b", "proposal")
    Proposal(archive).change("docs/articles/2017/06/2017-06-12-rdrt.md", "أربعين قاربًا", "أربعين قاربًا صغيرًا")
    archive.write("docs/registry/tags/boats.yml", "id: boats\nlabel: قوارب\n")
    archive.write("docs/sources/inbox/al-fajr/مقال جديد.txt", "عنوان\n\nنص.\n")
    commit(archive)
    result = CliRunner().invoke(main, ["--root", str(archive.root), "--pull-request", "main"])
    assert (result.exit_code, result.stdout) == (0, "")


def _proposed(attack: Attack, base: Archive, folder: Path) -> Archive:
    """The archive on a branch with the attack on it, checked out."""
    shutil.copytree(base.root, folder / "archive", symlinks=True)
    archive = Archive(folder / "archive")
    git(archive.root, "checkout", "--quiet", "-b", "proposal")
    attack.make(Proposal(archive))
    if not attack.entered:
        git(archive.root, "add", "-A")
    git(archive.root, "commit", "--quiet", "--allow-empty", "-m", "a small correction")
    return archive
