"""Lists of articles as classic scripts, which a page opened from disk may load too: what the filters are fed with.

A piece calls `kzPiece(name, rows, more)`: rows are [id, title, day], newest first; `more` are the other pieces.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial

from khizana.publish.page import File, Part, split
from khizana.publish.rooms import Item, digest_of_all

_LONGEST = 1_500


def pieces(url: str, items: Sequence[Item]) -> Iterator[File]:
    """The pieces of the list a page shows, at the page's address with another ending."""
    parts = list(split(url, items, _LONGEST))
    more = tuple(_script(part.url).rpartition("/")[2] for part in parts[1:])
    for part in parts:
        others = more if part.number == 1 else ()
        yield File(_script(part.url), (digest_of_all(part.items), others), partial(_rows, part, others))


def _script(url: str) -> str:
    return f"{url.removesuffix('.html')}.js"


def _rows(part: Part[Item], more: Sequence[str]) -> str:
    rows = [[record.id, record.title, record.date[:10]] for record, _ in part.items]
    name = _script(part.url).rpartition("/")[2]
    return f"kzPiece({as_script(name)},{as_script(rows)},{as_script(list(more))});\n"


def as_script(value: object) -> str:
    """JSON that is safe as a piece of a script, wherever it stands."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
