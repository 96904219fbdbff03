"""A year as a calendar: a row for each month, a square for each day, darker where more was published."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from khizana.arabic import Noun, counted
from khizana.publish.drawings.svg import box, frame, label, path
from khizana.publish.words import articles, day_words, month_name

_CELL, _STEP = 12.0, 14.0
_NAMES = 62.0
_LEVELS = 4
_DAYS = Noun("لا أيام", "يوم واحد", "يومين", "أيام", "يومًا", "يوم")
_WIDTH = _NAMES + 31 * _STEP


def heat(year: int, days: Mapping[date, int]) -> Markup:
    """The drawing of a year; `days` says how many articles bear each day. Empty where none does."""
    if not days:
        return Markup()
    most = max(days.values())
    top = min(day for day, count in days.items() if count == most)
    words = f"{_active(len(days))}، وأكثرها {day_words(top.isoformat())}: {articles(most)}."
    body = [_month_name(month) for month in range(1, 13)]
    body += [path("".join(_squares(year, days, most, level)), f"kz-heat-{level}") for level in range(_LEVELS + 1)]
    body += [label(str(day), _x(day) + _CELL / 2, 10, "kz-axis") for day in (1, 10, 20, 30)]
    return frame("heat", _WIDTH, 16 + 12 * _STEP, f"أيام النشر سنة {year}", words, body)


def _active(days: int) -> str:
    return f"مقالات السنة في {counted(days, _DAYS)}"


def _squares(year: int, days: Mapping[date, int], most: int, level: int) -> list[str]:
    return [
        box(_x(day), 16 + (month - 1) * _STEP, _CELL, _CELL)
        for month in range(1, 13)
        for day in range(1, monthrange(year, month)[1] + 1)
        if _level(days.get(date(year, month, day), 0), most) == level
    ]


def _level(count: int, most: int) -> int:
    """0 for nothing, else 1 to 4 by the share of the fullest day."""
    return -(-count * _LEVELS // most) if count else 0


def _x(day: int) -> float:
    """The first day stands at the right, beside the month's name."""
    return _WIDTH - _NAMES - day * _STEP


def _month_name(month: int) -> str:
    return label(month_name(month), _WIDTH - 2, 16 + (month - 1) * _STEP + _CELL - 2, "kz-axis", "start")
