"""What the last build knew: the digest of every article and the shelves of files it wrote, in one SQLite file.

It is only ever a saving of time. An article is taken from it where the content of page and ledger, the names of the
registry and the code are what they were; every blob bears its own checksum; a file that cannot be used is made anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from khizana.catalogue.record import Line, Record
from khizana.files import DAMAGE, remove_database
from khizana.publish.digest import Digest, Text
from khizana.publish.related import Near
from khizana.publish.shelf import Kept

_LAYOUT = 4  # of the tables
# Rows of more than some hundred bytes are found faster by a rowid, and what is asked most stands first in them.
_TABLES = """
create table if not exists records (path text primary key, id text, signature blob, key blob, record blob, links blob);
create table if not exists texts (id text primary key, lines blob, anchors blob, text blob);
create table if not exists documents (id text primary key, document blob);
create table if not exists related (id text primary key, near blob);
create table if not exists shelves (site text, name text, shelf blob, primary key (site, name)) without rowid;
create table if not exists facts (name text primary key, value blob) without rowid;
"""
# A crash of the machine may cost the cache, never the site.
_MANNERS = """
pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -16000;
"""
Kind = TypeVar("Kind")


class DamagedError(Exception):
    """The cache does not hold what was put there; it is of no use."""


class Known(NamedTuple):
    """An article as the cache has it: `signature` is the state of its files, `key` the digest of their content."""

    signature: bytes
    key: bytes
    record: Record
    links: Mapping[str, str]


class Sealed(NamedTuple):
    """A digest, and what search knows of its article, as the cache keeps them: made where the article was read."""

    id: str
    record: bytes
    links: bytes
    text: bytes
    lines: bytes
    anchors: bytes
    document: bytes

    def opened(self) -> tuple[Record, dict[str, str]]:
        """The record of the article, and where its links lead."""
        return _open(self.record, Record), _open(self.links, dict[str, str])


def seal(digest: Digest, document: bytes) -> Sealed:
    """A digest ready for the cache."""
    return Sealed(
        digest.record.id,
        *(_seal(part) for part in (digest.record, digest.links, digest.text, digest.lines, digest.anchors, document)),
    )


class Cache:
    """One cache file; each process has a connection of its own, so that workers can read beside their parent."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = os.getpid()
        self._connections: dict[int, sqlite3.Connection] = {}

    def open(self) -> None:
        """Make the cache usable: what is there and cannot be used goes. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            [(version,)] = self._connection.execute("pragma user_version")
            if version not in (0, _LAYOUT):
                raise sqlite3.DatabaseError("another layout")
            self._connection.executescript(f"{_TABLES} pragma user_version = {_LAYOUT};")
            self._connection.execute("select count(*) from records, facts").fetchone()
        except DAMAGE:
            self.forget()
            self._connection.executescript(f"{_TABLES} pragma user_version = {_LAYOUT};")

    def forget(self) -> None:
        """Remove the cache file."""
        self.close()
        remove_database(self._path)

    def close(self) -> None:
        if connection := self._connections.pop(os.getpid(), None):
            connection.close()

    def commit(self) -> None:
        self._connection.commit()

    def settle(self) -> None:
        """Bring everything into the one file, so that it can be carried away alone."""
        self._connection.execute("pragma journal_mode = delete")

    @property
    def _connection(self) -> sqlite3.Connection:
        pid = os.getpid()
        if pid not in self._connections:
            connection = self._connections[pid] = sqlite3.connect(self._path)
            connection.executescript(_MANNERS)
            if pid != self._writer:
                connection.execute("begin")  # one state to the end: SQLite need not ask at each question what is new
        return self._connections[pid]

    # Articles

    def articles(self) -> dict[str, Known]:
        """All articles by the path of their page below docs/articles. Raises DamagedError."""
        rows = self._each("select path, signature, key, record, links from records")
        return {
            path: Known(
                signature, key, _open(record, Record), {} if links == _NO_LINKS else _open(links, dict[str, str])
            )
            for path, signature, key, record, links in rows
        }

    def signatures(self) -> dict[str, bytes]:
        """The state in which the files of each page were last read. Raises DamagedError."""
        return dict(self._each("select path, signature from records"))

    def put(self, path: str, signature: bytes, key: bytes, sealed: Sealed) -> None:
        """Keep an article whose page is at `path`; without a key it will be read again."""
        row = (path, sealed.id, signature, key, sealed.record, sealed.links)
        self._connection.execute("insert or replace into records values (?, ?, ?, ?, ?, ?)", row)
        texts = (sealed.id, sealed.lines, sealed.anchors, sealed.text)
        self._connection.execute("insert or replace into texts values (?, ?, ?, ?)", texts)
        self._connection.execute("insert or replace into documents values (?, ?)", (sealed.id, sealed.document))

    def touch(self, signatures: Iterable[tuple[str, bytes]]) -> None:
        """The files of an article were touched, not changed."""
        self._connection.executemany("update records set signature = ?2 where path = ?1", signatures)

    def remove(self, path: str, id: str) -> None:
        """Forget an article; its texts stay where another page has its id now."""
        self._connection.execute("delete from records where path = ?", (path,))
        if not self._rows("select 1 from records where id = ?", id):
            self._connection.execute("delete from texts where id = ?", (id,))
            self._connection.execute("delete from documents where id = ?", (id,))

    def text(self, id: str) -> Text:
        """What an article's own page shows. Raises DamagedError."""
        return _open(self._one("select text from texts where id = ?", id), Text)

    def lines(self, record: Record, entity: str) -> tuple[Line, ...]:
        """The lines of an article that name an entity. Raises DamagedError."""
        held = _open(self._one("select lines from texts where id = ?", record.id), dict[str, msgspec.Raw])
        return msgspec.msgpack.decode(held[entity], type=tuple[Line, ...]) if entity in held else ()

    def anchors(self, id: str) -> frozenset[str]:
        """The ids inside an article. Raises DamagedError."""
        return frozenset(_open(self._one("select anchors from texts where id = ?", id), tuple[str, ...]))

    def ids(self) -> list[str]:
        """The ids of all articles, in order. Raises DamagedError."""
        return [id for (id,) in self._rows("select distinct id from records order by id")]

    def documents(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """What search knows of articles. Raises DamagedError."""
        for id in ids:
            yield id, _open(self._one("select document from documents where id = ?", id), bytes)

    def join(self, other: Path) -> None:
        """Take over the articles of another cache, of a volume that was read elsewhere. Raises DamagedError."""
        self.commit()
        try:
            self._connection.execute("attach database ? as other", (str(other),))
            try:
                [(version,)] = self._connection.execute("pragma other.user_version")
                if version != _LAYOUT:
                    raise sqlite3.DatabaseError("another layout")
                for table in ("records", "texts", "documents"):
                    self._connection.execute(f"insert or replace into {table} select * from other.{table}")
                self.commit()
            finally:
                self._connection.execute("detach database other")
        except DAMAGE as error:
            raise DamagedError(f"{other}: {error}") from None

    def near(self, id: str) -> tuple[Near, ...]:
        """The related articles of an article. Raises DamagedError."""
        return _open(self._one("select near from related where id = ?", id), tuple[Near, ...])

    def put_near(self, related: Mapping[str, tuple[Near, ...]], gone: Iterable[str]) -> None:
        """Keep the related articles of these, and forget those of articles that are gone."""
        rows = ((id, _seal(near)) for id, near in related.items())
        self._connection.executemany("insert or replace into related values (?, ?)", rows)
        self._connection.executemany("delete from related where id = ?", ((id,) for id in gone))

    # Files of the site

    def shelves(self, site: str) -> dict[str, Kept]:
        """The shelves of the last build of a site, which is in a folder of this name. Raises DamagedError."""
        rows = self._rows("select name, shelf from shelves where site = ?", site)
        return {name: _open(shelf, Kept) for name, shelf in rows}

    def put_shelves(self, site: str, shelves: Mapping[str, Kept], gone: Iterable[str]) -> None:
        """Keep these shelves of a site, and forget those that are gone."""
        rows = ((site, name, _seal(shelf)) for name, shelf in shelves.items())
        self._connection.executemany("insert or replace into shelves values (?, ?, ?)", rows)
        self._connection.executemany("delete from shelves where site = ? and name = ?", ((site, name) for name in gone))

    # Facts

    def fact(self, name: str, kind: type[Kind]) -> Kind | None:
        """What was kept under a name; None where nothing was. Raises DamagedError."""
        rows = self._rows("select value from facts where name = ?", name)
        return _open(rows[0][0], kind) if rows else None

    def put_fact(self, name: str, value: object) -> None:
        self._connection.execute("insert or replace into facts values (?, ?)", (name, _seal(value)))

    def _rows(self, query: str, *values: str) -> list[Any]:
        return list(self._each(query, *values))

    def _each(self, query: str, *values: str) -> Iterator[Any]:
        """One row after another: those of all articles together are most of what a build has in memory."""
        try:
            yield from self._connection.execute(query, values)
        except DAMAGE as error:
            raise DamagedError(str(error)) from None

    def _one(self, query: str, id: str) -> Any:
        rows = self._rows(query, id)
        if not rows:
            raise DamagedError(f"nothing is known of {id}")
        return rows[0][0]


def _seal(value: object) -> bytes:
    """A value as bytes with their checksum before them."""
    data = msgspec.msgpack.encode(value)
    return blake2b(data, digest_size=8).digest() + data


_NO_LINKS = _seal({})  # as most articles have none


def _open(sealed: Any, kind: type[Kind]) -> Kind:
    try:
        checksum, data = sealed[:8], sealed[8:]
        if blake2b(data, digest_size=8).digest() != checksum:
            raise DamagedError("a checksum is wrong")
        return msgspec.msgpack.decode(data, type=kind)
    except (TypeError, msgspec.MsgspecError) as error:
        raise DamagedError(str(error)) from None
