"""Readers and the Markdown writer over what nobody would write: no crash, no character lost, nothing live.

`KHIZANA_FUZZ_MINUTES` sets how long each is tried; the suite tries a few hundred documents. A find becomes a case of
tests/hostile/bad_inputs.py.
"""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from khizana.article import Article, Paragraph, ParagraphKind, Section, Source, read_page, write_page
from khizana.convert.original import Original
from khizana.convert.pipeline import convert
from khizana.convert.readers import read_originals
from khizana.convert.setting import Minted, Setting
from khizana.gazetteer import Gazetteer
from khizana.problems import ProblemError
from khizana.profile import Mark, Marked, render, to_html, write
from khizana.registry import Registry
from tests.hostile.case import LINES, page, paragraphs
from tests.hostile.live import Harmless, parse
from tests.hostile.of_containers import zipped
from tests.hostile.of_text import TRAPS, YAML_TRAPS
from tests.hostile.vectors import vectors
from tests.hostile.whole import without_pictures
from tests.support.text import shown_text, visible

SECONDS = 60 * float(os.environ.get("KHIZANA_FUZZ_MINUTES", "0"))
SETTING = Setting(ZoneInfo("Africa/Cairo"), Gazetteer(()), removals=True)
_TAGS = [
    "p",
    "div",
    "span",
    "b",
    "a",
    "h1",
    "h2",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "script",
    "style",
    "textarea",
    "article",
    "ol",
    "ol start=7",
    "em",
    "strong",
    "th",
    "caption",
    "a href=/x",
    "a href='https://x.example/(a) b'",
    "img src=a.jpg alt=[ب]",
    "img src='https://x.example/a.jpg' width=300",
    "time",
    "figure",
    "figcaption",
    "blockquote",
    "pre",
    "br",
    "img",
    "svg",
    "math",
    "template",
    "noscript",
    "title",
    "meta",
    "body",
    "html",
]
_ODD = [
    "\n",
    " ",
    "\n\n",
    "\r",
    "\u2028",
    "\x00",
    "�",
    "29/6/2017",
    "كتب: سالم",
    "شارك",
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\u0000",
    "\\ud800",
    "---\n",
    "title: ",
    "<item>",
    "</item>",
    "<rss><channel>",
    "<title>",
    "<description>",
    "<![CDATA[",
    "]]>",
    "WARC/1.0\r\n",
    "Content-Length: 9\r\n",
    "\r\n\r\n",
    "HTTP/1.1 200 OK\r\n",
]
_PIECES = [*LINES, *TRAPS, *YAML_TRAPS, *vectors()[::23], *_ODD]
_tags = st.sampled_from(_TAGS).flatmap(
    lambda tag: st.sampled_from([f"<{tag}>", f"</{tag}>", f"<{tag} class='x' hidden>", f"<{tag}"])
)
pieces = st.sampled_from(_PIECES) | _tags | st.text(max_size=12)
words = st.lists(pieces, max_size=40).map("".join)
FRAMES: dict[str, Callable[[str], str]] = {
    "txt": lambda text: text,
    "md": lambda text: text,
    "matter.md": lambda text: f"---\ntitle: {text}\n---\n{LINES[0]}\n",
    "html": lambda text: page(paragraphs() + text),
    "bare.html": lambda text: f"<html>{text}",
    "json": lambda text: f'[{{"title": "س", "content": "{text}"}}]',
    "jsonl": lambda text: f'{{"content": "{LINES[0]}", "title": "{text}"}}\n{text}',
    "csv": lambda text: f"title,content\n{text},{LINES[0]}\n{text}",
    "rss": lambda text: f"<rss><channel><item><title>س</title><description>{text}</description></item></channel></rss>",
    "xml": lambda text: f"<feed>{text}<entry><title>{text}</title><content>{LINES[0]}</content></entry></feed>",
    "mhtml": lambda text: (
        "From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n\r\n{page(paragraphs() + text)}\r\n"
        f"--x\r\n{text}\r\n\r\n{text}\r\n--x--"
    ),
    "warc": lambda text: f"WARC/1.0\r\nWARC-Type: response\r\n{text}\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{text}",
}  # fmt: skip
_encodings = st.sampled_from(["utf-8"] * 8 + ["utf-16", "utf-16-le", "cp1256", "iso8859_6", "utf-8-sig"])


@st.composite
def captures(draw: st.DrawFn, kind: str) -> bytes:
    """A file of a kind: a frame around odd words, in some encoding, and sometimes damaged."""
    data = FRAMES[kind](draw(words)).encode(draw(_encodings), draw(st.sampled_from(["ignore", "replace"])))
    if draw(st.integers(0, 4)) == 0:
        place = draw(st.integers(0, len(data)))
        data = data[:place] + draw(st.binary(max_size=6)) + data[place + draw(st.integers(0, 9)) :]
    return gzip.compress(data, mtime=0) if kind == "warc" and draw(st.booleans()) else data


