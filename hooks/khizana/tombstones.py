"""What was withdrawn: one record for each article that was taken down, so that it never comes back.

`docs/registry/tombstones/ID.yml` keeps nothing of the text: the id, whose address then says that the article was
withdrawn, the day, the reason if it may be told, and the hashes by which a conversion knows the original again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from khizana.files import write_whole
from khizana.layout import ARTICLE_ID, Layout
from khizana.problems import Problem, ProblemError
from khizana.records import Field, dump_yaml, is_text, read_record

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Tombstone:
    """`digests` are the SHA-256 of its original and of those that repeated it. `reason` is published.

    Where it was a record of a container, `containers` has that file, relative to docs/sources, with the SHA-256 it has
    had since the record was taken out of it.
    """

    id: str
    date: dt.date
    digests: tuple[str, ...]
    reason: str = ""
    containers: Mapping[str, str] = field(default_factory=dict)


def tombstone_path(layout: Layout, id: str) -> Path:
    """Where the tombstone of an article stands."""
    return layout.registry / "tombstones" / f"{id}.yml"


def tombstones(layout: Layout) -> list[Tombstone]:
    """All that was withdrawn, by id. Raises ProblemError with everything that is wrong with the records."""
    found: list[Tombstone] = []
    problems: list[Problem] = []
    for path in sorted((layout.registry / "tombstones").glob("*.yml")):
        try:
            found.append(read_tombstone(path))
        except ProblemError as error:
            problems += error.problems
    if problems:
        raise ProblemError(*problems)
    return found


def withdrawn(layout: Layout) -> dict[str, str]:
    """The article each withdrawn original was, by the original's SHA-256. Raises ProblemError."""
    return {digest: stone.id for stone in tombstones(layout) for digest in stone.digests}


def read_tombstone(path: Path) -> Tombstone:
    """The tombstone in a file. Raises ProblemError."""
    try:
        record = read_record(path.read_bytes().decode(), path, _FIELDS)
    except UnicodeDecodeError:
        raise ProblemError(Problem(path, 0, "is not UTF-8; save it as UTF-8")) from None
    values = dict(record.values)
    if values["id"] != path.stem:
        raise ProblemError(record.problem("id", f"id must equal the file's name, {path.stem}"))
    return Tombstone(digests=tuple(values.pop("digests")), **values)


def write_tombstone(layout: Layout, stone: Tombstone) -> Path:
    """Write a tombstone; what is empty is left out."""
    path = tombstone_path(layout, stone.id)
    values = {**vars(stone), "digests": list(stone.digests), "containers": dict(stone.containers)}
    write_whole(path, dump_yaml({name: value for name, value in values.items() if value}))
    return path


def _is_article_id(value: object) -> str | None:
    return None if isinstance(value, str) and ARTICLE_ID.fullmatch(value) else "must be the id of an article"


def _is_day(value: object) -> str | None:
    day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    return None if day else "must be a day such as 2017-06-29"


def _is_digest(value: object) -> str | None:
    return None if isinstance(value, str) and _SHA256.fullmatch(value) else "must be a SHA-256 in quotes"


def _is_digests(value: object) -> str | None:
    return next(filter(None, _wrong(value)), None)


def _wrong(value: object) -> Iterator[str | None]:
    if not isinstance(value, list) or not value:
        yield "must be a list of SHA-256"
        return
    yield from map(_is_digest, value)


def _is_containers(value: object) -> str | None:
    pairs = value.items() if isinstance(value, dict) else [("", "")]
    right = all(isinstance(name, str) and name and _is_digest(digest) is None for name, digest in pairs)
    return None if right else "must map files to their SHA-256"


_FIELDS = {
    "id": Field(_is_article_id, required=True),
    "date": Field(_is_day, required=True),
    "digests": Field(_is_digests, required=True),
    "reason": Field(is_text),
    "containers": Field(_is_containers),
}
