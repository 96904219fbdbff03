"""Printed dates in Arabic and Persian page text.

`find_dates` reads every complete calendar date (day, month and year) of a text, `read_date` a line that is
nothing but a date. What is printed decides: relative dates (`منذ 3 أيام`), bare years and partial dates are
no dates, and what the print leaves open is flagged instead of guessed.

The modules, in the order the text passes them: `lines` and `fold` (a line in one spelling for many), `days`
and `times` (rules that make `tokens` of it, from the tables in `names` and `words`), `calendars` (day
counts), `reading` (tokens that stand together become one date), `model` (what comes out).
"""

from khizana.convert.dates.model import PrintedDate
from khizana.convert.dates.reading import find_dates, read_date

__all__ = ["PrintedDate", "find_dates", "read_date"]
