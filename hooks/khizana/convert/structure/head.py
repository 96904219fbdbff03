"""What stands above the text of an article: its title, the menus before it, date and byline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from khizana.convert.dates import read_date
from khizana.convert.furniture import Page, Spot, furniture_rule
from khizana.convert.lines import Labelled, Line, label
from khizana.convert.structure.bylines import leading_byline, read_byline
from khizana.convert.structure.shapes import LONG

# The part of a page above the text in which dates and bylines are looked for, in lines.
HEAD = 14
_LONGEST_CRUMB = 2
_LONGEST_DATE = 160
_SHORT_PARAGRAPH = 7
_SHORTEST_DECK, _LONGEST_DECK = 4, 45  # words
_DIGIT = re.compile(r"\d")


def title_place(spots: Sequence[Spot]) -> int:
    """The first line that is neither a control of the page nor, behind one, a breadcrumb of a word or two."""
    lines, place, none = [spot.line for spot in spots], 0, Page("", ())
    while place < len(lines) - 1 and furniture_rule(spots[place], none):
        place += 1
    while 0 < place < len(lines) - 1 and lines[place].words <= _LONGEST_CRUMB < lines[place + 1].words:
        place += 1
    return place


def head_label(line: Line, under: Line | None, *, author: str, style: str, is_first: bool) -> Labelled | None:
    """The line as date or byline; None if the text begins here. `under` is the line below it."""
    text = line.text
    if is_date_line(text):
        return label(line, "date")
    if read_byline(text, author=author, style=style):
        return label(line, "byline")
    if is_first and under is not None and _is_paragraph(under) and _opens_text(text, author):
        return label(line, "byline")
    return None


def is_deck(line: Line, under: Line) -> bool:
    """A sentence or two between the title and the date printed under it sums the article up."""
    return _SHORTEST_DECK <= line.words <= _LONGEST_DECK and is_date_line(under.text)


def is_date_line(text: str) -> bool:
    """Is the line a printed date and nothing else?"""
    return len(text) <= _LONGEST_DATE and _DIGIT.search(text) is not None and read_date(text) is not None


def _is_paragraph(line: Line) -> bool:
    return len(line.text) >= LONG or (line.words >= _SHORT_PARAGRAPH and line.text.endswith("."))


def _opens_text(text: str, author: str) -> bool:
    """Two names and a dash, or, where the record has no author, a name alone: captions stand there too."""
    byline = leading_byline(text)
    return byline is not None and (bool(byline.agency) or not author.strip())
