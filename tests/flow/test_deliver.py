"""A bundle becomes a commit, a branch and a pull request; what is no bundle becomes an answer under the issue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scripts.flows.deliver import command
from tests.flow.hub import Hub
from tests.flow.test_bundle import PAGE, write

HEAD = "c" * 40


@pytest.fixture(autouse=True)
def _run(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"GITHUB_SHA": HEAD, "ISSUE": "12", "CHECK": "success"}.items():
        monkeypatch.setenv(name, value)


def run(folder: Path, kind: str = "article") -> Result:
    return CliRunner().invoke(command, [str(folder), kind])


def test_it_becomes_a_pull_request_on_top_of_main(hub: Hub, tmp_path: Path) -> None:
    removed = ["docs/sources/inbox/x.txt"]
    result = run(write(tmp_path, {PAGE: "صفحة".encode()}, removed=removed))
    assert result.exit_code == 0, (result.output, result.exception)
    assert hub.tree_of("article/issue-12") == {PAGE: "صفحة".encode(), removed[0]: None}
    commit = hub.branches["article/issue-12"]
    assert hub.commits[commit]["parents"] == [HEAD]
    [pull] = hub.pulls
    assert (pull["head"], pull["base"], pull["title"]) == ("article/issue-12", "main", "إضافة مقال")
    assert pull["body"].startswith("Closes #12")
    assert [status["state"] for status in hub.statuses[commit]] == ["success"]
    assert pull["html_url"] in hub.comments[12][0]["body"]


def test_it_is_brought_up_to_date_when_the_label_is_set_again(hub: Hub, tmp_path: Path) -> None:
    run(write(tmp_path / "1", {PAGE: b"1"}))
    run(write(tmp_path / "2", {PAGE: b"2"}))
    assert len(hub.pulls) == 1
    assert hub.tree_of("article/issue-12") == {PAGE: b"2"}


@pytest.mark.parametrize("verdict", ["failure", "", "success\nother"])
def test_a_check_that_did_not_end_well_is_a_failure(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verdict: str
) -> None:
    monkeypatch.setenv("CHECK", verdict)
    run(write(tmp_path, {PAGE: b"x"}))
    assert [status["state"] for status in hub.statuses[hub.branches["article/issue-12"]]] == ["failure"]


def test_a_form_that_could_not_be_used_is_answered(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "said.txt").write_text("ليس للمقال عنوان: اكتبه.\n@everyone <b>x</b>", "utf-8")
    result = run(tmp_path)
    assert result.exit_code == 1
    [answer] = hub.comments[12]
    assert "لم يصر هذا الطلب مقالًا" in answer["body"] and "ليس للمقال عنوان" in answer["body"]
    assert "@everyone" not in answer["body"] and "<b>" not in answer["body"]
    assert hub.branches == {} and hub.pulls == []


def test_a_bundle_that_reaches_further_changes_nothing(hub: Hub, tmp_path: Path) -> None:
    result = run(write(tmp_path, {".github/workflows/evil.yml": b"on: push"}))
    assert result.exit_code == 1 and "nothing is delivered" in result.output
    assert hub.blobs == {} and hub.branches == {} and hub.pulls == []


def test_updates_bring_lock_files_alone(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISSUE", "")
    assert run(write(tmp_path / "1", {"requirements.lock": b"x"}), "updates").exit_code == 0
    assert hub.tree_of("updates/77") == {"requirements.lock": b"x"}
    assert run(write(tmp_path / "2", {PAGE: b"x"}), "updates").exit_code == 1
    assert run(write(tmp_path / "3", {"requirements.lock": b"x"}), "inbox").exit_code == 1


def test_the_title_tells_of_one_article(hub: Hub, tmp_path: Path) -> None:
    preview = {"format": 1, "total": 1, "changes": [["articles", "added", PAGE, "x", "عنوان\u202e\nثان @x"]]}
    (tmp_path / "preview.json").write_text(json.dumps(preview), "utf-8")
    run(write(tmp_path, {PAGE: b"x"}))
    assert hub.pulls[0]["title"] == "إضافة مقال: عنوانثان @x"
