"""Files that hold many articles: JSON, JSON lines, CSV, zip files and web archives, each bad in its own way."""

# ruff: noqa: E501 - a table of cases is read by its cases, however wide they are

from __future__ import annotations

import gzip
import io
import json
import stat
import zipfile
from pathlib import Path

from tests.hostile.case import LINES, TITLE, Cases, page, paragraphs, records, text
from tests.support.capture import BODY, capture

GOOD = {"title": TITLE, "content": BODY}
_LONG = json.dumps(GOOD)


def by_container(samples: Path | None) -> Cases:
    """All of this room; `samples` is the folder of the samples, if it is there."""
    yield from _json()
    yield from _tables()
    yield from _zips()
    yield from _web_archives(samples)


def _json() -> Cases:
    values: dict[str, str] = {
        "deep list": "[" * 100_000, "deep object": '{"a":' * 100_000, "deep and closed": "[" * 50_000 + "]" * 50_000, "deep text": f'[{{"title":"س","content":{"[" * 5000}{"]" * 5000}}}]', "huge number": f'[{{"title":{"9" * 5000},"content":"{LINES[0]}"}}]',
        "huge exponent": '[{"title":1e999999,"content":1e400}]', "not a number": '[{"title":NaN,"content":Infinity}]', "twice": f'[{{"title":"أ","title":"ب","content":"{LINES[0]}"}}]', "comma": f"[{_LONG},]", "no comma": f"[{_LONG} {_LONG}]", "cut": f"[{_LONG},{_LONG[:80]}",
        "comment": f"[{_LONG}] // end", "two arrays": f"[{_LONG}][{_LONG}]", "scalars": '[1, null, true, "نص", [], {}]', "lone surrogate": '[{"title":"\\ud800","content":"نص"}]', "NUL": f'[{{"title":"\\u0000","content":"{LINES[0]}"}}]', "raw newline": '[{"title":"أ\nب","content":"نص"}]',
        "a string": '"نص"', "a number": "5", "null": "null", "an object": _LONG, "text of numbers": '[{"title":"س","content":[1,2,{"a":"نص"}]}]', "proto": f'[{{"__proto__":{{"x":1}},"constructor":1,"title":"س","content":"{LINES[0]}"}}]', "empty keys": f'[{{"":"x"," ":"y","title":"س","content":"{LINES[0]}"}}]',
        "10,000 keys": "[{" + ",".join(f'"k{n}":{n}' for n in range(10_000)) + f',"title":"س","content":"{LINES[0]}"}}]', "one record twice": f"[{_LONG},{_LONG}]", "no title": f'[{{"content":"{LINES[0]}"}}]', "markup only": '[{"title":"س","content":"<p><img src=x></p><br>"}]', "spaces": " " * 500_000 + f"[{_LONG}]",
        "controls": f'[{{"title":"\\u0001\\u001b[31m","content":"\\u0002{LINES[0]}\\u0003"}}]', "breaks in fields": f'[{{"title":"أ\\nب\\r\\nج\\u2028د","author":"أ\\nid: x","url":"http://a.example/\\nx","content":"{LINES[0]}"}}]', "bad url": f'[{{"url":"http://[","title":"س","content":"{LINES[0]}"}}]', "bad port": f'[{{"url":"http://a:99999999/","title":"س","content":"{LINES[0]}"}}]',
        "unknown outlet": f'[{{"outlet":"../../etc","title":"س","content":"{LINES[0]}"}}]', "title of punctuation": f'[{{"title":"...","content":"{LINES[0]}"}}]', "content is the title": '[{"title":"عنوان وحيد","content":"عنوان وحيد"}]', "bad date": f'[{{"date":"0000-00-00T99:99:99Z","title":"س","content":"{LINES[0]}"}}]',
        "far date": f'[{{"date":"9999-12-31T23:59:59-23:59","title":"س","content":"{LINES[0]}"}}]', "early date": f'[{{"date":"0001-01-01T00:00:00+23:59","title":"س","content":"{LINES[0]}"}}]', "epoch": f'[{{"date":1498741260000,"title":"س","content":"{LINES[0]}"}}]', "long date": f'[{{"date":"{"29/6/2017 " * 1000}","title":"س","content":"{LINES[0]}"}}]',
    }  # fmt: skip
    for name, words in values.items():
        yield text(f"JSON: {name}", words, "records.json")
        yield text(f"JSON lines: {name}", words, "records.jsonl")
    yield text(
        "JSON lines with U+2028",
        f'{{"title":"أ\u2028ب","content":"{LINES[0]}\u2029{LINES[1]}\u0085{LINES[2]}"}}\n',
        "lines.jsonl",
        "converted",
    )
    yield text("JSON lines, one bad", records(GOOD) + "{bad\n" + records({"title": "آخر"}), "lines.jsonl", "refused")
    yield text("JSON lines with CR", records(GOOD, {"title": "آخر"}).replace("\n", "\r"), "lines.jsonl")
    yield text("JSON lines, bad bytes in one", records(GOOD).encode() + b'{"title":"\xff"}\n', "lines.jsonl", "refused")
    yield text("JSON with a mark", b"\xef\xbb\xbf" + f"[{_LONG}]".encode(), "marked.json", "converted")
    yield text("JSON in UTF-16", f"[{json.dumps(GOOD, ensure_ascii=False)}]".encode("utf-16"), "wide.json")
    yield text("JSON with a bad byte", f"[{_LONG}".encode() + b"\xff]", "bytes.json")


