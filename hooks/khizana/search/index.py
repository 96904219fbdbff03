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

from khizana.files import remove_database
from khizana.search import pieces
from khizana.search.document import GROUPS, Analysed, Labels, bucket, read_analysed, read_group
from khizana.search.postings import Entry, Postings
from khizana.search.shape import Shape, numbered, piece_of, shape_for

VERSION = "1"
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE docs (
    id TEXT PRIMARY KEY, number INTEGER, date TEXT, outlet TEXT, facets TEXT, title TEXT, url TEXT, blob BLOB
);
CREATE INDEX docs_number ON docs (number);
CREATE INDEX docs_date ON docs (date DESC, id);
CREATE TABLE terms (
    piece INTEGER, form TEXT, pack INTEGER, count INTEGER, docs BLOB, levels BLOB, counts BLOB, sizes BLOB, places BLOB,
    PRIMARY KEY (piece, form)
) WITHOUT ROWID;
CREATE INDEX terms_pack ON terms (pack, form) WHERE pack >= 0;
CREATE TABLE facets (form TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
CREATE TABLE words (piece INTEGER, word TEXT, level INTEGER, PRIMARY KEY (piece, word)) WITHOUT ROWID;
CREATE TABLE pieces (kind TEXT PRIMARY KEY, name TEXT, content BLOB);
"""
_SEVERAL = 6_000


class Index:
    """The index of one archive, with its state in the file `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = self._opened()

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._connected()
        except sqlite3.DatabaseError:
            remove_database(self._path)
            return self._connected()

    def _connected(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._path, isolation_level=None)
        db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -40000;")
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and ("meta" not in tables or _meta(db, "version") != VERSION):
            db.close()
            raise sqlite3.DatabaseError("another version")
        if not tables:
            db.executescript(_TABLES)
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
        for id in removed:
            self._forget(id)
            self.db.execute("DELETE FROM docs WHERE id = ?", (id,))
            self.fresh.discard(id)
        touched = set(self.fresh)
        for id, blob in changed:
            if self._forget(id, blob):
                article = read_analysed(blob)
                self.db.execute("INSERT OR REPLACE INTO docs VALUES (?, -1, ?, ?, ?, ?, ?, ?)", (*_row(article), blob))
                self.fresh.add(id)
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
        """Number the articles; more numbers a piece, should one overflow."""
        members: dict[int, list[str]] = defaultdict(list)
        before = dict(self.db.execute("SELECT id, number FROM docs"))
        for id in before:
            members[piece_of(id, shape)].append(id)
        while True:
            given = [numbered(ids, piece, shape) for piece, ids in members.items()]
            if all(numbers is not None for numbers in given):
                break
            shape = shape._replace(slots=shape.slots * 2)
        moved = [(n, id) for numbers in given for id, n in (numbers or {}).items() if before[id] != n]
        self._move(moved, before)
        return shape

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
        for table in ("terms", "facets", "words", "pieces"):
            self.db.execute(f"DELETE FROM {table}")
        _set_meta(self.db, "shape", json.dumps(shape))
        (count,) = self.db.execute("SELECT count(*) FROM docs").fetchone()
        passes = max(1, min(GROUPS, -(-count // _SEVERAL)))
        with _no_collector():
            for turn in range(passes):
                self._rebuild_groups(range(turn, GROUPS, passes), shape)
        self.stale = pieces.all_kinds(shape)

    def _rebuild_groups(self, groups: range, shape: Shape) -> None:
        found: defaultdict[str, list[tuple[int, int, int, bytes]]] = defaultdict(list)
        for number, blob in self.db.execute("SELECT number, blob FROM docs ORDER BY number"):
            packed = read_analysed(blob).groups
            for group in groups:
                held = read_group(packed[group])
                if held.forms:
                    entries = zip(repeat(number), held.levels, held.counts, held.places, strict=False)
                    for form, entry in zip(held.forms.split("\n"), entries, strict=True):
                        found[form].append(entry)
        rows = sorted((_place(form, shape), form) for form in found)
        pieces.write_terms(self.db, shape, ((piece, form, Postings.row_of(found[form])) for piece, form in rows))

    def _splice(self, shape: Shape) -> None:
        edits: dict[str, list[tuple[int, Entry | None]]] = defaultdict(list)
        for number, blob in self.gone:
            self._note(number, shape)
            for packed in read_analysed(blob).groups:
                for form, _ in _entries(packed, number):
                    edits[form].append((number, None))
        for id in sorted(self.fresh):
            number, blob = self.db.execute("SELECT number, blob FROM docs WHERE id = ?", (id,)).fetchone()
            self._note(number, shape)
            for packed in read_analysed(blob).groups:
                for form, entry in _entries(packed, number):
                    edits[form].append((number, entry))
        for form, changes in edits.items():
            self.stale |= pieces.edit_term(self.db, shape, _place(form, shape), form, changes)

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


def _entries(packed: bytes, number: int) -> Iterator[tuple[str, Entry]]:
    group = read_group(packed)
    if group.forms:
        for form, level, count, places in zip(
            group.forms.split("\n"), group.levels, group.counts, group.places, strict=True
        ):
            yield form, Entry(number, level, count, places)


def _place(form: str, shape: Shape) -> int:
    return bucket(form) // GROUPS % shape.terms
