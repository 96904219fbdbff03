"""Who and what an entity is named together with: counts, and the first shared articles of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from khizana.catalogue.record import Record
from khizana.publish.cards import safe, titled
from khizana.publish.rooms import Item, Rooms
from khizana.publish.urls import entity_url, relative
from khizana.publish.words import shared_articles
from khizana.registry import Entity

_MOST = 20
_IN_SIGHT = 4
_SHOWN = 3


@dataclass(frozen=True)
class Companions:
    """The closest as HTML, the first few (`near`) and the others (`rest`, which count `others`); `total` have shared
    articles at all."""

    near: Markup
    rest: Markup
    others: int
    listed: int
    total: int


def companions(entity: Entity, page: str, rooms: Rooms) -> Companions:
    """The twenty that share most articles with an entity, the closest first, each with its newest shared articles."""
    items, entities = rooms.named[entity.id], rooms.catalogue.registry.entities
    counts = shared_counts(entity.id, items)
    chosen = sorted(counts, key=lambda id: (-counts[id], rooms.order[id]))[:_MOST]
    first = _first_shared(items, chosen)
    listed = [_companion(entities[id], counts[id], first[id], page) for id in chosen]
    sight = _IN_SIGHT if len(listed) > _IN_SIGHT + 2 else len(listed)
    near, rest = (Markup("").join(map(Markup, some)) for some in (listed[:sight], listed[sight:]))
    return Companions(near, rest, len(listed) - sight, len(listed), len(counts))


def shared_counts(id: str, items: Iterable[Item]) -> Counter[str]:
    """For every other entity, how many of these articles name it."""
    counts = Counter([named.entity for record, _ in items for named in record.named])
    counts.pop(id, None)
    return counts


def _first_shared(items: Iterable[Item], wanted: Sequence[str]) -> dict[str, list[Record]]:
    """The first shared articles of those wanted, newest first; stops when all have theirs."""
    found: dict[str, list[Record]] = {id: [] for id in wanted}
    open_ = set(wanted)
    for record, _ in items:
        for named in record.named:
            if named.entity in open_:
                found[named.entity].append(record)
                if len(found[named.entity]) == _SHOWN:
                    open_.remove(named.entity)
        if not open_:
            break
    return found


def _companion(entity: Entity, count: int, records: Sequence[Record], page: str) -> str:
    """Twenty of these stand on every page of an entity, so they are as short as they can be."""
    name, way = safe(entity.label), relative(entity_url(entity.id), page)
    every = f'<a href="#choose" data-kz-with="{entity.id}" hidden>كلها: {count}</a>' if count > len(records) else ""
    return (
        f"<li><details><summary>{name} <span>{shared_articles(count)}</span></summary>"
        f"<ul>{''.join(titled(record, page) for record in records)}</ul>"
        f'<p>{every}<a href="{way}">صفحة {name}</a></p></details></li>\n'
    )
