"""What each line of an article is: title, date, byline, heading, question, list item, signature, furniture or text.

Precision before recall: a line becomes more than a paragraph only on evidence that names itself in one of these
modules. In the order of work: `head` (above the text), `shapes` (lines measured), `questions`, `headings`,
`items`, `signature`; `bylines` and `places` read names, `words` knows what a short line is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from khizana.arabic import fold
from khizana.convert.furniture import Page, Spot, furniture_rule, split_glued
from khizana.convert.lines import Labelled, Line, furniture, is_seen, label, split_lines
from khizana.convert.structure.bylines import Byline, glued_byline, leading_byline, read_byline
from khizana.convert.structure.head import HEAD, head_label, is_date_line, is_deck, title_place
from khizana.convert.structure.headings import Heading, find_headings
from khizana.convert.structure.items import find_items
from khizana.convert.structure.questions import find_questions
from khizana.convert.structure.set_off import find_set_off
from khizana.convert.structure.shapes import Shape, measure
from khizana.convert.structure.signature import signature_mark
from khizana.registry import Outlet

__all__ = ["Byline", "byline_of", "glued_byline", "label_lines", "read_byline"]


_UNKNOWN = Outlet("", "")
# How far from its end a page is looked through for the date of an outlet that prints it last, in lines.
_TAIL = 8
# A first line of more words than this is text: some papers' articles are one line without a title.
_LONGEST_TITLE = 40


def label_lines(text: str, *, title: str | None = None, author: str = "", outlet: Outlet = _UNKNOWN) -> list[Labelled]:
    """A label for every line of the text that shows anything, in order.

    `title` and `author` are a record's fields: with a title given, a first line that repeats it is the title and
    no other line is. Without one, the title is looked for. `outlet` is the profile of who published it.
    """
    whole = split_lines(text)
    lines = [line for line in whole if is_seen(line.text)]
    if len(lines) < len(whole):
        unseen = [furniture(line, "unseen") for line in whole if not is_seen(line.text)]
        labels = _labels(lines, title, author, outlet)
        return sorted((*unseen, *labels), key=lambda item: item.line.start)
    return _labels(lines, title, author, outlet)


def _labels(lines: list[Line], title: str | None, author: str, outlet: Outlet) -> list[Labelled]:
    if not lines:
        return []
    spots = _spots(lines)
    if title is None:
        place = title_place(spots)
        if lines[place].words > _LONGEST_TITLE:
            return _below(lines, "", author, outlet)
        above = [furniture(line, "breadcrumb") for line in lines[:place]]
        return [*above, label(lines[place], "title"), *_below(lines[place + 1 :], lines[place].text, author, outlet)]
    if title.strip() and _letters(lines[0].text) == _letters(title):
        return [label(lines[0], "title"), *_below(lines[1:], title, author, outlet)]
    return _below(lines, title, author, outlet)


def _spots(lines: Iterable[Line]) -> list[Spot]:
    return [Spot(line, fold(line.text), place) for place, line in enumerate(lines)]


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


def _below(whole: Sequence[Line], title: str, author: str, outlet: Outlet) -> list[Labelled]:
    """Labels for the lines under the title."""
    lines, glued = split_glued(whole, title)
    spots = _spots(lines)
    page = Page(fold(title).strip(), [spot.folded for spot in spots], frozenset(map(fold, outlet.furniture)))
    labels = _furniture(spots, page, glued)
    if outlet.date == "last":
        dates = [spot for spot in spots[-_TAIL:] if spot.place not in labels and is_date_line(spot.line.text)]
        labels |= {spot.place: label(spot.line, "date") for spot in dates}
    rest = [spot for spot in spots if spot.place not in labels]
    opening = _opening(rest, author, outlet.byline)
    for spot, found in zip(rest, opening, strict=False):
        labels[spot.place] = found
    body = rest[len(opening) :]
    about = " ".join((page.title, *(spot.folded for spot in rest[: len(opening)]), fold(author)))
    labels |= _body(body, about, author)
    return [labels[place] for place in range(len(spots))]


def _furniture(spots: Sequence[Spot], page: Page, glued: Mapping[int, str]) -> dict[int, Labelled]:
    labels = {}
    for spot in spots:
        rule = furniture_rule(spot, page)
        if name := glued.get(spot.line.start, rule.name if rule else ""):
            labels[spot.place] = furniture(spot.line, name)
    return labels


def _opening(spots: Sequence[Spot], author: str, style: str) -> list[Labelled]:
    """Dates and bylines before the first line of text; a page that is nothing else has no text to come before."""
    found: list[Labelled] = []
    for spot, under in zip(spots[:HEAD], [*spots[1:], None], strict=False):
        item = head_label(spot.line, under.line if under else None, author=author, style=style, is_first=not found)
        if item is None and under is not None and not found and is_deck(spot.line, under.line):
            item = label(spot.line, "deck")
        if item is None or under is None:
            break
        found.append(item)
    return found


def _body(spots: Sequence[Spot], about: str, author: str) -> dict[int, Labelled]:
    shapes = _with_gaps(spots)
    questions = find_questions(shapes, about)
    signature = signature_mark(shapes, author)
    last = len(shapes) - 1
    taken = questions | ({last} if signature is not None else set())
    headings = find_headings(shapes, taken)
    items = find_items(shapes, taken | set(headings))
    labels = {place: label(shape.line, "paragraph") for place, shape in enumerate(shapes)}
    labels |= {place: _marked(shapes[place], "item", skip, "list-mark") for place, skip in items.items()}
    labels |= {place: _question(shapes[place]) for place in questions}
    for place, kind in find_set_off(shapes, taken | set(headings) | set(items)).items():
        joined = kind == "verse" and place > 0 and labels[place - 1].role == "verse"
        labels[place] = replace(label(shapes[place].line, kind), joined=joined)
    labels |= {place: _heading(shapes[place], heading) for place, heading in headings.items()}
    if signature is not None:
        labels[last] = _marked(shapes[last], "signature", signature, "signature-mark")
    return {spot.place: labels[place] for place, spot in enumerate(spots)}


def _with_gaps(spots: Sequence[Spot]) -> list[Shape]:
    """The shapes of the lines; furniture taken out between two of them leaves a gap."""
    places: Mapping[int, int] = {spot.place: spot.place for spot in spots}
    shapes = []
    for spot in spots:
        line = spot.line
        if spot.place and spot.place - 1 not in places:
            line = Line(line.start, line.end, line.text, gap=True)
        shapes.append(measure(line, spot.folded))
    return shapes


def _marked(shape: Shape, role: str, skip: int, rule: str) -> Labelled:
    return label(shape.line, role, skip=skip, rule=rule if skip else "")  # type: ignore[arg-type]


def _heading(shape: Shape, heading: Heading) -> Labelled:
    rule = "heading-mark" if heading.skip or heading.drop else ""
    return label(shape.line, "heading", skip=heading.skip, drop=heading.drop, rule=rule)


def _question(shape: Shape) -> Labelled:
    skip = shape.skip if shape.mark in ("*", "**", "•", "••", "-", "–", "—", "■", "●", "▪") else 0
    return _marked(shape, "question", skip, "question-mark")


def byline_of(text: str, *, author: str = "", style: str = "") -> Byline:
    """The parts of a line that is labelled as byline, empty where nobody is named."""
    return read_byline(text, author=author, style=style) or leading_byline(text) or Byline()
