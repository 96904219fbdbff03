"""What each line of an article is: title, date, byline, heading, list item, signature, furniture or text.

Precision before recall: a line becomes more than a paragraph only on evidence that names itself below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from khizana.arabic import fold
from khizana.convert.dates import PrintedDate, read_date
from khizana.convert.furniture import Page, furniture_rule
from khizana.convert.lines import Labelled, Line, furniture, label, split_lines

# The part of a page above the text in which dates, bylines and breadcrumbs are looked for, in lines.
_HEAD = 14
_LONGEST_CRUMB = 2
_LONGEST_HEADING = 12
_LONGEST_SIGNATURE = 14
_BYLINE = re.compile(
    r"(?:كتبت?|كتابة|بقلم|اعداد|تقرير|تحقيق|حوار|ترجمة|تحرير)\s*:\s*"
    r"(?P<name>[^\d:،,.\-–—|]{2,60}?)\s*(?:[\-–—|،,]\s*(?P<place>[^\d:.]{2,40}))?"
)
_STARRED = re.compile(r"(?:\*{2,}|#{1,3}|[■◆●▪])\s*(?=\S)")
_BULLET = re.compile(r"[-–•·]\s+(?=\S)")
_STAR = re.compile(r"\*\s*(?=\S)")
# Verbs that announce a quotation: a short line that ends in a colon behind them is a lead-in, not a heading.
_SAYING = re.compile(
    r"[وف]?(?:قال|اضاف|ذكر|اكد|اوضح|تابع|صرح|اعلن|كتب|يقول|يضيف|سال|اجاب|رد|علق|ختم|استطرد|اشار|نقل)(?:ت|وا|ا|نا)?\b"
)


def label_lines(text: str) -> list[Labelled]:
    """A label for every line of the text that shows anything, in order."""
    lines = split_lines(text)
    place = _title_place(lines)
    page = Page(lines[place].text, [fold(line.text) for line in lines])
    above = [furniture(line, "breadcrumb") for line in lines[:place]]
    return [*above, label(lines[place], "title"), *_label_rest(lines[place + 1 :], page)]


def _title_place(lines: Sequence[Line]) -> int:
    """The first line that is neither a control of the page nor, behind one, a breadcrumb of a word or two."""
    place = 0
    while place < len(lines) - 1 and furniture_rule(lines[place], Page("", ())):
        place += 1
    while 0 < place < len(lines) - 1 and lines[place].words <= _LONGEST_CRUMB < lines[place + 1].words:
        place += 1
    return place


def _label_rest(lines: Sequence[Line], page: Page) -> list[Labelled]:
    labels: list[Labelled] = []
    in_head = True
    for place, line in enumerate(lines):
        gap_after = lines[place + 1].gap if place + 1 < len(lines) else True
        found = _furniture(line, page) or (in_head and place < _HEAD and _head(line)) or None
        if found is None:
            in_head = False
            found = _body(line, labels, gap_after)
        labels.append(found)
    return _with_items(_with_signature(labels))


def _furniture(line: Line, page: Page) -> Labelled | None:
    rule = furniture_rule(line, page)
    return furniture(line, rule.name) if rule else None


def _head(line: Line) -> Labelled | None:
    if read_date(line.text):
        return label(line, "date")
    return label(line, "byline") if byline_name(line.text) else None


def byline_name(text: str) -> str | None:
    """Who is named by a line such as `كتبت: سلمى الحداد - بيروت`; None if it is no byline."""
    match = _BYLINE.fullmatch(text)
    return match["name"].strip() if match else None


def printed_date(labels: Sequence[Labelled]) -> PrintedDate | None:
    """The date of publication printed on the page: the first date line that is not an update's."""
    dates = [read_date(item.line.text) for item in labels if item.role == "date"]
    return next((found for found in dates if found and not found.updated), None)


def _body(line: Line, before: Sequence[Labelled], gap_after: bool) -> Labelled:
    if marked := _STARRED.match(line.text):
        if line.words <= _LONGEST_HEADING and not line.text.endswith("."):
            return label(line, "heading", skip=marked.end(), rule="heading-mark")
    apart = line.gap or not before or before[-1].role == "furniture"
    if apart and gap_after and _is_colon_heading(line):
        return label(line, "heading", drop=len(line.text) - len(line.text.rstrip(" :")), rule="heading-mark")
    return label(line, "paragraph")


def _is_colon_heading(line: Line) -> bool:
    words = fold(line.text)
    return words.endswith(":") and line.words <= _LONGEST_HEADING and not _SAYING.match(words)


def _with_signature(labels: list[Labelled]) -> list[Labelled]:
    """The last line of the text, if short and starred, says who the writer is."""
    last = max((place for place, item in enumerate(labels) if item.role != "furniture"), default=None)
    if last is None or labels[last].role != "paragraph" or labels[last].line.words > _LONGEST_SIGNATURE:
        return labels
    if star := _STAR.match(labels[last].line.text):
        labels[last] = label(labels[last].line, "signature", skip=star.end(), rule="signature-mark")
    return labels


def _with_items(labels: list[Labelled]) -> list[Labelled]:
    """Two or more bulleted lines in a row are a list; a single dash is just how a line begins."""
    bullets = [item.role == "paragraph" and _BULLET.match(item.line.text) for item in labels]
    return [
        label(item.line, "item", skip=bullet.end(), rule="list-mark") if bullet and alone is False else item
        for item, bullet, alone in zip(labels, bullets, _alone(bullets), strict=True)
    ]


def _alone(marks: Sequence[object]) -> Iterator[bool]:
    padded = [None, *marks, None]
    return (not (padded[place] or padded[place + 2]) for place in range(len(marks)))
