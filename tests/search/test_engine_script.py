"""The small engine that browsers get is made of the sources that people read."""

from __future__ import annotations

import os

import minify  # type: ignore[import-untyped]

from khizana.search.engine import SMALL, engine, sources


def test_the_small_engine_is_up_to_date() -> None:
    small: bytes = minify.string("application/javascript", sources()).encode() + b"\n"
    if os.environ.get("KHIZANA_REGENERATE"):
        SMALL.write_bytes(small)
    assert engine() == small, "run this test with KHIZANA_REGENERATE=1"
