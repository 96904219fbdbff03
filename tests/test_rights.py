"""What of an article is shown, and what stands where one was withdrawn."""

from __future__ import annotations

import datetime as dt

import pytest

from khizana.tombstones import Tombstone, write_tombstone
from tests.support.archive import Archive

WORD = "هيئة"


def set_publish(archive: Archive, value: str) -> str:
    """Let the article whose text is longest be shown so far; its id."""
    page = max(archive.pages(), key=lambda page: page.stat().st_size)
    text = page.read_text("utf-8")
    page.write_text(text.replace("\nid: ", f"\npublish: {value}\nid: ", 1), "utf-8")
    return page.stem


def everything(archive: Archive) -> str:
    """All files of the site that say what articles say, as text."""
    files = [path for path in archive.site.rglob("*") if path.suffix in (".html", ".json", ".jsonl", ".csv", ".xml")]
    return "\n".join(path.read_text("utf-8") for path in files)


@pytest.mark.parametrize(
    ("value", "note"), [("excerpt", "هذا مقتطف من المقال"), ("metadata", "لا يُنشر نص هذا المقال هنا")]
)
def test_no_more_is_published_than_may_be(site_copy: Archive, value: str, note: str) -> None:
    id = set_publish(site_copy, value)
    body = site_copy.layout.page(id).read_text("utf-8").partition("\n---\n")[2]
    last = [line for line in body.splitlines() if len(line.split()) > 8 and not line.startswith(("#", ">"))][-1]
    hidden = " ".join(last.split()[-6:-2])
    assert hidden in everything(site_copy)
    assert site_copy.build().code == 0
    assert hidden not in everything(site_copy)
    page = (site_copy.site / f"articles/{id[:4]}/{id[5:7]}/{id}.html").read_text("utf-8")
    assert note in page
    assert ('<p id="p-' in page) == (value == "excerpt")


def test_the_address_of_a_withdrawn_article_says_so(site_copy: Archive) -> None:
    page = max(site_copy.pages(), key=lambda page: page.stat().st_size)
    write_tombstone(site_copy.layout, Tombstone(page.stem, dt.date(2026, 1, 2), ("0" * 64,), "طلب صاحبه <س>سحبه"))
    told = site_copy.build()
    assert told.code == 1
    assert f"{page.relative_to(site_copy.root)}: was withdrawn" in told.output
    page.unlink()
    site_copy.layout.ledger(page.stem).unlink()
    assert site_copy.build().code == 0
    shown = (site_copy.site / f"articles/{page.stem[:4]}/{page.stem[5:7]}/{page.stem}.html").read_text("utf-8")
    assert "سُحب هذا المقال من الأرشيف" in shown and "2 يناير 2026" in shown
    assert "طلب صاحبه &lt;س&gt;سحبه" in shown
    assert "noindex" in shown