def fuzz(check: Callable[..., None], **arguments: st.SearchStrategy[object]) -> None:
    """Run a check for as long as it is wanted; each round starts from a seed of its own."""
    deadline, number = time.monotonic() + SECONDS, 0
    phases = (Phase.explicit, Phase.generate, Phase.target, Phase.shrink)
    while number == 0 or time.monotonic() < deadline:
        limits = settings(
            max_examples=30 if not SECONDS else 400,
            database=None,
            phases=phases,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        seed(number)(limits(given(**arguments)(check)))()
        number += 1


@pytest.mark.parametrize("kind", FRAMES)
def test_readers(kind: str) -> None:
    def check(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"capture.{kind}"
            path.write_bytes(data)
            _check_file(path)

    fuzz(check, data=captures(kind))


def test_zips() -> None:
    def check(names: list[str], data: bytes, place: int, damage: bytes) -> None:
        packed = zipped(dict.fromkeys(names, data))
        with TemporaryDirectory() as folder:
            path = Path(folder) / "pack.zip"
            path.write_bytes(packed[:place] + damage + packed[place + len(damage) :])
            _check_file(path)

    names = st.lists(
        st.sampled_from(["a.txt", "b.html", "c.zip", "../d", "/e", "f\0g", ""]) | st.text(max_size=9),
        max_size=4,
        unique_by=lambda name: name.partition("\0")[0],  # where zipfile ends a name
    )
    fuzz(check, names=names, data=captures("txt"), place=st.integers(0, 600), damage=st.binary(max_size=4))


def _check_file(path: Path) -> None:
    """Every article of a file converts and is whole, or is refused; nothing else may happen."""
    try:
        found = [item for item in read_originals(path, Registry()) if isinstance(item, Original)]
    except ProblemError as error:
        assert all(len(problem.message.split()) > 2 for problem in error.problems)
        return
    for original in found:
        try:
            article, ledger = convert(original, Minted("2020-01-01T00:00:00Z"), SETTING)
        except ProblemError as error:
            assert "not converted" not in str(error), error
            continue
        kept = "".join(original.text[span.start : span.end] for span in ledger.spans if span.fate == "kept")
        told = "".join(original.text[span.start : span.end] for span in ledger.spans)
        assert visible(told) == visible(original.text)
        html = "".join(to_html(block.element) for block in render(article.body))
        text = "".join(to_html(block.element) for block in render(without_pictures(article.body)))
        assert visible(shown_text(text)) == visible(kept)
        assert write_page(read_page(ledger.generated, path)) == ledger.generated
        _check_inert(html)


_HARMLESS = Harmless()
_HARMLESS.learn(
    parse(
        "<p id=a><em></em><strong></strong><sup></sup><bdi dir=ltr></bdi><br><hr><blockquote id=a></blockquote>"
        "<h2 id=a></h2><h3 id=a></h3><ul id=a><li id=a></ul><ol start=1 id=a></ol><div class=footnote></div>"
        '<a href=# class=a rel="noopener nofollow" id=a></a><img src=a alt=a loading=lazy><sup id=a></sup>'
    )
)


def _check_inert(html: str) -> None:
    assert list(_HARMLESS.strange(parse(html))) == []


def test_writer() -> None:
    paragraph = st.builds(_paragraph, words.map(_whole), st.sampled_from(get_args(ParagraphKind)))
    marked = st.builds(_marked, words.map(_whole), st.sampled_from(get_args(ParagraphKind)), _marks, _numbers)
    fuzz(_check_written, paragraphs=st.lists(paragraph | marked, max_size=8), title=words.map(_whole))


def _whole(text: str) -> str:
    """The text without halves of characters, which no reader lets through."""
    return text.encode("utf-8", "ignore").decode()


def _paragraph(text: str, kind: ParagraphKind) -> Paragraph:
    return Paragraph(text if kind == "verse" else " ".join(text.split()), kind)


_marks = st.lists(
    st.builds(Mark, st.integers(0, 90), st.integers(0, 99), st.sampled_from(["strong", "em"]))
    | st.builds(Mark, st.integers(0, 90), st.integers(0, 99), st.just("link"), st.just("https://x.example/a?b=1&c=2")),
    max_size=9,
).map(tuple)
_numbers = st.none() | st.integers(0, 12)


def _marked(text: str, kind: ParagraphKind, marks: tuple[Mark, ...], number: int | None) -> Paragraph:
    return Marked(_paragraph(text, kind).text, kind, marks, number)


def _check_written(paragraphs: list[Paragraph], title: str) -> None:
    shown = [Paragraph(LINES[0]), *(item for item in paragraphs if visible(item.text))]
    section = Section(tuple(shown), title, "id" if visible(title) else "")
    body = write([section])
    html = "".join(to_html(block.element) for block in render(body))
    wanted = visible(title) + "".join(visible(item.text) for item in shown)
    assert visible(shown_text(html)) == wanted
    _check_inert(html)
    article = Article("abcdefgh", title.strip() or "س", Source("a.txt", "0"), body, description=title)
    assert read_page(write_page(article), Path("page.md")) == article


def test_pages_written_by_hand() -> None:
    def check(body: str) -> None:
        try:
            blocks = render(body)
        except ValueError:
            return
        _check_inert("".join(to_html(block.element) for block in blocks))

    fuzz(check, body=words)
