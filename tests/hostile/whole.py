"""Is everything an archive holds whole? Found out with as little of the library's help as can be.

Every original is the bytes that were captured, every ledger covers every visible character of it once and in order,
every page shows what its ledger says was kept, and nothing half-written lies about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from khizana.article import read_page, write_page
from khizana.convert.original import Original
from khizana.convert.readers import read_originals
from khizana.layout import Layout
from khizana.problems import ProblemError
from khizana.profile import render, to_html
from khizana.registry import Registry
from tests.support.text import shown_text, visible

_SHORT = 30
_PICTURE = re.compile(r"^!\[.*\]\(\S*\)$", re.MULTILINE)


@dataclass
class Found:
    """What is wrong in an archive, a line each; and how many visible characters nothing explains."""

    wrong: list[str] = field(default_factory=list)
    unexplained: int = 0
    pages: int = 0


def examine(layout: Layout) -> Found:
    """Look at every file below docs/."""
    found = Found()
    found.wrong += [f"{path.name}: was left behind" for path in layout.docs.rglob(".*")]
    ledgers = {path: json.loads(path.read_bytes()) for path in sorted(layout.sources.rglob("*.ledger.json"))}
    originals = _originals(layout, ledgers)
    for path, ledger in ledgers.items():
        original = originals.get((ledger["source"]["file"], ledger["source"]["sha256"]))
        found.wrong += [f"{path.name}: {fault}" for fault in _faults(layout, path, ledger, original, found)]
    pages = {layout.page(ledger["id"]) for ledger in ledgers.values()}
    found.wrong += [f"{path.name}: has no ledger" for path in layout.articles.rglob("*.md") if path not in pages]
    return found


def without_pictures(body: str) -> str:
    """A body without its pictures, whose words are not the text's; no text looks so, for its brackets are escaped."""
    return _PICTURE.sub("", body)


def _originals(layout: Layout, ledgers: dict[Path, dict[str, Any]]) -> dict[tuple[str, str], Original]:
    """What each kept file holds, by its name in the ledgers and its hash."""
    found: dict[tuple[str, str], Original] = {}
    for name in {ledger["source"]["file"].partition("#")[0] for ledger in ledgers.values()}:
        for item in _read(layout.sources / name):
            found[f"{name}#{item.record}" if item.record else name, item.sha256] = item
    return found


def _read(path: Path) -> Iterator[Original]:
    """The articles of a kept file, to where it ends or breaks off."""
    with suppress(ProblemError):
        yield from (item for item in read_originals(path, Registry()) if isinstance(item, Original))


def _faults(
    layout: Layout, path: Path, ledger: dict[str, Any], original: Original | None, found: Found
) -> Iterator[str]:
    if original is None:
        yield "its original is gone or another"
        return
    if original.data and sha256(original.data).hexdigest() != ledger["source"]["sha256"]:
        yield "its original has changed"
    if path.name != f"{ledger['id']}.ledger.json":
        yield "stands under a wrong name"
    told, kept = _told(original.text, ledger["spans"])
    if told != visible(original.text):
        found.unexplained += max(1, abs(len(told) - len(visible(original.text))))
        yield "does not account for every character"
    page = layout.page(ledger["duplicate_of"] or ledger["id"])
    if not page.is_file():
        yield "has no page"
    elif not ledger["duplicate_of"]:
        found.pages += 1
        yield from _page_faults(page, ledger, kept, found)


def _told(text: str, spans: list[list[Any]]) -> tuple[str, str]:
    """The visible characters of all spans in order, and of those that are kept. Spans must not overlap."""
    told, kept, end = "", "", 0
    for start, stop, fate, _, *removed in spans:
        piece = visible(text[start:stop])
        told += piece if start >= end else "\0"
        kept += piece if fate == "kept" else ""
        if fate == "removed" and visible("".join(removed)) != piece:
            told += "\0"
        end = stop
    return told, kept


def _page_faults(page: Path, ledger: dict[str, Any], kept: str, found: Found) -> Iterator[str]:
    written = page.read_bytes().decode()
    if written != "\n".join(ledger["generated"]):
        yield "its page is not what was generated"
    article = read_page(written, page)
    if write_page(article) != written:
        yield "its page does not read as it was written"
    shown = visible(shown_text("".join(to_html(block.element) for block in render(without_pictures(article.body)))))
    if shown != kept:
        found.unexplained += max(1, abs(len(shown) - len(kept)))
        place = next(
            (n for n, (a, b) in enumerate(zip(kept, shown, strict=False)) if a != b), min(len(kept), len(shown))
        )
        yield f"its page shows {shown[place : place + _SHORT]!r} for {kept[place : place + _SHORT]!r}"
