"""Names the archive uses and the registry does not know, ranked by what it would be worth to add them.

`suggest` reads texts; what it needs to know of Arabic is in `khizana.catalogue.lexicon`, of the world in the data
packages behind `places`, and the rest it learns from the archive's own words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from khizana.arabic import fold
from khizana.catalogue.mentions import family_name
from khizana.catalogue.suggest.find import sightings
from khizana.catalogue.suggest.likeness import Likeness
from khizana.catalogue.suggest.phrase import Sighting
from khizana.catalogue.suggest.places import Place, foreign_names, known_places
from khizana.catalogue.suggest.words import Token, Words, tokens
from khizana.registry import Entity, EntityType, Registry

_CONTEXTS = 3
_AROUND = 40
# Below this an editor's time is not well spent.
_LEAST_WORTH = 0.25


@dataclass(frozen=True)
class Suggestion:
    """A name that may deserve a record. `names` are its spellings in the archive, most frequent first.

    `family` is a person's family name, if the archive uses it alone; `like` is the id of a record that may be meant.
    """

    name: str
    type: EntityType
    count: int
    worth: float
    names: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    place: Place | None = None
    family: str = ""
    like: str = ""


@dataclass
class _Evidence:
    """What the archive shows of one folded name."""

    spellings: Counter[str] = field(default_factory=Counter)
    types: dict[EntityType, float] = field(default_factory=dict)
    best: float = 0.0
    contexts: list[str] = field(default_factory=list)

    def add(self, spelling: str, sighting: Sighting, context: str) -> None:
        self.spellings[spelling] += 1
        self.types[sighting.type] = self.types.get(sighting.type, 0) + sighting.worth
        self.best = max(self.best, sighting.worth)
        if len(self.contexts) < _CONTEXTS:
            self.contexts.append(context)


def suggest(texts: Iterable[str], registry: Registry) -> list[Suggestion]:
    """Names in the texts that no record has, the worthiest first."""
    originals = list(texts)
    read = [tokens(text) for text in originals]
    words = Words(read, foreign_names())
    evidence: dict[str, _Evidence] = {}
    for text, found in zip(originals, read, strict=True):
        for sighting in sightings(found, words):
            _note(evidence, text, found, sighting, words)
    known = {fold(name).removeprefix("ال") for entity in registry.entities.values() for name in _forms(entity)}
    likeness = Likeness(registry)
    suggestions = [
        _suggestion(name, one, words, likeness)
        for name, one in evidence.items()
        if name.removeprefix("ال") not in known and _worth(one) >= _LEAST_WORTH
    ]
    return sorted(suggestions, key=lambda one: (-one.worth, one.name))


def _forms(entity: Entity) -> tuple[str, ...]:
    return (*entity.names, family_name(entity)) if entity.type == "person" else entity.names


def _note(evidence: dict[str, _Evidence], text: str, found: Sequence[Token], sighting: Sighting, words: Words) -> None:
    first, last = found[sighting.first], found[sighting.end - 1]
    bare = words.bare(first.word)
    parts = (bare, *(token.word for token in found[sighting.first + 1 : sighting.end]))
    start = first.start + max(0, len(first.word) - len(bare)) if first.word.endswith(bare) else first.start
    spelling = text[start : last.end] if first.word.endswith(bare) else f"ال{text[first.start + 2 : last.end]}"
    context = " ".join(text[max(0, first.start - _AROUND) : last.end + _AROUND].split())
    evidence.setdefault(" ".join(parts), _Evidence()).add(" ".join(spelling.split()), sighting, context)


def _worth(one: _Evidence) -> float:
    """How sure it is that this is a name, times how much the archive says of it (the logarithm of its count)."""
    count = one.spellings.total()
    # Seen often, a name with weak cues is surer than one seen once with a strong one; few cues decide little.
    sure = 0.5 * one.best + 0.5 * sum(one.types.values()) / count
    return sure * sure * math.log2(1 + count)


def _suggestion(name: str, one: _Evidence, words: Words, likeness: Likeness) -> Suggestion:
    spellings = tuple(spelling for spelling, _ in one.spellings.most_common())
    suggestion = Suggestion(
        name=spellings[0],
        type=max(one.types, key=lambda type: one.types[type]),
        count=one.spellings.total(),
        worth=round(_worth(one), 4),
        names=spellings,
        contexts=tuple(one.contexts),
        like=likeness.record_like(name),
    )
    if suggestion.type == "place":
        return replace(suggestion, place=known_places().get(name))
    family = fold(family_name(Entity("", "person", spellings[0]))) if suggestion.type == "person" else ""
    return replace(suggestion, family=family if words.counts[family] > suggestion.count else "")
