"""The whole archive, gathered once: entries newest first, and the groups every index page is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from khizana.arabic import sort_key
from khizana.catalogue.entry import Entry, read_entry
from khizana.catalogue.faults import faults
from khizana.catalogue.mentions import Matcher
from khizana.layout import Layout
from khizana.problems import Problem, ProblemError
from khizana.registry import Entity, EntityType, Registry, Tag


@dataclass(frozen=True)
class Catalogue:
    """Entries are newest first everywhere; undated ones come last. Months are `2017-06`, or `undated`."""

    registry: Registry
    entries: Sequence[Entry]
    by_tag: Mapping[str, Sequence[Entry]]
    by_entity: Mapping[str, Sequence[Entry]]
    by_month: Mapping[str, Sequence[Entry]]

    def entities(self, type: EntityType) -> list[Entity]:
        """The entities of a type that some article names, in Arabic alphabetical order."""
        wanted = (self.registry.entities[id] for id in self.by_entity)
        return sorted((one for one in wanted if one.type == type), key=lambda one: one.order)

    def tags(self) -> list[Tag]:
        """The tags some article or narrower tag bears, in Arabic alphabetical order."""
        used = {id for tag in self.by_tag for id in self._with_broader(tag)}
        return sorted((self.registry.tags[id] for id in used), key=lambda tag: sort_key(tag.label))

    def narrower(self, id: str) -> list[Tag]:
        """The tags in use directly under a tag."""
        return [tag for tag in self.tags() if tag.broader == id]

    def _with_broader(self, id: str) -> Iterable[str]:
        while id:
            yield id
            id = self.registry.tags[id].broader


def build_catalogue(layout: Layout, registry: Registry) -> tuple[Catalogue, list[Problem]]:
    """The catalogue of all pages that can be read, and the problems of those that cannot or are in doubt."""
    names = Matcher(registry)
    problems: list[Problem] = []
    entries: list[Entry] = []
    for path in sorted(layout.articles.rglob("[!.]*.md")):
        try:
            entry = read_entry(path, layout, names)
            problems += faults(entry, layout, registry)
            entries.append(entry)
        except ProblemError as error:
            problems += error.problems
    return group(registry, entries), problems


def group(registry: Registry, entries: Iterable[Entry]) -> Catalogue:
    """The catalogue of these entries, in any order."""
    ordered = sorted(entries, key=lambda entry: entry.article.id)
    ordered.sort(key=lambda entry: _moment(entry.article.date), reverse=True)
    by_tag: dict[str, list[Entry]] = {}
    by_entity: dict[str, list[Entry]] = {}
    by_month: dict[str, list[Entry]] = {}
    for entry in ordered:
        for tag in entry.article.tags:
            if tag in registry.tags:
                by_tag.setdefault(tag, []).append(entry)
        for entity in dict.fromkeys(mention.entity for mention in entry.mentions):
            by_entity.setdefault(entity, []).append(entry)
        by_month.setdefault(month_of(entry.article.day), []).append(entry)
    return Catalogue(registry, ordered, by_tag, by_entity, by_month)


def month_of(day: date | None) -> str:
    """The month an article is filed under: `2017-06`, or `undated`."""
    return f"{day:%Y-%m}" if day else "undated"


def _moment(value: date | datetime | None) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value or date.min, time.min, UTC)
