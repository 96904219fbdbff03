"""The related articles of every article, from the last build where no change can have touched them.

A change of an article touches those near it in a list they share, by the rule of `related`; only they are asked anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from msgspec import Struct

from khizana.catalogue.catalogue import Catalogue, order_of
from khizana.catalogue.record import Record
from khizana.parallel import spread
from khizana.publish.related import WINDOW, Near, Relations, weight
from khizana.publish.urls import article_url, entity_url, relative, tag_url
from khizana.registry import Registry

_REASONS = 4


@dataclass(frozen=True)
class RelatedRow:
    """A related article as its box shows it: `why` are words and ways; `more` counts what else is shared."""

    title: str
    href: str
    date: str
    why: tuple[tuple[str, str], ...]
    more: int


class Change(Struct, frozen=True):
    """A record that was, and the one in its place now; None where there is none."""

    before: Record | None
    now: Record | None


def nearness(catalogue: Catalogue, kept: Collection[str], changes: Sequence[Change]) -> dict[str, tuple[Near, ...]]:
    """The related articles of all whose related articles these changes can have touched, by id.

    `kept` are the ids of those whose related articles are known from the last build; none if there was none.
    """
    if kept and not changes:
        return {}
    touched = _touched(catalogue, changes) if kept else set()
    wanted = [record for record in catalogue.records if record.id in touched or record.id not in kept]
    return dict(spread(partial(_ask, Relations(catalogue)), wanted))


def rows(near: Sequence[Near], registry: Registry, page: str) -> list[RelatedRow]:
    """What the page of an article shows in its box."""
    return [_row(one, registry, page) for one in near]


def _row(one: Near, registry: Registry, page: str) -> RelatedRow:
    why = [(registry.entities[id].label, relative(entity_url(id), page)) for id in one.entities]
    why += [(registry.tags[id].label, relative(tag_url(id), page)) for id in one.tags]
    href = relative(article_url(one.id), page)
    return RelatedRow(one.title, href, one.date, tuple(why[:_REASONS]), len(why[_REASONS:]))


def _ask(relations: Relations, records: Iterable[Record]) -> Iterator[tuple[str, tuple[Near, ...]]]:
    return ((record.id, relations.of(record)) for record in records)


def _touched(catalogue: Catalogue, changes: Sequence[Change]) -> set[str]:
    """The ids of all articles whose related articles a change can have touched."""
    was: Counter[tuple[bool, str]] = Counter()
    places: dict[tuple[bool, str], list[Record]] = {}
    changes = [change for change in changes if not _looks_the_same(change)]
    for change in changes:
        for record, step in ((change.before, 1), (change.now, -1)):
            for key in _keys(record) if record else ():
                was[key] += step
                places.setdefault(key, []).append(record)  # type: ignore[arg-type]
    touched = {change.now.id for change in changes if change.now}
    for key, records in places.items():
        group = (catalogue.by_tag if key[0] else catalogue.by_entity).get(key[1], ())
        if weight(len(group)) != weight(len(group) + was[key]):
            touched.update(record.id for record in group)
        else:
            touched.update(_around(group, records))
    return touched


def _looks_the_same(change: Change) -> bool:
    """Whether nothing has changed that other articles see of this one, or that decides which ones it sees."""
    one, other = change.before, change.now
    return bool(one and other) and _seen(one) == _seen(other)  # type: ignore[arg-type]


def _seen(record: Record) -> tuple[object, ...]:
    return record.title, record.date, record.tags, [named.entity for named in record.named]


def _keys(record: Record) -> Iterator[tuple[bool, str]]:
    yield from ((False, named.entity) for named in record.named)
    yield from ((True, tag) for tag in record.tags)


def _around(group: Sequence[Record], records: Iterable[Record]) -> Iterator[str]:
    """The ids of those in a group that are so near one of these records that they may see it, or see it no more."""
    for record in records:
        place = bisect_left(group, order_of(record), key=order_of)
        for other in group[max(0, place - WINDOW - 1) : place + WINDOW + 2]:
            yield other.id
