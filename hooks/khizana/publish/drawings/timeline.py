"""How many articles, year by year or month by month: bars from the right, where reading begins, to the left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from markupsafe import Markup

from khizana.publish.drawings.svg import box, frame, label, path
from khizana.publish.words import articles, month_name, month_words

_WIDTH, _HEIGHT = 480.0, 128.0
_TOP, _FLOOR = 20.0, 104.0
_WIDEST = 30.0  # bar
_YEAR_ROOM, _MONTH_ROOM = 33.0, 84.0  # for a label below its bar
_FEWEST_YEARS = 4
_LETTER, _DIGIT, _LINE = 7.6, 7.5, 14.0

Count = tuple[str, int]


def timeline(months: Mapping[str, int], subject: str) -> Markup:
    """A drawing of counts by month (`2017-06`), empty if all are of one month; `subject` is what they speak of.

    Years are drawn, or months where there are fewer than four years. The first, the greatest and the last bear their
    numbers, which the text says too.
    """
    if len(months) < 2:
        return Markup()
    by_year = int(max(months)[:4]) - int(min(months)[:4]) + 1 >= _FEWEST_YEARS
    counts = _years(months) if by_year else _months(months)
    unit = "السنين" if by_year else "الشهور"
    said = [f"{_name(counts[place][0], by_year)}: {articles(counts[place][1])}" for place in _marked(counts)]
    words = f"{'؛ '.join(said)}. وأكثرها {_name(counts[_greatest(counts)][0], by_year)}."
    return frame("timeline", _WIDTH, _HEIGHT, f"{subject} على {unit}", words, _bars(counts, by_year))


def _greatest(counts: Sequence[Count]) -> int:
    """The place of the greatest count, the first of several."""
    return max(range(len(counts)), key=lambda place: counts[place][1])


def _marked(counts: Sequence[Count]) -> list[int]:
    """The places that bear a number: the first, the greatest and the last."""
    return sorted({0, _greatest(counts), len(counts) - 1})


def _name(name: str, by_year: bool) -> str:
    return str(int(name)) if by_year else month_words(name)


def _years(months: Mapping[str, int]) -> list[Count]:
    """Every year from the first to the last, those without articles too."""
    counts: dict[str, int] = {}
    for month, count in months.items():
        counts[month[:4]] = counts.get(month[:4], 0) + count
    return [(f"{year:04d}", counts.get(f"{year:04d}", 0)) for year in range(int(min(counts)), int(max(counts)) + 1)]


def _months(months: Mapping[str, int]) -> list[Count]:
    first, last = ((int(month[:4]) * 12 + int(month[5:7]) - 1) for month in (min(months), max(months)))
    names = [f"{place // 12:04d}-{place % 12 + 1:02d}" for place in range(first, last + 1)]
    return [(name, months.get(name, 0)) for name in names]


def _bars(counts: Sequence[Count], by_year: bool) -> list[str]:
    step = min(_YEAR_ROOM + 1 if by_year else _MONTH_ROOM, _WIDTH / len(counts))
    gap = max(step - _WIDEST, min(4.0, step / 4))
    most = max(count for _, count in counts)
    heights = [max(1.5, (_FLOOR - _TOP) * count / most) if count else 0 for _, count in counts]
    shapes = [
        box(_WIDTH - (place + 1) * step + gap / 2, _FLOOR - height, step - gap, height)
        for place, height in enumerate(heights)
        if height
    ]
    numbers = _apart([(place, f"{counts[place][1]:,}") for place in _marked(counts)], step, heights)
    ground = f"M{_WIDTH - len(counts) * step:.1f} {_FLOOR:.1f}H{_WIDTH:.0f}"
    return [
        path("".join(shapes), "kz-bar"),
        path(ground, "kz-ground"),
        *(label(text, *_above(place, text, step, heights), "kz-peak") for place, text in numbers),
        *(label(text, x, _HEIGHT - 6, "kz-axis") for text, x in _axis(counts, step, by_year)),
    ]


def _above(place: int, text: str, step: float, heights: Sequence[float]) -> tuple[float, float]:
    """Where a number stands: above its bar, inside the drawing."""
    half = len(text) * _DIGIT / 2
    return min(max(_WIDTH - (place + 0.5) * step, half), _WIDTH - half), _FLOOR - heights[place] - 6


def _apart(numbers: Sequence[tuple[int, str]], step: float, heights: Sequence[float]) -> list[tuple[int, str]]:
    """The numbers that do not touch the greatest, which stays in any case, nor a bar higher than their own."""
    greatest = max(range(len(heights)), key=heights.__getitem__)
    kept = []
    for place, text in numbers:
        reach = range(max(0, place - 3), min(len(heights), place + 4))
        x, y = _above(place, text, step, heights)
        covered = any(
            abs(_WIDTH - (other + 0.5) * step - x) < len(text) * _DIGIT / 2 + step / 2 and _FLOOR - heights[other] < y
            for other in reach
            if other != place
        )
        top_x, top_y = _above(greatest, "0000", step, heights)
        near_top = abs(top_x - x) < 4 * _DIGIT and abs(top_y - y) < _LINE
        if place == greatest or not (covered or near_top):
            kept.append((place, text))
    return kept


def _axis(counts: Sequence[Count], step: float, by_year: bool) -> list[tuple[str, float]]:
    """Names below bars: the first, the last and the greatest, then as many of the others, evenly, as have room."""
    every = ceil((_YEAR_ROOM if by_year else _MONTH_ROOM) / step)
    wanted = [0, len(counts) - 1, _greatest(counts), *range(0, len(counts), every)]
    taken: list[tuple[float, float]] = []
    found = []
    for place in dict.fromkeys(wanted):
        text = _short(counts[place][0], by_year, whole=place in wanted[:3])
        half = len(text) * _LETTER / 2
        x = min(max(_WIDTH - (place + 0.5) * step, half), _WIDTH - half)
        if not any(x - half < right and left < x + half for left, right in taken):
            taken.append((x - half, x + half))
            found.append((text, x))
    return found


def _short(name: str, by_year: bool, *, whole: bool) -> str:
    if by_year:
        return str(int(name))
    return month_words(name) if whole or name.endswith("-01") else month_name(int(name[5:7]))
