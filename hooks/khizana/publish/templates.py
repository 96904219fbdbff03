"""The library's own templates: Jinja with autoescape on, so text is text unless a filter says otherwise."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from babel.dates import format_date, format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from khizana.publish.cards import chips, safe
from khizana.publish.compiled import compiled_templates
from khizana.publish.words import articles, day_words, others

_LOCALE = "ar"
_FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=compiled_templates(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "text": lambda words: Markup(safe(words)),
        "articles": articles,
        "others": others,
        "address": address,
        "chips": chips,
        "moment": moment_in_words,
        "day": lambda value: day_words(value.isoformat()),
        "short_day": day_words,
        "iso": lambda value: value.isoformat(),
    }
    return environment


def fill(template: str, **values: object) -> str:
    """The HTML of a template in publish/templates."""
    return _environment().get_template(template).render(values)


def address(words: str) -> Markup:
    """An address that is broken over lines behind its slashes, not inside a date."""
    pieces = (piece for piece in re.findall("[^/]*/*", words) if piece)
    return Markup("<wbr>").join(Markup("<span>{}</span>").format(piece) for piece in pieces)


@lru_cache(maxsize=4096)
def moment_in_words(value: date | datetime) -> str:
    """`الخميس 29 يونيو 2017، 3:01 م`, or the day alone where no time is known."""
    if isinstance(value, datetime):
        return format_datetime(value, "EEEE d MMMM y، h:mm a", locale=_LOCALE, tzinfo=value.tzinfo)
    return format_date(value, "EEEE d MMMM y", locale=_LOCALE)
