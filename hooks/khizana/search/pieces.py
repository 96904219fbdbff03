"""The files of the index: terms, texts, days, facets, labels, suggestions, the engine, and a head.

A piece's name ends in a checksum of its content; the head, whose name is fixed, knows the names of all others.
"""

from __future__ import annotations

import bz2
import json
import sqlite3
import zlib
from base64 import b32encode
from collections.abc import Callable
from datetime import date
from functools import partial
from hashlib import sha256

from khizana.search import terms, twin
from khizana.search.coding import deflated, gaps, letters, numbers, script, sections
from khizana.search.document import Labels, read_analysed
from khizana.search.engine import engine
from khizana.search.shape import Shape

HEAD, SUGGEST, LABELS, TABLES, ENGINE = "head", "suggest", "labels", "tables", "engine"
_NAMED = 5
# Hundreds of thousands of bytes that are sorted together; more than a piece of text has. A browser keeps room for them.
_BLOCK = 2
_EPOCH = date(1800, 1, 1).toordinal()
_MOST_SUGGESTED = {"entity": 800, "tag": 300, "title": 300}


def all_kinds(shape: Shape) -> set[str]:
    """Every piece of an index but those that are always written."""
    counts = {
        "x": shape.texts,
        "t": shape.terms,
        "h": shape.packs + shape.facets,
        "p": shape.spots,
        "d": shape.facets,
        "f": shape.facets,
        "v": shape.words,
    }
    return {f"{letter}{number}" for letter, count in counts.items() for number in range(count)}


def facet_kinds(text: int, shape: Shape) -> tuple[str, str]:
    """The pieces of days and facets that hold the articles of a piece of text."""
    group = text * shape.facets // shape.texts
    return f"d{group}", f"f{group}"


def publish(db: sqlite3.Connection, shape: Shape, stale: set[str], labels: Labels, count: int) -> None:
    """Write the pieces that are no longer right, and the head."""
    for kind in sorted(stale):
        data = _MAKERS[kind[0]](db, int(kind[1:]), shape)
        _put(db, kind, script(kind, _PACKERS.get(kind[0], deflated)(data)))
    _put(db, LABELS, script(LABELS, deflated(_labels(db, labels))))
    _put(db, TABLES, tables_script())
    _put(db, ENGINE, engine())
    _put(db, SUGGEST, script(SUGGEST, deflated(_suggestions(db, labels))), named=False)
    _put(db, HEAD, script(HEAD, deflated(_head(db, shape, labels, count))), named=False)


def _put(db: sqlite3.Connection, kind: str, content: bytes, *, named: bool = True) -> None:
    name = f"{kind}-{checksum(content)}.js" if named else f"{kind}.js"
    db.execute("INSERT OR REPLACE INTO pieces VALUES (?, ?, ?)", (kind, name, content))


def tables_script() -> bytes:
    """The piece that has the analyser's tables."""
    return script(TABLES, deflated(letters(twin.tables())))


def checksum(content: bytes) -> str:
    """What a piece is named by."""
    return b32encode(sha256(content).digest())[:_NAMED].decode().lower()


def _texts(db: sqlite3.Connection, piece: int, shape: Shape) -> bytes:
    first = piece * shape.slots
    rows = db.execute(
        "SELECT number, blob FROM docs WHERE number >= ? AND number < ? ORDER BY number", (first, first + shape.slots)
    ).fetchall()
    return sections([numbers([number - first for number, _ in rows]), *(read_analysed(blob).text for _, blob in rows)])


