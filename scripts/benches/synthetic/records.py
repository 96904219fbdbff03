"""A made-up registry: entities of all types with aliases, dates, coordinates and relations, tags as a tree, outlets.

Record number n is the same however many are asked for: it refers only to records before it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khizana.records import dump_yaml
from khizana.registry import EntityType
from scripts.benches.synthetic.language import fill, roots, words
from scripts.benches.synthetic.names import Named, Namer

_ROOT_TAGS = 12
_BRANCHES = 5
_SUBJECT = ("1ا23يات", "123يات", "1و2ا3يات", "12ا3ة", "شؤون ال12و3", "قضايا ال12ا3", "فنون ال12ي3")
OUTLETS = (
    ("al-masar", "المسار", "Africa/Cairo"),
    ("al-afaq", "الآفاق", "Asia/Beirut"),
    ("sada-al-madina", "صدى المدينة", "Asia/Baghdad"),
    ("al-maraya", "المرايا", "Africa/Tunis"),
    ("bayt-al-khabar", "بيت الخبر", "Asia/Amman"),
)


@dataclass(frozen=True)
class Tagged:
    """A tag by its id and label; `root` is the number of the root tag above it."""

    id: str
    label: str
    root: int
    record: dict[str, Any]


@dataclass(frozen=True)
class Known:
    """An entity: its names and the record of it."""

    name: Named
    record: dict[str, Any]


@lru_cache(maxsize=4)
def entities(seed: int, count: int) -> tuple[Known, ...]:
    """The first so many entities, the most often named first."""
    namer = Namer(random.Random(f"{seed}/names"))
    rng = random.Random(f"{seed}/entities")
    known: list[Known] = []
    for number in range(count):
        name = namer.next()
        known.append(Known(name, _entity(name, number, known, rng)))
    return tuple(known)


def _entity(name: Named, number: int, before: Sequence[Known], rng: random.Random) -> dict[str, Any]:
    record: dict[str, Any] = {"id": name.id, "type": name.type, "label": name.label}
    if name.aliases:
        record["aliases"] = list(name.aliases)
    record["latin"] = name.latin
    if rng.random() < 0.8:
        record["description"] = " ".join(words(rng, rng.randint(6, 16))) + "."
    record |= _dates(name.type, rng) if rng.random() < 0.6 else {}
    record |= _relations(name.type, before, rng)
    if rng.random() < 0.4:
        record["wikidata"] = f"Q{900_000_000 + number}"
    if name.type == "place":
        record["coordinates"] = [round(rng.uniform(12, 37), 2), round(rng.uniform(-16, 57), 2)]
    return record


def _dates(type: EntityType, rng: random.Random) -> dict[str, str]:
    first = rng.randint(1880, 1990)
    if type == "person":
        return {"birth": str(first), **({"death": str(first + rng.randint(30, 33))} if rng.random() < 0.3 else {})}
    if type == "organisation":
        return {"founded": str(first)}
    if type == "event":
        return {"from": f"{first}-03-05", "to": f"{first}-04-09"}
    return {}


_ASKED: dict[EntityType, tuple[str, EntityType]] = {
    "person": ("member_of", "organisation"),
    "place": ("located_in", "place"),
    "organisation": ("located_in", "place"),
    "event": ("located_in", "place"),
    "work": ("created_by", "person"),
}


def _relations(type: EntityType, before: Sequence[Known], rng: random.Random) -> dict[str, list[str]]:
    """To what was made before it, so that nothing leads in a circle."""
    key, wanted = _ASKED[type]
    asked = [before[int(len(before) * rng.random() ** 2)] for _ in range(3)] if before else []
    found = [one.name.id for one in asked if one.name.type == wanted][:1]
    others = [one.name.id for one in asked if one.name.id not in found][:1] if rng.random() < 0.2 else []
    return {**({key: found} if found else {}), **({"related": others} if others else {})}


@lru_cache(maxsize=4)
def tags(seed: int, count: int) -> tuple[Tagged, ...]:
    """The first so many tags: twelve roots, and five under each tag in turn."""
    rng = random.Random(f"{seed}/tags")
    made: dict[str, Tagged] = {}
    while len(made) < count:
        label = fill(rng.choice(_SUBJECT), rng.choice(_tag_roots()))
        if label not in made:
            made[label] = _tag(label, len(made), list(made.values()), rng)
    return tuple(made.values())


@lru_cache(maxsize=1)
def _tag_roots() -> list[str]:
    return roots(random.Random("roots of tags"))


def _tag(label: str, number: int, before: Sequence[Tagged], rng: random.Random) -> Tagged:
    id = "t-" + "".join(chr(ord("a") + (number // 26**place) % 26) for place in (3, 2, 1, 0))
    record: dict[str, Any] = {"id": id, "label": label}
    if rng.random() < 0.5:
        record["description"] = " ".join(words(rng, 8)) + "."
    if number < _ROOT_TAGS:
        return Tagged(id, label, number, record)
    above = before[(number - _ROOT_TAGS) // _BRANCHES]
    record["broader"] = above.id
    if rng.random() < 0.2 and (other := rng.choice(before)).id != above.id:
        record["related"] = [other.id]
    return Tagged(id, label, above.root, record)


def write_registry(folder: Path, known: Sequence[Known], tagged: Sequence[Tagged]) -> None:
    """The registry of an archive, one file for each record, in the folder docs/registry."""
    outlets = [
        {"id": id, "label": label, "home": f"https://{id}.example/", "time_zone": zone} for id, label, zone in OUTLETS
    ]
    rooms = {
        "entities": [one.record for one in known],
        "tags": [one.record for one in tagged],
        "sources": outlets,
    }
    for room, records in rooms.items():
        (folder / room).mkdir(parents=True, exist_ok=True)
        for record in records:
            (folder / room / f"{record['id']}.yml").write_text(dump_yaml(record), encoding="utf-8")
