"""Pictures, pages of parts and Brotli, each bad in its own way; marks that mean to be more than marks."""

# ruff: noqa: E501 - a table of cases is read by its cases, however wide they are

from __future__ import annotations

import base64
import gzip
import io
import json
import struct
import zlib
from itertools import cycle
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from PIL import Image

from tests.hostile.case import LINES, BadInput, Cases, page, paragraphs, text
from tests.hostile.of_containers import warc_of, zipped
from tests.support.capture import BODY

_UNSEEN = "\u200b\u200c\u200d\u2060\u200f"


def by_picture() -> Cases:
    """All of this room."""
    yield from _embedded()
    yield from _beside()
    yield from _parts()
    yield from _brotli()
    yield from _answered()
    yield from _marks()
    yield from _unseen()


def picture(kind: str = "PNG", size: tuple[int, int] = (200, 200)) -> bytes:
    """A sound picture."""
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, kind)
    return stream.getvalue()


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that says it is of this size, with this as its packed pixels."""
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    whole = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


def _pictures() -> dict[str, bytes]:
    sound, photo = picture(), picture("JPEG")
    many = zlib.compress(bytes(30_000_000))
    return {
        "bomb of a billion pixels": png(40_000, 40_000, many), "bomb of a line": png(2_000_000_000, 1, many), "no pixels": png(0, 0), "cut": sound[:60], "cut JPEG": photo[:300], "one kind named another": b"GIF89a" + sound, "script behind": photo + b"<script>__hit()</script>",
        "text in it": sound[:33] + b"\0\0\0\x10iTXtx\0\0\0\0\0<script>" + bytes(4) + sound[33:], "packed text bomb": sound[:33] + struct.pack(">I", len(many) + 3) + b"zTXtx\0\0" + many + bytes(4) + sound[33:], "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="__hit()"/>' * 9,
        "SVG behind a mark": b'\xef\xbb\xbf\n<!-- x --><svg onload="__hit()"/>' * 9, "HTML": b"<html><script>__hit()</script></html>" * 9, "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 900 900\n(/etc/passwd) run\n" * 9, "TIFF": picture("TIFF"), "GIF of 1x1": picture("GIF", (1, 1)), "random": bytes(range(256)) * 9,
    }  # fmt: skip


def _embedded() -> Cases:
    kinds = cycle(("image/png", "image/svg+xml", "text/html"))
    for (name, data), kind in zip(_pictures().items(), kinds, strict=False):
        address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
        yield text(f"picture in a page: {name}", page(f'<img src="{address}">{paragraphs()}'), "page.html", "converted")
    many = base64.b64encode(picture()).decode()
    yield text(
        "1,000 pictures in a page",
        page(f'<img src="data:image/png;base64,{many}">' * 1000 + paragraphs()),
        "page.html",
        "converted",
    )
    yield text(
        "a picture of damaged base64",
        page(f'<img src="data:image/png;base64,{"=A" * 200}">{paragraphs()}'),
        "page.html",
        "converted",
    )
    yield text(
        "a number where a picture was",
        page(f'<img src="data:,99999"><img src="data:,0">{paragraphs()}'),
        "page.html",
        "converted",
    )


def _beside() -> Cases:
    for source in (
        "../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "page_files/../../mkdocs.yml",
        "a" * 5000,
        "\0.png",
        "page_files/",
        ".",
        "%00",
        "CON",
        "a.png/b.png",
        "\u202e.png",
        "page.html",
        "//a.example/x.png",
        "http://[::1/x.png",
        "javascript:__hit()",
        "data:",
        "data:,",
        "cid:",
    ):
        yield text(
            f"a picture at {source[:30]!r}", page(f'<img src="{source}" alt="![](x)">{paragraphs()}'), "page.html"
        )
    for name, data in list(_pictures().items())[::3]:
        members: dict[str, str | bytes] = {
            "p.html": page(f'<img src="p_files/a.png">{paragraphs()}'),
            "p_files/a.png": data,
            "../p_files/a.png": data,
        }
        yield text(f"picture in a zip: {name}", zipped(members), "pack.zip")
    yield BadInput(
        "a picture that is a link",
        "page.html",
        page(f'<img src="page_files/a.png">{paragraphs()}').encode(),
        _linked,
        "converted",
    )


def _linked(path: Path) -> None:
    path.write_text(page(f'<img src="page_files/a.png">{paragraphs()}'), "utf-8")
    path.with_name("page_files").mkdir()
    (path.parent / "page_files" / "a.png").symlink_to("/etc/passwd")


def message(
    *parts: tuple[str, bytes], head: str = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"'
) -> bytes:
    """A page of parts, each with its head."""
    whole = (f"--x\r\n{start}\r\n\r\n".encode() + body + b"\r\n" for start, body in parts)
    return f"From: x\r\n{head}\r\n\r\n".encode() + b"".join(whole) + b"--x--\r\n"


def _parts() -> Cases:
    html = "Content-Type: text/html; charset=utf-8"
    good, whole = (
        (html, page(f'<img src="cid:a">{paragraphs()}').encode()),
        message((html, page(paragraphs()).encode())),
    )
    nested = b"".join(f"--{n}\r\nContent-Type: multipart/mixed; boundary={n + 1}\r\n\r\n".encode() for n in range(3000))
    for name, data in {
        "good": message(good, ("Content-Type: image/png\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64", base64.b64encode(picture()))), "cut": whole[:-300], "cut in the head": whole[:70], "no page": message(("Content-Type: image/png", picture())), "no boundary": message(good, head="MIME-Version: 1.0\r\nContent-Type: multipart/related"),
        "nested": b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=0\r\n\r\n" + nested, "3,000 parts": message(*[("Content-Type: text/css", b"x")] * 3000), "bogus charset": message(("Content-Type: text/html; charset=\x7f", good[1])), "wrong charset": message(("Content-Type: text/html; charset=us-ascii", good[1])),
        "bad base64": message((f"{html}\r\nContent-Transfer-Encoding: base64", b"=" * 999)), "bad quoting": message((f"{html}\r\nContent-Transfer-Encoding: quoted-printable", b"=ZZ=\xff=" * 99 + good[1])), "unknown coding": message((f"{html}\r\nContent-Transfer-Encoding: x-none", good[1])), "no head": b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\n" + good[1],
        "address of code": message((f"{html}\r\nContent-Location: javascript:__hit()", good[1])), "address with breaks": message((f"{html}\r\nContent-Location: http://a.example/\r\n \x0b\u2028x", good[1])), "NUL": message((html, good[1].replace(b"<p>", b"<p>\0"))), "page of a kind": message(("Content-Type: application/octet-stream; name=a.html", good[1])), "a page in a letter": message(("Content-Type: message/rfc822", whole)),
    }.items():  # fmt: skip
        yield text(f"page of parts: {name}", data, "page.mhtml")
    yield text("page of parts that is a page", page(paragraphs()), "page.mht", "converted")
    yield text("page of parts that is a text", BODY, "page.mht")


def _brotli() -> Cases:
    packed = brotli.compress(page(paragraphs()).encode())
    for name, data in {
        "good": packed, "cut": packed[:-30], "bomb": brotli.compress(b" " * 300_000_000, quality=1), "none": b"plain", "nothing": b"", "more behind it": packed + b"x" * 99_999,
    }.items():  # fmt: skip
        yield text(
            f"brotli in a web archive: {name}",
            gzip.compress(warc_of(data, "text/html\r\nContent-Encoding: br"), mtime=0),
            "web.warc.gz",
        )


def _answered() -> Cases:
    whole = warc_of(page(f'<img src="/a.png">{paragraphs()}'))
    for name, data in list(_pictures().items())[1::3]:
        yield text(
            f"picture in a web archive: {name}",
            whole + warc_of(data, "image/png", "http://a.example/a.png"),
            "web.warc",
        )
    bomb = brotli.compress(bytes(300_000_000), quality=1)
    packed = warc_of(bomb, "image/png\r\nContent-Encoding: br", "http://a.example/a.png")
    for name, data in {
        "bomb": packed,
        "cut": packed[:-9],
        "other record": packed.replace(b"response", b"metadata"),
        "twice": packed + packed,
    }.items():
        yield text(
            f"packed picture in a web archive: {name}", whole + data, "web.warc", "converted" if name == "bomb" else ""
        )


def _marks() -> Cases:
    for name, words in {
        "links in links": "<a href=/1>ا<a href=/2>ب<b>ج" * 300, "links to code": "".join(f'<a href="{href}">ا</a> ' for href in ("javascript:__hit()", "\x01javascript:__hit()", "java\nscript:__hit()", "data:text/html,<script>__hit()</script>", "vbscript:x", "//a.example", "https://a.example/)\n[x](javascript:__hit())", "https://a.example/ \"onmouseover=__hit()", "https://a.example/<script>")),
        "words like marks": "<b>**</b><i>*</i><a href=/1>](x)</a><a href=/2>![</a><b>\\</b><a href=/3>[^1]</a><a href=/4>^1</a><b>`</b>", "5,000 bold words": "<p>" + "<b>ا</b> " * 5000, "bold in the middle": "<p>" + "ا<b>ب</b>" * 300, "counted lists": "<ol start=999999><li>ا<li>ب</ol><ol start=-1><li>ا</ol><ol start=1e9><li>ا</ol><ol reversed><li value=7>ا</ol>", "items of lists of lists": "<ol><li>ا<ul><li>ب<ol><li>ج</ol></ul><li>د</ol>" * 50,
        "a table of 3,000 rows": "<table>" + "<tr><th>ا</th><td>ب</td><td>ج</td></tr>" * 3000 + "</table>", "tables in tables": "<table><tr><td>ا<td>ب<tr><td>ج<td><table><tr><td>د<td>ه<tr><td>و<td>ز</table></table>" * 30, "cells of signs": "<table>" + "<tr><th>1.<td>*<td>#" * 9 + "</table>", "rows with one cell": "<table>" + "<tr><td>ا<tr><td>ب<td>ج" * 9 + "</table>", "spans": "<table><tr><td colspan=99999999>ا<td rowspan=0>ب" * 9 + "</table>",
    }.items():  # fmt: skip
        yield text(f"marks: {name}", page(f"{paragraphs()}{words}{paragraphs()}"), "page.html", "converted")
    for name, words in {
        "brackets": "[" * 20_000, "pictures": "![" * 10_000, "half links": "[a](b " * 5000, "asterisks": "*a " * 10_000, "double asterisks": "**a " * 10_000, "backslashes": "\\" * 20_000, "links in links": "[" * 300 + "a" + "](b)" * 300, "deep emphasis": "**a *b " * 3000 + "* **" * 3000, "pictures of nothing": "![](x) " * 3000,
    }.items():  # fmt: skip
        yield text(f"Markdown marks: {name}", f"# عنوان\n\n{LINES[0]}\n\n{words}\n\n{LINES[1]}\n", "text.md")


def _unseen() -> Cases:
    yield text("unseen title", f"{_UNSEEN}\n\n{BODY}", wanted="converted")
    yield text("unseen heading in Markdown", f"# {_UNSEEN}\n\n{BODY}", "text.md", "converted")
    yield text("unseen title of a record", json.dumps({"title": _UNSEEN, "content": BODY}), "a.jsonl", "converted")
    yield text("unseen title of a page", page(paragraphs(), title=_UNSEEN), "page.html", "converted")
    yield text("nothing but the unseen", f"{_UNSEEN}\n\n{_UNSEEN}\n", wanted="refused")
