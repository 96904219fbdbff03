"""Persons: runs of given and foreign names, and the titles and verbs of saying before them."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.catalogue.lexicon import BODIES, DIVINE, FUNCTION, GIVEN, KUNYA, ORDINALS, SAYING, TITLES, words
from khizana.catalogue.suggest.phrase import Phrase, Sighting
from khizana.catalogue.suggest.places import known_places

_LONGEST = 5
_MIDDLE = words("بن بنت آل ولد")
# The name, and in Egyptian spelling the preposition on: علي الأرض.
_ON = "علي"


def person(phrase: Phrase, place: int) -> Iterator[Sighting]:
    """A run of given and foreign names, after a title or a verb of saying, or long enough to speak for itself."""
    first = phrase.raw(place, place)
    if not first or not (phrase.words.is_name(first) or first in KUNYA) or first in TITLES - GIVEN:
        return
    end = _end_of_name(phrase, place)
    run = [phrase.raw(step, place) for step in range(place, end)]
    cued = _person_cue(phrase, place)
    if len(run) > 1 and run[-1] not in KUNYA:
        yield Sighting(place, end, "person", _worth(run, cued))
    elif len(run) == 1 and cued and first not in KUNYA and phrase.words.bare(first) not in known_places():
        yield Sighting(place, end, "person", 0.7)


def _worth(run: list[str], cued: bool) -> float:
    """How far a run of several names can be trusted; one that begins in its middle, as بن علي does, little."""
    if not cued and (run[0] in _MIDDLE or (run[0] == _ON and run[1].startswith("ال") and len(run) == 2)):
        return 0.3
    given = any(word in GIVEN or word in KUNYA for word in run)
    return min(0.98, 0.45 + 0.35 * cued + 0.35 * given + 0.1 * (len(run) == 2))


def _end_of_name(phrase: Phrase, place: int) -> int:
    end = place
    while end - place < _LONGEST and (word := phrase.raw(end, place)):
        previous = phrase.raw(end - 1, place) if end > place else ""
        family = previous in GIVEN | KUNYA and word.startswith("ال") and _is_family(phrase, word)
        joined = previous in KUNYA and word not in FUNCTION
        divine = word in DIVINE and end > place
        if not (phrase.words.is_name(word) or word in KUNYA or family or joined or divine):
            break
        end += 1
        if family:
            break
    while end > place + 1 and phrase.raw(end - 1, place) in KUNYA:
        end -= 1
    return end


def _is_family(phrase: Phrase, word: str) -> bool:
    return word in ORDINALS or (word not in TITLES | FUNCTION and not phrase.words.is_adjective(word))


def _person_cue(phrase: Phrase, place: int) -> bool:
    """A title, at some distance in الرئيس الأمريكي السابق جورج, or a verb of saying."""
    for back in range(1, 5):
        if place - back < 0 or phrase.tokens[place - back + 1].first:
            return False
        word = phrase.bare(place - back)
        if word in TITLES or (back == 1 and word in SAYING):
            return True
        if not (word.startswith("ال") or word in BODIES or word in known_places()):
            return False
    return False
