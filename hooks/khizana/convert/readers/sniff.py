"""What a file is: by its content where that can tell, by its ending among texts that look alike."""

from __future__ import annotations

import codecs
import re
import zlib
from pathlib import Path
from typing import Literal

from khizana.convert.original import refused

Kind = Literal["text", "markdown", "html", "json", "json lines", "csv", "feed", "warc", "zip", "mhtml"]

ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".json": "json",
    ".jsonl": "json lines",
    ".ndjson": "json lines",
    ".csv": "csv",
    ".tsv": "csv",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".arc": "warc",
    ".warc.gz": "warc",
    ".arc.gz": "warc",
    ".wacz": "zip",
    ".zip": "zip",
}
_START = 4096
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,100}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_PIECE = re.compile(rb"</?(?:p|div|br|span|h[1-6]|table|article|section|meta|title|font|a|ul|li|b)\b[^<>]*>", re.I)
_OTHER_XML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,100}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:svg|opml|urlset|plist|kml)\b", re.I | re.S
)
_RECORDS = re.compile(rb"\s*(?:\[\s*)?\{\s*\"")
_MESSAGE = re.compile(rb"\s*[A-Za-z-]{2,40}:[^\n]*\n")
_WEB_ARCHIVE = (b"WARC/", b"filedesc:")


def kind_of(path: Path) -> Kind:
    """The kind of a regular file. Raises ProblemError where it is none that can be read."""
    with path.open("rb") as stream:
        start = stream.read(_START)
    if ending(path) != ".txt" and _OTHER_XML.match(start):
        raise refused(path, "is a drawing or a list, not an article; save the article as plain text")
    kind = _by_magic(start) or _by_markup(_as_bytes(start), ending(path)) or ENDINGS.get(ending(path))
    if kind is None or (kind in ("warc", "zip") and _by_magic(start) != kind):
        raise refused(path, f"is not of a kind that can be read ({', '.join(ENDINGS)}); save it as plain text")
    return kind


def ending(path: Path) -> str:
    """The file's ending in small letters; `.warc.gz` is one."""
    endings = [part.lower() for part in path.suffixes[-2:]]
    return "".join(endings) if "".join(endings) in ENDINGS else path.suffix.lower()


def safe_ending(path: Path) -> str:
    """The ending a capture is kept under: one that is known, for any other may hold what no name should."""
    found = ending(path)
    return found if found in ENDINGS else ".unknown"


def _by_magic(start: bytes) -> Kind | None:
    if start.startswith(b"PK\x03\x04"):
        return "zip"
    if _MESSAGE.match(start) and b"\nmime-version:" in b"\n" + start.lower() and b"multipart/related" in start.lower():
        return "mhtml"
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(wbits=31).decompress(start, 64)
        except zlib.error:
            return None
    return "warc" if start.startswith(_WEB_ARCHIVE) else None


def _as_bytes(start: bytes) -> bytes:
    """The start with its mark taken off, and UTF-16 narrowed to bytes."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start[: -1 if len(start) % 2 else None].decode("utf-16", "ignore").encode()
    return start.removeprefix(codecs.BOM_UTF8)


def _by_markup(start: bytes, suffix: str) -> Kind | None:
    """What markup at the beginning says; a text may speak of tags, a page begins with one."""
    if _FEED.search(start) and start.lstrip()[:1] == b"<":
        return "feed"
    if _PAGE.match(start):
        return "html"
    named = ENDINGS.get(suffix)
    if named == "html":
        return "html" if _PIECE.search(start) or b"<" in start else "text"
    if named in (None, "feed") and start.lstrip()[:1] == b"<" and _PIECE.search(start):
        return "html"
    return "json" if named == "text" and _RECORDS.match(start) and start.lstrip()[:1] == b"[" else None