def _tables() -> Cases:
    head, row = "title,content\n", f'{TITLE},"{LINES[0]}"\n'
    for name, words in {
        "NUL": f"{head}{TITLE},a\0b\n", "unclosed quote": f'{head}{row}{TITLE},"{LINES[0]}\n{row}', "10,000 columns": ",".join(f"c{n}" for n in range(10_000)) + ",title,content\n" + "," * 10_000 + f"{TITLE},{LINES[0]}\n", "too many cells": f"{head}a,b,c,d,e\n{row}", "too few cells": f"{head}a\n{row}", "head only": head, "no head": row,
        "the same column twice": f"title,title,content\nأ,ب,{LINES[0]}\n", "a quote inside": f'{head}أ"ب,"{LINES[0]}"ج\n', "CR only": (head + row).replace("\n", "\r"), "lines in a cell": f'{head}{TITLE},"{LINES[0]}\r\n\n{LINES[1]}\u2028{LINES[2]}"\n', "formula": f'{head}=cmd|\' /C calc\'!A0,"{LINES[0]}"\n',
        "1 MB cell": f"{head}{TITLE},{'كلمة ' * 100_000}\n", "semicolons": f"title;content\n{TITLE};{LINES[0]}\n", "tabs": f"title\tcontent\n{TITLE}\t{LINES[0]}\n", "blank lines": f"\n\n{head}\n\n{row}\n", "empty names": f",,\n{row}", "100,000 rows": head + "أ,\n" * 20_000, "commas": "," * 100_000 + "\n" + "," * 100_000, "a lone quote": '"', "quotes": '"' * 50_001,
        "a mark inside": f"title,\ufeffcontent\n{row}", "an escape": f'{head}{TITLE},"a\\",b"\n',
    }.items():  # fmt: skip
        yield text(f"CSV: {name}", words, "table.csv")
    yield text("CSV in cp1256", f"{head}{row}".encode("cp1256"), "table.csv")
    yield text("CSV with a bad byte", f"{head}{row}".encode() + b"\xff,\xfe\n", "table.csv", "refused")


