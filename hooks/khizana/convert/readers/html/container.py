"""The element that holds the article.

The extractor says which lines are text; the container is the smallest element with nearly all of them, widened where
the text goes on beside it. A second opinion, from the long lines without links alone, stands in where the extractor
is far off the mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from khizana.convert.readers.html.extractor import chosen_lines
from khizana.convert.readers.html.parse import Page, TextLine
from khizana.ledger import visible

# Where readers write, and what stands at the edges of every page of a site; a word of an element's name or its tag.
_ASIDE_TAGS = frozenset({"nav", "aside", "footer", "form"})
_COMMENTS = re.compile(r"\b(?:comments?|comment-?list|comments?-area|disqus|respond|replies|fb-comments)\b|تعليق")
_NOTICES = re.compile(r"\b(?:cookies?|gdpr|consent|newsletter|popup|modal)\b|cookie-")
_LONG = 60  # characters of a line that is text, not a label
_PARAGRAPH = 90
_NEARLY_ALL = 0.8
_LEAST_TEXT = 60
_LEAST_INSIDE = 0.4
_MOST_LINKED = 4
_LEAST_PROSE = 0.7
# By how much the second opinion must hold more text before it is believed over the extractor.
_MUCH_MORE = 1.5
_WIDEST = 12  # elements around the first guess that are tried


@dataclass(frozen=True)
class Container:
    """The lines from `first` to before `last` are those of `element`; `doubt` says what is wrong, or nothing."""

    element: int
    first: int
    last: int
    doubt: str = ""


def find_container(page: Page) -> Container:
    """The container of a page that has at least one line."""
    aside = asides(page)
    prose = {number for number, line in enumerate(page.lines) if _is_prose(line) and not aside[line.block]}
    opinions = [votes for votes in (chosen_lines(page), prose, range(len(page.lines))) if votes]
    best, *others = [_widened(page, _smallest(page, votes), prose) for votes in opinions]
    for other in others:
        if _weight(page, other, prose) > _MUCH_MORE * _weight(page, best, prose):
            best = other
    chosen = page.elements[best]
    return Container(best, chosen.first, chosen.last, _doubt(page, best, prose))


def _is_prose(line: TextLine) -> bool:
    return line.size >= _LONG and line.prose >= _LEAST_PROSE * line.size


def asides(page: Page) -> list[bool]:
    """For each element: does it stand in one that is for menus, comments or notices?"""
    found: list[bool] = []
    for element in page.elements:
        named = element.tag not in ("html", "body") and (
            _COMMENTS.search(element.names) or _NOTICES.search(element.names)
        )
        above = element.parent >= 0 and found[element.parent]
        found.append(above or element.tag in _ASIDE_TAGS or bool(named))
    return found


def _smallest(page: Page, votes: Collection[int]) -> int:
    """The innermost element with nearly all characters of these lines."""
    weights = _running(page, lambda number: page.lines[number].prose if number in votes else 0)
    element, wanted = 0, _NEARLY_ALL * weights[-1]
    for number, candidate in enumerate(page.elements):
        inside = weights[candidate.last] - weights[candidate.first]
        if inside >= wanted:
            element = number
    return element


def _running(page: Page, weight: Callable[[int], int]) -> list[int]:
    """Sums of the weights of the lines before each."""
    sums = [0]
    for number in range(len(page.lines)):
        sums.append(sums[-1] + weight(number))
    return sums


def _widened(page: Page, element: int, prose: Collection[int]) -> int:
    """The element, or one around it where what comes with that one is mostly text of the article too."""
    best = element
    wider = (outer for outer in page.ancestors(element) if page.span(outer) != page.span(best))
    for outer in islice(wider, _WIDEST):
        if page.elements[outer].tag in ("body", "html"):
            break
        added = _beside(page, best, outer)
        written = sum(page.lines[number].prose for number in added if number in prose)
        whole = sum(page.lines[number].size for number in added)
        if written and written >= _LEAST_PROSE * whole:
            best = outer
    return best


def _beside(page: Page, inner: int, outer: int) -> list[int]:
    """The lines of `outer` that are not in `inner`."""
    (first, last), (outer_first, outer_last) = page.span(inner), page.span(outer)
    return [*range(outer_first, first), *range(last, outer_last)]


def _weight(page: Page, element: int, prose: Iterable[int]) -> int:
    first, last = page.span(element)
    return sum(page.lines[number].prose for number in prose if first <= number < last)


def _is_linked_heading(page: Page, number: int) -> bool:
    line = page.lines[number]
    return re.fullmatch("h[1-6]", page.elements[line.block].tag) is not None and line.prose * 10 < line.size


def _doubt(page: Page, element: int, prose: Collection[int]) -> str:
    inside = range(*page.span(element))
    text = sum(len(visible(page.lines[number].text)) for number in inside)
    if text < _LEAST_TEXT:
        return f"the page has no article in it that can be told: the likeliest place holds {text} characters"
    links = sum(_is_linked_heading(page, number) for number in inside)
    if links >= _MOST_LINKED and 2 * links >= sum(number in prose for number in inside):
        return f"{links} of its headings lead to other pages; it is a list of articles"
    paragraphs = [number for number in prose if page.lines[number].size >= _PARAGRAPH]
    share = sum(number in inside for number in paragraphs) / len(paragraphs) if paragraphs else 1.0
    if share < _LEAST_INSIDE:
        return f"only {share:.0%} of the page's paragraphs stand together; it may be a list of articles"
    return ""
