"""The registry: the tags, entities and outlets people curate, one YAML file per record.

`read_registry` reads docs/registry/{entities,tags,sources} whole and refuses it with every problem at once;
`khizana.registry.edit` mints and merges records. The JSON Schemas that editors' tools use, in
docs/registry/schema, are written from the same fields that are checked here.
"""

from khizana.registry.fields import COLUMNS
from khizana.registry.model import (
    DATES,
    ENTITY_TYPES,
    RELATIONS,
    RESERVED,
    Entity,
    EntityType,
    Outlet,
    Registry,
    Tag,
)
from khizana.registry.reading import read_registry

__all__ = [
    "COLUMNS",
    "DATES",
    "ENTITY_TYPES",
    "RELATIONS",
    "RESERVED",
    "Entity",
    "EntityType",
    "Outlet",
    "Registry",
    "Tag",
    "read_registry",
]
