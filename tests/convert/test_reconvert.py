"""Converting again with better rules: editors' changes stay, ids stay, conflicts are shown and left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from khizana.convert import reading
from khizana.convert.lines import Labelled, label
from khizana.convert.structure import label_lines
from khizana.ledger import read_ledger
from tests.support.archive import Archive

TEXT = """عنوان المقال
الثلاثاء 12 مارس 2019
افتتح المتحف أبوابه صباح اليوم بعد ترميم دام سنتين كاملتين.
القاعة الأولى
تعرض القاعة أواني من الفخار عُثر عليها في التل القريب من النهر قبل عشرين سنة.
تعرض قاعة أخرى نقودًا من الفضة والنحاس جُمعت من بيوت المدينة القديمة وأسواقها.
"""


@pytest.fixture
def page(archive: Archive) -> Path:
    assert archive.convert(archive.write("in/a.txt", TEXT)).code == 0
    [page] = archive.pages()
    return page


def better_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that know one more heading than those the page was converted with."""

    def relabel(text: str, **known: object) -> list[Labelled]:
        labels = label_lines(text)
        return [item if item.line.text != "القاعة الأولى" else label(item.line, "heading") for item in labels]

    monkeypatch.setattr(reading, "label_lines", relabel)


def worse_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that take every line under the title for a paragraph."""

    def relabel(text: str, **known: object) -> list[Labelled]:
        labels = label_lines(text)
        return [item if item.role in ("title", "date") else label(item.line, "paragraph") for item in labels]

    monkeypatch.setattr(reading, "label_lines", relabel)


@pytest.fixture
def old_page(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page from a time when the converter knew no headings."""
    with monkeypatch.context() as then:
        worse_rules(then)
        assert archive.convert(archive.write("in/a.txt", TEXT)).code == 0
    [page] = archive.pages()
    assert "##" not in page.read_text("utf-8")
    return page


def test_nothing_new_changes_nothing(archive: Archive, page: Path) -> None:
    before = {file: file.read_bytes() for file in archive.root.rglob("*") if file.is_file()}
    run = archive.command("reconvert")
    assert (run.code, run.lines[-1]) == (0, "1 unchanged")
    assert before == {file: file.read_bytes() for file in archive.root.rglob("*") if file.is_file()}


def test_a_page_nobody_edited_is_regenerated(archive: Archive, old_page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = read_ledger(archive.layout.ledger(old_page.stem)).paragraphs
    better_rules(monkeypatch)
    run = archive.command("reconvert", old_page.stem)
    assert (run.code, run.lines[-1]) == (0, "1 regenerated")
    assert "## القاعة الأولى {#القاعة-الأولى}" in old_page.read_text("utf-8")
    ledger = read_ledger(archive.layout.ledger(old_page.stem))
    assert ledger.generated == old_page.read_text("utf-8")
    assert set(ledger.paragraphs) < set(ids)
    gone = set(ids) - set(ledger.paragraphs)
    assert {ledger.successors[id] for id in gone} <= set(ledger.paragraphs)


def test_an_editors_change_is_merged(archive: Archive, old_page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = old_page.read_text("utf-8").replace("صباح اليوم", "صباح أمس").replace("title: عنوان", "title: العنوان")
    old_page.write_text(edited, "utf-8")
    better_rules(monkeypatch)
    run = archive.command("reconvert")
    assert (run.code, run.lines[-1]) == (0, "1 merged with an editor's changes")
    text = old_page.read_text("utf-8")
    assert "صباح أمس" in text
    assert "title: العنوان" in text
    assert "## القاعة الأولى {#القاعة-الأولى}" in text


def test_a_conflict_is_shown_and_the_page_left_alone(
    archive: Archive, old_page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = old_page.read_text("utf-8").replace("القاعة الأولى\n", "القاعة الأولى والثانية\n")
    old_page.write_text(edited, "utf-8")
    better_rules(monkeypatch)
    ledger = archive.layout.ledger(old_page.stem).read_bytes()
    run = archive.command("reconvert")
    assert run.code == 1
    assert f".khizana/conflicts/{old_page.stem}.md: shows an editor's changes" in run.output
    assert old_page.read_text("utf-8") == edited
    assert archive.layout.ledger(old_page.stem).read_bytes() == ledger
    shown = (archive.layout.conflicts / f"{old_page.stem}.md").read_text("utf-8")
    assert "القاعة الأولى والثانية" in shown
    assert "## القاعة الأولى {#القاعة-الأولى}" in shown


def test_an_original_that_changed_is_refused(archive: Archive, page: Path) -> None:
    [original] = archive.layout.sources.rglob("*.txt")
    original.write_text(TEXT + "زيادة\n", "utf-8")
    run = archive.command("reconvert", page.stem)
    assert (run.code, run.lines[-1]) == (1, "1 refused")
    assert "is not the original that was captured" in run.output


def test_an_unknown_id_is_said_in_a_line(archive: Archive) -> None:
    run = archive.command("reconvert", "2019-03-12-none")
    assert (run.code, run.lines[-1]) == (1, "1 refused")
