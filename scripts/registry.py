"""Look after the registry: check it, mint ids, merge records, write the JSON Schemas.

python scripts/registry.py check                       every problem as path:line: message
python scripts/registry.py mint TYPE LABEL [LATIN]     a new record with an id of its own
python scripts/registry.py merge OLD NEW               OLD stays and leads to NEW, which takes over its names
python scripts/registry.py schema                      docs/registry/schema/*.json, for editors' tools
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from khizana.catalogue.suggest.likeness import Likeness
from khizana.files import write_whole
from khizana.layout import Layout
from khizana.problems import ProblemError
from khizana.registry import ENTITY_TYPES, Registry, read_registry
from khizana.registry.edit import merge, mint_id, write_entity
from khizana.registry.fields import KINDS, schema_of

ROOT = Path(__file__).resolve().parent.parent


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Check, mint and merge the records of docs/registry."""
    context.obj = Layout(root.resolve())


@main.command()
@click.pass_obj
def check(layout: Layout) -> None:
    """Print every problem; mention records that may be one and the same."""
    registry = _read(layout)
    for one, other in Likeness(registry).duplicates():
        click.echo(f"{one.id} ({one.label}) and {other.id} ({other.label}) may be the same: merge them if so")
    click.echo(f"{len(registry.entities)} entities, {len(registry.tags)} tags, {len(registry.outlets)} outlets")


@main.command()
@click.argument("type", type=click.Choice(ENTITY_TYPES))
@click.argument("label")
@click.argument("latin", default="")
@click.pass_obj
def mint(layout: Layout, type: str, label: str, latin: str) -> None:
    """Add a record of TYPE for LABEL, its id from LATIN if given."""
    id = mint_id(label, latin, _read(layout).entities)
    path = write_entity(layout.registry, {"id": id, "type": type, "label": label, "latin": latin})
    _read(layout)
    click.echo(f"{_shown(path, layout)}: {label}")


@main.command(name="merge")
@click.argument("old")
@click.argument("new")
@click.pass_obj
def merge_records(layout: Layout, old: str, new: str) -> None:
    """Merge the entity OLD into NEW; nothing that refers to OLD has to change."""
    try:
        for path in merge(layout.registry, old, new):
            click.echo(f"{_shown(path, layout)}: changed")
    except ProblemError as error:
        _refuse(error, layout)


@main.command()
@click.pass_obj
def schema(layout: Layout) -> None:
    """Write the JSON Schema of each kind of record."""
    for kind in KINDS:
        path = layout.registry / "schema" / f"{kind}.json"
        write_whole(path, json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n")
        click.echo(_shown(path, layout))


def _read(layout: Layout) -> Registry:
    try:
        return read_registry(layout.registry)
    except ProblemError as error:
        _refuse(error, layout)
        raise


def _refuse(error: ProblemError, layout: Layout) -> None:
    sys.exit("\n".join(str(problem).replace(f"{layout.root}/", "") for problem in error.problems))


def _shown(path: Path, layout: Layout) -> Path:
    return path.relative_to(layout.root)


if __name__ == "__main__":
    main()