def _group(group: int, shape: Shape) -> tuple[int, int]:
    """The numbers of the articles of a group of pieces of text: the first, and the first behind."""
    starts = [text for text in range(shape.texts) if text * shape.facets // shape.texts == group]
    return (starts[0] * shape.slots, (starts[-1] + 1) * shape.slots) if starts else (0, 0)


def _days(db: sqlite3.Connection, group: int, shape: Shape) -> bytes:
    """Number, day (0: none) and outlet of every article of the group."""
    query = "SELECT number, date, outlet FROM docs WHERE number >= ? AND number < ? ORDER BY number"
    rows = db.execute(query, _group(group, shape)).fetchall()
    outlets = sorted({outlet for _, _, outlet in rows})
    places = {outlet: place for place, outlet in enumerate(outlets)}
    return sections(
        [
            gaps([number for number, _, _ in rows]),
            numbers([_day(day) for _, day, _ in rows]),
            numbers([places[outlet] for _, _, outlet in rows]),
            letters("\n".join(outlets)),
        ]
    )


def _day(text: str) -> int:
    return max(0, date.fromisoformat(text[:10]).toordinal() - _EPOCH) if text else 0


def _facets(db: sqlite3.Connection, group: int, shape: Shape) -> bytes:
    """Tags and entities of every article of the group, in the order of the days."""
    query = "SELECT facets FROM docs WHERE number >= ? AND number < ? ORDER BY number"
    rows = [json.loads(facets) for (facets,) in db.execute(query, _group(group, shape))]
    parts: list[bytes] = []
    for kind in (0, 1):
        ids = sorted({id for row in rows for id in row[kind]})
        places = {id: place for place, id in enumerate(ids)}
        values = [value for row in rows for value in (len(row[kind]), *sorted(places[id] for id in row[kind]))]
        parts += [letters("\n".join(ids)), numbers(values)]
    return sections(parts)


def _labels(db: sqlite3.Connection, labels: Labels) -> bytes:
    """What the facets in use are called."""
    named = {"tag": labels.tags, "entity": labels.entities, "outlet": labels.outlets}
    lines = [
        f"{form[1:]}\x1f{named[kind].get(id, id)}"
        for (form,) in db.execute("SELECT form FROM facets ORDER BY form")
        for kind, _, id in [form[1:].partition(":")]
    ]
    return letters("\n".join(lines))


def _suggestions(db: sqlite3.Connection, labels: Labels) -> bytes:
    """Kind, label, address and count of what is worth suggesting: the most frequent names, the newest titles."""
    lines = []
    for kind, named, folder in (("entity", labels.entities, "entities"), ("tag", labels.tags, "tags")):
        query = "SELECT form, count FROM facets WHERE form >= ? AND form < ? ORDER BY count DESC, form LIMIT ?"
        for form, count in db.execute(query, (f"\x02{kind}:", f"\x02{kind};", _MOST_SUGGESTED[kind])):
            id = form.partition(":")[2]
            lines.append((kind, named.get(id, id), f"{folder}/{id}.html", str(count)))
    query = "SELECT title, url, date FROM docs ORDER BY date DESC, id LIMIT ?"
    lines += [("title", title, url, day[:10]) for title, url, day in db.execute(query, (_MOST_SUGGESTED["title"],))]
    return letters("\n".join("\x1f".join(part.replace("\n", " ") for part in line) for line in lines))


def _outlets(db: sqlite3.Connection) -> list[str]:
    rows = db.execute(
        "SELECT form FROM facets WHERE form >= ? AND form < ? ORDER BY form", ("\x02outlet:", "\x02outlet;")
    )
    return [form.partition(":")[2] for (form,) in rows]


def _head(db: sqlite3.Connection, shape: Shape, labels: Labels, count: int) -> bytes:
    names = dict(db.execute("SELECT kind, name FROM pieces").fetchall())

    def checksums(letter: str, many: int) -> str:
        return "".join(names[f"{letter}{n}"][-3 - _NAMED : -3] for n in range(many))

    table = {
        "count": count,
        "outlets": {id: labels.outlets.get(id, id) for id in _outlets(db)},
        **shape._asdict(),
        "names": {
            "x": checksums("x", shape.texts), "t": checksums("t", shape.terms), "p": checksums("p", shape.spots),
            "h": checksums("h", shape.packs + shape.facets),
            "d": checksums("d", shape.facets), "f": checksums("f", shape.facets), "v": checksums("v", shape.words),
            **{kind: names[kind][-3 - _NAMED : -3] for kind in (LABELS, TABLES, ENGINE)},
        },
    }  # fmt: skip
    return json.dumps(table, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


_MAKERS = {
    "x": _texts, "t": terms.terms_data, "h": terms.heavy_data, "p": terms.spots_data, "d": _days, "f": _facets,
    "v": terms.spelling_data,
}  # fmt: skip
_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "x": partial(bz2.compress, compresslevel=_BLOCK),
    "t": partial(deflated, strategy=zlib.Z_FILTERED),
    "h": partial(deflated, strategy=zlib.Z_FILTERED),
    "p": partial(deflated, strategy=zlib.Z_RLE),
}
