"""The home page below the words its owner wrote."""

from __future__ import annotations

from khizana.catalogue.catalogue import Catalogue, month_of
from khizana.publish.cards import TYPE_LABELS, card, most_named, tag_row
from khizana.publish.templates import fill
from khizana.publish.urls import TYPE_PAGES, relative
from khizana.registry import ENTITY_TYPES


def home_body(catalogue: Catalogue, latest: int) -> str:
    """What stands below the owner's words on the home page: latest articles and the ways into the archive."""
    url = "index.html"
    tags = sorted((tag_row(tag, url, catalogue) for tag in catalogue.tags()), key=lambda row: -row.count)
    values = {
        "count": len(catalogue.entries),
        "cards": [card(entry, url, catalogue) for entry in catalogue.entries[:latest]],
        "tags": [row for row in tags if row.count][:14],
        "groups": [
            (TYPE_LABELS[type], relative(TYPE_PAGES[type], url), most_named(type, catalogue, url, 8))
            for type in ENTITY_TYPES
        ],
        "years": sorted(
            {month_of(entry.article.day)[:4] for entry in catalogue.entries if entry.article.day}, reverse=True
        ),
        "archive": relative("archive/index.html", url),
    }
    return fill("home.html", **values)
