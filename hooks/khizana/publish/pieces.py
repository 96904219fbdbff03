"""Lists of articles as classic scripts, which a page opened from disk may load too: what the filters are fed with.

A piece calls `kzPiece(name, rows, more, outlets)`; `more` are the other pieces of its list. A row is the id of an
article, newest first, or [id, day] where the id does not begin with its day. Of those that are not on the first page
of a list, whose cards are at hand, it is [id, day, title, outlet], the last a place in `outlets`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from khizana.catalogue.record import Record
from khizana.publish.page import File, Part, split
from khizana.publish.rooms import Item, Rooms, digest_of_all
from khizana.publish.series import Series

_LONGEST = 1_500
_DATED = re.compile(r"\d{4}-\d\d-\d\d-.")  # as the browser tells an id with a day in it


def pieces(series: Series, rooms: Rooms) -> Iterator[File]:
    """The pieces of the list a page shows, at the page's address with another ending."""
    at_hand = len(series.parts[0].items)
    parts = list(split(series.url, series.items, _LONGEST))
    more = tuple(_name(_script(part.url)) for part in parts[1:])
    for part in parts:
        others, cards = (more, at_hand) if part.number == 1 else ((), 0)
        inputs = (digest_of_all(part.items), others, cards)
        yield File(_script(part.url), inputs, partial(_rows, part, others, cards, rooms))


def _script(url: str) -> str:
    return f"{url.removesuffix('.html')}.js"


def _name(url: str) -> str:
    return url.rpartition("/")[2]


def _rows(part: Part[Item], more: Sequence[str], at_hand: int, rooms: Rooms) -> str:
    """A piece whose first so many articles have their cards on the page."""
    outlets = {id: place for place, id in enumerate(sorted({record.outlet for record, _ in part.items[at_hand:]}))}
    rows = [_row(record) for record, _ in part.items[:at_hand]]
    rows += [[record.id, record.date[:10], record.title, outlets[record.outlet]] for record, _ in part.items[at_hand:]]
    known = rooms.catalogue.registry.outlets
    labels = [known[id].label if id in known else "" for id in outlets]
    return call(_name(_script(part.url)), rows, list(more), labels)


def _row(record: Record) -> object:
    day = record.date[:10]
    told = record.id[:10] if _DATED.match(record.id) else ""
    return record.id if told == day else [record.id, day]


def call(name: str, rows: Sequence[object], *others: Iterable[str]) -> str:
    """A piece as a script."""
    return f"kzPiece({','.join(map(as_script, (name, rows, *others)))});\n"


def as_script(value: object) -> str:
    """JSON that is safe as a piece of a script, wherever it stands."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
