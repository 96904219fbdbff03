"""The files of the index: terms, heavy terms, texts, days, facets, words for spelling, labels, suggestions, and a head.

A piece's name ends in a checksum of its content; the head, whose name is fixed, knows the names of all others.
"""

from __future__ import annotations

import json
import sqlite3
from base64 import b32encode
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from zlib import crc32

from khizana.search import twin
from khizana.search.coding import gaps, letters, numbers, script, sections
from khizana.search.document import GROUPS, Labels, bucket, read_analysed
from khizana.search.postings import Entry, Postings, Row
from khizana.search.shape import Shape, pack_of

HEAD, SUGGEST, LABELS, TABLES = "head", "suggest", "labels", "tables"
_NAMED = 6
_EPOCH = date(1800, 1, 1).toordinal()
_COLUMNS = "count, docs, levels, counts, sizes, places"
_MOST_SUGGESTED = {"entity": 800, "tag": 300, "title": 300}
# How often a word must occur to be suggested for a misspelt one, and the steps of frequency that are told apart.
_FREQUENT = (2, 8, 32, 128, 512, 2048)


def all_kinds(shape: Shape) -> set[str]:
    """Every piece of an index but those that are always written."""
    counts = {
        "x": shape.texts,
        "t": shape.terms,
        "h": shape.packs,
        "d": shape.facets,
        "f": shape.facets,
        "v": shape.words,
    }
    return {f"{letter}{number}" for letter, count in counts.items() for number in range(count)}


def facet_kinds(text: int, shape: Shape) -> tuple[str, str]:
    """The pieces of days and facets that hold the articles of a piece of text."""
    group = text * shape.facets // shape.texts
    return f"d{group}", f"f{group}"


