"""What can be wrong with a page that can be read: places, ids and references to the registry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from khizana.catalogue.entry import Entry
from khizana.layout import Layout
from khizana.problems import Problem
from khizana.registry import Registry

# Ids that pages have of their own: the theme's, the library's, paragraphs' and footnotes'.
RESERVED_IDS = re.compile(r"__.*|kz-.*|p-[0-9a-f]{6}(?:-\d+)?|fn(?:ref)?\d*:.*")


def faults(entry: Entry, layout: Layout, registry: Registry) -> Iterator[Problem]:
    """Everything wrong with the page of an entry, each with its line."""
    article, path = entry.article, entry.path
    if path != layout.page(article.id):
        yield Problem(path, 0, f"stands in the wrong folder; move it to {layout.shown(layout.page(article.id))}")
    yield from _section_faults(entry)
    for tag in article.tags:
        if tag not in registry.tags:
            yield Problem(path, _line(path, "tags:"), f"there is no tag {tag}; correct it or add it to the registry")
    for id in (*article.entities.add, *article.entities.drop):
        if id not in registry.entities:
            message = f"there is no entity {id}; correct it or add it to the registry"
            yield Problem(path, _line(path, "entities:"), message)
    if article.source.outlet and article.source.outlet not in registry.outlets:
        yield Problem(path, _line(path, "source:"), f"there is no outlet {article.source.outlet}; add it")


def _section_faults(entry: Entry) -> Iterator[Problem]:
    for id, count in Counter(block.id for block in entry.blocks if block.id).items():
        line = _line(entry.path, "#", id)
        if count > 1:
            yield Problem(entry.path, line, f"two sections have the id {id}; change the newer one")
        if RESERVED_IDS.fullmatch(id):
            yield Problem(entry.path, line, f"the id {id} is one the site gives itself; choose another")


def _line(path: Path, start: str, holds: str = "") -> int:
    """The first line of a file that begins so, or the last that also holds this; 0 without one."""
    lines = path.read_bytes().decode("utf-8-sig").split("\n")
    found = [number for number, line in enumerate(lines, 1) if line.startswith(start) and holds in line]
    return (found[-1] if holds else found[0]) if found else 0
