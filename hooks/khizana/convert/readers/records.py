"""Records: JSON arrays, JSON lines and CSV, one article a record.

Which column holds what is said by the profile of the outlet (`columns` in docs/registry/sources/ID.yml),
else by the column's name: the usual English and Arabic names are known.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from khizana.arabic import fold
from khizana.convert.original import Original, host_of, read_bytes, refused
from khizana.convert.readers.content import read_content
from khizana.convert.readers.encoding import decode, file_encoding
from khizana.ledger import visible
from khizana.problems import Problem, ProblemError
from khizana.registry import COLUMNS, Registry

_LONGEST_LINE = 64 * 1024 * 1024
_WINDOW = 1024 * 1024  # characters
_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "العنوان", "عنوان"),
    "content": ("content", "text", "body", "article", "النص", "المتن", "المحتوى", "نص"),
    "author": ("author", "authors", "byline", "writer", "creator", "الكاتب", "كاتب", "المؤلف"),
    "date": (
        "date",
        "published",
        "pubdate",
        "date_published",
        "published_at",
        "publish_date",
        "التاريخ",
        "تاريخ النشر",
    ),
    "url": ("url", "link", "permalink", "الرابط", "رابط"),
    "tags": ("tags", "keywords", "الوسوم", "الكلمات المفتاحية"),
    "outlet": ("outlet", "source", "publisher", "المصدر", "الجريدة"),
}
_FOLDED = {fold(name): column for column, names in _NAMES.items() for name in names}
# A reading of one record: its number, its line in the file (0 where that means nothing) and its columns.
Row = tuple[int, int, Any]


def read_json(path: Path, registry: Registry, encoding: str = "") -> Iterator[Original | ProblemError]:
    """An array of records, or one record; read as a stream, so that memory does not grow with the file."""
    return _originals(path, _json_rows(path, file_encoding(path, [encoding])), registry)


def _json_rows(path: Path, encoding: str) -> Iterator[Row]:
    try:
        yield from ((number, 0, record) for number, record in enumerate(_json_items(path, encoding), 1))
    except (ValueError, RecursionError) as error:
        raise refused(path, f"is not whole JSON ({_one_line(error)}); export it again") from None


def _json_items(path: Path, encoding: str) -> Iterator[object]:
    """The items of an array, decoded one by one from a window that grows only for an item longer than it."""
    decoder = json.JSONDecoder()
    with path.open(encoding=encoding, newline="") as stream:
        window = stream.read(_WINDOW).lstrip()
        if not window.startswith("["):
            yield json.loads(window + stream.read())
            return
        window = window[1:].lstrip()
        while not window.startswith("]"):
            try:
                item, end = decoder.raw_decode(window)
            except json.JSONDecodeError:
                more = stream.read(max(_WINDOW, len(window)))
                if not more:
                    raise
                window += more
                continue
            yield item
            window = window[end:].lstrip(" \t\r\n,") or stream.read(_WINDOW).lstrip(" \t\r\n,")


def read_json_lines(path: Path, registry: Registry, encoding: str = "") -> Iterator[Original | ProblemError]:
    """One record a line. Lines end with LF only: U+2028 may stand inside a record."""
    return _originals(path, _line_rows(path, file_encoding(path, [encoding])), registry)


def _line_rows(path: Path, encoding: str) -> Iterator[Row]:
    """Lines of UTF-8 are parsed as bytes, so that a broken one is refused alone."""
    with path.open("rb") if encoding.startswith("utf-8") else _recoded(path, encoding) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_LINE), b""), 1):
            if line.strip():
                yield number, number, _parsed(line.removeprefix(b"\xef\xbb\xbf"))


def _recoded(path: Path, encoding: str) -> BinaryIO:
    """A file of another encoding as UTF-8, kept in memory: such exports are old and small."""
    return BytesIO(decode(path, read_bytes(path), [encoding]).encode())


def _parsed(line: bytes) -> object:
    """The record of a line, or what is wrong with it."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return ValueError(f"is not JSON ({_one_line(error)})")


def read_csv(path: Path, registry: Registry, encoding: str = "") -> Iterator[Original | ProblemError]:
    """A table with a head line; comma, semicolon or tab between columns."""
    return _originals(path, _csv_rows(path, file_encoding(path, [encoding])), registry)


def _csv_rows(path: Path, encoding: str) -> Iterator[Row]:
    csv.field_size_limit(min(_LONGEST_LINE, sys.maxsize))
    try:
        with path.open(encoding=encoding, newline="") as stream:
            head = stream.readline()
            delimiter = max(",;\t", key=head.count)
            rows = csv.DictReader(chain([head], stream), delimiter=delimiter, strict=True)
            for number, row in enumerate(rows, 1):
                yield number, rows.line_num, {key: value for key, value in row.items() if key and value is not None}
    except UnicodeDecodeError:
        raise refused(path, f"is not {encoding.upper()} throughout; save the table as UTF-8") from None
    except csv.Error as error:
        raise refused(path, f"is not a table that can be read ({error}); export it again") from None


def _originals(path: Path, rows: Iterable[Row], registry: Registry) -> Iterator[Original | ProblemError]:
    for number, line, record in rows:
        try:
            yield _original(path, number, record, registry)
        except (ValueError, ProblemError) as error:
            reason = error.problems[0].message if isinstance(error, ProblemError) else error
            yield ProblemError(Problem(path, line, f"record {number} {reason}"))


def _original(path: Path, number: int, record: object, registry: Registry) -> Original:
    """Raises ValueError where the record is no article."""
    if isinstance(record, ValueError):
        raise record
    if not isinstance(record, dict):
        raise ValueError("is not an object with named columns; give it a title and a text")
    columns = {str(name): _text(value) for name, value in record.items()}
    fields = _fields(columns, registry)
    text = fields.pop("content", "")
    if not visible(text):
        raise ValueError("has no text; leave it out or complete it")
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
    for value in (text, *fields.values()):
        _check_characters(value)
    read = read_content(path, text, fields.get("url", ""))
    if not visible(read.text):
        raise ValueError("has no text but markup; leave it out or complete it")
    return Original(
        path,
        sha256(canonical).hexdigest(),
        read.text,
        record=number,
        fields=fields,
        hints=read.hints,
        marks=read.marks,
        pictures=read.pictures,
    )


def _text(value: object) -> str:
    """A column as text; a list is joined by commas, null is empty."""
    if isinstance(value, list):
        return "، ".join(_text(item) for item in value)
    return (
        "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    )


def _check_characters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("holds half a character (a lone surrogate); export it again") from None
    if "\0" in text:
        raise ValueError("holds NUL characters; export it again")


def _fields(columns: Mapping[str, str], registry: Registry) -> dict[str, str]:
    """Our fields of a record's columns: by the outlet's profile, then by the columns' names."""
    guessed = {
        field: value
        for name, value in reversed(list(columns.items()))
        if (field := _FOLDED.get(fold(name.strip()))) and value
    }
    outlet = registry.outlet_of(guessed.get("outlet", ""), host_of(guessed.get("url", "")))
    stated = outlet.columns if outlet else {}
    mapped = {field: columns.get(name, "") for field, name in stated.items() if field in COLUMNS}
    fields = guessed | mapped | {"outlet": outlet.id if outlet else ""}
    return {name: value for name, value in fields.items() if visible(value)}


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
