"""Web archives (WARC and ARC, compressed or not): every page that a server sent is a candidate.

A record's number is its place in the file, so that it stays the same whatever else can be read. A record that is cut
off or broken is reported in its place; what follows a break in the stream cannot be found again.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, suppress
from functools import partial
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from khizana.convert.addresses import absolute
from khizana.convert.companions import Beside
from khizana.convert.original import LARGEST, Original, refused
from khizana.convert.pictures import LARGEST as LARGEST_PICTURE
from khizana.convert.readers.encoding import decode
from khizana.problems import Problem, ProblemError
from khizana.registry import Registry

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_STEP = 1 << 16
_MOST_PICTURES = 200_000
# What warcio runs into where a record is not as it expects.
_DAMAGED = (EOFError, OSError, ValueError, AttributeError, TypeError, LookupError, zlib.error)


def read_warc(path: Path, registry: Registry, encoding: str = "") -> Iterator[Original | ProblemError]:
    """The pages of a web archive; what has no page in it gives nothing."""
    from warcio.archiveiterator import ArchiveIterator  # 70 ms to load
    from warcio.exceptions import ArchiveLoadFailed

    number, pictures = 0, _Pictures(path)
    with path.open("rb") as stream:
        records = iter(ArchiveIterator(stream, arc2warc=True))
        try:
            while record := _quietly(lambda: next(records, None)):
                number += 1
                if found := _quietly(partial(_taken, path, number, record, registry, encoding, pictures)):
                    yield found
        except (ArchiveLoadFailed, *_DAMAGED) as error:
            reason = " ".join(str(error).split())[:120] if isinstance(error, ArchiveLoadFailed) else "it is damaged"
            yield refused(path, f"cannot be read beyond record {number} ({reason}); capture it again")


def _quietly(read: Callable[[], Any]) -> Any:
    """What `read` gives; warcio writes what it thinks of a record to the terminal, and we say it our own way."""
    with redirect_stderr(StringIO()):
        return read()


def _taken(
    path: Path, number: int, record: Any, registry: Registry, encoding: str, pictures: _Pictures
) -> Original | ProblemError | None:
    """The article of a record, why there is none, or None where the record is no page."""
    if not _is_page(record):
        return None
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    try:
        return _original(path, number, record, registry, encoding, address, pictures)
    except ProblemError as error:
        return ProblemError(
            *(Problem(path, 0, f"record {number} ({address}) {item.message}") for item in error.problems)
        )


def _is_page(record: Any) -> bool:
    if record.rec_type == "response" and record.http_headers:
        kind = record.http_headers.get_header("Content-Type") or ""
        return str(record.http_headers.get_statuscode()).startswith("2") and kind.lower().startswith(_PAGE_TYPES)
    kind = record.rec_headers.get_header("Content-Type") or ""
    return record.rec_type == "resource" and kind.lower().startswith(_PAGE_TYPES)


def _original(
    path: Path, number: int, record: Any, registry: Registry, encoding: str, address: str, pictures: _Pictures
) -> Original:
    from khizana.convert.readers.html import declared_in, read_page

    data = _payload(path, record)
    headers = record.http_headers or record.rec_headers
    stated = _CHARSET.findall(headers.get_header("Content-Type") or "")
    html = decode(path, data, (*stated, *declared_in(data), encoding))
    url = address if re.fullmatch(r"https?://[^\s\\<>\"]{3,2000}", address) else ""
    digest = sha256(data).hexdigest()
    return read_page(path, html, registry, digest=digest, record=number, url=url, beside=pictures.beside(url))


def _payload(path: Path, record: Any, largest: int = LARGEST) -> bytes:
    """What the server sent, unpacked. Raises ProblemError where it is too large or not all there."""
    pieces, size = list[bytes](), 0
    for piece in _content(path, record):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            raise refused(path, f"is larger than {largest >> 20} MiB")
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise refused(path, "is cut off; capture the page again")
    return b"".join(pieces)


def _content(path: Path, record: Any) -> Iterator[bytes]:
    """The content piece by piece. What was packed by Brotli is unpacked here, in steps that have a limit."""
    packed = record.http_headers and (record.http_headers.get_header("Content-Encoding") or "").strip().lower() == "br"
    if not packed:
        stream = record.content_stream()
        yield from iter(lambda: stream.read(_STEP), b"")
        return
    from brotli import Decompressor, error  # type: ignore[import-untyped]
    from warcio.bufferedreaders import ChunkedDataReader

    chunked = (record.http_headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    unpacker = Decompressor()
    try:
        while not unpacker.is_finished():
            data = stream.read(_STEP) if unpacker.can_accept_more_data() else b""
            piece = unpacker.process(data, output_buffer_limit=_STEP)
            if not piece and not data:
                raise refused(path, "is cut off; capture the page again")
            yield piece
        while stream.read(_STEP):  # the end of the last chunk
            pass
    except error:
        raise refused(path, "cannot be unpacked; capture the page again") from None


class _Pictures:
    """The pictures that servers sent, found by their addresses; for the first of them the file is looked through."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offsets: dict[str, int] | None = None

    def beside(self, page: str) -> Beside:
        """What finds the pictures of the page at this address."""

        def find(address: str) -> tuple[str, bytes] | None:
            whole = absolute(address, page)
            if whole and self._offsets is None:
                self._offsets = _quietly(self._look_through)
            offset = (self._offsets or {}).get(whole)
            data = _quietly(partial(self._load, offset)) if offset is not None else b""
            return ("", data) if data else None

        return find

    def _look_through(self) -> dict[str, int]:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        found: dict[str, int] = {}
        with self._path.open("rb") as stream, suppress(ArchiveLoadFailed, *_DAMAGED):
            records = ArchiveIterator(stream, arc2warc=True)
            for record in records:
                address = absolute(str(record.rec_headers.get_header("WARC-Target-URI") or ""), "")
                if address and len(found) < _MOST_PICTURES and _is_picture(record):
                    found.setdefault(address, records.get_record_offset())
        return found

    def _load(self, offset: int) -> bytes:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        with self._path.open("rb") as stream, suppress(ArchiveLoadFailed, StopIteration, ProblemError, *_DAMAGED):
            stream.seek(offset)
            return _payload(self._path, next(iter(ArchiveIterator(stream, arc2warc=True))), LARGEST_PICTURE)
        return b""


def _is_picture(record: Any) -> bool:
    if record.rec_type != "response" or not record.http_headers:
        return False
    kind = str(record.http_headers.get_header("Content-Type") or "").lower()
    return kind.startswith("image/") and str(record.http_headers.get_statuscode()).startswith("2")
