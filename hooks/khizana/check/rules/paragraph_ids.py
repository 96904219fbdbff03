"""Ids of paragraphs, to which index pages and people link, stay or have a successor."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked

_GONE = Said(
    "زالت فقرات من الصفحة ({ids})، وكل رابط إليها ينقطع؛ أبقها أو صلها بما قبلها",
    "paragraphs are gone from the page ({ids}), and links to them break; keep them, or join them to their neighbours",
)
_FORGOTTEN = Said(
    "نسي سجل التحويل فقرات كانت فيه ({ids})؛ استعده من git",
    "the ledger forgot paragraphs it had ({ids}); restore it from git",
)
_MOST = 5


def _find(page: Checked, around: Around) -> Iterator[Found]:
    if page.ledger is None:
        return
    if gone := [id for id in page.ledger.paragraphs if id not in page.paragraphs]:
        yield Found(page.body_line, 1, _GONE, {"ids": _some(gone)}, level="warning")
    path = around.layout.ledger(page.path.stem)
    if before := around.ledger_before(path):
        kept = {*page.ledger.paragraphs, *page.ledger.successors}
        if lost := [id for id in before.paragraphs if id not in kept]:
            yield Found(0, 0, _FORGOTTEN, {"ids": _some(lost)}, path=around.shown(path))


def _some(ids: list[str]) -> str:
    return " ".join((*ids[:_MOST], *(["…"] if len(ids) > _MOST else [])))


RULE = PageRule(
    "paragraph-ids",
    "error",
    Said("معرّفات الفقرات باقية أو لها خلف", "Ids of paragraphs stay or have a successor"),
    _find,
)
