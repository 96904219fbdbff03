"""Entries of lists: an article as a card, a tag or an entity as a row.

Cards are the bulk of all index pages: an article stands in the list of everything it names and is about. So they
are written as text here, each head once, and not by a template; every word goes through `isolate`, which escapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from markupsafe import Markup

from khizana.arabic import balanced
from khizana.catalogue.record import Line, Record
from khizana.profile.serialize import isolate
from khizana.publish.urls import article_url, depth_prefix
from khizana.publish.words import TYPE_LABELS, articles, day_words, other_places
from khizana.registry import Registry

__all__ = ["TYPE_LABELS", "Row", "card", "card_size", "chips", "compact", "joined", "one_line", "safe", "titled"]

_SHOWN = 3
_MOST_LINES = 40
# What a card and each of its lines weigh in a page, in bytes beside title and description; measured.
_CARD, _LINE = 420, 440


@dataclass(frozen=True)
class Row:
    """A tag, an entity or an outlet in a list: its name, what it is, the way to it and how many articles it has."""

    label: str
    note: str
    href: str
    count: int


@lru_cache(maxsize=20_000)
def safe(words: str) -> str:
    """Words as HTML, Latin runs isolated. Titles and names stand on many pages; they are made ready once."""
    return isolate(balanced(words))


def card(
    record: Record,
    page: str,
    registry: Registry,
    *,
    level: int = 3,
    lines: Sequence[Line] | None = None,
) -> str:
    """The card of an article on a page that is in no folder of articles, as HTML.

    `lines` show why the article is listed; None stands for its description. `level` is that of its heading.
    """
    outlet = registry.outlets.get(record.outlet)
    way = depth_prefix(page)
    head = _head(record.id, record.title, record.date, outlet.label if outlet else "", way, level)
    body = _lines(lines, f"{way}{article_url(record.id)}") if lines is not None else _text(record.description)
    return f'<li class="kz-card">{head}{body}</li>\n'


def compact(record: Record, page: str) -> str:
    """An article as one line of a short list: its title and its day."""
    return (
        f'<li><a href="{depth_prefix(page)}{article_url(record.id)}">{safe(record.title)}</a> '
        f'<span class="kz-meta">{_time(record.date)}</span></li>\n'
    )


def one_line(record: Record, line: Line, page: str) -> str:
    """One line of an article, leading to its paragraph."""
    return _list([line], f"{depth_prefix(page)}{article_url(record.id)}")


def titled(record: Record, page: str) -> str:
    """An article by its title alone."""
    return f'<li><a href="{depth_prefix(page)}{article_url(record.id)}">{safe(record.title)}</a></li>'


def card_size(record: Record, places: int, *, described: bool) -> int:
    """About how many bytes the card of an article has, with lines from so many places or with its description."""
    texts = len(record.title) + (len(record.description) if described else 0)
    return _CARD + 2 * texts + _LINE * min(places, _MOST_LINES)


@lru_cache(maxsize=20_000)
def _head(id: str, title: str, date: str, outlet: str, way: str, level: int) -> str:
    source = f'<span class="kz-dot" aria-hidden="true"></span>{safe(outlet)}' if outlet else ""
    return (
        f'<h{level} class="kz-card__title"><a href="{way}{article_url(id)}">{safe(title)}</a></h{level}>'
        f'<p class="kz-meta">{_time(date)}{source}</p>'
    )


def _time(date: str) -> str:
    return f'<time datetime="{escape(date)}">{day_words(date)}</time>' if date else "بلا تاريخ"


def _text(description: str) -> str:
    return f'<p class="kz-card__text">{safe(description)}</p>' if description else ""


def _lines(lines: Sequence[Line], way: str) -> str:
    """The lines of an article, the first few at once; of very many only the first forty."""
    if not lines:
        return ""
    shown = _list(lines[:_SHOWN], way)
    if len(lines) <= _SHOWN:
        return shown
    rest = len(lines) - _SHOWN
    cut = f'<p><a href="{way}">{other_places(len(lines) - _MOST_LINES)} في المقال</a></p>'
    return (
        f'{shown}<details class="kz-more-contexts"><summary>{other_places(rest)}</summary>'
        f"{_list(lines[_SHOWN:_MOST_LINES], way)}{cut if len(lines) > _MOST_LINES else ''}</details>"
    )


def _list(lines: Iterable[Line], way: str) -> str:
    items = [
        f'<li><a href="{way}#{escape(line.anchor)}">{line.html}</a></li>'
        if line.anchor
        else f'<li><a href="{way}">{line.html}</a></li>'
        for line in lines
    ]
    return f'<ul class="kz-contexts">{"".join(items)}</ul>'


def chips(rows: Iterable[Row]) -> Markup:
    """Rows as chips in a line, each with its number."""
    return Markup(f'<ul class="kz-chips">\n{"".join(_chip(row) for row in rows)}</ul>')


def _chip(row: Row) -> str:
    number = f'<span class="kz-hidden">{articles(row.count)}</span><span aria-hidden="true">{row.count}</span>'
    link = f'{safe(row.label)} <span class="kz-chip__count">{number}</span>'
    return f'<li><a class="kz-chip" href="{escape(row.href)}">{link}</a></li>\n'


def joined(cards: Iterable[str]) -> Markup:
    """A list of cards."""
    return Markup(f'<ul class="kz-cards">\n{"".join(cards)}</ul>')
