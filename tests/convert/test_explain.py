"""What an editor sees who asks what became of an original."""

from __future__ import annotations

from khizana.convert.rules import REASONS
from khizana.ledger import read_ledger
from tests.support.archive import Archive

TEXT = """عنوان <b>المقال</b> & غيره
الثلاثاء 12 مارس 2019
طباعة
افتتح المتحف أبوابه صباح اليوم بعد ترميم دام سنتين كاملتين، <script>alert(1)</script> كما يقول الخبر الطويل المفصل.
شارك
"""


def test_every_removal_has_its_reason_in_arabic(archive: Archive) -> None:
    archive.convert(archive.write("in/a.txt", TEXT))
    [page] = archive.pages()
    run = archive.command("explain", page.stem)
    assert run.code == 0, run.output
    assert run.output.count("[حُذف: ") == 2
    assert "[نُقل إلى بيانات المقال: العنوان]" in run.output
    html = (archive.layout.explained / f"{page.stem}.html").read_text("utf-8")
    assert "<del>طباعة</del>" in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_every_rule_that_removed_something_has_a_reason(converted: Archive) -> None:
    ledgers = [read_ledger(path) for path in converted.layout.sources.rglob("*.ledger.json")]
    rules = {span.where for ledger in ledgers for span in ledger.spans if span.fate == "removed"}
    assert rules
    assert rules <= set(REASONS)
    assert all(any("\u0600" <= char <= "\u06ff" for char in reason) for reason in REASONS.values())


def test_an_unknown_id_is_said_in_a_line(archive: Archive) -> None:
    run = archive.command("explain", "2019-03-12-none")
    assert run.code == 1
    assert "there is no such article" in run.output
