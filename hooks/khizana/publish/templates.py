"""The library's own templates: Jinja with autoescape on, so text is text unless a filter says otherwise."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_datetime, get_month_names
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from khizana import arabic
from khizana.profile.serialize import isolate

_LOCALE = "ar"
_FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "text": lambda text: Markup(isolate(arabic.balanced(text))),
        "articles": lambda number: arabic.counted(number, arabic.ARTICLES),
        "places": lambda number: arabic.counted(number, arabic.OTHER_PLACES),
        "moment": moment_in_words,
        "day": day_in_words,
        "iso": lambda value: value.isoformat(),
    }
    return environment


def fill(template: str, **values: object) -> str:
    """The HTML of a template in publish/templates."""
    return _environment().get_template(template).render(values)


def moment_in_words(value: date | datetime) -> str:
    """`الخميس 29 يونيو 2017، 3:01 م`, or the day alone where no time is known."""
    if isinstance(value, datetime):
        return format_datetime(value, "EEEE d MMMM y، h:mm a", locale=_LOCALE, tzinfo=value.tzinfo)
    return format_date(value, "EEEE d MMMM y", locale=_LOCALE)


def day_in_words(value: date) -> str:
    """`29 يونيو 2017`."""
    return format_date(value, "d MMMM y", locale=_LOCALE)


def month_in_words(month: str) -> str:
    """`يونيو 2017` for `2017-06`."""
    year, number = month.split("-")
    return f"{month_name(int(number))} {year}"


def month_name(number: int) -> str:
    """The name of a month, 1 to 12."""
    return str(get_month_names("wide", locale=_LOCALE)[number])
