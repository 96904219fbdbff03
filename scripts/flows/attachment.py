"""A file attached to an issue: found in the answer, fetched from GitHub and from nowhere else, within a limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http.client import HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

# What GitHub takes as attachments and an archive can use; a saved page or a WARC is attached in a zip.
ENDINGS = frozenset((".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".csv", ".xml", ".zip", ".gz"))
MOST_BYTES = 25 * 1024 * 1024
SECONDS = 60
# GitHub hands out attachments from its own host, which sends on to its stores.
_LINK = re.compile(r"https://github\.com/(?:user-attachments/files/\d+|[\w.-]+/[\w.-]+/files/\d+)/([\w.-]{1,200})")
_HOSTS = ("github.com", "githubusercontent.com")
_ANY_LINK = re.compile(r"https?://\S+")


class AttachmentError(Exception):
    """Why a file cannot be taken, said to the person who attached it."""


@dataclass(frozen=True)
class Attachment:
    """A file on GitHub and the ending of its name."""

    url: str
    ending: str


def attachment_of(answer: str) -> Attachment | None:
    """The file an answer links to, if any. Raises AttachmentError for one that is none of GitHub's or of no use."""
    if not answer.strip():
        return None
    links = list(_LINK.finditer(answer))
    if len(links) != 1:
        wrong = "أكثر من ملف" if links else "رابط إلى موقع آخر" if _ANY_LINK.search(answer) else "لا ملف"
        raise AttachmentError(f"في خانة الملف {wrong}: اسحب إليها ملفًا واحدًا من جهازك.")
    ending = re.search(r"(\.warc)?\.[a-z]+$", links[0][1].lower())
    if not ending or f".{ending[0].rpartition('.')[2]}" not in ENDINGS:
        raise AttachmentError("نوع الملف المرفق لا يُقبل: أرفق نصًّا (‎.txt) أو صفحة محفوظة داخل ملف ‎.zip.")
    return Attachment(links[0][0], ending[0])


class _WithinGitHub(HTTPRedirectHandler):
    """Follows a redirection only to a store of GitHub's."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        parts = urlsplit(newurl)
        host = parts.hostname or ""
        if parts.scheme != "https" or not any(host == one or host.endswith(f".{one}") for one in _HOSTS):
            raise AttachmentError("الملف المرفق ليس على GitHub: اسحبه إلى خانته من جهازك.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(attachment: Attachment) -> bytes:
    """The bytes of an attachment. Raises AttachmentError if it is too large or cannot be had."""
    try:
        with build_opener(_WithinGitHub()).open(attachment.url, timeout=SECONDS) as answer:
            content: bytes = answer.read(MOST_BYTES + 1)
    except (HTTPError, URLError, TimeoutError) as error:
        raise AttachmentError(f"تعذّر تنزيل الملف المرفق ({error}): أرفقه من جديد.") from None
    if len(content) > MOST_BYTES:
        raise AttachmentError("الملف المرفق أكبر من 25 MiB: قسّمه، أو أضفه بطلب دمج.")
    return content
