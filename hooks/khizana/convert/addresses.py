"""Addresses of a capture's links and pictures: whole, of the web, and such that Markdown takes them as they are."""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from khizana.profile import LONGEST_ADDRESS

# What browsers drop from an address before they look at it (WHATWG URL, 4.4).
_DROPPED = re.compile(r"[\t\n\r]")
_OUTER = "".join(map(chr, range(0x21)))
# Letters of all scripts stay, so that an editor can read them; RFC 3986 has the rest, brackets for Markdown's sake not.
_UNSAFE = re.compile(r"[^\w%/:?#@!$&'*+,;=~.\-]")


def absolute(address: str, base: str) -> str:
    """The whole address, http or https; nothing where it is none, has a user's name in it, or only names a place here.

    `base` is the address of the page, or nothing where that is not known.
    """
    address = _DROPPED.sub("", address).strip(_OUTER)
    if not address or address.startswith("#"):
        return ""
    try:
        whole = urljoin(base, address)
        parts = urlsplit(whole)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or re.search(r"[@\[\]\\%]", parts.netloc):
        return ""
    if base and parts.fragment and urldefrag(whole).url == urldefrag(base).url:
        return ""
    safe = _UNSAFE.sub(lambda char: quote(char.group(), errors="replace"), whole)
    return safe if len(safe) <= LONGEST_ADDRESS else ""
