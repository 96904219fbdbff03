"""Changes to the registry that a command makes: minting an id, adding a record, merging two.

A merge touches two files and rewrites no line an editor wrote: references to the merged id resolve through it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from slugify import slugify

from khizana.arabic import fold
from khizana.files import write_whole
from khizana.problems import Problem, ProblemError
from khizana.records import dump_yaml
from khizana.registry.model import RESERVED, Entity
from khizana.registry.reading import read_registry

_LONGEST_ID = 60


def mint_id(label: str, latin: str, taken: Iterable[str]) -> str:
    """An id from the Latin label, else from a hash of the Arabic one; a letter is added where it is taken.

    A number would not do: `x-2` is the address of the second page of `x`.
    """
    taken = RESERVED | set(taken)
    # The apostrophes of romanised Arabic stand for letters, not for gaps between words.
    plain = latin.translate(dict.fromkeys(map(ord, "'’‘ʻʼʿʾ`")))
    stem = slugify(plain, max_length=_LONGEST_ID, word_boundary=True) if latin else ""
    stem = stem or "x-" + sha256(fold(label).encode()).hexdigest()[:8]
    endings = ("", *(f"-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"))
    return next(id for id in (stem + ending for ending in endings) if id not in taken)


def write_entity(folder: Path, record: Mapping[str, Any]) -> Path:
    """Write a new entity below the registry's folder. Raises ProblemError where there is one of this id."""
    path = folder / "entities" / f"{record['id']}.yml"
    if path.exists():
        raise ProblemError(Problem(path, 0, "exists already; choose another id"))
    write_whole(path, dump_yaml({key: value for key, value in record.items() if value}))
    return path


def merge(folder: Path, old: str, new: str) -> list[Path]:
    """Merge the entity `old` into `new`, which takes over its names; the files that changed.

    Raises ProblemError where one is missing or merged already, where they are of different types or the same.
    """
    registry = read_registry(folder)
    paths = [folder / "entities" / f"{id}.yml" for id in (old, new)]
    for id, path in zip((old, new), paths, strict=True):
        if id not in registry.entities:
            raise ProblemError(Problem(path, 0, f"there is no entity {id}; check the id"))
        if registry.entities[id].merged_into:
            raise ProblemError(Problem(path, 0, f"is merged into {registry.entities[id].merged_into} already"))
    losing, staying = registry.entities[old], registry.entities[new]
    if old == new or losing.type != staying.type:
        reason = "is itself" if old == new else f"is a {staying.type}, not a {losing.type}; settle the type first"
        raise ProblemError(Problem(paths[0], 0, f"cannot be merged into {new}, which {reason}"))
    added = _new_names(losing, staying)
    rules = {name: list(words) for name, words in losing.ambiguous.items() if name in added}
    changed = _with_entries(paths[1].read_text("utf-8"), "aliases", added)
    changed = _with_entries(changed, "ambiguous", rules)
    write_whole(paths[1], changed)
    write_whole(paths[0], f"{paths[0].read_text('utf-8').rstrip()}\nmerged_into: {new}\n")
    return paths


def _new_names(losing: Entity, staying: Entity) -> list[str]:
    known = {fold(name) for name in staying.names}
    return [name for name in losing.names if fold(name) not in known]


def _with_entries(text: str, key: str, added: list[str] | dict[str, list[str]]) -> str:
    """The YAML text with entries added to the list or mapping at `key`; all other lines stay as they are."""
    if not added:
        return text
    node: Any = next((value for name, value in _pairs(text) if name.value == key), None)
    if node is None:
        return f"{text.rstrip()}\n{dump_yaml({key: added})}"
    start, end = node.start_mark, node.end_mark.index
    if node.flow_style:
        lines = _entries(key, _joined(yaml.safe_load(text[start.index : end]), added), 0)
        return f"{text[: start.index].rstrip()}\n{lines}\n{text[end:].lstrip()}"
    # A block ends, for YAML, after the empty lines and comments that follow it.
    last = node.value[-1][1] if isinstance(added, dict) else node.value[-1]
    end = len(text[: last.end_mark.index].rstrip())
    return f"{text[:end]}\n{_entries(key, added, start.column)}\n{text[end:].lstrip()}"


def _pairs(text: str) -> Any:
    return getattr(yaml.compose(text), "value", ())


def _joined(old: Any, added: Any) -> Any:
    return {**old, **added} if isinstance(added, dict) else [*old, *added]


def _entries(key: str, entries: Any, indent: int) -> str:
    """The lines of a block list or mapping, without the line of its key."""
    lines = dump_yaml({key: entries}).rstrip("\n").split("\n")[1:]
    least = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(" " * indent + line[least:] for line in lines)
