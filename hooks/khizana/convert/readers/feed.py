"""RSS and Atom files: every item is a record; its content is HTML, or text where no markup is in it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from khizana.arabic import one_line
from khizana.convert.original import Original, host_of, refused
from khizana.convert.readers.content import is_markup, read_content
from khizana.convert.readers.encoding import checked, read_decoded
from khizana.problems import Problem, ProblemError
from khizana.registry import Registry

_PROLOG = re.compile(r"\ufeff?\s*<\?xml[^>]{0,200}\?>")
_DECLARED = re.compile(rb"<\?xml[^>]{0,60}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
# feedparser takes entities of its own out of the way, but not before it has copied the file a few times.
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}(?:\[.{0,100000}?\]\s*)?>", re.S | re.I)
_LARGEST = 32 * 1024 * 1024


def read_feed(path: Path, registry: Registry, encoding: str = "") -> Iterator[Original | ProblemError]:
    """The items of a feed, in its order. Raises ProblemError where the file is none."""
    data, text = read_decoded(
        path, [encoding], lambda start: [name.decode() for name in _DECLARED.findall(start[:200])]
    )
    if len(data) > _LARGEST:
        raise refused(path, f"is a feed of more than {_LARGEST >> 20} MiB; cut it into smaller ones")
    return _items(path, text, registry)


def _items(path: Path, text: str, registry: Registry) -> Iterator[Original | ProblemError]:
    parsed = _parsed(path, text)
    entries = parsed.get("entries") or []
    if not entries:
        raise refused(path, "is not a feed with items in it; export it again")
    for number, entry in enumerate(entries, 1):
        try:
            yield _original(path, number, entry, registry)
        except ProblemError as error:
            yield ProblemError(*(Problem(path, 0, f"record {number} {item.message}") for item in error.problems))
    if parsed.get("bozo") and not text.rstrip().endswith(">"):
        yield refused(path, f"breaks off after record {len(entries)}; export it again")


def _parsed(path: Path, text: str) -> dict[str, Any]:
    """What feedparser reads of a text; nothing is fetched and nothing taken out of the items. Raises ProblemError."""
    import feedparser  # 0.1 s to load

    body = _DOCTYPE.sub("", _PROLOG.sub("", text, count=1), count=1).encode()
    try:
        found: dict[str, Any] = feedparser.parse(
            io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + body),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # it was made for sound feeds and fails at others in ways of its own
        raise refused(path, f"is not a feed that can be read ({type(error).__name__}); export it again") from None
    return found


def _original(path: Path, number: int, entry: dict[str, Any], registry: Registry) -> Original:
    contents = [str(item.get("value", "")) for item in entry.get("content") or []]
    content = max([*contents, str(entry.get("summary", ""))], key=len)
    fields = {
        "title": _plain(path, str(entry.get("title", ""))),
        "author": _plain(path, str(entry.get("author", ""))),
        "date": _date(entry),
        "url": one_line(str(entry.get("link", ""))),
        "tags": "، ".join(str(tag.get("term") or "") for tag in entry.get("tags") or [] if tag.get("term")),
    }
    outlet = registry.outlet_of("", host_of(fields["url"]))
    record = json.dumps(
        {**fields, "content": content, "id": str(entry.get("id", ""))}, ensure_ascii=False, sort_keys=True
    )
    digest = sha256(record.encode("utf-8", "surrogatepass")).hexdigest()
    read = read_content(path, content, fields["url"])
    checked(path, "".join((read.text, *fields.values())))
    fields["outlet"] = outlet.id if outlet else ""
    return Original(
        path,
        digest,
        checked(path, read.text),
        record=number,
        fields=fields,
        hints=read.hints,
        marks=read.marks,
        pictures=read.pictures,
    )


def _plain(path: Path, text: str) -> str:
    """A field as text; some feeds write markup or entities into titles."""
    return one_line(unescape(read_content(path, text).text if is_markup(text) else text))


def _date(entry: dict[str, Any]) -> str:
    """The first date the item has: in ISO form with its own zone where it is in RFC 822's, else as printed."""
    printed = next((str(entry[name]) for name in ("published", "updated", "created") if entry.get(name)), "")
    try:
        return parsedate_to_datetime(printed).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return printed
