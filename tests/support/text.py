"""Text as a reader sees it, worked out without the library's help so that it can be checked against it."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

_BLOCK_START = re.compile(r"^(?:#{2,3} |> |- )")
_HEADING_ID = re.compile(r" \{#[^\s{}]+\}$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def visible(text: str) -> str:
    """All characters but white space, control characters and byte order marks."""
    return "".join(char for char in text if unicodedata.category(char)[0] not in "Z" and _is_seen(char))


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) != "Cc" and char != "\ufeff"


def plain(body: str) -> str:
    """The text of a page the converter wrote: its Markdown without headings' ids, marks and escapes."""
    return "\n".join(_plain_line(line) for line in body.split("\n"))


def _plain_line(line: str) -> str:
    line = _HEADING_ID.sub("", line) if line.startswith("##") else line
    line = _BLOCK_START.sub("", line)
    if line.startswith("*") and line.endswith("*") and len(line) > 1:
        line = line[1:-1]
    return _ESCAPE.sub(r"\1", line)


class _Shown(HTMLParser):
    """Gathers what a browser would show of a fragment."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def shown_text(html: str) -> str:
    """The text a browser would show of a fragment, read by a parser that is none of the project's."""
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces)
