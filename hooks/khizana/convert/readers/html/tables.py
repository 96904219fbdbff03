"""Tables of facts, a line for every row.

The Markdown of articles has no tables. A row becomes one line, its cells in order with a wide space between them, so
that nothing is added to the text and nothing lost; cells that are heads are bold. Tables that only lay out a page, in
whose cells paragraphs stand, are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khizana.convert.readers.html.parse import Page, Shown, TextLine
from khizana.profile import Mark

# An em space: white space to every count of characters, and wide enough to tell two cells apart.
BETWEEN = " \u2003"
_LONGEST_CELL = 120
_LEAST_ROWS = 2
_LEAST_ROWS_WITHOUT_HEADS = 3
_MOST_COLUMNS = 20
_MOSTLY = 0.6


def with_rows(page: Page) -> Page:
    """The page with each row of a table of facts on one line, which stands in the row's element."""
    rows = dict(_rows(page))
    if not rows:
        return page
    lines: list[TextLine] = []
    places: list[int] = []  # for each line, the number of the one that holds it now
    until = 0
    for number, line in enumerate(page.lines):
        if number >= until:
            row = rows.get(number)
            lines.append(_joined(page, *row) if row else line)
            until = number + len(row[1]) if row else number + 1
        places.append(len(lines) - 1)
    places.append(len(lines))
    elements = [
        replace(
            item,
            first=places[item.first],
            last=places[item.last - 1] + 1 if item.last > item.first else places[item.first],
        )
        for item in page.elements
    ]
    return Page(elements, lines, [Shown(places[item.line], item.block, item.attributes) for item in page.pictures])


def is_row_of_heads(page: Page, number: int) -> bool:
    """Is a line a row that says what stands in the columns?"""
    line = page.lines[number]
    bold = [mark for mark in line.marks if mark.kind == "strong"]
    return len(bold) == line.text.count(BETWEEN) + 1 and page.elements[line.block].tag == "tr"


def _rows(page: Page) -> Iterator[tuple[int, tuple[int, list[int]]]]:
    """Rows of more than one cell with something in it: by its first line, its element and those of the cells."""
    for table, cells in _tables(page).items():
        if not _holds_facts(page, table, cells):
            continue
        for row, own in cells.items():
            filled = [cell for cell in own if page.elements[cell].first < page.elements[cell].last]
            if len(filled) > 1:
                yield page.elements[row].first, (row, filled)


def _tables(page: Page) -> dict[int, dict[int, list[int]]]:
    """For each table that has no other in it, the cells of each row."""
    tables: dict[int, dict[int, list[int]]] = {}
    inside: list[int] = []  # the innermost table around each element
    nested: set[int] = set()
    for number, element in enumerate(page.elements):
        around = inside[element.parent] if element.parent >= 0 else -1
        if element.tag == "table":
            nested.add(around)
            around = number
        elif element.tag in ("td", "th") and around >= 0 and page.elements[element.parent].tag == "tr":
            tables.setdefault(around, {}).setdefault(element.parent, []).append(number)
        inside.append(around)
    return {table: rows for table, rows in tables.items() if table not in nested}


def _holds_facts(page: Page, table: int, rows: dict[int, list[int]]) -> bool:
    cells = [page.elements[cell] for own in rows.values() for cell in own]
    if any(cell.last - cell.first > 1 for cell in cells) or max(map(len, rows.values())) > _MOST_COLUMNS:
        return False
    lines = [page.lines[cell.first] for cell in cells if cell.first < cell.last]
    whole = [
        row for row in rows.values() if sum(page.elements[cell].first < page.elements[cell].last for cell in row) > 1
    ]
    least = _LEAST_ROWS if any(cell.tag == "th" for cell in cells) else _LEAST_ROWS_WITHOUT_HEADS
    size = sum(line.size for line in lines)
    short = all(line.size <= _LONGEST_CELL for line in lines)
    linked = sum(line.linked for line in lines) > _MOSTLY * size
    return short and not linked and len(whole) >= least and 2 * len(whole) >= len(rows)


def _joined(page: Page, row: int, cells: Sequence[int]) -> TextLine:
    """The lines of a row's cells as one."""
    lines = [page.lines[page.elements[cell].first] for cell in cells]
    marks: list[Mark] = []
    place = 0
    for cell, line in zip(cells, lines, strict=True):
        if page.elements[cell].tag == "th":
            marks.append(Mark(place, place + line.size, "strong"))
        marks += [
            replace(mark, start=mark.start + place, end=mark.end + place)
            for mark in line.marks
            if mark.kind != "strong" or page.elements[cell].tag != "th"
        ]
        place += line.size + len(BETWEEN)
    return TextLine(
        BETWEEN.join(line.text for line in lines),
        row,
        sum(line.linked for line in lines),
        sum(line.strong for line in lines),
        next((line.href for line in lines if line.href), ""),
        tuple(marks),
    )
