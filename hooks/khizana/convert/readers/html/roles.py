"""What the markup says of each line: a hint for those it is sure of, none for what the rules for plain text decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khizana.arabic import fold
from khizana.convert.dates import find_dates
from khizana.convert.original import OUTSIDE, Hint
from khizana.convert.readers.html.container import Container, asides
from khizana.convert.readers.html.days import Dated
from khizana.convert.readers.html.links import link_lists
from khizana.convert.readers.html.parse import Page
from khizana.convert.readers.html.tables import is_row_of_heads
from khizana.convert.readers.html.titles import Title
from khizana.convert.structure import read_byline

_CAPTION = re.compile(r"caption|\bimage|image\b|\bimg|photo|wp-caption|تعليق-الصورة")
_LEAD = re.compile(
    r"\b(?:lead|lede|intro|introtext|summary|deck|sub-?title|sub-?heading|excerpt|standfirst|description)\b"
)
_WRITER = re.compile(r"\b(?:by|byline|author|authors|writer|reporter|editor|source)\b|entry-author|article-author")
_WROTE = re.compile(r"(?:كتبت?|بقلم|إعداد|اعداد|تقرير|تحقيق|حوار|ترجمة)\s*[:\-–]?\s+(?P<name>[^\d.،؛:]{4,40})")
_BESIDE = re.compile(
    r"\b(?:sidebar|side|widget|poll|related|most|ads?|banner|share|social|tools|sharing|tags)\b|sidebar|share"
)
_CODE = re.compile(r"\d{5,8}|\d{3,8}(?:\*{1,2}|/)\d{2,8}(?:(?:\*{1,2}|/)\d{2,8}){0,2}")
_LONGEST_HEADING = 92  # the longest hand-marked one
_LEAD_SIZE = 90
_MOST_NAME_WORDS = 6
_MOST_OPENING = 8
_HEAD_REACH = 60  # lines between title and text that are looked at


@dataclass(frozen=True)
class Found:
    """What was found out about the page as a whole."""

    container: Container
    title: Title
    dated: Dated
    authors: Sequence[str] = ()


def line_hints(page: Page, found: Found) -> dict[int, Hint]:
    """The hint for each line by its number."""
    first, last = found.container.first, found.container.last
    hints = dict.fromkeys((*range(first), *range(last, len(page.lines))), OUTSIDE)
    hints |= _edges_outside(inside_hints(page, range(first, last)) | _code(page, first, last), range(first, last))
    hints |= {number: hint for number in _opening(page, first, last) if (hint := _byline_hint(page, number, found))}
    hints |= dict(_above(page, found))
    hints |= {number: Hint("title", rule="html-title") for number in found.title.lines}
    if found.dated.line >= 0:
        hints[found.dated.line] = Hint("date", rule="html-date")
    return hints


def _code(page: Page, first: int, last: int) -> dict[int, Hint]:
    """The number that an agency's system puts alone under a text; a year is shorter, and stands in a sentence."""
    coded = last - first > 1 and _CODE.fullmatch(page.lines[last - 1].text)
    return {last - 1: Hint("outside", rule="agency-code")} if coded else {}


def _edges_outside(hints: dict[int, Hint], lines: range) -> dict[int, Hint]:
    """The hints, where lists of links at either end of the container are no part of the article: they end it."""
    trimmed = dict(hints)
    for order in (lines, reversed(lines)):
        for number in order:
            if trimmed.get(number) is None or trimmed[number].role != "outside":
                break
            trimmed[number] = OUTSIDE
    return trimmed


def _opening(page: Page, first: int, last: int) -> range:
    """The lines of the container above its first paragraph."""
    text = next((number for number in range(first, last) if page.lines[number].prose >= _LEAD_SIZE), first)
    return range(first, text if text - first <= _MOST_OPENING else first)


def inside_hints(page: Page, lines: range) -> dict[int, Hint]:
    """Hints for lines of the article: headings, items, quotations, captions, and lists of links to other pages."""
    return dict(_marked_up(page, lines))


def _marked_up(page: Page, lines: range) -> Iterator[tuple[int, Hint]]:
    levels = _levels(page, lines)
    tags = _enclosing_tags(page)
    numbers = _numbers(page)
    yield from ((number, Hint("paragraph", rule="html-paragraph")) for number in lines if levels)
    for number in lines:
        line = page.lines[number]
        around = tags[line.block]
        names = page.elements[line.block].names
        if level := levels.get(number):
            yield number, Hint("heading", level, "html-heading")
        elif "figcaption" in around or "caption" in around or re.search(r"caption", names):
            yield number, Hint("caption", rule="html-caption")
        elif "blockquote" in around:
            yield number, Hint("quote", rule="html-quote")
        elif page.elements[line.block].tag == "tr":
            yield number, Hint("paragraph" if is_row_of_heads(page, number) else "item", rule="html-row")
        elif page.elements[line.block].tag == "li" or "li" in around:
            yield number, Hint("item", rule="html-item", number=numbers.get(number))
    yield from link_lists(page, lines)


