"""Places: those the data packages know, and what stands after a word for a kind of place."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.catalogue.lexicon import (
    BODIES,
    EVENTS,
    FUNCTION,
    GIVEN,
    KUNYA,
    MOTION,
    ORDINARY,
    PLACE_PREPOSITIONS,
    PLACE_WORDS,
    SAYING,
    TITLES,
    WORKS,
)
from khizana.catalogue.suggest.phrase import Phrase, Sighting
from khizana.catalogue.suggest.places import WELL_KNOWN, Place, known_places
from khizana.catalogue.suggest.words import Words

# A town with an ordinary word for a name must be this large to be taken for itself without a cue.
_LARGE = 100_000
_NO_TOWN = FUNCTION | ORDINARY | PLACE_WORDS | BODIES | EVENTS | WORKS


def known_place(phrase: Phrase, place: int) -> Iterator[Sighting]:
    places = known_places()
    for length in range(4, 0, -1):
        run = [phrase.raw(place + step, place) for step in range(length)]
        name = " ".join(run)
        known = places.get(name)
        if not all(run) or not known or (length == 1 and not _may_be_place(phrase, place, name, known)):
            continue
        cued = _is_place_cue(phrase, place)
        yield Sighting(place, place + length, "place", 0.95 if cued or known.population > _LARGE else 0.6)
        return


def _may_be_place(phrase: Phrase, place: int, name: str, known: Place) -> bool:
    """Towns bear ordinary words for names, so that one needs to be large, to look foreign, or to have a cue."""
    if name in _NO_TOWN or phrase.before(place) in GIVEN | TITLES | KUNYA:
        return False
    if phrase.before(place) in SAYING and known.population <= _LARGE:
        return False
    if phrase.before(place) in PLACE_WORDS or known.population >= WELL_KNOWN:
        return True
    if name in GIVEN or _is_ordinary(phrase.words, name, known):
        return False
    return known.population > _LARGE or _is_place_cue(phrase, place)


def _is_ordinary(words: Words, name: str, known: Place) -> bool:
    stem = name.removeprefix("ال")
    if {name, stem} & words.common or len(stem) < 3 or words.is_made_up(name):
        return True
    return words.counts[stem] > 0 if name != stem else known.foreign and words.strange(name) <= 0


def _is_place_cue(phrase: Phrase, place: int) -> bool:
    return is_attached(phrase, place) or phrase.before(place) in PLACE_PREPOSITIONS | PLACE_WORDS | MOTION


def is_attached(phrase: Phrase, place: int) -> bool:
    word = phrase.tokens[place].word
    return word != phrase.bare(place) and word.lstrip("وف")[:1] == "ب"


def after_place_word(phrase: Phrase, place: int) -> Iterator[Sighting]:
    """مدينة مشهد, نهر الفرات: a word that is no adjective."""
    word = phrase.raw(place, place)
    if phrase.before(place) not in PLACE_WORDS or not word or word in FUNCTION | TITLES | PLACE_WORDS:
        return
    with_article = word.startswith("ال")
    if with_article and (phrase.before(place).startswith("ال") or phrase.words.is_adjective(word)):
        return
    if not with_article and (word in phrase.words.common or len(word) < 3):
        return
    end = place + 1
    while not with_article and (following := phrase.raw(end, place)) and phrase.words.is_name(following):
        end += 1
    strange = phrase.words.strange(word) > 0
    yield Sighting(place, min(end, place + 3), "place", 0.8 if strange else 0.6 if not with_article else 0.5)
