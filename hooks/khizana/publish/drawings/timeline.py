"""How many articles, year by year or month by month: bars from the right, where reading begins, to the left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from markupsafe import Markup

from khizana.publish.drawings.svg import box, frame, label, path
from khizana.publish.words import articles, month_name, month_words

_WIDTH, _HEIGHT = 480.0, 128.0
_TOP, _FLOOR = 20.0, 104.0
_WIDEST = 34.0
_YEAR_ROOM, _MONTH_ROOM = 33.0, 72.0  # for a label below its bar
_FEWEST_YEARS = 4


def timeline(months: Mapping[str, int], subject: str) -> Markup:
    """A drawing of counts by month (`2017-06`), empty if all are of one month; `subject` is what they speak of.

    Years are drawn, or months where there are fewer than four years.
    """
    if len(months) < 2:
        return Markup()
    by_year = int(max(months)[:4]) - int(min(months)[:4]) + 1 >= _FEWEST_YEARS
    counts = _years(months) if by_year else _months(months)
    most = max(counts, key=lambda pair: pair[1])
    unit = "السنين" if by_year else "الشهور"
    first, last = (counts[0][0], counts[-1][0]) if by_year else (month_words(min(months)), month_words(max(months)))
    peak = most[0] if by_year else month_words(most[0])
    words = f"من {first} إلى {last}، وأكثرها {peak}: {articles(most[1])}."
    return frame("timeline", _WIDTH, _HEIGHT, f"{subject} على {unit}", words, _bars(counts, most[1], by_year))


def _years(months: Mapping[str, int]) -> list[tuple[str, int]]:
    """Every year from the first to the last, those without articles too."""
    counts: dict[str, int] = {}
    for month, count in months.items():
        counts[month[:4]] = counts.get(month[:4], 0) + count
    return [(f"{year:04d}", counts.get(f"{year:04d}", 0)) for year in range(int(min(counts)), int(max(counts)) + 1)]


def _months(months: Mapping[str, int]) -> list[tuple[str, int]]:
    first, last = ((int(month[:4]) * 12 + int(month[5:7]) - 1) for month in (min(months), max(months)))
    names = [f"{place // 12:04d}-{place % 12 + 1:02d}" for place in range(first, last + 1)]
    return [(name, months.get(name, 0)) for name in names]


def _bars(counts: Sequence[tuple[str, int]], most: int, by_year: bool) -> list[str]:
    step = min(_WIDEST, _WIDTH / len(counts))
    gap = min(4.0, step / 4)
    tall = _FLOOR - _TOP
    shapes, labels = [], []
    every = ceil((_YEAR_ROOM if by_year else _MONTH_ROOM) / step)
    peak = next(place for place, (_, count) in enumerate(counts) if count == most)
    for place, (name, count) in enumerate(counts):
        right = _WIDTH - place * step
        height = max(1.5, tall * count / most) if count else 0
        if count:
            shapes.append(box(right - step + gap / 2, _FLOOR - height, step - gap, height))
        if place % every == 0:
            labels.append(label(_short(name, by_year), right - step / 2, _HEIGHT - 6, "kz-axis"))
    middle = min(max(_WIDTH - peak * step - step / 2, 12), _WIDTH - 12)
    ground = f"M{_WIDTH - len(counts) * step:.1f} {_FLOOR:.1f}H{_WIDTH:.0f}"
    return [
        path("".join(shapes), "kz-bar"),
        path(ground, "kz-ground"),
        label(f"{most:,}", middle, _TOP - 6, "kz-peak"),
        *labels,
    ]


def _short(name: str, by_year: bool) -> str:
    if by_year:
        return str(int(name))
    month = month_name(int(name[5:7]))
    return f"{month} {int(name[:4])}" if name.endswith("-01") else month
