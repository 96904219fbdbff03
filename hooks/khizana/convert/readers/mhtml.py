"""Pages saved as one file of parts (MHTML, RFC 2557): the page, and the pictures that came with it."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

from khizana.arabic import one_line
from khizana.convert.addresses import absolute
from khizana.convert.companions import Beside
from khizana.convert.original import Original, read_bytes, refused
from khizana.convert.readers.encoding import decode
from khizana.problems import ProblemError
from khizana.registry import Registry

_LARGEST = 48 << 20
_MOST_PARTS = 2_000
_PAGES = ("text/html", "application/xhtml+xml")


def read_mhtml(path: Path, registry: Registry, encoding: str = "") -> Iterator[Original | ProblemError]:
    """The one article of a saved page; `encoding` is what the outlet's profile says."""
    from khizana.convert.readers.html import declared_in, read_page

    data = read_bytes(path, _LARGEST)
    whole, parts = _parts(path, data)
    page = next((part for part in parts if part.get_content_type() in _PAGES), None)
    if page is None:
        raise refused(path, "holds no page in it; save the page again from a browser")
    markup = _payload(page)
    html = decode(path, markup, (page.get_content_charset(""), *declared_in(markup), encoding))
    stated = (page.get("Content-Location"), whole.get("Snapshot-Content-Location"), whole.get("Content-Location"))
    url = next((address for text in stated if (address := absolute(one_line(str(text or "")), ""))), "")
    digest = sha256(data).hexdigest()
    yield read_page(path, html, registry, digest=digest, data=data, url=url, beside=_beside(parts, url))


def _parts(path: Path, data: bytes) -> tuple[Message, list[Message]]:
    """The message and its parts, in order. Raises ProblemError where it is none."""
    try:
        whole = message_from_bytes(data)
        parts = [part for part in whole.walk() if not part.is_multipart()]
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        raise refused(path, "is not a saved page that can be read; save it again from a browser") from None
    if len(parts) > _MOST_PARTS:
        raise refused(path, f"has {len(parts):,} parts; more than {_MOST_PARTS:,} is no page")
    return whole, parts


def _payload(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _beside(parts: list[Message], base: str) -> Beside:
    """The parts by their addresses and by their ids."""
    found: dict[str, Message] = {}
    for part in parts:
        if location := one_line(str(part.get("Content-Location") or "")):
            found.setdefault(location, part)
        if id := one_line(str(part.get("Content-ID") or "")):
            found.setdefault(f"cid:{id.strip('<>')}", part)

    def find(address: str) -> tuple[str, bytes] | None:
        part = found.get(address) or found.get(_joined(base, address))
        data = _payload(part) if part and part.get_content_maintype() == "image" else b""
        return ("", data) if data else None

    return find


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
