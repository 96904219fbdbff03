"""What every workflow keeps to, so that a proposal by a stranger can do no more than be looked at."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flow.workflow import ROOT, WORKFLOWS, load

NAMES = sorted(path.stem for path in WORKFLOWS.glob("*.yml"))
# Jobs that hold a token which can write; they may run the code of main alone.
TRUSTED = {("comment", "comment"), ("convert", "deliver"), ("links", "tell"), ("updates", "deliver")}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
PINNED_WITH_VERSION = re.compile(r"^\s*(?:- )?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in NAMES:
        for job, facts in load(name)["jobs"].items():
            yield name, job, facts


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job, facts in jobs():
        for step in facts["steps"]:
            yield f"{name}/{job}", step


def test_zizmor_finds_nothing() -> None:
    """The audit as anyone may repeat it. What is ignored has its reason beside it."""
    zizmor = Path(sys.executable).parent / "zizmor"
    if not zizmor.exists() and not os.environ.get("CI"):
        pytest.skip("zizmor is not installed")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", ".github"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_one_finding_alone_is_ignored() -> None:
    ignored = [line for name in NAMES for line in read(name).splitlines() if "zizmor: ignore" in line]
    assert [line.strip() for line in ignored] == ["workflow_run: # zizmor: ignore[dangerous-triggers]"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_allowed_unless_a_job_says_so(name: str) -> None:
    workflow = load(name)
    assert workflow["permissions"] == {}
    assert "concurrency" in workflow
    for job in workflow["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 300
        assert isinstance(job["permissions"], dict)


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned_and_says_its_version(name: str) -> None:
    lines = [line for line in read(name).splitlines() if re.match(r"\s*(- )?uses:", line)]
    assert [line for line in lines if not PINNED_WITH_VERSION.match(line)] == []


def test_an_action_has_one_version_everywhere() -> None:
    used = {step["uses"] for _, step in steps() if "uses" in step}
    assert all(PINNED.fullmatch(use) for use in used)
    assert len({use.partition("@")[0] for use in used}) == len(used)


def test_no_text_of_an_event_stands_in_a_shell_line() -> None:
    assert [where for where, step in steps() if "${{" in step.get("run", "")] == []


def test_no_checkout_leaves_the_token_behind() -> None:
    checkouts = [step for _, step in steps() if "actions/checkout@" in step.get("uses", "")]
    assert checkouts and all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_only_the_jobs_known_to_can_write() -> None:
    writing = {
        (name, job)
        for name, job, facts in jobs()
        if any(right == "write" for key, right in facts["permissions"].items() if key in WRITABLE)
    }
    assert writing == TRUSTED


WRITABLE = ("contents", "pull-requests", "issues", "statuses", "actions", "packages")


def test_a_job_that_can_write_runs_the_code_of_main() -> None:
    for name, job in TRUSTED:
        workflow = load(name)
        assert not re.search(r"^  ?pull_request(_target)?:|^on: pull_request", read(name), re.MULTILINE)
        for step in workflow["jobs"][job]["steps"]:
            assert "merge" not in str(step.get("with", {}).get("ref", ""))
            assert "head" not in str(step.get("with", {}).get("ref", ""))


def test_no_secret_is_named() -> None:
    assert [name for name in NAMES if "secrets." in read(name)] == []


def test_a_token_is_handed_to_commands_that_take_their_input_as_hostile() -> None:
    commands = [step["run"] for _, step in steps() if "GITHUB_TOKEN" in step.get("env", {})]
    assert sorted(set(commands)) == [
        "python scripts/flow.py comment left",
        "python scripts/flow.py dead left",
        'python scripts/flow.py deliver left "$KIND"',
        "python scripts/flow.py deliver left updates",
    ]


def test_a_proposal_is_looked_at_with_the_machinery_of_main() -> None:
    runs = [step["run"] for step in load("pull-request")["jobs"]["check"]["steps"] if "python " in step.get("run", "")]
    called = [word for run in runs for word in re.findall(r"python (\S+)", run) if word != "-m"]
    assert called and all(word.startswith('"$RUNNER_TEMP/main/scripts/') for word in called)


def read(name: str) -> str:
    return (WORKFLOWS / f"{name}.yml").read_text("utf-8")
