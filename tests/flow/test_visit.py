"""An editor's visit from beginning to end: the workflows' own lines are run, and what they leave becomes a site.

No step is done by hand: what the first job leaves is what the second delivers, what that writes is what main becomes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from scripts.flows.form import Answers
from tests.flow.conftest import Repository
from tests.flow.hub import REPOSITORY, Hub
from tests.flow.test_form import body
from tests.flow.workflow import Machine, StepError

TEXT = """كتبت: سلمى الحداد - بيروت

عاد القطار القديم إلى محطته بعد عشرين سنة، ونزل منه ركاب لم يعرفهم أحد من أهل المدينة التي كبرت في غيابه.

قال ناظر المحطة إن القاطرة صُنعت عام 1931، وإن صفارتها كانت تُسمع من أطراف المدينة كلها في ليالي الشتاء.

شارك
"""
NO_SITE = frozenset(("Build",))
ANSWERS = Answers("القطار يعود إلى المحطة", "جريدة الفجر", "https://al-fajr.example/train", "29 يونيو 2017", "", TEXT)


def machine(repository: Repository, temp: Path, **values: str) -> Machine:
    """A runner with main checked out."""
    return Machine(
        tree=repository.root,
        temp=temp / "temp",
        artifacts=temp / "artifacts",
        values=values,
        conditions={},
        environment={"GITHUB_SHA": repository.git("rev-parse", "HEAD"), "GITHUB_REPOSITORY": REPOSITORY},
        library=repository.root,
        passed_over=NO_SITE,
    )


def labelled(repository: Repository, temp: Path, answers: Answers) -> Machine:
    """A runner for an issue that a maintainer has labelled."""
    event = temp / "event.json"
    temp.mkdir(exist_ok=True)
    event.write_text(json.dumps({"issue": {"number": 12, "body": body(answers)}}), "utf-8")
    runner = machine(repository, temp)
    runner.conditions |= {"github.event_name == 'issues'": True, "github.event_name == 'push'": False, "always()": True}
    runner.environment |= {"GITHUB_EVENT_PATH": str(event)}
    return runner


def deliver(runner: Machine, main: Repository, kind: str, issue: str, result: str = "success") -> None:
    """The second job: main checked out anew, with a token."""
    verdict = runner.outputs.get("steps.check.outputs.check", "") if result == "success" else "failure"
    runner.values |= {
        "github.token": "a-token",
        "github.event.issue.number": issue,
        "needs.convert.result == 'success' && needs.convert.outputs.check || 'failure'": verdict,
        "github.event_name == 'issues' && 'article' || 'inbox'": kind,
    }
    runner.tree = main.root
    runner.run("convert", "deliver")


def merge(main: Repository, change: Mapping[str, bytes | None]) -> str:
    """What a maintainer's click on «Merge» does with the commit that was delivered."""
    for path, content in change.items():
        file = main.root / path
        if content is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return main.commit("merged")


def test_an_issue_becomes_a_page(main_branch: Repository, hub: Hub, tmp_path: Path) -> None:
    runner = labelled(main_branch.copy(tmp_path / "one"), tmp_path / "run", ANSWERS)
    runner.passed_over = frozenset()
    runner.run("convert", "convert")
    assert runner.outputs["steps.check.outputs.check"] == "success"
    assert any("القطار يعود إلى المحطة" in page.read_text("utf-8") for page in built(runner.artifacts / "site"))

    main = main_branch.copy(tmp_path / "two")
    deliver(runner, main, "article", "12")
    change = hub.tree_of("article/issue-12")
    page = next(path for path in change if path.endswith(".md"))
    assert sorted(Path(path).suffix for path in change) == [".json", ".md", ".txt"]
    [pull] = hub.pulls
    assert pull["title"] == "إضافة مقال: القطار يعود إلى المحطة"
    assert "مقال واحد (جديد)" in pull["body"] and "جريدة الفجر" in pull["body"]
    assert [status["state"] for status in hub.statuses[hub.branches[pull["head"]]]] == ["success"]

    merge(main, change)
    assert main.archive.convert().lines[-1].endswith("unchanged")
    run = main.archive.build()
    assert run.code == 0, run.output
    shown = (main.archive.site / page.removeprefix("docs/")).with_suffix(".html").read_text("utf-8")
    assert "القطار يعود إلى المحطة" in shown and "سلمى الحداد" in shown and "شارك" not in shown


def test_an_issue_that_lacks_something_is_answered_in_arabic(main_branch: Repository, hub: Hub, tmp_path: Path) -> None:
    runner = labelled(main_branch.copy(tmp_path / "one"), tmp_path / "run", Answers(title="بلا نص"))
    with pytest.raises(StepError, match="ليس في الطلب نص ولا ملف"):
        runner.run("convert", "convert")
    with pytest.raises(StepError, match="nothing is delivered"):
        deliver(runner, main_branch.copy(tmp_path / "two"), "article", "12", "failure")
    assert "ليس في الطلب نص ولا ملف" in hub.comments[12][0]["body"]
    assert hub.pulls == []


