"""What belongs to a web page and not to the article, and came back into the text or was never taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khizana.arabic import fold
from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked
from khizana.controls import is_control

_MARKS = re.compile(r"\\|^#{2,3} |\s*\{#[^}]*\}$")
_OPENING = re.compile(
    r"\W*(?:اقر[اي] (?:ايضا|المزيد)|طالع ايضا|شاهد ايضا|رابط (?:الخبر|المقال)|جميع الحقوق محفوظه|كافه الحقوق محفوظه"
    r"|(?:للمزيد|لقراءه المزيد) (?:اضغط|انقر)|(?:اضغط|انقر) هنا|تابعونا (?:علي|عبر)|مقالات اخري للكاتب"
    r"|(?:مواضيع|مقالات|اخبار|موضوعات) (?:ذات صله|متعلقه))\b"
)
_LONGEST = 30  # words: a headline behind the name of its list
_LEFT = Said(
    "السطر «{line}» من زوائد صفحة الويب لا من المقال؛ احذفه",
    "the line {line} belongs to the web page and not to the article; remove it",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    removed = frozenset(_removed(page))
    for line in page.body:
        folded = fold(_MARKS.sub("", line.text)).strip()
        known = folded in around.furniture or folded in removed or is_control(folded)
        if known or (_OPENING.match(folded) and len(folded.split()) <= _LONGEST):
            yield Found(line.number, 1, _LEFT, {"line": line.text[:60]})


def _removed(page: Checked) -> Iterator[str]:
    """Lines that the conversion removed as a whole; what it kept is not one of them, however often it stands there."""
    for span in page.ledger.spans if page.ledger else ():
        if span.fate == "removed" and not span.where.endswith("-mark") and "\n" not in span.text.strip():
            yield fold(span.text).strip()


RULE = PageRule(
    "furniture",
    "warning",
    Said("لا زوائد من صفحات الويب في المقال", "Nothing of the web page is left in the article"),
    _find,
)
