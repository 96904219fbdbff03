"""The one comment: on the right pull request, brought up to date, and no more than data in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.json import encode

from scripts.flows.comment import LABEL, command
from scripts.flows.markdown import MARKER
from scripts.flows.model import Change, Preview
from tests.flow.hub import BOT, Hub

HEAD = "a" * 40


@pytest.fixture
def pull(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    run = {"HEAD_OWNER": "editor", "HEAD_BRANCH": "fix & more", "HEAD_SHA": HEAD, "RUN_ID": "55"}
    for name, value in run.items():
        monkeypatch.setenv(name, value)
    head = {"sha": HEAD, "repo": {"full_name": "editor/archive"}}
    hub.pulls.append({"number": 9, "label": "editor:fix & more", "head": head, "labels": []})
    hub.files[9] = [{"filename": "docs/articles/2017/06/a.md"}]
    hub.artifacts["55"] = [{"id": 321, "name": "site"}]
    return hub.pulls[0]


def left(folder: Path, title: str) -> Path:
    change = Change("articles", "changed", "docs/articles/2017/06/a.md", "a", title)
    (folder / "preview.json").write_bytes(encode(Preview(1, 1, (change,), pages=("articles/2017/06/a.html",))))
    return folder


def run(folder: Path) -> str:
    result = CliRunner().invoke(command, [str(folder)])
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def test_it_is_made_once_and_then_brought_up_to_date(hub: Hub, pull: dict[str, Any], tmp_path: Path) -> None:
    hub.comments[9] = [
        {"id": 1, "user": {"login": "stranger"}, "body": f"{MARKER} mine"},
        {"id": 2, "user": BOT, "body": "x"},
    ]
    run(left(tmp_path, "عنوان أول"))
    run(left(tmp_path, "عنوان ثان"))
    assert [comment["id"] for comment in hub.comments[9]] == [1, 2, 1002]
    assert hub.comments[9][0]["body"] == f"{MARKER} mine" and hub.comments[9][1]["body"] == "x"
    body = hub.comments[9][2]["body"]
    assert "عنوان ثان" in body and "عنوان أول" not in body
    assert "https://github.com/khizana/archive/actions/runs/55/artifacts/321" in body


def test_a_run_whose_commit_is_no_longer_the_head_says_nothing(
    hub: Hub, pull: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sha in ("b" * 40, "not a commit"):
        monkeypatch.setenv("HEAD_SHA", sha)
        result = CliRunner().invoke(command, [str(left(tmp_path, "x"))])
        assert result.exit_code == 1 and "nothing to say" in result.output
    assert hub.comments == {}


def test_another_pull_request_of_the_same_author_is_left_alone(hub: Hub, pull: dict[str, Any], tmp_path: Path) -> None:
    hub.pulls.append({**pull, "number": 10, "label": "editor:other"})
    run(left(tmp_path, "x"))
    assert set(hub.comments) == {9}


def test_files_of_the_machinery_are_seen_by_github_not_by_the_data(
    hub: Hub, pull: dict[str, Any], tmp_path: Path
) -> None:
    """The data of the run names an article alone; what GitHub lists counts, an old name of a moved file too."""
    hub.files[9] = [{"filename": f"docs/articles/{number}.md"} for number in range(150)]
    hub.files[9].append({"filename": "docs/articles/x.md", "previous_filename": "hooks/site.py"})
    run(left(tmp_path, "x"))
    assert hub.labels[9] == [LABEL]
    assert "hooks&#47;site&#46;py" in hub.comments[9][0]["body"] and "#### للمشرفين" in hub.comments[9][0]["body"]
    hub.files[9] = [{"filename": "docs/articles/x.md"}]
    pull["labels"] = [{"name": LABEL}]
    run(left(tmp_path, "x"))
    assert hub.labels[9] == []
    assert "#### للمشرفين" not in hub.comments[9][0]["body"]


@pytest.mark.parametrize("data", [None, b"{", b'{"format":1,"total":0,"evil":"<script>"}'])
def test_without_a_preview_that_can_be_used_it_says_so(
    hub: Hub, pull: dict[str, Any], tmp_path: Path, data: bytes | None
) -> None:
    if data is not None:
        (tmp_path / "preview.json").write_bytes(data)
    run(tmp_path)
    assert "توقف الفحص قبل أن يتم" in hub.comments[9][0]["body"]
    assert "script" not in hub.comments[9][0]["body"]


def test_the_token_is_never_shown(hub: Hub, pull: dict[str, Any], tmp_path: Path) -> None:
    assert "a-token" not in run(left(tmp_path, "x")) + str(hub.comments)