def proposal(main_branch: Repository, temp: Path, change: Mapping[str, bytes | Path]) -> Machine:
    """A runner with a proposal checked out as GitHub does it: merged into main, whose tip is the first parent.

    A path in place of bytes is a symbolic link to it.
    """
    repository = main_branch.copy(temp / "proposal")
    repository.git("checkout", "--quiet", "-b", "proposed")
    for path, content in change.items():
        file = repository.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            file.symlink_to(content)
        else:
            file.write_bytes(content)
    repository.commit("proposed")
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "proposed")
    runner = machine(repository, temp / "run")
    runner.library = runner.temp / "main"
    return runner


def comment(runner: Machine, main: Repository, hub: Hub) -> str:
    """The trusted job after it; what stands in the comment."""
    head = "d" * 40
    if not hub.pulls:
        hub.pulls.append({"number": 5, "label": "editor:proposed", "head": {"sha": head}, "labels": []})
    runner.values |= {
        "github.token": "a-token",
        "github.event.workflow_run.head_repository.owner.login": "editor",
        "github.event.workflow_run.head_branch": "proposed",
        "github.event.workflow_run.head_sha": head,
        "github.event.workflow_run.id": "55",
    }
    runner.tree = runner.library = main.root
    runner.run("comment", "comment")
    [found] = hub.comments[5]
    return str(found["body"])


def test_a_file_dropped_into_the_inbox_comes_back_as_a_patch(main_branch: Repository, hub: Hub, tmp_path: Path) -> None:
    raw = "\n".join((ANSWERS.title, ANSWERS.date, "", TEXT)).encode()
    runner = proposal(main_branch, tmp_path, {"docs/sources/inbox/al-fajr/train.txt": raw})
    runner.run("pull-request", "check")
    main = main_branch.copy(tmp_path / "main")
    said = comment(runner, main, hub)
    assert "مقال واحد (جديد)" in said and "القطار يعود إلى المحطة" in said

    patch = runner.artifacts / "change.patch" / "change.patch"
    main.git("merge", "--quiet", "--ff-only", "main")
    merge(main, {"docs/sources/inbox/al-fajr/train.txt": raw})
    main.git("apply", "--index", str(patch))
    assert list((main.root / "docs/sources/inbox").rglob("*.txt")) == []
    assert main.archive.convert().code == 0
    assert main.archive.page("القطار يعود إلى المحطة")


def test_what_came_into_the_inbox_of_main_becomes_a_pull_request(
    main_branch: Repository, hub: Hub, tmp_path: Path
) -> None:
    """The same file, merged as it was: nobody has to apply a patch."""
    raw = "\n".join((ANSWERS.title, ANSWERS.date, "", TEXT)).encode()
    main = main_branch.copy(tmp_path / "main")
    merge(main, {"docs/sources/inbox/al-fajr/train.txt": raw})
    runner = machine(main.copy(tmp_path / "one"), tmp_path / "run")
    runner.conditions |= {"github.event_name == 'issues'": False, "github.event_name == 'push'": True, "always()": True}
    runner.run("convert", "convert")
    assert runner.outputs["steps.bundle.outputs.changed"] == "true"
    deliver(runner, main, "inbox", "")
    merge(main, hub.tree_of("inbox/77"))
    assert list((main.root / "docs/sources/inbox").rglob("*.txt")) == []
    assert main.archive.page("القطار يعود إلى المحطة")


def test_a_typo_is_one_small_diff_and_its_comment(main_branch: Repository, hub: Hub, tmp_path: Path) -> None:
    page = main_branch.archive.pages()[0]
    text = page.read_text("utf-8")
    word = next(word for word in text.split("\n---\n", 1)[1].split() if len(word) > 4 and text.count(word) == 1)
    change = {page.relative_to(main_branch.root).as_posix(): text.replace(word, f"{word}ه").encode()}
    runner = proposal(main_branch, tmp_path, change)
    runner.run("pull-request", "check")
    assert not (runner.artifacts / "change.patch").exists()
    said = comment(runner, main_branch.copy(tmp_path / "main"), hub)
    assert f"<del>{word}</del> <ins><b>{word}ه</b></ins>" in said


def test_a_link_out_of_the_archive_is_stopped_at_the_gate(main_branch: Repository, hub: Hub, tmp_path: Path) -> None:
    runner = proposal(main_branch, tmp_path, {"docs/articles/2017/06/2017-06-29-aaaa.md": Path("/etc/passwd")})
    with pytest.raises(StepError, match="may be changed"):
        runner.run("pull-request", "check")
    assert not (runner.artifacts / "site").exists()
    said = comment(runner, main_branch.copy(tmp_path / "main"), hub)
    assert "أخطاء تمنع القبول" in said and "2017-06-29-aaaa" in said


def test_a_change_of_the_machinery_waits_for_a_maintainer(main_branch: Repository, hub: Hub, tmp_path: Path) -> None:
    runner = proposal(main_branch, tmp_path, {"hooks/site.py": b"raise SystemExit('never run')"})
    runner.run("pull-request", "check")
    assert not runner.artifacts.exists() or not any(runner.artifacts.iterdir())
    hub.files[5] = [{"filename": "hooks/site.py"}]
    said = comment(runner, main_branch.copy(tmp_path / "main"), hub)
    assert "فلا يُقبل إلا بعد أن يراجعه مشرف" in said


def built(site: Path) -> list[Path]:
    return sorted((site / "articles").rglob("*.html"))
