"""Readers of Markdown, feeds, web archives and zips, and how the kind of a file is told."""

from __future__ import annotations

import gzip
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from khizana.convert.original import Original
from khizana.convert.readers import read_originals
from khizana.convert.readers.sniff import kind_of
from khizana.problems import ProblemError
from khizana.registry import Registry
from tests.support.archive import Archive
from tests.support.capture import BODY, capture

PAGES = Path(__file__).parent / "pages"
MARKDOWN = """---
title: "السوق: يعود"
date: 2020-08-24
tags: [سوق, تراث]
author: ليلى الحداد
---

# السوق: يعود

فقرة أولى **مهمة** فيها [رابط](https://x.example/a)
تستمر في السطر الثاني إلى آخرها.

## بداية الحكاية

- بند أول في القائمة
- بند ثان في القائمة

> اقتباس من كتاب قديم.

نهاية الحكاية
-------------

خاتمة المقال هنا، وهي فقرة قصيرة.
"""
FEED = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>الفجر</title><link>https://x.example</link>
<item><title>السوق &amp;quot;القديم&amp;quot; يعود</title><link>https://x.example/1</link><dc:creator>ليلى</dc:creator>
<pubDate>Mon, 24 Aug 2020 01:23:00 +0300</pubDate><category>سوق</category>
<content:encoded><![CDATA[<p>عاد السوق القديم إلى الحياة بعد سنوات طويلة من الغياب.</p>
<h2>البداية</h2><p>قال التجار إنهم سعداء.</p>]]></content:encoded></item>
<item><title>بلا نص</title><link>https://x.example/2</link></item>
<item><title>نص عادي</title><description>نص عادي من غير وسوم في هذا الوصف.</description>
<pubDate>24 أغسطس 2020</pubDate></item>
</channel></rss>"""


def read(path: Path) -> tuple[list[Original], list[str]]:
    """The articles of a capture and what was said of the rest."""
    found = list(read_originals(path, Registry()))
    originals = [item for item in found if isinstance(item, Original)]
    return originals, [str(item) for item in found if isinstance(item, ProblemError)]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", capture(), "text"),
        ("a.txt", "<!DOCTYPE html><html><p>نص", "html"),
        ("a.txt", "يبدأ كل ملف بالوسم <html> في أوله", "text"),
        ("saved", "<html><head>", "html"),
        ("a.xml", "<?xml version='1.0'?><rss version='2.0'>", "feed"),
        ("a.html", "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("a.html", "نص بلا وسوم", "text"),
        ("a.bin", b"WARC/1.0\r\n", "warc"),
        ("a.html", b"PK\x03\x04", "zip"),
        ("a.md", "# عنوان", "markdown"),
        ("a.txt", '[{"title": "عنوان"}]', "json"),
    ],
)
def test_the_kind_is_told_by_content(tmp_path: Path, name: str, content: str | bytes, kind: str) -> None:
    assert kind_of(put(tmp_path, name, content)) == kind


@pytest.mark.parametrize(
    ("name", "content"), [("a", "نص"), ("a.svg", "<svg/>"), ("a.warc", "نص"), ("a.gz", b"\x1f\x8bxx")]
)
def test_what_is_of_no_kind_is_refused(tmp_path: Path, name: str, content: str | bytes) -> None:
    with pytest.raises(ProblemError):
        kind_of(put(tmp_path, name, content))


def test_markdown(archive: Archive) -> None:
    archive.put("inbox/a.md", MARKDOWN)
    run = archive.convert()
    assert run.code == 0, run.output
    [article] = archive.articles()
    assert (article.title, str(article.date), article.authors) == ("السوق: يعود", "2020-08-24", ("ليلى الحداد",))
    assert "فقرة أولى **مهمة** فيها [رابط](https://x.example/a) تستمر في السطر الثاني إلى آخرها." in article.body
    assert "## بداية الحكاية {#" in article.body and "## نهاية الحكاية {#" in article.body
    assert "- بند أول في القائمة\n- بند ثان في القائمة" in article.body and "> اقتباس" in article.body
    rules = {span[3] for span in archive.ledger(article.id)["spans"] if span[2] == "removed"}
    assert rules == {"heading-mark", "list-mark", "quote-mark"}


def test_markdown_without_front_matter(tmp_path: Path) -> None:
    [original], _ = read(put(tmp_path, "a.md", "# عنوان السطر الأول\n\nنص المقال.\n"))
    assert original.fields["title"] == "عنوان السطر الأول"


def test_front_matter_that_multiplies_is_harmless(tmp_path: Path) -> None:
    aliases = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9))
    [original], _ = read(put(tmp_path, "a.md", f"---\na: &a [x, x]\n{aliases}title: [*i, *i]\n---\nنص المقال هنا.\n"))
    assert original.text == "نص المقال هنا.\n" and original.fields["title"] == ""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_feeds(tmp_path: Path, encoding: str) -> None:
    originals, refused = read(put(tmp_path, "f.xml", FEED.format(encoding=encoding).encode(encoding)))
    assert [(item.record, item.fields["title"]) for item in originals] == [(1, 'السوق "القديم" يعود'), (3, "نص عادي")]
    assert originals[0].fields["date"] == "2020-08-24T01:23:00+03:00" and originals[0].fields["author"] == "ليلى"
    assert originals[0].text.split("\n")[1] == "البداية" and originals[0].hints
    [line] = refused
    assert "record 2 has no text" in line


def test_a_feed_of_entities_within_entities(tmp_path: Path) -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    item = "<item><title>ضحك</title><description>نص عن الضحك &l9; كثير جدا</description></item>"
    text = f'<?xml version="1.0"?><!DOCTYPE x [{lines}]><rss version="2.0"><channel>{item}</channel></rss>'
    originals, _ = read(put(tmp_path, "f.xml", text))
    assert all(len(original.text) < 200 for original in originals)


def web_archive(*pages: bytes) -> bytes:
    """A web archive with a record for each page, each compressed on its own."""
    return b"".join(gzip.compress(_record(number, data), mtime=0) for number, data in enumerate(pages))


def _record(number: int, data: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/{number}\r\n"
        "WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_web_archives(archive: Archive) -> None:
    pages = [(PAGES / name).read_bytes() for name in ("advert.html", "column.html")]
    archive.put("inbox/site.warc.gz", web_archive(pages[0], b"<html><p>x</p></html>", pages[1]))
    run = archive.convert()
    assert run.code == 1 and run.lines[-1] == "2 converted, 1 refused"
    assert "record 2 (https://x.example/1)" in run.lines[0]
    assert {article.source.file.partition("#")[2] for article in archive.articles()} == {"1", "3"}
    [container] = list(archive.layout.containers.iterdir())
    assert container.name.endswith(".warc.gz")
    assert archive.command("reconvert").code == 0


def test_a_web_archive_that_breaks_off(tmp_path: Path) -> None:
    data = web_archive(*((PAGES / name).read_bytes() for name in ("advert.html", "blog.html")))
    originals, refused = read(put(tmp_path, "a.warc.gz", data[: len(data) - 900]))
    assert [original.record for original in originals] == [1] and refused


def test_sample_web_archives(samples: Callable[[str], Path]) -> None:
    for path in sorted(samples("warc").iterdir()):
        if path.suffix in (".warc", ".gz", ".arc", ".bad"):
            originals, refused = read(path)
            assert originals or refused or path.name not in ("example.warc", "example.warc.gz", "example.arc")


def packed(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return path


def test_zips(tmp_path: Path) -> None:
    members = {
        "مقال.html": (PAGES / "advert.html").read_bytes(),
        "مقال_files/style.css": b"body{}",
        "notes.txt": capture().encode(),
        "site.warc.gz": web_archive((PAGES / "blog.html").read_bytes()),
        "../evil.txt": b"x",
        "/etc/evil.txt": b"x",
        "bomb.txt": b"0" * 30_000_000,
        "inner.zip": b"PK\x03\x04",
        "__MACOSX/._notes.txt": b"x",
    }
    originals, refused = read(packed(tmp_path, members))
    assert len(originals) == 3 and len({original.record for original in originals}) == 3
    assert {original.path.name for original in originals} == {"pack.zip"}
    assert len(refused) == 5
    for words in ("../evil.txt", "/etc/evil.txt", "zip bomb", "inside a zip", "symbolic link"):
        assert any(words in line for line in refused)
    assert os.listdir(tmp_path) == ["pack.zip"]  # noqa: PTH208


def test_a_zip_in_the_archive(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("a.html", (PAGES / "advert.html").read_bytes())
        pack.writestr("b.txt", capture())
    assert archive.convert(path).lines[-1] == "2 converted"
    before = archive.files()
    assert archive.convert().code == 0
    assert archive.command("reconvert").code == 0
    assert archive.files() == before


@pytest.mark.parametrize("name", ["[Content_Types].xml", "META-INF/container.xml"])
def test_documents_that_are_zips_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr(name, "<x/>")
    with pytest.raises(ProblemError, match="office"):
        read(path)


def test_records_whose_content_is_markup(archive: Archive) -> None:
    content = "<p>الفقرة الأولى من الخبر وفيها كلام.</p><h3>عنوان فرعي</h3><p>الفقرة الثانية &amp; ما بعدها.</p>"
    archive.put("inbox/a.jsonl", f'{{"title": "خبر من وسوم", "content": "{content}"}}\n')
    assert archive.convert().code == 0
    [article] = archive.articles()
    assert article.body.split("\n\n")[1].startswith("## عنوان فرعي {#")
    assert "ما بعدها" in article.body and "&amp;" not in article.body
    assert BODY not in article.body
