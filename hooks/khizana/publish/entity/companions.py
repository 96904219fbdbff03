"""Who and what an entity is named together with: counts, and the first shared articles of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from khizana.catalogue.record import Record
from khizana.publish.cards import Row, chips, compact, safe
from khizana.publish.rooms import Item, Rooms
from khizana.publish.urls import entity_url, relative
from khizana.publish.words import shared_articles
from khizana.registry import Entity

_MOST = 20
_SHOWN = 4
_FEW = 6  # articles that are all in sight on the page anyhow


def companions(entity: Entity, page: str, rooms: Rooms) -> Markup:
    """The twenty that share most articles with an entity, the closest first, each with its first shared articles.

    Where the entity has few articles in all, names and numbers alone; nothing where it has no companions.
    """
    items, entities = rooms.named[entity.id], rooms.catalogue.registry.entities
    counts = shared_counts(entity.id, items)
    chosen = sorted(counts, key=lambda id: (-counts[id], rooms.order[id]))[:_MOST]
    if not chosen:
        return Markup()
    if len(items) <= _FEW:
        return chips(Row(entities[id].label, "", relative(entity_url(id), page), counts[id]) for id in chosen)
    first = _first_shared(items, chosen)
    listed = (_companion(entities[id], counts[id], first[id], page) for id in chosen)
    return Markup(f'<ul class="kz-with">\n{"".join(listed)}</ul>')


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
    name, way = safe(entity.label), relative(entity_url(entity.id), page)
    every = f'<a href="#choose" data-kz-with="{entity.id}" hidden>كل المقالات المشتركة: {count}</a>'
    return (
        f'<li><details class="kz-companion"><summary><span class="kz-companion__name">{name}</span> '
        f'<span class="kz-meta">{shared_articles(count)}</span></summary>'
        f'<ul class="kz-short">{"".join(compact(record, page) for record in records)}</ul>'
        f'<p class="kz-companion__ways">{every if count > len(records) else ""}<a href="{way}">صفحة {name}</a></p>'
        "</details></li>\n"
    )
