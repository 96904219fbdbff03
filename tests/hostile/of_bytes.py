"""Inputs that are bad as bytes or as files: encodings, damage, names, and things that are no files."""

# ruff: noqa: E501 - a table of cases is read by its cases, however wide they are

from __future__ import annotations

import gzip
import os
import random
import socket
from collections.abc import Callable
from pathlib import Path

from tests.hostile.case import BadInput, Cases, page, paragraphs, text
from tests.support.capture import capture

GOOD = capture()
_NOISE = random.Random(4).randbytes(20_000)
_MAGIC = {
    "png": b"\x89PNG\r\n\x1a\n",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "elf": b"\x7fELF\x02\x01\x01",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "rar": b"Rar!\x1a\x07\x00",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "gif": b"GIF89a",
    "sqlite": b"SQLite format 3\x00",
    "rtf": b"{\\rtf1\\ansi\\ansicpg1256 ",
    "bzip2": b"BZh91AY&SY",
    "xz": b"\xfd7zXZ\x00",
    "gzip": b"\x1f\x8b\x08\x00",
    "zip": b"PK\x03\x04",
    "warc": b"WARC/1.0\r\n",
}
_ENDINGS = ("txt", "md", "html", "json", "jsonl", "csv", "rss", "xml", "warc", "warc.gz", "zip", "wacz")


def by_bytes() -> Cases:
    """All of this room."""
    yield from _empty_and_binary()
    yield from _encodings()
    yield from _damage()
    yield from _names()
    yield from _no_files()


def _empty_and_binary() -> Cases:
    for ending in _ENDINGS:
        yield text(f"empty {ending}", b"", f"empty.{ending}", "refused")
        yield text(f"white space {ending}", b" \n\t\r\n \xc2\xa0\n", f"blank.{ending}", "refused")
        yield text(f"noise {ending}", _NOISE, f"noise.{ending}", "refused")
        yield text(f"zeros {ending}", bytes(4096), f"zeros.{ending}", "refused")
    for kind, start in _MAGIC.items():
        yield text(f"{kind} as text", start + _NOISE, f"{kind}.txt", "refused")
        yield text(f"{kind} under its name", start + _NOISE, f"file.{kind}", "refused")


def _encodings() -> Cases:
    for name in (
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1256",
        "iso8859_6",
        "cp720",
        "cp864",
        "mac_arabic",
        "utf-7",
    ):
        for ending, words in (("txt", GOOD), ("html", page(paragraphs())), ("md", f"# {GOOD}")):
            yield text(f"{name} {ending}", words.encode(name, "ignore"), f"encoded.{ending}")
    for claimed in (
        "utf-8",
        "windows-1252",
        "iso-8859-1",
        "koi8-r",
        "utf-7",
        "utf-16",
        "x-user-defined",
        "hex",
        "rot13",
        "idna",
        "undefined",
        "base64",
        "\u0000",
        "a" * 2000,
    ):
        html = page(paragraphs()).replace('charset="utf-8"', f'charset="{claimed}"')
        yield text(f"cp1256 declared as {claimed[:20]!r}", html.encode("cp1256", "replace"), "declared.html")
    twice = GOOD.encode().decode("cp1256", "ignore")
    yield text("mojibake", twice, wanted="refused")
    yield text("double byte order mark", b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD.encode())
    yield text("marks between lines", GOOD.replace("\n", "\n\ufeff"))
    yield text("only a mark", b"\xef\xbb\xbf", wanted="refused")
    yield text("only a wide mark", b"\xff\xfe", wanted="refused")
    yield text("odd UTF-16 without a mark", GOOD.encode("utf-16-le")[:-1], wanted="refused")
    yield text("odd UTF-16 without a mark in a table", f"title,content\nا,{GOOD}".encode("utf-16-le")[:-1], "table.csv")
    yield text("odd UTF-16", GOOD.encode("utf-16") + b"\x06")
    yield text("UTF-16 cut in a pair", ("ا" * 50 + "😀").encode("utf-16")[:-2])