def write_terms(db: sqlite3.Connection, shape: Shape, terms: Iterable[tuple[int, str, Row]]) -> None:
    """Write the rows of forms that have none, in the order of pieces and forms."""
    words: list[tuple[int, str, int]] = []

    def rows() -> Iterator[tuple[int | str | bytes, ...]]:
        for piece, form, row in terms:
            words.extend(_words(form, row.having, shape))
            yield piece, form, pack_of(form, row.having, shape), *row

    db.executemany("INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows())
    db.executemany(
        "INSERT INTO words VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET level = max(level, excluded.level)", words
    )
    db.execute("INSERT OR REPLACE INTO facets SELECT form, count FROM terms WHERE form >= char(2) AND form < char(3)")


def edit_term(
    db: sqlite3.Connection, shape: Shape, piece: int, form: str, changes: list[tuple[int, Entry | None]]
) -> set[str]:
    """Change the postings of one form; gives the pieces that are no longer right."""
    found = db.execute(f"SELECT {_COLUMNS} FROM terms WHERE piece = ? AND form = ?", (piece, form)).fetchone()
    postings = Postings.of(Row(*found)) if found else Postings()
    for number, entry in changes:
        postings.change(number, entry)
    row = postings.row()
    before = found[0] if found else 0
    stale = {f"t{piece}"} | {
        f"h{pack}" for pack in (pack_of(form, n, shape) for n in (before, row.having)) if pack >= 0
    }
    if row.having:
        values = (piece, form, pack_of(form, row.having, shape), *row)
        db.execute("INSERT OR REPLACE INTO terms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    else:
        db.execute("DELETE FROM terms WHERE piece = ? AND form = ?", (piece, form))
    if form.startswith("\x02"):
        _count_facet(db, form, row.having)
    elif _level(before) != _level(row.having):
        stale |= _reword(db, shape, form)
    return stale


def _count_facet(db: sqlite3.Connection, form: str, count: int) -> None:
    if count:
        db.execute("INSERT OR REPLACE INTO facets VALUES (?, ?)", (form, count))
    else:
        db.execute("DELETE FROM facets WHERE form = ?", (form,))


def _level(count: int) -> int:
    return sum(count >= least for least in _FREQUENT)


def _bare(form: str) -> str:
    return form[2:] if form.startswith("ال") and len(form) > 4 else form


def _word_pieces(word: str, shape: Shape) -> set[int]:
    """A misspelt word has its first or its last two letters right, so that each word is kept under both."""
    return {crc32(part.encode("utf-8", "surrogatepass")) % shape.words for part in (word[:2], "$" + word[-2:])}


def _words(form: str, count: int, shape: Shape) -> list[tuple[int, str, int]]:
    if count < _FREQUENT[0] or not form.isalpha() or not 3 <= len(form) <= 24:
        return []
    word = _bare(form)
    return [(piece, word, _level(count)) for piece in _word_pieces(word, shape)]


def _reword(db: sqlite3.Connection, shape: Shape, changed: str) -> set[str]:
    word = _bare(changed)
    wanted: dict[int, int] = {}
    for form in (word, "ال" + word):
        piece = bucket(form) // GROUPS % shape.terms
        row = db.execute("SELECT count FROM terms WHERE piece = ? AND form = ?", (piece, form)).fetchone()
        if row and _bare(form) == word:
            for at, _, level in _words(form, row[0], shape):
                wanted[at] = max(level, wanted.get(at, 0))
    stale = set()
    for at in _word_pieces(word, shape):
        found = db.execute("SELECT level FROM words WHERE piece = ? AND word = ?", (at, word)).fetchone()
        if (found[0] if found else 0) != wanted.get(at, 0):
            stale.add(f"v{at}")
            db.execute("DELETE FROM words WHERE piece = ? AND word = ?", (at, word))
            if at in wanted:
                db.execute("INSERT INTO words VALUES (?, ?, ?)", (at, word, wanted[at]))
    return stale


def publish(db: sqlite3.Connection, shape: Shape, stale: set[str], labels: Labels, count: int) -> None:
    """Write the pieces that are no longer right, and the head."""
    makers = {"x": _texts, "t": _terms, "h": _heavy, "d": _days, "f": _facets, "v": _spelling}
    for kind in sorted(stale):
        _put(db, kind, makers[kind[0]](db, int(kind[1:]), shape))
    _put(db, LABELS, _labels(db, labels))
    _put(db, TABLES, letters(twin.tables()))
    _put(db, SUGGEST, _suggestions(db, labels), named=False)
    _put(db, HEAD, _head(db, shape, labels, count), named=False)


def _put(db: sqlite3.Connection, kind: str, data: bytes, *, named: bool = True) -> None:
    content = script(kind, data)
    name = f"{kind}-{_checksum(content)}.js" if named else f"{kind}.js"
    db.execute("INSERT OR REPLACE INTO pieces VALUES (?, ?, ?)", (kind, name, content))


def _checksum(content: bytes) -> str:
    return b32encode(sha256(content).digest())[:_NAMED].decode().lower()


def _terms(db: sqlite3.Connection, piece: int, shape: Shape) -> bytes:
    rows = db.execute(f"SELECT form, pack, {_COLUMNS} FROM terms WHERE piece = ? ORDER BY form", (piece,))
    return _listed([(form, pack, Row(*row)) for form, pack, *row in rows], heavy=False)


def _heavy(db: sqlite3.Connection, pack: int, shape: Shape) -> bytes:
    rows = db.execute(f"SELECT form, pack, {_COLUMNS} FROM terms WHERE pack = ? AND pack >= 0 ORDER BY form", (pack,))
    return _listed([(form, pack, Row(*row)) for form, pack, *row in rows], heavy=True)


def _listed(rows: list[tuple[str, int, Row]], *, heavy: bool) -> bytes:
    """Forms, then a table of their counts and lengths, then their columns; heavy forms only where they are wanted."""
    held = [row for _, pack, row in rows if heavy or pack < 0]
    table = [
        value
        for _, pack, row in rows
        for value in (
            (row.having << 1, len(row.docs), len(row.places)) if heavy or pack < 0 else (row.having << 1 | 1,)
        )
    ]
    return sections(
        [
            letters("\n".join(form for form, _, _ in rows)),
            numbers(table),
            b"".join(row.docs for row in held),
            b"".join(row.levels for row in held),
            b"".join(row.counts for row in held),
            b"".join(row.places for row in held),
        ]
    )


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


def _spelling(db: sqlite3.Connection, piece: int, shape: Shape) -> bytes:
    rows = db.execute("SELECT word, level FROM words WHERE piece = ? ORDER BY word", (piece,)).fetchall()
    return sections([letters("\n".join(word for word, _ in rows)), bytes(level for _, level in rows)])


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
            "x": checksums("x", shape.texts), "t": checksums("t", shape.terms), "h": checksums("h", shape.packs),
            "d": checksums("d", shape.facets), "f": checksums("f", shape.facets), "v": checksums("v", shape.words),
            "labels": names[LABELS][-3 - _NAMED : -3], "tables": names[TABLES][-3 - _NAMED : -3],
        },
    }  # fmt: skip
    return json.dumps(table, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
