"""What a pull request changes for readers, told in Arabic, and data that is refused where it is odd."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.json import encode

from khizana.catalogue.reading import read_archive
from khizana.registry import read_registry
from scripts.flows import model
from scripts.flows.compare import compare
from scripts.flows.findings import read_findings
from scripts.flows.markdown import MARKER, MOST, Places, nothing, summary
from scripts.flows.model import Change, Finding, Passage, Piece, Preview, PreviewError, Shift, read_preview
from scripts.flows.words import passages, pieces
from tests.flow.conftest import Repository

WORDS = st.lists(st.text("ابتثجحخ ", min_size=1, max_size=5), max_size=30).map(" ".join)


def test_a_corrected_word_is_one_word(repository: Repository) -> None:
    page = repository.archive.pages()[0]
    text = page.read_text("utf-8")
    body = text.split("\n---\n", 1)[1]
    word = next(word for word in body.split() if len(word) > 4 and body.count(word) == 1)
    page.write_text(text.replace(word, "مصحَّحة"), "utf-8")
    [change] = compare(repository.root, "HEAD").changes
    assert (change.room, change.kind, change.path) == (
        "articles",
        "changed",
        page.relative_to(repository.root).as_posix(),
    )
    found = [piece for passage in change.passages for piece in passage.pieces if piece.fate != "same"]
    assert found == [Piece("old", word), Piece("new", "مصحَّحة")]


def test_keys_are_told_before_and_after_with_names_for_ids(repository: Repository) -> None:
    page = next(page for page in repository.archive.pages() if "\n- water\n" in page.read_text("utf-8"))
    text = page.read_text("utf-8")
    text = re.sub(r"\ndate: .*", "\ndate: 2001-05-06", text)
    page.write_text(re.sub(r"\ntags:\n(- .*\n)+", "\ntags:\n- culture\n", text), "utf-8")
    [change] = compare(repository.root, "HEAD").changes
    fields = {field.name: (field.before, field.after) for field in change.fields}
    label = read_registry(repository.archive.layout.registry).tags["culture"].label
    assert fields["date"][1] == "الأحد 6 مايو 2001"
    assert fields["tags"][1] == label and fields["tags"][0] != label


def test_an_entity_that_is_added_begins_to_be_named(repository: Repository) -> None:
    path = repository.archive.layout.registry / "entities" / "great-river.yml"
    path.unlink()
    preview = compare(repository.root, "HEAD")
    assert [(change.room, change.kind, change.id) for change in preview.changes] == [
        ("entities", "removed", "great-river")
    ]
    [shift] = preview.shifts
    assert shift.id == "great-river" and shift.lost > 0 and shift.gained == 0
    base = repository.commit("without the river")
    repository.git("revert", "--no-edit", "HEAD")
    [shift] = compare(repository.root, base).shifts
    assert shift.gained > 0 and shift.lost == 0


def test_no_article_that_names_an_entity_is_overlooked(repository: Repository) -> None:
    """Pages are read only where a name's first word stands; a whole reading finds no more."""
    layout = repository.archive.layout
    entries, _ = read_archive(layout, read_registry(layout.registry))
    named = Counter(id for entry in entries for id in {mention.entity for mention in entry.mentions})
    assert len(named) > 3
    shutil.rmtree(layout.registry / "entities")
    assert {shift.id: shift.lost for shift in compare(repository.root, "HEAD").shifts} == named


def test_a_page_that_cannot_be_read_is_left_to_the_check(repository: Repository) -> None:
    page = repository.archive.pages()[0]
    page.write_bytes(b"\xff\xfe no page")
    [change] = compare(repository.root, "HEAD").changes
    assert change.kind == "changed" and change.fields == () and change.passages == ()


def test_a_removed_and_an_added_page_are_told(repository: Repository) -> None:
    removed = repository.archive.pages()[0]
    removed.unlink()
    preview = compare(repository.root, "HEAD")
    assert [change.kind for change in preview.changes] == ["removed"]
    assert preview.changes[0].title
    assert not any(removed.stem in page for page in preview.pages)
    base = repository.commit()
    repository.git("revert", "--no-edit", "HEAD")
    preview = compare(repository.root, base)
    assert [change.kind for change in preview.changes] == ["added"]
    assert preview.pages[0].endswith(f"{removed.stem}.html")


def test_nothing_changed_is_said(repository: Repository) -> None:
    assert "لا شيء" in summary(compare(repository.root, "HEAD"), Places())


@given(WORDS, WORDS)
def test_pieces_hold_both_texts(before: str, after: str) -> None:
    found = list(pieces(before, after))
    assert all(piece.text for piece in found)
    for fate, text in (("old", before), ("new", after)):
        kept = " ".join(piece.text for piece in found if piece.fate in (fate, "same"))
        if "…" not in kept:
            assert kept.split() == text.split()


def test_paragraphs_that_were_split_are_compared_as_one_run() -> None:
    [passage] = passages(["أول ثان", "ثالث رابع"], ["أول ثان ثالث رابع"])
    assert [piece for piece in passage.pieces if piece.fate == "old"] == [Piece("old", "¶")]


