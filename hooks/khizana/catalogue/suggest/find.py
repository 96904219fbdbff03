"""Names in a text that no registry knows, by what stands beside them.

Each rule is a generator of sightings for the phrase that begins at one token; what a sighting is worth says how far
its cue can be trusted. The first rule that sees a name has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khizana.catalogue.lexicon import GIVEN, KUNYA, PLACE_PREPOSITIONS, words
from khizana.catalogue.suggest.body_rules import body, event, named_body, work
from khizana.catalogue.suggest.person_rules import person
from khizana.catalogue.suggest.phrase import Phrase, Sighting
from khizana.catalogue.suggest.place_rules import after_place_word, is_attached, known_place
from khizana.catalogue.suggest.words import Token, Words

# Prepositions after which a foreign name is rather a place than a person.
_WHERE = PLACE_PREPOSITIONS - words("من إلى بين حول")


def sightings(tokens: Sequence[Token], words: Words) -> Iterator[Sighting]:
    """Everything in a text that may be a name, in order, none overlapping another."""
    phrase = Phrase(tokens, words)
    place = 0
    while place < len(tokens):
        found = next((one for rule in _RULES for one in rule(phrase, place)), None)
        if found:
            yield found
        place = max(place + 1, found.end if found else 0)


def _alone(phrase: Phrase, place: int) -> Iterator[Sighting]:
    """A name by itself: where a place is expected a place, else most often a person."""
    word, vocabulary = phrase.raw(place, place), phrase.words
    if len(word) < 3 or word in KUNYA:
        return
    if vocabulary.is_singular(word):
        worth = 0.3
    elif vocabulary.is_name(word) and (len(word) > 3 or word in GIVEN):
        worth = 0.3 + min(0.2, 0.1 * max(0, vocabulary.strange(word)))
    else:
        return
    at = phrase.before(place) in _WHERE or is_attached(phrase, place)
    yield Sighting(place, place + 1, "place" if at and word not in GIVEN else "person", worth)


_RULES = (work, named_body, body, known_place, after_place_word, person, event, _alone)
