"""Names that are nearly the same: likely aliases of a record, likely duplicates among records.

Likeness is rapidfuzz's ratio (1 - InDel distance / length) of folded names without the article, as a percentage.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from khizana.arabic import fold
from khizana.registry import Entity, Registry

_ALIKE = 88.0
_SHORTEST = 4


class Likeness:
    """The names of a registry, ready to be compared with others."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._names: dict[str, list[str]] = {}
        for one in registry.entities.values():
            for name in one.names if not one.merged_into else ():
                self._names.setdefault(_bare(name), []).append(one.id)

    def record_like(self, name: str) -> str:
        """The id of the record one of whose names is nearly this one, or nothing."""
        bare = _bare(name)
        if len(bare) < _SHORTEST:
            return ""
        found = process.extractOne(bare, self._names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return self._names[found[0]][0] if found else ""

    def duplicates(self) -> Iterator[tuple[Entity, Entity]]:
        """Pairs of records of one type with nearly the same name; each pair once."""
        entities = self._registry.entities
        pairs = {(id, other) for name, ids in self._names.items() for id in ids for other in self._like(name)}
        for id, other in sorted(pairs):
            if id < other and entities[id].type == entities[other].type:
                yield entities[id], entities[other]

    def _like(self, name: str) -> Iterator[str]:
        if len(name) >= _SHORTEST:
            alike = process.extract(name, self._names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None)
            yield from (id for other, _, _ in alike if len(other) >= _SHORTEST for id in self._names[other])


def _bare(name: str) -> str:
    return " ".join(word.removeprefix("ال") for word in fold(name).split())
