"""Records taken out of a container, all others left where they are.

Articles name their original by the container and the record's number, and know it by the record's own hash. So what
is taken out leaves an empty record in its place, and nothing that stays has to be told. The container's name, which
came from its first hash, stays; the tombstone says what the file is now. Every redaction is read again and compared
before anything is written.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from khizana.convert.original import Original, read_bytes, refused
from khizana.convert.readers import read_originals
from khizana.convert.readers.encoding import file_encoding
from khizana.convert.readers.sniff import Kind, kind_of, safe_ending
from khizana.problems import ProblemError
from khizana.registry import Registry

_LARGEST = 2 << 30
_ITEM = re.compile(r"<(item|entry)\b(?:[^>]*[^/])?>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_MEMBERS = 1_000_000  # as khizana.convert.readers.zipped numbers the records of a zip
_STUB = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


def redact(path: Path, records: Collection[int], registry: Registry, outlet: str) -> bytes:
    """The bytes of a container without these records; none at all where no other article would be left in it.

    Raises ProblemError where they cannot be taken out without touching others.
    """
    before = _digests(path, registry, outlet)
    if set(before) <= set(records):
        return b""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        for record in records:
            try:
                copy.write_bytes(_without(copy, record))
            except (ValueError, LookupError, OSError, csv.Error, zipfile.BadZipFile) as error:
                raise _impossible(path, record, str(error)) from None
        if _digests(copy, registry, outlet) != {key: value for key, value in before.items() if key not in records}:
            raise _impossible(path, min(records), "other records would change")
        return copy.read_bytes()


def _impossible(path: Path, record: int, why: str) -> ProblemError:
    return refused(path, f"record {record} cannot be taken out of it ({why}); bring in the other articles alone")


def _digests(path: Path, registry: Registry, outlet: str) -> dict[int, str]:
    found = read_originals(path, registry, outlet)
    return {item.record: item.sha256 for item in found if isinstance(item, Original)}


def _without(path: Path, record: int) -> bytes:
    """Raises ValueError or LookupError where there is no such record."""
    kind = kind_of(path)
    if kind == "zip":
        return _zip(path, record)
    if kind == "warc":
        return _warc(path, record)
    redactor = _TEXTS.get(kind)
    if redactor is None:
        raise ValueError(f"a file of the kind {kind} has no records")
    encoding = file_encoding(path)
    return redactor(read_bytes(path, _LARGEST).decode(encoding), record).encode(encoding)


def _json(text: str, record: int) -> str:
    start, end = next(span for number, span in enumerate(_items(text), 1) if number == record)
    return f"{text[:start]}null{text[end:]}"


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Where each item of an array stands."""
    decoder, space = json.JSONDecoder(), re.compile(r"[\s,]*")
    place = text.index("[") + 1
    while True:
        start = space.match(text, place).end()  # type: ignore[union-attr]
        if text[start] == "]":
            raise LookupError("there is no such record")
        _, place = decoder.raw_decode(text, start)
        yield start, place


def _lines(text: str, record: int) -> str:
    lines = text.split("\n")
    lines[record - 1] = "null"
    return "\n".join(lines)


def _table(text: str, record: int) -> str:
    lines = list(io.StringIO(text, newline=""))
    delimiter = max(",;\t", key=lines[0].count)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    columns, number, first = len(next(rows)), 0, rows.line_num
    for row in rows:
        number += bool(row)
        if number == record:
            empty = delimiter.join(['""'] * columns)
            return "".join((*lines[:first], f"{empty}\n", *lines[rows.line_num :]))
        first = rows.line_num
    raise LookupError("there is no such record")


def _feed(text: str, record: int) -> str:
    item = list(_ITEM.finditer(text))[record - 1]
    return f"{text[: item.start()]}<{item[1]}></{item[1]}>{text[item.end() :]}"


_TEXTS: dict[Kind, Callable[[str, int], str]] = {"json": _json, "json lines": _lines, "csv": _table, "feed": _feed}


def _warc(path: Path, record: int) -> bytes:
    from warcio.archiveiterator import ArchiveIterator  # 70 ms to load

    data = read_bytes(path, _LARGEST)
    with path.open("rb") as stream:
        records = ArchiveIterator(stream)
        for number, _ in enumerate(records, 1):
            records.read_to_end()
            if number == record:
                start = records.get_record_offset()
                stub = gzip.compress(_STUB, mtime=0) if data.startswith(b"\x1f\x8b") else _STUB
                return data[:start] + stub + data[start + records.get_record_length() :]
    raise LookupError("there is no such record")


def _zip(path: Path, record: int) -> bytes:
    """The zip with its members as they were, but for one, and for the folder saved beside a page."""
    place, inner = divmod(record, _MEMBERS)
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(packed, "w") as target:
        chosen = sorted(source.infolist(), key=lambda member: member.filename)[place - 1].filename
        beside = f"{chosen.rpartition('.')[0]}_files/"
        for member in source.infolist():
            data = source.read(member)
            if member.filename == chosen:
                data = _member(chosen, data, inner) if inner else b""
            elif member.filename.startswith(beside):
                data = b""
            target.writestr(member, data, compress_type=member.compress_type)
    return packed.getvalue()


def _member(name: str, data: bytes, record: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"member{safe_ending(Path(name))}"
        path.write_bytes(data)
        return _without(path, record)
