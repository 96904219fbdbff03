"""The related articles of every article, from the last build where no change can have touched them.

A change of an article touches those near it in a list they share, by the rule of `related`; only they are asked anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from msgspec import Struct

from khizana.catalogue.catalogue import Catalogue, order_of
from khizana.catalogue.record import Record
from khizana.parallel import spread
from khizana.publish.related import WINDOW, Relations, weight
from khizana.publish.urls import article_url, entity_url, relative, tag_url
from khizana.registry import Registry

_REASONS = 4


class Near(Struct, frozen=True, array_like=True, gc=False):
    """A related article as a page shows it, with the ids of the entities and tags it shares."""

    id: str
    title: str
    date: str
    entities: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class RelatedRow:
    """A related article as its box shows it: `why` are words and ways; `more` counts what else is shared."""

    title: str
    href: str
    date: str
    why: tuple[tuple[str, str], ...]
    more: int


Nearness = dict[str, tuple[Near, ...]]


class Change(Struct, frozen=True):
    """A record that was, and the one in its place now; None where there is none."""

    before: Record | None
    now: Record | None


def nearness(catalogue: Catalogue, kept: Nearness, changes: Sequence[Change]) -> Nearness:
    """The related articles of every article. `kept` are those of the last build, empty where there was none."""
    if kept and not changes:
        return kept
    ids = _touched(catalogue, changes) if kept else {record.id for record in catalogue.records}
    relations = Relations(catalogue)
    wanted = [record for record in catalogue.records if record.id in ids or record.id not in kept]
    fresh = dict(spread(partial(_ask, relations), wanted))
    return {record.id: fresh[record.id] if record.id in fresh else kept[record.id] for record in catalogue.records}


def rows(near: Sequence[Near], registry: Registry, page: str) -> list[RelatedRow]:
    """What the page of an article shows in its box."""
    return [_row(one, registry, page) for one in near]


def _row(one: Near, registry: Registry, page: str) -> RelatedRow:
    why = [(registry.entities[id].label, relative(entity_url(id), page)) for id in one.entities]
    why += [(registry.tags[id].label, relative(tag_url(id), page)) for id in one.tags]
    href = relative(article_url(one.id), page)
    return RelatedRow(one.title, href, one.date, tuple(why[:_REASONS]), len(why[_REASONS:]))


def _ask(relations: Relations, records: Iterable[Record]) -> Iterator[tuple[str, tuple[Near, ...]]]:
    for record in records:
        near = (
            Near(one.record.id, one.record.title, one.record.date, one.entities, one.tags)
            for one in relations.of(record)
        )
        yield record.id, tuple(near)


def _touched(catalogue: Catalogue, changes: Sequence[Change]) -> set[str]:
    """The ids of all articles whose related articles a change can have touched."""
    was: Counter[tuple[bool, str]] = Counter()
    places: dict[tuple[bool, str], list[Record]] = {}
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


def _keys(record: Record) -> Iterator[tuple[bool, str]]:
    yield from ((False, named.entity) for named in record.named)
    yield from ((True, tag) for tag in record.tags)


def _around(group: Sequence[Record], records: Iterable[Record]) -> Iterator[str]:
    """The ids of those in a group that are so near one of these records that they may see it, or see it no more."""
    for record in records:
        place = bisect_left(group, order_of(record), key=order_of)
        for other in group[max(0, place - WINDOW - 1) : place + WINDOW + 2]:
            yield other.id
