"""The account of an original: a span of the ledger for every stretch of every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from khizana.convert.dates import read_date
from khizana.convert.lines import Labelled, Line, furniture
from khizana.convert.original import OUTSIDE
from khizana.ledger import Span

_FIELDS = {"title": "title", "byline": "authors", "deck": "description"}


def account(
    text: str, labels: Sequence[Labelled], sections: Iterable[str], paragraphs: Iterable[str]
) -> Iterator[Span]:
    """What became of each line, in order: removed marks, the kept middle, removed marks.

    `sections` and `paragraphs` are the ids of headings and paragraphs in their order.
    """
    section, paragraph = iter(sections), iter(paragraphs)
    where = ""
    for item in _grouped(text, labels):
        line, (start, end) = item.line, item.kept
        if line.start < start:
            yield Span(line.start, start, "removed", item.rule, text[line.start : start].strip())
        if field := _field(item):
            yield Span(start, end, "metadata", field)
        elif start < end:
            where = where if item.joined else next(section) if item.role == "heading" else next(paragraph)
            yield Span(start, end, "kept", where)
        if end < line.end:
            yield Span(end, line.end, "removed", item.rule, text[end : line.end].strip())


def _grouped(text: str, labels: Sequence[Labelled]) -> Iterator[Labelled]:
    """The labels, those of lines around the article on a saved page as one from the first of them to the last."""
    for outside, group in groupby(labels, key=lambda item: item.rule == OUTSIDE.rule):
        if not outside:
            yield from group
            continue
        lines = [item.line for item in group]
        start, end = lines[0].start, lines[-1].end
        yield furniture(Line(start, end, text[start:end], lines[0].gap), OUTSIDE.rule)


def _field(item: Labelled) -> str:
    """The field of the front matter a line is moved to, or nothing."""
    if item.role != "date":
        return _FIELDS.get(item.role, "")
    found = read_date(item.line.text)
    return "date_updated" if found and found.updated else "date_printed"
