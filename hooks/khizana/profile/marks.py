"""What a paragraph may hold beside its characters: emphasis, links, a number in a list; and a picture between two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from khizana.article import Paragraph

MarkKind = Literal["strong", "em", "link"]
LONGEST_ADDRESS = 1500
_LONGEST_WORDS = 600  # characters of a link
MOST_MARKS = 200  # of one paragraph


@dataclass(frozen=True, order=True)
class Mark:
    """Emphasis or a link over `text[start:end]` of a paragraph; `href` is a link's address, http or https."""

    start: int
    end: int
    kind: MarkKind
    href: str = ""


@dataclass(frozen=True)
class Marked(Paragraph):
    """A paragraph with marks; an item of a counted list has its `number`."""

    marks: tuple[Mark, ...] = ()
    number: int | None = None


@dataclass(frozen=True)
class Image(Paragraph):
    """A picture between two paragraphs: `text` says what it shows to those who do not see it.

    `address` is relative to the page for a picture of the archive; one elsewhere is only linked. It is no paragraph of
    the article and has no id.
    """

    address: str = ""


def settled(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks that Markdown can show around these words, each inside or beside each other, in order.

    Links come before emphasis; emphasis is left out where its asterisks would be asterisks to a reader of Markdown.
    """
    trimmed = [mark for mark in (_trimmed(text, mark) for mark in sorted(marks)) if mark.start < mark.end]
    if len(trimmed) > MOST_MARKS:
        return []
    links = list(_apart(mark for mark in trimmed if mark.kind == "link" and mark.end - mark.start <= _LONGEST_WORDS))
    bold = list(_apart(mark for mark in trimmed if mark.kind == "strong" and _stands(text, mark)))
    slanted = [mark for mark in trimmed if mark.kind == "em" and _stands(text, mark)]
    slanted = [mark for mark in _apart(slanted) if not any(_touch(mark, other) for other in bold)]
    emphasis = [mark for mark in (*bold, *slanted) if not any(_cross(mark, link) for link in links)]
    return sorted((*links, *emphasis), key=lambda mark: (mark.start, -mark.end, mark.kind != "link"))


def _trimmed(text: str, mark: Mark) -> Mark:
    """The mark without white space at its ends, within the text."""
    start, end = max(0, mark.start), min(len(text), mark.end)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Mark(start, end, mark.kind, mark.href)


def _apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks that do not touch the one before."""
    last = -1
    for mark in marks:
        if mark.start > last:
            yield mark
            last = mark.end


def _touch(one: Mark, other: Mark) -> bool:
    return one.start <= other.end and other.start <= one.end


def _cross(one: Mark, link: Mark) -> bool:
    """Does a mark begin inside a link and end outside it, or the other way round?"""
    apart = one.end <= link.start or link.end <= one.start
    inside = link.start <= one.start and one.end <= link.end
    around = one.start <= link.start and link.end <= one.end
    return not (apart or inside or around)


def _stands(text: str, mark: Mark) -> bool:
    """May asterisks stand there? By CommonMark's rule on delimiter runs; and never between a letter and its sign."""
    before, after = text[: mark.start][-1:], text[mark.end : mark.end + 1]
    opens = not _is_sign(text[mark.start]) or not before or _is_sign(before) or before.isspace()
    closes = not _is_sign(text[mark.end - 1]) or not after or _is_sign(after) or after.isspace()
    return opens and closes and not _is_mark(text[mark.start]) and not _is_mark(after)


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _is_mark(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "MC"