def _damage() -> Cases:
    good = GOOD.encode()
    yield text("lone surrogate", GOOD.replace("عاد", "\ud800عاد"), wanted="refused")
    yield text("surrogate pair as two", GOOD.replace("عاد", "\ud83d\ude00عاد"), wanted="refused")
    yield text("NUL in the middle", GOOD.replace("عاد", "\0عاد"), wanted="refused")
    yield text("NUL at the end", GOOD + "\0", wanted="refused")
    yield text("overlong", good + b"\xc0\xaf", wanted="refused")
    yield text("beyond Unicode", good + b"\xf7\xbf\xbf\xbf", wanted="refused")
    yield text("cut in a letter", good[:301])
    yield text("one bad byte", good[:200] + b"\xff" + good[200:], wanted="refused")
    yield text("cp1256 in the middle", good + "وعاد".encode("cp1256") + good, wanted="refused")
    for count in (1, 10, 12, 19, 40):
        packed = gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n" + good, mtime=0)
        yield text(f"gzip of {count} bytes", packed[:count], "cut.warc.gz", "refused")
    yield text("gzip of text", gzip.compress(good, mtime=0), "text.txt", "refused")
    yield text("gzip bomb", gzip.compress(bytes(30_000_000), mtime=0), "bomb.warc.gz", "refused")
    yield text(
        "gzip bomb of a web archive",
        gzip.compress(b"WARC/1.0\r\n" + b"a" * 30_000_000, mtime=0),
        "bomb.warc.gz",
        "refused",
    )
    yield text("visual order", "\n".join(line[::-1] for line in GOOD.split("\n")))
    yield text("noncharacters", GOOD.replace(" ", " \ufffe\uffff\U0001ffff", 3))
    yield text("replacement characters", GOOD.replace("ا", "\ufffd"))
    yield text("private use", GOOD.replace("ا", "\ue000"))
    yield text("every control", GOOD + "".join(map(chr, [*range(1, 32), *range(127, 160)])) + "نهاية")


def _names() -> Cases:
    names = [
        "a\nb.txt", "a\r\nb.txt", "a\tb.txt", "a\x1b[31mb.txt", "a\u202eb.txt", "a\u2028b.txt", "%2e%2e%2fetc.txt", "%00.txt",
        "%s%n%d.txt", "-rf.txt", "--force.txt", "~.txt", "$(id).txt", "`id`.txt", "a;b.txt", "a|b.txt", "a&b.txt", "*.txt",
        "?.txt", "a'b\"c.txt", "<img src=x onerror=__hit()>.txt", "[a](b).txt", "{{7*7}}.txt", "con.txt", "NUL.txt", "aux.md",
        "com1.html", "lpt9.txt", "index.md", "404.md", "index.html", "README.md", "x.ledger.json", "mkdocs.yml", "page .txt",
        " page.txt", "page..txt", "page.TXT", "page.Html", "page.txt.exe", "page.html.txt", "page.tar.gz", "page.", "page",
        "ا" * 120 + ".txt", "a" * 250 + ".txt", "é.txt", "e\u0301.txt", "2017-06-29-abcd.txt", "2017-06-29-abcd.md", "😀.txt",
        "\udcff\udcfe.txt", "كتاب.نص", "page.<svg onload=__hit()>", "page." + "x" * 200, "page." + "ا" * 100, "page.\u202etxt",
        "page.\udcff", "page.a\nb", "page.{#id}", "page.md#1", "a#1.txt", "a: b.txt", "a:7: b.txt",
    ]  # fmt: skip
    for number, name in enumerate(names):
        words = page(paragraphs()) if Path(name).suffix.lower() not in (".txt", ".md") else GOOD
        yield text(f"name {number} {name[:24]!a}", words, name)
        yield text(f"name {number} of an empty file", b"", name, "refused")
    for deep in ("a/" * 60, "..a/", "con/", "node_modules/", "%2e%2e/"):
        yield text(f"folder {deep[:20]!r}", GOOD, f"{deep}text.txt", "converted")


def _no_files() -> Cases:
    makers: dict[str, Callable[[Path], None]] = {
        "FIFO": os.mkfifo,
        "FIFO named as a page": os.mkfifo,
        "link to a password file": lambda path: path.symlink_to("/etc/passwd"),
        "link to itself": lambda path: path.symlink_to(path),
        "link to nothing": lambda path: path.symlink_to("nowhere.txt"),
        "link to the zero device": lambda path: path.symlink_to("/dev/zero"),
        "link to a good file": _linked,
        "link to a folder": _linked_folder,
        "socket": _socket,
        "unreadable": _unreadable,
        "folder named like a text": _folder,
        "folder of links": _folder_of_links,
    }
    for name, make in makers.items():
        yield BadInput(
            name, "file.html" if "page" in name else "file.txt", make=make, wanted="" if name in _EITHER else "refused"
        )


_EITHER = ("unreadable", "folder named like a text", "link to a folder")


def _linked(path: Path) -> None:
    real = path.with_name(".real")
    real.write_text(GOOD, "utf-8")
    path.symlink_to(real)


def _linked_folder(path: Path) -> None:
    """Whoever names it means what is in it."""
    path.with_name(".real").mkdir()
    _linked(path.with_name(".real") / "inner.txt")
    path.symlink_to(".real")


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _unreadable(path: Path) -> None:
    """Root reads it all the same, and then it is a good text."""
    path.write_text(GOOD, "utf-8")
    path.chmod(0)


def _folder(path: Path) -> None:
    (path / "inner.txt").mkdir(parents=True)
    (path / "text.txt").write_text(GOOD, "utf-8")


def _folder_of_links(path: Path) -> None:
    path.mkdir()
    (path / "up.txt").symlink_to("..")
    (path / "out.txt").symlink_to("/etc/hostname")


__all__ = ["BadInput", "by_bytes"]