def test_the_comment_says_it_in_arabic_with_the_right_plurals() -> None:
    changes = tuple(Change("articles", "added", f"docs/articles/{n}.md", f"{n}", f"مقال {n}") for n in range(2))
    shifts = (Shift("nile", "النيل", 2, 0), Shift("dam", "السد", 11, 1))
    findings = (
        Finding("docs/articles/0.md", 12, "error", "links", "رابط لا يفضي إلى شيء"),
        Finding("docs/articles/0.md", 3, "warning", "plausible-date", "تاريخ بعيد"),
        Finding("docs/articles/0.md", 4, "warning", "plausible-date", "تاريخ بعيد"),
    )
    preview = Preview(1, 2, changes, shifts, findings, ("articles/0.html",), ("docs/sources/inbox/x.txt",), ("قيل",))
    text = summary(preview, Places("https://github.com/a/b/blob/c", "https://run", "https://site"), ("hooks/site.py",))
    for told in (
        "مقالان (جديد).",
        "صار يُذكر في مقالين",
        "صار يُذكر في 11 مقالًا، ولم يعد يُذكر في مقال واحد",
        "#### أخطاء تمنع القبول (خطأ واحد)",
        "#### تحذيرات (تحذيران)",
        "https://github.com/a/b/blob/c/docs/articles/0.md?plain=1#L12",
        "[الموقع المبني](https://site)",
        "فلا يُقبل إلا بعد أن يراجعه مشرف",
        "بقي في صندوق الوارد",
    ):
        assert told in text
    assert text.startswith(MARKER)


def test_hostile_texts_come_out_as_text() -> None:
    evil = "</div><script>alert(1)</script> | @everyone [x](javascript:alert(1)) ``` <!-- khizana:preview -->"
    change = Change(
        "entities", "changed", f"docs/registry/{evil}.yml", evil, evil,
        (model.Field(evil, evil, evil), model.Field("title", evil, evil)),
        (Passage((Piece("old", evil), Piece("new", evil))),),
    )  # fmt: skip
    preview = Preview(
        1, 1, (change,), (Shift(evil, evil, 1, 1),), (Finding(evil, 1, "error", evil, evil),), (evil,), (evil,), (evil,)
    )
    text = summary(preview, Places("https://github.com/a/b/blob/c", "", ""), (evil,))
    assert "<script" not in text and "@everyone" not in text and "](javascript" not in text and "```" not in text
    assert text.count(MARKER) == 1 and text.count("</div>") == 1
    assert re.findall(r'href="([^"]*)"', text) == [
        "https://github.com/a/b/blob/c/%3C/div%3E%3Cscript%3Ealert%281%29%3C/script%3E%20%7C%20%40everyone%20%5Bx%5D%28"
        "javascript%3Aalert%281%29%29%20%60%60%60%20%3C%21--%20khizana%3Apreview%20--%3E?plain=1#L1"
    ]


def test_a_comment_fits_and_stays_whole() -> None:
    changes = tuple(Change("articles", "added", f"docs/articles/{n}.md", f"{n}", "ك" * 2000) for n in range(200))
    text = summary(Preview(1, 900, changes), Places())
    assert len(text) < MOST + 1000 and text.endswith("</div>\n") and "والبقية في سجل الفحص" in text
    assert text.count("<details") == text.count("</details>")


def test_no_preview_is_said() -> None:
    assert "[سجل الفحص](https://run)" in nothing(Places(run="https://run"))


def test_findings_of_the_check_are_read(tmp_path: Path) -> None:
    printed = tmp_path / "check.json"
    assert list(read_findings(printed)) == []
    printed.write_text('[{"path":"a","line":0,"column":0,"level":"odd","rule":"r","message":"m"}]', "utf-8")
    assert list(read_findings(printed)) == [Finding("a", 0, "notice", "r", "m")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"format":2,"total":0}',
        b'{"format":1,"total":-1}',
        b'{"format":1,"total":0,"html":"<b>"}',
        b'{"format":1,"total":0,"pages":[7]}',
        b'{"format":1,"total":0,"findings":[["a",1,"fatal","r","m"]]}',
        b'{"format":1,"total":0,"said":["\xff"]}',
        encode({"format": 1, "total": 0, "said": ["x" * 2001]}),
        encode({"format": 1, "total": 0, "pages": ["x"] * 101}),
    ],
)
def test_a_preview_of_another_form_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "preview.json"
    path.write_bytes(data)
    with pytest.raises(PreviewError):
        read_preview(path)


def test_a_preview_that_is_a_link_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "preview.json"
    path.write_bytes(encode(Preview(1, 0)))
    assert read_preview(path) == Preview(1, 0)
    (tmp_path / "link.json").symlink_to(path)
    with pytest.raises(PreviewError):
        read_preview(tmp_path / "link.json")
    monkeypatch.setattr(model, "MOST_BYTES", 5)
    with pytest.raises(PreviewError):
        read_preview(path)
