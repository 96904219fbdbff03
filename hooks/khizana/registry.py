"""The registry: the tags, entities and outlets people curate, one YAML file per record.

`read_registry` reads docs/registry/{entities,tags,sources} whole and refuses it with every problem at once.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from khizana.arabic import fold
from khizana.problems import Problem, ProblemError
from khizana.records import Field, Record, is_id, is_text, is_texts, read_record

EntityType = Literal["person", "organisation", "place", "event"]
# What a record of an outlet can tell of an article (`content` is its text).
COLUMNS = frozenset({"title", "content", "author", "date", "url", "tags"})
ENTITY_TYPES: tuple[EntityType, ...] = ("person", "organisation", "place", "event")
# Names that pages of our own take in the same folders, and device names no Windows machine can unzip.
RESERVED = frozenset(
    [
        "index",
        "404",
        "assets",
        "search",
        "tags",
        "entities",
        "archive",
        "people",
        "organisations",
        "places",
        "events",
        "undated",
        "con",
        "prn",
        "aux",
        "nul",
    ]
) | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}


@dataclass(frozen=True)
class Entity:
    """A person, organisation, place or event. `coordinates` are (latitude, longitude) in degrees."""

    id: str
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    latin: str = ""
    description: str = ""
    wikidata: str = ""
    coordinates: tuple[float, float] | None = None
    merged_into: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every form under which texts name it, the label first."""
        return (self.label, *self.aliases)


