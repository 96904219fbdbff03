"""Terms in the file of the index, and the pieces they are published in: postings, heavy postings, places, spelling.

A form's postings stand in the piece of its family (`t`), those of a heavy form in a pack (`h`); where in an article it
occurs is kept apart (`p`), because only phrases ask for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from zlib import crc32

from khizana.search.coding import letters, numbers, sections
from khizana.search.document import GROUPS, bucket
from khizana.search.postings import Change, Entry, Row, Spots, changed
from khizana.search.shape import Shape, is_facet, pack_of

TABLES = """
CREATE TABLE terms (
    piece INTEGER, form TEXT, pack INTEGER, count INTEGER, low BLOB, middle BLOB, high BLOB, levels BLOB,
    PRIMARY KEY (piece, form)
) WITHOUT ROWID;
CREATE INDEX terms_pack ON terms (pack, form) WHERE pack >= 0;
CREATE TABLE spots (
    piece INTEGER, form TEXT, counts BLOB, sizes BLOB, places BLOB, PRIMARY KEY (piece, form)
) WITHOUT ROWID;
CREATE TABLE facets (form TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
CREATE TABLE words (piece INTEGER, word TEXT, level INTEGER, PRIMARY KEY (piece, word)) WITHOUT ROWID;
"""
NAMES = ("terms", "spots", "facets", "words")
_POSTINGS = "count, low, middle, high, levels"
# How often a word must occur to be suggested for a misspelt one, and the steps of frequency that are told apart.
_FREQUENT = (2, 8, 32, 128, 512, 2048)
_AT_ONCE = 5_000  # forms that are written together


def term_piece(form: str, shape: Shape) -> int:
    """The piece of a form's family."""
    return bucket(form) // GROUPS % shape.terms


def spots_piece(piece: int, shape: Shape) -> int:
    """The piece that has the places of all forms of a piece of terms."""
    return piece * shape.spots // shape.terms


def write_terms(db: sqlite3.Connection, shape: Shape, terms: Iterable[tuple[int, str, Row, Spots]]) -> None:
    """Write the rows of forms that have none, in the order of pieces and forms."""
    terms = iter(terms)
    while some := list(islice(terms, _AT_ONCE)):
        _write_some(db, shape, some)


def _write_some(db: sqlite3.Connection, shape: Shape, terms: Sequence[tuple[int, str, Row, Spots]]) -> None:
    words: list[tuple[int, str, int]] = []
    spots: list[tuple[int, str, Spots]] = []

    def rows() -> Iterator[tuple[int | str | bytes, ...]]:
        for piece, form, row, places in terms:
            words.extend(_words(form, row.having, shape))
            if not is_facet(form):
                spots.append((piece, form, places))
            yield piece, form, pack_of(form, row.having, shape), *row

    db.executemany("INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows())
    db.executemany("INSERT INTO spots VALUES (?, ?, ?, ?, ?)", ((at, form, *places) for at, form, places in spots))
    db.executemany(
        "INSERT INTO words VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET level = max(level, excluded.level)", words
    )


def write_facets(db: sqlite3.Connection) -> None:
    """Count the articles of each facet, once all terms are written."""
    db.execute("INSERT OR REPLACE INTO facets SELECT form, count FROM terms WHERE form >= char(2) AND form < char(3)")


def edit_term(db: sqlite3.Connection, shape: Shape, form: str, changes: Sequence[Change]) -> set[str]:
    """Change the postings of one form; gives the pieces that are no longer right."""
    piece = term_piece(form, shape)
    moved = not is_facet(form) and any(_places(change.before) != _places(change.now) for change in changes)
    before, row, spots = _changed(db, (piece, form), changes, moved)
    stale = {f"p{spots_piece(piece, shape)}"} if moved else set()
    if spots is not None:
        _replace(db, "spots", (piece, form), spots if row.having else ())
    if all(change.before and change.now and change.before.level == change.now.level for change in changes):
        return stale
    pack = pack_of(form, row.having, shape)
    _replace(db, "terms", (piece, form), (pack, *row) if row.having else ())
    stale |= {f"t{piece}", *(f"h{one}" for one in (pack_of(form, before, shape), pack) if one >= 0)}
    if is_facet(form):
        _replace(db, "facets", (form,), (row.having,) if row.having else ())
    elif _level(before) != _level(row.having):
        stale |= _reword(db, shape, form)
    return stale


def _places(entry: Entry | None) -> tuple[int, bytes] | None:
    return (entry.times, entry.places) if entry else None


def _changed(
    db: sqlite3.Connection, key: tuple[int, str], changes: Sequence[Change], moved: bool
) -> tuple[int, Row, Spots | None]:
    """How many articles had a form, and its row and places after some changes."""
    found = db.execute(f"SELECT {_POSTINGS} FROM terms WHERE piece = ? AND form = ?", key).fetchone()
    row = Row(*found) if found else Row(0, b"", b"", b"", b"")
    spots = None
    if moved:
        held = db.execute("SELECT counts, sizes, places FROM spots WHERE piece = ? AND form = ?", key).fetchone()
        spots = Spots(*held) if held else Spots(b"", b"", b"")
    return row.having, *changed(row, spots, changes)


def _replace(db: sqlite3.Connection, table: str, key: Sequence[object], values: Sequence[object]) -> None:
    """The row of a key, or none where there are no values."""
    if values:
        marks = ", ".join("?" * (len(key) + len(values)))
        db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", (*key, *values))
    else:
        where = "form = ?" if len(key) == 1 else "piece = ? AND form = ?"
        db.execute(f"DELETE FROM {table} WHERE {where}", key)


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
        key = (term_piece(form, shape), form)
        row = db.execute("SELECT count FROM terms WHERE piece = ? AND form = ?", key).fetchone()
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


def terms_data(db: sqlite3.Connection, piece: int, shape: Shape) -> bytes:
    """The forms of a piece with their postings, but for those of heavy forms."""
    rows = db.execute(f"SELECT form, pack, {_POSTINGS} FROM terms WHERE piece = ? ORDER BY form", (piece,))
    return _listed([(form, pack >= 0, Row(*row)) for form, pack, *row in rows])


def heavy_data(db: sqlite3.Connection, pack: int, shape: Shape) -> bytes:
    """The postings of heavy forms."""
    rows = db.execute(f"SELECT form, {_POSTINGS} FROM terms WHERE pack = ? AND pack >= 0 ORDER BY form", (pack,))
    return _listed([(form, False, Row(*row)) for form, *row in rows])


def _listed(rows: Sequence[tuple[str, bool, Row]]) -> bytes:
    """Forms, their counts with a bit for those whose postings are elsewhere, then the columns of the others."""
    held = [row for _, elsewhere, row in rows if not elsewhere]
    return sections(
        [
            letters("\n".join(form for form, _, _ in rows)),
            numbers([row.having << 1 | elsewhere for _, elsewhere, row in rows]),
            *(b"".join(parts) for parts in zip(*(row[1:] for row in held), strict=True)),
        ]
    )


def spots_data(db: sqlite3.Connection, group: int, shape: Shape) -> bytes:
    """Of each piece of terms in the group, how many places the forms have in each article, and where these are.

    Forms stand in the order of their piece, which also knows in how many articles they are.
    """
    parts: list[bytes] = []
    for piece in range(shape.terms):
        if spots_piece(piece, shape) == group:
            query = "SELECT counts, places FROM spots WHERE piece = ? ORDER BY form"
            rows = db.execute(query, (piece,)).fetchall()
            parts += [b"".join(counts for counts, _ in rows), b"".join(places for _, places in rows)]
    return sections(parts)


def spelling_data(db: sqlite3.Connection, piece: int, shape: Shape) -> bytes:
    """Words a misspelt one may be, and how frequent they are."""
    rows = db.execute("SELECT word, level FROM words WHERE piece = ? ORDER BY word", (piece,)).fetchall()
    return sections([letters("\n".join(word for word, _ in rows)), bytes(level for _, level in rows)])
