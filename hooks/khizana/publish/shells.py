"""Shells: pages the theme rendered once, with slots the library fills.

A slot is a word the theme printed without knowing, `SLOT-nonce-name-`, in place of a title or a body. The
shell is split at its slots once; filling only joins, so nothing that is filled in is ever searched again.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape

SLOTS = ("title", "description", "canonical", "head", "body")
_CHARSET = re.compile(r"<meta charset=[\"']?utf-8[\"']?>", re.IGNORECASE)
_HTML = re.compile(r"<html lang=\"(?P<lang>[\w-]+)\"")
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
# On its two toggles, where HTML allows no such attribute.
_INVALID = ' autocomplete="off"'
# Own files only; `file:` because a page opened from disk has no origin that 'self' could match. `data:` pictures
# are the theme's icons, drawn by its style sheet.
_POLICY = (
    "default-src 'none'; script-src 'self' file:{hashes}; style-src 'self' file:; img-src 'self' file: data:; "
    "font-src 'self' file:; base-uri 'none'; form-action 'none'"
)


class Nonce:
    """The slot words of one build; no text can hold them by chance or design."""

    def __init__(self) -> None:
        self._word = secrets.token_hex(16)
        self.pattern = re.compile(rf"SLOT-{self._word}-(\w+)-")

    def slot(self, name: str) -> str:
        return f"SLOT-{self._word}-{name}-"


@dataclass(frozen=True)
class Shell:
    """`pieces[i]` stands before slot `names[i]`; the last piece ends the page."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def fill(self, slots: Mapping[str, str]) -> str:
        """The page; every value is HTML already."""
        filled = [piece + slots[name] for piece, name in zip(self.pieces, self.names, strict=False)]
        return "".join((*filled, self.pieces[-1]))


def make_shell(rendered: str, nonce: Nonce, *, direction: str = "rtl", policy: bool = True) -> Shell:
    """The shell of a page the theme rendered with slot words in it.

    `policy=False` leaves the content policy out, for the preview server that adds a script of its own.
    Raises ValueError where the theme's page has no charset or no `<html lang>` to hold on to.
    """
    rendered = rendered.replace(_INVALID, "")
    page, found = _HTML.subn(rf'<html lang="\g<lang>" dir="{direction}"', rendered, count=1)
    charset = _CHARSET.search(page)
    if not found or not charset:
        raise ValueError("the theme's page has no <html lang=…> or no <meta charset>")
    if policy:
        page = f"{page[: charset.end()]}\n{_policy(page)}{page[charset.end() :]}"
    parts = nonce.pattern.split(page)
    return Shell(tuple(parts[::2]), tuple(parts[1::2]))


def _policy(page: str) -> str:
    """The content policy for a page: own files, and the inline scripts the theme itself put there."""
    inline = (
        script["code"]
        for script in _SCRIPT.finditer(page)
        if "src=" not in script["attributes"] and "application/" not in script["attributes"]
    )
    hashes = "".join(f" 'sha256-{base64.b64encode(sha256(code.encode()).digest()).decode()}'" for code in inline)
    content = escape(_POLICY.format(hashes=hashes), quote=False)
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'
