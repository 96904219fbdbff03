"""What the registry holds: entities, tags, outlets, and all of them by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from khizana.arabic import sort_key
from khizana.article import Publish

EntityType = Literal["person", "organisation", "place", "event", "work"]
ENTITY_TYPES: tuple[EntityType, ...] = ("person", "organisation", "place", "event", "work")
# What one entity can be to another; the first group says where it belongs, so it can never lead in a circle.
HIERARCHIES = ("part_of", "located_in", "succeeded_by")
RELATIONS = (*HIERARCHIES, "member_of", "created_by", "related")
# Beginnings and the ends that go with them.
SPANS = (("birth", "death"), ("founded", "dissolved"), ("from", "to"))
DATES = tuple(name for span in SPANS for name in span)
# Names that pages of our own take in the same folders, and device names no Windows machine can unzip.
_FOLDERS = "assets search tags entities archive people organisations places events works undated network"
PAGES = frozenset(["index", "404", *_FOLDERS.split()])
RESERVED = PAGES | {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}


@dataclass(frozen=True)
class Entity:
    """A person, organisation, place, event or work. `coordinates` are (latitude, longitude) in degrees.

    `aliases` are Arabic variants, acronyms and Latin forms. `ambiguous` maps a name that is also an ordinary word
    or somebody else's to the words of which one must be near it. `family_name` is the part of a person's name that
    stands for the whole once the whole was said: None leaves it to the matcher, an empty one forbids it.
    `dates` are years, months or days in ISO form by their key (DATES), `relations` lead to ids (RELATIONS).
    A record whose `status` is proposed is neither looked for nor published.
    """

    id: str
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    latin: str = ""
    description: str = ""
    wikidata: str = ""
    coordinates: tuple[float, float] | None = None
    merged_into: str = ""
    sort: str = ""
    viaf: str = ""
    geonames: str = ""
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    family_name: str | None = None
    status: Literal["accepted", "proposed"] = "accepted"
    dates: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every form under which texts name it, the label first."""
        return (self.label, *self.aliases)

    @property
    def order(self) -> tuple[str, str]:
        """Where it stands in an alphabetical list."""
        return sort_key(self.sort or self.label)


@dataclass(frozen=True)
class Tag:
    """A subject. `terms` are words whose presence suggests it; `broader` and `related` are ids of other tags."""

    id: str
    label: str
    description: str = ""
    broader: str = ""
    terms: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outlet:
    """Who published the original, and its profile: how its pages are read. Everything but the label is optional.

    `time_zone` is an IANA name and holds for the times it prints; `hosts` are the host names its articles come
    from; `furniture` are whole lines of its pages that belong to no article; `byline` is its usual form, such as
    `{place} - {name}`; `date` says where its date is printed; `columns` names the columns of its records.
    `publish` says how much of its articles is shown, everything where it is empty; `rights` why.
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
    publish: Publish | Literal[""] = ""
    rights: str = ""


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

    def accepted(self, id: str) -> Entity | None:
        """The entity an id stands for now, if there is one and an editor has accepted it."""
        found = self.entity(id) if id in self.entities else None
        return found if found and found.status == "accepted" else None
