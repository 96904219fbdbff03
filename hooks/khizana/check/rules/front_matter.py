"""The record of a page, by its schema; what is wrong is found when the page is read."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked
from khizana.layout import ARTICLE_ID

_NO_ID = Said(
    "المعرّف {id} ليس معرّف مقال؛ أعد المعرّف الذي كان له", "its id, {id}, is none; restore the one it was given"
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    if not ARTICLE_ID.fullmatch(page.article.id):
        yield Found(page.line_of("id"), 1, _NO_ID, {"id": page.article.id})


RULE = PageRule(
    "front-matter",
    "error",
    Said("بيانات المقال مفاتيحها معروفة وقيمها صحيحة", "The record of an article has known keys and right values"),
    _find,
)