@dataclass(frozen=True)
class Tag:
    """A subject. `terms` are words whose presence suggests it; `broader` is the id of a wider tag."""

    id: str
    label: str
    description: str = ""
    broader: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outlet:
    """Who published the original, and its profile: how its pages are read. Everything but the label is optional.

    `time_zone` is an IANA name and holds for the times it prints; `hosts` are the host names its articles come
    from; `furniture` are whole lines of its pages that belong to no article; `byline` is its usual form, such as
    `{place} - {name}`; `date` says where its date is printed; `columns` names the columns of its records.
    """

    id: str
    label: str
    home: str = ""
    time_zone: str = ""
    hosts: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    byline: str = ""
    date: str = ""
    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Registry:
    """All records by id, in the order of their ids."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    tags: Mapping[str, Tag] = field(default_factory=dict)
    outlets: Mapping[str, Outlet] = field(default_factory=dict)

    def outlet_of(self, name: str, host: str = "") -> Outlet | None:
        """The outlet with this id or label, else the one this host belongs to."""
        for outlet in self.outlets.values():
            if name and name in (outlet.id, outlet.label):
                return outlet
        host = host.removeprefix("www.")
        return next((outlet for outlet in self.outlets.values() if host and host in outlet.hosts), None)

    def entity(self, id: str) -> Entity:
        """The entity an id stands for now, through any merges."""
        found = self.entities[id]
        return self.entity(found.merged_into) if found.merged_into else found


def _one_of(*names: str) -> Callable[[object], str | None]:
    return lambda value: None if value in names else f"must be one of {', '.join(names)}"


def _matches(pattern: str, wanted: str) -> Callable[[object], str | None]:
    shape = re.compile(pattern)
    return lambda value: None if isinstance(value, str) and shape.fullmatch(value) else f"must be {wanted}"


def _is_coordinates(value: object) -> str | None:
    degrees = value if isinstance(value, list) and len(value) == 2 else []
    if degrees and all(type(degree) in (int, float) for degree in degrees):
        latitude, longitude = degrees
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return None
    return "must be [latitude, longitude] in degrees, such as [36.34, 43.13]"


def _is_zone(value: object) -> str | None:
    try:
        ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):
        return "must be a time zone such as Africa/Cairo"
    return None


def _is_byline(value: object) -> str | None:
    parts = re.findall(r"\{(\w+)\}", value) if isinstance(value, str) else []
    if parts and len(parts) == len(set(parts)) and set(parts) <= {"name", "place", "agency"}:
        return None
    return "must be a form such as '{place} - {name}:', of name, place and agency"


def _is_encoding(value: object) -> str | None:
    try:
        codecs.lookup(str(value))
    except LookupError:
        return "must be an encoding such as windows-1256"
    return None


def _is_columns(value: object) -> str | None:
    if isinstance(value, dict) and set(value) <= COLUMNS and all(isinstance(name, str) for name in value.values()):
        return None
    return f"must map {', '.join(sorted(COLUMNS))} to the names of columns"


_COMMON = {"id": Field(is_id, required=True), "label": Field(is_text, required=True)}
_ENTITY = _COMMON | {
    "type": Field(_one_of(*ENTITY_TYPES), required=True),
    "aliases": Field(is_texts),
    "latin": Field(is_text),
    "description": Field(is_text),
    "wikidata": Field(_matches(r"Q[1-9][0-9]*", "a Wikidata id such as Q79")),
    "coordinates": Field(_is_coordinates),
    "merged_into": Field(is_id),
}
_TAG = _COMMON | {"description": Field(is_text), "broader": Field(is_id), "terms": Field(is_texts)}
_OUTLET = _COMMON | {
    "home": Field(_matches(r"https?://\S+", "an address that begins with https://")),
    "time_zone": Field(_is_zone),
    "hosts": Field(is_texts),
    "furniture": Field(is_texts),
    "byline": Field(_is_byline),
    "date": Field(_one_of("first", "last")),
    "encoding": Field(_is_encoding),
    "columns": Field(_is_columns),
}

Kind = TypeVar("Kind", Entity, Tag, Outlet)


def read_registry(folder: Path) -> Registry:
    """The registry under `folder`; a missing folder is an empty one.

    Raises ProblemError with all problems of all files.
    """
    problems: list[Problem] = []
    entities = _read_folder(folder / "entities", _ENTITY, problems)
    tags = _read_folder(folder / "tags", _TAG, problems)
    outlets = _read_folder(folder / "sources", _OUTLET, problems)
    problems += _entity_problems(entities)
    problems += _link_problems(entities, "merged_into")
    problems += _link_problems(tags, "broader")
    for records in (entities, tags):
        problems += _path_problems(records)
    if problems:
        raise ProblemError(*sorted(problems))
    return Registry(_build(Entity, entities), _build(Tag, tags), _build(Outlet, outlets))


Records = dict[str, Record]


def _read_folder(folder: Path, fields: Mapping[str, Field], problems: list[Problem]) -> Records:
    records: Records = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            record = read_record(path.read_bytes().decode(), path, fields)
        except UnicodeDecodeError:
            problems.append(Problem(path, 0, "is not UTF-8; save it as UTF-8"))
        except ProblemError as error:
            problems.extend(error.problems)
        else:
            if record.values["id"] != path.stem:
                problems.append(record.problem("id", f"id must equal the file's name, {path.stem}"))
            records[path.stem] = record
    return records


def _build(kind: type[Kind], records: Records) -> dict[str, Kind]:
    return {id: kind(**{key: _frozen(value) for key, value in record.values.items()}) for id, record in records.items()}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _entity_problems(records: Records) -> Iterator[Problem]:
    """Names that two records claim, and coordinates of what is not a place."""
    owners: dict[str, str] = {}
    for id, record in records.items():
        values = record.values
        if "coordinates" in values and values["type"] != "place":
            yield record.problem("coordinates", "only places have coordinates; remove them or change the type")
        if values.get("merged_into"):
            continue
        for key, name in _names(values):
            owner = owners.setdefault(fold(name), id)
            if owner != id:
                yield record.problem(key, f"the name {name} already belongs to {owner}; keep it in one record")


def _names(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    yield "label", str(values["label"])
    aliases = values.get("aliases")
    yield from (("aliases", str(alias)) for alias in (aliases if isinstance(aliases, list) else ()))


def _link_problems(records: Records, key: str) -> Iterator[Problem]:
    """References to records that are not there, and chains that lead back to where they began."""
    for id, record in records.items():
        seen, here = {id}, record.values.get(key)
        while here:
            if here not in records:
                yield record.problem(key, f"there is no record {here}; correct {key} or add the record")
                break
            if here in seen:
                yield record.problem(key, f"{key} leads in a circle: {' > '.join([*sorted(seen), here])}")
                break
            seen.add(here)
            here = records[here].values.get(key)


def _path_problems(records: Records) -> Iterator[Problem]:
    """Ids whose page would stand where another page stands: reserved names, and `x-2`, the second part of `x`."""
    for id, record in records.items():
        stem, _, part = id.rpartition("-")
        if id in RESERVED:
            yield record.problem("id", f"the id {id} is reserved; choose another")
        if part.isdecimal() and stem in records:
            yield record.problem("id", f"the id {id} would be page {part} of {stem}; choose another")
