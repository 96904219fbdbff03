"""Organisations, events and works: the noun that begins the name, or stands before it."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.catalogue.lexicon import BODIES, EVENTS, FUNCTION, GIVEN, MERE_KINDS, NAMED_BODIES, SAYING, TITLES, WORKS
from khizana.catalogue.suggest.phrase import Phrase, Sighting
from khizana.catalogue.suggest.places import known_places

_LONGEST = 5


def body(phrase: Phrase, place: int) -> Iterator[Sighting]:
    """وزارة الخارجية, مجلس الأمن الدولي: a body's noun and what tells it from others."""
    head = phrase.raw(place, place)
    if head not in BODIES - MERE_KINDS:
        return
    end = place + 1
    while end - place < 4 and (word := phrase.raw(end, place)) and _goes_on(phrase, word, head, end - place):
        end += 1
    if end == place + 1:
        return
    proper = any(
        word in known_places() or phrase.words.is_name(word) for word in map(phrase.bare, range(place + 1, end))
    )
    yield Sighting(place, end, "organisation", 0.75 if proper or end - place > 2 else 0.62)


def _goes_on(phrase: Phrase, word: str, head: str, step: int) -> bool:
    if word in FUNCTION | SAYING | TITLES:
        return False
    if head.startswith("ال"):
        return word.startswith("ال") and (phrase.words.is_adjective(word) or word.startswith("الم"))
    if word.startswith(("ال", "لل")) or (word.startswith("وال") and step > 1):
        return True
    return step == 1 and word not in GIVEN and (word in known_places() or phrase.words.is_name(word))


def named_body(phrase: Phrase, place: int) -> Iterator[Sighting]:
    """صحيفة الحياة, وكالة رويترز: the name after the kind of body."""
    word = phrase.raw(place, place)
    kind = phrase.before(place)
    if kind not in NAMED_BODIES or not word or word in FUNCTION | NAMED_BODIES | BODIES:
        return
    if kind == "قناه" and word in known_places():  # a canal, not a channel
        return
    if not (word.startswith("ال") and not phrase.words.is_adjective(word)) and not phrase.words.is_name(word):
        return
    end = place + 1
    while end - place < 3 and (following := phrase.raw(end, place)) and phrase.words.is_name(following):
        end += 1
    yield Sighting(place, end, "organisation", 0.8)


def event(phrase: Phrase, place: int) -> Iterator[Sighting]:
    """حرب الخليج, كأس العالم, الحرب العالمية الثانية."""
    head = phrase.raw(place, place)
    if head not in EVENTS:
        return
    end = place + 1
    while end - place < 4 and (word := phrase.raw(end, place)) and word.startswith("ال") and word not in TITLES:
        end += 1
    if end > place + 1:
        yield Sighting(place, end, "event", 0.5)


def work(phrase: Phrase, place: int) -> Iterator[Sighting]:
    """رواية «أولاد حارتنا»: what stands in quotes after a kind of work."""
    if phrase.before(place) not in WORKS or not phrase.tokens[place].quoted:
        return
    end = place + 1
    while end < len(phrase.tokens) and end - place < _LONGEST and not phrase.tokens[end].first:
        if phrase.tokens[end].quoted:
            yield Sighting(place, end, "work", 0.7)
            return
        end += 1