def zipped(members: dict[str, str | bytes], *, mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these members, whatever their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, words in members.items():
            member = zipfile.ZipInfo(name, (2017, 6, 29, 0, 0, 0))
            member.external_attr, member.compress_type = mode << 16, method
            archive.writestr(member, words)
    return stream.getvalue()


def _zips() -> Cases:
    good = capture()
    whole = zipped({"a.txt": good, "b.html": page(paragraphs())})
    for name in (
        "../a.txt",
        "/etc/a.txt",
        "a/../../b.txt",
        "..\\a.txt",
        "C:\\a.txt",
        "C:a.txt",
        "\\\\host\\a.txt",
        "a\nb.txt",
        "-a.txt",
        "con.txt",
        "a" * 300 + ".txt",
        "a/" * 200 + "b.txt",
        "\u202ea.txt",
        "a\x1b[2Jb.txt",
        "<img src=x onerror=__hit()>.txt",
        "./a.txt",
        "a//b.txt",
        "خبر.txt",
        "",
        "a.txt/",
    ):
        yield text(f"zip member {name[:20]!a}", zipped({name: good, "good.txt": capture(title="سليم")}), "names.zip")
        yield text(
            f"empty zip member {name[:20]!a}", zipped({name: b""}), "names.zip", "" if name.endswith("/") else "refused"
        )
    yield text("zip of a link", zipped({"link.txt": "/etc/passwd"}, mode=stat.S_IFLNK | 0o777), "link.zip", "refused")
    yield text("zip of a device", zipped({"null.txt": good}, mode=stat.S_IFCHR | 0o666), "device.zip")
    yield text("zip bomb", zipped({"bomb.txt": bytes(50_000_000)}), "bomb.zip", "refused")
    yield text("zip bomb of text", zipped({"bomb.txt": "ا" * 20_000_000}), "bomb.zip", "refused")
    yield text("nested zip", zipped({"inner.zip": whole}), "nested.zip", "refused")
    yield text(
        "zip in a zip in a zip", zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": good})})}), "deep.zip", "refused"
    )
    yield text("zip inside under a false name", zipped({"inner.txt": whole}), "hidden.zip", "refused")
    yield text("zip that says less than it holds", _lying(zipped({"a.txt": "ا" * 3_000_000})), "lying.zip", "refused")
    yield text(
        "zip with a broken check sum",
        _broken(zipped({"a.txt": good}, method=zipfile.ZIP_STORED)),
        "broken.zip",
        "refused",
    )
    yield text(
        "zip of an office program",
        zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
        "letter.zip",
        "refused",
    )
    yield text("zip of nothing", zipped({}), "empty.zip")
    yield text("zip of folders", zipped({"a/": "", "b/c/": ""}), "folders.zip")
    yield text(
        "zip of 21,000 files", zipped(dict.fromkeys((f"{n}.txt" for n in range(21_000)), "")), "many.zip", "refused"
    )
    yield text(
        "zip with one bad",
        zipped({"a.txt": good, "b.bin": b"\x00\x01", "c.html": page(paragraphs())}),
        "mixed.zip",
        "refused",
    )
    yield text("zip named as a text", whole, "really.txt")
    yield text("zip after a text", b"x" * 100 + whole, "after.zip")
    for cut in (10, 30, len(whole) // 2, len(whole) - 1):
        yield text(f"zip of {cut} bytes", whole[:cut], "cut.zip", "refused")
    for name, words in {"bad index": "{", "empty": "", "list": "[]"}.items():
        yield text(
            f"wacz: {name}",
            zipped(
                {"datapackage.json": words, "archive/data.warc.gz": gzip.compress(warc_of(page(paragraphs())), mtime=0)}
            ),
            "web.wacz",
        )


def _lying(packed: bytes) -> bytes:
    """The central directory claims that the member is 100 bytes long."""
    place = packed.rindex(b"PK\x01\x02")
    return packed[: place + 24] + (100).to_bytes(4, "little") + packed[place + 28 :]


def _broken(packed: bytes) -> bytes:
    return packed.replace("عاد".encode(), "كاد".encode(), 1)


def warc_of(html: str | bytes, kind: str = "text/html; charset=utf-8", address: str = "http://a.example/") -> bytes:
    """A web archive with one answer of a server."""
    body = html if isinstance(html, bytes) else html.encode()
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2017-06-29T00:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


def _web_archives(samples: Path | None) -> Cases:
    good = warc_of(page(paragraphs()))
    for name, data in {
        "good": good, "cut": good[:-200], "cut in the head": good[:60], "two, one cut": good + good[:-300], "javascript": warc_of(page(paragraphs()), address="javascript:__hit()"), "bad address": warc_of(page(paragraphs()), address="http://[::1"), "address with breaks": warc_of(page(paragraphs()), address="http://a\u2028b/\u202e"),
        "wrong charset": warc_of(page(paragraphs()).encode("cp1256"), "text/html; charset=utf-8"), "bogus charset": warc_of(page(paragraphs()), "text/html; charset=\x7f;;="), "binary as a page": warc_of(bytes(range(256)) * 50), "empty page": warc_of(b""), "no length": good.replace(b"Content-Length: ", b"X-Length: ", 1),
        "wrong length": good.replace(b"Content-Length: ", b"Content-Length: 9", 1), "negative length": good.replace(b"Content-Length: ", b"Content-Length: -", 1), "text length": good.replace(b"Content-Length: ", b"Content-Length: x", 1), "version": good.replace(b"WARC/1.0", b"WARC/9.9"), "said to be packed": warc_of(page(paragraphs())).replace(b"\r\nContent-Length", b"\r\nContent-Encoding: gzip\r\nContent-Length", 1),
        "packed answer": _packed(page(paragraphs())), "packed answer cut": _packed(page(paragraphs()))[:-40], "bomb in an answer": _packed(" " * 80_000_000), "brotli": _packed("x").replace(b"gzip", b"br"), "long head": b"WARC/1.0\r\n" + b"X: " + b"a" * 200_000 + b"\r\n\r\n", "50 pages": good * 50,
    }.items():  # fmt: skip
        yield text(f"warc: {name}", data, "web.warc")
        yield text(f"warc.gz: {name}", gzip.compress(data, mtime=0), "web.warc.gz")
    for path in sorted((samples / "warc").glob("example*")) if samples else ():
        yield text(f"sample {path.name}", path.read_bytes(), path.name.removesuffix(".bad"))


def _packed(html: str) -> bytes:
    body = gzip.compress(html.encode(), mtime=0)
    return warc_of(body, "text/html\r\nContent-Encoding: gzip")
