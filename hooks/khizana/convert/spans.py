"""The account of an original: a span of the ledger for every stretch of every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from khizana.convert.dates import read_date
from khizana.convert.lines import Labelled
from khizana.ledger import Span

_FIELDS = {"title": "title", "byline": "authors"}


def account(
    text: str, labels: Sequence[Labelled], sections: Iterable[str], paragraphs: Iterable[str]
) -> Iterator[Span]:
    """What became of each line, in order: removed marks, the kept middle, removed marks.

    `sections` and `paragraphs` are the ids of headings and paragraphs in their order.
    """
    section, paragraph = iter(sections), iter(paragraphs)
    for item in labels:
        line, (start, end) = item.line, item.kept
        if line.start < start:
            yield Span(line.start, start, "removed", item.rule, text[line.start : start].strip())
        if field := _field(item):
            yield Span(start, end, "metadata", field)
        elif start < end:
            yield Span(start, end, "kept", next(section) if item.role == "heading" else next(paragraph))
        if end < line.end:
            yield Span(end, line.end, "removed", item.rule, text[end : line.end].strip())


def _field(item: Labelled) -> str:
    """The field of the front matter a line is moved to, or nothing."""
    if item.role != "date":
        return _FIELDS.get(item.role, "")
    found = read_date(item.line.text)
    return "date_updated" if found and found.updated else "date_printed"
