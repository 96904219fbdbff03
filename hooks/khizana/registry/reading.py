"""The registry from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from khizana.files import ask_for
from khizana.problems import Problem, ProblemError
from khizana.records import Record, read_record
from khizana.registry.checks import problems_between
from khizana.registry.fields import ENTITY, OUTLET, TAG, Key
from khizana.registry.model import DATES, RELATIONS, Entity, Outlet, Registry, Tag

Kind = TypeVar("Kind", Tag, Outlet)


def read_registry(folder: Path) -> Registry:
    """The registry under `folder`; a missing folder is an empty one.

    Raises ProblemError with all problems of all files.
    """
    problems: list[Problem] = []
    entities = _read_folder(folder / "entities", ENTITY, problems)
    tags = _read_folder(folder / "tags", TAG, problems)
    outlets = _read_folder(folder / "sources", OUTLET, problems)
    problems += problems_between(entities, tags, outlets, list(folder.glob("*/*.yml")))
    if problems:
        raise ProblemError(*sorted(problems))
    return Registry(
        {id: _entity(record.values) for id, record in entities.items()}, _build(Tag, tags), _build(Outlet, outlets)
    )


def _read_folder(folder: Path, fields: Mapping[str, Key], problems: list[Problem]) -> dict[str, Record]:
    records: dict[str, Record] = {}
    paths = sorted(folder.glob("*.yml"))
    ask_for(paths)
    for path in paths:
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


def _build(kind: type[Kind], records: Mapping[str, Record]) -> dict[str, Kind]:
    return {id: kind(**{key: _frozen(value) for key, value in record.values.items()}) for id, record in records.items()}


def _entity(values: Mapping[str, Any]) -> Entity:
    """Dates and relations are keys of their own in a record, so that each has its line; here they are gathered."""
    plain = {key: _frozen(value) for key, value in values.items() if key not in (*DATES, *RELATIONS)}
    for number in ("viaf", "geonames"):
        plain[number] = str(plain.get(number, ""))
    if plain.get("family_name") is False:
        plain["family_name"] = ""
    plain["ambiguous"] = {name: tuple(words) for name, words in values.get("ambiguous", {}).items()}
    return Entity(
        **plain,
        dates={name: str(values[name]) for name in DATES if name in values},
        relations={name: tuple(values[name]) for name in RELATIONS if name in values},
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
