"""Entries of lists: an article as a card, a tag or an entity as a row."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from khizana.catalogue.catalogue import Catalogue
from khizana.catalogue.entry import Entry
from khizana.catalogue.mentions import WHOLE
from khizana.publish.context import context_line
from khizana.publish.urls import article_url, entity_url, relative, tag_url
from khizana.registry import Entity, EntityType, Tag

TYPE_LABELS: dict[EntityType, str] = {
    "person": "أشخاص",
    "organisation": "منظمات وهيئات",
    "place": "أماكن",
    "event": "أحداث",
    "work": "أعمال",
}
_MOST_CONTEXTS = 3


@dataclass(frozen=True)
class Card:
    """An article in a list: its entry, the way to it, its outlet's name and the lines that show why it is here.

    `contexts` are lines with the way to each, one a paragraph; `more` are those past the first few.
    """

    entry: Entry
    href: str
    outlet: str = ""
    contexts: tuple[tuple[Markup, str], ...] = ()
    more: tuple[tuple[Markup, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """A tag or an entity in a list: its name, what it is, the way to it and how many articles it leads to."""

    label: str
    note: str
    href: str
    count: int


def card(entry: Entry, page: str, catalogue: Catalogue, entity: str = "") -> Card:
    """The card of an article on a page; with an entity, the lines that name it."""
    url = article_url(entry.article.id)
    mentions = [mention for mention in entry.mentions if mention.entity == entity and mention.block != WHOLE]
    inside = [mention for mention in mentions if mention.paragraph] or mentions
    first = {mention.paragraph: mention for mention in reversed(inside)}  # the first of each paragraph
    contexts = tuple(
        (context_line(entry, mention), relative(f"{url}#{mention.paragraph}" if mention.paragraph else url, page))
        for mention in reversed(first.values())
    )
    outlet = catalogue.registry.outlets.get(entry.article.source.outlet)
    label = outlet.label if outlet else ""
    return Card(entry, relative(url, page), label, contexts[:_MOST_CONTEXTS], contexts[_MOST_CONTEXTS:])


def tag_row(tag: Tag, page: str, catalogue: Catalogue) -> Row:
    return Row(tag.label, tag.description, relative(tag_url(tag.id), page), len(catalogue.by_tag.get(tag.id, ())))


def entity_row(entity: Entity, page: str, catalogue: Catalogue) -> Row:
    href = relative(entity_url(entity.id), page)
    return Row(entity.label, entity.description, href, len(catalogue.by_entity.get(entity.id, ())))


def most_named(type: EntityType, catalogue: Catalogue, page: str, most: int) -> list[Row]:
    """The entities of a type that most articles name."""
    ordered = sorted(catalogue.entities(type), key=lambda one: -len(catalogue.by_entity[one.id]))
    return [entity_row(one, page, catalogue) for one in ordered[:most]]
