"""Names in the archive that the registry does not know, in the order of what it would be worth to add them.

    python scripts/suggest.py                a table: worth, count, type, name, and what to do with it
    python scripts/suggest.py --contexts     each with lines of the archive
    python scripts/suggest.py --write N      add the first N as records with `status: proposed`

A proposed record is neither looked for nor published until an editor sets `status: accepted` (or removes the line).
Below the table stand ambiguous names that no rule could settle, and records that may be one and the same.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from khizana.catalogue.entry import Entry
from khizana.catalogue.reading import read_archive
from khizana.catalogue.suggest import Suggestion, suggest
from khizana.catalogue.suggest.likeness import Likeness
from khizana.layout import Layout
from khizana.problems import ProblemError
from khizana.registry import Registry, read_registry
from khizana.registry.edit import mint_id, write_entity

ROOT = Path(__file__).resolve().parent.parent


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
@click.option("--most", default=50, show_default=True, help="How many suggestions to show.")
@click.option("--contexts", is_flag=True, help="Show lines of the archive with each.")
@click.option("--write", type=int, default=0, metavar="N", help="Add the first N as records marked proposed.")
def main(root: Path, most: int, contexts: bool, write: int) -> None:
    """Suggest records for names the registry does not know."""
    layout = Layout(root.resolve())
    try:
        registry = read_registry(layout.registry)
        entries, _ = read_archive(layout, registry)
    except ProblemError as error:
        sys.exit(str(error))
    suggestions = suggest(_texts(entries), registry)
    for line in (*_table(suggestions[:most], contexts), *_doubts(entries), *_duplicates(registry)):
        click.echo(line)
    for path in _write(suggestions[:write], registry, layout):
        click.echo(f"{path.relative_to(layout.root)}: proposed")


def _texts(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield "\n\n".join([entry.article.title, *(block.text for block in entry.blocks if block.kind != "notes")])


def _table(suggestions: Iterable[Suggestion], contexts: bool) -> Iterator[str]:
    yield f"{'worth':>6} {'count':>5}  {'type':12} name"
    for one in suggestions:
        yield f"{one.worth:6.2f} {one.count:5}  {one.type:12} {one.name}{_notes(one)}"
        yield from (f"{'':27}… {line} …" for line in one.contexts if contexts)


def _notes(one: Suggestion) -> str:
    notes = [
        f"perhaps an alias of {one.like}" if one.like else "",
        f"GeoNames {one.place.geonames}, {one.place.name}" if one.place and one.place.geonames else "",
        f"also {', '.join(one.names[1:4])}" if len(one.names) > 1 else "",
    ]
    text = "; ".join(note for note in notes if note)
    return f"  ({text})" if text else ""


def _doubts(entries: Sequence[Entry]) -> Iterator[str]:
    counts = Counter(doubt.entity for entry in entries for doubt in entry.doubts)
    for id, count in counts.most_common():
        inside = next(entry for entry in entries if any(one.entity == id for one in entry.doubts))
        yield f"{id}: {count} ambiguous, not linked, as in {inside.article.id}: add it there, or a word to its rule"


def _duplicates(registry: Registry) -> Iterator[str]:
    for one, other in Likeness(registry).duplicates():
        yield f"{one.id} and {other.id} may be the same; if so: scripts/registry.py merge {one.id} {other.id}"


def _write(suggestions: Sequence[Suggestion], registry: Registry, layout: Layout) -> Iterator[Path]:
    taken = set(registry.entities)
    for one in suggestions:
        if not one.like:
            record = _record(one, taken)
            taken.add(record["id"])
            yield write_entity(layout.registry, record)


def _record(one: Suggestion, taken: Iterable[str]) -> dict[str, Any]:
    place = one.place
    latin = place.name if place else ""
    return {
        "id": mint_id(one.name, latin, taken),
        "type": one.type,
        "label": one.name,
        "status": "proposed",
        "latin": latin,
        "geonames": str(place.geonames) if place and place.geonames else "",
        "coordinates": list(place.coordinates) if place and place.coordinates else None,
    }


if __name__ == "__main__":
    main()
