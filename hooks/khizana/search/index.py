"""The index of an archive: kept in one SQLite file between builds, changed article by article, published as pieces.

What is published depends on the set of articles alone: an index that grew through a thousand edits gives the same
bytes as one made anew. The file is a cache; if it is missing, damaged or of another version it is made again.
"""

from __future__ import annotations

import gc
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import repeat
from pathlib import Path
from typing import Any

from khizana.files import DAMAGE, remove_database
from khizana.search import pieces, terms
from khizana.search.document import GROUPS, Analysed, Labels, read_analysed, read_group
from khizana.search.postings import Change, Entry, Row, Spots, row_of
from khizana.search.shape import Shape, numbered, piece_of, shape_for

VERSION = "5"
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE docs (
    id TEXT PRIMARY KEY, number INTEGER, date TEXT, outlet TEXT, facets TEXT, title TEXT, url TEXT, blob BLOB
);
CREATE INDEX docs_number ON docs (number);
CREATE INDEX docs_date ON docs (date DESC, id);
CREATE TABLE pieces (kind TEXT PRIMARY KEY, name TEXT, content BLOB);
"""
_SEVERAL = 6_000
_MANNERS = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -40000;"


class Index:
    """The index of one archive, with its state in the file `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = self._opened()

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._connected()
        except DAMAGE:
            remove_database(self._path)
            return self._connected()

    def _connected(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._path, isolation_level=None)
        db.executescript(_MANNERS)
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and ("meta" not in tables or _meta(db, "version") != VERSION):
            db.close()
            raise sqlite3.DatabaseError("another version")
        if not tables:
            db.executescript(_TABLES + terms.TABLES)
            _set_meta(db, "version", VERSION)
        return db

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def update(
        self, changed: Iterable[tuple[str, bytes]], removed: Iterable[str], labels: Labels, state: str = ""
    ) -> None:
        """Take in changed articles (their id and what `analyse` gave), drop removed ones; all of it or nothing.

        `state` is kept with it, for the caller to know again what the index stands for.
        """
        self._db.execute("BEGIN IMMEDIATE")
        try:
            _Update(self._db).run(changed, removed, labels)
            _set_meta(self._db, "state", state)
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def ids(self) -> set[str]:
        """The articles that are in the index."""
        return {id for (id,) in self._db.execute("SELECT id FROM docs")}

    def pieces(self) -> Mapping[str, Callable[[], bytes]]:
        """All files of the index: name, and how to get the content. A name's content never changes, but for two."""
        names = self._db.execute("SELECT name, kind FROM pieces ORDER BY name").fetchall()
        return {name: self._reader(kind) for name, kind in names}

    @property
    def state(self) -> str:
        """What the caller said the index stands for, at its last update; empty before the first."""
        return _meta(self._db, "state")

    def _reader(self, kind: str) -> Callable[[], bytes]:
        """Reads through a connection of its own: pieces are written by forked processes."""

        def read() -> bytes:
            with closing(sqlite3.connect(self._path)) as db:
                (content,) = db.execute("SELECT content FROM pieces WHERE kind = ?", (kind,)).fetchone()
            return bytes(content)

        return read


def _meta(db: sqlite3.Connection, key: str) -> str:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else ""


def _set_meta(db: sqlite3.Connection, key: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


class _Update:
    """One change of the index, from articles to pieces."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.gone: list[tuple[int, bytes]] = []
        self.fresh: set[str] = set()
        self.stale: set[str] = set()

    def run(self, changed: Iterable[tuple[str, bytes]], removed: Iterable[str], labels: Labels) -> None:
        touched = self._take(changed, removed)
        (count,) = self.db.execute("SELECT count(*) FROM docs").fetchone()
        shape = self._fitting(shape_for(count), touched)
        if _meta(self.db, "shape") != json.dumps(shape) or len(self.fresh) + len(self.gone) > max(40, count // 25):
            self._rebuild(shape)
        else:
            self._splice(shape)
        pieces.publish(self.db, shape, self.stale, labels, count)

    def _take(self, changed: Iterable[tuple[str, bytes]], removed: Iterable[str]) -> set[str]:
        """Take changed articles in and removed ones out; gives the ids of them all."""
        touched: set[str] = set()
        for id in removed:
            self._forget(id)
            self.db.execute("DELETE FROM docs WHERE id = ?", (id,))
            touched.add(id)
        for id, blob in changed:
            if self._forget(id, blob):
                article = read_analysed(blob)
                self.db.execute("INSERT OR REPLACE INTO docs VALUES (?, -1, ?, ?, ?, ?, ?, ?)", (*_row(article), blob))
                self.fresh.add(id)
                touched.add(id)
        return touched

    def _forget(self, id: str, blob: bytes = b"") -> bool:
        """Note what an article gave before; False if it gave the same."""
        row = self.db.execute("SELECT number, blob FROM docs WHERE id = ?", (id,)).fetchone()
        if row and row[1] == blob:
            return False
        if row and row[0] >= 0:
            self.gone.append(row)
        return True

    def _fitting(self, shape: Shape, touched: set[str]) -> Shape:
        """Number the articles, or those of the pieces that are touched; more numbers a piece, should one overflow."""
        before: dict[str, int] = {}
        if _meta(self.db, "shape") == json.dumps(shape):
            before = self._of_pieces({piece_of(id, shape) for id in touched}, shape)
            given = _given(before, shape)
        if not before or given is None:
            before = dict(self.db.execute("SELECT id, number FROM docs"))
            while (given := _given(before, shape)) is None:
                shape = shape._replace(slots=shape.slots * 2)
        self._move([(n, id) for id, n in given.items() if before[id] != n], before)
        return shape

    def _of_pieces(self, texts: set[int], shape: Shape) -> dict[str, int]:
        """The numbers of the articles of some pieces of text, and of those that have none yet."""
        found = dict(self.db.execute("SELECT id, number FROM docs WHERE number = -1"))
        query = "SELECT id, number FROM docs WHERE number >= ? AND number < ?"
        for text in texts:
            found |= dict(self.db.execute(query, (text * shape.slots, (text + 1) * shape.slots)))
        return found

    def _move(self, moved: list[tuple[int, str]], before: dict[str, int]) -> None:
        if len(moved) <= _SEVERAL:
            for _, id in moved:
                if before[id] >= 0:
                    self._forget(id)
        else:
            self.gone = []
        self.fresh.update(id for _, id in moved)
        self.db.executemany("UPDATE docs SET number = ? WHERE id = ?", moved)

    def _rebuild(self, shape: Shape) -> None:
        for table in (*terms.NAMES, "pieces"):
            self.db.execute(f"DELETE FROM {table}")
        _set_meta(self.db, "shape", json.dumps(shape))
        (count,) = self.db.execute("SELECT count(*) FROM docs").fetchone()
        passes = max(1, min(GROUPS, -(-count // _SEVERAL)))
        with _no_collector():
            for turn in range(passes):
                self._rebuild_groups(range(turn, GROUPS, passes), shape)
        terms.write_facets(self.db)
        self.stale = pieces.all_kinds(shape)

    def _rebuild_groups(self, groups: range, shape: Shape) -> None:
        found: defaultdict[str, list[Any]] = defaultdict(list)
        for number, blob in self.db.execute("SELECT number, blob FROM docs ORDER BY number"):
            packed = read_analysed(blob).groups
            for group in groups:
                held = read_group(packed[group])
                if held.forms:
                    entries = zip(repeat(number), held.levels, held.counts, held.places, strict=False)
                    for form, entry in zip(held.forms.split("\n"), entries, strict=True):
                        found[form] += entry
        rows = sorted((terms.term_piece(form, shape), form) for form in found)
        terms.write_terms(self.db, shape, ((piece, form, *_columns(found.pop(form))) for piece, form in rows))

    def _splice(self, shape: Shape) -> None:
        query = "SELECT number, blob FROM docs WHERE id = ?"
        fresh = [self.db.execute(query, (id,)).fetchone() for id in sorted(self.fresh)]
        for number in {number for number, _ in (*self.gone, *fresh)}:
            self._note(number, shape)
        before, now = _by_form(self.gone), _by_form(fresh)
        for form in before | now:
            was, became = before.get(form, {}), now.get(form, {})
            changes = (Change(n, was.get(n), became.get(n)) for n in sorted(was | became))
            if real := [change for change in changes if change.before != change.now]:
                self.stale |= terms.edit_term(self.db, shape, form, real)

    def _note(self, number: int, shape: Shape) -> None:
        piece = number // shape.slots
        self.stale |= {f"x{piece}", *pieces.facet_kinds(piece, shape)}


@contextmanager
def _no_collector() -> Iterator[None]:
    """Millions of small tuples and no cycle among them: looking for cycles would take a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _row(article: Analysed) -> tuple[str, str, str, str, str, str]:
    facets = json.dumps([article.tags, article.entities], ensure_ascii=False)
    return article.id, article.date, article.outlet, facets, article.title, article.url


def _given(ids: Iterable[str], shape: Shape) -> dict[str, int] | None:
    """The numbers of articles, of all that stand in the same pieces; None if a piece overflows."""
    members: dict[int, list[str]] = defaultdict(list)
    for id in ids:
        members[piece_of(id, shape)].append(id)
    found: dict[str, int] = {}
    for piece, those in members.items():
        given = numbered(those, piece, shape)
        if given is None:
            return None
        found |= given
    return found


def _by_form(articles: Iterable[tuple[int, bytes]]) -> dict[str, dict[int, Entry]]:
    """What articles have of each form, by their numbers."""
    found: defaultdict[str, dict[int, Entry]] = defaultdict(dict)
    for number, blob in articles:
        for packed in read_analysed(blob).groups:
            group = read_group(packed)
            if group.forms:
                entries = zip(group.levels, group.counts, group.places, strict=True)
                for form, entry in zip(group.forms.split("\n"), entries, strict=True):
                    found[form][number] = Entry(*entry)
    return dict(found)


def _columns(entries: list[Any]) -> tuple[Row, Spots]:
    """What is kept of one form: of each article its number, level, count and places, one after another."""
    numbers, levels, counts, places = (entries[column::4] for column in range(4))
    return row_of(numbers, bytes(levels)), Spots(bytes(counts), bytes(map(len, places)), b"".join(places))