def _enclosing_tags(page: Page) -> list[frozenset[str]]:
    """For each element, which of the telling tags it stands in, its own among them."""
    telling = frozenset({"figcaption", "caption", "blockquote", "li"})
    found: list[frozenset[str]] = []
    for element in page.elements:
        above = found[element.parent] if element.parent >= 0 else frozenset()
        found.append(above | {element.tag} if element.tag in telling else above)
    return found


def _numbers(page: Page) -> dict[int, int]:
    """The number of each line that begins an item of a counted list."""
    counted: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for place, element in enumerate(page.elements):
        start = element.attributes.get("start", "")
        if element.tag == "ol":
            counted[place] = int(start) if re.fullmatch("[0-9]{1,6}", start) else 1
        elif element.tag == "li" and element.parent in counted:
            if element.first < element.last:
                numbers.setdefault(element.first, counted[element.parent])
            counted[element.parent] += 1
    return numbers


def _levels(page: Page, lines: range) -> dict[int, int]:
    """The level of each heading, 2 or 3: by its tag, or a short line all bold above one that is not."""
    tagged = {
        number: int(tag[1])
        for number in lines
        if re.fullmatch("h[1-6]", tag := page.elements[page.lines[number].block].tag)
    }
    tagged = {number: level for number, level in tagged.items() if page.lines[number].size <= 2 * _LONGEST_HEADING}
    # An h1 is the article's title more often than a section's; it does not make the h2 below it subsections.
    top = min((level for level in tagged.values() if level > 1), default=1)
    bold = 3 if tagged else 2
    levels = {number: 2 if level <= top else 3 for number, level in tagged.items()}
    return levels | {number: bold for number in lines if number not in tagged and _is_bold_heading(page, number, lines)}


def _is_bold_heading(page: Page, number: int, lines: range) -> bool:
    line = page.lines[number]
    if number + 1 not in lines or number == lines.start or line.size > _LONGEST_HEADING:
        return False
    under = page.lines[number + 1]
    bold = 10 * line.strong >= 9 * len(line.text.replace(" ", "")) > 0
    sentence = line.text.rstrip('»"”) ').endswith((".", "،", "؛"))
    return bold and not sentence and line.linked == 0 and under.strong * 2 < under.size and under.size > line.size


def _above(page: Page, found: Found) -> Iterator[tuple[int, Hint]]:
    """What stands between title and text and belongs to the article: byline, lead, caption."""
    titles = [number for number in found.title.lines if number < found.container.first]
    if not titles:
        return
    aside = asides(page)
    for number in range(max(max(titles) + 1, found.container.first - _HEAD_REACH), found.container.first):
        line = page.lines[number]
        if not aside[line.block] and (hint := _head_hint(page, number, found)):
            yield number, hint


def _head_hint(page: Page, number: int, found: Found) -> Hint | None:
    line, names = page.lines[number], _names(page, number, found.container)
    if 2 * line.linked > line.size and not _WRITER.search(names):
        return None
    short = len(line.text.split()) <= _MOST_NAME_WORDS
    if hint := _byline_hint(page, number, found):
        return hint
    if _BESIDE.search(names) or (find_dates(line.text) and line.size < _LEAD_SIZE):
        return None
    if page.elements[line.block].tag == "figcaption" or (_CAPTION.search(names) and not short | (line.size < 20)):
        return Hint("caption", rule="html-caption")
    if line.size >= _LEAD_SIZE or (_LEAD.search(names) and not short):
        return Hint("paragraph", rule="html-lead")
    return Hint("caption", rule="html-caption") if _CAPTION.search(names) and not fold(line.text).isdecimal() else None


def _byline_hint(page: Page, number: int, found: Found) -> Hint | None:
    """Who wrote it: by the form of the line, by the author the page claims, or by what its element is called."""
    text = page.lines[number].text
    named = len(text.split()) <= _MOST_NAME_WORDS and _WRITER.search(_names(page, number, found.container))
    if named and not find_dates(text) and not page.elements[page.lines[number].block].tag.startswith("h"):
        return Hint("byline", rule="html-byline")
    written = _WROTE.fullmatch(text) or any(read_byline(text, author=author) for author in (*found.authors, ""))
    return Hint("byline", rule="html-byline") if written else None


def written_by(page: Page, hints: Mapping[int, Hint]) -> tuple[str, ...]:
    """Who a byline names whose form plain text is not sure of: `كتبت` and a name, without a colon."""
    texts = (page.lines[number].text for number, hint in hints.items() if hint.role == "byline")
    return tuple(found["name"].strip() for text in texts if not read_byline(text) and (found := _WROTE.fullmatch(text)))


def _names(page: Page, number: int, container: Container) -> str:
    """The names of the elements around a line, up to the one that holds the text as well."""
    names = []
    for element in page.ancestors(page.lines[number].block):
        if element == container.element or page.elements[element].last > max(container.first, number + _MOST_OPENING):
            break
        names.append(page.elements[element].names)
    return " ".join(names)
