"""Sections to article Markdown: the inverse of `render` on everything a reader can see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from khizana.arabic import one_line
from khizana.article import Paragraph, Section
from khizana.profile.marks import Image, Mark, Marked, settled
from khizana.profile.render import render

# Marks that mean something anywhere in a line, to us or to the Markdown renderers of code hosts.
_INLINE = re.compile(r"[\\`*_\[\]<{}~|]|&(?=#?\w+;)")
# Marks that mean something only at the start of a line: headings, quotations, lists, rules, fences, tables.
_LINE_START = re.compile(r"[#>+\-=:]")
_NUMBER = re.compile(r"(\d+)([.)])")
_SIGNS = {"strong": "**", "em": "*"}
_LONGEST_ALT = 300
# What these kinds are written with is emphasis already.
_EMPHASISED = {"signature": "*", "caption": "*", "question": "**"}


def escape_text(text: str) -> str:
    """Text as Markdown that shows exactly the text, whatever it contains.

    Line breaks become spaces and control characters, which nobody sees, vanish.
    """
    return _line_start(_escaped(one_line(text)))


def _escaped(text: str) -> str:
    return _INLINE.sub(lambda mark: f"\\{mark.group()}", text)


def _line_start(escaped: str) -> str:
    if _LINE_START.match(escaped):
        return f"\\{escaped}"
    return _NUMBER.sub(r"\1\\\2", escaped, count=1) if _NUMBER.match(escaped) else escaped


def write(sections: Iterable[Section]) -> str:
    """The body of a page: every section's heading with its explicit id, then its paragraphs."""
    return "".join(f"{block}\n\n" for section in sections for block in _blocks(section)).rstrip("\n") + "\n"


def _blocks(section: Section) -> Iterator[str]:
    if section.id:
        yield f"{'#' * section.level} {escape_text(section.title)} {{#{section.id}}}"
    for listed, run in groupby(section.paragraphs, key=lambda paragraph: paragraph.kind == "item"):
        paragraphs = list(run)
        yield from _lists(paragraphs) if listed else map(_paragraph, paragraphs)


def _lists(items: Sequence[Paragraph]) -> Iterator[str]:
    """A run of items as lists: with points, and counted ones."""
    signs = _signs(items)
    for _, group in groupby(zip(items, signs, strict=True), key=lambda pair: pair[1] == "-"):
        yield "\n".join(_with_marks(item, sign) for item, sign in group)


def _signs(items: Iterable[Paragraph]) -> list[str]:
    """The sign of each item. A counted list right after another would go on counting, so it gets points instead."""
    signs: list[str] = []
    before: int | None = None
    for item in items:
        number = item.number if isinstance(item, Marked) else None
        goes_on = number is None or before is None or number == before + 1
        pointed = number is None or not goes_on or (before is not None and signs[-1] == "-")
        signs.append("-" if pointed else f"{number}.")
        before = number
    return signs


def _paragraph(paragraph: Paragraph) -> str:
    if isinstance(paragraph, Image):
        shown = _escaped(one_line(paragraph.text)[:_LONGEST_ALT])
        return f"![{_words(shown)}]({paragraph.address})"
    if paragraph.kind == "verse":
        return "  \n".join(f"> {escape_text(line)}" for line in paragraph.text.split("\n"))
    return _with_marks(paragraph, ">" if paragraph.kind == "quote" else "")


def _with_marks(paragraph: Paragraph, sign: str) -> str:
    """The paragraph behind its sign, with its marks as far as they show nothing but what they should."""
    lead, around = f"{sign} " if sign else "", _EMPHASISED.get(paragraph.kind, "")
    plain = f"{lead}{around}{escape_text(paragraph.text)}{around}"
    if not isinstance(paragraph, Marked) or one_line(paragraph.text) != paragraph.text:
        return plain
    marks = settled(paragraph.text, (mark for mark in paragraph.marks if mark.kind == "link" or not around))
    if not marks:
        return plain
    marked = f"{lead}{around}{_drawn(paragraph.text, marks)}{around}"
    return marked if _is_faithful(marked, plain, marks) else plain


def _drawn(text: str, marks: Sequence[Mark]) -> str:
    """The text with its marks, which nest; each is closed before the next one that lies beyond it opens."""
    pieces: list[str] = []
    open_marks: list[Mark] = []
    place = 0
    for mark in (*marks, Mark(len(text) + 1, len(text) + 1, "em")):
        while open_marks and open_marks[-1].end <= mark.start:
            closing = open_marks.pop()
            pieces += [_piece(text[place : closing.end], pieces), _closing(closing)]
            place = closing.end
        pieces.append(_piece(text[place : mark.start], pieces))
        place = min(mark.start, len(text))
        if mark.start <= len(text):
            pieces.append(_SIGNS.get(mark.kind, "["))
            open_marks.append(mark)
    return "".join(pieces)


def _piece(text: str, before: Sequence[str]) -> str:
    escaped = _escaped(text)
    if not any(before):
        return _line_start(escaped)
    return _words(escaped) if before[-1] == "[" else escaped


def _words(escaped: str) -> str:
    """What stands in brackets; a circumflex there would make a footnote of it."""
    return f"\\{escaped}" if escaped.startswith("^") else escaped


def _closing(mark: Mark) -> str:
    return _SIGNS.get(mark.kind, f"]({mark.href})")


def _is_faithful(marked: str, plain: str, marks: Sequence[Mark]) -> bool:
    """Does the block show what it shows without marks, with these marks and nothing else live in it?"""
    try:
        [shown], [wanted] = render(marked), render(plain)
    except ValueError:
        return False
    found = Counter((element.tag, element.get("href", "")) for element in shown.element.iter())
    wanted_marks = Counter((element.tag, "") for element in wanted.element.iter())
    wanted_marks.update(("a" if mark.kind == "link" else mark.kind, mark.href) for mark in marks)
    return shown.kind == wanted.kind and shown.text == wanted.text and found == wanted_marks
