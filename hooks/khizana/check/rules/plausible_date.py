"""Days of publication that can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked

# Al-Waqa'i al-Misriyya, the first newspaper in Arabic still in print, began in 1828; before printing there was none.
_FIRST_YEAR = 1800
_DAY = dt.timedelta(days=1)
_FUTURE = Said("التاريخ {day} لم يأتِ بعد؛ صححه", "the date {day} has not come yet; correct it")
_CAPTURED = Said(
    "التاريخ {day} بعد يوم جلب الأصل، {captured}؛ صححه",
    "the date {day} is later than the capture of the original, {captured}; correct it",
)
_OLD = Said("التاريخ {day} أقدم من الصحافة العربية؛ صححه", "the date {day} is older than the Arabic press; correct it")
_FAR = Said(
    "بين التاريخ {day} واليوم الذي في المعرّف، {minted}، أكثر من سنة؛ تحقق منه",
    "the date {day} is more than a year from the day in the id, {minted}; make sure of it",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    day, line = page.article.day, page.line_of("date")
    if day is None:
        return
    captured = _day(page.ledger.captured if page.ledger else "")
    minted = _day(page.article.id)
    # Somewhere it is tomorrow already.
    if day > around.today + _DAY:
        yield Found(line, 1, _FUTURE, {"day": day}, level="error")
    elif captured and day > captured + _DAY:
        yield Found(line, 1, _CAPTURED, {"day": day, "captured": captured})
    elif day.year < _FIRST_YEAR:
        yield Found(line, 1, _OLD, {"day": day})
    elif minted and abs(day - minted) > 366 * _DAY:
        yield Found(line, 1, _FAR, {"day": day, "minted": minted})


def _day(text: str) -> dt.date | None:
    """The day a text begins with."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


RULE = PageRule(
    "plausible-date",
    "warning",
    Said("تاريخ النشر معقول", "The day of publication can be true"),
    _find,
)
