"""The check as an editor runs it: what is looked at, what is compared, what is corrected, how it is written down."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scripts.check import main
from tests.check.support import checked_archive, commit, git, under_git
from tests.support.archive import Archive

PORT = "docs/articles/2017/06/2017-06-12-rdrt.md"
LIBRARY = "docs/articles/2015/02/2015-02-03-rnhl.md"
SHARED = "شارك المقال"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return under_git(checked_archive(tmp_path_factory.mktemp("run") / "archive"))


@pytest.fixture
def archive(base: Archive, tmp_path: Path) -> Archive:
    """The fixture archive under git, on a branch."""
    shutil.copytree(base.root, tmp_path / "archive")
    git(tmp_path / "archive", "checkout", "--quiet", "-b", "editing")
    return Archive(tmp_path / "archive")


def run(archive: Archive, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(archive.root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def found(archive: Archive, *arguments: str) -> list[tuple[str, str]]:
    """Rule and path of each finding."""
    items: list[dict[str, Any]] = json.loads(run(archive, *arguments, "--format", "json").stdout)
    return [(item["rule"], item["path"]) for item in items]


def append(archive: Archive, path: str, text: str) -> None:
    page = archive.root / path
    page.write_text(page.read_text("utf-8").rstrip() + f"\n\n{text}\n", "utf-8")


def test_nothing_is_wrong_with_what_the_converter_wrote(archive: Archive) -> None:
    result = run(archive, "--all")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "6 articles, 0 errors, 0 warnings, 0 notices\n"


def test_only_what_changed_is_looked_at(archive: Archive) -> None:
    append(archive, LIBRARY, SHARED)
    commit(archive)
    git(archive.root, "branch", "--force", "main")
    assert found(archive) == []
    append(archive, PORT, SHARED)
    assert found(archive) == [("furniture", PORT)]
    assert found(archive, "--all") == [("furniture", LIBRARY), ("furniture", PORT)]
    assert found(archive, str(archive.root / LIBRARY)) == [("furniture", LIBRARY)]


def test_changes_are_counted_from_where_the_branch_left(archive: Archive) -> None:
    append(archive, PORT, SHARED)
    commit(archive)
    assert found(archive) == [("furniture", PORT)]
    git(archive.root, "checkout", "--quiet", "main")
    append(archive, LIBRARY, SHARED)
    commit(archive)
    git(archive.root, "checkout", "--quiet", "editing")
    assert found(archive) == [("furniture", PORT)]
    assert found(archive, "--base", "HEAD") == []


def test_files_git_does_not_know_yet_are_looked_at(archive: Archive) -> None:
    archive.write("docs/assets/images/owned.html", "<script>")
    assert found(archive) == [("picture-file", "docs/assets/images/owned.html")]


def test_a_changed_original_leads_to_its_page(archive: Archive) -> None:
    archive.write("docs/sources/2017/06/2017-06-12-rdrt.txt", "ليس الأصل")
    rules = {rule for rule, _ in found(archive)}
    assert {"original", "original-kept", "conservation"} <= rules


def test_without_git_everything_is_looked_at(archive: Archive) -> None:
    shutil.rmtree(archive.root / ".git")
    append(archive, PORT, SHARED)
    assert found(archive) == [("furniture", PORT)]
    assert run(archive, "--base", "main").exit_code == 1


def test_a_revision_that_is_none_is_told(archive: Archive) -> None:
    result = run(archive, "--base", "--output=/tmp/x")
    assert result.exit_code == 1 and "there is no revision" in str(result.exception)


def test_a_broken_registry_is_told_and_stops_the_rest(archive: Archive) -> None:
    archive.write("docs/registry/entities/oasis.yml", "id: oasis\nlabel: الواحة\n")
    append(archive, PORT, SHARED)
    assert found(archive) == [("registry", "docs/registry/entities/oasis.yml")]


def test_only_errors_fail(archive: Archive) -> None:
    append(archive, PORT, SHARED)
    assert run(archive).exit_code == 0
    append(archive, PORT, "[أ](javascript:x)")
    assert run(archive).exit_code == 1


def test_a_line_names_place_level_and_rule(archive: Archive) -> None:
    append(archive, PORT, SHARED)
    english, arabic = run(archive), run(archive, "--lang", "ar")
    assert english.stdout == (
        f"{PORT}:28:1: warning: the line شارك المقال belongs to the web page and not to the article; remove it "
        "(furniture)\n"
    )
    assert arabic.stdout == (
        f"{PORT}:28:1: تحذير: السطر «شارك المقال» من زوائد صفحة الويب لا من المقال؛ احذفه (furniture)\n"
    )
    assert arabic.stderr == "مقال واحد، لا أخطاء، تحذير واحد، لا تنبيهات\n"


def test_fix_corrects_what_is_safe_and_nothing_else(archive: Archive) -> None:
    page = archive.root / PORT
    before = page.read_text("utf-8")
    spoilt = before.replace("السد الجديد", "السد\u200b ال\u202eجديد").replace("الصيادون", "الصيادون ﺍﻟﻜﺒﺎﺭ")
    spoilt = spoilt.replace("date_printed: 12", "date_printed: ‌کـ 12")
    page.write_bytes(f"\ufeff{spoilt.rstrip()}\n\n## رصيف آخر\n".replace("\n", "\r\n").encode())
    result = run(archive, "--fix")
    before = before.replace("date_printed: 12", "date_printed: ‌کـ 12")  # what was printed stays
    fixed = before.replace("الصيادون", "الصيادون الكبار").rstrip() + "\n\n## رصيف آخر {#رصيف-آخر}\n"
    assert page.read_bytes().decode() == fixed
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{PORT}: corrected" in result.stderr


def test_fix_changes_nothing_that_is_right(archive: Archive) -> None:
    before = archive.files()
    run(archive, "--all", "--fix")
    assert archive.files() == before


def test_the_same_article_twice_is_found_with_the_cache_and_without(archive: Archive) -> None:
    text = (archive.root / "docs/sources/2015/02/2015-02-03-rnhl.txt").read_text("utf-8")
    archive.put("inbox/al-fajr/again.txt", f"{text}\nوهذه خاتمة أخرى.\n")
    assert archive.convert("--publish-duplicates").code == 0
    [new] = [page for page in archive.pages() if "خاتمة" in page.read_text("utf-8")]
    shown = new.relative_to(archive.root).as_posix()
    for _ in range(2):
        assert ("near-duplicate", shown) in found(archive)
    assert (archive.layout.cache / "signatures.msgpack").is_file()
    (archive.layout.cache / "signatures.msgpack").write_bytes(b"\xff nothing")
    assert ("near-duplicate", shown) in found(archive)


def test_sarif_holds_what_the_standard_asks_for(archive: Archive) -> None:
    """SARIF 2.1.0, sections 3.13, 3.14, 3.19, 3.27, 3.28, 3.29 and 3.49."""
    append(archive, PORT, SHARED)
    log = json.loads(run(archive, "--format", "sarif").stdout)
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    [one] = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert one["tool"]["driver"]["name"] == "khizana" and one["columnKind"] == "unicodeCodePoints"
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert {rule["defaultConfiguration"]["level"] for rule in rules} <= {"error", "warning", "note"}
    [result] = one["results"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "furniture"
    assert result["level"] == "warning" and result["message"]["text"].startswith("the line")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": PORT, "uriBaseId": "ROOT"}
    assert place["region"] == {"startLine": 28, "startColumn": 1}


def test_commands_to_the_logs_are_escaped(archive: Archive) -> None:
    append(archive, PORT, "راسلوه على a@b.example: 100%، ##[error]نعم <iframe>")
    lines = run(archive, "--format", "github").stdout.splitlines()
    assert len(lines) == 2 and all(line.startswith("::") for line in lines)
    assert lines[0].startswith(f"::warning file={PORT},line=28,col=12,title=personal-data::an e-mail")
    assert lines[1].startswith(f"::error file={PORT},line=28,col=") and ",title=profile::" in lines[1]
    archive.write("docs/assets/images/##[error] x.html", "")
    for form in ("text", "github", "json", "sarif"):
        assert "##[" not in run(archive, "--format", form).stdout


def test_many_processes_find_the_same(archive: Archive) -> None:
    from khizana.check import run as running

    append(archive, PORT, SHARED)
    requests = [running.Request(everything=True, processes=number) for number in (1, 2)]
    one, two = (running.check(archive.layout, request) for request in requests)
    assert one == two and one.findings
