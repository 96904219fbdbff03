"""Originals and ledgers are never changed or removed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.changes import Change
from khizana.check.model import ChangeRule, Found, Said
from khizana.check.page import ledger_of
from khizana.ledger import Ledger
from khizana.problems import ProblemError

_LEDGER = re.compile(r"docs/sources/(?:\d{4}/\d\d|undated)/(?P<id>[^/]+)\.ledger\.json")
_OF_ARTICLE = re.compile(r"docs/sources/(?:\d{4}/\d\d|undated)/(?P<id>[^./]+?)(?:_files/.*|\..*)")
_ALTERED = Said(
    "أصل محفوظ، والأصول لا تتغير ولا تُحذف؛ استعده من git",
    "is a kept original, and originals are never changed or removed; restore it from git",
)
_LEDGER_GONE = Said(
    "سجل تحويل، ولا يُحذف؛ استعده من git", "is a ledger, and ledgers are never removed; restore it from git"
)
_LEDGER_ALTERED = Said(
    "تغيّر في سجل التحويل ما لا يتغير ({keys})؛ استعده من git",
    "the ledger says otherwise what is decided once ({keys}); restore it from git",
)
_LEDGER_BROKEN = Said("ليس سجل تحويل يُقرأ؛ استعده من git", "is no ledger that can be read; restore it from git")


def _find(change: Change, around: Around) -> Iterator[Found]:
    if not change.path.startswith("docs/sources/") or change.path.startswith("docs/sources/inbox/"):
        return
    found = _OF_ARTICLE.fullmatch(change.path)
    if found and found["id"] in around.tombstones:
        return
    if _LEDGER.fullmatch(change.path):
        yield from _ledger(change, around)
    elif change.kind in ("changed", "removed") and not _is_redacted(change, around):
        yield Found(0, 0, _ALTERED)


def _ledger(change: Change, around: Around) -> Iterator[Found]:
    if change.kind == "removed":
        yield Found(0, 0, _LEDGER_GONE)
        return
    if not around.opened:
        return
    path = around.layout.root / change.path
    if change.kind == "standing" and around.layout.page(path.name.removesuffix(".ledger.json")).is_file():
        return  # it is read, and compared, with the page
    page = path.with_name(path.name.removesuffix(".ledger.json") + ".md")
    try:
        now = ledger_of(page, around.layout)
    except ProblemError:
        now = None
    if now is None or now.id != page.stem:
        yield Found(0, 0, _LEDGER_BROKEN)
    elif (before := around.ledger_before(path)) and (keys := [key for key, _ in _differences(before, now)]):
        yield Found(0, 0, _LEDGER_ALTERED, {"keys": " ".join(keys)})


def _differences(before: Ledger, now: Ledger) -> Iterator[tuple[str, str]]:
    """What is decided once, and was decided otherwise."""
    once = (("id", before.id, now.id), ("captured", before.captured, now.captured))
    source = (("file", before.source.file, now.source.file), ("sha256", before.source.sha256, now.source.sha256))
    for key, was, is_ in (*once, *source):
        if was != is_:
            yield key, is_


def _is_redacted(change: Change, around: Around) -> bool:
    """Is it a container that a withdrawn record was taken out of?"""
    shown = change.path.removeprefix("docs/sources/")
    digests = around.redacted(shown)
    try:
        return bool(digests) and bool(change.mode) and around.digest(around.layout.root / change.path) in digests
    except OSError:
        return False


RULE = ChangeRule(
    "original-kept",
    "error",
    Said(
        "الأصول وسجلات التحويل لا تُعدَّل باليد ولا تُحذف", "Originals and ledgers are not edited by hand and not removed"
    ),
    _find,
    late=True,
)
