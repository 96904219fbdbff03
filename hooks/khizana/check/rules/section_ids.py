"""Ids of sections: one each, none that the site gives itself, and those that are known stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from khizana.arabic import fold
from khizana.article import read_page
from khizana.catalogue.faults import RESERVED_IDS
from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked
from khizana.problems import ProblemError
from khizana.profile import render

_TWICE = Said(
    "المعرّف {id} لقسمين؛ غيّر معرّف الأحدث منهما", "two sections have the id {id}; change that of the newer one"
)
_RESERVED = Said(
    "المعرّف {id} من معرّفات الموقع نفسه؛ اختر غيره", "the id {id} is one the site gives itself; choose another"
)
_CHANGED = Said(
    "معرّف القسم «{title}» كان {was}، وعليه روابط؛ أعده ولو تغيّر العنوان",
    "the section {title} had the id {was}, and links lead there; restore it, whatever the heading says",
)
_GONE = Said(
    "زال القسم {was}، وكل رابط إليه ينقطع؛ أبقه إن لم يكن زائدًا",
    "the section {was} is gone, and links to it break; keep it unless it is furniture",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    ids = Counter(id for id, _ in page.sections)
    for id, count in ids.items():
        line, column = page.place_in_body(f"{{#{id}}}")
        if count > 1:
            yield Found(line, column, _TWICE, {"id": id})
        if RESERVED_IDS.fullmatch(id):
            yield Found(line, column, _RESERVED, {"id": id})
    yield from _lost(page, around, ids)


def _lost(page: Checked, around: Around, ids: Counter[str]) -> Iterator[Found]:
    """Sections that stood before, or that the conversion made, and whose id is nowhere now."""
    before = _sections_before(page.path, around)
    if before is None:
        before = tuple((id, title) for title, id in page.ledger.sections.items()) if page.ledger else ()
    known = {id for id, _ in before}
    fresh = {fold(title): id for id, title in page.sections if id not in known}
    for place, (id, title) in enumerate(before):
        if id in ids:
            continue
        same_number = len(before) == len(page.sections) and page.sections[place][0] not in known
        renamed = fresh.get(fold(title)) or (page.sections[place][0] if same_number else "")
        if renamed:
            line, column = page.place_in_body(f"{{#{renamed}}}")
            yield Found(line, column, _CHANGED, {"title": title, "was": id})
        else:
            yield Found(page.body_line, 1, _GONE, {"was": id}, level="warning")


def _sections_before(path: Path, around: Around) -> tuple[tuple[str, str], ...] | None:
    text = around.before(path)
    try:
        blocks = render(read_page(text, path).body) if text else None
    except (ProblemError, ValueError):
        return None
    return tuple((block.id, block.text) for block in blocks if block.kind == "heading") if blocks else None


RULE = PageRule(
    "section-ids",
    "error",
    Said("معرّفات الأقسام لا تتكرر ولا تتغير", "Ids of sections are unique and never change"),
    _find,
)
