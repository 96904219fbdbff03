"""What only the records together can get wrong: names claimed twice, links that lead nowhere or in a circle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from khizana.arabic import fold
from khizana.problems import Problem
from khizana.records import Record
from khizana.registry.model import HIERARCHIES, PAGES, RELATIONS, RESERVED, SPANS

Records = Mapping[str, Record]


def problems_between(
    entities: Records, tags: Records, outlets: Records, present: Collection[Path]
) -> Iterator[Problem]:
    """Every problem of records that are each well formed. `present` are all files, also those that are not."""
    files = {folder: {path.stem for path in present if path.parent.name == folder} for folder in ("entities", "tags")}
    yield from _name_problems(entities, ("label", "aliases"))
    yield from _name_problems(tags, ("label",))
    yield from _number_problems(entities)
    for record in entities.values():
        yield from _entity_problems(record)
    for key in ("merged_into", *RELATIONS):
        yield from _dangling(entities, key, files["entities"])
    for key in ("broader", "related"):
        yield from _dangling(tags, key, files["tags"])
    for key in ("merged_into", *HIERARCHIES):
        yield from _circles(entities, key)
    yield from _circles(tags, "broader")
    for records in (entities, tags, outlets):
        yield from _path_problems(records)


def _name_problems(records: Records, keys: tuple[str, ...]) -> Iterator[Problem]:
    """Names that two records claim; a merged record claims none."""
    owners: dict[str, str] = {}
    for id, record in records.items():
        for key, name in _names(record.values, keys):
            owner = owners.setdefault(fold(name), id)
            if owner != id:
                yield record.problem(key, f"the name {name} already belongs to {owner}; keep it in one record")


def _names(values: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if not values.get("merged_into"):
        for key in keys:
            here = values.get(key) or []
            yield from ((key, name) for name in ([here] if isinstance(here, str) else here))


def _number_problems(records: Records) -> Iterator[Problem]:
    """Numbers of other authorities that two records claim."""
    owners: dict[tuple[str, str], str] = {}
    for id, record in records.items():
        for key in ("wikidata", "viaf", "geonames"):
            number = str(record.values.get(key, ""))
            owner = owners.setdefault((key, number), id)
            if number and owner != id and not record.values.get("merged_into"):
                yield record.problem(key, f"{key} {number} already belongs to {owner}; correct it or merge the records")


def _entity_problems(record: Record) -> Iterator[Problem]:
    """Coordinates of what is not a place, rules for names it does not have, ends before beginnings."""
    values = record.values
    if "coordinates" in values and values["type"] != "place":
        yield record.problem("coordinates", "only places have coordinates; remove them or change the type")
    known = {fold(name) for _, name in _names({**values, "merged_into": ""}, ("label", "aliases"))}
    for name in values.get("ambiguous", {}):
        if fold(name) not in known:
            yield record.problem("ambiguous", f"{name} is no name of this record; add it to aliases or drop the rule")
    for first, last in SPANS:
        if first in values and last in values and _year(values[last]) < _year(values[first]):
            yield record.problem(last, f"{last} is before {first}; correct one of them")


def _year(value: object) -> int:
    text = str(value)
    return int(text[:1] + text[1:].partition("-")[0])


def _targets(record: Record, key: str) -> list[str]:
    """The ids a record leads to: one of them or a list."""
    here = record.values.get(key) or []
    return [here] if isinstance(here, str) else here


def _dangling(records: Records, key: str, files: Collection[str]) -> Iterator[Problem]:
    for record in records.values():
        for id in _targets(record, key):
            if id not in files:
                yield record.problem(key, f"there is no record {id}; correct {key} or add the record")


def _circles(records: Records, key: str) -> Iterator[Problem]:
    """Records that are, at some remove, above or after themselves."""
    for id, record in records.items():
        ways = [[id, target] for target in _targets(record, key)]
        seen: set[str] = set()
        while ways:
            way = ways.pop()
            if way[-1] == id:
                yield record.problem(key, f"{key} leads in a circle: {' > '.join(way)}")
                break
            if way[-1] in records and way[-1] not in seen:
                seen.add(way[-1])
                ways += [[*way, target] for target in _targets(records[way[-1]], key)]


def _path_problems(records: Records) -> Iterator[Problem]:
    """Ids whose page would stand where another page stands: reserved names, and `x-2`, the second part of `x`."""
    for id, record in records.items():
        stem, _, part = id.rpartition("-")
        if id in RESERVED:
            yield record.problem("id", f"the id {id} is reserved; choose another")
        if part.isdecimal() and (stem in records or stem in PAGES):
            yield record.problem("id", f"the id {id} would be page {part} of {stem}; choose another")
