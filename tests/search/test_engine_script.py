"""The small engine that browsers get is made of the sources that people read, and the loader knows its name."""

from __future__ import annotations

import os
import re

import minify  # type: ignore[import-untyped]

from khizana.search.engine import SMALL, engine, sources
from khizana.search.pieces import checksum, tables_script
from scripts.benches.searching.sites import SCRIPTS

LOADER = SCRIPTS / "search-loader.js"


def test_the_small_engine_is_up_to_date() -> None:
    small: bytes = minify.string("application/javascript", sources()).encode() + b"\n"
    if os.environ.get("KHIZANA_REGENERATE"):
        SMALL.write_bytes(small)
    assert engine() == small, "run this test with KHIZANA_REGENERATE=1"


def test_the_loader_knows_the_names_of_engine_and_tables() -> None:
    text = LOADER.read_text(encoding="utf-8")
    names = f'var ENGINE = "{checksum(engine())}", TABLES = "{checksum(tables_script())}";'
    told = re.sub(r'var ENGINE = "\S*", TABLES = "\S*";', names, text)
    if os.environ.get("KHIZANA_REGENERATE"):
        LOADER.write_text(told, encoding="utf-8")
        text = told
    assert text == told, "run this test with KHIZANA_REGENERATE=1"
