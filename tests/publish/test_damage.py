"""A cache that cannot be used costs time, and nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from khizana.files import DAMAGE
from khizana.publish.cache import Cache, DamagedError
from khizana.search import Index


def _harm_schema(path: Path) -> None:
    """Put bytes that are no UTF-8 into what SQLite quotes when it complains."""
    with sqlite3.connect(path) as db:
        db.execute("pragma journal_mode = delete")
    data = path.read_bytes()
    at = data.index(b"CREATE TABLE facts") if b"CREATE TABLE facts" in data else data.index(b"CREATE TABLE pieces")
    path.write_bytes(data[:at] + b"CREATE \x86\x86\x86\x86\x86 " + data[at + 13 :])


def test_a_cache_with_a_damaged_schema_is_made_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "site.sqlite")
    cache.open()
    cache.put_fact("known", 1)
    cache.commit()
    cache.close()
    _harm_schema(tmp_path / "site.sqlite")
    with pytest.raises(DAMAGE):
        sqlite3.connect(tmp_path / "site.sqlite").execute("select * from facts")
    cache.open()
    assert cache.fact("known", int) is None


def test_a_cache_that_is_damaged_while_it_is_read_says_so(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "site.sqlite")
    cache.open()
    cache.commit()
    cache.close()
    _harm_schema(tmp_path / "site.sqlite")
    with pytest.raises((DamagedError, *DAMAGE)):
        cache.ids()


def test_an_index_with_a_damaged_schema_is_made_again(tmp_path: Path) -> None:
    Index(tmp_path / "search.sqlite").close()
    _harm_schema(tmp_path / "search.sqlite")
    index = Index(tmp_path / "search.sqlite")
    assert index.ids() == set()
