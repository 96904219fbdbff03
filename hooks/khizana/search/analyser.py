"""Words of a text as the search engine sees them: tokens, families and how near two forms of a word are.

`browser/analyser.js` is the exact twin of this module; both run over the same test vectors.
A *form* is a word as written, with only those letters unified that writers vary freely: vowel signs, tatweel, hamza on
alef, alef maqsura, digits, presentation forms. Ta marbuta stays, because it tells كلية from كلي. A form is never cut.
Every possible reading of a form as clitics, base and ending is a `Reading`; two forms are related as far as the nearest
of their readings are. The *key* of a form is what is left when everything that could be an affix or a weak letter goes:
related forms share it, so that one piece of the index holds a word's whole family.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from khizana.search import words
from khizana.search.letters import fold, seated
from khizana.search.plurals import GROUPS, GROUPS_OF, canonical, singulars

LONGEST = 40
MOST_KEYS = 6
_CONJUNCTIONS = frozenset("وف")
_PREPOSITIONS = frozenset("بكل")
_LEADING = frozenset("وفبكل")
_WEAK = dict.fromkeys(map(ord, "اويىء"))
_DOUBLED = re.compile(r"(.)\1+", re.DOTALL)
_TRAILING = frozenset("هةتن")


class Token(NamedTuple):
    """A form and the part of the text it was read from."""

    form: str
    start: int
    end: int


@lru_cache(maxsize=1 << 17)
def forms_of(chunk: str) -> tuple[str, ...]:
    """The forms in a folded run of letters and digits: one as a rule; `عبدالله` and `F16` are two."""
    if chunk in _AUGUST:
        return (_AUGUST[chunk],)
    parts: list[str] = []
    start = 0
    for place in range(1, len(chunk)):
        if chunk[place].isdigit() != chunk[place - 1].isdigit():
            parts.append(chunk[start:place])
            start = place
    parts.append(chunk[start:])
    return tuple(form for part in parts for form in _compound(seated(part)[:LONGEST]))


# آب, the month, is not أب: its madda tells, which folding would lose.
_AUGUST = {"آب": "اب8", "وآب": "واب8"}


def _compound(form: str) -> tuple[str, ...]:
    """Names written as one word or as two: عبدالعزيز is عبد العزيز."""
    for head in ("عبد", "وعبد"):
        if form.startswith(head + "ال") and len(form) >= len(head) + 4:
            return head, form[len(head) :]
    return (form,)


def forms(text: str) -> list[str]:
    """All forms of a text, in order."""
    found = list(chain.from_iterable(map(forms_of, fold(text).split())))
    if not _TWO_WORDS.isdisjoint(found):
        for place, second in enumerate(found[1:]):
            if found[place] in _TWO_WORDS:
                found[place] += _SECOND.get(second, "")
    return found


# Months whose name is two words.
_TWO_WORDS = frozenset(("كانون", "تشرين"))
_SECOND = {"الاول": "1", "الثاني": "2"}


class Reading(NamedTuple):
    """One way to read a form; `cost` below 1 says how far it is from the plain word."""

    base: str
    kind: str
    cost: float


@lru_cache(maxsize=1 << 14)
def readings(form: str) -> tuple[Reading, ...]:
    """Every way to read a form, the nearest for each base and kind."""
    best: dict[tuple[str, str], float] = {}
    for rest, before in _heads(canonical(form)):
        for base, kind, after in _tails(rest):
            cost = before * after
            if len(base) >= 2 and cost > best.get((base, kind), 0):
                best[base, kind] = cost
    return tuple(Reading(base, kind, cost) for (base, kind), cost in best.items())


@lru_cache(maxsize=1 << 14)
def lemmas(form: str) -> dict[str, float]:
    """The dictionary words a form may be of, with the cost of reading it so."""
    found: dict[str, float] = {}
    for base, kind, cost in readings(form):
        lemma = base + _LEMMA.get(kind, "")
        found[lemma] = max(cost, found.get(lemma, 0))
    return found


_LEMMA = {"F": "ة", "T": "ة", "L": "ات"}


@lru_cache(maxsize=1 << 14)
def _families(form: str) -> dict[str, float]:
    """Names of the families a form may belong to: groups of the table, and singulars by shape."""
    found: dict[str, float] = {}
    for lemma, cost in lemmas(form).items():
        names = [f"={lemma}", *(f"={one}" for one in singulars(lemma)), *map(str, GROUPS_OF.get(lemma, ()))]
        for name in names:
            found[name] = max(cost, found.get(name, 0))
    return found


def _heads(form: str) -> list[tuple[str, float]]:
    heads = [(form, 1.0)]
    starts = [(form, 1.0)]
    if len(form) >= 4 and form[0] in _CONJUNCTIONS and not words.is_radical(form):
        starts.append((form[1:], 0.9 if form[0] == "و" else 0.8))
        heads.append(starts[-1])
    for rest, cost in starts:
        heads.extend((tail, cost * more) for tail, more in _after_preposition(rest))
    return heads


def _after_preposition(form: str) -> list[tuple[str, float]]:
    if len(form) < 4 or words.is_radical(form):
        return []
    if form.startswith("ال"):
        return [(form[2:], 0.98)]
    if form.startswith("لل"):
        return [(form[2:], 0.94), (form[1:], 0.8)]
    if form[0] in _PREPOSITIONS:
        if form[1:3] == "ال" and len(form) >= 5:
            return [(form[3:], 0.94), (form[1:], 0.5)]
        return [(form[1:], 0.4 if form[0] == "ك" else 0.8)]
    return []


POSSESSIVES = (("هما", 0.9), ("ها", 0.9), ("هم", 0.9), ("هن", 0.8), ("ه", 0.9), ("نا", 0.85), ("كم", 0.8))
ENDINGS = (
    ("ة", "F", 1.0, 2), ("ه", "F", 0.9, 2), ("ات", "L", 1.0, 3), ("تان", "T", 0.9, 3), ("تين", "T", 0.9, 3),
    ("ان", "D", 0.9, 3), ("ين", "D", 0.95, 3), ("ون", "D", 0.95, 3),
    ("وا", "W", 0.8, 3), ("ت", "W", 0.7, 4), ("ا", "B", 0.9, 3),
)  # fmt: skip


def _tails(form: str) -> list[tuple[str, str, float]]:
    tails = [(form, "B", 1.0)]
    if form in words.WHOLE:
        return tails
    tails.extend(
        (form[: -len(ending)], kind, cost)
        for ending, kind, cost, least in ENDINGS
        if form.endswith(ending) and len(form) - len(ending) >= least
    )
    for ending, cost in POSSESSIVES:
        rest = form[: -len(ending)]
        if form.endswith(ending) and len(rest) >= 3:
            tails.append((rest, "B", cost))
            if rest.endswith("ات") and len(rest) >= 5:
                tails.append((rest[:-2], "L", cost))
            if rest.endswith("ت"):
                tails.append((rest[:-1], "F", cost))
    return tails


NEAR = {
    "FL": 0.9, "FT": 0.9, "LT": 0.9, "BL": 0.7, "BD": 0.85, "BW": 0.6, "DL": 0.4, "DF": 0.4, "DW": 0.4,
}  # fmt: skip


def _kinds(one: str, two: str, base: str) -> float:
    if one == two:
        return 1.0
    pair = one + two if one < two else two + one
    if pair == "BF":
        return 0.6 if _has_feminine(base) else 0.0
    return NEAR.get(pair, 0.0)


def _has_feminine(base: str) -> bool:
    """Whether base and base + ة are one word: long participles and relative adjectives, not كلي and كلية."""
    return base in words.RELATIVE or (len(base) >= 5 and (base[0] == "م" or base[-1] == "ي"))


def key(form: str) -> str:
    """What all forms of a word have in common: its letters without weak ones and possible affixes; never empty."""
    bones = _DOUBLED.sub(r"\1", canonical(form).translate(_WEAK))
    while len(bones) > 1:
        if bones[-1] in _TRAILING:
            bones = bones[:-1]
        elif bones.endswith("هم") and len(bones) > 2:
            bones = bones[:-2]
        else:
            break
    while len(bones) > 1 and bones[0] in _LEADING:
        bones = bones[1:]
    return bones or form[:1]


PLURAL = 0.75


def relation(one: str, two: str) -> float:
    """How near two forms are: 1 the same, 0 not related."""
    if one == two:
        return 1.0
    best = 0.0
    others = readings(two)
    for reading in readings(one):
        for other in others:
            if reading.base == other.base:
                best = max(best, reading.cost * other.cost * _kinds(reading.kind, other.kind, reading.base))
    families = _families(two)
    for name, cost in _families(one).items():
        best = max(best, PLURAL * cost * families.get(name, 0))
    return best


def keys(form: str) -> list[str]:
    """The keys under which relatives of a form may stand: its own, and those of irregular plurals and other names."""
    members = (member for lemma in lemmas(form) for number in GROUPS_OF.get(lemma, ()) for member in GROUPS[number])
    return list(dict.fromkeys((key(form), *map(key, members))))[:MOST_KEYS]
