"""What each kind of record may say: every key with its check and, for editors' tools, its JSON Schema.

One source of truth: reading applies the checks, and `schema_of` writes the schemas from the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from khizana.article import PUBLISH
from khizana.records import ID, Field, is_id, is_ids, is_text, is_texts
from khizana.registry.model import DATES, ENTITY_TYPES, RELATIONS

Schema = Mapping[str, Any]
# What a record of an outlet can tell of an article (`content` is its text).
COLUMNS = frozenset({"title", "content", "author", "date", "url", "tags"})
_DAY = re.compile(r"-?\d{1,4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class Key(Field):
    """A field that can also describe itself to an editor's tool."""

    schema: Schema = field(default_factory=dict)


def _one_of(*names: str) -> Key:
    wrong = f"must be one of {', '.join(names)}"
    return Key(lambda value: None if value in names else wrong, schema={"enum": list(names)})


def _matching(pattern: str, wanted: str, *, number: bool = False) -> Key:
    """Text of a shape; a `number` may also be written without quotes."""
    shape = re.compile(pattern)

    def check(value: object) -> str | None:
        allowed = isinstance(value, str) or (number and type(value) is int)
        return None if allowed and shape.fullmatch(str(value)) else f"must be {wanted}"

    types = ["string", "integer"] if number else ["string"]
    return Key(check, schema={"type": types, "pattern": f"^(?:{pattern})$", "description": wanted})


def _is_label(value: object) -> str | None:
    """A record without a name would be a link without words and a page without a heading."""
    if isinstance(value, str) and not any(char.isalnum() for char in value):
        return "must have letters; give the name"
    return is_text(value)


def _is_coordinates(value: object) -> str | None:
    degrees = value if isinstance(value, list) and len(value) == 2 else []
    if degrees and all(type(degree) in (int, float) for degree in degrees):
        latitude, longitude = degrees
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return None
    return "must be [latitude, longitude] in degrees, such as [36.34, 43.13]"


def _is_day(value: object) -> str | None:
    if isinstance(value, date) or (type(value) in (int, str) and _DAY.fullmatch(str(value))):
        return None
    return "must be a year, month or day, such as 1956, 1956-07 or -331 (before Christ)"


def _is_zone(value: object) -> str | None:
    try:
        ZoneInfo(value if isinstance(value, str) else "")
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
        # Refuses what codecs knows besides encodings of text, such as hex.
        "".encode(value if isinstance(value, str) else "none")
    except (LookupError, ValueError):
        return "must be an encoding such as windows-1256"
    return None


def _is_columns(value: object) -> str | None:
    if isinstance(value, dict) and set(value) <= COLUMNS and all(isinstance(name, str) for name in value.values()):
        return None
    return f"must map {', '.join(sorted(COLUMNS))} to the names of columns"


def _is_rules(value: object) -> str | None:
    """An empty list is a rule too: the name is never linked by itself, only listed for review."""
    rules = value if isinstance(value, dict) else {0: 0}
    if all(isinstance(name, str) and is_texts(words) is None for name, words in rules.items()):
        return None
    return "must map names of this record to lists of words, such as {الرقة: [مدينة, محافظة]}"


def _is_family(value: object) -> str | None:
    return None if value is False or isinstance(value, str) else "must be a part of the name, or false for never"


_STRING: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _STRING}
_ID_SCHEMA: Schema = {"type": "string", "pattern": f"^{ID.pattern}$"}
_TEXT = Key(is_text, schema=_STRING)
_LIST = Key(is_texts, schema=_TEXTS)
_ONE_ID = Key(is_id, schema=_ID_SCHEMA)
_IDS = Key(is_ids, schema={"type": "array", "items": _ID_SCHEMA})
_DEGREES: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_COMMON = {"id": Key(is_id, required=True, schema=_ID_SCHEMA), "label": Key(_is_label, required=True, schema=_STRING)}
_NUMBERED = {
    "wikidata": _matching(r"Q[1-9][0-9]*", "a Wikidata id such as Q79"),
    "viaf": _matching(r"[1-9][0-9]{1,21}", "a VIAF number such as 95216565", number=True),
    "geonames": _matching(r"[1-9][0-9]{1,9}", "a GeoNames number such as 360630", number=True),
}
ENTITY: Mapping[str, Key] = {
    **_COMMON,
    "type": Key(_one_of(*ENTITY_TYPES).check, required=True, schema={"enum": list(ENTITY_TYPES)}),
    "status": _one_of("accepted", "proposed"),
    "sort": _TEXT,
    "aliases": _LIST,
    "ambiguous": Key(_is_rules, schema={"type": "object", "additionalProperties": _TEXTS}),
    "family_name": Key(_is_family, schema={"anyOf": [_STRING, {"const": False}]}),
    "latin": _TEXT,
    "description": _TEXT,
    **{name: Key(_is_day, schema={"type": ["string", "integer"], "pattern": f"^{_DAY.pattern}$"}) for name in DATES},
    **dict.fromkeys(RELATIONS, _IDS),
    **_NUMBERED,
    "coordinates": Key(_is_coordinates, schema=_DEGREES),
    "merged_into": _ONE_ID,
}
TAG: Mapping[str, Key] = {**_COMMON, "description": _TEXT, "broader": _ONE_ID, "related": _IDS, "terms": _LIST}
OUTLET: Mapping[str, Key] = {
    **_COMMON,
    "home": _matching(r"https?://\S+", "an address that begins with https://"),
    "time_zone": Key(_is_zone, schema=_STRING),
    "hosts": _LIST,
    "furniture": _LIST,
    "byline": Key(_is_byline, schema=_STRING),
    "date": _one_of("first", "last"),
    "encoding": Key(_is_encoding, schema=_STRING),
    "columns": Key(
        _is_columns,
        schema={"type": "object", "properties": dict.fromkeys(sorted(COLUMNS), _STRING), "additionalProperties": False},
    ),
    "publish": _one_of(*PUBLISH),
    "rights": _TEXT,
}
# The schema of each folder of docs/registry, by the name of its file.
KINDS: Mapping[str, Mapping[str, Key]] = {"entity": ENTITY, "tag": TAG, "source": OUTLET}


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of record."""
    fields = KINDS[kind]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A record of the registry: {kind}",
        "type": "object",
        "properties": {name: key.schema for name, key in fields.items()},
        "required": [name for name, key in fields.items() if key.required],
        "additionalProperties": False,
    }
