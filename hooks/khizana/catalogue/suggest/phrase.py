"""What the rules look at: a token among its neighbours; and what they give back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khizana.catalogue.suggest.words import Token, Words
from khizana.registry import EntityType


@dataclass(frozen=True)
class Sighting:
    """`tokens[first:end]` may be a name of this type; `worth` is between 0 and 1."""

    first: int
    end: int
    type: EntityType
    worth: float


@dataclass(frozen=True)
class Phrase:
    """The tokens of a text around one of them, as the rules look at them."""

    tokens: Sequence[Token]
    words: Words

    def bare(self, place: int) -> str:
        """The word at a place without particles; empty past the end or across a mark that parts phrases."""
        return self.words.bare(self.tokens[place].word) if 0 <= place < len(self.tokens) else ""

    def raw(self, place: int, first: int) -> str:
        """The word at a place if the phrase that began at `first` still goes on there."""
        if place >= len(self.tokens) or any(token.first for token in self.tokens[first + 1 : place + 1]):
            return ""
        return self.tokens[place].word if place > first else self.bare(place)

    def before(self, place: int) -> str:
        """The word before, without particles, if it belongs to the same phrase."""
        return self.bare(place - 1) if place and not self.tokens[place].first else ""
