"""The Arabic words that index pages share: counted nouns, names of types, relations and dates, days and periods."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from math import floor

from babel.dates import get_month_names

from khizana.arabic import ARTICLES, OTHER_PLACES, Noun, counted
from khizana.registry import EntityType

TYPE_LABELS: dict[EntityType, str] = {
    "person": "أشخاص",
    "organisation": "منظمات وهيئات",
    "place": "أماكن",
    "event": "أحداث",
    "work": "أعمال",
}
TYPE_SINGULAR: dict[EntityType, str] = {
    "person": "شخص",
    "organisation": "منظمة أو هيئة",
    "place": "مكان",
    "event": "حدث",
    "work": "عمل",
}
NAMES = Noun("لا أعلام", "علَم واحد", "علَمان", "أعلام", "علَمًا", "علَم")
AUTHORS = Noun("لا كتّاب", "كاتب واحد", "كاتبان", "كتّاب", "كاتبًا", "كاتب")
ROWS = Noun("لا صفوف", "صف واحد", "صفان", "صفوف", "صفًّا", "صف")
SHARED = Noun("لا مقالات مشتركة", "مقال مشترك", "مقالان مشتركان", "مقالات مشتركة", "مقالًا مشتركًا", "مقال مشترك")

OTHERS = Noun("لا شيء آخر", "واحد آخر", "اثنان آخران", "أخرى", "أخرى", "أخرى")

DATE_LABELS: Mapping[str, str] = {
    "birth": "الميلاد",
    "death": "الوفاة",
    "founded": "التأسيس",
    "dissolved": "الحلّ",
    "from": "البداية",
    "to": "النهاية",
}
# What a record says of another, and how the other's page says it.
RELATION_LABELS: Mapping[str, str] = {
    "part_of": "جزء من",
    "located_in": "الموقع",
    "succeeded_by": "اللاحق",
    "member_of": "العضوية",
    "created_by": "الصانع أو المؤسس",
    "related": "صلات",
}
INVERSE_LABELS: Mapping[str, str] = {
    "part_of": "يضم",
    "succeeded_by": "السابق",
    "member_of": "الأعضاء",
    "created_by": "من أعماله",
    "related": "صلات",
}
LOCATED_HERE: Mapping[EntityType, str] = {
    "person": "أشخاص هنا",
    "organisation": "هيئات هنا",
    "place": "أماكن هنا",
    "work": "أعمال هنا",
}
_MONTHS = get_month_names("wide", locale="ar")
_PARTIAL = re.compile(r"(-?\d{1,4})(?:-(\d\d)(?:-(\d\d))?)?")


def articles(number: int) -> str:
    """`3 مقالات`."""
    return counted(number, ARTICLES)


def shared_articles(number: int) -> str:
    """`3 مقالات مشتركة`."""
    return counted(number, SHARED)


def other_places(number: int) -> str:
    """`3 مواضع أخرى`."""
    return counted(number, OTHER_PLACES)


def others(number: int) -> str:
    """`3 أخرى`: what stands behind a click."""
    return counted(number, OTHERS)


def month_name(number: int) -> str:
    """The name of a month, 1 to 12."""
    return str(_MONTHS[number])


@lru_cache(maxsize=4096)
def day_words(iso: str) -> str:
    """`29 يونيو 2017` for an ISO day or the day of a moment; `بلا تاريخ` for none."""
    if not iso:
        return "بلا تاريخ"
    return f"{int(iso[8:10])} {month_name(int(iso[5:7]))} {int(iso[:4])}"


def month_words(month: str) -> str:
    """`يونيو 2017` for `2017-06`."""
    return f"{month_name(int(month[5:7]))} {int(month[:4])}"


def partial_date(value: str) -> str:
    """A year, month or day of a record in words: `1956`, `يوليو 1956`, `26 يوليو 1956`, `331 ق.م`."""
    found = _PARTIAL.fullmatch(value)
    if not found:
        return value
    year = int(found[1])
    words = [f"{-year} ق.م" if year < 0 else str(year)]
    if found[2]:
        words.insert(0, month_name(int(found[2])))
    if found[3]:
        words.insert(0, str(int(found[3])))
    return " ".join(words)


def span_words(dates: Mapping[str, str]) -> str:
    """When an event was: `من أكتوبر 2016 إلى يوليو 2017`, or the one date that is known, or nothing."""
    first, last = dates.get("from", ""), dates.get("to", "")
    if first and last and first != last:
        return f"من {partial_date(first)} إلى {partial_date(last)}"
    return partial_date(first or last) if first or last else ""


def period_words(newest: str, oldest: str) -> str:
    """What a stretch of a list is called: `من مارس 2016 إلى يونيو 2017`, `من 3 إلى 19 مارس 2016`; ISO days given."""
    if not newest or not oldest:
        return "بلا تاريخ" if not newest else f"حتى {month_words(newest)}، وما لا تاريخ له"
    first, last = month_words(oldest), month_words(newest)
    if oldest[:10] == newest[:10]:
        return day_words(newest)
    return f"من {int(oldest[8:10])} إلى {day_words(newest)}" if first == last else f"من {first} إلى {last}"


def coordinates_words(coordinates: tuple[float, float]) -> str:
    """`36°20′ شمالًا، 43°08′ شرقًا`; degrees and whole minutes, isolated, as they are read from the left."""
    latitude, longitude = coordinates
    north = "شمالًا" if latitude >= 0 else "جنوبًا"
    east = "شرقًا" if longitude >= 0 else "غربًا"
    return f"{_degrees(latitude)} {north}، {_degrees(longitude)} {east}"


def _degrees(value: float) -> str:
    minutes = floor(abs(value) * 60 + 0.5)
    return f"\u2066{minutes // 60}°{minutes % 60:02d}′\u2069"
