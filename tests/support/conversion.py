"""What whole conversions are held to: every character of an original has one fate."""

from __future__ import annotations

import re
from typing import Any

from tests.support.archive import Archive, Run
from tests.support.text import plain, visible

SEED = "seed/000_2d1c5e011f2ea13a.txt"
SEED_PARAGRAPHS = 24  # its lines, less title, date, five of furniture and three headings
FATES = {"kept", "metadata", "removed"}


def gaps(original: str, spans: list[list[Any]]) -> str:
    """What no span covers; spans must be in order and not overlap."""
    between, end = "", 0
    for start, stop, *_ in spans:
        assert end <= start < stop <= len(original)
        between += original[end:start]
        end = stop
    return between + original[end:]


def kept(original: str, spans: list[list[Any]]) -> str:
    return "".join(original[start:stop] for start, stop, fate, *_ in spans if fate == "kept")


def check_ledger(archive: Archive, id: str) -> None:
    """Every visible character of the original has one fate, and the kept ones are the page's text."""
    original, ledger = archive.original(id), archive.ledger(id)
    spans = ledger["spans"]
    assert visible(gaps(original, spans)) == ""
    assert {fate for _, _, fate, *_ in spans} <= FATES
    body = "\n".join(ledger["generated"]).split("\n---\n", 1)[1]
    assert visible(kept(original, spans)) == visible(plain(body))
    for start, stop, fate, where, *text in spans:
        assert where
        assert visible("".join(text)) == (visible(original[start:stop]) if fate == "removed" else "")


def mutable(archive: Archive) -> dict[str, bytes]:
    """All files but the moments of capture, which differ between archives."""
    return {name: re.sub(rb'"captured": "[^"]+"', b"", data) for name, data in archive.files().items()}


def refusals(run: Run) -> list[str]:
    """The lines of a run but the last, which sums up."""
    return run.lines[:-1]
