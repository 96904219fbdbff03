"""An original cut into lines, and the label each line is given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# LF, CR, CRLF, vertical tab, form feed, NEL and the Unicode separators (UAX #14, mandatory breaks).
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# White space and control characters: nobody sees them at the ends of a line.
_SPACE = (
    "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
    + " \u00a0\ufeff\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_UNSEEN = frozenset(("Cf", "Cc", "Cn", "Zs", "Zl", "Zp"))

Role = Literal[
    "title", "date", "byline", "heading", "paragraph", "question", "item", "quote", "verse", "caption",
    "signature", "deck", "furniture",
]  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line with something visible on it: `text` is `original[start:end]`, without outer white space.

    `gap`: is it parted from the line before it by an empty one? Where furniture is glued to a line, each
    part is a `Line` of its own.
    """

    start: int
    end: int
    text: str
    gap: bool

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True)
class Labelled:
    """A line with its role. `kept` is the span that reaches the page; `rule` names why the rest does not.

    For furniture nothing is kept; for the others `rule` is empty unless marks were trimmed. A `joined` line goes
    on the paragraph of the line before it, as a line of verse does.
    """

    line: Line
    role: Role
    kept: tuple[int, int]
    rule: str = ""
    joined: bool = False


def is_seen(text: str) -> bool:
    """Is there more in a text than white space, controls and characters that only tell others how to join?"""
    return any(unicodedata.category(char) not in _UNSEEN for char in text)


def split_lines(text: str) -> list[Line]:
    """The lines of a text that have something visible on them, in order."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    gap, start = False, 0
    for end in [*(match.span() for match in _BREAK.finditer(text)), (len(text), len(text))]:
        line = _trim(text, start, end[0], gap)
        start = end[1]
        gap = line is None
        if line is not None:
            yield line


def _trim(text: str, start: int, end: int, gap: bool) -> Line | None:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip(_SPACE))
    stripped = raw.strip(_SPACE)
    return Line(start, start + len(stripped), stripped, gap) if stripped else None


def cut(line: Line, place: int) -> list[Line]:
    """The line in two, `place` characters after its start; one part where nothing visible is beside the cut."""
    parts = (_trim(line.text, 0, place, line.gap), _trim(line.text, place, len(line.text), False))
    return [Line(line.start + part.start, line.start + part.end, part.text, part.gap) for part in parts if part]


def label(line: Line, role: Role, *, skip: int = 0, drop: int = 0, rule: str = "") -> Labelled:
    """The line in a role, the first `skip` and last `drop` characters of it removed by `rule`."""
    return Labelled(line, role, (line.start + skip, line.end - drop), rule)


def furniture(line: Line, rule: str) -> Labelled:
    """The line as furniture of the page it was copied from, removed by `rule`."""
    return Labelled(line, "furniture", (line.end, line.end), rule)
