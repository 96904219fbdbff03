"""The page still says what the original says: the ledger accounts for it, and the text was corrected, not gutted.

Editors may correct words. Compared are the folded words of the page with those of the page as it was generated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from khizana.arabic import fold
from khizana.check.around import Around
from khizana.check.model import Found, Level, PageRule, Said
from khizana.check.page import Checked
from khizana.ledger import Ledger, visible

_WORD = re.compile(r"\w+")
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ID = re.compile(r"\{#[^{}\s]+\}|\\")
# Corrections touch a few words in a hundred; what is below the first share is another text.
_GUTTED, _THINNED = 0.6, 0.85
_SWOLLEN = 0.15
_FEW = 12
_FATES = ("kept", "metadata", "removed")
_LOST = Said(
    "بقي في الصفحة {share} في المئة من ألفاظ الأصل؛ أعد ما حُذف، ولسحب المقال: scripts/takedown.py",
    "only {share} per cent of the original's words are left on the page; restore them. scripts/takedown.py withdraws",
)
_ADDED = Said(
    "{share} في المئة من ألفاظ الصفحة ليست في الأصل؛ لا يُزاد على النص",
    "{share} per cent of the page's words are not in the original; nothing is added to a text",
)
_TITLE = Said(
    "العنوان غير عنوان الأصل («{was}»)؛ يُصحَّح العنوان ولا يُبدَّل",
    "the title is not the original's ({was}); a title is corrected, not replaced",
)
_SPANS = Said(
    "سجل التحويل لا يفي بالأصل كله (عند {place})؛ استعده من git",
    "the ledger does not account for the whole original (at {place}); restore it from git",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    if page.ledger is None:
        return
    place = _unaccounted(page.ledger, around)
    if place is not None:
        path = around.shown(around.layout.ledger(page.path.stem))
        yield Found(0, 0, _SPANS, {"place": place}, path=path)
    if page.ledger.generated != page.text:
        yield from _edited(page, page.ledger.generated)


def _edited(page: Checked, generated: str) -> Iterator[Found]:
    was, now = _words(_HEAD.sub("", generated)), _words(page.article.body)
    common = (was & now).total()
    kept = common / max(1, was.total())
    added = 1 - common / max(1, now.total())
    if was.total() - common >= _FEW and kept < _THINNED:
        level: Level = "error" if kept < _GUTTED else "warning"
        yield Found(page.body_line, 1, _LOST, {"share": round(100 * kept)}, level=level)
    elif was.total() and kept < _GUTTED:
        yield Found(page.body_line, 1, _LOST, {"share": round(100 * kept)})
    if now.total() - common >= _FEW and added > _SWOLLEN:
        yield Found(page.body_line, 1, _ADDED, {"share": round(100 * added)}, level="warning")
    title = _title_of(generated)
    if title and not (_words(title) & _words(page.article.title)):
        yield Found(page.line_of("title"), 1, _TITLE, {"was": title[:80]}, level="warning")


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(fold(_ID.sub("", text))))


def _title_of(generated: str) -> str:
    found = re.search(r"^title: (.*)$", generated, re.MULTILINE)
    return found[1].strip("'\"") if found else ""


def _unaccounted(ledger: Ledger, around: Around) -> int | None:
    """The first offset at which spans overlap, are none, or leave out something visible."""
    text = _plain_original(ledger, around)
    end = 0
    for span in ledger.spans:
        if span.start < end or span.end <= span.start or span.fate not in _FATES:
            return span.start
        if text is not None and (
            visible(text[end : span.start])
            or (span.fate == "removed" and visible(span.text) != visible(text[span.start : span.end]))
        ):
            return end
        end = span.end
    return end if text is not None and (end > len(text) or visible(text[end:])) else None


def _plain_original(ledger: Ledger, around: Around) -> str | None:
    """The text that offsets count in, where it can be had without converting: plain text in UTF-8."""
    path = around.layout.sources / ledger.source.file
    own = path.parent == around.layout.ledger(ledger.id).parent
    if not own or path.suffix != ".txt" or path.is_symlink() or not path.is_file():
        return None
    return _decoded(path)


def _decoded(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


RULE = PageRule(
    "conservation",
    "error",
    Said(
        "الصفحة تقول ما في أصلها: تُصحَّح ألفاظها ولا تُحذف ولا يُزاد عليها",
        "A page says what its original says: words are corrected, not taken away or added",
    ),
    _find,
)
